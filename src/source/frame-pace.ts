import { ETX } from '../tic/group.ts';

/** How often a port is read whose frames are not known, ms: about twice a frame. */
const usualMs = (baud: number): number => (baud <= 1200 ? 800 : 500);
/** Read this long after the end of a frame is due, ms: the pause between two is 33 ms at most, adapters keep bytes back. */
const SLACK_MS = 60;
/** Sooner than this a port is not read again, ms, whatever its bytes are. */
const MIN_MS = 150;
/** Longer frames are noise, ms: 54E has 2.3 s. The kernel keeps 4095 bytes, 4 s at 9600 baud. */
const MAX_MS = 2500;
/** Timers of the same duration share a list in Node. */
const ROUND_MS = 10;

/**
 * When to read a port next: as soon as the frame under way has ended, by the length of the one before it. Each wake-up costs
 * 0.2 ms of CPU on a PC and a few on a Pi Zero, whether it brings 1 byte or 300.
 */
export class FramePace {
  readonly #baud: number;
  /** Bytes of the last frame, from the end of the one before it; undefined while none was seen whole. */
  #length: number | undefined;
  /** Bytes that have come since the last end of a frame; undefined before the first one. */
  #since: number | undefined;
  #isQuiet = true;

  constructor(baud: number) {
    this.#baud = baud;
  }

  /** Takes what was read; nothing, where nothing had come. */
  take(chunk: Uint8Array): void {
    this.#isQuiet = chunk.length === 0;
    let from = 0;
    // The parity bit of an ETX is 0: one that has it set is damaged.
    for (let end = chunk.indexOf(ETX); end >= 0; end = chunk.indexOf(ETX, from)) {
      if (this.#since !== undefined) this.#length = this.#since + end + 1 - from;
      this.#since = 0;
      from = end + 1;
    }
    if (this.#since !== undefined) this.#since += chunk.length - from;
  }

  /** How long to wait from this reading to the next, ms. */
  get nextMs(): number {
    if (this.#isQuiet || this.#length === undefined || this.#since === undefined) return usualMs(this.#baud);
    const leftMs = ((this.#length - this.#since) * 10_000) / this.#baud;
    if (leftMs > MAX_MS) return usualMs(this.#baud);
    return Math.ceil(Math.max(MIN_MS, leftMs + SLACK_MS) / ROUND_MS) * ROUND_MS;
  }
}
