import { type Euros, inCents } from '../energy/euros.ts';
import { renderCsv } from '../report/csv.ts';
import { renderJson } from '../report/json.ts';
import { exportTexts } from '../text/export.ts';
import { type Lang, toDecimals } from '../text/format.ts';
import { clockOf, dayOf, isoOf } from '../time/local.ts';
import type { ExportContent } from './files/export-file.ts';
import type { DayFigures, EjpPage } from './model/log-data.ts';
import type { Minute, Point } from './model/samples.ts';
import type { ExportFormat } from './model/selection.ts';
import { type ViewModel, windowOf } from './views/view-model.ts';

/** Curves up to this are drawn from single measurements, longer ones from minutes, s. */
const LONG_S = 7200;

/** The data of a view in the forms of a file, and the days that its name says. */
interface Data {
  readonly dates: string;
  csv(): string;
  json(): string;
}

/**
 * What the view shows, as a file: the measurements of the live curve, the day with its minutes, the rows of the costs,
 * the peaks of the season; as text, the screen as it is. Undefined where there is nothing yet.
 * @param screen the rows of the screen
 */
export function exportOf(model: ViewModel, format: ExportFormat, screen: string): ExportContent | undefined {
  const data = dataOf(model);
  const { view } = model.selection;
  const dates = data?.dates ?? model.today;
  const name = `linky-${exportTexts[model.lang].views[view]}-${dates}.${format}`;
  if (format === 'txt') return { name, text: screen };
  return data && { name, text: format === 'csv' ? data.csv() : `${data.json()}\n` };
}

function dataOf(model: ViewModel): Data | undefined {
  switch (model.selection.view) {
    case 'live':
      return liveData(model);
    case 'day':
      return dayData(model);
    case 'costs':
      return costsData(model);
    case 'ejp':
      return ejpData(model);
  }
}

/** The measurements that the live curve is drawn from. */
function liveData(shown: ViewModel): Data | undefined {
  const { pausedAt } = shown.selection;
  const { samples } = pausedAt?.state ?? shown.state;
  const end = pausedAt ? pausedAt.now : shown.at;
  const seconds = windowOf(shown);
  const all: readonly Measured[] = seconds < LONG_S ? samples.points : samples.minutes;
  const rows = all.filter(({ at }) => at >= end - seconds * 1000 && at <= end);
  if (rows.length === 0) return undefined;
  return {
    dates: `${dayOf(end)}-${clockOf(end).slice(0, 5).replace(':', '')}`,
    csv: () => measuredCsv(shown.lang, rows),
    json: () => `{"from":"${isoOf(rows[0]?.at ?? end)}","to":"${isoOf(end)}",\n"samples":${measuredJson(rows)}}`,
  };
}

/** The report on the day, then its curve: two tables, an empty line between them. */
function dayData({ lang, selection, state, today }: ViewModel): Data | undefined {
  const day = selection.day ?? today;
  const figures: DayFigures | undefined = state.logData.day?.day === day ? state.logData.day.figures : undefined;
  if (!figures) return undefined;
  const { report, minutes } = figures;
  return {
    dates: day,
    csv: () => `${renderCsv(report, lang)}\n${measuredCsv(lang, minutes)}`,
    json: () => `{"report":${renderJson(report)},\n"minutes":${measuredJson(minutes)}}`,
  };
}

function costsData({ lang, selection: { grouping }, state }: ViewModel): Data | undefined {
  const report = state.logData.costs?.report;
  if (!report) return undefined;
  return {
    dates: `${report.from}_${report.to}`,
    csv: () => renderCsv(report, lang, grouping),
    json: () => renderJson(report, grouping),
  };
}

function ejpData({ lang, state }: ViewModel): Data | undefined {
  const page = state.logData.ejp;
  if (!page || page.ejpDays.length === 0) return undefined;
  return {
    dates: `${page.season.from}_${page.season.to}`,
    csv: () => ejpCsv(lang, page),
    json: () => ejpJson(page),
  };
}

type Measured = Pick<Point | Minute, 'at' | 'papp' | 'pinj'>;

function measuredCsv(lang: Lang, rows: readonly Measured[]): string {
  const { time, power, injection } = exportTexts[lang].columns;
  return table(lang, [
    [time, power, injection],
    ...rows.map(({ at, papp, pinj }) => [`${dayOf(at)} ${clockOf(at)}`, number(lang, papp, 0), number(lang, pinj, 0)]),
  ]);
}

function measuredJson(rows: readonly Measured[]): string {
  const values = rows.map(({ at, papp, pinj }) => ({ at: isoOf(at), va: papp ?? null, injectedVa: rounded(pinj) }));
  return lines(values);
}

function ejpCsv(lang: Lang, { ejpDays }: EjpPage): string {
  const t = exportTexts[lang].columns;
  const clock = (at: number | undefined): string => (at === undefined ? '' : `${dayOf(at)} ${clockOf(at)}`);
  const kwh = (wh: number): string => number(lang, wh / 1000, 3);
  const euros = (amount: Euros | undefined): string =>
    number(lang, amount === undefined ? undefined : inCents(amount), 2);
  return table(lang, [
    [t.day, t.from, t.to, t.peak, t.normal, t.cost, t.atNormal],
    ...ejpDays.map(({ day, from, to, peakWh, normalWh, cost, normalCost }) => [
      ...[day, clock(from), clock(to), kwh(peakWh), kwh(normalWh), euros(cost), euros(normalCost)],
    ]),
  ]);
}

function ejpJson({ season, ejpDays, indexOnly }: EjpPage): string {
  const instant = (at: number | undefined): string | null => (at === undefined ? null : isoOf(at));
  const euros = (amount: Euros | undefined): number | null => (amount === undefined ? null : inCents(amount));
  const days = ejpDays.map(({ day, from, to, peakWh, normalWh, cost, normalCost }) => ({
    ...{ date: day, from: instant(from), to: instant(to), peakKwh: peakWh / 1000, normalKwh: normalWh / 1000 },
    ...{ cost: euros(cost), costAtNormal: euros(normalCost), indexOnly: indexOnly.includes(day) },
  }));
  return `{"from":"${season.from}","to":"${season.to}",\n"ejpDays":${lines(days)}}`;
}

const rounded = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value));

/** A list with an item a line. */
const lines = (items: readonly object[]): string => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}]`;

/** As `report --format csv` has it: an unknown value is empty, the decimals of French follow a comma. */
function number(lang: Lang, value: number | undefined, decimals: number): string {
  const text = value === undefined ? '' : toDecimals(value, decimals);
  return lang === 'fr' ? text.replace('.', ',') : text;
}

const table = (lang: Lang, rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.join(lang === 'fr' ? ';' : ',')}\n`).join('');
