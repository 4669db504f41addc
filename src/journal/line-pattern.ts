import type { FlatRecord } from '../energy/flat-record.ts';
import type { LineDate } from './line-date.ts';
import { keyOf } from './log-line.ts';

/** Places of the clock in a line: `2021/02/20 19:10:22`. Its eight bytes are read as two words. */
const CLOCK = 11;
const CLOCK_END = 19;
const CLOCK_TEXT = Buffer.from('00:00:00');
const [HOUR_TEXT, SECOND_TEXT] = [CLOCK_TEXT.readInt32LE(0), CLOCK_TEXT.readInt32LE(4)];
/** The bits of them that must be equal: the high halves of the digits, all of the colons. */
const [HOUR_FIXED, SECOND_FIXED] = [0xf0fff0f0 | 0, 0xf0f0fff0 | 0];
const ZERO = 0x30;
/** The low half of a digit is 9 at most: with 6 added it does not reach into the high half. */
const SIX = 0x06060606;
const HIGH = 0xf0f0f0f0;

/** Bytes that are read of each number, more than it has digits, and what is kept for each of them: their place, text, mask. */
const WORDS_BYTES = 12;
const NUMBER_SIZE = 7;

/** The place of a number in a line: its first byte, and the one after its last. */
interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * The pattern of a log line, by which other lines are read without a string and without a regular expression: 3650 logs
 * have 12 million lines, and nearly all of them differ from the line before only in their digits.
 *
 *   2021/02/20 19:10:22 DATA Periode=HN.., IndexHN=000688322, PuissConsommee=00000, IConsommee=013
 *   ---------- ##:##:## DATA Periode=HN.., IndexHN=#########, PuissConsommee=#####, IConsommee=###
 *
 * A line has the pattern when every # is a digit and every other byte is equal; its date is that of a `LineDate`.
 * Numbers are read as three words of four bytes that end where the number ends: what they have before the number must be
 * equal, and makes the zeros of a number of twelve digits. The text between them is compared eight bytes at a time, as
 * floating-point numbers: characters are never zero or no number, so two are equal only if all their bits are. The loops do much
 * in each round: V8 checks in each of them again what its arrays are.
 */
export class LinePattern {
  /** Bytes of a line, its newline included. */
  readonly length: number;
  /** The line that was read last; overwritten by the next one. */
  readonly record: FlatRecord;
  /** Eight bytes that must be equal: where they are, and their value. A multiple of four of them. */
  readonly #eightAt: Int32Array;
  readonly #eights: Float64Array;
  /** As `#eightAt` of single bytes, those of the line's end. */
  readonly #byteAt: Int32Array;
  readonly #bytes: Uint8Array;
  /** NUMBER_SIZE for each number: where its words are, the text with zeros for digits, the bits that must be equal to it. */
  readonly #words: Int32Array;
  /** The numbers that were read last: the indexes in the order of the record's, then the others. */
  readonly #numbers: Float64Array;
  /** Places of the others among them, -1 for one that the line has not. */
  readonly #papp: number;
  readonly #iinst: number;
  readonly #injection: number;
  readonly #pinj: number;

