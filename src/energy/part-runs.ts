import type { FlatRecord } from './flat-record.ts';
import { type Run, RunBuilder } from './run.ts';
import type { TimeParts } from './time-parts.ts';

/** As `RunBuilder`, of one local day: no run lies in two of the parts that time is cut into. */
export class PartRunBuilder<K> {
  readonly #runs = new RunBuilder();
  readonly #time: TimeParts<K>;
  /** Of the part that the last record lies in, ms. */
  #end = Number.NEGATIVE_INFINITY;

  constructor(time: TimeParts<K>) {
    this.#time = time;
  }

  add(record: FlatRecord): void {
    if (record.at >= this.#end) {
      this.#runs.cut();
      this.#end = this.#time.boundsOf(this.#time.keyOf(record.at)).to;
    }
    this.#runs.add(record);
  }

  finish(): Run[] {
    return this.#runs.finish();
  }
}
