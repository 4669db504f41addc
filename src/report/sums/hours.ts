import { type Euros, plus } from '../../energy/euros.ts';
import type { PriceList } from '../../energy/prices.ts';
import type { EnergyRecord } from '../../energy/record.ts';
import { canRise } from '../../energy/rise.ts';
import type { Day } from '../../time/local.ts';
import { priced } from './pricing.ts';

/** One hour of a day: what its lines show of it. */
export interface HourEnergy {
  /** Its beginning, ms since 1970 UTC. */
  readonly from: number;
  readonly wh: number;
  /** Undefined where a price is missing. */
  readonly cost: Euros | undefined;
  /** Highest mean power of a series, VA. */
  readonly maximumVa: number | undefined;
}

export interface HoursOptions {
  readonly day: Day;
  readonly prices: PriceList;
  /** What a supplier's calendar calls its indexes. */
  readonly names?: Readonly<Record<string, string>> | undefined;
}

const HOUR_MS = 3_600_000;

/**
 * The hours of a day that have a line, by what the indexes rose from line to line; a rise over the turn of an hour is shared
 * by time. A leap counts for nothing, as in the sum of the day.
 */
export function hoursOf(records: readonly EnergyRecord[], { day, prices, names }: HoursOptions): HourEnergy[] {
  const hours = new Map<number, { wh: Map<string, number>; maximumVa: number | undefined }>();
  const hourAt = (at: number) => {
    const from = Math.floor(at / HOUR_MS) * HOUR_MS;
    const known = hours.get(from) ?? { wh: new Map<string, number>(), maximumVa: undefined };
    hours.set(from, known);
    return known;
  };
  let before: EnergyRecord | undefined;
  for (const record of records) {
    const hour = hourAt(record.at);
    if (record.papp !== undefined) hour.maximumVa = Math.max(hour.maximumVa ?? 0, record.papp);
    if (before) share(before, record, (at, key, wh) => add(hourAt(at).wh, key, wh));
    before = record;
  }
  return [...hours].map(([from, { wh, maximumVa }]) => {
    let cost: Euros | undefined = 0n;
    let sum = 0;
    for (const [key, part] of wh) {
      sum += part;
      cost = plus(cost, priced(part, key, day, prices, names?.[key]));
    }
    return { from, wh: sum, cost, maximumVa };
  });
}

const add = (sums: Map<string, number>, key: string, wh: number): void => void sums.set(key, (sums.get(key) ?? 0) + wh);

/** Gives what each index rose by between two lines to the hours between them. */
function share(
  { at: start, indexes: first }: EnergyRecord,
  { at: end, indexes: last }: EnergyRecord,
  give: (at: number, key: string, wh: number) => void,
): void {
  for (const key in last) {
    const wh = (last[key] as number) - (first[key] ?? Number.NaN);
    if (!(wh > 0) || !canRise(wh, end - start)) continue;
    for (let from = start; from < end; ) {
      const to = Math.min(end, (Math.floor(from / HOUR_MS) + 1) * HOUR_MS);
      give(from, key, (wh * (to - from)) / (end - start));
      from = to;
    }
  }
}
