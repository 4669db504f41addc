import { hours, type LegalTime } from './legal-time.ts';
import { randomAt } from './random.ts';

/** Random streams of the weather: none of the household's. */
const SPELL = 50;
const DAILY = 51;
/** Days from one change of the weather to the next. */
const SPELL_DAYS = 5;
/** 20 January, the coldest day of a mean year, in days since 1970. */
const COLDEST = 19;

/** Mean outdoor temperature of a legal day, °C: 5 in January and 19 in July as a rule, and spells of some days around that. */
export function dayTemperature(seed: number, day: number): { readonly usual: number; readonly actual: number } {
  const usual = 12 - 7 * Math.cos((2 * Math.PI * (day - COLDEST)) / 365.25);
  const slot = Math.floor(day / SPELL_DAYS);
  const part = day / SPELL_DAYS - slot;
  const spell = randomAt(seed, SPELL, slot) * (1 - part) + randomAt(seed, SPELL, slot + 1) * part;
  return { usual, actual: usual + 13 * (spell - 0.5) + 3 * (randomAt(seed, DAILY, day) - 0.5) };
}

/** Outdoor temperature at a legal time, °C: warmest at 15:00. @param mean that of the day */
export function temperatureAt(mean: number, { second }: LegalTime): number {
  return mean + 3 * Math.cos((2 * Math.PI * (second - hours(15))) / 86_400);
}
