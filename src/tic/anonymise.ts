import { endsGroup, type Group } from './group.ts';
import { LABELS } from './labels.ts';
import { isDigit, RawGroup } from './raw-group.ts';
import { readGroup } from './verify.ts';

/** Longest raw group that is judged as a whole, bytes; the longest group has 124. */
const MAX_RAW_GROUP = 128;
/** Digits in a row that a damaged group and a known identity share by chance: fewer than this. */
const MIN_SHARED_DIGITS = 6;
/** A damaged group of unknown label with this many digits may hold most of a serial number (12) or PRM (14). */
const SUSPECT_DIGITS_DAMAGED = 8;
/** A valid group of unknown label with this many digits may hold an identity: the longest index has 9. */
const SUSPECT_DIGITS_VALID = 10;
/** Identities remembered: those of one meter, and what undetected damage has made of them. */
const MAX_KNOWN = 8;

const IDENTITY = /^(ADCO|ADSC|PRM)[ \t]/;
const NAMES_IDENTITY = /ADCO|ADSC|PRM/;

/**
 * The meter's bytes as they may be published: serial number (ADCO, ADSC) and PRM replaced, all else as it came.
 *
 * - An identity group: maker, year and type of the serial stay, its number becomes 000042; the PRM becomes
 *   00000000000042.
 * - A valid group of any other known label: as it came.
 * - Anything else is damaged or unknown and may hold an identity: digits that may belong to one become zeros, whether
 *   or not that identity has been seen before.
 *
 * Widths stay, and a group is rejected afterwards exactly if it was before (see `RawGroup`). How the stream is cut into
 * chunks does not change the output.
 */
export class Anonymiser {
  /** The raw group under way: the bytes since the last control character. */
  readonly #buffer = new Uint8Array(MAX_RAW_GROUP);
  #length = 0;
  /** A control character has come: bytes before the first one are the end of an unknown group, and dropped. */
  #started = false;
  /** The raw group under way is longer than any group, and its beginning is already given out. */
  #isOverlong = false;
  /** An identity came damaged, and no valid group since: noise may have cut off its digits, which are still to come. */
  #expectsIdentity = false;
  #known: string[] = [];

  /** @returns the bytes that can be given out so far: a group comes whole, with the control character that ends it */
  push(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(this.#length + bytes.length);
    let at = 0;
    for (const byte of bytes) {
      if (endsGroup(byte)) {
        at = this.#flush(out, at);
        out[at++] = byte;
        this.#started = true;
        this.#isOverlong = false;
      } else {
        if (this.#length === MAX_RAW_GROUP) {
          this.#isOverlong = true;
          at = this.#flush(out, at);
        }
        this.#buffer[this.#length++] = byte;
      }
    }
    return out.subarray(0, at);
  }

  /** @returns the last bytes, which no control character ended */
  end(): Uint8Array {
    const out = new Uint8Array(this.#length);
    return out.subarray(0, this.#flush(out, 0));
  }

  /** The line was reopened: drops what is unfinished, and what comes up to the next control character. */
  reset(): void {
    this.#length = 0;
    this.#started = false;
    this.#isOverlong = false;
  }

  /** Writes the raw group under way, anonymised, to `out`. @returns where the next byte goes */
  #flush(out: Uint8Array, at: number): number {
    const length = this.#length;
    this.#length = 0;
    if (!this.#started || length === 0) return at;
    out.set(this.#anonymised(new RawGroup(this.#buffer.subarray(0, length))), at);
    return at + length;
  }

  #anonymised(raw: RawGroup): Uint8Array {
    if (this.#isOverlong) {
      this.#expectsIdentity = true;
      return raw.zeroed();
    }
    const group = readGroup(raw.bytes);
    const out = this.#withoutIdentity(raw, group);
    // A content that did not fit its label may fit it with zeros: the group must stay rejected.
    return !group && out !== raw.bytes && readGroup(out) ? raw.invalidated(out) : out;
  }

  /** @param group the same as the decoder reads it, if it takes it */
  #withoutIdentity(raw: RawGroup, group: Group | undefined): Uint8Array {
    const label = IDENTITY.exec(raw.text)?.[1];
    if (label !== undefined && raw.isValid) {
      this.#expectsIdentity = false;
      return this.#withFalseIdentity(raw, label);
    }
    if (NAMES_IDENTITY.test(raw.text)) {
      this.#expectsIdentity = true;
      // Behind an identity's label any character may be a damaged digit.
      const from = label?.length ?? Number.POSITIVE_INFINITY;
      return raw.zeroed((character, at) => isDigit(character) || (at >= from && !/[ \t]/.test(character)));
    }
    if (group && LABELS.has(group.label)) {
      this.#expectsIdentity = false;
      return raw.bytes;
    }
    const digits = Array.from(raw.content).filter(isDigit).length;
    const isSuspect = this.#expectsIdentity || digits >= (group ? SUSPECT_DIGITS_VALID : SUSPECT_DIGITS_DAMAGED);
    if (isSuspect && !raw.fitsItsLabel) return raw.zeroed();
    const isShared = this.#sharedWithKnown(raw.content);
    return raw.zeroed((character, at) => isDigit(character) && isShared[at] === true);
  }

  #withFalseIdentity(raw: RawGroup, label: string): Uint8Array {
    const start = label.length + 1;
    const data = raw.content.slice(start);
    this.#remember(data.trim());
    const kept = label === 'PRM' ? '' : data.slice(0, 6);
    const width = data.length - kept.length;
    const number = '42'.padStart(width, '0').slice(0, width);
    return raw.withContent(raw.content.slice(0, start) + kept + number);
  }

  #remember(identity: string): void {
    if (identity.length < MIN_SHARED_DIGITS) return;
    this.#known = [...this.#known.filter((each) => each !== identity), identity].slice(-MAX_KNOWN);
  }

  /** For each character of the content, whether it is one of several in a row that a known identity has too. */
  #sharedWithKnown(content: string): boolean[] {
    const isShared = new Array<boolean>(content.length).fill(false);
    for (let at = 0; at + MIN_SHARED_DIGITS <= content.length; at++) {
      const part = content.slice(at, at + MIN_SHARED_DIGITS);
      if (this.#known.some((identity) => identity.includes(part))) isShared.fill(true, at, at + MIN_SHARED_DIGITS);
    }
    return isShared;
  }
}
