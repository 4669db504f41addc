import { hours, type LegalTime, slotOf } from './legal-time.ts';
import { randomAt } from './random.ts';
import { dayTemperature, temperatureAt } from './weather.ts';

/** Random streams that the household does not use, one a convector. */
const CONVECTOR = 60;
/** What the house loses, W for each degree between inside and outside. */
const LOSS = 105;
/** People, sun and appliances heat by this many degrees. */
const FREE_DEGREES = 2.5;
const CONVECTOR_WATTS = 750;
/** The thermostat of each convector switches after this many seconds, a part of the day. */
const CYCLES = [120, 150, 180, 216];

/** Electric convectors, out of the weather: each is on for a part of the time. */
export class Heating {
  readonly #seed: number;
  readonly #limit: number;
  #day = Number.NaN;
  #mean = 0;

  /** @param limit VA that the house may draw in all: above it convectors are switched off */
  constructor(seed: number, limit: number) {
    this.#seed = seed;
    this.#limit = limit;
  }

  /**
   * What the convectors draw, W.
   * @param others VA of all other appliances
   * @param saves a peak runs, or nobody is at home
   */
  wattsAt(time: LegalTime, others: number, saves: boolean): number {
    if (time.day !== this.#day) {
      this.#day = time.day;
      this.#mean = dayTemperature(this.#seed, time.day).actual;
    }
    const wanted = LOSS * (comfort(time, saves) - FREE_DEGREES - temperatureAt(this.#mean, time));
    if (wanted <= 0) return 0;
    const share = wanted / (CYCLES.length * CONVECTOR_WATTS);
    let watts = 0;
    for (const [i, cycle] of CYCLES.entries()) {
      const isOn = randomAt(this.#seed, CONVECTOR + i, slotOf(time, cycle)) < share;
      if (isOn && others + watts + CONVECTOR_WATTS <= this.#limit) watts += CONVECTOR_WATTS;
    }
    return watts;
  }
}

/** The temperature that is wanted inside, °C: less in the night, and on Mondays to Fridays while the house is empty. */
function comfort({ day, second }: LegalTime, saves: boolean): number {
  if (saves) return 12;
  if (second < hours(6) || second >= hours(22.5)) return 16.5;
  // 1 January 1970 was a Thursday.
  const weekday = (day + 4) % 7;
  const isWorking = weekday !== 0 && weekday !== 6 && second >= hours(8.5) && second < hours(16.5);
  return isWorking ? 17 : 19.5;
}
