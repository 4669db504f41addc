import type { FlatRecord } from '../energy/flat-record.ts';
import { addDays, type Day, dayOf, startOfDay } from '../time/local.ts';
import { keyOf } from './log-line.ts';

const HOUR_MS = 3_600_000;
/** Places of the hour, the minute and the second in a line: `2021/02/20 19:10:22`. */
const HOUR = 11;
const MINUTE = 14;
const SECOND = 17;
const ZERO = 0x30;

/** The place of a number in a line: its first byte, and the one after its last. */
interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * The pattern of a log line, by which other lines of its day are read without a string and without a regular expression:
 * 3650 logs have 12 million lines, and nearly all of them differ from the line before only in their digits.
 *
 *   2021/02/20 19:10:22 DATA Periode=HN.., IndexHN=000688322, PuissConsommee=00000, IConsommee=013
 *   2021/02/20 ##:##:## DATA Periode=HN.., IndexHN=#########, PuissConsommee=#####, IConsommee=###
 *
 * A line has the pattern when every # is a digit and every other byte is equal. Four bytes are compared at a time, by
 * masks. On a day that the clock is changed, each hour has a pattern of its own.
 */
export class LinePattern {
  /** Bytes of a line, its newline included. */
  readonly length: number;
  /** The local day of its lines. */
  readonly day: Day;
  /** The line that was read last; overwritten by the next one. */
  readonly record: FlatRecord;
  /** The instant that the line's clock is added to, ms: the start of the day, or of the hour where that is not a number here. */
  readonly #base: number;
  readonly #hasHours: boolean;
  /** Words of four bytes: the text with zeros for digits, the bits that must be equal to it, the low halves of the digits. */
  readonly #text: Int32Array;
  readonly #fixed: Int32Array;
  readonly #digits: Int32Array;
  readonly #values: readonly Place[];
  readonly #papp: Place | undefined;
  readonly #iinst: Place | undefined;
  readonly #injection: Place | undefined;
  readonly #pinj: Place | undefined;

