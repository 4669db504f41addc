/** One measurement as the curves keep it: ms since 1970 UTC, VA, VA. */
export interface Point {
  readonly at: number;
  readonly papp: number | undefined;
  readonly pinj: number | undefined;
  /** ms: without a newer measurement the value is unknown from then on. */
  readonly lasts: number;
}
