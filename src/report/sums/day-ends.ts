import type { EnergyRecord, IndexValues } from '../../energy/record.ts';
import { canRise, type IndexSample } from '../../energy/rise.ts';
import type { Stretch } from '../../time/local.ts';
import type { DayProfile } from './profile.ts';
import type { Report } from './report.ts';

/** The indexes of one day as its energy is counted: cut at midnight, and what was drawn while nothing was logged. */
export interface DayEnds {
  /**
   * By index key, Wh: the difference is the day's energy. A key is missing where the index leapt or fell: its first and last
   * lines are all that is known then.
   */
  readonly indexes: ReadonlyMap<string, { readonly first: number; readonly last: number }>;
  /** Energy of the holes between lines, and between a line and midnight, Wh; 0 without a hole. */
  readonly holeWh: number;
}

export interface DayEndsOptions {
  /** On this day alone. */
  readonly report: Report;
  readonly profile: DayProfile;
  readonly records: readonly EnergyRecord[];
  readonly span: Stretch;
  /** The last line before the day, the first one after it. */
  readonly before: IndexValues | undefined;
  readonly after: IndexValues | undefined;
}

/**
 * Cuts a day's indexes at midnight. The energy of the day is what the ledger says; what of it is not between the first and
 * the last line lies before the one and after the other, by time where no hole is over that midnight.
 */
export function dayEnds(options: DayEndsOptions): DayEnds {
  const { report, profile, records } = options;
  const odd = new Set(report.warnings.flatMap((warning) => ('key' in warning && 'wh' in warning ? warning.key : [])));
  const indexes = new Map<string, { first: number; last: number }>();
  let holeWh = 0;
  for (const { key, first, last } of profile.indexes) {
    const wh = report.periods.find((part) => part.key === key)?.wh;
    if (wh === undefined || odd.has(key)) continue;
    const outside = wh - (last.wh - first.wh);
    const head = headOf(key, first, last, outside, options);
    if (head === undefined) continue;
    indexes.set(key, { first: first.wh - head, last: last.wh + outside - head });
    const atStart = profile.holes.some(({ to }) => to === first.at) ? head : 0;
    const atEnd = profile.holes.some(({ from }) => from === last.at) ? outside - head : 0;
    holeWh += atStart + atEnd + insideHoles(key, records, profile.holes);
  }
  return { indexes, holeWh };
}

/** What of the energy outside the lines lies before the first of them, Wh; undefined where the two do not agree. */
function headOf(
  key: string,
  first: IndexSample,
  last: IndexSample,
  outside: number,
  { span, profile, before, after }: DayEndsOptions,
): number | undefined {
  if (outside < 0) return undefined;
  const [past, next] = [before?.indexes[key], after?.indexes[key]];
  if (past === undefined || before === undefined || before.at >= first.at)
    return next === undefined && outside > 0 ? undefined : 0;
  if (next === undefined || after === undefined || after.at <= last.at) return outside;
  const byTime = (wh: number, part: number, whole: number): number =>
    Math.min(outside, Math.max(0, Math.round((wh * part) / whole)));
  const hasHole = profile.holes.some(({ to }) => to === first.at);
  // The mobile peak's index is not shared by time in a hole: the other end says what is left for it.
  if (hasHole) return outside - byTime(next - last.wh, span.to - last.at, after.at - last.at);
  return byTime(first.wh - past, first.at - span.from, first.at - before.at);
}

/** What an index rose by in the holes between two lines, Wh. */
function insideHoles(key: string, records: readonly EnergyRecord[], holes: readonly Stretch[]): number {
  let sum = 0;
  for (const { from, to } of holes) {
    const start = records.find(({ at }) => at === from)?.indexes[key];
    const end = records.find(({ at }) => at === to)?.indexes[key];
    if (start !== undefined && end !== undefined && canRise(end - start, to - from)) sum += end - start;
  }
  return sum;
}
