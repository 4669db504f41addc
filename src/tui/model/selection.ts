import type { Grouping } from '../../report/grouping.ts';
import type { Day, Stretch } from '../../time/local.ts';
import { DEFAULT_WINDOW, type TimeWindow } from './curve/time-window.ts';
import type { State } from './state.ts';

/** The views, in the order of their number keys. */
export const VIEWS = ['live', 'day', 'costs', 'ejp'] as const;
export type ViewName = (typeof VIEWS)[number];

/** A view in the row of tabs: its name there is Tempo where it shows the days of that contract. */
export interface Tab {
  readonly view: ViewName;
  readonly name: ViewName | 'tempo';
}

const ALL: readonly Tab[] = VIEWS.map((view) => ({ view, name: view }));
const WITHOUT_DAYS = ALL.filter(({ view }) => view !== 'ejp');
const TEMPO: readonly Tab[] = [...WITHOUT_DAYS, { view: 'ejp', name: 'tempo' }];

/**
 * The views that say something on a contract: only EJP and Tempo have days of their own. As long as no contract is
 * known it may be EJP, and days of an earlier EJP contract keep their view.
 */
export function viewsOf(contract: string | undefined, hasEjpDays = false): readonly Tab[] {
  if (contract === 'TEMPO') return TEMPO;
  return contract === undefined || contract === 'EJP' || hasEjpDays ? ALL : WITHOUT_DAYS;
}

/** What curves and bars are drawn with: eighths of a block, whole and half blocks, plain signs. */
export const SIGNS = ['full', 'console', 'ascii'] as const;

/** How a curve is drawn: its area, its contour, a line of dots in a band from the least to the greatest value. */
export const PLOTS = ['filled', 'outline', 'line'] as const;

/** The day that those shown are compared with: one that was pinned, or the same weekday so many weeks before. */
export type Compared = { readonly day: Day } | { readonly weeks: (typeof WEEKS)[number] };
/** A week, about a month, about a year. */
export const WEEKS = [1, 4, 52] as const;

/** What the user chose to look at: changed by keys only. */
export interface Selection {
  readonly view: ViewName;
  readonly help: boolean;
  /** What the live curves span. */
  readonly window: TimeWindow;
  readonly plot: (typeof PLOTS)[number];
  /** The instant that the cursor of the curve is at, ms since 1970 UTC. */
  readonly cursor?: number | undefined;
  /** The curve that fills the view. */
  readonly zoom?: 'power' | 'injection' | undefined;
  /** Full scale of the power curve: what it shows, or the subscribed power. */
  readonly scale: 'auto' | 'subscribed';
  /** Whether injection has a place: where there is any, always, never. */
  readonly injection?: 'auto' | 'on' | 'off' | undefined;
  /** Steps in `SIGNS`, from the terminal's own signs on. */
  readonly signs: number;
  /** What the live view shows while it is paused, and since when. */
  readonly pausedAt?: { readonly state: State; readonly now: number } | undefined;
  /** The day looked at; undefined is today, whatever day that becomes. */
  readonly day?: Day | undefined;
  /** What the curve of the day view spans, where it is not the day looked at from one end to the other. */
  readonly range?: Stretch | undefined;
  readonly compared?: Compared | undefined;
  /** A date being typed. */
  readonly typedDate?: string | undefined;
  readonly grouping: Grouping;
  /** The chosen row of the costs, counted from the newest. */
  readonly costRow: number;
  /** The day that the cursor of the EJP or Tempo days is on; undefined is the newest EJP day. */
  readonly ejpDay?: Day | undefined;
  /** The day or week of the costs' bars that the cursor is on, by a day of it. */
  readonly costBar?: Day | undefined;
  /** The EJP season looked at: 0 is the present or last one, 1 the one before. */
  readonly seasonsBack: number;
  /** The view that the day was chosen in: Esc goes back there. */
  readonly returnTo?: ViewName | undefined;
}

export const initialSelection: Selection = {
  view: 'live',
  help: false,
  window: DEFAULT_WINDOW,
  plot: 'filled',
  scale: 'auto',
  injection: 'auto',
  signs: 0,
  grouping: 'month',
  costRow: 0,
  seasonsBack: 0,
};
