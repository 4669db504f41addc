import { type PanelContent, SHORT_WORD } from './content.ts';
import { GLYPH_WIDTH } from './glyphs.ts';

/** A text at a place of the display: `size` pixels for one of the font, `gap` pixels between letters. */
export interface Item {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly gap: number;
}

export type DisplayHeight = 32 | 64;

/** Pixels of a row that a layout may use: the last ones are left to the shift that spares the display. */
export const SHIFT = 2;
export const DISPLAY_WIDTH = 128;
const WIDTH = DISPLAY_WIDTH - SHIFT;
/** Rows of a capital at size 1. */
const CAPITAL = 7;

export const widthOf = (text: string, size: number, gap: number): number =>
  text.length * (GLYPH_WIDTH * size + gap) - gap;

const item = (text: string, x: number, y: number, size: number, gap = Math.max(1, size - 1)): Item => ({
  text,
  x,
  y,
  size,
  gap,
});

/** The largest of the sizes at which the text fits, small letters closer together where that helps; cut when none does. */
function fitted(text: string, x: number, y: number, sizes: readonly number[], room = WIDTH - x): Item {
  for (const size of sizes) {
    for (const gap of size === 2 ? [2, 1] : [Math.max(1, size - 1)]) {
      if (widthOf(text, size, gap) <= room) return item(text, x, y, size, gap);
    }
  }
  return item(text.slice(0, Math.floor((room + 1) / (GLYPH_WIDTH + 1))), x, y, 1);
}

const atRight = (text: string, y: number): Item => item(text, WIDTH - widthOf(text, 1, 1), y, 1);

/** Where everything stands: a short word beside its column, a longer one above its lines. */
export function layoutOf(content: PanelContent, height: DisplayHeight): Item[] {
  const beside = content.word.length <= SHORT_WORD;
  if (height === 32) return (beside ? beside32 : above32)(content);
  return (beside ? beside64 : above64)(content);
}

/**
 * 128x32: the word as high as the display, 28 pixels; beside it a note, the power drawn at twice the size, the injected one.
 *
 *     ██  █ █████ ██  █  EJP
 *     █ █ █ █   █ █ █ █  1240 VA
 *     █  ██ █████ █  ██  PINJ 0
 */
function beside32({ word, title, notes, drawn, injected }: PanelContent): Item[] {
  const large = item(word, 0, 1, 4);
  const x = widthOf('NON', 4, 3) + 4;
  const rest = injected || notes[1] === undefined ? injectionText(injected) : notes[1];
  return [
    large,
    fitted(notes[0] ?? title, x, 0, [1]),
    ...power(drawn, x, 8),
    ...(rest === undefined ? [] : [fitted(rest, x, 23, [1])]),
  ];
}

/** 128x32: a word of up to seven letters, 21 pixels high, its title beside it, one line below; a longer one has more below. */
function above32({ word, title, notes, drawn, injected }: PanelContent): Item[] {
  const large = fitted(word, 0, 0, [3, 2, 1]);
  const [left = '', right = ''] = [...notes, ...powers(drawn, injected, title)];
  if (large.size < 3 && title !== 'VA') {
    return [large, fitted(title, 0, 16, [2, 1], 60), atRight(left, 15), ...(right === '' ? [] : [atRight(right, 23)])];
  }
  return [
    large,
    ...besides(large, title),
    item(left, 0, 23, 1),
    ...(fitsBeside(left, right) ? [atRight(right, 23)] : []),
  ];
}

/** 128x64: the word 35 pixels high, title and a note beside it; the powers below. */
function beside64({ word, title, notes, drawn, injected }: PanelContent): Item[] {
  const x = widthOf('NON', 5, 4) + 5;
  const [first = '', second] = notes;
  return [
    item(word, 0, 0, 5),
    fitted(title, x, 0, [2, 1]),
    // The column is narrow: each word of the note has a line of its own.
    ...first.split(' ').map((text, i) => fitted(text, x, 19 + 9 * i, [1])),
    ...powerLines(drawn, injected),
    ...(second !== undefined && fitsBeside(`PINJ  ${injected ?? ''} VA`, second) ? [atRight(second, 55)] : []),
  ];
}

/** 128x64: the word on a line of its own, then a note, then the powers, or a second note where there are none. */
function above64({ word, title, notes, drawn, injected }: PanelContent): Item[] {
  const full = (drawn ?? injected) !== undefined && title !== 'VA';
  const large = fitted(word, 0, 0, full ? [3, 2, 1] : [4, 3, 2, 1]);
  const named = besides(large, title);
  const [first, second] = named.length > 0 || title === '' || title === 'VA' ? notes : [title, ...notes];
  return [
    large,
    ...named,
    ...(first === undefined ? [] : [fitted(first, 0, full ? 23 : 31, [2, 1])]),
    ...(second === undefined || full ? [] : [fitted(second, 0, 47, [2, 1])]),
    ...powerLines(full ? drawn : undefined, injected),
    ...(second !== undefined && full && fitsBeside(`PINJ  ${injected ?? ''} VA`, second) ? [atRight(second, 55)] : []),
  ];
}

/** The title to the right of a word, on its base line, where there is room. */
function besides(large: Item, title: string): Item[] {
  const x = large.x + widthOf(large.text, large.size, large.gap) + 6;
  const fits = title !== '' && x + widthOf(title, 1, 1) <= WIDTH;
  return fits ? [fitted(title, x, Math.max(0, large.size * CAPITAL - 14), [2, 1])] : [];
}

/** Whether two small texts have room on one line. */
const fitsBeside = (left: string, right: string): boolean =>
  right !== '' && widthOf(left, 1, 1) + widthOf(right, 1, 1) + 6 <= WIDTH;

/** The power drawn, its digits at twice the size: five are 58 pixels and leave no room for the unit. */
function power(drawn: number | undefined, x: number, y: number): Item[] {
  const digits = drawn === undefined ? '-' : String(drawn);
  const number = item(digits, x, y, 2, 1);
  const unit = x + widthOf(digits, 2, 1) + 2;
  return unit + widthOf('VA', 1, 1) <= WIDTH ? [number, item('VA', unit, y + CAPITAL, 1)] : [number];
}

function powers(drawn: number | undefined, injected: number | undefined, title: string): string[] {
  const told = injected ? [`PINJ ${injected}`] : [];
  return drawn === undefined || title === 'VA' ? told : [...told, `${drawn} VA`];
}

const injectionText = (injected: number | undefined): string | undefined =>
  injected === undefined ? undefined : `PINJ ${injected}`;

function powerLines(drawn: number | undefined, injected: number | undefined): Item[] {
  const first = drawn === undefined ? [] : [item('PAPP', 0, 46, 1), ...power(drawn, 32, 39)];
  return injected === undefined ? first : [...first, item('PINJ', 0, 55, 1), item(`${injected} VA`, 32, 55, 1)];
}
