import { addDays, type Day, dayOf, startOfDay } from '../time/local.ts';

const HOUR_MS = 3_600_000;
/** Place of the clock in a line: `2021/02/20 19:10:22`. */
const CLOCK = 11;

/**
 * What log lines of a day begin with, `2021/02/20 `, and the instant that their clock is added to. On a day that the clock
 * is changed, each hour has its own: `2021/03/28 05`.
 */
export class LineDate {
  /** The local day of its lines. */
  readonly day: Day;
  /** The instant that the clock of a line is added to, ms since 1970 UTC. */
  readonly base: number;
  readonly #length: number;
  /** Its first and its last eight bytes, as floating-point numbers. */
  readonly #first: number;
  readonly #last: number;

  private constructor(day: Day, base: number, hour = '') {
    const bytes = Buffer.from(`${day.replaceAll('-', '/')} ${hour}`);
    this.day = day;
    this.base = base;
    this.#length = bytes.length;
    this.#first = bytes.readDoubleLE(0);
    this.#last = bytes.readDoubleLE(bytes.length - 8);
  }

  /** That of all lines of a day; undefined where the day is not 24 hours that are all alike. */
  static ofDay(day: Day): LineDate | undefined {
    const start = startOfDay(day);
    return isPlainDay(start, startOfDay(addDays(day, 1))) ? new LineDate(day, start) : undefined;
  }

  /**
   * That of a line and those like it; undefined where only `parseData` reads them right.
   * @param text a line that `parseData` has read
   * @param at its instant, ms since 1970 UTC
   */
  static ofLine(text: string, at: number, day: Day): LineDate | undefined {
    const plain = LineDate.ofDay(day);
    if (plain) return plain;
    const [hour = '', minute, second] = text.slice(CLOCK, CLOCK + 8).split(':');
    const start = at - Number(minute) * 60_000 - Number(second) * 1000;
    return isPlainHour(day, Number(hour), start) ? new LineDate(day, start - Number(hour) * HOUR_MS, hour) : undefined;
  }

  /** Whether the line that begins at `from` has it; reads nothing from `size` on. */
  begins(view: DataView, from: number, size: number): boolean {
    if (from + this.#length > size) return false;
    // Eight characters are never zero or no number: these are equal only if all their bits are.
    return view.getFloat64(from, true) === this.#first && view.getFloat64(from + this.#length - 8, true) === this.#last;
  }
}

/** Whether a day has 24 hours and the same offset from UTC in all of them. */
function isPlainDay(start: number, end: number): boolean {
  const offset = (at: number): number => new Date(at).getTimezoneOffset();
  return end - start === 24 * HOUR_MS && offset(start) === offset(end - 1) && new Date(start).getHours() === 0;
}

/** Whether an hour, which begins at the instant `start`, has each of its minutes once, in order and on this day. */
function isPlainHour(day: Day, hour: number, start: number): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const wall = (min: number, sec: number): number => new Date(year, month - 1, date, hour, min, sec).getTime();
  const isEven = wall(0, 0) === start && wall(59, 59) === start + HOUR_MS - 1000;
  return isEven && dayOf(start) === day && dayOf(start + HOUR_MS - 1) === day;
}
