import { NO_EJP, NOTICE_MS, PEAK_MS } from '../meter/ejp.ts';
import type { EjpState } from '../meter/reading.ts';
import type { PanelView } from '../panel/panel.ts';

/** A load that was shed is left off for so long after an overload, ms: it would bring it back, over and over. */
const SHED_MS = 300_000;

/** What is true of the house, and kept for the next start. Instants: ms since 1970. */
export interface HouseMemory {
  readonly peak: boolean;
  /** When the peak ends, where it runs. */
  readonly until: number | undefined;
  readonly notice: boolean;
  readonly overload: boolean;
}

/** What may have a relay open. */
export const REASONS = ['peak', 'notice', 'overload'] as const;
export type Reason = (typeof REASONS)[number];

/**
 * What commands and relay follow: peak, notice, overload, by the meter's word. While it does not say, its last word holds
 * as long as it can be true; so does what the last daemon knew, until the meter has spoken.
 */
export class HouseState {
  /** The meter has said it since the start. */
  isEjpSaid = false;
  isOverloadSaid = false;
  #ejp: EjpState = NO_EJP;
  /** When it was said; monotonic clock, ms. */
  #ejpAt: number;
  #overload = false;
  /** When the meter last said that there is one; monotonic clock, ms. */
  #overloadAt = Number.NEGATIVE_INFINITY;

  /** @param memory what the last daemon knew @param monotonic ms */
  constructor(memory: HouseMemory | undefined, monotonic: number) {
    this.#ejpAt = monotonic;
    if (!memory) return;
    const { peak, until, notice, overload } = memory;
    // When the announced peak begins is said anew by the meter: here it only matters that there is one.
    const announced = { kind: 'in', minutes: 0, from: 0 } as const;
    this.#ejp = { active: peak, since: undefined, until, notice: notice ? announced : undefined };
    this.#overload = overload;
    if (overload) this.#overloadAt = monotonic;
  }

  get ejp(): EjpState {
    return this.#ejp;
  }

  get overload(): boolean {
    return this.#overload;
  }

  /** @param isClockKnown else the end of the peak is not */
  memory(isClockKnown: boolean): HouseMemory {
    const { active, until, notice } = this.#ejp;
    return {
      peak: active,
      until: isClockKnown ? until : undefined,
      notice: notice !== undefined,
      overload: this.#overload,
    };
  }

  /** @param monotonic ms */
  take({ reading, link, now }: PanelView, monotonic: number): void {
    const isSaid = reading !== undefined && link === 'live';
    if (isSaid && reading.isPeakKnown) {
      this.#ejp = reading.ejp;
      this.#ejpAt = monotonic;
      this.isEjpSaid = true;
    } else this.#dropEnded(now, monotonic - this.#ejpAt);
    if (isSaid) {
      this.#overload = reading.overload !== undefined;
      this.isOverloadSaid = true;
      if (this.#overload) this.#overloadAt = monotonic;
    } else if (monotonic - this.#overloadAt >= SHED_MS) this.#overload = false;
  }

  /** Which of these hold. @param monotonic ms */
  reasons(wanted: readonly Reason[], monotonic: number): Reason[] {
    const { active, notice } = this.#ejp;
    const holds: Readonly<Record<Reason, boolean>> = {
      peak: active,
      notice: notice !== undefined && !active,
      overload: this.#overload || monotonic - this.#overloadAt < SHED_MS,
    };
    return wanted.filter((reason) => holds[reason]);
  }

  /** Nothing new is heard: what cannot be true any longer has ended. @param silentMs since it was said */
  #dropEnded(now: number, silentMs: number): void {
    const { active, until, notice } = this.#ejp;
    if (active && (silentMs >= PEAK_MS || (until !== undefined && now >= until))) this.#ejp = NO_EJP;
    else if (!active && notice && silentMs >= NOTICE_MS) this.#ejp = NO_EJP;
  }
}
