import type { Frame } from '../tic/frame.ts';
import { parseHorodate } from '../tic/horodate.ts';
import { parseStatus } from '../tic/stge.ts';
import { AGREEING_FRAMES, Debounced } from './debounced.ts';

/** How far two frames may disagree (ms): DATE has whole seconds, and a frame may be read half a second late. */
const AGREEING_MS = 2500;

/** The meter's own time (DATE, standard mode only), believed while several frames in a row agree on it. */
export class MeterClock {
  #offset = Number.NaN;
  /** Frames in a row of which each agrees with the one before. */
  #agreeing = 0;

  /**
   * Takes one frame.
   * @param monotonic end of the frame by a monotonic clock, ms
   * @returns how far the meter's time is ahead of that clock, ms; undefined while it is not believed
   */
  take(frame: Frame, monotonic: number): number | undefined {
    const at = meterTime(frame);
    if (at === undefined) return undefined;
    const offset = at - monotonic;
    this.#agreeing = Math.abs(offset - this.#offset) <= AGREEING_MS ? this.#agreeing + 1 : 1;
    this.#offset = offset;
    return this.#agreeing >= AGREEING_FRAMES ? offset : undefined;
  }
}

/** How far the meter's time (DATE) is ahead of ours: 0 in historique, and where the meter has lost the time. */
export class MeterLead {
  readonly #lead = new Debounced<number>({ agree: (a, b) => Math.abs(a - b) <= AGREEING_MS });

  /** Takes one frame. @param at its end, ms @returns how far the meter's time is ahead, ms */
  take(frame: Frame, at: number): number {
    const isDated = frame.groups.some(({ label }) => label === 'DATE');
    if (isDated) this.#lead.take((meterTime(frame) ?? at) - at);
    return this.#lead.value ?? 0;
  }

  /** The clock was set: the next frame is believed at once. */
  forget(): void {
    this.#lead.forget();
  }
}

/** DATE of a frame as an instant, ms; undefined where it is absent or the meter has lost the time (h, e, STGE bit 16). */
function meterTime({ groups }: Frame): number | undefined {
  const parsed = parseHorodate(groups.find(({ label }) => label === 'DATE')?.horodate);
  if (!parsed || parsed.degraded) return undefined;
  const status = parseStatus(groups.find(({ label }) => label === 'STGE')?.data);
  return status?.clockDegraded ? undefined : parsed.epochMs;
}
