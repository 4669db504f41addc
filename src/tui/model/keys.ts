import { tabsOf } from './contract.ts';
import { afterDateKey } from './date-entry.ts';
import { costsKey } from './keys/costs.ts';
import { dayKey } from './keys/day.ts';
import { ejpKey } from './keys/ejp.ts';
import { liveKey } from './keys/live.ts';
import { type KeyContext, viewing } from './keys/moves.ts';
import { PLOTS, type Selection, SIGNS, type Tab, type ViewName } from './selection.ts';

/** What a key asks for besides another selection. */
export type Action = 'quit' | 'reload' | 'redraw' | 'suspend';

/** Raw mode gives Ctrl-C no other meaning: these work everywhere, also while a date is typed. */
const CONTROLS: Readonly<Record<string, Action>> = { 'C-c': 'quit', 'C-l': 'redraw', 'C-z': 'suspend' };
const ACTIONS: Readonly<Record<string, Action>> = { q: 'quit', f10: 'quit', r: 'reload' };

/** What one key, by blessed's name for it, makes of the selection, or asks for. Unknown keys do nothing. */
export function afterKey(
  selection: Selection,
  key: string,
  context: KeyContext,
): { readonly selection: Selection; readonly action?: Action | undefined } {
  if (key in CONTROLS) return { selection, action: CONTROLS[key] };
  if (selection.typedDate !== undefined) return { selection: afterDateKey(selection, key, context.today) };
  if (key in ACTIONS) return { selection, action: ACTIONS[key] };
  return { selection: afterViewKey(selection, key, context) };
}

function afterViewKey(selection: Selection, key: string, context: KeyContext): Selection {
  if (key === '?' || key === 'f1') return { ...selection, help: !selection.help };
  // Esc only closes: half of an arrow key that came in two packets is an Esc too.
  if (key === 'escape' && selection.help) return { ...selection, help: false };
  const view = viewOf(tabsOf(context.state), selection.view, key);
  if (view) return viewing(selection, view);
  if (key === 'c') return { ...selection, plot: PLOTS[(PLOTS.indexOf(selection.plot) + 1) % PLOTS.length] ?? 'filled' };
  if (key === 'C') return { ...selection, signs: (selection.signs + 1) % SIGNS.length };
  return selection.help ? selection : VIEW_KEYS[selection.view](selection, SAME_KEYS[key] ?? key, context);
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
