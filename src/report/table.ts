import { type Euros, inCents } from '../energy/euros.ts';
import { formatEuros, formatShortDay, formatUnit, type Lang } from '../text/format.ts';
import { report as allTexts } from '../text/report.ts';
import { clockOf, type Day, daysBetween } from '../time/local.ts';
import { type Comparison, comparisonText } from './compare.ts';
import { groupRows, inOrder, percentText, periodTitle, UNKNOWN } from './group-rows.ts';
import type { Grouping } from './grouping.ts';
import type { Report } from './report.ts';
import { BY_INDEX, PEAKS_OF_A_SEASON } from './season.ts';
import { type DayShape, describeCurve, meanPower } from './sparkline.ts';
import { describeDamage, describeWarnings } from './warnings.ts';

type Texts = (typeof allTexts)[Lang];

const WIDTH = 80;
const LABEL = 24;
/** Below this fraction of the day the coverage is shown. */
const FULL = 0.995;

/** What a table shows besides its report. */
export interface TableView {
  /** What makes a row; when left out, a day, and no rows for a single day. */
  readonly by?: Grouping | undefined;
  /** The power of the day, of a report on a single one. */
  readonly shape?: DayShape | undefined;
  readonly comparison?: Comparison | undefined;
  /** The present instant, ms. */
  readonly now?: number | undefined;
}

/** The report as text of 80 columns at most. */
export function renderTable(report: Report, lang: Lang, view: TableView = {}): string {
  const texts = allTexts[lang];
  const sheet = new Sheet(report, view, lang);
  const by = view.by ?? (report.from === report.to ? undefined : 'day');
  const rows = by ? ['', ...groupRows(report, by, view.by !== undefined, lang)] : [];
  const lines =
    report.days.length === 0
      ? [texts.noRecords(report.from, report.to), ...describeDamage(report, lang)]
      : [...sheet.summary(), ...rows, ...paragraph(describeWarnings(report, lang))];
  const head = [texts.title(report.contract ?? report.calendar?.name), sheet.headline(texts.period, sheet.span())];
  return [...head, '', ...lines.flatMap(wrapped), ''].join('\n');
}

const paragraph = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', ...lines]);

/** The parts of one report in one language. */
class Sheet {
  readonly #report: Report;
  readonly #view: TableView;
  readonly #lang: Lang;
  readonly #texts: Texts;

  constructor(report: Report, view: TableView, lang: Lang) {
    this.#report = report;
    this.#view = view;
    this.#lang = lang;
    this.#texts = allTexts[lang];
  }

  headline(label: string, text: string): string {
    return `${label.padEnd(LABEL)}  ${text}`;
  }

  span(): string {
    const { from, to } = this.#report;
    return from === to ? this.#texts.oneDay(from) : this.#texts.range(from, to, daysBetween(from, to).length);
  }

  /** A line for each period with kWh and €, the total, the injection; then all else. */
  summary(): string[] {
    const texts = this.#texts;
    const { total, injected, subscription } = this.#report;
    const periods = inOrder(this.#report.periods);
    const isEjp = periods.some(({ key }) => key === 'HPM');
    const subscribed = subscription === undefined ? UNKNOWN : formatEuros(this.#lang, inCents(subscription));
    return [
      ...periods.map((part) => this.#amounts(texts.usage(periodTitle(part)), part.wh, part.cost)),
      this.#amounts(texts.totalUsage, total.wh, total.cost),
      this.#amounts(texts.injected, injected.wh, injected.revenue) + (injected.estimated ? `  ${texts.estimated}` : ''),
      '',
      `${texts.subscription.padEnd(LABEL)}${subscribed.padStart(30)}`,
      ...(isEjp ? [this.headline(texts.ejpDays, this.#ejpDays())] : []),
      ...this.#powers(),
      ...this.#curve(),
      ...this.#comparison(),
    ];
  }

  /** Highest and mean power; of a single day also how much of it is known, which of several days the rows show. */
  #powers(): string[] {
    const texts = this.#texts;
    const { days, from, to } = this.#report;
    const { shape, now } = this.#view;
    const mean = meanPower(days, now);
    const coverage = from === to ? (days[0]?.coverage ?? 0) : 1;
    let maximum: { readonly va: number; readonly day: Day } | undefined;
    for (const { day, maximumVa: va } of days) if (va !== undefined && va > (maximum?.va ?? -1)) maximum = { va, day };
    const power = maximum ? formatUnit(this.#lang, maximum.va, 'VA') : '';
    const highest = (day: Day): string =>
      from !== to
        ? texts.peakOn(power, day)
        : shape?.maximumAt === undefined
          ? power
          : texts.peakAt(power, clockOf(shape.maximumAt).slice(0, 5));
    return [
      ...(maximum ? [this.headline(texts.peak, highest(maximum.day))] : []),
      ...(mean === undefined ? [] : [this.headline(texts.mean, formatUnit(this.#lang, mean, 'W'))]),
      ...(coverage >= FULL ? [] : [this.headline(texts.coverage, texts.ofTheDay(percentText(this.#lang, coverage)))]),
    ];
  }

  #curve(): string[] {
    const curve = describeCurve(this.#report, this.#view.shape, this.#lang);
    return curve ? [this.headline(curve.label, curve.text)] : [];
  }

  #comparison(): string[] {
    const { comparison } = this.#view;
    return comparison ? [this.headline(this.#texts.compared, comparisonText(comparison, this.#lang))] : [];
  }

  #ejpDays(): string {
    const { ejpDays, ejpDaysByIndex, ejpSeason: season, to } = this.#report;
    const texts = this.#texts;
    const signOf = (days: readonly Day[]): string => (days.length > 0 ? BY_INDEX : '');
    const named = (day: Day): string =>
      formatShortDay(this.#lang, day) + signOf(ejpDaysByIndex.filter((each) => each === day));
    const isMarked = ejpDaysByIndex.length > 0 || (season?.indexOnly.length ?? 0) > 0;
    const list = texts.ejpList(ejpDays.map(named)) + (isMarked ? ` ${texts.ejpByIndex}` : '');
    if (!season) return list;
    const used = `${season.days.length}/${PEAKS_OF_A_SEASON}${signOf(season.indexOnly)}`;
    // The count first, as a long list of days is broken into lines.
    return `${to > season.to ? texts.ejpLastSeason(used) : texts.ejpSeason(used)} · ${list}`;
  }

  #amounts(label: string, wh: number, euros: Euros | undefined): string {
    const energy = formatUnit(this.#lang, wh / 1000, 'kWh', 3);
    const amount = euros === undefined ? UNKNOWN : formatEuros(this.#lang, inCents(euros));
    // A long name takes the room before the energy.
    const room = LABEL + 16 - Math.max(LABEL, label.length);
    return label.padEnd(LABEL) + energy.padStart(Math.max(room, energy.length + 2)) + amount.padStart(14);
  }
}

/** Breaks a line that is longer than the page at its spaces; the lines that it goes on in are indented. */
function wrapped(line: string): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const space = rest.lastIndexOf(' ', WIDTH);
    const cut = space > 2 ? space : WIDTH;
    lines.push(rest.slice(0, cut));
    rest = `  ${rest.slice(cut).trimStart()}`;
  }
  return [...lines, rest];
}
