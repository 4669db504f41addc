import { DoubledHour } from '../../energy/order.ts';
import type { EnergyRecord } from '../../energy/record.ts';

const MS_PER_S = 1000;
/** Parts of a second that tell apart what bears the same one. */
const PARTS = 1000;

/**
 * The times of the lines of one log, told one by one in the order in which they stand there: what follows a line changes
 * nothing, so that each has the same time whenever it is read. No two have the same: a line that is not later than those
 * before it, as two share a second or a clock was set back, gets a part of a second that counts such lines.
 */
export class LineTime {
  readonly #hour = new DoubledHour();
  #latest = Number.NEGATIVE_INFINITY;
  #late = 0;

  /** @returns s since 1970 UTC */
  of(record: EnergyRecord): number {
    const t = Math.round(this.#hour.dated(record).at / MS_PER_S);
    if (t > this.#latest) {
      this.#latest = t;
      return t;
    }
    this.#late = (this.#late % (PARTS - 1)) + 1;
    return Number((t + this.#late / PARTS).toFixed(3));
  }
}
