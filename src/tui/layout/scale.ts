/** A level of the scale: the lower edge of a row (0 is the lowest) stands for this value. */
export interface Level {
  readonly row: number;
  readonly value: number;
}

export interface Scale {
  /** What the upper edge of the highest row stands for; the lower edge of the lowest is 0. */
  readonly top: number;
  /** From 0 on, as far apart as each other. */
  readonly levels: readonly Level[];
}

/** What levels are multiples of, in any decade. */
const ROUND = [1, 2, 2.5, 5];
/** The scale goes up to this at least, VA: a flat load of a few VA is not to fill the plot. */
export const LEAST_TOP = 500;

/** Rows from one level to the next, the most wanted first. */
function distances(rows: number): readonly number[] {
  if (rows >= 12) return [5, 4, 6];
  if (rows >= 8) return [4, 5, 6];
  if (rows >= 6) return [3, 4, 5];
  return rows >= 4 ? [3, 2] : rows === 3 ? [2, 1] : [1];
}

/**
 * The scale of so many rows that holds a value and leaves as little as can be over it: round levels on whole rows, for of
 * all distances the one with the lowest top is taken. Tops are at most a third apart from 8 rows on, so that a scale
 * moves seldom.
 */
export function scaleOf(greatest: number, rows: number, least = LEAST_TOP): Scale {
  const wanted = Math.max(greatest, least);
  let best = { top: Number.POSITIVE_INFINITY, between: 1, step: wanted };
  for (const between of distances(rows)) {
    const step = roundUp((wanted * between) / rows);
    const top = (step * rows) / between;
    if (top < best.top) best = { top, between, step };
  }
  const levels: Level[] = [];
  for (let row = 0; row < Math.max(1, rows); row += best.between) {
    levels.push({ row, value: (row / best.between) * best.step });
  }
  return { top: best.top, levels };
}

/** The least round number that is not below this. */
function roundUp(value: number): number {
  let decade = 10 ** Math.floor(Math.log10(value));
  // A logarithm of a power of ten may be a hair off.
  if (decade > value) decade /= 10;
  for (const round of ROUND) if (round * decade >= value * (1 - 1e-12)) return round * decade;
  return 10 * decade;
}
