import type { PartEnergy } from './part-totals.ts';
import { MEMORY_DAYS } from './segment.ts';

/** How long lines may lack the injection index before it counts as gone, ms. */
const MAX_ABSENCE_MS = MEMORY_DAYS * 86_400_000;

/**
 * Injection integrated from power. While the meter's index may come back it is kept aside: the index then says what was
 * injected in between.
 */
export class InjectionEstimates {
  /** The instant of the last line with the index, ms; undefined where no line has it. */
  #measuredAt: number | undefined;
  #aside: { readonly part: PartEnergy; readonly vaMs: number }[] = [];

  add(part: PartEnergy, vaMs: number): void {
    if (this.#measuredAt === undefined) part.injectedVaMs += vaMs;
    else this.#aside.push({ part, vaMs });
  }

  /** The index has measured all that was injected up to this instant, ms. */
  measured(at: number): void {
    this.#measuredAt = at;
    this.#aside = [];
  }

  /** Whether the index has been gone for too long at this instant, ms. */
  isGone(at: number): boolean {
    return this.#measuredAt !== undefined && at - this.#measuredAt > MAX_ABSENCE_MS;
  }

  /** The index does not come back: the estimates count. */
  keep(): void {
    for (const { part, vaMs } of this.#aside) part.injectedVaMs += vaMs;
    this.#aside = [];
    this.#measuredAt = undefined;
  }
}
