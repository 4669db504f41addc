/** How things are gathered into the columns of a curve. */
export interface Gathering<T> {
  readonly columns: number;
  /** What a column shows of the values that fall on it. */
  readonly shows: 'greatest' | 'mean';
  /** The column that a thing falls on; it is left out when there is no such column. */
  columnOf(item: T): number;
  /** Its value; undefined when it is not known. */
  amountOf(item: T): number | undefined;
}

/** The value of each column; undefined where nothing falls on it. */
export function inColumns<T>(items: Iterable<T>, gathering: Gathering<T>): (number | undefined)[] {
  const { columns, shows, columnOf, amountOf } = gathering;
  const values = new Array<number | undefined>(columns).fill(undefined);
  const counts = new Array<number>(columns).fill(0);
  for (const item of items) {
    const value = amountOf(item);
    const column = columnOf(item);
    if (value === undefined || column < 0 || column >= columns) continue;
    const before = values[column] ?? 0;
    const count = counts[column] as number;
    values[column] = shows === 'greatest' ? Math.max(before, value) : (before * count + value) / (count + 1);
    counts[column] = count + 1;
  }
  return values;
}
