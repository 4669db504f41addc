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

export interface KeyResult {
  readonly selection: Selection;
  readonly action?: Action;
}

/** What one key, by blessed's name for it, makes of the selection. Unknown keys do nothing. */
export function afterKey(selection: Selection, key: string, context: KeyContext): KeyResult {
  // Raw mode gives Ctrl-C no other meaning: it works everywhere, also while a date is typed.
  if (key === 'C-c') return { selection, action: 'quit' };
  if (key === 'C-l') return { selection, action: 'redraw' };
  if (key === 'C-z') return { selection, action: 'suspend' };
  if (selection.typedDate !== undefined) return { selection: afterDateKey(selection, key, context.today) };
  if (key === 'q' || key === 'f10') return { selection, action: 'quit' };
  if (key === '?' || key === 'f1') return { selection: { ...selection, help: !selection.help } };
  // Esc only closes: half of an arrow key that came in two packets is an Esc too.
  if (key === 'escape' && (selection.help || selection.zoom))
    return { selection: selection.help ? { ...selection, help: false } : { ...selection, zoom: undefined } };
  if (key === 'r') return { selection, action: 'reload' };
  const view = viewOf(selection.view, key);
  if (view) return { selection: viewing(selection, view) };
  if (key === 'c') return { selection: { ...selection, signs: (selection.signs + 1) % SIGNS.length } };
  if (selection.help) return { selection };
  return { selection: VIEW_KEYS[selection.view](selection, key, context) };
}

function viewOf(current: ViewName, key: string): ViewName | undefined {
  const at = VIEWS.indexOf(current);
  if (key === 'tab') return VIEWS[(at + 1) % VIEWS.length];
  if (key === 'S-tab') return VIEWS[(at + VIEWS.length - 1) % VIEWS.length];
  return /^[1-9]$/.test(key) ? VIEWS[Number(key) - 1] : undefined;
}

const viewing = (selection: Selection, view: ViewName): Selection => ({
  ...selection,
  view,
  help: false,
  returnTo: undefined,
});

const VIEW_KEYS: Readonly<Record<ViewName, (selection: Selection, key: string, context: KeyContext) => Selection>> = {
  live: liveKey,
  day: dayKey,
  costs: costsKey,
  ejp: ejpKey,
};

function liveKey(selection: Selection, key: string, { state, now }: KeyContext): Selection {
  switch (key) {
    case '+':
      return { ...selection, window: Math.min(WINDOWS.length - 1, selection.window + 1) };
    case '-':
      return { ...selection, window: Math.max(0, selection.window - 1) };
    case '=':
      return { ...selection, window: DEFAULT_WINDOW };
    case 'z':
      return {
        ...selection,
        zoom: selection.zoom === undefined ? 'power' : selection.zoom === 'power' ? 'injection' : undefined,
      };
    case 'y':
      return { ...selection, scale: selection.scale === 'auto' ? 'subscribed' : 'auto' };
    case 'p':
    case 'space':
      return { ...selection, pausedAt: selection.pausedAt ? undefined : { state, now } };
    default:
      return selection;
  }
}

function dayKey(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const { days } = state.logData;
  const day = selection.day ?? today;
  const to = (next: Day | undefined): Selection =>
    next === undefined ? selection : { ...selection, day: next >= today ? undefined : next };
  switch (key) {
    case 'left':
    case 'h':
      return to(days.filter((each) => each < day).at(-1) ?? (days.length === 0 ? addDays(day, -1) : undefined));
    case 'right':
    case 'l':
      return to(days.find((each) => each > day) ?? today);
    case 'S-left':
      return to(addDays(day, -1));
    case 'S-right':
      return to(addDays(day, 1));
    case 'pageup':
      return to(addDays(day, -7));
    case 'pagedown':
      return to(addDays(day, 7));
    case 'home':
    case 't':
    case '`':
      return to(today);
    case 'g':
      return { ...selection, typedDate: '' };
    case 'escape':
    case 'backspace':
      return selection.returnTo === undefined ? selection : viewing(selection, selection.returnTo);
    default:
      return selection;
  }
}

/** Both languages' initials: jour day, semaine week, mois month, année year, EJP season. */
const GROUPING_KEYS: Readonly<Record<string, Grouping>> = {
  ...{ j: 'day', s: 'week', m: 'month', a: 'year', e: 'season' },
  ...{ d: 'day', w: 'week', y: 'year' },
};

function costsKey(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const groups = state.logData.costs?.groups;
  const rows = groups?.[selection.grouping] ?? [];
  const row = rows.at(-1 - selection.costRow);
  // Another grouping keeps the place: the row that has the same last day.
  const grouped = (by: Grouping | undefined): Selection => {
    if (by === undefined) return selection;
    const list = groups?.[by] ?? [];
    const at = row ? list.findIndex(({ to }) => to >= row.to) : -1;
    return { ...selection, grouping: by, costRow: at < 0 ? 0 : list.length - 1 - at };
  };
  if (key in GROUPING_KEYS) return grouped(GROUPING_KEYS[key]);
  if (key === 'enter')
    return selection.grouping === 'day' ? opened(selection, row?.to, today) : grouped(FINER[selection.grouping]);
  if (key === 'backspace' || key === 'escape') return grouped(COARSER[selection.grouping]);
  return { ...selection, costRow: moved(selection.costRow, key, rows.length) };
}

const FINER: Readonly<Record<Grouping, Grouping | undefined>> = {
  ...{ year: 'month', season: 'month', month: 'day', week: 'day', day: undefined },
};
const COARSER: Readonly<Record<Grouping, Grouping | undefined>> = {
  ...{ day: 'month', week: 'month', month: 'year', year: undefined, season: undefined },
};

function ejpKey(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const rows = state.logData.ejp?.ejpDays ?? [];
  const older = state.logData.ejp?.olderSeasons ?? 0;
  const season = (count: number): Selection => ({
    ...selection,
    seasonsBack: Math.max(0, Math.min(older, count)),
    ejpRow: 0,
  });
  switch (key) {
    case 'enter':
      return opened(selection, rows.at(-1 - selection.ejpRow)?.day, today);
    case 'left':
    case 'h':
      return season(selection.seasonsBack + 1);
    case 'right':
    case 'l':
      return season(selection.seasonsBack - 1);
    case 't':
    case '`':
      return season(0);
    default:
      return { ...selection, ejpRow: moved(selection.ejpRow, key, rows.length) };
  }
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
    ...{ up: 1, k: 1, wheelup: 1, pageup: PAGE, home: rows },
    ...{ down: -1, wheeldown: -1, pagedown: -PAGE, end: -rows },
  };
  return Math.max(0, Math.min(rows - 1, row + (steps[key] ?? 0)));
}
