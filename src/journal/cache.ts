import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { withRegularFile } from '../host/files.ts';
import type { Day } from '../time/local.ts';
import { removeStaleFiles } from './stale-files.ts';

/*
 * What is kept of closed days beside their logs, so that these need not be read again: logs/.summaries has the runs of
 * all days, logs/.joined those of the days of which other days' logs have lines too, logs/.steps-2026-11 the 10-minute
 * steps of a month, logs/.energy-2026-11 the runs of these steps, logs/.periods-2026-11 those of the periods of contracts,
 * logs/.months what was made of whole months. The first line of such a file says what it was made under and has a checksum
 * of the rest; then comes one line of JSON for each day, or the first day of each month, in order:
 *
 *   {"linky-monitor":"cache","format":6,"zone":["Europe/Paris","2025b",-60,-120],"bytes":1180,"checksum":2719403922}
 *   {"day":"2026-11-24","logs":"LinkyMonitor_2026_11_24.log 431980 1764025205123","runs":[…
 *
 * The files may be deleted at any time. One that is not exactly as it was written is ignored and replaced.
 */

/** To be raised with every change of what a line means. */
const FORMAT = 6;
/** What a program that was killed while writing has left; its process id is the group. */
const STALE = /^\.(?:summaries|joined|months|(?:steps|energy|periods)-\d{4}-\d\d)\.(\d+)\.[a-z0-9]+$/;
/** Longer lines are not kept, characters: they come from a log full of noise, which is read each time. */
const MAX_LINE = 100_000;
const NEWLINE = 0x0a;
/** Each line begins with its day. */
const BEFORE_DAY = '{"day":"';
const DAY_LENGTH = 10;

/** A value for each closed day, in one file. Only the days that are asked for are parsed. */
export class DayCache<T extends object> {
  readonly #directory: string;
  readonly #name: string;
  /** The lines of the file, once a day was asked for; none where there is no such file, or it is damaged or another program's. */
  #lines: string | undefined;
  /** Place behind the line that was found last: days are mostly asked for in order. */
  #next = 0;
  readonly #newLines = new Map<Day, string>();
  #isSaved = true;

  constructor(directory: string, name: string) {
    this.#directory = directory;
    this.#name = name;
  }

  /** Whether no day is known, nor was set. */
  get isEmpty(): boolean {
    return this.#newLines.size === 0 && this.#text === '';
  }

  get #text(): string {
    this.#lines ??= readText(join(this.#directory, this.#name));
    return this.#lines;
  }

  /**
   * The value of a day; undefined where it is not known, or its logs have changed since.
   * @param logs name, size and time of change of the day's logs, or those of the logs that the value says
   */
  get(day: Day, logs: string | ((value: T) => string | undefined)): T | undefined {
    const line = this.#newLines.get(day) ?? this.#find(day);
    if (line === undefined) return undefined;
    const known = JSON.parse(line) as T & { readonly logs: string };
    return known.logs === (typeof logs === 'string' ? logs : logs(known)) ? known : undefined;
  }

  set(day: Day, logs: string, value: T): void {
    const line = JSON.stringify({ day, logs, ...value });
    if (line.length > MAX_LINE) return;
    this.#newLines.set(day, line);
    this.#isSaved = false;
  }

  /**
   * Replaces the file where anything is new. Of two programs that write at once, the later one's file stays. A
   * directory that cannot be written is no error: there is no cache then.
   * @param days those that still have a log of their own
   */
  save(days: readonly Day[]): void {
    if (this.#isSaved) return;
    this.#isSaved = true;
    const kept = [...new Set([...days, ...this.#newLines.keys()])].sort();
    const lines = kept.flatMap((day) => this.#newLines.get(day) ?? this.#find(day) ?? []);
    const body = Buffer.from(lines.join('\n'));
    const path = join(this.#directory, this.#name);
    const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    try {
      removeStaleFiles(this.#directory, STALE);
      writeFileSync(temporary, Buffer.concat([Buffer.from(headOf(body)), body]), { flag: 'wx', mode: 0o664 });
      renameSync(temporary, path);
    } catch {
      rmSync(temporary, { force: true });
    }
  }

  /** The line of a day in the file: the next one, else it is searched for by halving, as the lines are in order. */
  #find(day: Day): string | undefined {
    const text = this.#text;
    let [low, high, start] = [0, text.length, this.#next];
    while (low < high) {
      const from = start + BEFORE_DAY.length;
      const found = text.slice(from, from + DAY_LENGTH);
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      if (found === day) {
        this.#next = end + 1;
        return text.slice(start, end);
      }
      if (found !== '' && found < day) low = end + 1;
      else high = start;
      start = Math.max(low, text.lastIndexOf('\n', (low + high) >> 1) + 1);
    }
    return undefined;
  }
}

function readText(path: string): string {
  try {
    const bytes = withRegularFile(path, (fd) => readFileSync(fd));
    const from = bytes.indexOf(NEWLINE) + 1;
    const body = bytes.subarray(from);
    return bytes.toString('utf8', 0, from) === headOf(body) ? body.toString() : '';
  } catch {
    // There is no cache yet, or it cannot be read.
    return '';
  }
}

/** What the values depend on besides the logs (this program's rules, the local time), and a checksum of the lines. */
function headOf(body: Buffer): string {
  const offsets = [0, 6].map((month) => new Date(2025, month, 1).getTimezoneOffset());
  const zone = [process.env['TZ'] ?? '', process.versions['tz'] ?? '', ...offsets];
  const head = { 'linky-monitor': 'cache', format: FORMAT, zone, bytes: body.length, checksum: checksumOf(body) };
  return `${JSON.stringify(head)}\n`;
}

/** CRC-32 by the system's library; FNV-1a on a Node before 20.15, which does not offer it. */
function checksumOf(body: Buffer): number {
  if (typeof zlib.crc32 === 'function') return zlib.crc32(body);
  let sum = 0x811c9dc5;
  for (const byte of body) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}
