import { estimateSign, type PanelContent, SHORT_WORD } from './content.ts';
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
function shortWord32(content: PanelContent): Item[] {
  const { word, title, details, injected, fault } = content;
  const large = item(word, 0, 1, 4);
  const x = widthOf('NON', 4, 3) + 4;
  const injection = injectionText(content);
  const last = fault ?? (injected ? injection : (details[1] ?? injection));
  return [
    large,
    fitted(details[0] ?? title, x, 0, [1]),
    ...powerItems(content, x, 8),
    ...(last === undefined ? [] : [fitted(last, x, 23, [1])]),
  ];
}

/** 128x32: a word of up to seven letters, 21 pixels high, its title beside it, one line below; a longer word is smaller. */
function longWord32(content: PanelContent): Item[] {
  const { word, title, details, drawn, injected, drawnEstimated, fault } = content;
  const large = fitted(word, 0, 0, [3, 2, 1]);
  const injection = injected ? [injectionText(content) ?? ''] : [];
  const power = drawn === undefined || title === 'VA' ? [] : [`${estimateSign(drawnEstimated, drawn)}${drawn} VA`];
  const [left = '', right = ''] = [...(fault === undefined ? [] : [fault]), ...details, ...injection, ...power];
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
function shortWord64(content: PanelContent): Item[] {
  const { word, title, details, fault } = content;
  const x = widthOf('NON', 5, 4) + 5;
  const [first = fault ?? '', second] = details;
  return [
    item(word, 0, 0, 5),
    fitted(title, x, 0, [2, 1]),
    // The column is narrow: one word a line.
    ...first.split(' ').map((text, i) => fitted(text, x, 19 + 9 * i, [1])),
    ...powerLines(content),
    ...besideInjection(details.length > 0 ? (fault ?? second) : second, content),
  ];
}

/** 128x64: the word on a line of its own, then a detail, then the powers, or a second detail where there are none. */
function longWord64(content: PanelContent): Item[] {
  const { word, title, drawn, injected, fault } = content;
  const details = fault === undefined ? content.details : [fault, ...content.details];
  const hasPowers = (drawn ?? injected) !== undefined && title !== 'VA';
  const large = fitted(word, 0, 0, hasPowers ? [3, 2, 1] : [4, 3, 2, 1]);
  const beside = titleBeside(large, title);
  const [first, second] = beside.length > 0 || title === '' || title === 'VA' ? details : [title, ...details];
  return [
    large,
    ...beside,
    ...(first === undefined ? [] : [fitted(first, 0, hasPowers ? 23 : 31, [2, 1])]),
    ...(second === undefined || hasPowers ? [] : [fitted(second, 0, 47, [2, 1])]),
    ...powerLines(hasPowers ? content : { ...content, drawn: undefined }),
    ...(hasPowers ? besideInjection(second, content) : []),
  ];
}

/** `PINJ 2640`, `PINJ~2640` where it is an estimate. */
const injectionText = ({ injected, injectedEstimated }: PanelContent): string | undefined =>
  injected === undefined ? undefined : `PINJ${estimateSign(injectedEstimated, injected) || ' '}${injected}`;

/** A detail at the end of the line of the injected power, where there is room; without its first word where that helps. */
function besideInjection(detail: string | undefined, { injected, injectedEstimated }: PanelContent): Item[] {
  const va = injected === undefined ? '' : `${estimateSign(injectedEstimated, injected)}${injected} VA`;
  const end = injected === undefined ? 0 : POWER_X + widthOf(va, 1, 1) + 6;
  const text = [detail ?? '', (detail ?? '').replace(/^\S+ /, '')].find((each) => end + widthOf(each, 1, 1) <= WIDTH);
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

/** The drawn power, its digits at size 2 where they have room; five digits (58 pixels) leave none for the unit. */
function powerItems({ drawn, drawnEstimated }: PanelContent, x: number, y: number): Item[] {
  const digits = drawn === undefined ? '-' : `${estimateSign(drawnEstimated, drawn)}${drawn}`;
  const size = x + widthOf(digits, 2, 1) <= WIDTH ? 2 : 1;
  const number = item(digits, x, y, size, 1);
  const unit = x + widthOf(digits, size, 1) + 2;
  const below = CAPITAL_ROWS * (size - 1);
  return unit + widthOf('VA', 1, 1) <= WIDTH ? [number, item('VA', unit, y + below, 1)] : [number];
}

function powerLines(content: PanelContent): Item[] {
  const { drawn, injected, injectedEstimated } = content;
  const first = drawn === undefined ? [] : [item('PAPP', 0, 46, 1), ...powerItems(content, POWER_X, 39)];
  if (injected === undefined) return first;
  const va = `${estimateSign(injectedEstimated, injected)}${injected} VA`;
  return [...first, item('PINJ', 0, 55, 1), item(va, POWER_X, 55, 1)];
}
