import type { Lang } from '../../text/format.ts';
import { help } from '../../text/help.ts';
import {
  blank,
  box,
  dropToFit,
  fit,
  type Line,
  type Row,
  type Segment,
  type Size,
  seg,
  widthOf,
  wrapped,
} from '../layout/lines.ts';
import type { Tab, ViewName } from '../model/selection.ts';

type Section = (typeof help)[Lang]['go'];

/** Columns of a section's name before its items; on a narrow screen the name has a row of its own. */
const LABEL = 12;
const NARROW = 50;
/** From this width on keys and signs are side by side. */
const TWO_COLUMNS = 110;
/** Wider lines are hard to read. */
const MAX_COLUMN = 84;

/** The help: every key, by view, then what the signs mean. Where rows lack, the other views go first, then the signs. */
export function helpPage(lang: Lang, view: ViewName, tabs: readonly Tab[], { width, height }: Size): Line[] {
  const t = help[lang];
  const inner = width - 2;
  const two = width >= TWO_COLUMNS;
  const column = Math.min(MAX_COLUMN, two ? Math.floor(inner / 2) : inner);
  const gap: Row = { line: [], rank: 9 };
  // This home does not have every view.
  const absent = (['ejp', 'tempo'] as const).flatMap((name) =>
    tabs.some((tab) => tab.name === name) ? [] : [t.views[name].name],
  );
  const keys = [
    ...rowsOf({ ...t.go, items: t.go.items.filter(([, words]) => !absent.includes(words)) }, 2, column),
    gap,
    ...tabs.flatMap(({ view: each, name }) => [
      ...rowsOf(t.views[name], each === view ? 0 : 5, column, each === view),
      gap,
    ]),
    ...rowsOf(t.common, 1, column),
  ];
  const signs = [...rowsOf(t.signs, 3, column), gap, ...rowsOf(t.curves, 4, column)];
  const title = [seg(t.title, 'title')];
  if (!two) return box(title, dropToFit([...keys, gap, ...signs], height - 2), width, height);
  const left = dropToFit(keys, height - 2);
  const right = dropToFit(signs, height - 2);
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...fit(left[i] ?? [], column),
    ...(right[i] ?? []),
  ]);
  return box(title, rows, width, height);
}

/** A section's items side by side, in as many rows as they need, its name before the first. */
function rowsOf({ name, items }: Section, rank: number, width: number, here = false): Row[] {
  const narrow = width < NARROW;
  const label = narrow ? 1 : LABEL + 1;
  const rows: Segment[][] = [];
  for (const [key, words] of items) {
    const item = [seg(key, 'title'), seg(` ${words}`)];
    const last = rows.at(-1);
    if (last && label + widthOf(last) + 3 + widthOf(item) <= width - 1) last.push(blank(3), ...item);
    else {
      const [first = '', ...rest] = wrapped(words, width - label - key.length - 3);
      rows.push([seg(key, 'title'), seg(` ${first}`)]);
      for (const more of rest) rows.push([seg(`${' '.repeat(key.length)} ${more}`)]);
    }
  }
  const head = seg(`${here ? '▶' : ' '}${name}`.padEnd(label), here ? 'value' : 'dim');
  const lines = rows.map((row, i): Line => [i === 0 && !narrow ? head : blank(label), ...row]);
  return (narrow ? [[head], ...lines] : lines).map((line) => ({ line, rank }));
}
