import type { Lang } from '../text/format.ts';
import { keyBar } from '../text/key-bar.ts';
import { tui } from '../text/tui.ts';
import { blank, cut, filled, fit, type Line, type Size, seg, widthOf } from './layout/lines.ts';
import { memoizeLast } from './layout/memoize-last.ts';
import { tabsOf } from './model/contract.ts';
import type { Selection, Tab } from './model/selection.ts';
import type { State } from './model/state.ts';
import { compact } from './views/compact.ts';
import { hasRoom } from './views/curve-place.ts';
import { header } from './views/header.ts';
import { live } from './views/live.ts';
import { type ViewModel, viewModelOf } from './views/view-model.ts';

export interface ViewOptions extends Size {
  readonly lang: Lang;
  readonly now: number;
  readonly selection: Selection;
}

const SMALLEST: Size = { width: 40, height: 10 };

let pages: typeof import('./pages.ts') | undefined;

/** The screen between its first and its last row. */
export const bodyOf = ({ width, height }: Size): Size => ({ width, height: height - 2 });

/** Loads the views other than the live one: until then they are blank. */
export async function loadPages(): Promise<void> {
  pages ??= await import('./pages.ts');
}

/** The screen that shows this state, for any size: rows that fill it exactly. */
export function view(state: State, options: ViewOptions): readonly Line[] {
  const { width, height, lang, now, selection } = options;
  if (width < SMALLEST.width || height < SMALLEST.height) {
    const notice = fit([seg(cut(tui[lang].tooSmall(width, height), width))], width);
    return filled([notice], options);
  }
  const model = viewModelOf(state, now, lang, selection);
  const { pausedAt } = selection;
  const body = bodyOf(options);
  // The header is never paused: EJP must not be missed.
  const rows = rowsOf(
    pausedAt && selection.view === 'live' ? viewModelOf(pausedAt.state, pausedAt.now, lang, selection) : model,
    body,
  );
  return [header(model, width), ...filled(rows, body), lastRow(lang, selection, tabsOf(state), width)];
}

function rowsOf(model: ViewModel, size: Size): Line[] {
  const { lang, selection } = model;
  if (selection.help) return pages?.helpPage(lang, selection.view, tabsOf(model.state), size) ?? [];
  switch (selection.view) {
    case 'live':
      return hasRoom(size) ? live(model, size) : compact(model, size);
    case 'day':
      return pages?.dayView(model, size) ?? [];
    case 'costs':
      return pages?.costsView(model, size) ?? [];
    case 'ejp':
      return pages?.ejpView(model, size) ?? [];
  }
}

/** The key that a click on this cell stands for. */
export function keyAt(lines: readonly Line[], x: number, y: number): string | undefined {
  let column = 0;
  for (const { text, key } of lines[y] ?? []) {
    column += text.length;
    if (x < column) return key;
  }
  return undefined;
}

/** The views, the one shown marked, then the keys of this view; what does not fit is left out whole, the least needed first. */
const lastRow = memoizeLast((lang: Lang, selection: Selection, views: readonly Tab[], width: number): Line => {
  const text = keyBar[lang];
  if (selection.typedDate !== undefined) {
    const [prompt, ...hints] = text.dateEntry;
    const line = [seg(` ${prompt} `, 'title'), seg(`${selection.typedDate}_`, 'value')];
    // The hints go from their beginning: the keys stay the longest.
    while (hints.length > 0 && widthOf(line) + hints.join('   ').length + 3 > width) hints.shift();
    return fit([...line, ...hints.map((hint) => seg(`   ${hint}`, 'dim'))], width);
  }
  const tabs = (named: boolean): Line =>
    views.map(({ view: each, name }, i) => {
      const here = selection.view === each && !selection.help;
      const words = named || here ? ` ${i + 1} ${text.views[name]} ` : ` ${i + 1}`;
      return { ...seg(words, here ? 'chosen' : 'plain'), key: String(i + 1) };
    });
  const word = ([key, what]: readonly [string, string]): Line => {
    const click = key.length === 1 ? { key } : {};
    return [blank(1), { ...seg(key, 'title'), ...click }, { ...seg(` ${what}`), ...click }];
  };
  const common = text.commonKeys.map(word);
  const shown = views.find(({ view: each }) => each === selection.view);
  const own = selection.help || !shown ? [] : text.viewKeys[shown.name].map(word);
  // Leaving and help stay to the end; the keys of the view go from their end, then the names of the other views.
  const line = (named: boolean): Line =>
    [tabs(named), ...(own.length > 0 ? [[seg('│', 'border')]] : []), ...own, ...common].flat();
  while (own.length > 0 && widthOf(line(true)) > width) own.pop();
  return fit(line(widthOf(line(true)) <= width), width);
});
