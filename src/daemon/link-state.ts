import type { LinkState } from '../feed/messages.ts';
import type { LinkError } from '../source/source.ts';

/** No correct frame for so long means that the link is down (54E §9.4.1). */
export const SILENT_AFTER_MS = 10_000;

/** The state of the link to the meter, and since when. Times are ms of a monotonic clock. */
export class LinkTracker {
  state: LinkState = 'detecting';
  /** Wall time of the last change of state, ms since 1970. */
  since: number;
  /** The port has been open at least once. */
  everOpened = false;
  #lastFrame: number;
  /** Since when a frame can be waited for: the start, or the return of a line that was down. */
  #listening: number;

  constructor(monotonic: number, wall: number) {
    this.#lastFrame = monotonic;
    this.#listening = monotonic;
    this.since = wall;
  }

  /** Milliseconds since the last good frame, or since the start. */
  quietFor(monotonic: number): number {
    return monotonic - this.#lastFrame;
  }

  opened(monotonic: number, wall: number): boolean {
    this.everOpened = true;
    if (this.state !== 'reconnecting') return false;
    this.#listening = monotonic;
    return this.#become('detecting', wall);
  }

  frame(monotonic: number, wall: number): boolean {
    this.#lastFrame = monotonic;
    return this.#become('receiving', wall);
  }

  lost(problem: LinkError, wall: number): boolean {
    return this.#become(problem.kind === 'quiet' ? 'silent' : 'reconnecting', wall);
  }

  /** @param searching the mode is being looked for: silence is then part of it */
  tick(monotonic: number, wall: number, searching: boolean): boolean {
    if (monotonic - Math.max(this.#lastFrame, this.#listening) < SILENT_AFTER_MS) return false;
    if (this.state !== 'receiving' && (this.state !== 'detecting' || searching)) return false;
    return this.#become(searching ? 'detecting' : 'silent', wall);
  }

  stopped(wall: number): boolean {
    return this.#become('stopped', wall);
  }

  #become(state: LinkState, wall: number): boolean {
    if (state === this.state) return false;
    this.state = state;
    this.since = wall;
    return true;
  }
}
