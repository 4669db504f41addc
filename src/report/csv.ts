import { type Euros, inCents } from '../energy/euros.ts';
import { type Lang, toDecimals } from '../text/format.ts';
import { report as allTexts } from '../text/report.ts';
import { type Grouping, groupDays } from './grouping.ts';
import type { Report } from './report.ts';
import { type PeriodTotal, titleOf } from './totals.ts';

/**
 * The report as a table for spreadsheets: a header, then a line for each day or group. The French form separates with
 * `;` and writes 1,5. An unknown value is empty, never 0; cells have neither units nor thousands separators.
 */
export function renderCsv(report: Report, lang: Lang, by: Grouping = 'day'): string {
  const texts = allTexts[lang];
  const number = (value: number | undefined, decimals: number): string => {
    const text = value === undefined ? '' : toDecimals(value, decimals);
    return lang === 'fr' ? text.replace('.', ',') : text;
  };
  const kwh = (wh: number): string => number(wh / 1000, 3);
  const euros = (amount: Euros | undefined): string => number(amount === undefined ? undefined : inCents(amount), 2);
  const rows = groupDays(report, by).map((group) => [
    texts.groupName(group.name),
    ...group.periods.flatMap(({ wh, cost }) => [kwh(wh), euros(cost)]),
    kwh(group.wh),
    euros(group.cost),
    kwh(group.injectedWh),
    euros(group.revenue),
    number(group.coverage, 3),
    number(group.maximumVa, 0),
  ]);
  // No accents and no €: spreadsheets guess the encoding of a file, and guess wrong.
  const header = [
    texts.csv[by],
    ...report.periods.map(plainTitle).flatMap((title) => [`${title} kWh`, `${title} EUR`]),
    'total kWh',
    'total EUR',
    'injection kWh',
    'injection EUR',
    texts.csv.coverage,
    texts.csv.peak,
  ];
  const separator = lang === 'fr' ? ';' : ',';
  const cell = (text: string): string =>
    text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [header, ...rows].map((cells) => `${cells.map(cell).join(separator)}\n`).join('');
}

/** Periods of a supplier's own calendar may have any name: no spreadsheet may take one for a formula. */
const plainTitle = (period: PeriodTotal): string => titleOf(period).replace(/^(?=[=+\-@])/, "'");
