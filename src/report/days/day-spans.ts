import type { DaySpan } from '../../text/day-list.ts';
import { listedDays } from '../../text/day-list.ts';
import type { Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { addDays, type Day } from '../../time/local.ts';

/** Spans of days that a list has at most; the JSON has them all. */
const MAX_SPANS = 10;

/** Days in a row put together, where they have the same sign. @param days in their order */
export function daySpans(days: readonly Day[], signOf: (day: Day) => string = () => ''): (DaySpan & { to: Day })[] {
  const spans: { from: Day; to: Day; sign: string }[] = [];
  for (const day of days) {
    const sign = signOf(day);
    const last = spans.at(-1);
    if (last && last.sign === sign && addDays(last.to, 1) === day) last.to = day;
    else spans.push({ from: day, to: day, sign });
  }
  return spans;
}

/** Days as a short text: `17–19/11, 24/11/2026`; of many spans the first ones, and how many days there are besides. */
export function dayList(days: readonly Day[], lang: Lang, signOf?: (day: Day) => string): string {
  const spans = daySpans(days, signOf);
  const shown = spans.slice(0, MAX_SPANS);
  const last = shown.at(-1)?.to;
  const others = last === undefined ? 0 : days.filter((day) => day > last).length;
  const list = listedDays(lang, shown);
  return others === 0 ? list : `${list} ${allTexts[lang].more(others)}`;
}
