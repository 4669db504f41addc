import type { DataByLabel, Frame } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';
import { Debounced, framesToEnd } from './debounced.ts';
import { isLong } from './frame-kind.ts';
import { MAX_AGE_MS } from './fresh.ts';

/** Long three-phase frames in a row, without a short one between them, that end the alarm. */
const LONG_FRAMES_TO_END = 2;

/**
 * One alarm for all sources: ADPS on one phase, ADIRn in the short frames of three phases, STGE bit 7.
 * During an excess, and for a minute after, a three-phase meter sends 20 short frames and a long one in turn
 * (54E §6.1.2): the long one lacks ADIRn, which does not end the alarm.
 */
export class OverloadTracker {
  readonly #exceeded = new Debounced<boolean>({ needed: 1, initial: false });
  #amperes: number | undefined;
  /** Instant of the last frame that said whether the power is exceeded, ms. */
  #saidAt = 0;

  /**
   * @param at instant of the frame's end, ms
   * @param iinst the frame's current in A, for STGE, which has a flag but no figure
   * @returns the present current in A while the subscribed power is exceeded
   */
  take(frame: Frame, groups: DataByLabel, at: number, iinst: number | undefined): number | undefined {
    const alarms = ['ADPS', 'ADIR1', 'ADIR2', 'ADIR3'].flatMap((label) => groups.get(label) ?? []);
    const status = parseStatus(groups.get('STGE'));
    if (alarms.length > 0 || status || this.#saidAt > at) this.#saidAt = at;
    if (alarms.length > 0 || status?.overload) {
      this.#exceeded.take(true);
      this.#amperes = alarms.length > 0 ? Math.max(...alarms.map(Number)) : (iinst ?? this.#amperes);
    } else if (status) {
      this.#exceeded.take(false);
    } else if (frame.mode === 'standard') {
      // STGE is damaged for good: nobody says that the alarm goes on.
      if (at - this.#saidAt > MAX_AGE_MS) this.#exceeded.take(false);
    } else if (!isLong(frame, groups)) {
      // A short frame whose ADIRn was damaged: the cycle goes on.
      if (this.#exceeded.value) this.#exceeded.take(true);
    } else if (frame.complete) {
      const singlePhase = groups.has('IINST');
      this.#exceeded.take(false, singlePhase ? framesToEnd(frame.damaged) : LONG_FRAMES_TO_END);
    }
    if (!this.#exceeded.value) this.#amperes = undefined;
    return this.#amperes;
  }
}
