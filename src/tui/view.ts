import type { Lang } from '../text/format.ts';
import { tui } from '../text/tui.ts';
import { cut, filled, fit, type Line, type Size, seg } from './layout/lines.ts';
import { tabsOf } from './model/contract.ts';
import type { Selection } from './model/selection.ts';
import type { State } from './model/state.ts';
import { compact } from './views/compact.ts';
import { hasRoom } from './views/curve-place.ts';
import { header } from './views/header.ts';
import { lastRow } from './views/last-row.ts';
import { live } from './views/live.ts';
import { hasFrames } from './views/section.ts';
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
  if (selection.help) return pages?.helpPage(lang, selection, tabsOf(model.state), size) ?? [];
  if (selection.sheetRow === undefined || !pages) return pageOf(model, size);
  const height = pages.sheetHeight(model, size);
  // What a setting changes is seen at once, where there is room for the page above the sheet.
  const above = { ...size, height: size.height - height };
  const page = above.height === 0 ? [] : filled(pageOf(model, above), above);
  return [...page, ...pages.settingsSheet(model, { ...size, height }, hasFrames(size))];
}

/** The first row of the help when its last one is in sight. */
export const lastHelpRow = (lang: Lang, state: State, selection: Selection, size: Size): number =>
  pages?.lastHelpRow(lang, selection.view, tabsOf(state), bodyOf(size)) ?? 0;

function pageOf(model: ViewModel, size: Size): Line[] {
  const { selection } = model;
  switch (selection.view) {
    case 'live':
      return hasRoom(size) ? live(model, size, pages?.factsPanel) : compact(model, size);
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