  private constructor(bytes: Uint8Array, record: FlatRecord, places: ReadonlyMap<string, Place>) {
    const indexes = record.shape.keys.map((key) => `Index ${key}`);
    const names = [...indexes, ...[...places.keys()].filter((name) => !indexes.includes(name))];
    const numbers = names.map((name) => places.get(name) as Place);
    const { text, mask } = masked(bytes, numbers);
    const { eights, single } = between(mask, numbers);
    this.length = bytes.length;
    this.#eightAt = Int32Array.from(eights);
    this.#eights = Float64Array.from(eights, (at) => text.readDoubleLE(at));
    this.#byteAt = Int32Array.from(single);
    this.#bytes = Uint8Array.from(single, (at) => text.readUInt8(at));
    this.#words = Int32Array.from(
      numbers.flatMap(({ to }) => {
        const words = [to - 12, to - 8, to - 4];
        return [to - 12, ...words.map((at) => text.readInt32LE(at)), ...words.map((at) => mask.readInt32LE(at))];
      }),
    );
    this.#numbers = new Float64Array(names.length);
    [this.#papp, this.#iinst] = [names.indexOf('PuissConsommee'), names.indexOf('IConsommee')];
    [this.#injection, this.#pinj] = [names.indexOf('IndexInjection'), names.indexOf('PuissInjectee')];
    this.record = record;
    record.values = this.#numbers.subarray(0, indexes.length);
  }

  /**
   * The pattern of a line; undefined for a line that only `parseData` reads right.
   * @param bytes the line with its end
   * @param text the line without its end
   * @param record what `parseData` has read in it; the pattern overwrites it with each line that it reads
   */
  static of(bytes: Uint8Array, text: string, record: FlatRecord): LinePattern | undefined {
    const isText = bytes.length - text.length <= 2 && bytes.every((byte) => byte > 0 && byte < 0x80);
    if (!isText) return undefined;
    const places = new Map<string, Place>();
    // The period has no comma: the fields begin behind the first one.
    let end = text.indexOf(',');
    for (const field of text.slice(end + 2).split(', ')) {
      const name = nameOf(field);
      // A field that comes twice: parseData knows which one counts.
      if (places.has(name)) return undefined;
      const from = end + 2 + field.indexOf('=') + 1;
      const to = end + 2 + field.length;
      // An unknown value is dashes, which are compared like any text.
      const isKnown = !field.endsWith('-');
      if (isKnown && to - end < WORDS_BYTES) return undefined;
      if (isKnown) places.set(name, { from, to });
      end = to;
    }
    return new LinePattern(bytes, record, places);
  }

  /** Reads the line that begins at `from` into `record`; false when it has another pattern, or another date. */
  read(view: DataView, from: number, size: number, date: LineDate): boolean {
    if (from + this.length > size || !date.begins(view, from, size)) return false;
    const eightAt = this.#eightAt;
    const eights = this.#eights;
    for (let i = 0; i < eightAt.length; i += 4) {
      if (view.getFloat64(from + (eightAt[i] as number), true) !== eights[i]) return false;
      if (view.getFloat64(from + (eightAt[i + 1] as number), true) !== eights[i + 1]) return false;
      if (view.getFloat64(from + (eightAt[i + 2] as number), true) !== eights[i + 2]) return false;
      if (view.getFloat64(from + (eightAt[i + 3] as number), true) !== eights[i + 3]) return false;
    }
    const byteAt = this.#byteAt;
    const bytes = this.#bytes;
    for (let i = 0; i < byteAt.length; i++) {
      if (view.getUint8(from + (byteAt[i] as number)) !== bytes[i]) return false;
    }
    const words = this.#words;
    const numbers = this.#numbers;
    let other = 0;
    let beyond = 0;
    for (let i = 0, k = 0; k < words.length; i++, k += NUMBER_SIZE) {
      const at = from + (words[k] as number);
      const third = view.getInt32(at + 8, true) ^ (words[k + 3] as number);
      other |= third & (words[k + 6] as number);
      beyond |= third + SIX;
      let value = four(third);
      // Nearly every number begins with zeros: those of a power and of a current are one word.
      const second = view.getInt32(at + 4, true) ^ (words[k + 2] as number);
      if (second !== 0) {
        other |= second & (words[k + 5] as number);
        beyond |= second + SIX;
        value += four(second) * 10_000;
      }
      const first = view.getInt32(at, true) ^ (words[k + 1] as number);
      if (first !== 0) {
        other |= first & (words[k + 4] as number);
        beyond |= first + SIX;
        value += four(first) * 100_000_000;
      }
      numbers[i] = value;
    }
    const hours = view.getInt32(from + CLOCK, true) ^ HOUR_TEXT;
    const seconds = view.getInt32(from + CLOCK + 4, true) ^ SECOND_TEXT;
    other |= (hours & HOUR_FIXED) | (seconds & SECOND_FIXED);
    beyond |= (hours + SIX) | (seconds + SIX);
    if ((other | (beyond & HIGH)) !== 0) return false;
    const hour = (hours & 0xf) * 10 + ((hours >>> 8) & 0xf);
    const minute = (hours >>> 24) * 10 + (seconds & 0xf);
    const second = ((seconds >>> 16) & 0xf) * 10 + (seconds >>> 24);
    if (hour > 23 || minute > 59 || second > 59) return false;
    const record = this.record;
    record.at = date.base + (hour * 3600 + minute * 60 + second) * 1000;
    if (this.#papp >= 0) record.papp = numbers[this.#papp];
    if (this.#iinst >= 0) record.iinst = numbers[this.#iinst];
    if (this.#injection >= 0) record.injectionIndex = numbers[this.#injection];
    if (this.#pinj >= 0) record.pinj = numbers[this.#pinj];
    return true;
  }
}

/** The name of a field; fields of the same index have the same one. */
function nameOf(field: string): string {
  const name = field.slice(0, field.indexOf('='));
  return name.startsWith('Index') && name !== 'IndexInjection' ? `Index ${keyOf(name.slice(5))}` : name;
}

/** The text of a line with zeros for its digits, and the bits of it that a line must have: none in the date and the clock. */
function masked(line: Uint8Array, places: readonly Place[]): { readonly text: Buffer; readonly mask: Buffer } {
  const text = Buffer.from(line);
  const mask = Buffer.alloc(line.length, 0xff).fill(0, 0, CLOCK_END);
  for (const { from, to } of places) {
    text.fill(ZERO, from, to);
    mask.fill(0xf0, from, to);
  }
  return { text, mask };
}

/** Where to compare the bytes that the words of the numbers leave: eight at once, single ones where there are no eight. */
function between(mask: Buffer, numbers: readonly Place[]): { readonly eights: number[]; readonly single: number[] } {
  const left = mask.map((bits) => Number(bits === 0xff));
  for (const { to } of numbers) left.fill(0, to - WORDS_BYTES, to);
  const areFixed = (at: number): boolean =>
    at >= 0 && at + 8 <= mask.length && mask.subarray(at, at + 8).every((bits) => bits === 0xff);
  const [eights, single]: [number[], number[]] = [[], []];
  for (let at = left.indexOf(1); at >= 0; at = left.indexOf(1, at)) {
    const eight = [0, 1, 2, 3, 4, 5, 6, 7].map((back) => at - back).find(areFixed);
    if (eight === undefined) single.push(at);
    else eights.push(eight);
    left.fill(0, at, eight === undefined ? at + 1 : eight + 8);
  }
  while (eights.length % 4 !== 0) eights.push(eights[0] as number);
  return { eights, single };
}

/** The number of four digits, read as a word from which the zeros have been taken. */
function four(word: number): number {
  const pairs = (Math.imul(word, 10) + (word >>> 8)) & 0x00ff00ff;
  return (pairs & 0xff) * 100 + (pairs >>> 16);
}
