import type { Colour } from '../../meter/tempo.ts';
import { entryOf } from '../../text/untrusted.ts';
import type { Day } from '../../time/local.ts';
import type { Report } from './report.ts';
import type { PeriodTotal } from './totals.ts';

/** What a day of each kind is marked with, so that no colour is needed to tell them apart. */
export const DAY_SIGNS = { ejp: '█', blue: '░', white: '▒', red: '█' } as const satisfies Record<
  Colour | 'ejp',
  string
>;

const FULL_HOURS: Readonly<Record<string, Colour>> = { HPJB: 'blue', HPJW: 'white', HPJR: 'red' };

/** The Tempo colour of a day: that of most of its full hours, which begin after the change at 06:00. */
export function tempoColourOf(periods: readonly PeriodTotal[]): Colour | undefined {
  const full = periods.filter(({ key, wh }) => wh > 0 && entryOf(FULL_HOURS, key) !== undefined);
  const [most] = [...full].sort((a, b) => b.wh - a.wh);
  return most && entryOf(FULL_HOURS, most.key);
}

/** What kind of day it was where days have kinds: an EJP day, or its Tempo colour. */
export const kindOfDay = (report: Pick<Report, 'ejpDays'>, day: Day, periods: readonly PeriodTotal[]) =>
  report.ejpDays.includes(day) ? ('ejp' as const) : tempoColourOf(periods);
