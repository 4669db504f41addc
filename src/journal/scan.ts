import type { EnergyRecord } from '../energy/record.ts';
import { type FlatRecord, flatRecordOf } from '../energy/summary.ts';
import { clockOf, type Day, dayOf } from '../time/local.ts';
import { LinePattern } from './line-pattern.ts';
import { parseData } from './log-line.ts';

/** Lines of a log: complete ones, events and damaged ones included. */
export interface Scanned {
  readonly lines: number;
  /** Lines that are neither a record of this day nor an event, and places where the disk lost what was written. */
  readonly damaged: number;
}

const EVENT = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (INFO|WARN|ERR) /;
/** No line of ours is longer, characters; a log whose newlines are lost is not worth searching. */
const LONGEST_LINE = 1000;
/** So many bytes are more than LONGEST_LINE characters, whatever they are. */
const LONG_ENOUGH = 3 * LONGEST_LINE + 100;
const HOUR_MS = 3_600_000;
/** A clock that is set back by more than this, in the doubled hour of October, has changed to winter time, ms. */
const CLOCK_SLACK_MS = 60_000;
/** Forms of line remembered at once: a series that injects has a field more than the one before it. */
const MOST_FORMS = 4;
const NEWLINE = 0x0a;
const CR = 0x0d;

/** Reads the whole of a log; see `Scanner`. */
export function scan(buffer: Buffer, size: number, day: Day, take: (row: FlatRecord) => void): Scanned {
  const scanner = new Scanner(day, take);
  scanner.read(buffer, size);
  return scanner;
}

/**
 * Reads the complete lines of a log in their order. A line in the form of one before it is read in place, without a
 * string; what differs in one character goes through `parseData`, which alone says what a record is.
 */
export class Scanner implements Scanned {
  lines = 0;
  damaged = 0;
  readonly #day: Day;
  readonly #take: (row: FlatRecord) => void;
  readonly #forms: LinePattern[] = [];
  #latest = Number.NEGATIVE_INFINITY;

  /** @param take given the same row for each record */
  constructor(day: Day, take: (row: FlatRecord) => void) {
    this.#day = day;
    this.#take = take;
  }

  /**
   * Reads the next piece of the log.
   * @param size bytes of `buffer` that are the log
   * @returns the bytes read: what stands behind them is a line whose end has not come
   */
  read(buffer: Buffer, size: number): number {
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    const content = buffer.subarray(0, size);
    const forms = this.#forms;
    const take = this.#take;
    let form: LinePattern | undefined;
    let from = 0;
    while (from < size) {
      if (!form?.read(view, from, size)) {
        form = undefined;
        for (const other of forms) if (!form && other.read(view, from, size)) form = other;
      }
      if (form) {
        const { row } = form;
        if (row.at < this.#latest - CLOCK_SLACK_MS) row.at = inOrder(row.at, this.#latest);
        if (row.at > this.#latest) this.#latest = row.at;
        this.lines++;
        from += form.length;
        take(row);
        continue;
      }
      const end = content.indexOf(NEWLINE, from);
      if (end < 0) break;
      form = this.#readLine(content, from, end);
      from = end + 1;
    }
    return from;
  }

  /** Tells of a line that was left out unread. */
  skipped(): void {
    this.lines++;
    this.damaged++;
  }

  /** Reads the line in content[start, end]. @returns its form, where it has one that others may have */
  #readLine(content: Buffer, start: number, end: number): LinePattern | undefined {
    const day = this.#day;
    const until = content[end - 1] === CR && end > start ? end - 1 : end;
    if (until === start) return undefined;
    this.lines++;
    const { text, torn } = lineOf(content, start, until);
    const record = text.length > LONGEST_LINE ? undefined : parseData(text);
    const ours = record !== undefined && dayOf(record.at) === day;
    if (torn || !(ours || EVENT.test(text))) this.damaged++;
    if (!ours) return undefined;
    const form = torn ? undefined : LinePattern.of(content.subarray(start, end + 1), text, record, day);
    if (form && this.#forms.unshift(form) > MOST_FORMS) this.#forms.pop();
    const at = inOrder(record.at, this.#latest);
    this.#latest = Math.max(this.#latest, at);
    this.#take(flatRecordOf(at === record.at ? record : ({ ...record, at } satisfies EnergyRecord)));
    return form;
  }
}

/** A line as text; NULs that a power cut left where the file had grown are cut off, the line after them is whole. */
function lineOf(content: Buffer, start: number, until: number): { text: string; torn: boolean } {
  const nul = content.subarray(start, until).lastIndexOf(0);
  const from = start + nul + 1;
  return { text: content.toString('utf8', from, Math.min(until, from + LONG_ENOUGH)), torn: nul >= 0 };
}

/** The instant of a wall time that October has twice: the second one where the file has gone past the first. */
function inOrder(at: number, latest: number): number {
  const second = at + HOUR_MS;
  return at < latest - CLOCK_SLACK_MS && clockOf(second) === clockOf(at) ? second : at;
}
