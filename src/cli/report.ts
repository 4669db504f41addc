import { loadTariffs } from '../config/tariffs.ts';
import { buildSteps, type LogRange } from '../report/build.ts';
import { comparisonSteps } from '../report/compare.ts';
import { renderCsv } from '../report/csv.ts';
import { dayIn, type Span, spanOf } from '../report/dates.ts';
import type { Grouping } from '../report/grouping.ts';
import { renderJson } from '../report/json.ts';
import { openLogs } from '../report/read-logs.ts';
import { shapeOfDay } from '../report/sparkline.ts';
import { renderTable } from '../report/table.ts';
import type { Texts } from '../text/index.ts';
import { printable } from '../text/untrusted.ts';
import { type Day, dayOf } from '../time/local.ts';
import { CliError } from './errors.ts';
import { guardStdout } from './output.ts';
import type { Paths } from './paths.ts';
import { withProgress } from './progress.ts';

/** Issues of tariffs.conf that are shown; the others are counted. */
const MAX_ISSUES = 5;

/** How often `-a` draws again, ms. */
const REDRAW_MS = 30_000;
/** Goes to the top of a terminal and clears it, what has scrolled away of the report before included. */
const CLEAR = '\u001b[H\u001b[2J\u001b[3J';

export interface ReportOptions {
  readonly again?: boolean;
  readonly start?: string;
  readonly end?: string;
  readonly by?: Grouping;
  readonly format: 'table' | 'json' | 'csv';
}

type ReportTexts = Pick<Texts, 'lang' | 'cli' | 'daemon' | 'report'>;

export interface ReportCommand {
  /** A word that means a range, in place of `start` and `end`. */
  readonly word: string | undefined;
  readonly options: ReportOptions;
  readonly paths: Paths;
  readonly texts: ReportTexts;
}

/** `report`: energy and cost of some days, to stdout. @throws JournalError, or CliError for wrong usage */
export async function report(command: ReportCommand): Promise<number> {
  guardStdout(command.texts.cli);
  if (command.options.again) return renderRepeatedly(command);
  show(render(command, Date.now()));
  return 0;
}

function show({ text, issues }: Rendering): void {
  for (const issue of issues) process.stderr.write(`${issue}\n`);
  process.stdout.write(text);
}

/** Draws the report again and again, on a terminal in place of the one before, until Ctrl-C or the reader has gone. */
function renderRepeatedly(command: ReportCommand): Promise<number> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearInterval(timer);
      resolve(0);
    };
    const draw = (): void => {
      try {
        // Words mean other days after midnight.
        const next = render(command, Date.now());
        if (process.stdout.isTTY) process.stdout.write(CLEAR);
        show(next);
      } catch (error) {
        clearInterval(timer);
        reject(error);
      }
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    process.stdout.once('error', end);
    timer = setInterval(draw, REDRAW_MS);
    draw();
  });
}

interface Rendering {
  readonly text: string;
  /** What is wrong with tariffs.conf, a line each. */
  readonly issues: readonly string[];
}

/** @param now the present instant, ms: what of today is still to come is not missing */
function render({ word, options, paths, texts }: ReportCommand, now: number): Rendering {
  const { from, to } = rangeOf(word, options, dayOf(now), texts);
  const { prices, issues } = loadTariffs(paths.prices);
  const shown = issues
    .slice(0, MAX_ISSUES)
    .map(({ file, line, key, value, expected }) => printable(texts.daemon.fault(file, line, key, value, expected)));
  if (issues.length > MAX_ISSUES) shown.push(texts.cli.moreFaults(issues.length - MAX_ISSUES));
  const text = rendered({ logs: paths.logs, from, to, prices, now }, options, texts);
  return { text: text.endsWith('\n') ? text : `${text}\n`, issues: shown };
}

function rendered({ logs, ...range }: Range, { format, by }: ReportOptions, texts: ReportTexts): string {
  const { lang } = texts;
  // What is known of the logs serves the report, its season and what it is compared with.
  const all = { ...range, logs: openLogs(logs) };
  const result = withProgress(buildSteps(all), texts.report.reading);
  switch (format) {
    case 'json':
      return renderJson(result, by);
    case 'csv':
      return renderCsv(result, lang, by);
    case 'table': {
      const { from, to, now } = range;
      const shape = from === to && result.days.length > 0 ? shapeOfDay(all.logs, from) : undefined;
      const comparison = withProgress(comparisonSteps(result, all), texts.report.reading);
      return renderTable(result, lang, { by, shape, comparison, now });
    }
  }
}

type Range = LogRange & { readonly now: number };

/** The days asked for: a word, or `-s` and `-e`; today when there is neither. @throws Failure of wrong usage */
function rangeOf(word: string | undefined, { start, end }: ReportOptions, today: Day, texts: ReportTexts): Span {
  if (word !== undefined) {
    if (start !== undefined || end !== undefined) throw new CliError(texts.cli.wordAndDates(word), 2);
    const span = spanOf(word, today);
    if (!span) throw new CliError(texts.cli.badPeriod(word), 2);
    return span;
  }
  const dated = (text: string): Day => {
    const day = dayIn(text);
    if (!day) throw new CliError(texts.cli.badDate(text), 2);
    return day;
  };
  const to = end === undefined ? today : dated(end);
  const from = start === undefined ? (end === undefined ? today : to) : dated(start);
  if (from > to) throw new CliError(texts.cli.badOrder(from, to), 2);
  return { from, to };
}
