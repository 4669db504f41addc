import type { Day, Stretch } from '../time/local.ts';
import { PartLedger } from './ledger.ts';
import { estimatedWh, isInjectionKnown, type PartEnergy } from './part-totals.ts';
import { DAYS, StepsOfDays } from './time-parts.ts';

/** What was drawn and injected in one step of a local day; the Wh of its steps add up to those of the day. */
export interface StepEnergy extends Stretch {
  /** Whole Wh drawn, by index key; undefined where no index tells. */
  readonly wh: ReadonlyMap<string, number> | undefined;
  /** Undefined where neither an index nor a line tells. */
  readonly injectedWh: number | undefined;
  /** An index counted the injection, and not the powers of lines. */
  readonly injectionMeasured: boolean;
  /** A part of the injection at least is an estimate. */
  readonly injectionEstimated: boolean;
  /** The time of the step that records speak for. */
  readonly coveredMs: number;
}

/** Energy by steps of one length. The runs that it is given lie within a step each: `PartRunBuilder` makes them. */
export class StepLedger extends PartLedger<number> {
  readonly #time: StepsOfDays;

  /** @param lengthMs a multiple of ten minutes */
  constructor(lengthMs: number) {
    const time = new StepsOfDays(lengthMs);
    super(time);
    this.#time = time;
  }

  /** All steps of a day, once `finish` was called. */
  stepsOf(day: Day): StepEnergy[] {
    const { from, to } = DAYS.boundsOf(day);
    const steps: StepEnergy[] = [];
    let [injectedVaMs, given] = [0, 0];
    for (let at = from; at < to; ) {
      const bounds = this.#time.boundsOf(at);
      const part = this.parts.get(at);
      injectedVaMs += part?.injectedVaMs ?? 0;
      // The sum is rounded, not each step: what the steps have adds up to what the day has.
      const until = estimatedWh({ injectedVaMs });
      steps.push({ ...bounds, ...energyOf(part, until - given) });
      given = until;
      at = bounds.to;
    }
    return steps;
  }
}

function energyOf(part: PartEnergy | undefined, estimated: number): Omit<StepEnergy, keyof Stretch> {
  return {
    wh: part && part.wh.size > 0 ? part.wh : undefined,
    injectedWh: part && isInjectionKnown(part) ? (part.injectedByIndex ?? 0) + estimated : undefined,
    injectionMeasured: part?.injectedByIndex !== undefined,
    injectionEstimated: estimated > 0,
    coveredMs: part?.coveredMs ?? 0,
  };
}
