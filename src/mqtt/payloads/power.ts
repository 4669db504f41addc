import type { SampleMessage } from '../../feed/messages.ts';

const MS_PER_HOUR = 3_600_000;
/** An index counts whole Wh: over less time, one of them would be too many W. */
const SPAN_MS = 300_000;
/** A mean over more time than this says nothing of the present. */
const MAX_SPAN_MS = 600_000;

interface Total {
  readonly at: number;
  /** Wh, all indexes together. */
  readonly wh: number;
  readonly keys: string;
}

/** The mean power over the last five minutes, W, by what the indexes have counted: what is billed, where PAPP is VA. */
export class MeanPower {
  /** The totals of the last minutes; the first is the last one that is as old as the span. */
  #totals: Total[] = [];

  take({ at, indexes }: Pick<SampleMessage, 'at' | 'indexes'>): void {
    const keys = Object.keys(indexes).sort().join(' ');
    const wh = Object.values(indexes).reduce((sum, value) => sum + value, 0);
    const total = { at: Date.parse(at), wh, keys };
    const before = this.#totals.at(-1);
    if (before && (before.keys !== keys || before.wh > wh || before.at >= total.at)) this.#totals = [];
    if (keys === '') return;
    this.#totals.push(total);
    while (this.#totals[1] && total.at - this.#totals[1].at >= SPAN_MS) this.#totals.shift();
  }

  /** Undefined until five minutes are known. */
  get watts(): number | undefined {
    const [first, last] = [this.#totals[0], this.#totals.at(-1)];
    const ms = first && last ? last.at - first.at : 0;
    if (!first || !last || ms < SPAN_MS || ms > MAX_SPAN_MS) return undefined;
    return Math.round(((last.wh - first.wh) * MS_PER_HOUR) / ms);
  }
}
