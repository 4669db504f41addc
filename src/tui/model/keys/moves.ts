import type { Day } from '../../../time/local.ts';
import type { Selection } from '../selection.ts';
import type { Settings, SIGNS, ViewName } from '../settings.ts';
import type { State } from '../state.ts';
import type { ShownCurve } from './curve.ts';

/** What a key may depend on. */
export interface KeyContext {
  readonly state: State;
  readonly now: number;
  readonly today: Day;
  /** The curve that is shown, where there is one. */
  readonly curve?: ShownCurve | undefined;
  /** What the settings are where the user has chosen none. */
  readonly base?: Settings;
  /** What the terminal draws with by itself. */
  readonly ownSigns?: (typeof SIGNS)[number];
  /** The first row of the help when its end is in sight. */
  lastHelpRow?(): number;
}

export const viewing = (selection: Selection, view: ViewName): Selection => ({
  ...{ ...selection, view, help: false, sheetRow: undefined, returnTo: undefined, cursor: undefined },
});

/** A day in its view; Esc leads back. */
export const opened = (selection: Selection, day: Day | undefined, today: Day): Selection =>
  day === undefined
    ? selection
    : { ...selection, view: 'day', day: day >= today ? undefined : day, range: undefined, returnTo: selection.view };

/** Rows. */
const PAGE = 10;
/** How far a key goes down; `end` and the keys like it all the way. */
const DOWN: Readonly<Record<string, number>> = {
  ...{ down: 1, pagedown: PAGE, 'C-d': PAGE / 2, end: Number.MAX_SAFE_INTEGER, G: Number.MAX_SAFE_INTEGER },
  ...{ up: -1, pageup: -PAGE, 'C-u': -PAGE / 2, home: -Number.MAX_SAFE_INTEGER, g: -Number.MAX_SAFE_INTEGER },
};

/** Of rows that are counted from the top. */
export const scrolled = (row: number, key: string, rows: number): number =>
  Math.max(0, Math.min(rows - 1, row + (DOWN[key] ?? 0)));

/** Of a list whose newest row is at the bottom and has the number 0: up goes into the past. */
export const moved = (row: number, key: string, rows: number): number =>
  Math.max(0, Math.min(rows - 1, row - (DOWN[key] ?? 0)));
