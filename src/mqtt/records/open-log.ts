import { readSync } from 'node:fs';
import { join } from 'node:path';
import type { EnergyRecord } from '../../energy/record.ts';
import { codeOf, withRegularFile } from '../../host/files.ts';
import { readArchive } from '../../journal/archive.ts';
import { LineReader } from '../../journal/scan.ts';
import type { Day } from '../../time/local.ts';
import { LineTime } from './line-time.ts';

/** A log is read in pieces of so many bytes. A line that is longer is none of ours. */
const PIECE_BYTES = 1 << 16;
const NEWLINE = 0x0a;
const CR = 0x0d;
const NOTHING = Buffer.alloc(0);

/** A record of the logs. */
export interface LogRecord {
  /** s since 1970 UTC. */
  readonly t: number;
  readonly record: EnergyRecord;
  /** Bytes of the log before its line, and up to the end of it. */
  readonly from: number;
  readonly to: number;
}

/** One log, read line by line; goes on as it grows, and when it is compressed. */
export class OpenLog {
  /** Its name, without `.gz`. */
  readonly file: string;
  readonly #path: string;
  readonly #lines: LineReader;
  #time = new LineTime();
  /** Bytes of the lines that were read. */
  #at = 0;
  /** What was read last: all of a compressed log, else what is from `#at` on. */
  #piece: Buffer = NOTHING;
  #pieceFrom = 0;
  #isUnpacked = false;
  #back: LogRecord | undefined;

  constructor(directory: string, file: string, day: Day) {
    this.file = file;
    this.#path = join(directory, file);
    this.#lines = new LineReader(day);
  }

  /** The next record; undefined where no further line is complete. @throws the system's error */
  next(): LogRecord | undefined {
    const again = this.#back;
    this.#back = undefined;
    if (again) return again;
    for (;;) {
      const from = this.#at;
      const line = this.#nextLine();
      if (!line) return undefined;
      const { record } = this.#lines.read(line.content, line.start, line.end);
      if (record) return { t: this.#time.of(record), record, from, to: this.#at };
    }
  }

  /** Has `next` give this record, the one it gave last, once more. */
  putBack(record: LogRecord): void {
    this.#back = record;
  }

  #nextLine(): { readonly content: Buffer; readonly start: number; readonly end: number } | undefined {
    for (let isFresh = false; ; isFresh = true) {
      const start = this.#at - this.#pieceFrom;
      const newline = this.#piece.indexOf(NEWLINE, start);
      if (newline >= 0) {
        this.#at = this.#pieceFrom + newline + 1;
        const end = newline > start && this.#piece[newline - 1] === CR ? newline - 1 : newline;
        return { content: this.#piece, start, end };
      }
      const isTooLong = isFresh && this.#piece.length === PIECE_BYTES && !this.#isUnpacked;
      if (isTooLong) this.#at += PIECE_BYTES;
      else if (isFresh) return undefined;
      this.#load();
    }
  }

  /** Reads what is from `#at` on. */
  #load(): void {
    if (this.#isUnpacked) return;
    try {
      withRegularFile(this.#path, (fd, { size }) => {
        // It has lost its end, as by a power cut: what is written now is not behind what was read.
        if (size < this.#at) this.#begin();
        const buffer = Buffer.allocUnsafe(Math.min(PIECE_BYTES, size - this.#at));
        this.#piece = buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, this.#at));
        this.#pieceFrom = this.#at;
      });
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      this.#unpack();
    }
  }

  #unpack(): void {
    try {
      this.#piece = withRegularFile(`${this.#path}.gz`, (fd, { size }) => readArchive(fd, size)).content;
      this.#isUnpacked = true;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      this.#piece = NOTHING;
    }
    this.#pieceFrom = 0;
  }

  #begin(): void {
    this.#at = 0;
    this.#time = new LineTime();
  }
}
