import type { EnergyRecord } from '../energy/record.js';
import { type Row, rowOf } from '../energy/summary.js';
import { clockOf, type Day, dayOf } from '../meter/time.js';
import { parseData } from './line.js';
import { Template } from './template.js';

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

/**
 * Reads the complete lines of a log in their order. A line in the form of one before it is read in place, without a
 * string; what differs in one character goes through `parseData`, which alone says what a record is.
 * @param size bytes of `buffer` that are the log
 * @param take given the same row for each record
 */
export function scan(buffer: Buffer, size: number, day: Day, take: (row: Row) => void): Scanned {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const content = buffer.subarray(0, size);
  const forms: Template[] = [];
  let lines = 0;
  let damaged = 0;
  let latest = Number.NEGATIVE_INFINITY;
  let form: Template | undefined;
  for (let from = 0; from < size; ) {
    if (!form?.read(view, from, size)) {
      form = undefined;
      for (const other of forms) if (!form && other.read(view, from, size)) form = other;
    }
    if (form) {
      const { row } = form;
      if (row.at < latest - CLOCK_SLACK_MS) row.at = inOrder(row.at, latest);
      if (row.at > latest) latest = row.at;
      lines++;
      from += form.length;
      take(row);
      continue;
    }
    const end = content.indexOf(NEWLINE, from);
    if (end < 0) break;
    const start = from;
    from = end + 1;
    const until = content[end - 1] === CR && end > start ? end - 1 : end;
    if (until === start) continue;
    lines++;
    const { text, torn } = lineOf(content, start, until);
    const record = text.length > LONGEST_LINE ? undefined : parseData(text);
    const ours = record !== undefined && dayOf(record.at) === day;
    if (torn || !(ours || EVENT.test(text))) damaged++;
    if (!ours) continue;
    if (!torn) {
      const found = Template.of(content.subarray(start, from), text, record, day);
      if (found && forms.unshift(found) > MOST_FORMS) forms.pop();
      form = found;
    }
    const at = inOrder(record.at, latest);
    latest = Math.max(latest, at);
    take(rowOf(at === record.at ? record : ({ ...record, at } satisfies EnergyRecord)));
  }
  return { lines, damaged };
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
