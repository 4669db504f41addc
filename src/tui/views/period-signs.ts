import type { PeriodTotal } from '../../report/sums/totals.ts';
import { entryOf } from '../../text/untrusted.ts';
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
