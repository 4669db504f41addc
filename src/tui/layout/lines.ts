type Emphasis = 'plain' | 'dim' | 'dimReverse' | 'border' | 'chosen' | 'title' | 'value';
type Meaning = 'power' | 'injection' | 'ejpNotice' | 'ejpOn' | 'good' | 'warning' | 'alarm' | 'limit';
/** Hours by their price; layout/period-style.ts says which period has which. */
type Price = 'peak' | 'cheap' | 'blueDay' | 'whiteDay' | 'redDay';
/** What a text is; terminal/palette.ts gives each style its colours. */
export type Style = Emphasis | Meaning | Price;

/** A curve of one row. */
export interface RowCurve {
  readonly kind: 'power' | 'injection';
  /** A value a column, VA, oldest first; undefined where nothing was measured. */
  readonly values: readonly (number | undefined)[];
  /** The value that a full column stands for, VA. */
  readonly top: number;
  readonly stale: boolean;
  /** The period of each column, where its price is to be seen. */
  readonly periods?: readonly (string | undefined)[];
}

/** A piece of a row. `graph` marks blanks that a sparkline is laid over; a click on it is that `key`. */
export interface Segment {
  readonly text: string;
  readonly style: Style;
  readonly graph?: RowCurve;
  readonly key?: string;
}

export type Line = readonly Segment[];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A row that may be left out where there is no room: the highest `rank` goes first, 0 never. */
export interface Row {
  readonly line: Line;
  readonly rank: number;
}

/** Signs of one column, none of which is composed with another. */
const SIGNS =
  ' -~\\u00a0-\\u00ac\\u00ae-\\u024f\\u2010-\\u2027\\u202f-\\u205e\\u20ac\\u2190-\\u21ff\\u2212\\u2500-\\u25ff\\u2715';
const ONE_COLUMN_EACH = new RegExp(`^[${SIGNS}]*$`);
const OTHERS = new RegExp(`[^${SIGNS}]`, 'gu');

/**
 * Text that takes one column a character: composed accents, no control characters (a supplier's text or a
 * path may hold any), nothing wide, nothing of no width.
 */
export function clean(text: string): string {
  // Nearly every text of ours.
  return ONE_COLUMN_EACH.test(text)
    ? text
    : text
        .normalize('NFC')
        .replace(/\p{Cc}/gu, '')
        .replace(OTHERS, '?');
}

export function seg(text: string, style: Style = 'plain'): Segment {
  return { text: clean(text), style };
}

export const blank = (width: number): Segment => ({ text: ' '.repeat(Math.max(0, width)), style: 'plain' });

export const widthOf = (line: Line): number => line.reduce((sum, { text }) => sum + text.length, 0);

/** Neighbours of one style as one piece. */
export function joined(pieces: Line): Line {
  const out: Segment[] = [];
  for (const { text, style } of pieces) {
    const last = out.at(-1);
    if (last?.style === style) out[out.length - 1] = { text: last.text + text, style };
    else out.push({ text, style });
  }
  return out;
}

/** A row whose parts stand for a key, where they have none of their own. */
export const clickable = (line: Line, key: string): Line => line.map((segment) => ({ key, ...segment }));

/** Whether two rows look the same. Of curves only the very same one does: values are not compared. */
export function sameLine(line: Line, other: Line | undefined): boolean {
  if (line.length !== other?.length) return false;
  return line.every(
    ({ text, style, graph }, i) => graph === other[i]?.graph && text === other[i]?.text && style === other[i]?.style,
  );
}

/** A text cut to a width, at its end, or at its start for a path, whose end says more. */
export function cut(text: string, width: number, where: 'end' | 'start' = 'end'): string {
  if (text.length <= width) return text;
  if (width <= 1) return '…'.slice(0, width);
  return where === 'end' ? `${text.slice(0, width - 1)}…` : `…${text.slice(text.length - width + 1)}`;
}

/** The first text that fits, of several from the longest to the shortest; the last where none does. */
export function fitting(texts: readonly string[], width: number): string {
  return texts.find(({ length }) => length <= width) ?? texts.at(-1) ?? '';
}

/** A line of exactly this width: padded, or cut with an ellipsis. */
export function fit(line: Line, width: number): Line {
  const spare = width - widthOf(line);
  if (spare >= 0) return spare === 0 ? line : [...line, blank(spare)];
  const out: Segment[] = [];
  let left = width;
  for (const segment of line) {
    if (segment.text.length <= left - 1) out.push(segment);
    else if (left > 0) out.push({ text: cut(`${segment.text} `, left), style: segment.style });
    left -= out.at(-1)?.text.length ?? 0;
    if (left <= 0) break;
  }
  return out;
}

/** Rows that fill a size exactly. */
export function filled(rows: readonly Line[], { width, height }: Size): Line[] {
  return Array.from({ length: height }, (_, i) => fit(rows[i] ?? [], width));
}

/** Left and right parts of a row of exactly this width, the left one cut first. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = width - widthOf(right);
  if (room <= 0) return fit(right, width);
  return [...fit(left, room), ...right];
}

/** A label and its value at the right edge, with one blank at each side. */
export function pair(label: string, value: Line, width: number): Line {
  return [blank(1), ...spread([seg(label), blank(1)], value, width - 2), blank(1)];
}

/** `pair`, or two rows where both do not fit side by side: the value then has its own. */
export function pairs(label: string, value: Line, width: number): Line[] {
  if (label.length + 1 + widthOf(value) <= width - 2) return [pair(label, value, width)];
  return [[blank(1), seg(label)], pair('', value, width)];
}

/**
 * A label and its value, with a row of its own where both do not fit side by side; a text is cut at its start. Nothing
 * for a value that is absent.
 */
export function labelled(
  rank: number,
  label: string,
  shown: Segment | string | null | undefined,
  inner: number,
): Row[] {
  if (!shown) return [];
  const segment = typeof shown === 'string' ? seg(cut(shown, inner - label.length - 3, 'start')) : shown;
  return pairs(label, [segment], inner).map((line) => ({ line, rank }));
}

/** The rows in their order; where there is no room for all, the least important are left out. */
export function dropToFit(rows: readonly Row[], height: number): Line[] {
  const kept = [...rows];
  while (kept.length > height) {
    const worst = kept.reduce((at, row, i) => (row.rank >= (kept[at]?.rank ?? 0) ? i : at), 0);
    kept.splice(worst, 1);
  }
  return kept.map(({ line }) => line);
}

/** A framed panel of exactly this size. */
export function box(title: Line, rows: readonly Line[], width: number, height: number): Line[] {
  const inner = width - 2;
  const head = fit([blank(1), ...title, blank(1)], Math.min(inner - 2, widthOf(title) + 2));
  const edge = (text: string): Segment => ({ text, style: 'border' });
  const out: Line[] = [[edge('┌─'), ...head, edge(`${'─'.repeat(inner - 1 - widthOf(head))}┐`)]];
  for (let i = 0; i < height - 2; i++) out.push([edge('│'), ...fit(rows[i] ?? [], inner), edge('│')]);
  out.push([edge(`└${'─'.repeat(inner)}┘`)]);
  return out;
}

/** A text broken at spaces into lines of at most this width. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(cut(word, width));
  }
  return lines;
}

/** A text in rows of at most this width, with one blank at each side. */
export function paragraph(text: string, width: number, style: Style = 'plain'): Line[] {
  return wrapped(text, width - 2).map((part) => [seg(` ${part}`, style)]);
}
