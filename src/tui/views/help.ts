import type { Lang } from '../../text/format.js';
import { tui } from '../../text/tui.js';
import { choose, type Line, panel, type Row, seg, wrapped } from '../lines.js';

/** The help: every key, then what the signs of the screen mean; the keys stay where room is short. */
export function helpPage(lang: Lang, { width, height }: { width: number; height: number }): Line[] {
  const { title, keys, symbols } = tui[lang].help;
  const inner = width - 2;
  const label = 15;
  const rowsOf = ([key, words]: readonly [string, string], rank: number): Row[] =>
    wrapped(words, inner - label - 1).map((text, i) => ({
      line: [seg(` ${i === 0 ? key : ''}`.padEnd(label), 'title'), seg(text)],
      rank,
    }));
  const rows: Row[] = [
    ...keys.flatMap((entry) => rowsOf(entry, 0)),
    { line: [], rank: 9 },
    ...symbols.flatMap((entry) => rowsOf(entry, 5)),
  ];
  return panel([seg(title, 'title')], choose(rows, height - 2), width, height);
}
