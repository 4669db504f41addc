import { addDays, type Day, daysBetween } from '../meter/time.js';
import { formatEuros, formatNumber, formatShortDay, formatUnit, type Lang } from '../text/format.js';
import { report as allTexts } from '../text/report.js';
import type { DayReport, PeriodTotal, Report, ReportWarning } from './report.js';
import { PEAKS_OF_A_SEASON } from './season.js';

type Texts = (typeof allTexts)[Lang];

const WIDTH = 80;
const LABEL = 24;
/** Widths of a row's columns: day, each energy, each amount, coverage; with three energies and injection they fill a row. */
const COLUMNS = { day: 10, kwh: 11, euros: 9, coverage: 8 };
/** What is not known. */
const UNKNOWN = '—';
/** Warnings of one kind shown in words; the JSON has them all. */
const MOST_WARNINGS = 10;
/** Below this share of the day, holes are told. */
const FULL = 0.995;

/** The report as lines of 80 columns at most, in words. */
export function renderTable(report: Report, lang: Lang, texts: Texts = allTexts[lang]): string {
  const sheet = new Sheet(report, lang, texts);
  const lines =
    report.days.length === 0
      ? [texts.noRecords(report.from, report.to)]
      : [
          ...sheet.summary(),
          ...(report.from === report.to ? [] : ['', ...sheet.dayRows()]),
          ...paragraph(sheet.remarks()),
        ];
  const head = [texts.title(report.contract), sheet.headline(texts.period, sheet.span())];
  return [...head, '', ...lines.flatMap(wrapped), ''].join('\n');
}

const paragraph = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', ...lines]);

/** The parts of one report in one language. */
class Sheet {
  readonly #report: Report;
  readonly #lang: Lang;
  readonly #texts: Texts;

  constructor(report: Report, lang: Lang, texts: Texts) {
    this.#report = report;
    this.#lang = lang;
    this.#texts = texts;
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
    const { total, injected, subscription, days, from, to } = this.#report;
    const isEjp = this.#periods().some(({ key }) => key === 'HPM');
    const [only] = days;
    const subscribed = subscription === undefined ? UNKNOWN : formatEuros(this.#lang, subscription);
    return [
      ...this.#periods().map((part) => this.#amounts(texts.usage(nameOf(part)), part.wh, part.cost)),
      this.#amounts(texts.totalUsage, total.wh, total.cost),
      this.#amounts(texts.injected, injected.wh, injected.revenue) +
        (injected.estimated && injected.wh > 0 ? `  ${texts.estimated}` : ''),
      '',
      `${texts.subscription.padEnd(LABEL)}${subscribed.padStart(30)}`,
      ...(isEjp ? [this.headline(texts.ejpDays, this.#ejpDays())] : []),
      ...(from === to && only ? this.#onlyDay(only) : []),
    ];
  }

  /** A row for each day that something is known of. */
  dayRows(): string[] {
    const texts = this.#texts;
    const periods = this.#periods();
    // Tempo's six periods do not stand side by side in 80 columns, and a single one is the total.
    const shown = periods.length === 2 ? periods : [];
    const header = this.#row([
      texts.day,
      [...shown.map((part) => `${nameOf(part)} ${texts.kwh}`), `${texts.total} ${texts.kwh}`],
      '€',
      texts.injectedColumn,
      '€',
      texts.coverageColumn,
    ]);
    const rows = this.#report.days.map((day) =>
      this.#row([
        formatShortDay(this.#lang, day.day),
        [
          ...shown.map(({ key }) => this.#kwh(day.periods.find((part) => part.key === key)?.wh ?? 0)),
          this.#kwh(day.wh),
        ],
        this.#plainEuros(day.cost),
        this.#kwh(day.injectedWh),
        this.#plainEuros(day.revenue),
        percent(this.#lang, day.coverage),
      ]),
    );
    return [header, ...rows];
  }

  /** Missing days and warnings, in words. */
  remarks(): string[] {
    const { missingDays, warnings } = this.#report;
    const spans = spansOf(missingDays).map(([from, to]) =>
      [...new Set([from, to])].map((day) => formatShortDay(this.#lang, day)).join(' → '),
    );
    const damages = warnings.flatMap((warning) => (warning.kind === 'damagedLines' ? [warning.count] : []));
    const told = warnings.flatMap((warning) => this.#warning(warning) ?? []);
    return [
      ...(spans.length === 0 ? [] : [this.#texts.missing(limited(spans, this.#texts).join(', '))]),
      ...limited(told, this.#texts),
      ...(damages.length === 0
        ? []
        : [
            this.#texts.damaged(
              damages.reduce((sum, count) => sum + count, 0),
              damages.length,
            ),
          ]),
    ];
  }

  /** The peak first, as the owner's own report has it. */
  #periods(): readonly PeriodTotal[] {
    return [...this.#report.periods].sort((a, b) => Number(b.key === 'HPM') - Number(a.key === 'HPM'));
  }

  #onlyDay({ coverage, peakVa }: DayReport): string[] {
    const texts = this.#texts;
    return [
      ...(peakVa === undefined ? [] : [this.headline(texts.peak, formatUnit(this.#lang, peakVa, 'VA'))]),
      ...(coverage >= FULL ? [] : [this.headline(texts.coverage, texts.ofTheDay(percent(this.#lang, coverage)))]),
    ];
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

  #row([day, energies, cost, injected, revenue, coverage]: readonly [
    string,
    readonly string[],
    string,
    string,
    string,
    string,
  ]): string {
    const cells = [
      day.padEnd(COLUMNS.day),
      ...energies.map((energy) => energy.padStart(COLUMNS.kwh)),
      cost.padStart(COLUMNS.euros),
      injected.padStart(COLUMNS.kwh),
      revenue.padStart(COLUMNS.euros),
      coverage.padStart(COLUMNS.coverage),
    ];
    return cells.join('');
  }

  #kwh(wh: number): string {
    return formatNumber(this.#lang, wh / 1000, 3);
  }

  #plainEuros(euros: number | undefined): string {
    return euros === undefined ? UNKNOWN : formatNumber(this.#lang, euros, 2);
  }

  #warning(warning: ReportWarning): string | undefined {
    const texts = this.#texts;
    const named = (contract: string): string => (contract === 'INDEX' ? texts.ownCalendar : contract);
    switch (warning.kind) {
      case 'noPrice':
        return texts.noPrice(warning.key, warning.from, warning.to);
      case 'leap':
      case 'fall':
        return texts[warning.kind](warning.day, warning.key, warning.wh);
      case 'contract':
        return texts.contract(warning.day, named(warning.before), named(warning.after));
      case 'damagedLines':
        return undefined;
    }
  }
}

/** The mobile peak has the name that the owner's report gives it. */
const nameOf = ({ key, period }: PeriodTotal): string => (key === 'HPM' ? 'EJP' : period);

const percent = (lang: Lang, fraction: number): string =>
  // Less than everything is never shown as everything.
  formatUnit(lang, fraction === 1 ? 100 : Math.min(99, Math.round(fraction * 100)), '%');

const limited = (items: readonly string[], texts: Texts): readonly string[] =>
  items.length <= MOST_WARNINGS ? items : [...items.slice(0, MOST_WARNINGS), texts.more(items.length - MOST_WARNINGS)];

/** Days as spans of consecutive ones, first and last. */
function spansOf(days: readonly Day[]): [Day, Day][] {
  const spans: [Day, Day][] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last && addDays(last[1], 1) === day) last[1] = day;
    else spans.push([day, day]);
  }
  return spans;
}

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
