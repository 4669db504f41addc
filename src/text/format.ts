/** The languages that every text exists in. */
export type Lang = 'fr' | 'en';

/** No-break spaces: narrow between thousands, full before a unit (French typography). */
const THIN = '\u202f';
const NBSP = '\u00a0';
/** The minus sign, as wide as a plus: a hyphen is too short. */
const MINUS = '\u2212';

/**
 * A number of up to 14 digits with fixed decimals, half away from zero: 1.005 is `1.01`, although the binary fraction that
 * stands for it is a little less. Nothing negative that rounds to zero has a sign.
 */
export function toDecimals(value: number, decimals: number): string {
  // The next number above: what stands for a half is no longer below it, and nothing else changes its decimals.
  const text = (Math.abs(value) * (1 + Number.EPSILON)).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `-${text}` : text;
}

/** A number with grouped thousands and fixed decimals: `1 240`, `−3,25` in French, `1,240`, `−3.25` in English. */
export function formatNumber(lang: Lang, value: number, decimals = 0): string {
  const rounded = toDecimals(value, decimals);
  const [whole = '0', fraction] = rounded.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lang === 'fr' ? THIN : ',');
  const text = fraction === undefined ? grouped : grouped + (lang === 'fr' ? ',' : '.') + fraction;
  return rounded.startsWith('-') ? MINUS + text : text;
}

/** A number with its unit: `1 240 VA`, `28 %` in French, `28%` in English. */
export function formatUnit(lang: Lang, value: number, unit: string, decimals = 0): string {
  const gap = lang === 'en' && unit === '%' ? '' : NBSP;
  return formatNumber(lang, value, decimals) + gap + unit;
}

/** An amount in euros, to the cent: `3,25 €`, `€3.25`, `−€3.25`. */
export const formatEuros = (lang: Lang, euros: number): string => inEuros(lang, formatNumber(lang, euros, 2));

/** An estimate of euros: one decimal under 10 €, none from there on. The texts put `~` before it. */
export const aboutEuros = (lang: Lang, euros: number): string =>
  inEuros(lang, formatNumber(lang, euros, Math.abs(euros) < 10 ? 1 : 0));

function inEuros(lang: Lang, number: string): string {
  if (lang === 'fr') return `${number}${NBSP}€`;
  return number.startsWith(MINUS) ? `${MINUS}€${number.slice(1)}` : `€${number}`;
}

/** What an amount has grown by, to the cent: `+3,25 €`, `−€3.25`. */
export const signedEuros = (lang: Lang, euros: number): string => (euros > 0 ? '+' : '') + formatEuros(lang, euros);

/** What something has grown by, `+3,2 kWh`, `−6 %`; nothing that rounds to zero has a sign. */
export const formatChange = (lang: Lang, value: number, unit: string, decimals = 0): string =>
  (Number(toDecimals(value, decimals)) > 0 ? '+' : '') + formatUnit(lang, value, unit, decimals);

const DAYS: Readonly<Record<Lang, readonly string[]>> = {
  fr: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const MONTHS: Readonly<Record<Lang, readonly string[]>> = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** A local day (`YYYY-MM-DD`) in full: `mardi 24 novembre 2026`, `dimanche 1er novembre 2026`, `Tuesday 24 November 2026`. */
export function formatDay(lang: Lang, day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
  const nth = lang === 'fr' && date === 1 ? '1er' : date;
  return `${DAYS[lang][weekday]} ${nth} ${MONTHS[lang][month - 1]} ${year}`;
}

/** A month in full, 1 to 12: `novembre`, `November`. */
export const formatMonth = (lang: Lang, month: number): string => MONTHS[lang][month - 1] ?? '';

/** A local day in digits: `24/11/2026`, `2026-11-24`. */
export function formatShortDay(lang: Lang, day: string): string {
  return lang === 'fr' ? day.split('-').reverse().join('/') : day;
}

/** An instant as the feed writes it, by its own clock: `24/11/2026 07:00`, `2026-11-24 07:00`. */
export function formatInstant(lang: Lang, iso: string): string {
  const [, day = '', clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(iso) ?? [];
  return clock === undefined ? iso : `${formatShortDay(lang, day)} ${clock}`;
}
