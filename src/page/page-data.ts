/** How a period is coloured: by its price. */
export type PeriodStyle = 'plain' | 'peak' | 'cheap' | 'blue' | 'white' | 'red';

/** A mean is as fine as the meter's own power: tens of VA take half of the room. */
export const MEAN_UNIT_VA = 10;

/** What the curve of a page is made of. Times are s since 1970 UTC; columns are texts of columns.ts. */
export interface PageData {
  /** Both ends of the curve. */
  readonly from: number;
  readonly to: number;
  /** Legal time: from an instant on, minutes that it is ahead of UTC. */
  readonly offsets: readonly (readonly [at: number, minutes: number])[];
  /** 0: each value is a line of the log, and stands for the time before it. Else s that each stands for, up to its time. */
  readonly step: number;
  /** Differences, the first from `from`; left out where there is a step: a value at the end of each. */
  readonly times?: string;
  /** VA: of a line, or the highest of a step. */
  readonly power: string;
  /** Of a step, in `MEAN_UNIT_VA`. */
  readonly mean?: string;
  /** VA; left out where nothing was injected. */
  readonly injected?: string;
  /** Times whose injection is an estimate. */
  readonly estimated: readonly (readonly [from: number, to: number])[];
  readonly periods: readonly PeriodName[];
  /** What ran when: differences of the beginnings, lengths, and places in `periods`. */
  readonly spans: { readonly from: string; readonly length: string; readonly period: string };
  /** €/kWh, by period, from an instant on; null where it is not known. */
  readonly prices: readonly (readonly [period: number, from: number, price: number | null])[];
  /** The page is written again: s after which it is looked at anew. */
  readonly again?: number;
}

export interface PeriodName {
  readonly name: string;
  readonly style: PeriodStyle;
  /** The cheaper one of two periods of a style, as the HC of a Tempo day. */
  readonly isLow?: true;
}
