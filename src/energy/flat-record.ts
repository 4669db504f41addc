import type { EnergyRecord } from './record.ts';

/** What the lines of a log share: the keys of their indexes and their period. */
export interface Shape {
  readonly keys: readonly string[];
  readonly periodCode: string;
}

/**
 * A record that can be overwritten by the next one: years of lines are read into a few of these. Its indexes are an
 * array in the order of the shape's keys.
 */
export interface FlatRecord {
  /** As in `EnergyRecord`. */
  at: number;
  papp: number | undefined;
  iinst: number | undefined;
  injectionIndex: number | undefined;
  pinj: number | undefined;
  unseenMs?: number | undefined;
  shape: Shape;
  /** Wh. */
  values: Float64Array;
}

/** The indexes of a shape by their keys, Wh. */
export function indexesOf({ keys }: Shape, values: Float64Array): Record<string, number> {
  const indexes: Record<string, number> = {};
  for (let i = 0; i < keys.length; i++) indexes[keys[i] as string] = values[i] as number;
  return indexes;
}

/** A lasting copy of a flat record. */
export function unflatten({
  at,
  papp,
  iinst,
  injectionIndex,
  pinj,
  unseenMs,
  shape,
  values,
}: FlatRecord): EnergyRecord {
  return {
    at,
    periodCode: shape.periodCode,
    indexes: indexesOf(shape, values),
    papp,
    iinst,
    injectionIndex,
    pinj,
    ...(unseenMs === undefined ? {} : { unseenMs }),
  };
}

export function flatten(record: EnergyRecord): FlatRecord {
  const { at, papp, iinst, injectionIndex, pinj, unseenMs, periodCode, indexes } = record;
  const shape = { keys: Object.keys(indexes), periodCode };
  return { at, papp, iinst, injectionIndex, pinj, unseenMs, shape, values: Float64Array.from(Object.values(indexes)) };
}
