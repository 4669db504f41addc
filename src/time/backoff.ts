/** The pauses between the tries of something that fails: the first, then each twice the one before, up to a limit (ms). */
export class Backoff {
  readonly #firstMs: number;
  readonly #limitMs: number;
  #nextMs: number;

  constructor(firstMs: number, limitMs: number) {
    this.#firstMs = firstMs;
    this.#limitMs = limitMs;
    this.#nextMs = firstMs;
  }

  /** A try has failed. @returns how long to wait before the next one, ms */
  next(): number {
    const pause = this.#nextMs;
    this.#nextMs = Math.min(2 * pause, this.#limitMs);
    return pause;
  }

  /** A try has succeeded: the next failure waits for the first pause again. */
  reset(): void {
    this.#nextMs = this.#firstMs;
  }
}
