import type { Size } from '../layout/lines.ts';
import { frameRows } from './section.ts';

/** Rows of the list without its head and its total, beside the detail alone, beside the bars, with a cursor on these. */
const MIN_ROWS = 3;
const FAIR_ROWS = 10;
/** A detail of fewer rows is left out. */
const MIN_DETAIL = 3;
/** Rows of the bars, with their frame. */
const MIN_CHART = 6;
const FAIR_CHART = 12;
const MAX_CHART = 32;
/** From this size on the year has a map. */
const MAPPED: Size = { width: 120, height: 48 };

export interface CostsLayout extends Size {
  readonly frames: boolean;
  /** Of the list, the detail, the map. */
  readonly rows: number;
  readonly details: number;
  readonly map: number;
  readonly hasCursor: boolean;
}

/** Rows of each part of the page, with its frame or title; 0 for one that has no room. */
export function heightsOf({ width, height, frames, rows, details, map: mapRows, hasCursor }: CostsLayout): {
  readonly list: number;
  readonly chart: number;
  readonly detail: number;
  readonly map: number;
} {
  const frame = frameRows(frames);
  const head = frame + 2;
  const room = Math.min(details, height - frame - head - MIN_ROWS);
  const detail = room < MIN_DETAIL ? 0 : room + frame;
  const map = width >= MAPPED.width && height >= MAPPED.height ? mapRows + frame : 0;
  const free = height - detail - map;
  // The list gives way to the bars, the more where the cursor is on them.
  const least = head + Math.min(rows, hasCursor ? MIN_ROWS : FAIR_ROWS);
  const spare = free - least;
  const wanted = Math.max(
    free - head - rows,
    hasCursor ? MIN_CHART : 0,
    height >= MAPPED.height / 2 + 8 ? FAIR_CHART : 0,
  );
  const chart = frames && spare >= MIN_CHART && wanted >= MIN_CHART ? Math.min(spare, wanted, MAX_CHART) : 0;
  return { list: free - chart, chart, detail, map };
}
