import type { Reading } from '../meter/reading.ts';
import type { HistoryMessage } from './messages.ts';

/** An hour of the fastest meter: a frame every 0.9 s. */
const ROWS = 4096;
const HOUR_MS = 3_600_000;
/** A message is used again for readers that come within this time. */
const REUSE_MS = 5000;
const FIELDS = ['at', 'papp', 'pinj', 'iinst'] as const;

/** The last hour of readings, in 128 KB that never grow; NaN means absent. */
export class History {
  readonly #columns = FIELDS.map(() => new Float64Array(ROWS));
  #count = 0;
  /** The last message, until a reading changes it: many readers may come at once. */
  #last: { readonly message: HistoryMessage; readonly at: number } | undefined;

  add(reading: Reading): void {
    this.#last = undefined;
    const row = this.#count++ % ROWS;
    FIELDS.forEach((field, i) => {
      (this.#columns[i] as Float64Array)[row] = reading[field] ?? Number.NaN;
    });
  }

  /** The clock was set forward by `ms`: the readings are dated by the right clock. */
  shift(ms: number): void {
    this.#last = undefined;
    const [at] = this.#columns as [Float64Array];
    for (let i = 0; i < ROWS; i++) at[i] = (at[i] as number) + ms;
  }

  /** The readings that are at most an hour older than `now`. */
  message(now: number): HistoryMessage {
    if (this.#last && Math.abs(now - this.#last.at) < REUSE_MS) return this.#last.message;
    const samples: (number | null)[][] = [];
    for (let i = Math.max(0, this.#count - ROWS); i < this.#count; i++) {
      const row = this.#columns.map((column) => column[i % ROWS] as number);
      if ((row[0] as number) >= now - HOUR_MS) samples.push(row.map((value) => (Number.isNaN(value) ? null : value)));
    }
    const message: HistoryMessage = { type: 'history', fields: FIELDS, samples };
    this.#last = { message, at: now };
    return message;
  }
}
