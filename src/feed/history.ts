import type { Reading } from '../meter/reading.ts';
import type { HistoryMessage } from './messages.ts';

/** Rows kept: an hour of the fastest meter, one frame every 0.9 s (facts/tic.md 1.4). */
const ROWS = 4096;
const HOUR_MS = 3_600_000;
/** A message without news is given again for so long, ms. */
const FRESH_MS = 5000;
const FIELDS = ['at', 'papp', 'pinj', 'iinst'] as const;

/** The last hour of readings in 128 KB that never grow; NaN stands for absent. */
export class History {
  readonly #columns = FIELDS.map(() => new Float64Array(ROWS));
  #count = 0;
  /** The message made last, while it is still true: many readers may come at once. */
  #made: { readonly message: HistoryMessage; readonly at: number } | undefined;

  add(reading: Reading): void {
    this.#made = undefined;
    const row = this.#count++ % ROWS;
    FIELDS.forEach((field, i) => {
      (this.#columns[i] as Float64Array)[row] = reading[field] ?? Number.NaN;
    });
  }

  /** The clock was set by so many ms: what is remembered is dated by the right one. */
  shift(ms: number): void {
    this.#made = undefined;
    const [at] = this.#columns as [Float64Array];
    for (let i = 0; i < ROWS; i++) at[i] = (at[i] as number) + ms;
  }

  /** The message of all that is at most an hour older than `now`. */
  message(now: number): HistoryMessage {
    if (this.#made && Math.abs(now - this.#made.at) < FRESH_MS) return this.#made.message;
    const samples: (number | null)[][] = [];
    for (let i = Math.max(0, this.#count - ROWS); i < this.#count; i++) {
      const row = this.#columns.map((column) => column[i % ROWS] as number);
      if ((row[0] as number) >= now - HOUR_MS) samples.push(row.map((value) => (Number.isNaN(value) ? null : value)));
    }
    const message: HistoryMessage = { type: 'history', fields: FIELDS, samples };
    this.#made = { message, at: now };
    return message;
  }
}
