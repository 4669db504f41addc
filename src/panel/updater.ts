import { codeOf } from '../host/files.ts';
import type { Backoff } from '../time/backoff.ts';

/** Gets the faults of a part, each once while it lasts. */
export interface FaultListener {
  failed(detail: string): void;
  recovered(): void;
}

/** Brings values to a device that may be slow or fail: one at a time, only the newest one waits. */
export class Updater<T> {
  readonly #apply: (value: T) => Promise<void>;
  readonly #listener: FaultListener;
  readonly #backoff: Backoff;
  #running: Promise<void> | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  wanted: T | undefined;
  /** What the device has; undefined while unknown. */
  applied: T | undefined;
  hasFailed = false;

  /** @param backoff the pauses before a value that failed is tried again */
  constructor(apply: (value: T) => Promise<void>, listener: FaultListener, backoff: Backoff) {
    this.#apply = apply;
    this.#listener = listener;
    this.#backoff = backoff;
  }

  want(value: T): void {
    this.wanted = value;
    if (this.#running || this.#retryTimer || this.applied === value) return;
    this.#running = this.#run();
  }

  /** Waits for what is running, and tries no more. @param last a last value, which is tried even in a pause */
  async stop(last?: T): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    if (last !== undefined) this.want(last);
    await this.#running;
    clearTimeout(this.#retryTimer);
  }

  /** Only where there is something to bring: its end comes after its beginning has returned. */
  async #run(): Promise<void> {
    try {
      while (this.applied !== this.wanted) {
        const value = this.wanted as T;
        this.applied = undefined;
        await this.#apply(value);
        this.applied = value;
      }
      if (this.hasFailed) this.#listener.recovered();
      this.hasFailed = false;
      this.#backoff.reset();
    } catch (error) {
      if (!this.hasFailed) this.#listener.failed(codeOf(error));
      this.hasFailed = true;
      this.#retryTimer = setTimeout(() => {
        this.#retryTimer = undefined;
        this.want(this.wanted as T);
      }, this.#backoff.next());
    } finally {
      // At once: what is wanted from now on is seen by no loop of this run.
      this.#running = undefined;
    }
  }
}
