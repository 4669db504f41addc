import { checkCharacter, type Group, HT, ODD, type Rejection, SP } from './group.ts';
import { fits } from './labels.ts';

/** Longest group: label 9, horodate 13, data 98, three separators, checksum (54E §5.3.6). */
export const MAX_GROUP = 124;

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
export function verify(bytes: Uint8Array, start: number, stop: number): Group | Rejection | undefined {
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
