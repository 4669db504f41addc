import type { Grouping } from '../../report/grouping.ts';
import type { Day } from '../../time/local.ts';
import type { State } from './state.ts';

/** The views, in the order of their number keys. */
export const VIEWS = ['live', 'day', 'costs', 'ejp'] as const;
export type ViewName = (typeof VIEWS)[number];

/** What the live curves can span, s. */
export const WINDOWS = [60, 600, 3600, 21_600, 86_400] as const;
export const DEFAULT_WINDOW = 1;

/** What curves and bars are drawn with: eighths of a block, whole and half blocks, plain signs. */
export const SIGNS = ['full', 'console', 'ascii'] as const;

/** What the user chose to look at: changed by keys only. */
export interface Selection {
  readonly view: ViewName;
  readonly help: boolean;
  /** Index into `WINDOWS`. */
  readonly window: number;
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
  /** A date being typed. */
  readonly typedDate?: string | undefined;
  readonly grouping: Grouping;
  /** The chosen row of the costs, counted from the newest. */
  readonly costRow: number;
  /** The day or week of the costs' bars that the cursor is on, by a day of it. */
  readonly costBar?: Day | undefined;
  /** The chosen EJP day, counted from the newest. */
  readonly ejpRow: number;
  /** The EJP season looked at: 0 is the present or last one, 1 the one before. */
  readonly seasonsBack: number;
  /** The view that the day was chosen in: Esc goes back there. */
  readonly returnTo?: ViewName | undefined;
}

export const initialSelection: Selection = {
  view: 'live',
  help: false,
  window: DEFAULT_WINDOW,
  scale: 'auto',
  injection: 'auto',
  signs: 0,
  grouping: 'month',
  costRow: 0,
  ejpRow: 0,
  seasonsBack: 0,
};
