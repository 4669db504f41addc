import { type IndexValues, injectedPower } from '../energy/record.ts';
import { canRise } from '../energy/rise.ts';
import type { Run } from '../energy/run.ts';

/*
 * The runs of the 10-minute steps of a day, as few bytes as they need: a day has 144 of them, each goes on from the one
 * before it, and all but the first and the last say no more than numbers that have risen.
 */

/**
 * A run that goes on from the run before it, as the one after it goes on from it: ms from the last record before it to its
 * first one, ms that it lasts, its records, covered ms, injected VA ms, injected VA of its first record, then what the
 * injection index (0 where there is none) and each index rose by, Wh: up to its first record, and up to its last one.
 */
type Row = readonly number[];

/** Runs as they are kept: a run that its neighbours do not explain is kept whole. */
export type CompactRuns = readonly (Run | Row)[];

export function compactRuns(runs: readonly Run[]): CompactRuns {
  return runs.map((run, i) => {
    const [before, after] = [runs[i - 1], runs[i + 1]];
    return before && after && goesOn(before, run) && goesOn(run, after) ? rowOf(before, run) : run;
  });
}

/**
 * The runs that were made compact, with all that energy is counted from: powers that are not injected, and the days whose
 * peak ran, are left out.
 */
export function wholeRuns(compact: CompactRuns): Run[] {
  const runs: Run[] = [];
  for (const each of compact) {
    const before = runs.at(-1);
    if ('first' in each) runs.push(each);
    else if (before) runs.push(runOf(before, each));
  }
  return runs;
}

/** Whether a run says nothing else than that what was known before it has risen. */
const goesOn = (before: Run, { first, last, lastCode }: Run): boolean =>
  before.lastCode === lastCode && first.periodCode === lastCode && rises(before.last, first) && rises(first, last);

/** Whether all values can have risen by the clock. */
function rises(before: IndexValues, after: IndexValues): boolean {
  const [known, keys] = [Object.keys(before.indexes), Object.keys(after.indexes)];
  const elapsed = after.at - before.at;
  const isRise = (from: number | undefined, to: number | undefined): boolean =>
    from === undefined || to === undefined ? from === to : canRise(to - from, elapsed);
  return (
    elapsed >= 0 &&
    after.unseenMs === undefined &&
    keys.length === known.length &&
    keys.every((key, i) => key === known[i] && isRise(before.indexes[key], after.indexes[key])) &&
    isRise(before.injectionIndex, after.injectionIndex)
  );
}

function rowOf({ last: before }: Run, run: Run): Row {
  const { first, last } = run;
  const twoRises = (whOf: (values: IndexValues) => number): [number, number] => [
    whOf(first) - whOf(before),
    whOf(last) - whOf(first),
  ];
  return [
    first.at - before.at,
    last.at - first.at,
    run.records,
    run.coveredMs,
    run.injectedVaMs,
    injectedPower(first) ?? 0,
    ...twoRises(({ injectionIndex = 0 }) => injectionIndex),
    ...Object.keys(first.indexes).flatMap((key) => twoRises(({ indexes }) => indexes[key] as number)),
  ];
}

function runOf({ last: before, lastCode, gapLimit }: Run, row: Row): Run {
  const [toFirst = 0, length = 0, records = 0, coveredMs = 0, injectedVaMs = 0, pinj = 0, ...rises] = row;
  const keys = Object.keys(before.indexes);
  const valuesAfter = (values: IndexValues, elapsed: number, place: 0 | 1): IndexValues => ({
    at: values.at + elapsed,
    indexes: Object.fromEntries(
      keys.map((key, i) => [key, (values.indexes[key] as number) + (rises[2 * i + 2 + place] as number)]),
    ),
    injectionIndex: values.injectionIndex === undefined ? undefined : values.injectionIndex + (rises[place] as number),
  });
  const first = valuesAfter(before, toFirst, 0);
  const last = valuesAfter(first, length, 1);
  return {
    first: { ...first, periodCode: lastCode, papp: undefined, iinst: undefined, pinj },
    second: records > 1 ? last : undefined,
    beforeLast: undefined,
    last,
    secondCode: lastCode,
    lastCode,
    records,
    maximumVa: undefined,
    gapLimit,
    coveredMs,
    injectedVaMs,
    peakDays: [],
    risenPeakDays: [],
  };
}
