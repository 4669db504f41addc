import { formatEuros, formatNumber, formatShortDay, formatUnit, type Lang } from '../text/format.ts';
import { report as allTexts } from '../text/report.ts';
import { clockOf, type Day, daysBetween } from '../time/local.ts';
import { type Comparison, comparisonText } from './compare.ts';
import { type Grouping, groupDays } from './grouping.ts';
import type { Report } from './report.ts';
import { PEAKS_OF_A_SEASON } from './season.ts';
import { curveText, type DayShape, meanPower } from './sparkline.ts';
import type { PeriodTotal } from './totals.ts';
import { damages, describeWarnings } from './warnings.ts';

type Texts = (typeof allTexts)[Lang];

const WIDTH = 80;
const LABEL = 24;
/** Widths of a row's columns: day, each energy, each amount, coverage; three energies and the injection fill a row, with an amount each. */
const COLUMNS = { day: 10, kwh: 11, euros: 9, coverage: 8 };
/** What is not known. */
const UNKNOWN = '—';
/** Below this share of the day, holes are told. */
const FULL = 0.995;

/** What a table shows besides its report. */
export interface TableView {
  /** What makes a row; none means a day each, and no rows where there is only one day. */
  readonly by?: Grouping | undefined;
  /** What the records of the only day tell. */
  readonly shape?: DayShape | undefined;
  readonly comparison?: Comparison | undefined;
  /** The present instant, ms. */
  readonly now?: number | undefined;
}

