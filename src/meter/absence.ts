import type { DataByLabel, Frame } from '../tic/frame.ts';
import { Debounced } from './debounced.ts';
import { isLong, isUndamaged } from './frame-kind.ts';
import { MAX_AGE_MS } from './fresh.ts';

/** A value is lost when this many long frames in a row, for this time, are without it. */
const LOST_FRAMES = 3;
const LOST_MS = 10_000;

/** Whether a value does not come any more: the meter does not send it, or each of its groups is damaged. */
export class Absence {
  readonly #unsent = new Debounced<boolean>({ initial: false });
  /** Long frames in a row without it, and when the last frame with it came, ms. */
  #row = 0;
  #since: number | undefined;
  #isLost = false;

  /** Undamaged long frames lack it: the meter sends none. */
  get isUnsent(): boolean {
    return this.#unsent.value === true;
  }

  /** It does not come, for whatever reason. */
  get isLost(): boolean {
    return this.#isLost || this.isUnsent;
  }

  /** Takes one frame. @param at instant of its end, ms */
  take(frame: Frame, groups: DataByLabel, isPresent: boolean, at: number): void {
    if (isPresent || this.#since === undefined || this.#since > at) this.#since = at;
    if (isPresent) {
      this.#unsent.take(false, 1);
      this.#row = 0;
      this.#isLost = false;
      return;
    }
    if (isLong(frame, groups)) {
      this.#row++;
      if (isUndamaged(frame)) this.#unsent.take(true);
    }
    const elapsed = at - this.#since;
    this.#isLost = (this.#row >= LOST_FRAMES && elapsed >= LOST_MS) || elapsed > MAX_AGE_MS;
  }

  /** Waits for it anew. */
  forget(): void {
    this.#row = 0;
    this.#since = undefined;
    this.#isLost = false;
  }
}
