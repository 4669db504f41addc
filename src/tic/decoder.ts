import {
  type Boundary,
  CR,
  checkCharacter,
  EOT,
  ETX,
  endsGroup,
  type Group,
  HT,
  isOdd,
  type Rejection,
  SP,
  STX,
} from './group.ts';
import { fits } from './labels.ts';

/** Takes what the decoder reads, in the order of the stream. */
export interface TicSink {
  group(group: Group): void;
  boundary(boundary: Boundary): void;
  reject(why: Rejection): void;
}

/** Longest group: label 9, horodate 13, data 98, three separators, checksum (54E §5.3.6). */
const MAX_GROUP = 124;
const SLOTS = 512;

/** `endsGroup` and `isOdd` of every byte, as 0 or 1: they are needed for each byte of the line. */
const ENDS_GROUP = Uint8Array.from({ length: 256 }, (_, byte) => Number(endsGroup(byte)));
const ODD = Uint8Array.from({ length: 256 }, (_, byte) => Number(isOdd(byte)));

/**
 * Bytes of the wire to verified groups, in both modes.
 *
 * A group is what lies between two control characters other than HT. The delimiters may be lost, doubled or damaged:
 * no particular one is required (README.md). A group that has bit 7 set anywhere was received as 8N1 and carries the
 * parity of the wire: every byte of it must be even. A group without it was stripped on the way, and its parity cannot
 * be checked.
 *
 * Most groups of a frame are byte for byte those of the frame before: these are recognised by comparison and their
 * Group is given again, so that a steady stream costs neither strings nor garbage.
 */
export class TicDecoder {
  readonly #sink: TicSink;
  /** The unfinished group of the last chunk; a `#tailLength` beyond its end: too long, to be skipped. */
  readonly #tail = new Uint8Array(MAX_GROUP);
  #tailLength = 0;
  /** The last CR came with the parity bit of the wire: damaged delimiters can be recognised. */
  #carriesParity = false;
  /** Groups seen lately: their bytes (128 to a slot), their length and what they mean. */
  readonly #seenBytes = new Uint8Array(SLOTS * 128);
  readonly #seenLength = new Uint8Array(SLOTS);
  readonly #seen: (Group | undefined)[] = new Array<Group | undefined>(SLOTS).fill(undefined);

  constructor(sink: TicSink) {
    this.#sink = sink;
  }

  /** Reads the next bytes of the stream; they may be cut anywhere. */
  push(chunk: Uint8Array): void {
    const end = chunk.length;
    let start = 0;
    if (this.#tailLength > 0) {
      start = this.#endOfGroup(chunk, 0);
      this.#keep(chunk, 0, start);
      if (start === end) return;
      this.#finishTail();
    }
    while (start < end) {
      const stop = this.#endOfGroup(chunk, start);
      if (stop === end) {
        this.#keep(chunk, start, end);
        return;
      }
      if (stop > start) this.#read(chunk, start, stop);
      this.#delimit(chunk[stop] as number);
      start = stop + 1;
    }
  }

  /** Ends the stream: the bytes after the last control character are read as a group. */
  end(): void {
    this.#finishTail();
  }

  /** Forgets the unfinished group: the line was reopened. */
  reset(): void {
    this.#tailLength = 0;
  }

