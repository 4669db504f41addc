import { type Habit, LIVELY_HABITS, PLAIN_HABITS } from './habits.ts';
import { Heating } from './heating.ts';
import { DAY_MS, hours, type LegalTime, slotOf } from './legal-time.ts';
import { randomAt } from './random.ts';

export interface HouseholdOptions {
  readonly seed: number;
  readonly phases: 1 | 3;
  /** Solar panels on phase 1, 2.5 kW at best. */
  readonly panels: boolean;
  /** Second of the legal day at which the water heater starts. */
  readonly heaterFrom: number;
  /** Power of a car charger on phase 1 for a few minutes twice a day, W; 0 without one. */
  readonly surge: number;
  /** The house is lived in: heated by the weather, no two days alike, empty for ten days of August. */
  readonly lively: boolean;
  /** VA above which a lively house switches its heating off. */
  readonly limit: number;
}

/** What flows between the household and the grid. */
export interface Measures {
  /** VA on each phase of the meter, negative to the grid; on one phase, the sum. */
  readonly powers: readonly number[];
  /** V of each phase, and A, unsigned and rounded as the meter does. */
  readonly volts: readonly number[];
  readonly amperes: readonly number[];
  /** VA of all phases together, from the grid and to the grid; one of the two is 0. */
  readonly drawn: number;
  readonly injected: number;
}

/** When the charger runs, seconds of the legal day. */
const SURGES: readonly (readonly [from: number, to: number])[] = [
  [hours(6.25), hours(6.3)],
  [hours(20.5), hours(20.65)],
];

const FRIDGE = { cycle: 2800, running: 1000, watts: 110 };
const HEATER_WATTS = 2400;
const PANEL_WATTS = 2500;

/** A random stream for each use, so that no two share their numbers; those of the habits and phases count on. */
const STREAM = {
  base: 1,
  flicker: 2,
  heater: 3,
  cloud: 4,
  clearness: 5,
  fridge: 6,
  thermostat: 7,
  volt: 8,
  motors: 10,
  screens: 11,
  habit: 100,
  odds: 200,
};

/** Light, while it is dark and somebody is awake, W. */
const LIGHT_WATTS = 140;

/**
 * A household as a function of time: it has no state, so that it draws the same whether it is asked every second or
 * every minute.
 */
export class Household {
  readonly #options: HouseholdOptions;
  /** The appliances of one day, with the seconds at which they start then. */
  #day = Number.NaN;
  #habits: readonly Habit[] = [];
  #isEmpty = false;
  readonly #heating: Heating | undefined;

  constructor(options: HouseholdOptions) {
    this.#options = options;
    this.#heating = options.lively ? new Heating(options.seed, options.limit) : undefined;
  }

