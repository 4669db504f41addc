import { hours } from './legal-time.ts';

/** An appliance that runs once a day; start, spread and duration in seconds. */
export interface Habit {
  readonly start: number;
  readonly spread: number;
  readonly duration: number;
  readonly watts: number;
  readonly phase: 0 | 1 | 2;
  /** A thermostat that switches every two minutes. */
  readonly cycling?: boolean;
  /** Share of the days on which it runs; without it, every day. */
  readonly odds?: number;
  /** It waits for a day without an expensive peak. */
  readonly canWait?: boolean;
}

/** The same few appliances every day: a day's curve that a test can foresee. */
export const PLAIN_HABITS: readonly Habit[] = [
  { start: hours(7.3), spread: 2400, duration: 170, watts: 2100, phase: 1 }, // kettle
  { start: hours(9.5), spread: 7200, duration: 1300, watts: 2000, phase: 2 }, // washing machine heating
  { start: hours(12.2), spread: 1800, duration: 1500, watts: 1500, phase: 1 }, // hob
  { start: hours(13.1), spread: 1800, duration: 150, watts: 2100, phase: 1 }, // kettle
  { start: hours(16.8), spread: 2700, duration: 170, watts: 2100, phase: 1 }, // kettle
  { start: hours(18.9), spread: 2400, duration: 2900, watts: 2400, phase: 1, cycling: true }, // oven
  { start: hours(19.3), spread: 1200, duration: 1300, watts: 1500, phase: 2 }, // hob
  { start: hours(21), spread: 1800, duration: 1100, watts: 1900, phase: 2 }, // dishwasher heating
];

/** A home that is lived in: no two days alike. */
export const LIVELY_HABITS: readonly Habit[] = [
  { start: hours(6.9), spread: 1500, duration: 280, watts: 950, phase: 1 }, // coffee machine
  { start: hours(7.3), spread: 2400, duration: 170, watts: 2100, phase: 1 }, // kettle
  { start: hours(7.5), spread: 1800, duration: 260, watts: 1500, phase: 0, odds: 0.7 }, // hair dryer
  { start: hours(9.5), spread: 7200, duration: 1300, watts: 2000, phase: 2, odds: 0.55, canWait: true }, // washing machine
  { start: hours(9.9), spread: 2400, duration: 240, watts: 950, phase: 1, odds: 0.6 }, // coffee machine
  { start: hours(10.7), spread: 5400, duration: 1200, watts: 850, phase: 0, odds: 0.4, canWait: true }, // vacuum cleaner
  { start: hours(12.2), spread: 1800, duration: 1500, watts: 1500, phase: 1, cycling: true, odds: 0.8 }, // hob
  { start: hours(12.6), spread: 1500, duration: 200, watts: 1250, phase: 2, odds: 0.7 }, // microwave oven
  { start: hours(13.1), spread: 1800, duration: 150, watts: 2100, phase: 1, odds: 0.8 }, // kettle
  { start: hours(14.2), spread: 5400, duration: 9000, watts: 140, phase: 0, odds: 0.6 }, // computer
  { start: hours(15.4), spread: 7200, duration: 2100, watts: 1900, phase: 2, cycling: true, odds: 0.25, canWait: true }, // iron
  { start: hours(16.8), spread: 2700, duration: 170, watts: 2100, phase: 1 }, // kettle
  { start: hours(18.15), spread: 1200, duration: 240, watts: 2100, phase: 1, odds: 0.8 }, // kettle
  { start: hours(18.5), spread: 1500, duration: 2400, watts: 1800, phase: 2, cycling: true }, // hob
  { start: hours(18.9), spread: 2400, duration: 2700, watts: 2400, phase: 1, cycling: true, odds: 0.5 }, // oven
  { start: hours(19.7), spread: 1500, duration: 200, watts: 1250, phase: 2, odds: 0.6 }, // microwave oven
  { start: hours(20.4), spread: 1800, duration: 8400, watts: 130, phase: 0, odds: 0.9 }, // television
  { start: hours(21), spread: 1800, duration: 1100, watts: 1900, phase: 2, odds: 0.75, canWait: true }, // dishwasher
];
