import type { Measures } from './household.ts';
import { DAY_MS, hours, type LegalTime, legalTimeOf, slotOf, slotStart } from './legal-time.ts';

/** The largest power of a day, VA. */
export interface Maximum {
  readonly va: number;
  readonly when: LegalTime;
}

/** A point of the load curve: mean powers in W over a half hour, and when it ended. */
interface CurvePoint {
  readonly when: LegalTime;
  readonly drawn: number;
  readonly injected: number;
}

const HALF_HOUR = 1800;
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
  today: Maximum[];
  yesterday: Maximum[];
  /** The last two half hours, the latest first. */
  curve: readonly [CurvePoint, CurvePoint];
  /** Wh of the current half hour. */
  #drawn = 0;
  #injected = 0;

  /**
   * @param start ms since 1970 UTC
   * @param counted the supplier indexes that it begins with, Wh, in place of its own
   */
  constructor(indexes: number, start: number, counted: readonly number[] = FIRST_SUPPLIER) {
    const halfHourOf = (at: number): LegalTime => slotStart(legalTimeOf(at), HALF_HOUR);
    this.supplier = FIRST_SUPPLIER.slice(0, indexes).map((first, i) => counted[i] ?? first);
    this.yesterday = [2910, 1200, 1450, 2480, 0].map((va) => ({ va, when: legalTimeOf(start - DAY_MS) }));
    this.today = noMaxima(legalTimeOf(start));
    this.curve = [
      { when: halfHourOf(start), drawn: 418, injected: 0 },
      { when: halfHourOf(start - HALF_HOUR * 1000), drawn: 418, injected: 0 },
    ];
  }

  /** Sum of the supplier indexes, Wh. */
  get total(): number {
    return this.supplier.reduce((sum, wh) => sum + Math.floor(wh), 0);
  }

  /** Counts one step of the household's life: its present power for all of the step, on the index that now runs. */
  take(measures: Measures, step: { running: number; before: LegalTime; now: LegalTime; ms: number }): void {
    const { powers, drawn, injected } = measures;
    const { running, before, now, ms } = step;
    const elapsedHours = ms / 3_600_000;
    this.#closePeriods(before, now);
    (this.supplier[running] as number) += drawn * elapsedHours;
    (this.distributor[now.second < hours(6) ? 0 : 1] as number) += drawn * elapsedHours;
    this.injection += injected * elapsedHours;
    this.#drawn += drawn * elapsedHours;
    this.#injected += injected * elapsedHours;
    const powersNow = [drawn, powers[0] ?? 0, powers[1] ?? 0, powers[2] ?? 0, injected];
    powersNow.forEach((va, i) => {
      if (va > (this.today[i] as Maximum).va) this.today[i] = { va, when: now };
    });
  }

  /** Closes the day and the half hour that have just ended. */
  #closePeriods(before: LegalTime, now: LegalTime): void {
    if (slotOf(now, HALF_HOUR) === slotOf(before, HALF_HOUR)) return;
    if (now.day !== before.day) {
      this.yesterday = this.today;
      this.today = noMaxima(now);
    }
    const when = slotStart(now, HALF_HOUR);
    this.curve = [{ when, drawn: this.#drawn * 2, injected: this.#injected * 2 }, this.curve[0]];
    this.#drawn = 0;
    this.#injected = 0;
  }
}

const noMaxima = (when: LegalTime): Maximum[] => Array<Maximum>(5).fill({ va: 0, when });
