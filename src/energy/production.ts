import type { Stretch } from '../time/local.ts';

/** What panels made in a stretch of time, evenly. */
export interface Produced extends Stretch {
  readonly wh: number;
}

/** What panels made, by time. */
export class Production {
  /** In the order of time, none over another one. */
  readonly #parts: readonly Produced[];
  /** It is deduced from currents, in part at least. */
  readonly isEstimated: boolean;
  /** Where the last question ended: they are mostly asked in order. */
  #next = 0;

  constructor(parts: readonly Produced[], isEstimated = false) {
    this.#parts = parts;
    this.isEstimated = isEstimated;
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** What is known of a stretch: the Wh of the time that the data covers, and that time, ms. */
  within({ from, to }: Stretch): { readonly wh: number; readonly coveredMs: number } {
    const parts = this.#parts;
    if ((parts[this.#next - 1]?.to ?? 0) > from) this.#next = 0;
    while ((parts[this.#next]?.to ?? Number.POSITIVE_INFINITY) <= from) this.#next++;
    let [wh, coveredMs] = [0, 0];
    for (let i = this.#next; i < parts.length; i++) {
      const part = parts[i] as Produced;
      if (part.from >= to) break;
      const ms = Math.min(part.to, to) - Math.max(part.from, from);
      wh += (part.wh * ms) / (part.to - part.from);
      coveredMs += ms;
    }
    return { wh, coveredMs };
  }
}
