import type { Lang } from './format.ts';
import { perLanguage } from './per-language.ts';
import { views } from './views.ts';

interface AxisText {
  /** A local hour: `6h`. */
  hour(hour: number): string;
  /** A local day, `YYYY-MM-DD`, with its weekday. */
  day(day: string): string;
  shortDay(day: string): string;
  /** The month of a day. */
  month(day: string): string;
}

const monthOf = (lang: Lang, day: string): string => views[lang].months[Number(day.slice(5, 7)) - 1] ?? '';

const fr = (): AxisText => ({
  hour: views.fr.day.hour,
  day: views.fr.shortDate,
  shortDay: (day) => `${day.slice(8)}/${day.slice(5, 7)}`,
  month: (day) => monthOf('fr', day),
});

const en = (): AxisText => ({
  hour: views.en.day.hour,
  day: views.en.shortDate,
  shortDay: (day) => `${Number(day.slice(8))} ${monthOf('en', day).slice(0, 3)}`,
  month: (day) => monthOf('en', day),
});

/** Names of times under a curve. */
export const axis: Readonly<Record<Lang, AxisText>> = perLanguage(fr, en);
