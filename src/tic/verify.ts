import { checkCharacter, type Group, HT, ODD, type Rejection, SP } from './group.ts';
import { type Label, nameAt, type TicMode } from './labels.ts';

/** Longest group: label 9, horodate 13, data 98, three separators, checksum (54E §5.3.6). */
export const MAX_GROUP = 124;
const MAX_DATA = 98;
const NAME = /^[A-Z][A-Z0-9+-]{2,8}$/;
const HORODATE_WIDTH = 13;

/** What a character may be part of, as bits; SEASON is the first one of a horodate. */
const DIGITS = 1;
const HEX = 2;
const TEXT = 4;
const SEASON = 8;
const ALL = DIGITS | HEX | TEXT | SEASON;
const KINDS: Readonly<Record<Label['kind'], number>> = { digits: DIGITS, hex: HEX, text: TEXT };

function kindsOf(character: string): number {
  const kinds = [/\d/, /[\dA-Fa-f]/, /[ -~]/, /[HhEe ]/];
  return kinds.reduce((bits, kind, i) => bits | (kind.test(character) ? 1 << i : 0), 0);
}

/** `kindsOf` of every byte, its parity bit removed. */
const KINDS_OF = Uint8Array.from({ length: 256 }, (_, byte) => kindsOf(String.fromCharCode(byte & 0x7f)));

/** Of every byte, what is summed over a group: its character, a tab and an odd parity in bits of their own. */
const TAB = 1 << 14;
const ODD_BYTE = 1 << 21;
const SUMMAND = Int32Array.from({ length: 256 }, (_, byte) => {
  const character = byte & 0x7f;
  return character + (character === HT ? TAB : 0) + (ODD[byte] ? ODD_BYTE : 0);
});

/** The group that these bytes are, without the control characters around it; undefined when the decoder rejects it. */
export function readGroup(bytes: Uint8Array): Group | undefined {
  const result = bytes.length > MAX_GROUP ? undefined : verify(bytes, 0, bytes.length);
  return typeof result === 'object' ? result : undefined;
}

/**
 * Verifies one group of MAX_GROUP bytes at most (54E §5.3.6). The checksum is found by its position, never by splitting:
 * it may be a space. Historique excludes the separator before it from the sum, standard includes it.
 * @returns the group, why it was rejected, or undefined for a fragment without any separator
 */
export function verify(bytes: Uint8Array, start: number, stop: number): Group | Rejection | undefined {
  let all = 0;
  let sums = 0;
  for (let i = start; i < stop; i++) {
    const byte = bytes[i] as number;
    all |= byte;
    sums += SUMMAND[byte] as number;
  }
  const tabs = (sums >> 14) & 0x7f;
  const separator = tabs > 0 ? HT : SP;
  const labelEnd = find(separator, bytes, start, stop);
  if (labelEnd === stop) return undefined;
  if (all & 0x80 && sums >= ODD_BYTE) return 'parity';
  const dataEnd = stop - 2;
  const check = (bytes[stop - 1] as number) & 0x7f;
  if (stop - start < 4 || ((bytes[dataEnd] as number) & 0x7f) !== separator) return 'format';
  const zone = (sums & (TAB - 1)) - check - (separator === SP ? SP : 0);
  if (checkCharacter(zone) !== check) return 'checksum';
  if (tabs === 0) return groupOf('historique', bytes, start, labelEnd, labelEnd, dataEnd);
  // The last separator is before the check character.
  if (tabs === 2) return groupOf('standard', bytes, start, labelEnd, labelEnd, dataEnd);
  if (tabs === 3) return groupOf('standard', bytes, start, labelEnd, find(HT, bytes, labelEnd + 1, stop), dataEnd);
  return 'format';
}

/** The place of the first such character; `stop` where there is none. */
function find(character: number, bytes: Uint8Array, start: number, stop: number): number {
  let at = start;
  while (at < stop && ((bytes[at] as number) & 0x7f) !== character) at++;
  return at;
}

/**
 * The group of a zone whose checksum is right, if its content fits its label: mode, width, alphabet, and a horodate
 * exactly where one belongs (54E §6.2.1). The 6-bit checksum lets 1 damaged group in 64 through; this is the second net.
 * @param labelEnd the separator behind the label
 * @param horodateEnd that behind the horodate; `labelEnd` without one
 * @param dataEnd that behind the data; `labelEnd` in a historique group without any
 */
function groupOf(
  mode: TicMode,
  bytes: Uint8Array,
  start: number,
  labelEnd: number,
  horodateEnd: number,
  dataEnd: number,
): Group | Rejection {
  const dataStart = horodateEnd + 1;
  const width = dataEnd - dataStart;
  if (width < 0) return 'format';
  const hasHorodate = horodateEnd > labelEnd;
  if (hasHorodate && !isHorodate(bytes, labelEnd + 1, horodateEnd)) return 'format';
  const kinds = kindsIn(bytes, dataStart, dataEnd);
  const known = nameAt(bytes, start, labelEnd);
  const name = known ? known.name : text(bytes, start, labelEnd);
  const isFit = known
    ? known.label.mode === mode &&
      known.label.horodate === hasHorodate &&
      known.label.width === width &&
      (kinds & KINDS[known.label.kind]) !== 0
    : NAME.test(name) && width <= MAX_DATA && (kinds & TEXT) !== 0;
  if (!isFit) return 'format';
  const data = trimmed(bytes, dataStart, dataEnd);
  if (!hasHorodate) return { mode, label: name, data };
  return { mode, label: name, horodate: text(bytes, labelEnd + 1, horodateEnd), data };
}

/** Season letter and twelve digits. */
const isHorodate = (bytes: Uint8Array, start: number, stop: number): boolean =>
  stop - start === HORODATE_WIDTH &&
  (kindsIn(bytes, start, start + 1) & SEASON) !== 0 &&
  (kindsIn(bytes, start + 1, stop) & DIGITS) !== 0;

/** The kinds that all of some characters can be part of. */
function kindsIn(bytes: Uint8Array, start: number, stop: number): number {
  let kinds = ALL;
  for (let i = start; i < stop; i++) kinds &= KINDS_OF[bytes[i] as number] as number;
  return kinds;
}

/** Printable characters without the spaces at both ends. */
function trimmed(bytes: Uint8Array, start: number, stop: number): string {
  let [from, to] = [start, stop];
  while (from < to && ((bytes[from] as number) & 0x7f) === SP) from++;
  while (from < to && ((bytes[to - 1] as number) & 0x7f) === SP) to--;
  return text(bytes, from, to);
}

/** The characters without parity bits, converted at once: a string built by appending is slow to build and to search. */
function text(bytes: Uint8Array, start: number, stop: number): string {
  const codes = new Array<number>(stop - start);
  for (let i = start; i < stop; i++) codes[i - start] = (bytes[i] as number) & 0x7f;
  return String.fromCharCode.apply(null, codes);
}
