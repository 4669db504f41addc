import { type Euros, inCents } from '../energy/euros.ts';
import { contractsCsv } from '../report/contracts/csv.ts';
import { contractsJson } from '../report/contracts/json.ts';
import { renderCsv } from '../report/output/csv.ts';
import { CsvCells } from '../report/output/csv-cells.ts';
import { renderJson } from '../report/output/json.ts';
import { exportTexts } from '../text/export.ts';
import type { Lang } from '../text/format.ts';
import { clockOf, dayOf, isoOf } from '../time/local.ts';
import type { ExportContent } from './files/export-file.ts';
import { shownGroup } from './model/cost-bars.ts';
import { stretchOfAxis } from './model/curve/axis.ts';
import type { Bucket } from './model/curve/gather.ts';
import { pageOf, shownAxis, shownSpan } from './model/curve/shown.ts';
import { measuredOver } from './model/curve/source.ts';
import type { EjpPage } from './model/log-data.ts';
import type { ExportFormat } from './model/selection.ts';
import type { ViewModel } from './views/view-model.ts';

/** As the curve of a usual screen: up to an hour single measurements, minutes up to half a day, then ten minutes. */
const COLUMNS = 75;

/** The data of a view in the forms of a file, and the days that its name says. */
interface Data {
  readonly dates: string;
  csv(): string;
  json(): string;
}

/**
 * What the view shows, as a file: the measurements of the live curve, the day or days with their curve, the rows of the costs
 * or the comparison of contracts, the peaks of the season; as text, the screen as it is. Undefined where there is nothing yet.
 * @param screen the rows of the screen
 */
export function exportOf(model: ViewModel, format: ExportFormat, screen: string): ExportContent | undefined {
  const data = dataOf(model);
  const { view, isUnderContracts } = model.selection;
  const dates = data?.dates ?? model.today;
  const what = view === 'costs' && isUnderContracts ? 'contracts' : view;
  const name = `linky-${exportTexts[model.lang].views[what]}-${dates}.${format}`;
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

/** What the live curve is drawn from. */
function liveData(shown: ViewModel): Data | undefined {
  const rows = measured(shown);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return undefined;
  return {
    dates: `${dayOf(last.at)}-${clockOf(last.at).slice(0, 5).replace(':', '')}`,
    csv: () => measuredCsv(shown.lang, rows),
    json: () => `{"from":"${isoOf(first.at)}","to":"${isoOf(last.at)}",\n"samples":${measuredJson(rows)}}`,
  };
}

/** The report on the day or the days, then their curve: two tables, an empty line between them. */
function dayData(shown: ViewModel): Data | undefined {
  const { lang, selection, state, today } = shown;
  const { from, to } = shownSpan(selection, today);
  const { range, day: page } = state.logData;
  const isRange = from !== to;
  const report = isRange ? pageOf(range, { from, to })?.report : page?.day === from && page.figures?.report;
  if (!report) return undefined;
  const rows = measured(shown);
  return {
    dates: isRange ? `${from}_${to}` : from,
    csv: () => `${renderCsv(report, lang, isRange ? 'day' : undefined)}\n${measuredCsv(lang, rows)}`,
    json: () => `{"report":${renderJson(report)},\n"measured":${measuredJson(rows)}}`,
  };
}

/** What the curve of the view is made of. */
function measured({ selection, state, at, today }: ViewModel): readonly Bucket[] {
  const axis = shownAxis({ selection, at, today, columns: COLUMNS });
  if (!axis) return [];
  const { from, to } = stretchOfAxis(axis);
  const shown = selection.view === 'live' ? (selection.pausedAt?.state ?? state) : state;
  return measuredOver(shown, axis).buckets.filter((each) => each.at >= from && each.at < Math.max(to, axis.until + 1));
}

function costsData(model: ViewModel): Data | undefined {
  const { lang, selection, state } = model;
  if (selection.isUnderContracts) return contractsData(model);
  const { grouping } = selection;
  const report = state.logData.costs?.report;
  if (!report) return undefined;
  return {
    dates: `${report.from}_${report.to}`,
    csv: () => renderCsv(report, lang, grouping),
    json: () => renderJson(report, grouping),
  };
}

/** What the chosen row or bar would have cost under other contracts, where that is read. */
function contractsData({ lang, selection, state: { logData } }: ViewModel): Data | undefined {
  const group = shownGroup(logData.costs, selection);
  const { from, to, report, comparison, offPeak = [] } = logData.contracts ?? {};
  if (!report || !comparison || from !== group?.from || to !== group?.to) return undefined;
  return {
    dates: `${from}_${to}`,
    csv: () => contractsCsv(report, comparison, lang),
    json: () => renderJson(report, undefined, { compared: contractsJson(report, comparison, offPeak) }),
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

function measuredCsv(lang: Lang, rows: readonly Bucket[]): string {
  const { time, power, injection } = exportTexts[lang].columns;
  const cells = new CsvCells(lang);
  return cells.table([
    [time, power, injection],
    ...rows.map(({ at, max, injected }) => [
      ...[`${dayOf(at)} ${clockOf(at)}`, cells.number(max, 0), cells.number(injected, 0)],
    ]),
  ]);
}

function measuredJson(rows: readonly Bucket[]): string {
  const values = rows.map(({ at, max, injected }) => ({
    ...{ at: isoOf(at), va: max ?? null, injectedVa: rounded(injected) },
  }));
  return lines(values);
}

function ejpCsv(lang: Lang, { ejpDays }: EjpPage): string {
  const t = exportTexts[lang].columns;
  const clock = (at: number | undefined): string => (at === undefined ? '' : `${dayOf(at)} ${clockOf(at)}`);
  const cells = new CsvCells(lang);
  return cells.table([
    [t.day, t.from, t.to, t.peak, t.normal, t.cost, t.atNormal],
    ...ejpDays.map(({ day, from, to, peakWh, normalWh, cost, normalCost }) => [
      ...[
        day,
        clock(from),
        clock(to),
        cells.kwh(peakWh),
        cells.kwh(normalWh),
        cells.euros(cost),
        cells.euros(normalCost),
      ],
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
