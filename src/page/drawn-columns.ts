/** What was measured, in the order of time. Each value stands for the time before it; null is not known. */
export interface Values {
  readonly times: readonly number[];
  /** VA: of a line, or the highest of a step. */
  readonly power: readonly (number | null)[];
  /** VA, of steps. */
  readonly mean?: readonly (number | null)[] | undefined;
  readonly injected?: readonly (number | null)[] | undefined;
}

/** All that is known of a column's time, VA. */
export interface DrawnColumn {
  readonly maximum: number;
  readonly mean: number;
  readonly injected: number;
}

/** Values by columns of equal time; undefined where nothing is known. @param from in the unit of the times, as `to` */
export function drawnColumns(values: Values, from: number, to: number, columns: number): (DrawnColumn | undefined)[] {
  const { times, power, mean = [], injected = [] } = values;
  const width = (to - from) / columns;
  const drawn: (DrawnColumn | undefined)[] = [];
  let place = firstAfter(times, from);
  for (let column = 1; column <= columns; column++) {
    const end = from + column * width;
    let [maximum, sum, injectedSum, count] = [0, 0, 0, 0];
    const add = (i: number): void => {
      const va = power[i];
      if (va === null || va === undefined) return;
      maximum = Math.max(maximum, va);
      sum += mean[i] ?? va;
      injectedSum += injected[i] ?? 0;
      count++;
    };
    // Where no value ends, the one that comes next stands for all of the column.
    if ((times[place] ?? Number.POSITIVE_INFINITY) > end) add(place);
    for (; (times[place] ?? Number.POSITIVE_INFINITY) <= end; place++) add(place);
    drawn.push(count === 0 ? undefined : { maximum, mean: sum / count, injected: injectedSum / count });
  }
  return drawn;
}

/** The place of the first of some times, in their order, that is after an instant; their number when there is none. */
export function firstAfter(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
