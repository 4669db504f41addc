import type { LinkState } from '../feed/messages.ts';
import type { LinkError } from '../source/source.ts';

/** Without a correct frame for this long the link counts as lost (54E §9.4.1). */
export const SILENT_AFTER_MS = 10_000;

/** The state of the link to the meter, and since when. Methods return whether the state has changed; `monotonic`: ms. */
export class LinkTracker {
  state: LinkState = 'detecting';
  /** Wall time of the last change of state, ms since 1970. */
  since: number;
  /** The port has been open at least once. */
  everOpened = false;
  #lastFrameAt: number;
  /** Since when frames could come: the start, or the return of a link that was disconnected. */
  #listeningSince: number;

  constructor(monotonic: number, wall: number) {
    this.#lastFrameAt = monotonic;
    this.#listeningSince = monotonic;
    this.since = wall;
  }

  /** Milliseconds since the last good frame, or since the start. */
  silentFor(monotonic: number): number {
    return monotonic - this.#lastFrameAt;
  }

  opened(monotonic: number, wall: number): boolean {
    this.everOpened = true;
    if (this.state !== 'reconnecting') return false;
    this.#listeningSince = monotonic;
    return this.#switchTo('detecting', wall);
  }

  frame(monotonic: number, wall: number): boolean {
    this.#lastFrameAt = monotonic;
    return this.#switchTo('receiving', wall);
  }

  lost({ kind }: LinkError, wall: number): boolean {
    return this.#switchTo(kind === 'quiet' ? 'silent' : 'reconnecting', wall);
  }

  /** @param searching the mode is being looked for: silence is then part of it */
  tick(monotonic: number, wall: number, searching: boolean): boolean {
    if (monotonic - Math.max(this.#lastFrameAt, this.#listeningSince) < SILENT_AFTER_MS) return false;
    if (this.state !== 'receiving' && (this.state !== 'detecting' || searching)) return false;
    return this.#switchTo(searching ? 'detecting' : 'silent', wall);
  }

  stopped(wall: number): boolean {
    return this.#switchTo('stopped', wall);
  }

  #switchTo(state: LinkState, wall: number): boolean {
    if (state === this.state) return false;
    this.state = state;
    this.since = wall;
    return true;
  }
}
