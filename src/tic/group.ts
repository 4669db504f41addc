import type { TicMode } from './labels.ts';

/** One verified line of a frame: `LABEL data` or `LABEL horodate data` (54E §5.3.6). */
export interface Group {
  readonly mode: TicMode;
  readonly label: string;
  /** As sent: season letter and twelve digits; absent where the label has none. */
  readonly horodate?: string;
  /** As sent, with the padding spaces at both ends removed. */
  readonly data: string;
}

/** Why a group was dropped: wrong checksum, wrong parity, or content that does not fit its label. */
export type Rejection = 'checksum' | 'parity' | 'format';

/** The control characters that delimit a frame: start, end, interruption by the meter. */
export type Boundary = 'stx' | 'etx' | 'eot';

export const STX = 0x02;
export const ETX = 0x03;
export const EOT = 0x04;
export const HT = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SP = 0x20;

/** Whether a byte, its parity bit removed, ends a group: all control characters but HT do. */
export function endsGroup(byte: number): boolean {
  const character = byte & 0x7f;
  return (character < SP && character !== HT) || character === 0x7f;
}

/** Whether a byte has an odd number of ones: a parity error on a line with even parity. */
export function isOdd(byte: number): boolean {
  let ones = 0;
  for (let bits = byte; bits; bits >>= 1) ones += bits & 1;
  return (ones & 1) === 1;
}

/** `isOdd` of every byte, as 0 or 1. */
export const ODD = Uint8Array.from({ length: 256 }, (_, byte) => Number(isOdd(byte)));

/** The check character of a zone whose 7-bit characters add up to `sum` (54E §5.3.6): 0x20 to 0x5F. */
export function checkCharacter(sum: number): number {
  return (sum & 0x3f) + 0x20;
}

/** The check character of a group's label, horodate and data, joined by the separator of the mode. */
export function checkOf(content: string, mode: TicMode): number {
  let sum = mode === 'standard' ? HT : 0;
  for (let i = 0; i < content.length; i++) sum += content.charCodeAt(i);
  return checkCharacter(sum);
}
