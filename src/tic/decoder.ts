import { type Boundary, CR, EOT, ETX, endsGroup, type Group, ODD, type Rejection, STX } from './group.ts';
import { MAX_GROUP, verify } from './verify.ts';

/** Takes what the decoder reads, in the order of the stream. */
export interface TicSink {
  group(group: Group): void;
  boundary(boundary: Boundary): void;
  reject(why: Rejection): void;
}

const SLOTS = 512;
const SLOT_BYTES = 128;

/** `endsGroup` of every byte, as 0 or 1: it is needed for each byte of the line. */
const ENDS_GROUP = Uint8Array.from({ length: 256 }, (_, byte) => Number(endsGroup(byte)));

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
  /** The unfinished group of the last chunk; a `#tailLength` above MAX_GROUP: rejected as too long. */
  readonly #tail = new Uint8Array(MAX_GROUP);
  #tailLength = 0;
  /** The last CR came with the parity bit of the wire: damaged delimiters can be recognised. */
  #carriesParity = false;
  /** Groups seen lately: their bytes (SLOT_BYTES to a slot), their length and what they mean. */
  readonly #seenBytes = new Uint8Array(SLOTS * SLOT_BYTES);
  readonly #seenLength = new Uint8Array(SLOTS);
  readonly #seen: (Group | undefined)[] = new Array<Group | undefined>(SLOTS).fill(undefined);

  /** The last two characters of the data and the check character of the group that came last in each slot. */
  readonly #endings = new Int32Array(SLOTS);

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
      this.end();
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

  /** Reads the unfinished group: it has ended, or the stream has. */
  end(): void {
    const length = this.#tailLength;
    this.#tailLength = 0;
    if (length > MAX_GROUP) this.#sink.reject('format');
    else if (length > 0) this.#read(this.#tail, 0, length);
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
    this.#remember(slot, bytes, start, length, result);
    this.#sink.group(result);
  }

  /** Keeps a group that comes for the second time in a row in its slot: most of those that change never do. */
  #remember(slot: number, bytes: Uint8Array, start: number, length: number, group: Group): void {
    const end = start + length;
    const ending = (bytes[end - 4] as number) | ((bytes[end - 3] as number) << 8) | ((bytes[end - 1] as number) << 16);
    if (this.#endings[slot] !== ending) {
      this.#endings[slot] = ending;
      return;
    }
    this.#seen[slot] = group;
    this.#seenLength[slot] = length;
    for (let i = 0; i < length; i++) this.#seenBytes[slot * SLOT_BYTES + i] = bytes[start + i] as number;
  }

  #isSeen(slot: number, bytes: Uint8Array, start: number, length: number): boolean {
    const seen = this.#seenBytes;
    const base = slot * SLOT_BYTES;
    // From the end, where the changing digits and the checksum are.
    for (let i = length - 1; i >= 0; i--) if (seen[base + i] !== bytes[start + i]) return false;
    return true;
  }
}

/** Spreads the groups of a frame over the slots; beyond the end of a short chunk a byte is undefined and counts as 0. */
function slotOf(bytes: Uint8Array, start: number, length: number): number {
  const ends = (bytes[start] as number) * 3 + (bytes[start + length - 1] as number) * 13;
  const second = (bytes[start + 1] as number) * 31 + (bytes[start + 2] as number) * 5;
  const fourth = (bytes[start + 3] as number) * 61 + (bytes[start + 4] as number) * 17;
  return (length * 7 + ends + second + fourth) & (SLOTS - 1);
}
