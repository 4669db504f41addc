import type { Grouping } from '../../report/grouping.ts';
import type { DayRefusal } from '../../time/day-text.ts';
import type { Day } from '../../time/local.ts';
import { defaultSettings, type Settings, type ViewName } from './settings.ts';
import type { State } from './state.ts';

export { SIGNS, VIEWS, type ViewName, WINDOWS } from './settings.ts';

/** Index into `WINDOWS`. */
export const DEFAULT_WINDOW = 1;

/** The forms that a view is written to a file in. */
export type ExportFormat = 'csv' | 'json' | 'txt';

/** The file that was written; why there is none: the system's code; or that the view has nothing to write. */
export type Exported =
  | { readonly kind: 'written'; readonly path: string }
  | { readonly kind: 'refused'; readonly path: string; readonly code: string }
  | { readonly kind: 'nothing' };

/** What the user chose to look at: changed by keys only. */
export interface Selection extends Settings {
  readonly view: ViewName;
  readonly help: boolean;
  /** The first row of the help that is shown. */
  readonly helpRow: number;
  /** The chosen row of the sheet of settings, while that is open. */
  readonly sheetRow?: number | undefined;
  /** Index into `WINDOWS`. */
  readonly window: number;
  /** The curve that fills the view. */
  readonly zoom?: 'power' | 'injection' | undefined;
  /** What the live view shows while it is paused, and since when. */
  readonly pausedAt?: { readonly state: State; readonly now: number } | undefined;
  /** The day looked at; undefined is today, whatever day that becomes. */
  readonly day?: Day | undefined;
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
  /** The chosen EJP day, counted from the newest. */
  readonly ejpRow: number;
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
  ejpRow: 0,
  seasonsBack: 0,
};
