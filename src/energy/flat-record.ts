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

/** @param before the shape of the record before it: the same one stands for both where they are alike */
export function flatten(record: EnergyRecord, before?: Shape): FlatRecord {
  const { at, papp, iinst, injectionIndex, pinj, unseenMs, periodCode, indexes } = record;
  const keys = Object.keys(indexes);
  const isAlike = before?.periodCode === periodCode && hasSame(before.keys, keys);
  const values = new Float64Array(keys.length);
  for (let i = 0; i < keys.length; i++) values[i] = indexes[keys[i] as string] as number;
  const shape = isAlike ? before : { keys, periodCode };
  return { at, papp, iinst, injectionIndex, pinj, unseenMs, shape, values };
}

/** Whether the same keys stand in the same order. */
export const hasSame = (keys: readonly string[], others: readonly string[]): boolean =>
  keys.length === others.length && keys.every((key, i) => key === others[i]);