  private constructor(
    bytes: Uint8Array,
    record: FlatRecord,
    { day, base }: { readonly day: Day; readonly base: number },
    places: ReadonlyMap<string, Place>,
  ) {
    this.length = bytes.length;
    this.day = day;
    this.record = record;
    this.#base = base;
    this.#hasHours = places.has('hour');
    const words = Math.ceil(bytes.length / 4);
    const text = Buffer.alloc(words * 4);
    const fixed = Buffer.alloc(words * 4);
    const digits = Buffer.alloc(words * 4);
    text.set(bytes);
    fixed.fill(0xff, 0, bytes.length);
    for (const { from, to } of places.values()) {
      text.fill(ZERO, from, to);
      fixed.fill(0xf0, from, to);
      digits.fill(0x0f, from, to);
    }
    const toWords = (part: Buffer): Int32Array => Int32Array.from({ length: words }, (_, i) => part.readInt32LE(i * 4));
    [this.#text, this.#fixed, this.#digits] = [toWords(text), toWords(fixed), toWords(digits)];
    this.#values = record.shape.keys.map((key) => places.get(`Index ${key}`) as Place);
    this.#papp = places.get('PuissConsommee');
    this.#iinst = places.get('IConsommee');
    this.#injection = places.get('IndexInjection');
    this.#pinj = places.get('PuissInjectee');
  }

  /**
   * The pattern of a line; undefined for a line that only `parseData` reads right.
   * @param bytes the line with its end
   * @param text the line without its end
   * @param record what `parseData` has read in it; the pattern overwrites it with each line that it reads
   */
  static of(bytes: Uint8Array, text: string, record: FlatRecord, day: Day): LinePattern | undefined {
    const [minute, second] = [Number(text.slice(MINUTE, MINUTE + 2)), Number(text.slice(SECOND, SECOND + 2))];
    const ascii = bytes.length - text.length <= 2 && bytes.every((byte) => byte < 0x80);
    if (!ascii || minute > 59 || second > 59) return undefined;
    const places = new Map<string, Place>([
      ['minute', { from: MINUTE, to: MINUTE + 2 }],
      ['second', { from: SECOND, to: SECOND + 2 }],
    ]);
    const start = startOfDay(day);
    const isPlain = isPlainDay(start, startOfDay(addDays(day, 1)));
    const hour = record.at - minute * 60_000 - second * 1000;
    if (isPlain) places.set('hour', { from: HOUR, to: HOUR + 2 });
    else if (!isPlainHour(text, hour, day)) return undefined;
    const named = (name: string): string => {
      const isIndex = name.startsWith('Index') && name !== 'IndexInjection';
      return isIndex ? `Index ${keyOf(name.slice(5))}` : name;
    };
    // The period has no comma: the fields begin behind the first one.
    let from = text.indexOf(', ') + 2;
    for (const field of text.slice(from).split(', ')) {
      const name = named(field.slice(0, field.indexOf('=')));
      // A field that comes twice: parseData knows which one counts.
      if (places.has(name)) return undefined;
      // An unknown value is dashes, which are compared like any text.
      if (!field.endsWith('-')) places.set(name, { from: from + field.indexOf('=') + 1, to: from + field.length });
      from += field.length + 2;
    }
    return new LinePattern(bytes, record, { day, base: isPlain ? start : hour }, places);
  }

  /** Reads the line that begins at `from` into `record`; false when it has another pattern. */
  read(view: DataView, from: number, size: number): boolean {
    const text = this.#text;
    if (from + this.length > size || from + text.length * 4 > view.byteLength) return false;
    const fixed = this.#fixed;
    const digits = this.#digits;
    for (let i = 0, at = from; i < text.length; i++, at += 4) {
      const other = view.getInt32(at, true) ^ (text[i] as number);
      // The low half of a digit is 9 at most: with 6 added it does not reach into the high half.
      const beyond = ((other & (digits[i] as number)) + 0x06060606) & 0xf0f0f0f0;
      if (((other & (fixed[i] as number)) | beyond) !== 0) return false;
    }
    const minute = number(view, from + MINUTE, from + MINUTE + 2);
    const second = number(view, from + SECOND, from + SECOND + 2);
    const hour = this.#hasHours ? number(view, from + HOUR, from + HOUR + 2) : 0;
    if (hour > 23 || minute > 59 || second > 59) return false;
    const record = this.record;
    record.at = this.#base + hour * HOUR_MS + minute * 60_000 + second * 1000;
    const values = this.#values;
    for (let i = 0; i < values.length; i++) {
      const place = values[i] as Place;
      record.values[i] = number(view, from + place.from, from + place.to);
    }
    if (this.#papp) record.papp = number(view, from + this.#papp.from, from + this.#papp.to);
    if (this.#iinst) record.iinst = number(view, from + this.#iinst.from, from + this.#iinst.to);
    if (this.#injection) record.injectionIndex = number(view, from + this.#injection.from, from + this.#injection.to);
    if (this.#pinj) record.pinj = number(view, from + this.#pinj.from, from + this.#pinj.to);
    return true;
  }
}

/** Whether a day has 24 hours and the same offset from UTC in all of them. */
function isPlainDay(start: number, end: number): boolean {
  const offset = (at: number): number => new Date(at).getTimezoneOffset();
  return end - start === 24 * HOUR_MS && offset(start) === offset(end - 1) && new Date(start).getHours() === 0;
}

/** Whether the hour of a line, which begins at the instant `hour`, has each of its minutes once, in order and on this day. */
function isPlainHour(text: string, hour: number, day: Day): boolean {
  const [year = 0, month = 0, date = 0, clock = 0] = text.slice(0, 13).split(/[/ ]/).map(Number);
  const wall = (min: number, sec: number): number => new Date(year, month - 1, date, clock, min, sec).getTime();
  const isEven = wall(0, 0) === hour && wall(59, 59) === hour + HOUR_MS - 1000;
  return isEven && dayOf(hour) === day && dayOf(hour + HOUR_MS - 1) === day;
}

/** The number that the digits of a line are, read four digits at a time. */
function number(view: DataView, from: number, to: number): number {
  let value = 0;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const four = view.getInt32(at, true) - 0x30303030;
    const pairs = (four * 10 + (four >>> 8)) & 0x00ff00ff;
    value = value * 10_000 + (pairs & 0xff) * 100 + (pairs >>> 16);
  }
  for (; at < to; at++) value = value * 10 + view.getUint8(at) - ZERO;
  return value;
}
