import type { Lang } from '../text/format.js';
import { tui } from '../text/tui.js';
import * as facts from './facts.js';
import type { Graph } from './graph.js';
import { header } from './header.js';
import { blank, cut, fit, type Line, type Size, seg, widthOf } from './lines.js';
import type { State } from './state.js';
import { compact } from './views/compact.js';
import { helpPage } from './views/help.js';
import { wide } from './views/live.js';

/** A whole screen: rows that fill it exactly, and where the sparklines lie on them. */
export interface Screen {
  readonly lines: readonly Line[];
  readonly graphs: readonly { readonly row: number; readonly column: number; readonly graph: Graph }[];
}

export interface ViewOptions extends Size {
  readonly lang: Lang;
  readonly now: number;
  readonly help: boolean;
}

const SMALLEST: Size = { width: 40, height: 10 };
const FULL: Size = { width: 80, height: 20 };

/** The screen that shows this state, for any size. */
export function view(state: State, options: ViewOptions): Screen {
  const { width, height, lang, now, help } = options;
  if (width < SMALLEST.width || height < SMALLEST.height) {
    const notice = fit([seg(cut(tui[lang].tooSmall(width, height), width))], width);
    return { lines: filled([notice], options), graphs: [] };
  }
  const moment = facts.momentOf(state, now, lang);
  const body = { width, height: height - 2 };
  const full = width >= FULL.width && height >= FULL.height;
  const rows = help ? helpPage(lang, body) : full ? wide(moment, body) : compact(moment, body);
  const lines = [header(moment, width), ...filled(rows, body), keyBar(lang, width, help)];
  return { lines, graphs: located(lines) };
}

function filled(rows: readonly Line[], { width, height }: Size): Line[] {
  return Array.from({ length: height }, (_, i) => fit(rows[i] ?? [], width));
}

function located(lines: readonly Line[]): Screen['graphs'] {
  return lines.flatMap((line, row) => {
    let column = 0;
    return line.flatMap(({ text, graph }) => {
      const at = { row, column, graph };
      column += text.length;
      return graph ? [{ ...at, graph }] : [];
    });
  });
}

function keyBar(lang: Lang, width: number, help: boolean): Line {
  const keys = [...(help ? tui[lang].helpKeys : tui[lang].keys)];
  const line = (): Line => keys.flatMap(([key, word]) => [blank(1), seg(key, 'title'), seg(` ${word} `)]);
  while (keys.length > 1 && widthOf(line()) > width) keys.splice(1, 1);
  return fit(line(), width);
}
