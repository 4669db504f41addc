import type { Frame } from '../tic/frame.ts';
import { parseHorodate } from '../tic/horodate.ts';
import { parseStatus } from '../tic/stge.ts';

/** Frames in a row whose times agree before the meter's clock is believed: one alone may be damaged. */
const AGREEING_FRAMES = 3;
/** How far two frames may disagree, ms: DATE has whole seconds, and frames are read in pieces of half a second. */
const AGREEING_MS = 2500;

/** The meter's own time (DATE, standard mode only), believed when several frames agree and it says that it is right. */
export class MeterClock {
  #offset: number | undefined;
  #agreeing = 0;

  /**
   * Takes one frame.
   * @param monotonic ms of a clock that no one sets, at its end
   * @returns how far the meter's time is ahead of that clock, ms; undefined while it is not believed
   */
  take(frame: Frame, monotonic: number): number | undefined {
    const at = meterTime(frame);
    if (at === undefined) return undefined;
    const offset = at - monotonic;
    const agrees = this.#offset !== undefined && Math.abs(offset - this.#offset) <= AGREEING_MS;
    this.#agreeing = agrees ? this.#agreeing + 1 : 1;
    this.#offset = offset;
    return this.#agreeing >= AGREEING_FRAMES ? offset : undefined;
  }
}

/** DATE of a frame as an instant, ms; undefined where it is absent or degraded (h, e, or STGE bit 16). */
function meterTime({ groups }: Frame): number | undefined {
  const horodate = groups.find(({ label }) => label === 'DATE')?.horodate;
  const parsed = horodate === undefined ? undefined : parseHorodate(horodate);
  if (!parsed || parsed.degraded) return undefined;
  const status = parseStatus(groups.find(({ label }) => label === 'STGE')?.data ?? '');
  return status?.clockDegraded ? undefined : parsed.epochMs;
}
