import { loadDayFiles } from '../../config/day-kinds.ts';
import { loadTariffs } from '../../config/tariffs.ts';
import { Summaries } from '../../journal/summaries.ts';
import type { ComparedContract } from '../../report/contracts/choices.ts';
import type { Span } from '../../report/days/dates.ts';
import { renderCsv } from '../../report/output/csv.ts';
import { CsvSteps } from '../../report/output/csv-steps.ts';
import { renderJson, stepJson } from '../../report/output/json.ts';
import { renderTable } from '../../report/output/table.ts';
import { outlookSteps, viewSteps } from '../../report/output/view.ts';
import { describeDamage } from '../../report/output/warnings.ts';
import type { LogRange } from '../../report/sums/build.ts';
import type { Grouping } from '../../report/sums/grouping.ts';
import type { Work } from '../../report/sums/read-logs.ts';
import type { Report } from '../../report/sums/report.ts';
import { type StepName, type StepReport, stepReports } from '../../report/sums/step-report.ts';
import { cli } from '../../text/cli.ts';
import type { Texts } from '../../text/index.ts';
import { report as reportTexts } from '../../text/report.ts';
import { type Day, dayOf } from '../../time/local.ts';
import type { Call } from '../command.ts';
import { pastSpan, rangeOption } from '../day-option.ts';
import { CliError } from '../errors.ts';
import { type Format, formatOf } from '../formats.ts';
import { tellIssues, tellProduction, tellTariffs } from '../issues.ts';
import { guardStdout, print } from '../output.ts';
import { dayFilesOf, type Paths, readPaths } from '../paths.ts';
import { keepCode } from '../program-files.ts';
import { withProgress } from '../progress.ts';
import { AGAIN_MS, repeatedly } from '../repeatedly.ts';
import { outputFile, writeOutput } from '../report-output.ts';
import { asStarted, beLean, compile } from '../v8-flags.ts';
import { type CompareRequest, comparedSteps } from './compare-contracts.ts';
import { type ProductionSource, productionOf, withProduction } from './production.ts';

/** Logs that have to be read, a day's has 430 kB: more are worth the time of the optimising compiler. */
const COMPILE_AFTER_BYTES = 2 << 20;

/** Clears a terminal, with what has scrolled away, and goes to its top. */
const CLEAR = '\u001b[H\u001b[2J\u001b[3J';

export interface ReportOptions {
  readonly again?: boolean;
  readonly start?: string;
  readonly end?: string;
  readonly by?: Grouping;
  readonly step?: StepName;
  readonly compare?: readonly ComparedContract[];
  readonly format?: Format;
  readonly output?: string;
}

/** With what is chosen where it was not asked for. */
type Settled = Omit<ReportOptions, 'format' | 'output'> & {
  readonly format: Format;
  /** Undefined for standard output. */
  readonly output: string | undefined;
};

type ReportTexts = Pick<Texts, 'lang' | 'cli' | 'report'>;

/** `report`: energy and cost of some days, to stdout or a file. @throws JournalError, or CliError for wrong usage */
export async function report(call: Call<ReportOptions>): Promise<number> {
  const { lang } = call;
  const texts = { lang, cli: cli[lang], report: reportTexts[lang] };
  const output = outputFile(call.options.output, texts);
  const options = { ...call.options, output, format: formatOf(call.options.format, output) };
  const paths = await readPaths(call, 'PRODUCTION', ...(options.compare ? (['HC_HOURS'] as const) : []));
  checkOptions(options, texts);
  const page = options.format === 'html' ? await pageMaker(options, paths, texts) : undefined;
  beLean('--no-opt');
  const draw = (): void => drawReport(call.argument, options, paths, texts, page);
  if (options.again) {
    guardStdout(texts.cli);
    await repeatedly(draw);
  } else draw();
  await asStarted(keepCode);
  return 0;
}

/** All that a report is made from. */
interface Range extends LogRange {
  readonly now: number;
  /** What other contracts are known by, where they are asked for. */
  readonly compared: Pick<CompareRequest, 'given' | 'offPeak'> | undefined;
  /** Where the own production is known from. */
  readonly source: ProductionSource;
}

type PageMaker = (report: Report, range: LogRange & Pick<Range, 'now'>) => Work<string>;

/** What makes a page of a report: loaded for that form alone. @throws CliError */
async function pageMaker({ again, by, output }: Settled, paths: Paths, texts: ReportTexts): Promise<PageMaker> {
  const { lang } = texts;
  if (again && output === undefined) throw new CliError(texts.cli.againWhere, 2);
  const [{ pageSteps }, { readAssets }] = await Promise.all([
    import('../../page/page.ts'),
    import('../page-assets.ts'),
  ]);
  const assets = readAssets(texts.cli);
  const zone = paths.settings.TIMEZONE;
  const pageOptions = { lang, assets, zone, by, ...(again ? { again: AGAIN_MS / 1000 } : {}) };
  return (report, range) => pageSteps(report, range, pageOptions);
}

