import { UNKNOWN_CODE } from '../meter/contract.ts';
import { type Day, endOfDay, startOfDay } from '../time/local.ts';
import type { FlatRecord } from './flat-record.ts';
import { injectedPower } from './record.ts';

/** Length of a step, ms. The local times of the hours are at the beginning of a step, on days of 23 and 25 hours too. */
export const STEP_MS = 600_000;

/** A list in which `[value, count]` stands for a value that comes `count` times. */
type RunLength<T> = readonly (readonly [value: T, count: number])[];

/** The first record with the highest mean power of a series: ms since 1970 UTC, VA. */
export interface Maximum {
  readonly at: number;
  readonly va: number;
}

/**
 * The 10-minute steps of a local day in the order of time: 144, or 138 or 150 where the clock is changed. Each list has
 * an entry for each step; null where the step has no record with a power.
 */
export interface DaySteps {
  /** Beginning of the first step, ms since 1970 UTC. */
  readonly start: number;
  readonly maximum: Maximum | null;
  readonly records: readonly (number | null)[];
  /** Highest mean power of a series, VA. */
  readonly maximumVa: readonly (number | null)[];
  /** Sum of the drawn power of each record, VA: divided by `records`, the mean. */
  readonly sumVa: readonly (number | null)[];
  /** As `sumVa`, of the injected power, measured or deduced; left out on a day without injection. */
  readonly injectedSumVa?: readonly (number | null)[];
  /** Period of the last record that has one, as the log writes it. */
  readonly periodCodes: RunLength<string | null>;
}

/** Sums up the records of one day by steps. */
export class StepsBuilder {
  readonly #start: number;
  readonly #records: number[];
  readonly #maximumVa: number[];
  readonly #sumVa: number[];
  readonly #injectedSumVa: number[];
  readonly #periodCodes: string[];
  #maximum: Maximum | null = null;

  constructor(day: Day) {
    this.#start = startOfDay(day);
    const count = Math.ceil((endOfDay(day, this.#start) - this.#start) / STEP_MS);
    const zeros = (): number[] => new Array<number>(count).fill(0);
    [this.#records, this.#maximumVa, this.#sumVa, this.#injectedSumVa] = [zeros(), zeros(), zeros(), zeros()];
    this.#periodCodes = new Array<string>(count).fill('');
  }

  add(record: Pick<FlatRecord, 'at' | 'papp' | 'iinst' | 'pinj' | 'shape'>): void {
    const { at, papp, shape } = record;
    const step = Math.floor((at - this.#start) / STEP_MS);
    if (shape.periodCode !== UNKNOWN_CODE) this.#periodCodes[step] = shape.periodCode;
    (this.#injectedSumVa[step] as number) += injectedPower(record) ?? 0;
    if (papp === undefined) return;
    (this.#records[step] as number)++;
    (this.#sumVa[step] as number) += papp;
    if (papp > (this.#maximumVa[step] as number)) this.#maximumVa[step] = papp;
    if (!this.#maximum || papp > this.#maximum.va) this.#maximum = { at, va: papp };
  }

  finish(): DaySteps {
    const orNull = <T>(list: readonly T[]): (T | null)[] => list.map((value, i) => (this.#records[i] ? value : null));
    const hasInjection = this.#injectedSumVa.some((sum) => sum > 0);
    return {
      start: this.#start,
      maximum: this.#maximum,
      records: orNull(this.#records),
      maximumVa: orNull(this.#maximumVa),
      sumVa: orNull(this.#sumVa),
      ...(hasInjection ? { injectedSumVa: orNull(this.#injectedSumVa) } : {}),
      periodCodes: runLength(this.#periodCodes.map((code) => code || null)),
    };
  }
}

function runLength<T>(values: readonly T[]): RunLength<T> {
  const out: [T, number][] = [];
  for (const value of values) {
    const last = out.at(-1);
    if (last?.[0] === value) last[1]++;
    else out.push([value, 1]);
  }
  return out;
}
