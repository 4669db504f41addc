import { type PanelContent, SHORT_WORD } from './content.ts';
import { GLYPH_WIDTH } from './glyphs.ts';

/** A text and its place: `size` display pixels for one pixel of the font, `gap` pixels between letters. */
export interface Item {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly gap: number;
}

export type DisplayHeight = 32 | 64;

export const DISPLAY_WIDTH = 128;
/** The picture moves by up to this many pixels, against burning in: a layout leaves them free at the right and below. */
export const MAX_SHIFT = 2;
const WIDTH = DISPLAY_WIDTH - MAX_SHIFT;
/** Column of a power beside its name, PAPP or PINJ. */
const POWER_X = 32;
/** Rows of a capital letter at size 1. */
const CAPITAL_ROWS = 7;

export const widthOf = (text: string, size: number, gap: number): number =>
  text.length * (GLYPH_WIDTH * size + gap) - gap;

function item(text: string, x: number, y: number, size: number, gap = Math.max(1, size - 1)): Item {
  return { text, x, y, size, gap };
}

/** The text at the largest size that fits, size 2 with narrower gaps where that helps; cut where no size fits. */
function fitted(text: string, x: number, y: number, sizes: readonly number[], room = WIDTH - x): Item {
  for (const size of sizes) {
    for (const gap of size === 2 ? [2, 1] : [Math.max(1, size - 1)]) {
      if (widthOf(text, size, gap) <= room) return item(text, x, y, size, gap);
    }
  }
  return item(text.slice(0, Math.floor((room + 1) / (GLYPH_WIDTH + 1))), x, y, 1);
}

const rightAligned = (text: string, y: number): Item => item(text, WIDTH - widthOf(text, 1, 1), y, 1);

/** Places the content: a short word has the other texts beside it, a longer one has them below. */
export function layoutOf(content: PanelContent, height: DisplayHeight): Item[] {
  const isShort = content.word.length <= SHORT_WORD;
  if (height === 32) return (isShort ? shortWord32 : longWord32)(content);
  return (isShort ? shortWord64 : longWord64)(content);
}

/**
 * 128x32: the word as high as the display, 28 pixels; beside it a detail, the drawn power at size 2, the injected power.
 *
 *     ██  █ █████ ██  █  EJP
 *     █ █ █ █   █ █ █ █  1240 VA
 *     █  ██ █████ █  ██  PINJ 0
 */
function shortWord32({ word, title, details, drawn, injected }: PanelContent): Item[] {
  const large = item(word, 0, 1, 4);
  const x = widthOf('NON', 4, 3) + 4;
  const injection = injected === undefined ? undefined : `PINJ ${injected}`;
  const last = injected ? injection : (details[1] ?? injection);
  return [
    large,
    fitted(details[0] ?? title, x, 0, [1]),
    ...powerItems(drawn, x, 8),
    ...(last === undefined ? [] : [fitted(last, x, 23, [1])]),
  ];
}

/** 128x32: a word of up to seven letters, 21 pixels high, its title beside it, one line below; a longer word is smaller. */
function longWord32({ word, title, details, drawn, injected }: PanelContent): Item[] {
  const large = fitted(word, 0, 0, [3, 2, 1]);
  const injection = injected ? [`PINJ ${injected}`] : [];
  const power = drawn === undefined || title === 'VA' ? [] : [`${drawn} VA`];
  const [left = '', right = ''] = [...details, ...injection, ...power];
  if (large.size < 3 && title !== 'VA') {
    return [
      large,
      fitted(title, 0, 16, [2, 1], 60),
      rightAligned(left, 15),
      ...(right === '' ? [] : [rightAligned(right, 23)]),
    ];
  }
  return [
    large,
    ...titleBeside(large, title),
    item(left, 0, 23, 1),
    ...(fitOneLine(left, right) ? [rightAligned(right, 23)] : []),
  ];
}

/** 128x64: the word 35 pixels high, title and a detail beside it; the powers below. */
function shortWord64({ word, title, details, drawn, injected }: PanelContent): Item[] {
  const x = widthOf('NON', 5, 4) + 5;
  const [first = '', second] = details;
  return [
    item(word, 0, 0, 5),
    fitted(title, x, 0, [2, 1]),
    // The column is narrow: one word a line.
    ...first.split(' ').map((text, i) => fitted(text, x, 19 + 9 * i, [1])),
    ...powerLines(drawn, injected),
    ...besideInjection(second, injected),
  ];
}

/** 128x64: the word on a line of its own, then a detail, then the powers, or a second detail where there are none. */
function longWord64({ word, title, details, drawn, injected }: PanelContent): Item[] {
  const hasPowers = (drawn ?? injected) !== undefined && title !== 'VA';
  const large = fitted(word, 0, 0, hasPowers ? [3, 2, 1] : [4, 3, 2, 1]);
  const beside = titleBeside(large, title);
  const [first, second] = beside.length > 0 || title === '' || title === 'VA' ? details : [title, ...details];
  return [
    large,
    ...beside,
    ...(first === undefined ? [] : [fitted(first, 0, hasPowers ? 23 : 31, [2, 1])]),
    ...(second === undefined || hasPowers ? [] : [fitted(second, 0, 47, [2, 1])]),
    ...powerLines(hasPowers ? drawn : undefined, injected),
    ...(hasPowers ? besideInjection(second, injected) : []),
  ];
}

/** A detail at the end of the line of the injected power, where there is room; without its first word where that helps. */
function besideInjection(detail = '', injected: number | undefined): Item[] {
  const end = injected === undefined ? 0 : POWER_X + widthOf(`${injected} VA`, 1, 1) + 6;
  const text = [detail, detail.replace(/^\S+ /, '')].find((each) => end + widthOf(each, 1, 1) <= WIDTH);
  return text ? [rightAligned(text, 55)] : [];
}

/** The title to the right of the word, on its base line; nothing where there is no room. */
function titleBeside(large: Item, title: string): Item[] {
  const x = large.x + widthOf(large.text, large.size, large.gap) + 6;
  const fits = title !== '' && x + widthOf(title, 1, 1) <= WIDTH;
  return fits ? [fitted(title, x, Math.max(0, large.size * CAPITAL_ROWS - 14), [2, 1])] : [];
}

/** Whether two texts at size 1 fit on one line. */
const fitOneLine = (left: string, right: string): boolean =>
  right !== '' && widthOf(left, 1, 1) + widthOf(right, 1, 1) + 6 <= WIDTH;

/** The drawn power, its digits at size 2; five digits (58 pixels) leave no room for the unit. */
function powerItems(drawn: number | undefined, x: number, y: number): Item[] {
  const digits = drawn === undefined ? '-' : String(drawn);
  const number = item(digits, x, y, 2, 1);
  const unit = x + widthOf(digits, 2, 1) + 2;
  return unit + widthOf('VA', 1, 1) <= WIDTH ? [number, item('VA', unit, y + CAPITAL_ROWS, 1)] : [number];
}

function powerLines(drawn: number | undefined, injected: number | undefined): Item[] {
  const first = drawn === undefined ? [] : [item('PAPP', 0, 46, 1), ...powerItems(drawn, POWER_X, 39)];
  return injected === undefined ? first : [...first, item('PINJ', 0, 55, 1), item(`${injected} VA`, POWER_X, 55, 1)];
}