function drawReport(
  argument: string | undefined,
  options: Settled,
  paths: Paths,
  texts: ReportTexts,
  page: PageMaker | undefined,
): void {
  // The present, ms: words mean other days after midnight, and what is still to come of today is not missing.
  const now = Date.now();
  const { from, to } = rangeOf(argument, options, dayOf(now), texts);
  const tariffs = loadTariffs(paths.prices);
  const { prices } = tariffs;
  const given = options.compare && loadDayFiles(dayFilesOf(paths.conf));
  const givenEjpDays = () => (given ?? loadDayFiles(dayFilesOf(paths.conf))).ejpDays;
  const compared = given && { given, offPeak: paths.settings.HC_HOURS };
  // Opened once, for the report, its season and what it is compared with.
  const logs = new Summaries(paths.logs, { onReading: afterBytes(COMPILE_AFTER_BYTES, () => compile(true)) });
  const source = productionOf(paths);
  const drawn = renderRange({ logs, from, to, prices, now, givenEjpDays, compared, source }, options, texts, page);
  const { output } = options;
  if (options.again && output === undefined && process.stdout.isTTY) process.stdout.write(CLEAR);
  tellTariffs(tariffs, paths.prices, texts.lang);
  tellIssues(given?.issues ?? [], 0, texts.lang);
  tellProduction(source, texts.lang);
  const text = drawn.endsWith('\n') ? drawn : `${drawn}\n`;
  if (output !== undefined) writeOutput(output, text, texts);
  else if (options.again) process.stdout.write(text);
  else print(text, texts.cli);
}

function renderRange(
  { compared, source, ...range }: Range,
  { format, by, step, compare }: Settled,
  texts: ReportTexts,
  page: PageMaker | undefined,
): string {
  const { lang } = texts;
  const work = <T>(steps: Work<T>): T => withProgress(steps, texts.report.reading);
  const result = work(withProduction(range, source));
  if (compare && compared && format !== 'html')
    return work(comparedSteps({ ...range, ...compared, report: result, contracts: compare, format, by }, lang));
  const stepLines = (name: StepName, lineOf: (each: StepReport) => string): string[] => {
    const lines: string[] = [];
    work(stepReports(result, { ...range, step: name }, (each) => lines.push(lineOf(each))));
    return lines;
  };
  switch (format) {
    case 'json': {
      const names = result.calendar?.indexNames;
      const steps = step && { step, lines: stepLines(step, (each) => stepJson(each, names)) };
      return renderJson(result, by, { steps, outlook: work(outlookSteps(result, range)) });
    }
    case 'csv': {
      // A spreadsheet has no place for it.
      for (const line of describeDamage(result, lang)) process.stderr.write(`linky-monitor: ${line}\n`);
      if (!step) return renderCsv(result, lang, by);
      const csv = new CsvSteps(result, lang);
      return [csv.header(), ...stepLines(step, (each) => csv.line(each))].join('');
    }
    case 'html':
      return page ? work(page(result, range)) : '';
    case 'table':
      return renderTable(result, lang, { by, ...work(viewSteps(result, range)) });
  }
}

/** @throws CliError, code 2, where steps or other contracts do not go with another option */
function checkOptions({ step, by, format, compare }: Settled, texts: ReportTexts): void {
  if (compare !== undefined && format === 'html') throw new CliError(texts.cli.compareFormat, 2);
  if (step === undefined) return;
  if (compare !== undefined) throw new CliError(texts.cli.stepAndCompare, 2);
  if (format !== 'csv' && format !== 'json') throw new CliError(texts.cli.stepFormat(format), 2);
  if (by !== undefined) throw new CliError(texts.cli.stepAndBy, 2);
}

/** Adds up bytes, and does something once there are so many. */
function afterBytes(limit: number, act: () => void): (bytes: number) => void {
  let sum = 0;
  return (bytes) => {
    const isBeyond = sum > limit;
    sum += bytes;
    if (!isBeyond && sum > limit) act();
  };
}

/** The days asked for: a word, or `-s` and `-e`; today when there is neither. @throws CliError, code 2 */
function rangeOf(word: string | undefined, { start, end }: Settled, today: Day, texts: ReportTexts): Span {
  if (word !== undefined) {
    if (start !== undefined || end !== undefined) throw new CliError(texts.cli.wordAndDates(word), 2);
    return pastSpan(word, today, texts);
  }
  return rangeOption({ from: start, to: end }, { from: '-s', to: '-e' }, today, texts) ?? { from: today, to: today };
}
