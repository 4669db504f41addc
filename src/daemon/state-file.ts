import { join } from 'node:path';
import { readText } from '../config/read.ts';
import { flag, number, object, optional, parseJson, type TypeOf } from '../feed/schema.ts';
import { replaceFile } from '../host/files.ts';
import { RateLimiter } from '../time/rate-limiter.ts';

/** Changes that are brought to the disk in a minute: it may be an SD card. Those above it wait for the next one. */
const MAX_PER_MINUTE = 6;
const MINUTE_MS = 60_000;

const house = object({ peak: flag, until: optional(number), notice: flag, overload: flag });
const counters = object({ frames: number, checksum: number, parity: number, format: number, implausible: number });
const state = object({ house: optional(house), counters: optional(counters) });

/** What one daemon leaves for the next, each part where it is used: the state of the house, counters that never fall. */
export type DaemonState = TypeOf<typeof state>;

/** `.state` beside the logs, the only place that the daemon may write to. It may be deleted. */
export class StateFile {
  readonly #file: string;
  readonly #monotonic: () => number;
  #state: DaemonState = {};
  #isLoaded = false;
  #saved = '{}';
  readonly #limiter = new RateLimiter(MAX_PER_MINUTE, MINUTE_MS);

  constructor(logs: string, monotonic: () => number) {
    this.#file = join(logs, '.state');
    this.#monotonic = monotonic;
  }

  /** What there was at the start, or is since. */
  load(): DaemonState {
    if (this.#isLoaded) return this.#state;
    this.#isLoaded = true;
    try {
      const text = readText(this.#file);
      const value = parseJson(text);
      if (!state(value)) return this.#state;
      this.#state = value;
      this.#saved = text;
    } catch {
      // Not there yet, or unreadable: nothing is known.
    }
    return this.#state;
  }

  set(part: DaemonState): void {
    this.#state = { ...this.load(), ...part };
    this.tick();
  }

  /** Saves what is new. @param isLast there is no later */
  tick(isLast = false): void {
    const text = JSON.stringify(this.#state);
    if (text === this.#saved) return;
    if (!isLast && this.#limiter.tryAcquire('', this.#monotonic()) === undefined) return;
    try {
      replaceFile(this.#file, text, true);
      this.#saved = text;
    } catch {
      // The log says that the disk takes nothing; it is tried again.
    }
  }
}
