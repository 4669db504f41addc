import type { Measures } from './household.ts';
import { horodateOf, type LegalTime, legalTimeOf, slotOf } from './legal-time.ts';

/** The largest power of a day, VA, and its horodate. */
export interface Maximum {
  readonly va: number;
  readonly when: string;
}

/** A point of the load curve: mean powers in W over the half hour that ended at a horodate. */
export interface CurvePoint {
  readonly when: string;
  readonly drawn: number;
  readonly injected: number;
}

const HALF_HOUR = 1800;
const SIX_OCLOCK = 6 * 3600;
/** Where the indexes begin, Wh. */
const FIRST_SUPPLIER = [4_688_322, 1_080_072, 1_466_099, 2_132_883, 860_118, 844_115];
const FIRST_DISTRIBUTOR = [1_706_174, 2_070_105, 746_697, 503_199];
const FIRST_INJECTION = 1_472_722;

/** What the meter of a household has counted; Wh, with fractions. */
export class Counters {
  readonly supplier: number[];
  readonly distributor = [...FIRST_DISTRIBUTOR];
  injection = FIRST_INJECTION;
  /** Largest powers of the day: drawn in all, drawn on each of three phases, injected. */
  today: readonly Maximum[];
  yesterday: readonly Maximum[];
  /** The last two half hours, the latest first. */
  curve: readonly [CurvePoint, CurvePoint];
  /** Wh of the current half hour. */
  #drawn = 0;
  #injected = 0;

  /** @param start ms since 1970 UTC */
  constructor(indexes: number, start: number) {
    const point = (at: number): CurvePoint => ({ when: halfHourOf(legalTimeOf(at)), drawn: 418, injected: 0 });
    this.supplier = FIRST_SUPPLIER.slice(0, indexes);
    this.yesterday = [2910, 1200, 1450, 2480, 0].map((va) => ({
      va,
      when: horodateOf(legalTimeOf(start - 86_400_000)),
    }));
    this.today = this.yesterday.map(() => ({ va: 0, when: horodateOf(legalTimeOf(start)) }));
    this.curve = [point(start), point(start - HALF_HOUR * 1000)];
  }

  /** Sum of the supplier indexes, Wh. */
  get total(): number {
    return this.supplier.reduce((sum, wh) => sum + Math.floor(wh), 0);
  }

  /** Counts one step of the household's life: its present power for all of the step, on the index that now runs. */
  take(
    { powers, drawn, injected }: Measures,
    step: { running: number; before: LegalTime; now: LegalTime; ms: number },
  ): void {
    const { running, before, now, ms } = step;
    const hours = ms / 3_600_000;
    this.#closePeriods(before, now);
    (this.supplier[running] as number) += drawn * hours;
    (this.distributor[now.second < SIX_OCLOCK ? 0 : 1] as number) += drawn * hours;
    this.injection += injected * hours;
    this.#drawn += drawn * hours;
    this.#injected += injected * hours;
    const powersNow = [drawn, powers[0] ?? 0, powers[1] ?? 0, powers[2] ?? 0, injected];
    if (powersNow.some((va, i) => va > (this.today[i] as Maximum).va)) {
      const when = horodateOf(now);
      this.today = this.today.map((maximum, i) => {
        const va = powersNow[i] as number;
        return va > maximum.va ? { va, when } : maximum;
      });
    }
  }

  /** Closes the day and the half hour that have just ended. */
  #closePeriods(before: LegalTime, now: LegalTime): void {
    const newDay = now.day !== before.day;
    if (newDay) {
      this.yesterday = this.today;
      this.today = this.today.map(() => ({ va: 0, when: horodateOf(now) }));
    }
    if (!newDay && slotOf(now, HALF_HOUR) === slotOf(before, HALF_HOUR)) return;
    this.curve = [{ when: halfHourOf(now), drawn: this.#drawn * 2, injected: this.#injected * 2 }, this.curve[0]];
    this.#drawn = 0;
    this.#injected = 0;
  }
}

/** Horodate of the start of a half hour. */
function halfHourOf(time: LegalTime): string {
  return horodateOf({ ...time, second: time.second - (time.second % HALF_HOUR) });
}
