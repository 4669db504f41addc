import type { Maximum } from '../../energy/day-steps.ts';
import { gapLimitOf } from '../../energy/gaps.ts';
import type { EnergyRecord } from '../../energy/record.ts';
import type { IndexSample } from '../../energy/rise.ts';
import { keyOfPeriod, periodOfCode, UNKNOWN_CODE } from '../../meter/contract.ts';
import type { Stretch } from '../../time/local.ts';

/** The first and the last value of an index on one day. */
interface IndexEnds {
  readonly first: IndexSample;
  readonly last: IndexSample;
}

/** One index on one day: its values at both ends, and the power while it counted. */
export interface IndexProfile extends IndexEnds {
  readonly key: string;
  readonly maximum: Maximum | undefined;
  /** Power that the house draws nearly always, VA. */
  readonly baseVa: number | undefined;
}

/** A time in which one period ran. */
export interface PeriodSpan extends Stretch {
  readonly period: string;
}

/** What the records of one day show besides its sums. */
export interface DayProfile {
  readonly indexes: readonly IndexProfile[];
  /** The injection index, where the meter has one. */
  readonly injection: IndexEnds | undefined;
  readonly maximum: Maximum | undefined;
  readonly baseVa: number | undefined;
  /** The periods in the order in which they ran. */
  readonly periods: readonly PeriodSpan[];
  /** Times that no record speaks for. */
  readonly holes: readonly Stretch[];
}

/** The fraction of the records that may be below the base load. */
const BELOW_BASE = 0.05;

/**
 * @param records of one day, in the order of time
 * @param day from its beginning to its end; to the present when it still runs
 */
export function profileOf(records: readonly EnergyRecord[], day: Stretch): DayProfile {
  const limit = gapLimitOf(records);
  const keys = [...new Set(records.flatMap(({ indexes }) => Object.keys(indexes)))];
  return {
    indexes: keys.map((key) => indexProfile(key, records)),
    injection: endsOf(records, ({ injectionIndex }) => injectionIndex),
    maximum: maximumOf(records),
    baseVa: baseLoad(records),
    periods: periodSpans(records, day, limit),
    holes: holesOf(records, day, limit),
  };
}

function indexProfile(key: string, records: readonly EnergyRecord[]): IndexProfile {
  const own = records.filter(({ periodCode }) => indexKeyOf(periodCode) === key);
  return {
    key,
    ...(endsOf(records, ({ indexes }) => indexes[key]) as IndexEnds),
    maximum: maximumOf(own),
    baseVa: baseLoad(own),
  };
}

/** The first and the last value of an index; undefined where no record has one. */
function endsOf(
  records: readonly EnergyRecord[],
  whOf: (record: EnergyRecord) => number | undefined,
): IndexEnds | undefined {
  const samples = records.flatMap((record): IndexSample[] => {
    const wh = whOf(record);
    return wh === undefined ? [] : [{ at: record.at, wh }];
  });
  const [first, last] = [samples[0], samples.at(-1)];
  return first && last && { first, last };
}

/** The index that counts while this period runs: HPM for `PM..`, INDEX01 for `T01`. */
function indexKeyOf(code: string): string {
  return keyOfPeriod(periodOfCode(code)).replace(/^T(\d\d)$/, 'INDEX$1');
}

function maximumOf(records: readonly EnergyRecord[]): Maximum | undefined {
  let highest: Maximum | undefined;
  for (const { at, papp: va } of records) if (va !== undefined && va > (highest?.va ?? -1)) highest = { at, va };
  return highest;
}

/** The power that all but a twentieth of the records exceed; those that draw nothing, while the sun feeds the house, are left out. */
function baseLoad(records: readonly EnergyRecord[]): number | undefined {
  const powers = records.flatMap(({ papp = 0 }) => (papp > 0 ? [papp] : [])).sort((a, b) => a - b);
  return powers[Math.floor(powers.length * BELOW_BASE)];
}

/** Each record stands for the time before it, up to the `limit` of a hole, ms. */
export function periodSpans(records: readonly EnergyRecord[], { from }: Stretch, limit: number): PeriodSpan[] {
  const out: { from: number; to: number; period: string }[] = [];
  let before = from;
  for (const { at, periodCode } of records) {
    if (periodCode === UNKNOWN_CODE) continue;
    const period = periodOfCode(periodCode);
    const last = out.at(-1);
    // The period before ended somewhere between the two records, at this one at the latest.
    if (last && at - last.to <= limit) last.to = at;
    if (last?.period !== period || at !== last.to) out.push({ from: Math.max(before, at - limit), to: at, period });
    before = at;
  }
  return out;
}

/** Times that no record speaks for. @param limit the longest time between two records that is no hole, ms */
export function holesOf(records: readonly EnergyRecord[], { from, to }: Stretch, limit: number): Stretch[] {
  const holes: Stretch[] = [];
  let before = from;
  for (const at of [...records.map((record) => record.at), to]) {
    if (at - before > limit) holes.push({ from: before, to: at });
    before = Math.max(before, at);
  }
  return holes;
}
