import type { Lang } from '../../text/format.js';
import { help } from '../../text/help.js';
import { tui } from '../../text/tui.js';
import { choose, fit, type Line, panel, type Row, type Size, seg, wrapped } from '../lines.js';
import type { ViewName } from '../ui.js';
import { VIEWS } from '../ui.js';

const LABEL = 15;
/** From this width on keys and signs stand side by side. */
const TWO_COLUMNS = 110;

/** The help: the keys of this view, of all views, of the others, then what the signs mean; short of room the last go first. */
export function helpPage(lang: Lang, view: ViewName, { width, height }: Size): Line[] {
  const { title, views, common, symbols } = help[lang];
  const inner = width - 2;
  const column = width >= TWO_COLUMNS ? Math.floor(inner / 2) : inner;
  const rowsOf = ([key, words]: readonly [string, string], rank: number): Row[] =>
    wrapped(words, column - LABEL - 1).map((text, i) => ({
      line: [seg(` ${i === 0 ? key : ''}`.padEnd(LABEL), 'title'), seg(text)],
      rank,
    }));
  const section = (name: string, rows: readonly (readonly [string, string])[], rank: number): Row[] => [
    { line: [seg(` ${name}`, 'dim')], rank: rank + 1 },
    ...rows.flatMap((row) => rowsOf(row, rank)),
    { line: [], rank: 9 },
  ];
  const others = VIEWS.filter((name) => name !== view);
  const keys = [
    ...section(tui[lang].views[view], views[view], 0),
    ...section(tui[lang].allViews, common, 0),
    ...others.flatMap((name) => section(tui[lang].views[name], views[name], 5)),
  ];
  const signs = section(tui[lang].signs, symbols, 3);
  const head = [seg(title, 'title')];
  if (column === inner) return panel(head, choose([...keys, ...signs], height - 2), width, height);
  const left = choose(keys, height - 2);
  const right = choose(signs, height - 2);
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...fit(left[i] ?? [], column),
    ...(right[i] ?? []),
  ]);
  return panel(head, rows, width, height);
}
