import { TicDecoder } from './decoder.ts';
import { checkCharacter, endsGroup, type Group, HT, isOdd } from './group.ts';
import { LABELS } from './labels.ts';

/** Longest stretch between two control characters that is looked at as a whole; the longest group has 124 bytes. */
const LONGEST = 128;
/** Digits in a row that a damaged group may share with a known serial number or PRM: fewer than this. */
const SHARED = 6;
/** A damaged group of unknown label with so many digits may hold most of a serial number (12) or PRM (14). */
const MANY = 8;
/** The same for a group of unknown label whose sum holds: an index of 9 digits is none. */
const MANY_SOUND = 10;
/** Identities remembered: those of one meter, and what damage has made of them. */
const REMEMBERED = 8;

const IDENTITY = /^(ADCO|ADSC|PRM)[ \t]/;
const NAMES_IDENTITY = /ADCO|ADSC|PRM/;
const LINE_END = Uint8Array.of(0x0a);

/**
 * The meter's bytes as they may be published: serial number (ADCO, ADSC) and PRM replaced, all else as it came.
 *
 * Maker, year and type of the serial stay, its number becomes 000042; the PRM becomes 00000000000042. Widths stay,
 * and each change moves the checksum with it and keeps every byte's parity as right or wrong as it was: a group is
 * rejected afterwards exactly if it was before. What is damaged and may hold an identity has its digits made zeros,
 * whether or not the identity is known by then. The output does not depend on how the stream is cut.
 */
