import { checkOf, isOdd } from './group.ts';
import { LABELS, type TicMode } from './labels.ts';

/** A check character that no sum gives. */
const INVALID_CHECK = 0x60;
const HORODATE_WIDTH = 13;

/**
 * The bytes between two control characters, and how to change them: the checksum follows the new content, the parity of
 * each byte stays as right or wrong as it was, so that a group is valid afterwards exactly if it was before.
 */
export class RawGroup {
  readonly bytes: Uint8Array;
  /** All characters, without parity bits. */
  readonly text: string;
  /** The characters before the last separator and the check character; all of them where these two are missing. */
  readonly content: string;
  readonly #mode: TicMode;
  /** Bit 7 is set somewhere: it carries the parity of the wire. */
  readonly #hasParity: boolean;
  /** Received check character minus the right one, modulo 64; undefined where it cannot be one. */
  readonly #checkError: number | undefined;
  /** Checksum and parity hold; the content may still not fit its label. */
  readonly isValid: boolean;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.text = String.fromCharCode(...bytes.map((byte) => byte & 0x7f));
    this.#hasParity = bytes.some((byte) => byte & 0x80);
    this.#mode = this.text.includes('\t') ? 'standard' : 'historique';
    const hasCheck = this.text.length >= 4 && this.text.at(-2) === (this.#mode === 'standard' ? '\t' : ' ');
    this.content = hasCheck ? this.text.slice(0, -2) : this.text;
    const check = this.text.charCodeAt(this.text.length - 1);
    this.#checkError =
      hasCheck && check < INVALID_CHECK ? (check - checkOf(this.content, this.#mode)) & 0x3f : undefined;
    this.isValid = this.#checkError === 0 && !(this.#hasParity && bytes.some(isOdd));
  }

  /** It begins with a known label and is no longer than that label's group: however damaged, it holds nothing else. */
  get fitsItsLabel(): boolean {
    const label = LABELS.get(/^[^ \t]*/.exec(this.text)?.[0] ?? '');
    if (!label) return false;
    const horodate = label.horodate ? HORODATE_WIDTH + 1 : 0;
    return this.text.length <= label.name.length + horodate + label.width + 3;
  }

  /** The bytes with another content of the same length; `bytes` itself when nothing changes. */
  withContent(content: string): Uint8Array {
    if (content === this.content) return this.bytes;
    const out = this.bytes.slice();
    for (let i = 0; i < content.length; i++) this.#put(out, i, content.charCodeAt(i));
    const last = out.length - 1;
    if (this.#checkError !== undefined) {
      this.#put(out, last, ((checkOf(content, this.#mode) - 0x20 + this.#checkError) & 0x3f) + 0x20);
    } else if (content.length < out.length) {
      // Damaged as it is, the check character may still say something of the old content.
      this.#put(out, last, INVALID_CHECK);
    }
    return out;
  }

  /** The bytes with a 0 in place of the digits, or of the characters of the content that the caller chooses. */
  zeroed(isReplaced: (character: string, at: number) => boolean = isDigit): Uint8Array {
    return this.withContent(
      Array.from(this.content, (character, at) => (isReplaced(character, at) ? '0' : character)).join(''),
    );
  }

  /** A changed copy of `bytes`, with a checksum that is certainly wrong. */
  invalidated(changed: Uint8Array): Uint8Array {
    const out = changed.slice();
    this.#put(out, out.length - 1, INVALID_CHECK);
    return out;
  }

  #put(out: Uint8Array, at: number, character: number): void {
    const before = out[at] as number;
    if ((before & 0x7f) === character) return;
    out[at] = character | (this.#hasParity && isOdd(before) !== isOdd(character) ? 0x80 : 0);
  }
}

export const isDigit = (character: string): boolean => character >= '0' && character <= '9';
