import { CR, checkOf, ETX, type Group, HT, isOdd, LF, SP, STX } from './group.ts';
import { labelOf } from './labels.ts';
import { readGroup } from './verify.ts';

/** The data field as the meter sends it: numbers padded with zeros, text with spaces, to the label's width. */
function padded(label: string, data: string): string {
  const known = labelOf(label);
  if (!known) return data;
  return known.kind === 'text' ? data.padEnd(known.width) : data.padStart(known.width, '0');
}

/**
 * One group with its checksum, from LF to CR.
 * @throws RangeError when the data does not fit the label
 */
export function encodeGroup({ mode, label, horodate, data }: Group): Uint8Array {
  const field = padded(label, data);
  const separator = String.fromCharCode(mode === 'standard' ? HT : SP);
  const content = [label, ...(horodate === undefined ? [] : [horodate]), field].join(separator);
  const line = content + separator + String.fromCharCode(checkOf(content, mode));
  const codes = Array.from(line, (character) => character.charCodeAt(0));
  const bytes = Uint8Array.from([LF, ...codes, CR]);
  const read = codes.every((code) => code < 0x80) ? readGroup(bytes.subarray(1, -1)) : undefined;
  const isSame = read?.label === label && read.horodate === horodate && read.data === field.trim();
  if (!isSame) throw new RangeError(`${label}: "${field}" does not fit this label`);
  return bytes;
}

/** A whole frame, from STX to ETX. @throws RangeError when a group's data does not fit its label */
export const encodeFrame = (groups: readonly Group[]): Uint8Array => frameOf(groups.map(encodeGroup));

/** The frame of groups that are encoded already. */
export function frameOf(lines: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(lines.reduce((length, line) => length + line.length, 2));
  out[0] = STX;
  let at = 1;
  for (const line of lines) {
    out.set(line, at);
    at += line.length;
  }
  out[at] = ETX;
  return out;
}

/** The same bytes as 7E1 puts them on the wire and an 8N1 port receives them: bit 7 makes each one even. */
export function withParity(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => (byte & 0x7f) | (isOdd(byte & 0x7f) ? 0x80 : 0));
}
