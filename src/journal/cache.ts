import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { withRegularFile } from '../host/files.ts';
import type { Day } from '../time/local.ts';
import { removeStaleFiles } from './stale-files.ts';

/*
 * What is kept of closed days beside their logs, so that these need not be read again: logs/.summaries has the runs of
 * all days, logs/.steps-2026-11 the 10-minute steps of a month. The first line of such a file says what it was made
 * under and has a checksum of the rest; then comes one line of JSON for each day, in order:
 *
 *   {"linky-monitor":"cache","format":4,"zone":["Europe/Paris","2025b",-60,-120],"bytes":1180,"checksum":2719403922}
 *   {"day":"2026-11-24","files":[{"name":"LinkyMonitor_2026_11_24.log","size":431980,"changed":1764025205123}],"runs":[…
 *
 * The files may be deleted at any time. One that is not exactly as it was written is ignored and replaced.
 */

/** To be raised with every change of what a line means. */
const FORMAT = 4;
/** What a program that was killed while writing has left; its process id is the group. */
const STALE = /^\.(?:summaries|steps-\d{4}-\d\d)\.(\d+)\.[a-z0-9]+$/;
/** Longer lines are not kept, characters: they come from a log full of noise, which is read each time. */
const MAX_LINE = 100_000;
const NEWLINE = 0x0a;
/** Where a line has its day: behind `{"day":"`. */
const DAY_START = 8;
const DAY_END = 18;

/** A log as it was when it was read: another size or time of change (ms) means another content. */
export interface FileStamp {
  readonly name: string;
  readonly size: number;
  readonly changed: number;
}

/** A value for each closed day, in one file. Only the days that are asked for are parsed. */
export class DayCache<T extends object> {
  readonly #directory: string;
  readonly #name: string;
  /** The line of each day. */
  readonly #lines: Map<Day, string>;
  #isSaved = true;

  /** Empty when there is no such file, or it is damaged or another program's. */
  constructor(directory: string, name: string) {
    this.#directory = directory;
    this.#name = name;
    this.#lines = readLines(join(directory, name));
  }

  /** What is known of a day whose logs are these; undefined where they have changed since. */
  get(day: Day, files: readonly FileStamp[]): T | undefined {
    const line = this.#lines.get(day);
    const known = line === undefined ? undefined : (JSON.parse(line) as T & { readonly files: readonly FileStamp[] });
    return known && sameFiles(known.files, files) ? known : undefined;
  }

  set(day: Day, files: readonly FileStamp[], value: T): void {
    const line = JSON.stringify({ day, files, ...value });
    if (line.length > MAX_LINE) return;
    this.#lines.set(day, line);
    this.#isSaved = false;
  }

  /**
   * Replaces the file where anything is new. Of two programs that write at once, the later one's file stays. A
   * directory that cannot be written is no error: there is no cache then.
   * @param days those that still have a log, in order
   */
  save(days: readonly Day[]): void {
    if (this.#isSaved) return;
    this.#isSaved = true;
    const body = Buffer.from(days.flatMap((day) => this.#lines.get(day) ?? []).join('\n'));
    const path = join(this.#directory, this.#name);
    const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    try {
      removeStaleFiles(this.#directory, STALE);
      writeFileSync(temporary, Buffer.concat([Buffer.from(headOf(body)), body]), { flag: 'wx' });
      renameSync(temporary, path);
    } catch {
      rmSync(temporary, { force: true });
    }
  }
}

/** Whether logs are still as they were. */
export function sameFiles(before: readonly FileStamp[] | undefined, files: readonly FileStamp[]): boolean {
  const isSame = ({ name, size, changed }: FileStamp, i: number): boolean => {
    const other = before?.[i];
    return other?.name === name && other.size === size && other.changed === changed;
  };
  return before?.length === files.length && files.every(isSame);
}

function readLines(path: string): Map<Day, string> {
  const lines = new Map<Day, string>();
  try {
    const bytes = withRegularFile(path, (fd) => readFileSync(fd));
    const from = bytes.indexOf(NEWLINE) + 1;
    const body = bytes.subarray(from);
    if (bytes.toString('utf8', 0, from) !== headOf(body)) return lines;
    for (const line of body.toString().split('\n')) lines.set(line.slice(DAY_START, DAY_END), line);
  } catch {
    // There is no cache yet, or it cannot be read.
  }
  return lines;
}

/** Says what the values depend on besides the logs: this program's rules and the local time; and that they are as they were written. */
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
