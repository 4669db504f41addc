/* Escape sequences that blessed does not know, or knows too long. */

/** Has the terminal mark what is pasted (keyboard.ts). */
const PASTE_ON = '\x1b[?2004h';
const PASTE_OFF = '\x1b[?2004l';
/** Reports clicks and the wheel, not motion, in the form that works on screens of any size. */
const MOUSE_ON = '\x1b[?1000h\x1b[?1006h';
const MOUSE_OFF = '\x1b[?1006l\x1b[?1000l';
/** Put the title on the terminal's stack, and take it back; terminals without a stack get an empty one. */
const TITLE_KEEP = '\x1b[22;2t';
const TITLE_BACK = '\x1b]2;\x07\x1b[23;2t';

/** Takes the terminal over. */
export const enterSequence = (mouse: boolean): string => `${PASTE_ON}${mouse ? MOUSE_ON : ''}`;

/** Gives it back. */
export const leaveSequence = (mouse: boolean, titled: boolean): string =>
  `${mouse ? MOUSE_OFF : ''}${PASTE_OFF}${titled ? TITLE_BACK : ''}`;

/** Sets the title; the first time the one before is kept. */
export const titleOf = (text: string, titled: boolean): string => `${titled ? '' : TITLE_KEEP}\x1b]2;${text}\x07`;

/** Without what blessed writes needlessly: the saved cursor (it is hidden), the start of a row before a place in it. */
export function shortened(text: string): string {
  const whole = text.startsWith('\x1b7') && text.endsWith('\x1b8') ? text.slice(2, -2) : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this is about
  return whole.replace(/\x1b\[(\d+);1H(?=\x1b\[\1;\d+H)/g, '').replace(/\x1b\[(\d+);1H\x1b\[(\d+)C/g, placed);
}
const placed = (_: string, row: string, right: string): string => `\x1b[${row};${Number(right) + 1}H`;
