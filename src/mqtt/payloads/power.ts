import type { SampleMessage } from '../../feed/messages.ts';

const MS_PER_HOUR = 3_600_000;
/** An index counts whole Wh: over less time, one of them would be too many W. */
const SPAN_MS = 300_000;
/** A mean over more time than this says nothing of the present. */
const MAX_SPAN_MS = 600_000;

/** The mean power over the last five minutes, W, by what the indexes have counted: what is billed, where PAPP is VA. */
export class MeanPower {
  /** Of the last minutes, ms and Wh, all indexes together; the first is the last one that is as old as the span. */
  readonly #times: number[] = [];
  readonly #totals: number[] = [];
  /** The indexes that are counted. */
  #keys: readonly string[] = [];

  take({ at: iso, indexes }: Pick<SampleMessage, 'at' | 'indexes'>): void {
    const at = Date.parse(iso);
    const keys = Object.keys(indexes);
    let wh = 0;
    for (const key of keys) wh += indexes[key] as number;
    const goesOn = at > (this.#times.at(-1) ?? 0) && wh >= (this.#totals.at(-1) ?? 0) && this.#hasKeys(keys);
    if (!goesOn) {
      this.#times.length = 0;
      this.#totals.length = 0;
      this.#keys = keys;
    }
    if (keys.length === 0) return;
    this.#times.push(at);
    this.#totals.push(wh);
    while (at - (this.#times[1] ?? at) >= SPAN_MS) {
      this.#times.shift();
      this.#totals.shift();
    }
  }

  /** Undefined until five minutes are known. */
  get watts(): number | undefined {
    const [from, to] = [this.#times[0] ?? 0, this.#times.at(-1) ?? 0];
    const ms = to - from;
    if (ms < SPAN_MS || ms > MAX_SPAN_MS) return undefined;
    return Math.round((((this.#totals.at(-1) ?? 0) - (this.#totals[0] ?? 0)) * MS_PER_HOUR) / ms);
  }

  #hasKeys(keys: readonly string[]): boolean {
    return keys.length === this.#keys.length && keys.every((key) => this.#keys.includes(key));
  }
}
