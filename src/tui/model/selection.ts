import type { Grouping } from '../../report/sums/grouping.ts';
import type { DayRefusal } from '../../time/day-text.ts';
import type { Day, Stretch } from '../../time/local.ts';
import { DEFAULT_WINDOW, type TimeWindow } from './curve/time-window.ts';
import { defaultSettings, type Settings, VIEWS, type ViewName } from './settings.ts';
import type { State } from './state.ts';

export { PLOTS, SIGNS, VIEWS, type ViewName, WINDOWS } from './settings.ts';

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

/** The forms that a view is written to a file in. */
export type ExportFormat = 'csv' | 'json' | 'txt';

/** The file that was written; why there is none: the system's code; or that the view has nothing to write. */
export type Exported =
  | { readonly kind: 'written'; readonly path: string }
  | { readonly kind: 'refused'; readonly path: string; readonly code: string }
  | { readonly kind: 'nothing' };

/** The day that those shown are compared with: one that was pinned, or the same weekday so many weeks before. */
export type Compared = { readonly day: Day } | { readonly weeks: (typeof WEEKS)[number] };
/** A week, about a month, about a year. */
export const WEEKS = [1, 4, 52] as const;

/** What the user chose to look at: changed by keys only. */
export interface Selection extends Settings {
  readonly view: ViewName;
  readonly help: boolean;
  /** What the live curves span. */
  readonly window: TimeWindow;
  /** The instant that the cursor of the curve is at, ms since 1970 UTC. */
  readonly cursor?: number | undefined;
  /** The curve that fills the view. */
  readonly zoom?: 'power' | 'injection' | undefined;
  /** The first row of the help that is shown. */
  readonly helpRow: number;
  /** The chosen row of the sheet of settings, while that is open. */
  readonly sheetRow?: number | undefined;
  /** What the live view shows while it is paused, and since when. */
  readonly pausedAt?: { readonly state: State; readonly now: number } | undefined;
  /** The day looked at; undefined is today, whatever day that becomes. */
  readonly day?: Day | undefined;
  /** What the curve of the day view spans, where it is not the day looked at from one end to the other. */
  readonly range?: Stretch | undefined;
  readonly compared?: Compared | undefined;
  /** A date being typed, and why the one that was entered is none. */
  readonly typedDate?: string | undefined;
  readonly dateRefusal?: DayRefusal | undefined;
  /** The form of the file that the view is to be written to is being asked for. */
  readonly isExporting?: boolean;
  /** What became of that file: told until the next key. */
  readonly exported?: Exported | undefined;
  readonly grouping: Grouping;
  /** The chosen row of the costs, counted from the newest. */
  readonly costRow: number;
  /** The day that the cursor of the EJP or Tempo days is on; undefined is the newest EJP day. */
  readonly ejpDay?: Day | undefined;
  /** The day or week of the costs' bars that the cursor is on, by a day of it. */
  readonly costBar?: Day | undefined;
  /** What other contracts would have cost stands in place of the costs' detail. */
  readonly isUnderContracts?: boolean;
  /** The EJP season looked at: 0 is the present or last one, 1 the one before. */
  readonly seasonsBack: number;
  /** The view that the day was chosen in: Esc goes back there. */
  readonly returnTo?: ViewName | undefined;
}

export const initialSelection: Selection = {
  ...defaultSettings,
  view: 'live',
  help: false,
  helpRow: 0,
  window: DEFAULT_WINDOW,
  grouping: 'month',
  costRow: 0,
  seasonsBack: 0,
};
