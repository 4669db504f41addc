/** A curve of one row: a value a column, oldest first; undefined where nothing was measured. */
export interface Graph {
  readonly kind: 'power' | 'injection';
  readonly values: readonly (number | undefined)[];
  /** The value that a full column stands for, VA; an empty one is 0. */
  readonly top: number;
  readonly stale: boolean;
  /** Of the first column, ms since 1970 UTC. */
  readonly from: number;
  /** Length of a column, ms. */
  readonly step: number;
  /** The columns in which a missing value is a gap: from the first, up to but without the second. */
  readonly gaps: readonly [number, number];
}

/** The first of 500, 1 000, 2 000, 5 000… VA that holds every value: a scale that seldom moves. */
export function topOf(values: readonly (number | undefined)[]): number {
  const max = Math.max(0, ...values.map((value) => value ?? 0));
  for (let decade = 100; ; decade *= 10) {
    for (const step of [5, 10, 20]) if (step * decade >= max) return step * decade;
  }
}