/** The report as lines of 80 columns at most, in words. */
export function renderTable(report: Report, lang: Lang, view: TableView = {}): string {
  const texts = allTexts[lang];
  const sheet = new Sheet(report, view, lang);
  const rows = view.by ?? (report.from === report.to ? undefined : 'day');
  const lines =
    report.days.length === 0
      ? [texts.noRecords(report.from, report.to), ...damages(report, lang)]
      : [...sheet.summary(), ...(rows ? ['', ...sheet.rows(rows)] : []), ...paragraph(describeWarnings(report, lang))];
  const head = [texts.title(report.contract), sheet.headline(texts.period, sheet.span())];
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

  /** The owner's lines: a period each with kWh and €, the total, the injection; then what is told apart. */
  summary(): string[] {
    const texts = this.#texts;
    const { total, injected, subscription } = this.#report;
    const isEjp = this.#periods().some(({ key }) => key === 'HPM');
    const subscribed = subscription === undefined ? UNKNOWN : formatEuros(this.#lang, subscription);
    return [
      ...this.#periods().map((part) => this.#amounts(texts.usage(nameOf(part)), part.wh, part.cost)),
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

  /** A row for each day, week… that something is known of. */
  rows(by: Grouping): string[] {
    const texts = this.#texts;
    const periods = this.#periods();
    // Tempo's six periods do not stand side by side in 80 columns, and a single one is the total.
    const shown = periods.length === 2 ? periods : [];
    // What each period costs takes the room of what injection pays and of the coverage.
    const detailed = this.#view.by !== undefined && shown.length > 0;
    const energy = (name: string, amount: string): string =>
      name.padStart(COLUMNS.kwh) + (detailed ? amount.padStart(COLUMNS.euros) : '');
    const line = (day: string, energies: readonly string[], total: string, rest: readonly string[]): string =>
      [
        day.padEnd(COLUMNS.day),
        ...energies,
        total,
        detailed
          ? (rest[0] ?? '').padStart(COLUMNS.kwh - 1)
          : (rest[0] ?? '').padStart(COLUMNS.kwh) +
            (rest[1] ?? '').padStart(COLUMNS.euros) +
            (rest[2] ?? '').padStart(COLUMNS.coverage),
      ].join('');
    const sum = (wh: string, euros: string): string => wh.padStart(COLUMNS.kwh) + euros.padStart(COLUMNS.euros);
    const header = line(
      texts.groups[by],
      shown.map((part) => {
        const titles = [`${nameOf(part)} ${texts.kwh}`, nameOf(part)];
        return energy(titles.find(({ length }) => length < COLUMNS.kwh) ?? '', '€');
      }),
      sum(`${texts.total} ${texts.kwh}`, '€'),
      [texts.injectedColumn, '€', texts.coverageColumn],
    );
    const rows = groupDays(this.#report, by).map((group) =>
      line(
        by === 'day' ? formatShortDay(this.#lang, group.name) : texts.groupName(by, group.name),
        shown.map(({ key }) => {
          const part = group.periods.find((each) => each.key === key);
          return energy(this.#kwh(part?.wh ?? 0), this.#plainEuros(part?.cost));
        }),
        sum(this.#kwh(group.wh), this.#plainEuros(group.cost)),
        [this.#kwh(group.injectedWh), this.#plainEuros(group.revenue), percent(this.#lang, group.coverage)],
      ),
    );
    return [header, ...rows];
  }

  /** The peak first, as the owner's own report has it. */
  #periods(): readonly PeriodTotal[] {
    return [...this.#report.periods].sort((a, b) => Number(b.key === 'HPM') - Number(a.key === 'HPM'));
  }

  /** Highest and mean power; of one day also how much of it is known, which rows tell of several. */
  #powers(): string[] {
    const texts = this.#texts;
    const { days, from, to } = this.#report;
    const { shape, now } = this.#view;
    const mean = meanPower(days, now);
    const coverage = from === to ? (days[0]?.coverage ?? 0) : 1;
    let peak: { readonly va: number; readonly day: Day } | undefined;
    for (const { day, maximumVa: va } of days) if (va !== undefined && va > (peak?.va ?? -1)) peak = { va, day };
    const power = peak ? formatUnit(this.#lang, peak.va, 'VA') : '';
    const highest = (day: Day): string =>
      from !== to
        ? texts.peakOn(power, day)
        : shape?.maximumAt === undefined
          ? power
          : texts.peakAt(power, clockOf(shape.maximumAt).slice(0, 5));
    return [
      ...(peak ? [this.headline(texts.peak, highest(peak.day))] : []),
      ...(mean === undefined ? [] : [this.headline(texts.mean, formatUnit(this.#lang, mean, 'W'))]),
      ...(coverage >= FULL ? [] : [this.headline(texts.coverage, texts.ofTheDay(percent(this.#lang, coverage)))]),
    ];
  }

  #curve(): string[] {
    const curve = curveText(this.#report, this.#view.shape, this.#lang);
    return curve ? [this.headline(curve.label, curve.text)] : [];
  }

  #comparison(): string[] {
    const { comparison } = this.#view;
    return comparison ? [this.headline(this.#texts.compared, comparisonText(comparison, this.#lang))] : [];
  }

  #ejpDays(): string {
    const { ejpDays, ejpSeason: season, to } = this.#report;
    const list = this.#texts.ejpList(ejpDays.map((day) => formatShortDay(this.#lang, day)));
    if (!season) return list;
    const used = `${season.days.length}/${PEAKS_OF_A_SEASON}`;
    // The count first: a long list of days goes on to the next lines.
    return `${to > season.to ? this.#texts.ejpLastSeason(used) : this.#texts.ejpSeason(used)} · ${list}`;
  }

  #amounts(label: string, wh: number, euros: number | undefined): string {
    const energy = formatUnit(this.#lang, wh / 1000, 'kWh', 3);
    const amount = euros === undefined ? UNKNOWN : formatEuros(this.#lang, euros);
    return `${label.padEnd(LABEL)}${energy.padStart(16)}${amount.padStart(14)}`;
  }

  #kwh(wh: number): string {
    return formatNumber(this.#lang, wh / 1000, 3);
  }

  #plainEuros(euros: number | undefined): string {
    return euros === undefined ? UNKNOWN : formatNumber(this.#lang, euros, 2);
  }
}

/** The mobile peak has the name that the owner's report gives it. */
const nameOf = ({ key, period }: PeriodTotal): string => (key === 'HPM' ? 'EJP' : period);

const percent = (lang: Lang, fraction: number): string =>
  // Less than everything is never shown as everything.
  formatUnit(lang, fraction === 1 ? 100 : Math.min(99, Math.round(fraction * 100)), '%');

/** Breaks a line at its spaces where it is longer than the page; what goes on is indented. */
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
