import { loadTariffs } from '../config/tariffs.js';
import { JournalError } from '../journal/reader.js';
import type { Day } from '../meter/time.js';
import { renderJson } from '../report/json.js';
import { buildReport } from '../report/report.js';
import { renderTable } from '../report/table.js';
import { printable } from '../text/format.js';
import type { Texts } from '../text/index.js';
import { Failure } from './failure.js';
import type { Places } from './places.js';

/** Faults of tariffs.conf that are shown; the others are counted. */
const MOST_FAULTS = 5;

export interface ReportCommand {
  readonly from: Day;
  readonly to: Day;
  readonly format: 'table' | 'json';
  readonly places: Places;
  readonly texts: Texts;
  /** The present instant, ms: what of today is still to come is not missing. */
  readonly now: number;
}

/** `report`: energy and cost of some days, as text. @throws Failure when the logs cannot be read */
export function report({ from, to, format, places, texts, now }: ReportCommand): string {
  const { tariffs, faults } = loadTariffs(places.tariffs);
  for (const { file, line, key, value, expected } of faults.slice(0, MOST_FAULTS)) {
    process.stderr.write(`${printable(texts.daemon.fault(file, line, key, value, expected))}\n`);
  }
  if (faults.length > MOST_FAULTS) process.stderr.write(`${texts.cli.moreFaults(faults.length - MOST_FAULTS)}\n`);
  try {
    const result = buildReport({ logs: places.logs, from, to, tariffs, now });
    return format === 'json' ? renderJson(result) : renderTable(result, texts.lang);
  } catch (error) {
    if (error instanceof JournalError) throw new Failure(texts.report[error.key](error.path, error.code));
    throw error;
  }
}
