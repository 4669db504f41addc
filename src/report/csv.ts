import type { Lang } from '../text/format.ts';
import { report as texts } from '../text/report.ts';
import { type Grouping, groupDays } from './grouping.ts';
import type { Report } from './report.ts';

/**
 * The report as a table for spreadsheets: a line a day or group, first what the columns are. French ones separate with
 * `;` and write 1,5. What is not known is empty, never 0; neither units nor thousands are marked in the cells.
 */
export function renderCsv(report: Report, lang: Lang, by: Grouping = 'day'): string {
  const t = texts[lang];
  const number = (value: number | undefined, decimals: number): string => {
    const text = value?.toFixed(decimals) ?? '';
    return lang === 'fr' ? text.replace('.', ',') : text;
  };
  const kwh = (wh: number): string => number(wh / 1000, 3);
  const euros = (amount: number | undefined): string => number(amount, 2);
  const rows = groupDays(report, by).map((group) => [
    t.groupName(group.name),
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
    t.csv[by],
    ...report.periods.flatMap(({ period }) => [`${period} kWh`, `${period} EUR`]),
    'total kWh',
    'total EUR',
    'injection kWh',
    'injection EUR',
    t.csv.coverage,
    t.csv.peak,
  ];
  const separator = lang === 'fr' ? ';' : ',';
  // A supplier's calendar brings texts of its own.
  const cell = (text: string): string =>
    text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [header, ...rows].map((cells) => `${cells.map(cell).join(separator)}\n`).join('');
}
