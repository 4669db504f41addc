import { DAY_MS } from './legal-time.ts';
import { dayTemperature } from './weather.ts';

/** EJP days of a season, and red days of a Tempo year. */
const PEAK_DAYS = 22;
const WHITE_DAYS = 43;
/** Winter's own cold counts less than a spell: days are used up from November on, not all in January. */
const SPELL_WEIGHT = 0.55;

/** The days of a year from 1 September to 31 August on which energy is dear; days are counted from 1970. */
interface ColdDays {
  readonly first: number;
  readonly end: number;
  /** 22 Mondays to Fridays from 1 November to 31 March: EJP days, or red ones. */
  readonly peaks: ReadonlySet<number>;
  /** 43 other days but Sundays: white ones. */
  readonly white: ReadonlySet<number>;
}

/** Already found, by seed. */
const known = new Map<number, ColdDays[]>();

/** The coldest days of the year that a day lies in. */
export function coldDaysAround(seed: number, day: number): ColdDays {
  let years = known.get(seed);
  if (!years) {
    years = [];
    known.set(seed, years);
  }
  const found = years.find(({ first, end }) => day >= first && day < end);
  if (found) return found;
  const date = new Date(day * DAY_MS);
  const year = findColdDays(seed, date.getUTCFullYear() - (date.getUTCMonth() < 8 ? 1 : 0));
  years.push(year);
  return year;
}

function findColdDays(seed: number, year: number): ColdDays {
  const dayOfDate = (y: number, month: number, date: number): number => Date.UTC(y, month - 1, date) / DAY_MS;
  const first = dayOfDate(year, 9, 1);
  const end = dayOfDate(year + 1, 9, 1);
  const days = Array.from({ length: end - first }, (_, i) => first + i);
  const weekday = (day: number): number => new Date(day * DAY_MS).getUTCDay();
  const coldness = new Map(days.map((day) => [day, coldnessOf(seed, day)]));
  const coldest = (of: readonly number[], count: number): number[] =>
    [...of].sort((a, b) => (coldness.get(b) ?? 0) - (coldness.get(a) ?? 0)).slice(0, count);
  const winter = days.filter((day) => day >= dayOfDate(year, 11, 1) && day <= dayOfDate(year + 1, 3, 31));
  const working = winter.filter((day) => weekday(day) !== 0 && weekday(day) !== 6);
  const peaks = new Set(coldest(working, PEAK_DAYS));
  const others = days.filter((day) => weekday(day) !== 0 && !peaks.has(day));
  return { first, end, peaks, white: new Set(coldest(others, WHITE_DAYS)) };
}

function coldnessOf(seed: number, day: number): number {
  const { usual, actual } = dayTemperature(seed, day);
  return SPELL_WEIGHT * (usual - actual) - (1 - SPELL_WEIGHT) * usual;
}
