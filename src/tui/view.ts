import type { Lang } from '../text/format.js';
import { keyBar } from '../text/key-bar.js';
import { tui } from '../text/tui.js';
import * as facts from './facts.js';
import { header } from './header.js';
import { blank, cut, fit, type Line, type Size, seg, widthOf } from './lines.js';
import { remembering } from './remembering.js';
import type { State } from './state.js';
import { type Ui, VIEWS } from './ui.js';
import { compact } from './views/compact.js';
import { live } from './views/live.js';

export interface ViewOptions extends Size {
  readonly lang: Lang;
  readonly now: number;
  readonly ui: Ui;
}

const SMALLEST: Size = { width: 40, height: 10 };
const FULL: Size = { width: 80, height: 20 };

let pages: typeof import('./pages.js') | undefined;

/** Loads the views other than the live one: until then they are blank. */
export async function loadPages(): Promise<void> {
  pages ??= await import('./pages.js');
}

/** The screen that shows this state, for any size: rows that fill it exactly. */
export function view(state: State, options: ViewOptions): readonly Line[] {
  const { width, height, lang, now, ui } = options;
  if (width < SMALLEST.width || height < SMALLEST.height) {
    const notice = fit([seg(cut(tui[lang].tooSmall(width, height), width))], width);
    return filled([notice], options);
  }
  const moment = facts.momentOf(state, now, lang, ui);
  const { frozen } = ui;
  const body = { width, height: height - 2 };
  // The header is never paused: EJP must not be missed.
  const rows = bodyOf(frozen && ui.view === 'live' ? facts.momentOf(frozen.state, frozen.now, lang, ui) : moment, body);
  return [header(moment, width), ...filled(rows, body), lastRow(lang, ui, width)];
}

function bodyOf(moment: facts.Moment, size: Size): Line[] {
  const { lang, ui } = moment;
  if (ui.help) return pages?.helpPage(lang, ui.view, size) ?? [];
  const full = size.width >= FULL.width && size.height >= FULL.height - 2;
  switch (ui.view) {
    case 'live':
      return full ? live(moment, size) : compact(moment, size);
    case 'day':
      return pages?.dayView(moment, size) ?? [];
    case 'costs':
      return pages?.costsView(moment, size) ?? [];
    case 'ejp':
      return pages?.ejpView(moment, size) ?? [];
  }
}

function filled(rows: readonly Line[], { width, height }: Size): Line[] {
  return Array.from({ length: height }, (_, i) => fit(rows[i] ?? [], width));
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
const lastRow = remembering((lang: Lang, ui: Ui, width: number): Line => {
  const text = keyBar[lang];
  if (ui.entry !== undefined) {
    const [prompt, ...hints] = text.dateEntry;
    const line = [seg(` ${prompt} `, 'title'), seg(`${ui.entry}_`, 'value')];
    // The hints go from their beginning: the keys stay the longest.
    while (hints.length > 0 && widthOf(line) + hints.join('   ').length + 3 > width) hints.shift();
    return fit([...line, ...hints.map((hint) => seg(`   ${hint}`, 'dim'))], width);
  }
  const tabs = (named: boolean): Line =>
    VIEWS.map((name, i) => {
      const here = ui.view === name && !ui.help;
      const words = named || here ? ` ${i + 1} ${text.views[name]} ` : ` ${i + 1}`;
      return { ...seg(words, here ? 'chosen' : 'plain'), key: String(i + 1) };
    });
  const word = ([key, what]: readonly [string, string]): Line => {
    const click = key.length === 1 ? { key } : {};
    return [blank(1), { ...seg(key, 'title'), ...click }, { ...seg(` ${what}`), ...click }];
  };
  const common = text.commonKeys.map(word);
  const own = ui.help ? [] : text.viewKeys[ui.view].map(word);
  // Leaving and help stay to the end; the keys of the view go from their end, then the names of the other views.
  const line = (named: boolean): Line =>
    [tabs(named), ...(own.length > 0 ? [[seg('│', 'border')]] : []), ...own, ...common].flat();
  while (own.length > 0 && widthOf(line(true)) > width) own.pop();
  return fit(line(widthOf(line(true)) <= width), width);
});
