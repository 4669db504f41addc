import { inCents } from '../../energy/euros.ts';
import { mondayOf, monthSpan } from '../../report/days/dates.ts';
import type { DayReport, Report } from '../../report/sums/report.ts';
import { formatEuros, formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { addDays, countDays, type Day, daysBetween, type Month, monthOf } from '../../time/local.ts';
import { type Html, html } from '../html.ts';
import { linkText } from './navigation.ts';
import { fileOf } from './site-pages.ts';

/** Months that have a calendar; older ones have rows. */
const MONTHS = 13;
/** How strong a day can be tinted by its energy. */
const TINTS = 5;
/** Of days that drew more than this part of all others the tint is the strongest. */
const GREATEST = 0.98;

/** The last months as calendars: each day leads to its page, and is tinted by its energy. */
export function monthsHtml(report: Report, lang: Lang): Html {
  const days = new Map(report.days.map((day) => [day.day, day]));
  const months = [...new Set([...days.keys()].map(monthOf))].sort().slice(-MONTHS).reverse();
  const sorted = report.days.map(({ wh }) => wh).sort((a, b) => a - b);
  const greatest = sorted[Math.floor((sorted.length - 1) * GREATEST)] ?? 0;
  const peaks = new Set(report.ejpDays);
  const cellOf = (day: Day): Html => {
    const known = days.get(day);
    const date = Number(day.slice(8));
    if (!known) return html`<td>${date}`;
    const tint = greatest > 0 ? Math.min(TINTS, Math.ceil((known.wh / greatest) * TINTS)) : 0;
    return html`<td><a class="t${tint}${peaks.has(day) ? ' peak' : ''}" href="${fileOf({ by: 'day', day })}" title="${titleOf(known, lang)}">${date}</a>`;
  };
  return html`<div class="months">${months.map((month) => monthHtml(month, cellOf, lang))}</div>`;
}

function monthHtml(month: Month, cellOf: (day: Day) => Html, lang: Lang): Html {
  const { from, to } = monthSpan(month);
  const [year = 0, number = 0] = month.split('-').map(Number);
  const name = { by: 'month', year, month: number } as const;
  const initials = [...views[lang].initials];
  const blanks = countDays(mondayOf(from), addDays(from, -1));
  const cells = [...Array.from({ length: blanks }, () => html`<td>`), ...daysBetween(from, to).map(cellOf)];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) => cells.slice(i * 7, i * 7 + 7));
  // Sunday is first in the texts, and last in the week.
  const heads = [...initials.slice(1), ...initials.slice(0, 1)].map((initial) => html`<th>${initial}`);
  return html`<table><caption><a href="${fileOf(name)}">${linkText(name, lang)}</a></caption><thead><tr>${heads}<tbody>${weeks.map((week) => html`<tr>${week}`)}</table>
`;
}

function titleOf({ wh, cost }: DayReport, lang: Lang): string {
  const energy = formatUnit(lang, wh / 1000, 'kWh', 1);
  return cost === undefined ? energy : `${energy} · ${formatEuros(lang, inCents(cost))}`;
}
