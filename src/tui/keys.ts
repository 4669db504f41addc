import { addDays, type Day, isDay } from '../meter/time.js';
import type { Grouping } from '../report/by.js';
import type { State } from './state.js';
import { DEFAULT_WINDOW, SIGNS, type Ui, VIEWS, type ViewName, WINDOWS } from './ui.js';

/** What a key asks for beyond another look. */
export type Act = 'quit' | 'reload' | 'redraw' | 'suspend';

/** What a key may depend on. */
export interface Known {
  readonly state: State;
  readonly now: number;
  readonly today: Day;
}

export interface Answer {
  readonly ui: Ui;
  readonly act?: Act;
}

/** What one key, by blessed's name for it, makes of the screen. Unknown keys do nothing. */
export function afterKey(ui: Ui, key: string, known: Known): Answer {
  // Raw mode gives Ctrl-C no other meaning: it works everywhere, also while a date is typed.
  if (key === 'C-c') return { ui, act: 'quit' };
  if (key === 'C-l') return { ui, act: 'redraw' };
  if (key === 'C-z') return { ui, act: 'suspend' };
  if (ui.entry !== undefined) return { ui: typed(ui, key, known.today) };
  if (key === 'q' || key === 'f10') return { ui, act: 'quit' };
  if (key === '?' || key === 'f1') return { ui: { ...ui, help: !ui.help } };
  // Esc only ever closes: half of an arrow key that came in two packets is an Esc too.
  if (key === 'escape' && (ui.help || ui.zoom))
    return { ui: ui.help ? { ...ui, help: false } : { ...ui, zoom: undefined } };
  if (key === 'r') return { ui, act: 'reload' };
  const view = viewOf(ui.view, key);
  if (view) return { ui: shown(ui, view) };
  if (key === 'c') return { ui: { ...ui, signs: (ui.signs + 1) % SIGNS.length } };
  if (ui.help) return { ui };
  return { ui: VIEW_KEYS[ui.view](ui, key, known) };
}

function viewOf(current: ViewName, key: string): ViewName | undefined {
  const at = VIEWS.indexOf(current);
  if (key === 'tab') return VIEWS[(at + 1) % VIEWS.length];
  if (key === 'S-tab') return VIEWS[(at + VIEWS.length - 1) % VIEWS.length];
  return /^[1-9]$/.test(key) ? VIEWS[Number(key) - 1] : undefined;
}

const shown = (ui: Ui, view: ViewName): Ui => ({ ...ui, view, help: false, from: undefined });

const VIEW_KEYS: Readonly<Record<ViewName, (ui: Ui, key: string, known: Known) => Ui>> = {
  live: liveKey,
  day: dayKey,
  costs: costsKey,
  ejp: ejpKey,
};

function liveKey(ui: Ui, key: string, { state, now }: Known): Ui {
  switch (key) {
    case '+':
      return { ...ui, window: Math.min(WINDOWS.length - 1, ui.window + 1) };
    case '-':
      return { ...ui, window: Math.max(0, ui.window - 1) };
    case '=':
      return { ...ui, window: DEFAULT_WINDOW };
    case 'z':
      return { ...ui, zoom: ui.zoom === undefined ? 'power' : ui.zoom === 'power' ? 'injection' : undefined };
    case 'y':
      return { ...ui, scale: ui.scale === 'auto' ? 'subscribed' : 'auto' };
    case 'p':
    case 'space':
      return { ...ui, frozen: ui.frozen ? undefined : { state, now } };
    default:
      return ui;
  }
}

function dayKey(ui: Ui, key: string, { state, today }: Known): Ui {
  const { days } = state.archive;
  const day = ui.day ?? today;
  const to = (next: Day | undefined): Ui =>
    next === undefined ? ui : { ...ui, day: next >= today ? undefined : next };
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
      return { ...ui, entry: '' };
    case 'escape':
    case 'backspace':
      return ui.from === undefined ? ui : shown(ui, ui.from);
    default:
      return ui;
  }
}

/** Both languages' initials: jour day, semaine week, mois month, année year, EJP season. */
const BY_KEYS: Readonly<Record<string, Grouping>> = {
  ...{ j: 'day', s: 'week', m: 'month', a: 'year', e: 'season' },
  ...{ d: 'day', w: 'week', y: 'year' },
};

function costsKey(ui: Ui, key: string, { state, today }: Known): Ui {
  const groups = state.archive.costs?.groups;
  const rows = groups?.[ui.by] ?? [];
  const row = rows.at(-1 - ui.row);
  // Another grouping keeps the place: the row that holds the same last day.
  const grouped = (by: Grouping | undefined): Ui => {
    if (by === undefined) return ui;
    const list = groups?.[by] ?? [];
    const at = row ? list.findIndex(({ to }) => to >= row.to) : -1;
    return { ...ui, by, row: at < 0 ? 0 : list.length - 1 - at };
  };
  if (key in BY_KEYS) return grouped(BY_KEYS[key]);
  if (key === 'enter') return ui.by === 'day' ? opened(ui, row?.to, today) : grouped(FINER[ui.by]);
  if (key === 'backspace' || key === 'escape') return grouped(COARSER[ui.by]);
  return { ...ui, row: moved(ui.row, key, rows.length) };
}

const FINER: Readonly<Record<Grouping, Grouping | undefined>> = {
  ...{ year: 'month', season: 'month', month: 'day', week: 'day', day: undefined },
};
const COARSER: Readonly<Record<Grouping, Grouping | undefined>> = {
  ...{ day: 'month', week: 'month', month: 'year', year: undefined, season: undefined },
};

function ejpKey(ui: Ui, key: string, { state, today }: Known): Ui {
  const rows = state.archive.peaks?.peaks ?? [];
  const older = state.archive.peaks?.older ?? 0;
  const season = (count: number): Ui => ({ ...ui, season: Math.max(0, Math.min(older, count)), peak: 0 });
  switch (key) {
    case 'enter':
      return opened(ui, rows.at(-1 - ui.peak)?.day, today);
    case 'left':
    case 'h':
      return season(ui.season + 1);
    case 'right':
    case 'l':
      return season(ui.season - 1);
    case 't':
    case '`':
      return season(0);
    default:
      return { ...ui, peak: moved(ui.peak, key, rows.length) };
  }
}

const opened = (ui: Ui, day: Day | undefined, today: Day): Ui =>
  day === undefined ? ui : { ...ui, view: 'day', day: day >= today ? undefined : day, from: ui.view };

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

function typed(ui: Ui, key: string, today: Day): Ui {
  const entry = ui.entry ?? '';
  if (key === 'escape') return { ...ui, entry: undefined };
  if (key === 'backspace') return { ...ui, entry: entry.slice(0, -1) };
  if (key === 'enter') {
    const day = dayTyped(entry, today);
    // What is no day stays to be mended.
    if (day === undefined) return entry === '' ? { ...ui, entry: undefined } : ui;
    return { ...ui, entry: undefined, day: day >= today ? undefined : day };
  }
  return /^[\d/._-]$/.test(key) && entry.length < LONGEST ? { ...ui, entry: entry + key } : ui;
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
