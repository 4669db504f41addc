import { type LegalTime, slotOf } from './legal-time.ts';
import { hash32 } from './random.ts';

export interface HouseholdOptions {
  readonly seed: number;
  /** Solar panels on phase 1, 2.5 kW at best. */
  readonly panels: boolean;
  /** Second of the legal day at which the water heater's clock lets it start. */
  readonly heaterFrom: number;
  /** What a car charger takes on phase 1 for a few minutes twice a day, W; 0: there is none. */
  readonly surge: number;
}

/** Power of each phase in W, taken as VA too; negative flows to the grid. */
type PhasePowers = readonly [number, number, number];

/** What stands on the line between house and grid. */
export interface Measures {
  /** VA on each phase that the meter has, negative to the grid; a single-phase meter has the sum. */
  readonly powers: readonly number[];
  /** V and, unsigned and rounded as the meter does, A of each phase. */
  readonly volts: readonly number[];
  readonly amperes: readonly number[];
  /** VA of all phases together, from the grid and to it; one of them is 0. */
  readonly drawn: number;
  readonly injected: number;
}

/** An appliance that runs once a day: usual start and spread in seconds, duration in s, power in W. */
interface Habit {
  readonly start: number;
  readonly spread: number;
  readonly duration: number;
  readonly watts: number;
  readonly phase: 0 | 1 | 2;
  /** A thermostat that switches every two minutes. */
  readonly cycling?: boolean;
}

const hour = (n: number): number => n * 3600;

const HABITS: readonly Habit[] = [
  { start: hour(7.3), spread: 2400, duration: 170, watts: 2100, phase: 1 }, // kettle
  { start: hour(9.5), spread: 7200, duration: 1300, watts: 2000, phase: 2 }, // washing machine heating
  { start: hour(12.2), spread: 1800, duration: 1500, watts: 1500, phase: 1 }, // hob
  { start: hour(13.1), spread: 1800, duration: 150, watts: 2100, phase: 1 }, // kettle
  { start: hour(16.8), spread: 2700, duration: 170, watts: 2100, phase: 1 }, // kettle
  { start: hour(18.9), spread: 2400, duration: 2900, watts: 2400, phase: 1, cycling: true }, // oven
  { start: hour(19.3), spread: 1200, duration: 1300, watts: 1500, phase: 2 }, // hob
  { start: hour(21), spread: 1800, duration: 1100, watts: 1900, phase: 2 }, // dishwasher heating
];

/** When the charger runs, seconds of the legal day. */
const SURGES: readonly (readonly [from: number, to: number])[] = [
  [hour(6.25), hour(6.3)],
  [hour(20.5), hour(20.65)],
];

const FRIDGE = { cycle: 2800, running: 1000, watts: 110 };
const HEATER_WATTS = 2400;
const PANEL_WATTS = 2500;

/** What each stream of chance is for: no two share their numbers. */
const CHANNEL = {
  habit: 100,
  base: 1,
  flicker: 2,
  heater: 3,
  cloud: 4,
  clearness: 5,
  fridge: 6,
  thermostat: 7,
  volt: 8,
};

/**
 * A household as a function of time: nothing is remembered from one call to the next, so that it draws the same whether
 * it is asked every second or every minute.
 */
export class Household {
  readonly #options: HouseholdOptions;
  /** The day's appliances with their true start, kept while the day lasts. */
  #day = Number.NaN;
  #starts: readonly number[] = [];

  constructor(options: HouseholdOptions) {
    this.#options = options;
  }

