import type { Lang } from '../../text/format.ts';
import type { Column } from '../model/curve/gather.ts';
import type { Line, Size } from './lines.ts';

export type { Column };

export interface Curve {
  readonly kind: 'power' | 'injection';
  /** Oldest first. */
  readonly columns: readonly Column[];
  /** For the braille line: twice as many columns in the same span. */
  readonly halves?: readonly Column[];
  /** Beginning of the first column, ms since 1970 UTC. */
  readonly from: number;
  /** Length of a column, ms. */
  readonly step: number;
  /** The columns in which a missing value is a gap: from the first, up to but without the second. */
  readonly gaps: readonly [number, number];
  readonly stale: boolean;
}

/** An area up to the maximum; its contour; the mean as a line of dots in the band from least to greatest. */
export const PLOT_STYLES = ['filled', 'outline', 'line'] as const;
export type PlotStyle = (typeof PLOT_STYLES)[number];

export interface PlotOptions extends Size {
  readonly lang: Lang;
  /** Of the scale. */
  readonly unit: 'VA' | 'kW';
  readonly plot: PlotStyle;
  /** Full scale, VA, where it is not to follow the values. */
  readonly top?: number | undefined;
  /** Subscribed power, VA: a line where it is within the scale; what is above it is an alarm. */
  readonly limit?: number | undefined;
  /** Column under the cursor. */
  readonly cursor?: number | undefined;
  /** Another curve, drawn over this one as strokes: its value in each column, VA. */
  readonly over?: readonly (number | undefined)[] | undefined;
  /** Rows between the curve and its time axis, of the whole width: marked hours (period-foot.ts). */
  readonly feet?: readonly Line[] | undefined;
  /** Whether there is a time axis (default): tick marks and their labels; under 6 rows only the labels. */
  readonly axis?: boolean | undefined;
}

/** Columns that the scale takes at the left: six of a number (`50 000`), one of the axis. */
export const SCALE = 7;

/** How many columns a curve has in a plot of this width. */
export const columnsOf = (width: number): number => Math.max(1, width - SCALE);

/** What a column is drawn up to, VA. */
export const shownOf = ({ max, mean }: Column): number | undefined => max ?? mean;
