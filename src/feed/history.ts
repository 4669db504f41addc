import type { Reading } from '../meter/reading.ts';
import type { HistoryMessage } from './messages.ts';

/** An hour of the fastest meter: a frame every 0.9 s. */
const MAX_ROWS = 4096;
const HOUR_MS = 3_600_000;
/** A message is used again for readers that come within this time. */
const REUSE_MS = 5000;
const FIELDS = ['at', 'papp', 'pinj', 'iinst'] as const;

/** The last hour of readings. */
export class History {
  readonly #rows: [at: number, ...values: (number | null)[]][] = [];
  /** The last message, until a reading changes it: many readers may come at once. */
  #last: { readonly message: HistoryMessage; readonly at: number } | undefined;

  add({ at, papp, pinj, iinst }: Reading): void {
    this.#last = undefined;
    this.#rows.push([at, papp ?? null, pinj ?? null, iinst ?? null]);
    if (this.#rows.length > MAX_ROWS) this.#rows.shift();
  }

  /** The clock was set forward by `ms`: the readings are dated by the right clock. */
  shift(ms: number): void {
    this.#last = undefined;
    for (const row of this.#rows) row[0] += ms;
  }

  /** The readings that are at most an hour older than `now`. */
  message(now: number): HistoryMessage {
    if (this.#last && Math.abs(now - this.#last.at) < REUSE_MS) return this.#last.message;
    const samples = this.#rows.filter(([at]) => at >= now - HOUR_MS);
    const message: HistoryMessage = { type: 'history', fields: FIELDS, samples };
    this.#last = { message, at: now };
    return message;
  }
}
