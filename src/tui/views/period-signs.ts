import type { Colour } from '../../meter/tempo.ts';
import type { Report } from '../../report/report.ts';
import type { PeriodTotal } from '../../report/totals.ts';
import { entryOf } from '../../text/untrusted.ts';
import type { Day } from '../../time/local.ts';
import type { Segment } from '../layout/lines.ts';
import { styleOfPeriod } from '../layout/period-style.ts';
import type { DaySign } from './calendar.ts';

/** What a period is drawn with: dear hours hatched, cheap ones light. The sign alone tells them apart, without colour. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ HPM: '▒', HC: '░' },
  ...{ HCJB: '░', HPJB: '░', HCJW: '▒', HPJW: '▒', HCJR: '█', HPJR: '█' },
};
export const signOf = (key: string): DaySign => ({ sign: entryOf(SIGNS, key) ?? '█', style: styleOfPeriod(key) });

/** The periods one after the other; each that has an amount has at least one sign. */
export function periodBar(
  periods: readonly PeriodTotal[],
  amount: (part: PeriodTotal) => number,
  scale: number,
): Segment[] {
  let sum = 0;
  let drawn = 0;
  const out: Segment[] = [];
  for (const part of periods) {
    sum += amount(part);
    const end = sum > 0 ? Math.max(amount(part) > 0 ? drawn + 1 : drawn, Math.round(sum * scale)) : 0;
    const { sign, style } = signOf(part.key);
    if (end > drawn) out.push({ text: sign.repeat(end - drawn), style });
    drawn = Math.max(drawn, end);
  }
  return out;
}

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
