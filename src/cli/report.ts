import { loadTariffs } from '../config/tariffs.js';
import { JournalError } from '../journal/reader.js';
import { type Day, dayOf } from '../meter/time.js';
import { buildSteps, type LogRange } from '../report/build.js';
import type { Grouping } from '../report/by.js';
import { comparisonSteps } from '../report/compare.js';
import { renderCsv } from '../report/csv.js';
import { shapeOfDay } from '../report/curve.js';
import { dayIn, type Span, spanOf } from '../report/dates.js';
import { renderJson } from '../report/json.js';
import { openLogs } from '../report/reading.js';
import { renderTable } from '../report/table.js';
import { printable } from '../text/format.js';
import type { Texts } from '../text/index.js';
import { Failure } from './failure.js';
import { guardStdout } from './output.js';
import type { Places } from './places.js';
import { withProgress } from './progress.js';

/** Faults of tariffs.conf that are shown; the others are counted. */
const MOST_FAULTS = 5;

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
  readonly places: Places;
  readonly texts: ReportTexts;
}

/** `report`: energy and cost of some days, to stdout. @throws Failure when the logs cannot be read */
export async function report(command: ReportCommand): Promise<number> {
  guardStdout(command.texts.cli);
  if (command.options.again) return redrawn(command);
  show(drawn(command, Date.now()));
  return 0;
}

function show({ text, faults }: Drawn): void {
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(text);
}

/** Draws the report again and again, on a terminal in place of the one before, until Ctrl-C or the reader has gone. */
function redrawn(command: ReportCommand): Promise<number> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearInterval(timer);
      resolve(0);
    };
    const draw = (): void => {
      try {
        // Words mean other days after midnight.
        const next = drawn(command, Date.now());
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

interface Drawn {
  readonly text: string;
  /** What is wrong with tariffs.conf, a line each. */
  readonly faults: readonly string[];
}

/** @param now the present instant, ms: what of today is still to come is not missing */
function drawn({ word, options, places, texts }: ReportCommand, now: number): Drawn {
  const { from, to } = rangeOf(word, options, dayOf(now), texts);
  const { tariffs, faults } = loadTariffs(places.tariffs);
  const told = faults
    .slice(0, MOST_FAULTS)
    .map(({ file, line, key, value, expected }) => printable(texts.daemon.fault(file, line, key, value, expected)));
  if (faults.length > MOST_FAULTS) told.push(texts.cli.moreFaults(faults.length - MOST_FAULTS));
  try {
    const text = rendered({ logs: places.logs, from, to, tariffs, now }, options, texts);
    return { text: text.endsWith('\n') ? text : `${text}\n`, faults: told };
  } catch (error) {
    if (error instanceof JournalError) throw new Failure(texts.report[error.key](error.path, error.code));
    throw error;
  }
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
    if (start !== undefined || end !== undefined) throw new Failure(texts.cli.wordAndDates(word), 2);
    const span = spanOf(word, today);
    if (!span) throw new Failure(texts.cli.badPeriod(word), 2);
    return span;
  }
  const dated = (text: string): Day => {
    const day = dayIn(text);
    if (!day) throw new Failure(texts.cli.badDate(text), 2);
    return day;
  };
  const to = end === undefined ? today : dated(end);
  const from = start === undefined ? (end === undefined ? today : to) : dated(start);
  if (from > to) throw new Failure(texts.cli.badOrder(from, to), 2);
  return { from, to };
}
