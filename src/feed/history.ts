import type { Reading } from '../meter/reading.ts';
import type { HistoryMessage } from './messages.ts';

/** An hour of the fastest meter: a frame every 0.9 s. */
const MAX_ROWS = 4096;
const HOUR_MS = 3_600_000;
/** A message is used again for readers that come within this time. */
const REUSE_MS = 5000;
const FIELDS = ['at', 'papp', 'pinj', 'iinst'] as const;
const WIDTH = FIELDS.length;

/** The last hour of readings. */
export class History {
  /**
   * A row of FIELDS a reading, NaN where it says nothing; the oldest is overwritten. As lists they would take four times as
   * much.
   */
  readonly #rows = new Float64Array(MAX_ROWS * WIDTH);
  /** Readings so far. */
  #count = 0;
  /** The last message, until a reading changes it: many readers may come at once. */
  #last: { readonly message: HistoryMessage; readonly at: number } | undefined;

  add({ at, papp = Number.NaN, pinj = Number.NaN, iinst = Number.NaN }: Reading): void {
    this.#last = undefined;
    const rows = this.#rows;
    const start = (this.#count++ % MAX_ROWS) * WIDTH;
    rows[start] = at;
    rows[start + 1] = papp;
    rows[start + 2] = pinj;
    rows[start + 3] = iinst;
  }

  /** The clock was set forward by `ms`: the readings are dated by the right clock. */
  shift(ms: number): void {
    this.#last = undefined;
    const end = Math.min(this.#count, MAX_ROWS) * WIDTH;
    for (let start = 0; start < end; start += WIDTH) this.#rows[start] = (this.#rows[start] as number) + ms;
  }

  /** The readings that are at most an hour older than `now`. */
  message(now: number): HistoryMessage {
    if (this.#last && Math.abs(now - this.#last.at) < REUSE_MS) return this.#last.message;
    const samples: HistoryMessage['samples'][number][] = [];
    for (let n = Math.max(0, this.#count - MAX_ROWS); n < this.#count; n++) {
      const start = (n % MAX_ROWS) * WIDTH;
      const [at = 0, ...values] = this.#rows.subarray(start, start + WIDTH);
      if (at >= now - HOUR_MS) samples.push([at, ...values.map((value) => (Number.isNaN(value) ? null : value))]);
    }
    const message: HistoryMessage = { type: 'history', fields: FIELDS, samples };
    this.#last = { message, at: now };
    return message;
  }
}
