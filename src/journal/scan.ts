import { type FlatRecord, flatten } from '../energy/flat-record.ts';
import { addDays, type Day, dayOf } from '../time/local.ts';
import type { LogFault } from './archive.ts';
import { LineDate } from './line-date.ts';
import { LinePattern } from './line-pattern.ts';
import { type Calendar, parseCalendar, parseData, withNames } from './log-line.ts';

/** Counts of the complete lines of a log. */
export interface Scanned {
  /** Records, events and damaged lines. */
  readonly lines: number;
  /** Lines that are neither a record nor an event, and places where the disk lost what was written. */
  readonly damaged: number;
  /** How many records other days have in it. */
  readonly others: ReadonlyMap<Day, number>;
  /** The supplier's calendar, where the log names one. */
  readonly calendar: Calendar | undefined;
  /** Why the log has nothing, or not all of its day; undefined where it is as it was written. */
  readonly fault: LogFault | undefined;
}

const EVENT = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (INFO|WARN|ERR) /;
/** No line of ours is longer, characters. Longer ones are not parsed: a log that has lost its newlines would take for ever. */
const MAX_LINE = 1000;
/** More bytes than MAX_LINE characters can have. */
const MAX_LINE_BYTES = 3 * MAX_LINE + 100;
/** A line whose date is further from the log's is damage, days: the logs of a whole year may be put together. */
const MAX_DAYS_AWAY = 400;
/** Patterns kept at once: a series that injects has a field more than the one before it. As many dates are. */
const MAX_PATTERNS = 4;
/** Patterns and dates that are made of one log: where lines have more of them, making one costs more than reading a line. */
const MAX_MADE = 1000;
const NEWLINE = 0x0a;
const CR = 0x0d;

/** What lines have in common, by which they are read in place. */
interface Known {
  readonly pattern: LinePattern;
  readonly date: LineDate;
}

/** The patterns of the lines that were read last: a log begins with those that the one before it ended with. */
const patterns: LinePattern[] = [];

/**
 * Reads the complete lines of a log in their order. A line that has the pattern of an earlier one is read in place,
 * without a string. Any other goes through `parseData`, which alone decides what a record is.
 */
export class Scanner implements Scanned {
  lines = 0;
  damaged = 0;
  readonly others = new Map<Day, number>();
  calendar: Calendar | undefined;
  fault: LogFault | undefined;
  readonly #day: Day;
  readonly #take: (record: FlatRecord) => void;
  /** Dates of lines, that of the log first where all its lines can have one. */
  readonly #dates: LineDate[] = [];
  #made = 0;
  /** Most logs have no use for it. */
  #lines: LineReader | undefined;

  /**
   * @param day records of other days are only counted
   * @param take called for each record of the day; the object it is given is overwritten by the next one
   */
  constructor(day: Day, take: (record: FlatRecord) => void) {
    this.#day = day;
    this.#take = take;
    const date = LineDate.ofDay(day);
    if (date) this.#dates.push(date);
  }

  /**
   * Reads the next piece of the log.
   * @param size bytes of `buffer` that are the log, those before `start` included
   * @returns the place of the first byte that was not read: it begins a line whose end has not come
   */
  read(buffer: Buffer, size: number, start = 0): number {
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    const content = buffer.subarray(0, size);
    let found: Known | undefined;
    let from = start;
    while (from < size) {
      // Nothing here is held by a closure: it would be read from memory for each line.
      if (!found?.pattern.read(view, from, size, found.date)) found = this.#find(view, from, size);
      if (found) {
        this.lines++;
        from += found.pattern.length;
        this.#give(found.pattern.record, found.date.day);
        continue;
      }
      const end = content.indexOf(NEWLINE, from);
      if (end < 0) break;
      this.#readLine(content, view, from, end);
      from = end + 1;
    }
    return from;
  }

  /** Reads the line that begins at `from` by a pattern and a date that are known; undefined where none of them are its own. */
  #find(view: DataView, from: number, size: number): Known | undefined {
    const date = this.#dates.find((each) => each.begins(view, from, size));
    const pattern = date && patterns.find((each) => each.read(view, from, size, date));
    return pattern && { pattern, date };
  }

  /** Counts a line that was left out unread. */
  countUnread(): void {
    this.lines++;
    this.damaged++;
  }

  /** Reads the line in content[start, end]; its pattern and its date are the first ones then, where others may have them. */
  #readLine(content: Buffer, view: DataView, start: number, end: number): void {
    const until = content[end - 1] === CR && end > start ? end - 1 : end;
    if (until === start) return;
    this.lines++;
    this.#lines ??= new LineReader(this.#day);
    const { text, torn, record: parsed } = this.#lines.read(content, start, until);
    const record = parsed && flatten(parsed);
    if (torn || !(record || EVENT.test(text))) this.damaged++;
    if (!record) {
      const calendar = parseCalendar(text, this.#day);
      if (calendar) this.calendar = withNames(calendar, this.calendar);
      return;
    }
    const found = dayOf(record.at);
    // The very same text: it is compared for each line that has the pattern.
    const day = found === this.#day ? this.#day : found;
    this.#give(record, day);
    if (torn || this.#made >= MAX_MADE) return;
    this.#made++;
    const known = this.#dates.find((each) => each.begins(view, start, end));
    const date = known ?? LineDate.ofLine(text, record.at, day);
    if (!date) return;
    if (!known) keepFirst(this.#dates, date);
    if (patterns.some((pattern) => pattern.read(view, start, end + 1, date))) return;
    const pattern = LinePattern.of(content.subarray(start, end + 1), text, record);
    if (pattern) keepFirst(patterns, pattern);
  }

  #give(record: FlatRecord, day: Day): void {
    if (day === this.#day) this.#take(record);
    else this.others.set(day, (this.others.get(day) ?? 0) + 1);
  }
}

/** Reads single lines of the log of a day. */
export class LineReader {
  /** Lines of days near the log's are from the one text on, and before the other. */
  readonly #first: string;
  readonly #end: string;

  constructor(day: Day) {
    this.#first = addDays(day, -MAX_DAYS_AWAY).replaceAll('-', '/');
    this.#end = addDays(day, MAX_DAYS_AWAY + 1).replaceAll('-', '/');
  }

  /** @param until the byte behind the line, before its end of line @returns its text, and its record where it is one */
  read(content: Buffer, start: number, until: number) {
    const { text, torn } = lineOf(content, start, until);
    // The calendar is slow with dates that are years apart: those are not given to it.
    const isNear = text >= this.#first && text < this.#end;
    const record = text.length <= MAX_LINE && isNear ? parseData(text) : undefined;
    return { text, torn, record };
  }
}

/** Puts an item before those that are kept; the oldest goes. */
function keepFirst<T>(list: T[], item: T): void {
  if (list.unshift(item) > MAX_PATTERNS) list.pop();
}

/** A line as text. A power cut leaves NULs where the file had grown: they are cut off, and the line behind them is whole. */
function lineOf(content: Buffer, start: number, until: number): { text: string; torn: boolean } {
  const nul = content.subarray(start, until).lastIndexOf(0);
  const from = start + nul + 1;
  return { text: content.toString('utf8', from, Math.min(until, from + MAX_LINE_BYTES)), torn: nul >= 0 };
}
