import { type Day, startOfDay } from '../time/local.ts';
import { STEP_MS } from './day-steps.ts';
import type { FlatRecord } from './flat-record.ts';
import { type Run, RunBuilder } from './run.ts';

/** As `RunBuilder`, of one local day: no run lies in two of its 10-minute steps. */
export class StepRunBuilder {
  readonly #runs = new RunBuilder();
  readonly #start: number;
  /** Of the last record. */
  #step = -1;

  constructor(day: Day) {
    this.#start = startOfDay(day);
  }

  add(record: FlatRecord): void {
    const step = Math.floor((record.at - this.#start) / STEP_MS);
    if (step !== this.#step) this.#runs.cut();
    this.#step = step;
    this.#runs.add(record);
  }

  finish(): Run[] {
    return this.#runs.finish();
  }
}
