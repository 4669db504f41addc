import type { Grouping } from '../../report/grouping.ts';
import { addDays, type Day } from '../../time/local.ts';
import { afterDateKey } from './date-entry.ts';
import { DEFAULT_WINDOW, type Selection, SIGNS, VIEWS, type ViewName, WINDOWS } from './selection.ts';
import type { State } from './state.ts';

/** What a key asks for besides another selection. */
export type Action = 'quit' | 'reload' | 'redraw' | 'suspend';

/** What a key may depend on. */
export interface KeyContext {
  readonly state: State;
  readonly now: number;
  readonly today: Day;
}

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
  if (key === 'escape' && selection.zoom) return { ...selection, zoom: undefined };
  const view = viewOf(selection.view, key);
  if (view) return viewing(selection, view);
  if (key === 'c') return { ...selection, signs: (selection.signs + 1) % SIGNS.length };
  return selection.help ? selection : VIEW_KEYS[selection.view](selection, SAME_KEYS[key] ?? key, context);
}

function viewOf(current: ViewName, key: string): ViewName | undefined {
  const at = VIEWS.indexOf(current);
  if (key === 'tab') return VIEWS[(at + 1) % VIEWS.length];
  if (key === 'S-tab') return VIEWS[(at + VIEWS.length - 1) % VIEWS.length];
  return /^[1-9]$/.test(key) ? VIEWS[Number(key) - 1] : undefined;
}

const viewing = (selection: Selection, view: ViewName): Selection => ({
  ...{ ...selection, view, help: false, returnTo: undefined },
});

const VIEW_KEYS: Readonly<Record<ViewName, (selection: Selection, key: string, context: KeyContext) => Selection>> = {
  ...{ live: liveKey, day: dayKey, costs: costsKey, ejp: ejpKey },
};

/** Keys that do what another does, in every view. */
const SAME_KEYS: Readonly<Record<string, string>> = {
  ...{ h: 'left', l: 'right', k: 'up', '`': 't', space: 'p', backspace: 'escape', wheelup: 'up', wheeldown: 'down' },
};

function liveKey(selection: Selection, key: string, { state, now }: KeyContext): Selection {
  const { window, zoom, scale, pausedAt } = selection;
  switch (key) {
    case '+':
      return { ...selection, window: Math.min(WINDOWS.length - 1, window + 1) };
    case '-':
      return { ...selection, window: Math.max(0, window - 1) };
    case '=':
      return { ...selection, window: DEFAULT_WINDOW };
    case 'z':
      return { ...selection, zoom: zoom === undefined ? 'power' : zoom === 'power' ? 'injection' : undefined };
    case 'y':
      return { ...selection, scale: scale === 'auto' ? 'subscribed' : 'auto' };
    case 'p':
      return { ...selection, pausedAt: pausedAt ? undefined : { state, now } };
    default:
      return selection;
  }
}

/** Days from the one shown to another one of the calendar. */
const DAY_STEPS: Readonly<Record<string, number>> = { 'S-left': -1, 'S-right': 1, pageup: -7, pagedown: 7 };

function dayKey(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const { days } = state.logData;
  const { day = today, returnTo } = selection;
  const to = (next: Day): Selection => ({ ...selection, day: next >= today ? undefined : next });
  switch (key) {
    case 'left':
      return to(days.filter((each) => each < day).at(-1) ?? (days.length === 0 ? addDays(day, -1) : day));
    case 'right':
      return to(days.find((each) => each > day) ?? today);
    case 'home':
    case 't':
      return to(today);
    case 'g':
      return { ...selection, typedDate: '' };
    case 'escape':
      return returnTo === undefined ? selection : viewing(selection, returnTo);
    default:
      return key in DAY_STEPS ? to(addDays(day, DAY_STEPS[key] ?? 0)) : selection;
  }
}

/** Both languages' initials: jour day, semaine week, mois month, année year, EJP season. */
const GROUPING_KEYS: Readonly<Record<string, Grouping>> = {
  ...{ j: 'day', s: 'week', m: 'month', a: 'year', e: 'season' },
  ...{ d: 'day', w: 'week', y: 'year' },
};
const FINER: Readonly<Partial<Record<Grouping, Grouping>>> = {
  ...{ year: 'month', season: 'month', month: 'day', week: 'day' },
};
const COARSER: Readonly<Partial<Record<Grouping, Grouping>>> = { day: 'month', week: 'month', month: 'year' };

function costsKey(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const { grouping, costRow } = selection;
  const groups = state.logData.costs?.groups;
  const rows = groups?.[grouping] ?? [];
  const row = rows.at(-1 - costRow);
  if (key === 'enter' && grouping === 'day') return opened(selection, row?.to, today);
  const by = key === 'enter' ? FINER[grouping] : key === 'escape' ? COARSER[grouping] : GROUPING_KEYS[key];
  if (by === undefined) return { ...selection, costRow: moved(costRow, key, rows.length) };
  // Another grouping keeps the place: the row that has the same last day.
  const list = groups?.[by] ?? [];
  const at = row ? list.findIndex(({ to }) => to >= row.to) : -1;
  return { ...selection, grouping: by, costRow: at < 0 ? 0 : list.length - 1 - at };
}

function ejpKey(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const { ejpRow, seasonsBack } = selection;
  const { ejpDays = [], olderSeasons = 0 } = state.logData.ejp ?? {};
  if (key === 'enter') return opened(selection, ejpDays.at(-1 - ejpRow)?.day, today);
  const seasons: Readonly<Record<string, number>> = { left: seasonsBack + 1, right: seasonsBack - 1, t: 0 };
  const back = seasons[key];
  if (back === undefined) return { ...selection, ejpRow: moved(ejpRow, key, ejpDays.length) };
  return { ...selection, seasonsBack: Math.max(0, Math.min(olderSeasons, back)), ejpRow: 0 };
}

const opened = (selection: Selection, day: Day | undefined, today: Day): Selection =>
  day === undefined
    ? selection
    : { ...selection, view: 'day', day: day >= today ? undefined : day, returnTo: selection.view };

/** Rows. */
const PAGE = 10;
/** The newest row is at the bottom and has the number 0: up goes into the past. */
function moved(row: number, key: string, rows: number): number {
  const steps: Readonly<Record<string, number>> = {
    ...{ up: 1, pageup: PAGE, home: rows, down: -1, pagedown: -PAGE, end: -rows },
  };
  return Math.max(0, Math.min(rows - 1, row + (steps[key] ?? 0)));
}
