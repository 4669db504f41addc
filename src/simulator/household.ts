import { hours, type LegalTime, slotOf } from './legal-time.ts';
import { hash32 } from './random.ts';

export interface HouseholdOptions {
  readonly seed: number;
  readonly phases: 1 | 3;
  /** Solar panels on phase 1, 2.5 kW at best. */
  readonly panels: boolean;
  /** Second of the legal day at which the water heater starts. */
  readonly heaterFrom: number;
  /** Power of a car charger on phase 1 for a few minutes twice a day, W; 0 without one. */
  readonly surge: number;
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

/** An appliance that runs once a day; start, spread and duration in seconds. */
interface Habit {
  readonly start: number;
  readonly spread: number;
  readonly duration: number;
  readonly watts: number;
  readonly phase: 0 | 1 | 2;
  /** A thermostat that switches every two minutes. */
  readonly cycling?: boolean;
}

const HABITS: readonly Habit[] = [
  { start: hours(7.3), spread: 2400, duration: 170, watts: 2100, phase: 1 }, // kettle
  { start: hours(9.5), spread: 7200, duration: 1300, watts: 2000, phase: 2 }, // washing machine heating
  { start: hours(12.2), spread: 1800, duration: 1500, watts: 1500, phase: 1 }, // hob
  { start: hours(13.1), spread: 1800, duration: 150, watts: 2100, phase: 1 }, // kettle
  { start: hours(16.8), spread: 2700, duration: 170, watts: 2100, phase: 1 }, // kettle
  { start: hours(18.9), spread: 2400, duration: 2900, watts: 2400, phase: 1, cycling: true }, // oven
  { start: hours(19.3), spread: 1200, duration: 1300, watts: 1500, phase: 2 }, // hob
  { start: hours(21), spread: 1800, duration: 1100, watts: 1900, phase: 2 }, // dishwasher heating
];

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
  habit: 100,
};

/**
 * A household as a function of time: it has no state, so that it draws the same whether it is asked every second or
 * every minute.
 */
export class Household {
  readonly #options: HouseholdOptions;
  /** The appliances of one day, with the seconds at which they start then. */
  #day = Number.NaN;
  #habits = HABITS;

  constructor(options: HouseholdOptions) {
    this.#options = options;
  }

  measuresAt(time: LegalTime): Measures {
    const three = this.#powers(time);
    const net = three[0] + three[1] + three[2];
    const powers = this.#options.phases === 3 ? three : [net];
    // That the panels raise the voltage is left out.
    const volts = powers.map((_, phase) => Math.round(230 + 10 * this.#smooth(STREAM.volt + phase, time, 300)));
    const amperes = powers.map((va, phase) => Math.round(Math.abs(va) / (volts[phase] as number)));
    return { powers, volts, amperes, drawn: Math.max(0, net), injected: Math.max(0, -net) };
  }

  /** Power of each phase, in W and in VA alike; negative when it flows to the grid. */
  #powers(time: LegalTime): [number, number, number] {
    const powers: [number, number, number] = [this.#base(time), 90, this.#heater(time)];
    for (const { start, duration, watts, phase, cycling } of this.#habitsOf(time.day)) {
      const since = time.second - start;
      if (since < 0 || since >= duration) continue;
      if (!cycling || this.#random(STREAM.thermostat, slotOf(time, 120)) < 0.7) powers[phase] += watts;
    }
    if (SURGES.some(([from, to]) => time.second >= from && time.second < to)) powers[0] += this.#options.surge;
    if (this.#options.panels) powers[0] -= this.#sun(time);
    return powers;
  }

  /** Standby, light, screens, fridge: about 200 to 700 W. */
  #base(time: LegalTime): number {
    const awake = time.second > hours(7) && time.second < hours(23.3);
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
    const season = (1 - Math.cos((2 * Math.PI * (time.day + 10)) / 365.25)) / 2;
    const noon = hours(time.summer ? 13.9 : 12.9);
    const halfDay = hours(4.2 + 3.8 * season);
    const fromNoon = Math.abs(time.second - noon) / halfDay;
    if (fromNoon >= 1) return 0;
    const clearness = 0.7 + 0.3 * this.#random(STREAM.clearness, time.day);
    const clouds = 0.45 + 0.55 * this.#smooth(STREAM.cloud, time, 240);
    return PANEL_WATTS * (0.65 + 0.35 * season) * clearness * clouds * Math.cos((fromNoon * Math.PI) / 2) ** 1.3;
  }

  #habitsOf(day: number): readonly Habit[] {
    if (day !== this.#day) {
      this.#day = day;
      this.#habits = HABITS.map((habit, i) => {
        const start = habit.start + habit.spread * (this.#random(STREAM.habit + i, day) - 0.5);
        return { ...habit, start };
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

  /** A number in [0, 1) that depends on seed, stream and slot only. */
  #random(stream: number, slot: number): number {
    const bits =
      Math.imul(this.#options.seed | 0, 0x9e3779b1) ^ Math.imul(stream, 0x85ebca6b) ^ Math.imul(slot, 0x27d4eb2f);
    return hash32(bits) / 2 ** 32;
  }
}
