import { withNextSigns } from './chosen.ts';
import { tabsOf } from './contract.ts';
import { afterDateKey } from './date-entry.ts';
import { costsKey } from './keys/costs.ts';
import { dayKey } from './keys/day.ts';
import { ejpKey } from './keys/ejp.ts';
import { liveKey } from './keys/live.ts';
import { type KeyContext, scrolled, viewing } from './keys/moves.ts';
import { sheetKey } from './keys/sheet.ts';
import type { ExportFormat, Selection, Tab } from './selection.ts';
import { PLOTS, type ViewName } from './settings.ts';

/** What a key asks for besides another selection. */
export type Action = 'quit' | 'reload' | 'redraw' | 'suspend' | 'forgetSettings' | `export-${ExportFormat}`;

interface Answer {
  readonly selection: Selection;
  readonly action?: Action | undefined;
}

/** Raw mode gives Ctrl-C no other meaning: these work everywhere, also while a date is typed. */
const CONTROLS: Readonly<Record<string, Action>> = { 'C-c': 'quit', 'C-l': 'redraw', 'C-z': 'suspend' };
const ACTIONS: Readonly<Record<string, Action>> = { q: 'quit', f10: 'quit', r: 'reload' };
/** In what form the view is written to a file, once it was asked for. */
const EXPORTS: Readonly<Record<string, ExportFormat>> = { c: 'csv', j: 'json', t: 'txt' };

/** What one key, by blessed's name for it, makes of the selection, or asks for. Unknown keys do nothing. */
export function afterKey(before: Selection, key: string, context: KeyContext): Answer {
  if (key in CONTROLS) return { selection: before, action: CONTROLS[key] };
  // What became of an export is told until the next key.
  const selection = before.exported === undefined ? before : { ...before, exported: undefined };
  if (selection.typedDate !== undefined) return { selection: afterDateKey(selection, key, context.today) };
  if (selection.isExporting) return afterExportKey(selection, key);
  if (key in ACTIONS) return { selection, action: ACTIONS[key] };
  if (key === 'e') return { selection: { ...selection, isExporting: true } };
  const isReset = key === 'R' && selection.sheetRow !== undefined && !selection.help;
  return { selection: afterViewKey(selection, key, context), ...(isReset ? { action: 'forgetSettings' } : {}) };
}

/** The form of the file; any other key is no form, and ends the question. */
function afterExportKey(asked: Selection, key: string): Answer {
  const format = EXPORTS[key];
  return { selection: { ...asked, isExporting: false }, action: format && `export-${format}` };
}

function afterViewKey(selection: Selection, key: string, context: KeyContext): Selection {
  if (key === '?' || key === 'f1') return { ...selection, help: !selection.help, helpRow: 0 };
  // Esc only closes: half of an arrow key that came in two packets is an Esc too.
  if (key === 'escape' && selection.help) return { ...selection, help: false };
  const view = viewOf(tabsOf(context.state), selection.view, key);
  if (view) return viewing(selection, view);
  if (key === 'c') return { ...selection, plot: PLOTS[(PLOTS.indexOf(selection.plot) + 1) % PLOTS.length] ?? 'filled' };
  if (key === 'C') return withNextSigns(selection, context.ownSigns ?? 'full');
  const same = SAME_KEYS[key] ?? key;
  if (selection.help) {
    const rows = (context.lastHelpRow?.() ?? 0) + 1;
    return { ...selection, helpRow: scrolled(selection.helpRow, key === 'j' ? 'down' : same, rows) };
  }
  if (selection.sheetRow !== undefined) return sheetKey(selection, key === 'j' ? 'down' : same, context);
  if (key === 'o') return { ...selection, sheetRow: 0 };
  return VIEW_KEYS[selection.view](selection, same, context);
}

/** The view that a number or Tab leads to, of those that this home has. */
function viewOf(tabs: readonly Tab[], current: ViewName, key: string): ViewName | undefined {
  const at = tabs.findIndex(({ view }) => view === current);
  if (key === 'tab') return tabs[(at + 1) % tabs.length]?.view;
  if (key === 'S-tab') return tabs[(Math.max(0, at) + tabs.length - 1) % tabs.length]?.view;
  return /^[1-9]$/.test(key) ? tabs[Number(key) - 1]?.view : undefined;
}

const VIEW_KEYS: Readonly<Record<ViewName, (selection: Selection, key: string, context: KeyContext) => Selection>> = {
  ...{ live: liveKey, day: dayKey, costs: costsKey, ejp: ejpKey },
};

/** Keys that do what another does, in every view. */
const SAME_KEYS: Readonly<Record<string, string>> = {
  ...{ h: 'left', l: 'right', k: 'up', '`': 't', space: 'p', backspace: 'escape', wheelup: 'up', wheeldown: 'down' },
};