  measuresAt(moment: LegalTime, phases: 1 | 3): Measures {
    const three = this.#powers(moment);
    const net = three[0] + three[1] + three[2];
    const powers = phases === 3 ? three : [net];
    const volts = powers.map((_, phase) => this.#volts(moment, phase));
    const amperes = powers.map((va, phase) => Math.round(Math.abs(va) / (volts[phase] as number)));
    return { powers, volts, amperes, drawn: Math.max(0, net), injected: Math.max(0, -net) };
  }

  #powers(moment: LegalTime): PhasePowers {
    const powers: [number, number, number] = [this.#base(moment), 90, this.#heater(moment)];
    const starts = this.#startsOf(moment.day);
    for (let i = 0; i < HABITS.length; i++) {
      const { duration, watts, phase, cycling } = HABITS[i] as Habit;
      const since = moment.second - (starts[i] as number);
      if (since < 0 || since >= duration) continue;
      if (!cycling || this.#chance(CHANNEL.thermostat, slotOf(moment, 120)) < 0.7) powers[phase] += watts;
    }
    if (SURGES.some(([from, to]) => moment.second >= from && moment.second < to)) powers[0] += this.#options.surge;
    if (this.#options.panels) powers[0] -= this.#sun(moment);
    return powers;
  }

  /** Mains voltage; what the panels add to it is left out. */
  #volts(moment: LegalTime, phase: number): number {
    return Math.round(230 + 10 * this.#smooth(CHANNEL.volt + phase, moment, 300));
  }

  /** Standby, light, screens, fridge: about 200 to 700 W. */
  #base(moment: LegalTime): number {
    const awake = moment.second > hour(7) && moment.second < hour(23.3);
    const evening = moment.second > hour(18) && awake ? 130 : 0;
    const wandering = (awake ? 240 : 60) * this.#smooth(CHANNEL.base, moment, 900);
    const phase = FRIDGE.cycle * this.#chance(CHANNEL.fridge, 0);
    const fridge = (moment.day * 86_400 + moment.second + phase) % FRIDGE.cycle < FRIDGE.running ? FRIDGE.watts : 0;
    return 130 + evening + wandering + fridge + 14 * this.#chance(CHANNEL.flicker, slotOf(moment, 1));
  }

  /** One to three hours of heating each night from the hour of its clock, across midnight where need be. */
  #heater({ day, second }: LegalTime): number {
    const from = this.#options.heaterFrom;
    const night = second >= from ? day : day - 1;
    const since = second - from + (second >= from ? 0 : 86_400);
    return since < hour(1 + 2 * this.#chance(CHANNEL.heater, night)) ? HEATER_WATTS : 0;
  }

  /** A bell from sunrise to sunset (longer and higher in June than in December) under passing clouds. */
  #sun(moment: LegalTime): number {
    const season = (1 - Math.cos((2 * Math.PI * (moment.day + 10)) / 365.25)) / 2;
    const noon = hour(moment.summer ? 13.9 : 12.9);
    const halfDay = hour(4.2 + 3.8 * season);
    const fromNoon = Math.abs(moment.second - noon) / halfDay;
    if (fromNoon >= 1) return 0;
    const clearness = 0.7 + 0.3 * this.#chance(CHANNEL.clearness, moment.day);
    const clouds = 0.45 + 0.55 * this.#smooth(CHANNEL.cloud, moment, 240);
    return PANEL_WATTS * (0.65 + 0.35 * season) * clearness * clouds * Math.cos((fromNoon * Math.PI) / 2) ** 1.3;
  }

  #startsOf(day: number): readonly number[] {
    if (day !== this.#day) {
      this.#day = day;
      this.#starts = HABITS.map(
        ({ start, spread }, i) => start + spread * (this.#chance(CHANNEL.habit + i, day) - 0.5),
      );
    }
    return this.#starts;
  }

  /** Wanders between 0 and 1, from one drawn value to the next in `step` seconds. */
  #smooth(channel: number, moment: LegalTime, step: number): number {
    const slot = slotOf(moment, step);
    const part = (moment.second % step) / step;
    return this.#chance(channel, slot) * (1 - part) + this.#chance(channel, slot + 1) * part;
  }

  /** A number in [0, 1) that depends on seed, channel and slot only. */
  #chance(channel: number, slot: number): number {
    const bits =
      Math.imul(this.#options.seed | 0, 0x9e3779b1) ^ Math.imul(channel, 0x85ebca6b) ^ Math.imul(slot, 0x27d4eb2f);
    return hash32(bits) / 2 ** 32;
  }
}
