import { type EnergyRecord, LONGEST_GAP_MS } from '../energy/record.ts';
import { keyOfPeriod, periodOfCode } from '../meter/contract.ts';

/** A value that the log has of one instant, ms since 1970 UTC. */
export interface Maximum {
  readonly at: number;
  /** Wh, VA. */
  readonly value: number;
}

/** A stretch of time, ms since 1970 UTC. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What the records of one day tell of one index: its values at both ends, and the power while it counted. */
export interface IndexProfile {
  readonly key: string;
  /** Wh. */
  readonly first: Maximum;
  readonly last: Maximum;
  /** Highest mean power of a series, VA. */
  readonly peak: Maximum | undefined;
  /** Power that the house draws nearly always, VA. */
  readonly base: number | undefined;
}

/** What the records of one day tell besides its sums. */
export interface DayProfile {
  readonly indexes: readonly IndexProfile[];
  /** The injection index, where the meter has one, Wh. */
  readonly injection: { readonly first: Maximum; readonly last: Maximum } | undefined;
  readonly peak: Maximum | undefined;
  readonly base: number | undefined;
  /** Which period ran when. */
  readonly periods: readonly (Stretch & { readonly period: string })[];
  /** Times that no record speaks for. */
  readonly holes: readonly Stretch[];
}

/** The part of the records that may lie below the base load. */
const BELOW_BASE = 0.05;

/**
 * @param records of one day, in the order of time
 * @param day its two ends; of a day that still runs, the present as its end
 */
export function profileOf(records: readonly EnergyRecord[], day: Stretch): DayProfile {
  const keys = [...new Set(records.flatMap(({ indexes }) => Object.keys(indexes)))];
  return {
    indexes: keys.map((key) => indexProfile(key, records)),
    injection: injectionOf(records),
    peak: maximumOf(records),
    base: baseOf(records),
    periods: periodsOf(records, day),
    holes: holesOf(records, day),
  };
}

function indexProfile(key: string, records: readonly EnergyRecord[]): IndexProfile {
  const known = records.filter(({ indexes }) => indexes[key] !== undefined);
  const mark = (record: EnergyRecord): Maximum => ({ at: record.at, value: record.indexes[key] as number });
  const own = records.filter(({ periodCode }) => indexKeyOf(periodCode) === key);
  return {
    key,
    first: mark(known[0] as EnergyRecord),
    last: mark(known.at(-1) as EnergyRecord),
    peak: maximumOf(own),
    base: baseOf(own),
  };
}

/** The index that counts while a log says this code: HPM for `PM..`, INDEX01 for `T01`. */
function indexKeyOf(code: string): string {
  return keyOfPeriod(periodOfCode(code)).replace(/^T(\d\d)$/, 'INDEX$1');
}

function injectionOf(records: readonly EnergyRecord[]): DayProfile['injection'] {
  const marks = records.flatMap(({ at, injectionIndex }) =>
    injectionIndex === undefined ? [] : [{ at, value: injectionIndex }],
  );
  const [first, last] = [marks[0], marks.at(-1)];
  return first && last ? { first, last } : undefined;
}

function maximumOf(records: readonly EnergyRecord[]): Maximum | undefined {
  let most: EnergyRecord | undefined;
  for (const record of records) if (!most || record.papp > most.papp) most = record;
  return most && { at: most.at, value: most.papp };
}

/** What was drawn during all but the least twentieth of the time; while the sun feeds the house it draws nothing. */
function baseOf(records: readonly EnergyRecord[]): number | undefined {
  const powers = records.flatMap(({ papp }) => (papp > 0 ? [papp] : [])).sort((a, b) => a - b);
  return powers[Math.floor(powers.length * BELOW_BASE)];
}

/** A record stands for the time before it; of a hole nothing is known. */
function periodsOf(records: readonly EnergyRecord[], { from }: Stretch): DayProfile['periods'] {
  const out: { from: number; to: number; period: string }[] = [];
  let before = from;
  for (const { at, periodCode } of records) {
    const period = periodOfCode(periodCode);
    const last = out.at(-1);
    // The period before ended somewhere between the two records: here at the latest.
    if (last && at - last.to <= LONGEST_GAP_MS) last.to = at;
    if (last?.period !== period || at !== last.to)
      out.push({ from: Math.max(before, at - LONGEST_GAP_MS), to: at, period });
    before = at;
  }
  return out;
}

function holesOf(records: readonly EnergyRecord[], { from, to }: Stretch): Stretch[] {
  const holes: Stretch[] = [];
  let before = from;
  for (const at of [...records.map((record) => record.at), to]) {
    if (at - before > LONGEST_GAP_MS) holes.push({ from: before, to: at });
    before = Math.max(before, at);
  }
  return holes;
}
