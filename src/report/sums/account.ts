import type { EnergyWarning } from '../../energy/ledger.ts';
import type { PeakEvidence } from '../../energy/part-counts.ts';
import type { PartEnergy } from '../../energy/part-totals.ts';
import type { Calendar } from '../../journal/log-line.ts';
import type { Reach } from '../../journal/month-values.ts';
import type { Summaries } from '../../journal/summaries.ts';
import { type Day, type Month, monthOf } from '../../time/local.ts';
import type { Span } from '../days/dates.ts';

/** What is wrong with the lines of a day. */
export type LogDamage =
  | { readonly kind: 'damagedLines'; readonly day: Day; readonly count: number }
  | { readonly kind: 'noIndex'; readonly day: Day }
  | { readonly kind: 'falseClock'; readonly day: Day; readonly count: number }
  | { readonly kind: 'unreadLog'; readonly day: Day; readonly name: string; readonly code: string };

/** What is known of days out of their logs, before any price. */
export interface DayAccounts {
  readonly days: ReadonlyMap<Day, PartEnergy>;
  readonly peakDays: ReadonlyMap<Day, PeakEvidence>;
  /** What the indexes say that is not energy. */
  readonly warnings: readonly EnergyWarning[];
  /** What is wrong with the lines. */
  readonly damages: readonly LogDamage[];
  /** The supplier's calendars that the logs name. */
  readonly named: ReadonlyMap<Day, Calendar>;
}

/** The energy of a day: its day, its beginning and end, its Wh by index, and the other values in their order. */
type DayRow = readonly [
  day: Day,
  start: number,
  end: number,
  wh: readonly (readonly [key: string, wh: number])[],
  records: number,
  injectedByIndex: number | null,
  injectedVaMs: number,
  coveredMs: number,
  knownMs: number,
  maximumVa: number | null,
];

/** The accounts of a month as they are kept: each day is worth the same in any span. */
interface MonthAccount {
  readonly days: readonly DayRow[];
  readonly peakDays: readonly (readonly [Day, PeakEvidence])[];
  readonly warnings: readonly EnergyWarning[];
  readonly damages: readonly LogDamage[];
  readonly named: readonly (readonly [Day, Calendar])[];
}

/** The accounts of a month that were kept; undefined where they are out of date. */
export function keptAccounts(logs: Summaries, month: Month): DayAccounts | undefined {
  const kept = logs.keptOf(month) as MonthAccount | undefined;
  if (!kept) return undefined;
  const { warnings, damages } = kept;
  const days = new Map<Day, PartEnergy>();
  for (const row of kept.days) days.set(row[0], energyOf(row));
  return { days, peakDays: new Map(kept.peakDays), warnings, damages, named: new Map(kept.named) };
}

/** Keeps those of a month. @param reach the days that were asked for to know what these are worth */
export function keepAccounts(logs: Summaries, month: Span, reach: Reach, all: DayAccounts): void {
  const { days, peakDays, warnings, damages, named } = accountsWithin(month, all);
  // What could not be read may be there the next time.
  if (damages.some(({ kind }) => kind === 'unreadLog')) return;
  const rows = [...days].map(([day, energy]) => rowOf(day, energy));
  const account: MonthAccount = { days: rows, peakDays: [...peakDays], warnings, damages, named: [...named] };
  logs.keep(monthOf(month.from), reach, account);
}

/** Those of the days of a span. */
export function accountsWithin({ from, to }: Span, all: DayAccounts): DayAccounts {
  const isIn = (day: Day): boolean => day >= from && day <= to;
  const those = <T>(map: ReadonlyMap<Day, T>): Map<Day, T> => new Map([...map].filter(([day]) => isIn(day)));
  return {
    days: those(all.days),
    peakDays: those(all.peakDays),
    warnings: all.warnings.filter(({ day }) => isIn(day)),
    damages: all.damages.filter(({ day }) => isIn(day)),
    named: those(all.named),
  };
}

/** Accounts of spans that follow each other, as one. */
export function joinedAccounts(parts: readonly DayAccounts[]): DayAccounts {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return {
    days: joinedMaps(parts.map(({ days }) => days)),
    peakDays: joinedMaps(parts.map(({ peakDays }) => peakDays)),
    warnings: parts.flatMap(({ warnings }) => warnings),
    damages: parts.flatMap(({ damages }) => damages),
    named: joinedMaps(parts.map(({ named }) => named)),
  };
}

function joinedMaps<T>(maps: readonly ReadonlyMap<Day, T>[]): Map<Day, T> {
  const joined = new Map<Day, T>();
  for (const map of maps) for (const [day, value] of map) joined.set(day, value);
  return joined;
}

const rowOf = (day: Day, energy: PartEnergy): DayRow => [
  day,
  energy.start,
  energy.end,
  [...energy.wh],
  energy.records,
  energy.injectedByIndex ?? null,
  energy.injectedVaMs,
  energy.coveredMs,
  energy.knownMs,
  energy.maximumVa ?? null,
];

/** Its values by their places: to take them one after the other out of years of rows takes twice as long. */
const energyOf = (row: DayRow): PartEnergy => ({
  start: row[1],
  end: row[2],
  wh: new Map(row[3]),
  records: row[4],
  injectedByIndex: row[5] ?? undefined,
  injectedVaMs: row[6],
  coveredMs: row[7],
  knownMs: row[8],
  maximumVa: row[9] ?? undefined,
});