  #endOfGroup(chunk: Uint8Array, from: number): number {
    const end = chunk.length;
    let at = from;
    while (at < end && ENDS_GROUP[chunk[at] as number] === 0) at++;
    return at;
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    const length = this.#tailLength + to - from;
    if (length <= MAX_GROUP) this.#tail.set(chunk.subarray(from, to), this.#tailLength);
    this.#tailLength = Math.min(length, MAX_GROUP + 1);
  }

  #finishTail(): void {
    const length = this.#tailLength;
    this.#tailLength = 0;
    if (length > MAX_GROUP) this.#sink.reject('format');
    else if (length > 0) this.#read(this.#tail, 0, length);
  }

  #delimit(byte: number): void {
    const character = byte & 0x7f;
    if (character === CR) this.#carriesParity = byte !== CR;
    // An LF with one bit flipped is an STX: believed, it would make a complete frame of half a one.
    else if (this.#carriesParity && ODD[byte]) return;
    if (character === STX) this.#sink.boundary('stx');
    else if (character === ETX) this.#sink.boundary('etx');
    else if (character === EOT) this.#sink.boundary('eot');
  }

  /** Reads the group in bytes[start, stop). */
  #read(bytes: Uint8Array, start: number, stop: number): void {
    const length = stop - start;
    if (length > MAX_GROUP) {
      this.#sink.reject('format');
      return;
    }
    const slot = slotOf(bytes, start, length);
    if (this.#seenLength[slot] === length && this.#isSeen(slot, bytes, start, length)) {
      this.#sink.group(this.#seen[slot] as Group);
      return;
    }
    const result = verify(bytes, start, stop);
    if (result === undefined) return;
    if (typeof result === 'string') {
      this.#sink.reject(result);
      return;
    }
    this.#seen[slot] = result;
    this.#seenLength[slot] = length;
    for (let i = 0; i < length; i++) this.#seenBytes[slot * 128 + i] = bytes[start + i] as number;
    this.#sink.group(result);
  }

  #isSeen(slot: number, bytes: Uint8Array, start: number, length: number): boolean {
    const seen = this.#seenBytes;
    const base = slot * 128;
    // From the end, where the changing digits and the checksum are.
    for (let i = length - 1; i >= 0; i--) if (seen[base + i] !== bytes[start + i]) return false;
    return true;
  }
}

/** Spreads the groups of a frame over the slots; beyond the end of a short chunk a byte is undefined and counts as 0. */
function slotOf(bytes: Uint8Array, start: number, length: number): number {
  const at = (i: number): number => bytes[start + i] as number;
  return (
    (length * 7 + at(0) * 3 + at(1) * 31 + at(2) * 5 + at(3) * 61 + at(4) * 17 + at(length - 1) * 13) & (SLOTS - 1)
  );
}

/** The group that these bytes are, without the control characters around it; undefined when the decoder rejects it. */
export function readGroup(bytes: Uint8Array): Group | undefined {
  const result = bytes.length > MAX_GROUP ? undefined : verify(bytes, 0, bytes.length);
  return typeof result === 'object' ? result : undefined;
}

/**
 * Verifies one group (54E §5.3.6). The checksum is found by its position, never by splitting: it may be
 * a space. Historique excludes the separator before it from the sum, standard includes it.
 * @returns the group, why it was rejected, or undefined for a fragment without any separator
 */
function verify(bytes: Uint8Array, start: number, stop: number): Group | Rejection | undefined {
  let all = 0;
  let odd = 0;
  let sum = 0;
  let tabs = 0;
  let space = -1;
  for (let i = start; i < stop; i++) {
    const byte = bytes[i] as number;
    const character = byte & 0x7f;
    all |= byte;
    odd |= ODD[byte] as number;
    sum += character;
    if (character === HT) tabs++;
    else if (character === SP && space < 0) space = i;
  }
  if (tabs === 0 && space < 0) return undefined;
  if (all & 0x80 && odd) return 'parity';
  const separator = tabs > 0 ? HT : SP;
  const length = stop - start;
  const check = (bytes[stop - 1] as number) & 0x7f;
  if (length < 4 || ((bytes[stop - 2] as number) & 0x7f) !== separator) return 'format';
  const zone = sum - check - (separator === SP ? SP : 0);
  if (checkCharacter(zone) !== check) return 'checksum';
  if (separator === HT) return standardGroup(text(bytes, start, stop - 2), tabs);
  if (space > stop - 3) return 'format';
  const label = text(bytes, start, space);
  const data = text(bytes, space + 1, stop - 2);
  return fits('historique', label, undefined, data) ? { mode: 'historique', label, data: data.trim() } : 'format';
}

function standardGroup(content: string, tabs: number): Group | Rejection {
  if (tabs !== 2 && tabs !== 3) return 'format';
  const [label = '', second = '', third] = content.split('\t');
  const horodate = tabs === 3 ? second : undefined;
  const data = tabs === 3 ? (third ?? '') : second;
  if (!fits('standard', label, horodate, data)) return 'format';
  return { mode: 'standard', label, ...(horodate === undefined ? {} : { horodate }), data: data.trim() };
}

/** The characters without parity bits, converted at once: a string built by appending is slow to build and to search. */
function text(bytes: Uint8Array, start: number, stop: number): string {
  const codes = new Array<number>(stop - start);
  for (let i = start; i < stop; i++) codes[i - start] = (bytes[i] as number) & 0x7f;
  return String.fromCharCode.apply(null, codes);
}