  /** @param saves an expensive peak runs: a lively house heats less, and what can wait waits */
  measuresAt(time: LegalTime, saves = false): Measures {
    const three = this.#powers(time, saves);
    const net = three[0] + three[1] + three[2];
    const powers = this.#options.phases === 3 ? three : [net];
    // That the panels raise the voltage is left out.
    const volts = powers.map((_, phase) => Math.round(230 + 10 * this.#smooth(STREAM.volt + phase, time, 300)));
    const amperes = powers.map((va, phase) => Math.round(Math.abs(va) / (volts[phase] as number)));
    return { powers, volts, amperes, drawn: Math.max(0, net), injected: Math.max(0, -net) };
  }

  /** Power of each phase, in W and in VA alike; negative when it flows to the grid. */
  #powers(time: LegalTime, saves: boolean): [number, number, number] {
    const habits = this.#habitsOf(time.day);
    const powers: [number, number, number] = [this.#base(time), 90, this.#isEmpty ? 0 : this.#heater(time)];
    for (const { start, duration, watts, phase, cycling, canWait } of habits) {
      const since = time.second - start;
      if (since < 0 || since >= duration || (saves && canWait)) continue;
      if (!cycling || this.#random(STREAM.thermostat, slotOf(time, 120)) < 0.7) powers[phase] += watts;
    }
    if (SURGES.some(([from, to]) => time.second >= from && time.second < to)) powers[0] += this.#options.surge;
    if (this.#heating && !this.#isEmpty) {
      powers[0] += 110 * this.#smooth(STREAM.motors, time, 50) + 70 * this.#smooth(STREAM.screens, time, 12);
      if (isAwake(time) && heightOfSun(time) <= 0) powers[0] += LIGHT_WATTS;
      powers[0] += this.#heating.wattsAt(time, powers[0] + powers[1] + powers[2], saves);
    }
    if (this.#options.panels) powers[0] -= this.#sun(time);
    return powers;
  }

  /** Standby, light, screens, fridge: about 200 to 700 W. */
  #base(time: LegalTime): number {
    const awake = isAwake(time);
    const evening = time.second > hours(18) && awake ? 130 : 0;
    const wandering = (awake ? 240 : 60) * this.#smooth(STREAM.base, time, 900);
    const phase = FRIDGE.cycle * this.#random(STREAM.fridge, 0);
    const fridge = (time.day * 86_400 + time.second + phase) % FRIDGE.cycle < FRIDGE.running ? FRIDGE.watts : 0;
    return 130 + evening + wandering + fridge + 14 * this.#random(STREAM.flicker, slotOf(time, 1));
  }

  /** One to three hours of heating each night from the hour of its clock, across midnight where need be. */
  #heater({ day, second }: LegalTime): number {
    const from = this.#options.heaterFrom;
    const night = second >= from ? day : day - 1;
    const since = second - from + (second >= from ? 0 : 86_400);
    return since < hours(1 + 2 * this.#random(STREAM.heater, night)) ? HEATER_WATTS : 0;
  }

  /** A bell from sunrise to sunset (longer and higher in June than in December) under passing clouds. */
  #sun(time: LegalTime): number {
    const height = heightOfSun(time);
    if (height <= 0) return 0;
    const clearness = 0.7 + 0.3 * this.#random(STREAM.clearness, time.day);
    const clouds = 0.45 + 0.55 * this.#smooth(STREAM.cloud, time, 240);
    return PANEL_WATTS * (0.65 + 0.35 * seasonOf(time)) * clearness * clouds * height ** 1.3;
  }

  #habitsOf(day: number): readonly Habit[] {
    if (day !== this.#day) {
      this.#day = day;
      this.#isEmpty = this.#heating !== undefined && isAway(day);
      this.#habits = this.#isEmpty
        ? []
        : (this.#heating ? LIVELY_HABITS : PLAIN_HABITS).flatMap((habit, i) => {
            const { odds = 1 } = habit;
            if (odds < 1 && this.#random(STREAM.odds + i, day) >= odds) return [];
            return [{ ...habit, start: habit.start + habit.spread * (this.#random(STREAM.habit + i, day) - 0.5) }];
          });
    }
    return this.#habits;
  }

  /** Wanders between 0 and 1, from one random value to the next in `step` seconds. */
  #smooth(stream: number, time: LegalTime, step: number): number {
    const slot = slotOf(time, step);
    const part = (time.second % step) / step;
    return this.#random(stream, slot) * (1 - part) + this.#random(stream, slot + 1) * part;
  }

  #random(stream: number, slot: number): number {
    return randomAt(this.#options.seed, stream, slot);
  }
}

const isAwake = ({ second }: LegalTime): boolean => second > hours(7) && second < hours(23.3);

/** 0 at the winter solstice, 1 at that of summer. */
const seasonOf = ({ day }: LegalTime): number => (1 - Math.cos((2 * Math.PI * (day + 10)) / 365.25)) / 2;

/** From 0 at sunrise to 1 at noon and 0 at sunset and by night. */
function heightOfSun(time: LegalTime): number {
  const noon = hours(time.summer ? 13.9 : 12.9);
  const fromNoon = Math.abs(time.second - noon) / hours(4.2 + 3.8 * seasonOf(time));
  return fromNoon >= 1 ? 0 : Math.cos((fromNoon * Math.PI) / 2);
}

/** Ten days of August. */
function isAway(day: number): boolean {
  const date = new Date(day * DAY_MS);
  return date.getUTCMonth() === 7 && date.getUTCDate() >= 8 && date.getUTCDate() < 18;
}
