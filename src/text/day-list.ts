import { formatShortDay, type Lang } from './format.ts';

/** Days in a row, first and last (`YYYY-MM-DD`), and a sign that is set after them. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
  readonly sign?: string | undefined;
}

/**
 * A list of days in few words: `04/11, 17–19/11, 30/11–01/12/2026, 05/01/2027` in French, each year once, at its end;
 * `2026-11-04, 11-17–19, 11-30–12-01, 2027-01-05` in English, each year once, at its beginning.
 */
export function listedDays(lang: Lang, spans: readonly DaySpan[]): string {
  const yearOf = (day: string | undefined): string | undefined => day?.slice(0, 4);
  return spans
    .map((span, i) => {
      const { from, to, sign = '' } = span;
      const other = lang === 'fr' ? yearOf(spans[i + 1]?.from) : yearOf(spans[i - 1]?.to);
      const hasYear = other !== yearOf(lang === 'fr' ? to : from);
      return spanText(lang, { from, to }, hasYear) + sign;
    })
    .join(', ');
}

function spanText(lang: Lang, { from, to }: DaySpan, hasYear: boolean): string {
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  if (!isOneYear) return `${formatShortDay(lang, from)}–${formatShortDay(lang, to)}`;
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7);
  const [whole, part] = lang === 'fr' ? [to, from] : [from, to];
  const shown = hasYear ? formatShortDay(lang, whole) : withoutYear(lang, whole);
  if (from === to) return shown;
  const other = isOneMonth ? part.slice(8) : withoutYear(lang, part);
  return lang === 'fr' ? `${other}–${shown}` : `${shown}–${other}`;
}

/** `17/11`, `11-17`. */
const withoutYear = (lang: Lang, day: string): string =>
  lang === 'fr' ? `${day.slice(8)}/${day.slice(5, 7)}` : day.slice(5);
