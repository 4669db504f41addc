import type { Grouping } from '../../report/grouping.ts';
import { addDays, type Day, isDay } from '../../time/local.ts';
import { DEFAULT_WINDOW, type Selection, SIGNS, VIEWS, type ViewName, WINDOWS } from './selection.ts';
import type { State } from './state.ts';

/** What a key asks for beyond another look. */
export type Action = 'quit' | 'reload' | 'redraw' | 'suspend';

/** What a key may depend on. */
export interface Known {
  readonly state: State;
  readonly now: number;
  readonly today: Day;
}

export interface Answer {
  readonly selection: Selection;
  readonly action?: Action;
}

/** What one key, by blessed's name for it, makes of the screen. Unknown keys do nothing. */
export function afterKey(selection: Selection, key: string, known: Known): Answer {
  // Raw mode gives Ctrl-C no other meaning: it works everywhere, also while a date is typed.
  if (key === 'C-c') return { selection, action: 'quit' };
  if (key === 'C-l') return { selection, action: 'redraw' };
  if (key === 'C-z') return { selection, action: 'suspend' };
  if (selection.typedDate !== undefined) return { selection: typed(selection, key, known.today) };
  if (key === 'q' || key === 'f10') return { selection, action: 'quit' };
  if (key === '?' || key === 'f1') return { selection: { ...selection, help: !selection.help } };
  // Esc only ever closes: half of an arrow key that came in two packets is an Esc too.
  if (key === 'escape' && (selection.help || selection.zoom))
    return { selection: selection.help ? { ...selection, help: false } : { ...selection, zoom: undefined } };
  if (key === 'r') return { selection, action: 'reload' };
  const view = viewOf(selection.view, key);
  if (view) return { selection: shown(selection, view) };
  if (key === 'c') return { selection: { ...selection, signs: (selection.signs + 1) % SIGNS.length } };
  if (selection.help) return { selection };
  return { selection: VIEW_KEYS[selection.view](selection, key, known) };
}

function viewOf(current: ViewName, key: string): ViewName | undefined {
  const at = VIEWS.indexOf(current);
  if (key === 'tab') return VIEWS[(at + 1) % VIEWS.length];
  if (key === 'S-tab') return VIEWS[(at + VIEWS.length - 1) % VIEWS.length];
  return /^[1-9]$/.test(key) ? VIEWS[Number(key) - 1] : undefined;
}

const shown = (selection: Selection, view: ViewName): Selection => ({
  ...selection,
  view,
  help: false,
  returnTo: undefined,
});

const VIEW_KEYS: Readonly<Record<ViewName, (selection: Selection, key: string, known: Known) => Selection>> = {
  live: liveKey,
  day: dayKey,
  costs: costsKey,
  ejp: ejpKey,
};

function liveKey(selection: Selection, key: string, { state, now }: Known): Selection {
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

function dayKey(selection: Selection, key: string, { state, today }: Known): Selection {
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
      return selection.returnTo === undefined ? selection : shown(selection, selection.returnTo);
    default:
      return selection;
  }
}

/** Both languages' initials: jour day, semaine week, mois month, année year, EJP season. */
const BY_KEYS: Readonly<Record<string, Grouping>> = {
  ...{ j: 'day', s: 'week', m: 'month', a: 'year', e: 'season' },
  ...{ d: 'day', w: 'week', y: 'year' },
};

function costsKey(selection: Selection, key: string, { state, today }: Known): Selection {
  const groups = state.logData.costs?.groups;
  const rows = groups?.[selection.grouping] ?? [];
  const row = rows.at(-1 - selection.costRow);
  // Another grouping keeps the place: the row that holds the same last day.
  const grouped = (by: Grouping | undefined): Selection => {
    if (by === undefined) return selection;
    const list = groups?.[by] ?? [];
    const at = row ? list.findIndex(({ to }) => to >= row.to) : -1;
    return { ...selection, grouping: by, costRow: at < 0 ? 0 : list.length - 1 - at };
  };
  if (key in BY_KEYS) return grouped(BY_KEYS[key]);
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

function ejpKey(selection: Selection, key: string, { state, today }: Known): Selection {
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

const PAGE = 10;
/** The newest row stands at the bottom, row 0: up goes into the past. */
function moved(row: number, key: string, rows: number): number {
  const steps: Readonly<Record<string, number>> = {
    ...{ up: 1, k: 1, wheelup: 1, pageup: PAGE, home: rows },
    ...{ down: -1, wheeldown: -1, pagedown: -PAGE, end: -rows },
  };
  return Math.max(0, Math.min(rows - 1, row + (steps[key] ?? 0)));
}

/** Longest date that can be typed, `31/12/2026`. */
const LONGEST = 10;

function typed(selection: Selection, key: string, today: Day): Selection {
  const entry = selection.typedDate ?? '';
  if (key === 'escape') return { ...selection, typedDate: undefined };
  if (key === 'backspace') return { ...selection, typedDate: entry.slice(0, -1) };
  if (key === 'enter') {
    const day = dayTyped(entry, today);
    // What is no day stays to be mended.
    if (day === undefined) return entry === '' ? { ...selection, typedDate: undefined } : selection;
    return { ...selection, typedDate: undefined, day: day >= today ? undefined : day };
  }
  return /^[\d/._-]$/.test(key) && entry.length < LONGEST ? { ...selection, typedDate: entry + key } : selection;
}

/** `24`, `24/11`, `24/11/2026`, `2026-11-24`: without month or year the latest such day. */
export function dayTyped(text: string, today: Day): Day | undefined {
  const parts = text.split(/[/._-]/);
  if (!parts.every((part) => /^\d+$/.test(part))) return undefined;
  const two = (part = ''): string => part.padStart(2, '0');
  const [a = '', b, c] = parts;
  const [year, month] = [today.slice(0, 4), today.slice(5, 7)];
  const before = (day: Day, earlier: Day): Day => (day <= today ? day : earlier);
  const monthBefore = addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  const day =
    c !== undefined
      ? a.length === 4
        ? `${a}-${two(b)}-${two(c)}`
        : `${c.length === 2 ? `20${c}` : c}-${two(b)}-${two(a)}`
      : b !== undefined
        ? before(`${year}-${two(b)}-${two(a)}`, `${Number(year) - 1}-${two(b)}-${two(a)}`)
        : before(`${year}-${month}-${two(a)}`, `${monthBefore}-${two(a)}`);
  return isDay(day) ? day : undefined;
}
