import type { Lang } from '../../text/format.ts';
import { help } from '../../text/help.ts';
import { blank, box, fit, type Line, type Segment, type Size, seg, widthOf, wrapped } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import type { Selection, Tab, ViewName } from '../model/selection.ts';

type Section = (typeof help)[Lang]['go'];

/** Columns of a section's name before its items; on a narrow screen the name has a row of its own. */
const LABEL = 12;
const NARROW = 50;
/** From this width on keys and signs are side by side. */
const TWO_COLUMNS = 110;
/** Wider lines are hard to read. */
const MAX_COLUMN = 84;

/** The help: every key, the view's own first, then what the signs mean; as much as there is room for, from the chosen row on. */
export function helpPage(
  lang: Lang,
  { view, helpRow }: Pick<Selection, 'view' | 'helpRow'>,
  tabs: readonly Tab[],
  size: Size,
): Line[] {
  const { width, height } = size;
  const rows = helpRows(lang, view, tabs, width);
  const first = Math.min(helpRow, lastHelpRow(lang, view, tabs, size));
  const shown = rows.slice(first, first + height - 2);
  const t = help[lang];
  const part =
    rows.length > height - 2 ? [seg(` · ${t.part(first + 1, first + shown.length, rows.length)}`, 'dim')] : [];
  return box([seg(t.title, 'title'), ...part], shown, width, height);
}

/** The first row when the last one is in sight. */
export const lastHelpRow = (lang: Lang, view: ViewName, tabs: readonly Tab[], { width, height }: Size): number =>
  Math.max(0, helpRows(lang, view, tabs, width).length - (height - 2));

/** All rows of the help, for a width. */
const helpRows = memoizeLast((lang: Lang, view: ViewName, tabs: readonly Tab[], width: number): readonly Line[] => {
  const t = help[lang];
  const inner = width - 2;
  const two = width >= TWO_COLUMNS;
  const column = Math.min(MAX_COLUMN, two ? Math.floor(inner / 2) : inner);
  // This home does not have every view.
  const absent = (['ejp', 'tempo'] as const).flatMap((name) =>
    tabs.some((tab) => tab.name === name) ? [] : [t.views[name].name],
  );
  const shown = tabs.find((tab) => tab.view === view);
  const keys = [
    ...(shown ? rowsOf(t.views[shown.name], column, true) : []),
    [],
    ...rowsOf(t.common, column),
    ...rowsOf({ ...t.go, items: t.go.items.filter(([, words]) => !absent.includes(words)) }, column),
    [],
    ...tabs.flatMap((tab) => (tab === shown ? [] : rowsOf(t.views[tab.name], column))),
  ];
  const signs = [...rowsOf(t.signs, column), [], ...rowsOf(t.curves, column)];
  if (!two) return [...keys, [], ...signs];
  return Array.from({ length: Math.max(keys.length, signs.length) }, (_, i) => [
    ...fit(keys[i] ?? [], column),
    ...(signs[i] ?? []),
  ]);
});

/** A section's items side by side, in as many rows as they need, its name before the first. */
function rowsOf({ name, items }: Section, width: number, here = false): Line[] {
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
  return narrow ? [[head], ...lines] : lines;
}
