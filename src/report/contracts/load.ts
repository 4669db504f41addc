import { ClockParts } from '../../energy/clock-parts.ts';
import { PartLedger } from '../../energy/ledger.ts';
import type { Summaries } from '../../journal/summaries.ts';
import { type Day, dayOf, type Stretch } from '../../time/local.ts';
import type { Span } from '../days/dates.ts';
import { ledgerSteps, type Work } from '../sums/read-logs.ts';
import { sumOf } from '../sums/totals.ts';

/** What was drawn in a part of a local day, whatever the contract. */
export interface LoadPart {
  readonly day: Day;
  /** The time at which it begins, in minutes since midnight; of clocks that go past it, the time that they skip. */
  readonly minute: number;
  /** Wh by index key. */
  readonly byKey: ReadonlyMap<string, number>;
  readonly wh: number;
  /** Whether lines speak for half of it at least. */
  readonly isCovered: boolean;
  /** Wh of rises over holes, by the time from the line before the hole to the line after it. */
  readonly fromHoles: readonly { readonly hole: Stretch; readonly wh: number }[];
}

/** The parts of each day of a span that is known, in order; a hole begins and ends in any of them. */
export interface Load {
  readonly days: ReadonlyMap<Day, readonly LoadPart[]>;
  /** The times of the parts that a stretch of time touches. */
  partsWithin(stretch: Stretch): readonly Pick<LoadPart, 'day' | 'minute'>[];
}

/** A hole that spans more parts than a year has is of no one period anyway. */
const MAX_PARTS = 4000;

/** Reads what was drawn between the times at which periods may change, in steps of one log. */
export function* loadSteps(logs: Summaries, { from, to }: Span, cuts: readonly number[]): Work<Load> {
  const time = new ClockParts(cuts);
  const holes = new Map<number, { hole: Stretch; wh: number }[]>();
  const ledger = new PartLedger(time, (hole, { start }, wh) => {
    const known = holes.get(start);
    if (known) known.push({ hole, wh });
    else holes.set(start, [{ hole, wh }]);
  });
  yield* ledgerSteps(ledger, logs, { from, to }, (day) => logs.partRunsOf(day, time));
  logs.save();
  const days = new Map<Day, LoadPart[]>();
  for (const [start, { end, wh: byKey, coveredMs }] of [...ledger.parts].sort(([a], [b]) => a - b)) {
    const day = dayOf(start);
    if (day < from || day > to) continue;
    const part: LoadPart = {
      ...{ day, minute: time.minuteOf(start), byKey, wh: sumOf([...byKey.values()], (wh) => wh) },
      isCovered: coveredMs * 2 >= end - start,
      fromHoles: holes.get(start) ?? [],
    };
    const known = days.get(day);
    if (known) known.push(part);
    else days.set(day, [part]);
  }
  return { days, partsWithin: (stretch) => partsWithin(time, stretch) };
}

function partsWithin(time: ClockParts, { from, to }: Stretch): Pick<LoadPart, 'day' | 'minute'>[] {
  const parts: Pick<LoadPart, 'day' | 'minute'>[] = [];
  for (let start = time.keyOf(from); start < to && parts.length < MAX_PARTS; start = time.boundsOf(start).to)
    parts.push({ day: dayOf(start), minute: time.minuteOf(start) });
  return parts;
}
