import { type Euros, inCents } from '../../energy/euros.ts';
import { formatEuros, formatNumber, formatUnit, type Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { clockOf } from '../../time/local.ts';

/** What is shown for a value that never came, or that nobody knows. */
export const NONE = '—';
export const NBSP = '\u00a0';

/** Wh in kWh, without and with the unit. */
export const kwhText = (lang: Lang, wh: number, decimals = 3): string => formatNumber(lang, wh / 1000, decimals);
export const energyText = (lang: Lang, wh: number): string => formatUnit(lang, wh / 1000, 'kWh', 3);

/** Euros, without and with the sign; a dash where a price is missing. */
export const eurosText = (lang: Lang, euros: Euros | undefined): string =>
  euros === undefined ? NONE : formatNumber(lang, inCents(euros), 2);
export const costText = (lang: Lang, euros: Euros | undefined): string =>
  euros === undefined ? `${NONE} €` : formatEuros(lang, inCents(euros));

/** A share as a whole percentage; less than everything is never shown as everything. */
export const percentText = (lang: Lang, share: number): string =>
  tui[lang].percent(share === 1 ? 100 : Math.min(99, Math.round(share * 100)));

/** A change as a percentage with its sign: `+6 %`, `−12 %`. */
export const changeShare = (lang: Lang, share: number): string => {
  const percent = Math.round(share * 100);
  const sign = percent > 0 ? '+' : percent < 0 ? '\u2212' : '';
  return sign + tui[lang].percent(Math.abs(percent));
};

/** `07:00` */
export const hourMinute = (at: number): string => clockOf(at).slice(0, 5);

/** An age or a wait: `42 s`, `3 min 12 s`, `2 h 05 min`, `3 j 04 h`. */
export function duration(lang: Lang, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes === 0) return formatUnit(lang, seconds, 's');
  if (hours === 0) return `${formatUnit(lang, minutes, 'min')} ${two(seconds % 60)}${NBSP}s`;
  if (days === 0) return `${formatUnit(lang, hours, 'h')} ${two(minutes % 60)}${NBSP}min`;
  return `${formatUnit(lang, days, tui[lang].day)} ${two(hours % 24)}${NBSP}h`;
}
