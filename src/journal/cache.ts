import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import type { Day } from '../time/local.ts';
import {
  type Entry,
  type FileStamp,
  numberOf,
  Rows,
  rowOfEntry,
  rowSize,
  type Summarised,
  sameFiles,
  type Vocabulary,
} from './cache-row.ts';
import { removeStaleFiles } from './stale-files.ts';

/*
 * logs/.summaries: the sums of closed days, so that their logs need not be read again. A line of JSON that
 * says what it was made under, with a checksum of the rest; a line of JSON with the texts that the rows refer to; a row
 * of 64-bit numbers for each day, in order. It may be deleted at any time, and is never believed when anything is odd.
 */

const NAME = '.summaries';
/** What a report that was killed has left of it, with the id of its process. */
const LEFT_OVER = /^\.summaries\.(\d+)\.[a-z0-9]+$/;
/** To be raised with every change of what a summary means or how it is written. */
const FORMAT = 3;
/** The rows begin at a multiple of so many bytes. */
const ALIGNED = 8;
const NEWLINE = 0x0a;

const emptyVocabulary = (): Vocabulary => ({ periods: [], shapes: [], names: [], others: {} });

/** The days that are remembered. Reading one day costs what one day holds, whatever the years of the others. */
export class Cache {
  readonly #directory: string;
  readonly #rows: Rows;
  /** What was read anew: it stays, for a file that is saved twice needs it twice. */
  readonly #fresh = new Map<Day, Entry>();
  #unsaved = false;
  /** The row that was found last. */
  #last = -1;

  /** Nothing is remembered when there is no cache, or another program's, or a damaged one. */
  constructor(directory: string) {
    this.#directory = directory;
    this.#rows = rowsIn(join(directory, NAME)) ?? new Rows(new Float64Array(), emptyVocabulary());
  }

  /** What is known of a day whose logs are these; undefined where they have changed since. */
  get(day: Day, files: readonly FileStamp[]): Summarised | undefined {
    const fresh = this.#fresh.get(day);
    if (fresh) return sameFiles(fresh.files, files) ? fresh : undefined;
    const row = this.#find(numberOf(day));
    return row !== undefined && this.#rows.isOf(row, day, files) ? this.#rows.read(row, day) : undefined;
  }

  set(day: Day, entry: Entry): void {
    this.#fresh.set(day, entry);
    this.#unsaved = true;
  }

  /**
   * Replaces the file as a whole, where anything is new: two programs at once leave that of one of them. A directory
   * that cannot be written is no fault: there is no cache then.
   * @param days those that still have a log
   */
  save(days: Iterable<Day>): void {
    if (!this.#unsaved) return;
    this.#unsaved = false;
    const { vocabulary } = this.#rows;
    const rows: Float64Array[] = [];
    for (const day of days) {
      const entry = this.#fresh.get(day);
      const old = entry ? undefined : this.#find(numberOf(day));
      const row = entry ? rowOfEntry(day, entry, vocabulary) : old !== undefined && this.#rows.at(old);
      if (row) rows.push(row);
    }
    write(this.#directory, rows, vocabulary);
  }

  /** The row of a day: they lie in order, and are mostly asked for in order. */
  #find(day: number): number | undefined {
    const next = this.#last + 1;
    if (next < this.#rows.length && this.#rows.dayNumber(next) === day) {
      this.#last = next;
      return next;
    }
    let [low, high] = [0, this.#rows.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const other = this.#rows.dayNumber(middle);
      if (other === day) {
        this.#last = middle;
        return middle;
      }
      if (other < day) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}

/** What is no file has none: a pipe is not waited for. */
function bytesOf(path: string): Buffer {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return fstatSync(fd).isFile() ? readFileSync(fd) : Buffer.alloc(0);
  } finally {
    closeSync(fd);
  }
}

function rowsIn(path: string): Rows | undefined {
  try {
    const bytes = bytesOf(path);
    const from = bytes.indexOf(NEWLINE) + 1;
    // A copy of its own, so that the numbers in it lie where numbers may.
    const body = new Uint8Array(bytes.subarray(from));
    if (bytes.toString('latin1', 0, from) !== headOf(body)) return undefined;
    const numbers = body.indexOf(NEWLINE) + 1;
    const vocabulary = JSON.parse(Buffer.from(body.buffer, 0, numbers).toString()) as Vocabulary;
    return new Rows(new Float64Array(body.buffer, numbers), vocabulary);
  } catch {
    return undefined;
  }
}

function write(directory: string, rows: readonly Float64Array[], vocabulary: Vocabulary): void {
  const size = rowSize(vocabulary);
  const numbers = new Float64Array(rows.length * size);
  rows.forEach((row, i) => {
    numbers.set(row, i * size);
  });
  const words = Buffer.from(JSON.stringify(vocabulary));
  const padding = `${' '.repeat(ALIGNED - 1 - (words.length % ALIGNED))}\n`;
  const body = Buffer.concat([words, Buffer.from(padding), new Uint8Array(numbers.buffer)]);
  const path = join(directory, NAME);
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    removeStaleFiles(directory, LEFT_OVER);
    writeFileSync(temporary, Buffer.concat([Buffer.from(headOf(new Uint8Array(body)), 'latin1'), body]), {
      flag: 'wx',
    });
    renameSync(temporary, path);
  } catch {
    try {
      unlinkSync(temporary);
    } catch {
      // It was never made.
    }
  }
}

/** What the sums hang on besides the logs: this program's rules, the local time, how numbers are written, and that they are as written. */
function headOf(body: Uint8Array): string {
  const offsets = [0, 6].map((month) => new Date(2025, month, 1).getTimezoneOffset());
  const order = new Uint8Array(Float64Array.of(1).buffer)[0] === 0 ? 'LE' : 'BE';
  const zone = [process.env['TZ'] ?? '', process.versions['tz'] ?? '', ...offsets];
  return `${JSON.stringify(['linky-monitor summaries', FORMAT, order, ...zone, body.length, checksum(body)])}\n`;
}

/** CRC-32 by the system's library; on a Node before 20.15, which does not offer it, FNV-1a over four bytes at a time. */
function checksum(body: Uint8Array): number {
  if (typeof zlib.crc32 === 'function') return zlib.crc32(body);
  const words = new Int32Array(body.buffer, body.byteOffset, body.byteLength >> 2);
  let sum = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) sum = Math.imul(sum ^ (words[i] as number), 0x01000193);
  return sum >>> 0;
}