export class Anonymiser {
  /** The stretch under way, up to the next control character; `#started`: nothing is told before the first of these. */
  readonly #held = new Uint8Array(LONGEST);
  #length = 0;
  #started = false;
  /** The beginning of this stretch has been told already. */
  #overlong = false;
  /** A damaged identity came, and no sound group since: its digits may come after a control character of noise. */
  #leaking = false;
  #known: string[] = [];
  #heard: Group | undefined;
  readonly #decoder = new TicDecoder({
    group: (group) => {
      this.#heard = group;
    },
    boundary: () => undefined,
    reject: () => undefined,
  });

  /** The bytes that can be told after these: a group comes whole, with the control character that ends it. */
  push(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(this.#length + bytes.length);
    let at = 0;
    for (const byte of bytes) {
      if (!endsGroup(byte)) {
        // Longer than any group: told as it comes, from here on without its digits.
        if (this.#length === LONGEST) at = this.#tell(out, at, true);
        this.#held[this.#length++] = byte;
        continue;
      }
      at = this.#tell(out, at);
      this.#started = true;
      this.#overlong = false;
      out[at++] = byte;
    }
    return out.subarray(0, at);
  }

  /** The last bytes, which no control character ended. */
  end(): Uint8Array {
    const out = new Uint8Array(this.#length);
    return out.subarray(0, this.#tell(out, 0));
  }

  /** After a reopened line: what is unfinished is dropped, and what comes up to the next control character. */
  reset(): void {
    this.#length = 0;
    this.#started = false;
    this.#overlong = false;
  }

  #tell(out: Uint8Array, at: number, overlong = false): number {
    const length = this.#length;
    this.#length = 0;
    this.#overlong ||= overlong;
    if (!this.#started || length === 0) return at;
    out.set(this.#masked(this.#held.subarray(0, length)), at);
    return at + length;
  }

  #masked(bytes: Uint8Array): Uint8Array {
    const stretch = new Span(bytes);
    if (this.#overlong) {
      this.#leaking = true;
      return stretch.zeroed(stretch.body);
    }
    const group = this.#read(bytes);
    const out = this.#changed(stretch, group);
    // Zeros can make a sound group of one whose sum held and whose content did not.
    return !group && out !== bytes && this.#read(out) ? stretch.spoiled(out) : out;
  }

  #changed(stretch: Span, group: Group | undefined): Uint8Array {
    const { text, body } = stretch;
    const label = IDENTITY.exec(text)?.[1];
    if (label !== undefined && stretch.sound) {
      this.#leaking = false;
      return this.#replaced(stretch, label);
    }
    if (NAMES_IDENTITY.test(text)) {
      this.#leaking = true;
      return stretch.zeroed(body, label === undefined ? undefined : label.length);
    }
    if (group && LABELS.has(group.label)) {
      this.#leaking = false;
      return stretch.bytes;
    }
    const digits = body.replace(/\D/g, '').length;
    if (!stretch.fitsLabel && (this.#leaking || digits >= (group ? MANY_SOUND : MANY))) return stretch.zeroed(body);
    return stretch.zeroed(this.#sharedWithKnown(body));
  }

  #read(bytes: Uint8Array): Group | undefined {
    this.#heard = undefined;
    this.#decoder.push(bytes);
    this.#decoder.push(LINE_END);
    return this.#heard;
  }

  #replaced(stretch: Span, label: string): Uint8Array {
    const from = label.length + 1;
    const data = stretch.body.slice(from);
    const digits = data.trim();
    if (digits.length >= SHARED) {
      this.#known = [...this.#known.filter((each) => each !== digits), digits].slice(-REMEMBERED);
    }
    const kept = label === 'PRM' ? '' : data.slice(0, 6);
    const width = data.length - kept.length;
    const number = '42'.padStart(width, '0').slice(0, width);
    return stretch.rewritten(stretch.body.slice(0, from) + kept + number);
  }

  /** The text with everything but the digits that it shares with a known identity made blank. */
  #sharedWithKnown(text: string): string {
    const shared = new Array<boolean>(text.length).fill(false);
    for (const identity of this.#known) {
      for (let i = 0; i + SHARED <= identity.length; i++) {
        const part = identity.slice(i, i + SHARED);
        for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) shared.fill(true, at, at + SHARED);
      }
    }
    return Array.from(text, (character, i) => (shared[i] ? character : ' ')).join('');
  }
}

/** What stands between two control characters, and how it is changed. */
class Span {
  readonly bytes: Uint8Array;
  /** Without parity bits; `body` is what stands before the last separator and the checksum, or all where these are not. */
  readonly text: string;
  readonly body: string;
  /** Bit 7 was seen: it carries the parity of the wire. */
  readonly #parity: boolean;
  /** Received checksum less the right one, modulo 64; undefined where there is none. */
  readonly #offset: number | undefined;
  /** Checksum and parity hold. */
  readonly sound: boolean;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.text = String.fromCharCode(...bytes.map((byte) => byte & 0x7f));
    this.#parity = bytes.some((byte) => byte & 0x80);
    const separator = this.text.includes('\t') ? '\t' : ' ';
    const closed = this.text.length >= 4 && this.text.at(-2) === separator;
    this.body = closed ? this.text.slice(0, -2) : this.text;
    const check = this.text.charCodeAt(this.text.length - 1);
    this.#offset = closed && check < 0x60 ? (check - this.#check(this.body)) & 0x3f : undefined;
    this.sound = this.#offset === 0 && !(this.#parity && bytes.some(isOdd));
  }

  /** It begins as a known group does, and is no longer than that: however damaged, it holds nothing else. */
  get fitsLabel(): boolean {
    const label = LABELS.get(/^[^ \t]*/.exec(this.text)?.[0] ?? '');
    return label !== undefined && this.text.length <= label.name.length + label.width + (label.horodate ? 14 : 0) + 3;
  }

  /** The bytes with these characters in the place of `body`; the checksum is as right or wrong as it was. */
  rewritten(body: string): Uint8Array {
    if (body === this.body) return this.bytes;
    const out = this.bytes.slice();
    for (let i = 0; i < body.length; i++) this.#put(out, i, body.charCodeAt(i));
    const last = out.length - 1;
    if (this.#offset !== undefined) this.#put(out, last, ((this.#check(body) - 0x20 + this.#offset) & 0x3f) + 0x20);
    // A checksum that no sum gives stays one, but tells nothing of what stood before it.
    else if (body.length < out.length) this.#put(out, last, 0x60);
    return out;
  }

  /** @param what the digits to be made zeros, in their places. @param from all characters but separators from here on, too */
  zeroed(what: string, from = Number.POSITIVE_INFINITY): Uint8Array {
    return this.rewritten(
      Array.from(this.body, (character, i) =>
        /\d/.test(what[i] ?? '') || (i >= from && !/[ \t]/.test(character)) ? '0' : character,
      ).join(''),
    );
  }

  /** The same with a checksum that no sum gives. */
  spoiled(bytes: Uint8Array): Uint8Array {
    const out = bytes.slice();
    this.#put(out, out.length - 1, 0x60);
    return out;
  }

  #check(body: string): number {
    let sum = this.text.includes('\t') ? HT : 0;
    for (let i = 0; i < body.length; i++) sum += body.charCodeAt(i);
    return checkCharacter(sum);
  }

  #put(out: Uint8Array, at: number, character: number): void {
    const before = out[at] as number;
    if ((before & 0x7f) === character) return;
    out[at] = character | (this.#parity && isOdd(before) !== isOdd(character) ? 0x80 : 0);
  }
}
