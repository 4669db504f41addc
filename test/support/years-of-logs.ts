/*
 * Logs for the benches, a line each 25 s: 3456 lines and 430 KB a day.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFile } from '../../src/journal/writer.ts';
import { addDays, clockOf, type Day, dayOf, daysBetween, startOfDay } from '../../src/time/local.ts';

/** Lines of a day of 24 hours. */
export const LINES = 3456;
const STEP_S = 25;
/** When closed logs were written last: one that has just changed may change again, and is not remembered. */
const WRITTEN = new Date('2025-06-01');

const two = (n: number): string => String(n).padStart(2, '0');

/** What the indexes have counted, Wh. */
interface Indexes {
  hn: number;
  hpm: number;
}

/**
 * A day's log: an EJP contract, a peak day in twenty of winter, the sun at noon. The indexes are counted on.
 * @param n the day's number
 * @param until its log ends there: ms since 1970 UTC
 * @param step from one line to the next, s
 */
function dayLog(day: Day, n: number, indexes: Indexes, until = Number.POSITIVE_INFINITY, step = STEP_S): string {
  const winter = day.slice(5) >= '11-01' || day.slice(5) <= '03-31';
  const peak = winter && n % 20 === 0;
  const date = day.replaceAll('-', '/');
  const lines: string[] = [];
  const start = startOfDay(day);
  const length = (startOfDay(addDays(day, 1)) - start) / 1000;
  const end = Math.min(length, (until - start) / 1000);
  for (let s = 0; s < end; s += step) {
    const i = s / step;
    const runs = peak && s >= 7 * 3600;
    const sun = s > 11 * 3600 && s < 15 * 3600;
    const papp = sun ? 0 : 300 + ((i * 7919 + n * 31) % 4000);
    indexes[runs ? 'hpm' : 'hn'] += Math.round((papp * step) / 3600);
    const [hn, hpm] = [indexes.hn, indexes.hpm].map((wh) => String(wh).padStart(9, '0'));
    const clock =
      length === 86_400
        ? `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
        : clockOf(start + s * 1000);
    const iinst = String(sun ? 9 : Math.round(papp / 230)).padStart(3, '0');
    lines.push(
      `${date} ${clock} DATA Periode=${runs ? 'PM' : 'HN'}.., IndexHN=${hn}, IndexHPM=${hpm}, PuissConsommee=${String(papp).padStart(5, '0')}, IConsommee=${iinst}\n`,
    );
  }
  return lines.join('');
}

const firstIndexes = (): Indexes => ({ hn: 10_000_000, hpm: 80_000 });

function writeClosed(directory: string, days: readonly Day[], indexes = firstIndexes()): void {
  for (const [n, day] of days.entries()) {
    const log = logFile(directory, day);
    writeFileSync(log, dayLog(day, n, indexes));
    utimesSync(log, WRITTEN, WRITTEN);
  }
}

const TEN_YEARS = '2016-01-01';

/**
 * Ten years of logs, 1.6 GB in a directory below the system's temporary one, where they are found again by the next run.
 * @returns the directory, the first and the last day
 */
export function tenYears(): { readonly directory: string; readonly from: Day; readonly to: Day } {
  const directory = join(tmpdir(), 'linky-monitor-bench', 'ten-years');
  /** The last day; written last. */
  const mark = `${directory}.json`;
  if (!existsSync(mark)) {
    rmSync(directory, { recursive: true, force: true });
    writeFileSync(mark, JSON.stringify(makeYears(directory, TEN_YEARS, 10)));
  }
  return { directory, from: TEN_YEARS, to: JSON.parse(readFileSync(mark, 'utf8')) as Day };
}

/** Writes years of logs from a day on. @returns the last day */
export function makeYears(directory: string, first: Day, years: number): Day {
  mkdirSync(directory, { recursive: true });
  const last = addDays(first, Math.round(365.25 * years) - (years === 3 ? 2 : 1));
  writeClosed(directory, daysBetween(first, last));
  return last;
}

const MONTHS_DAYS = 426;

/**
 * Fourteen months of logs, up to this moment: 180 MB in a directory below the system's temporary one, where they are
 * found again by the next run of the same day. The log of today is written anew.
 * @param lines of today's log, about; undefined: as many as of other days
 * @returns the directory
 */
export function fourteenMonths(now: number, lines?: number): string {
  const directory = join(tmpdir(), 'linky-monitor-bench', 'logs');
  mkdirSync(directory, { recursive: true });
  const today = dayOf(now);
  const days = daysBetween(addDays(today, -MONTHS_DAYS), addDays(today, -1));
  /** The indexes at the end of yesterday; written last. */
  const mark = join(directory, `../until-${addDays(today, -1)}.json`);
  if (!existsSync(mark)) {
    for (const name of readdirSync(directory)) rmSync(join(directory, name));
    const indexes = firstIndexes();
    writeClosed(directory, days, indexes);
    writeFileSync(mark, JSON.stringify(indexes));
  }
  const indexes = JSON.parse(readFileSync(mark, 'utf8')) as Indexes;
  const step = lines === undefined ? undefined : Math.max(1, Math.ceil((now - startOfDay(today)) / 1000 / lines));
  writeFileSync(logFile(directory, today), dayLog(today, days.length, indexes, now, step));
  return directory;
}

/** Removes all that was put beside the logs, whatever it is called: what is kept of closed days. */
export function removeKept(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (!name.endsWith('.log')) rmSync(join(directory, name), { recursive: true, force: true });
  }
}
