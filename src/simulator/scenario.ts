import type { Scenario } from './choices.ts';
import { coldDaysAround } from './cold-days.ts';
import { DAY_MS, legalTimeOf } from './legal-time.ts';
import { seededRandom } from './random.ts';

/** Probability that a bit is flipped in the scenario `noisy`. */
export const NOISY_RATE = 0.001;

const CHANGE_SECOND = 600;

/** The first instant after `start` (ms) at which legal clocks show 00:10. */
export function nextChange(start: number): number {
  const { day, second } = legalTimeOf(start);
  const wanted = day * DAY_MS + CHANGE_SECOND * 1000 + (second >= CHANGE_SECOND ? DAY_MS : 0);
  // 00:10 comes once a day, in winter time or in summer time.
  const winter = wanted - 3_600_000;
  return legalTimeOf(winter).summer ? winter - 3_600_000 : winter;
}

/** EJP days in a season. */
const SEASON_DAYS = 22;

/** Seasons already drawn, by seed and year of their November. */
const seasons = new Map<string, ReadonlySet<number>>();

/** Whether a legal day is one on which the mobile peak begins at 07:00. */
export function isEjpDay(scenario: Scenario, seed: number, day: number): boolean {
  if (scenario === 'ejp-day') return true;
  if (scenario === 'weather') return coldDaysAround(seed, day).peaks.has(day);
  if (scenario !== 'ejp-season') return false;
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth() + 1;
  if (month > 3 && month < 11) return false;
  const year = date.getUTCFullYear() - (month <= 3 ? 1 : 0);
  const key = `${seed} ${year}`;
  const season = seasons.get(key) ?? drawSeason(seed, year);
  seasons.set(key, season);
  return season.has(day);
}

/** 22 different Mondays to Fridays from 1 November to 31 March. */
function drawSeason(seed: number, year: number): Set<number> {
  const first = Date.UTC(year, 10, 1) / DAY_MS;
  const last = Date.UTC(year + 1, 2, 31) / DAY_MS;
  const days: number[] = [];
  for (let day = first; day <= last; day++) {
    const weekday = new Date(day * DAY_MS).getUTCDay();
    if (weekday !== 0 && weekday !== 6) days.push(day);
  }
  const random = seededRandom(seed ^ Math.imul(year, 0x9e3779b1));
  const drawn = new Set<number>();
  while (drawn.size < SEASON_DAYS) drawn.add(days[Math.floor(random() * days.length)] as number);
  return drawn;
}

/**
 * The Tempo colour of a legal day: 1 blue, 2 white, 3 red. White on Tuesdays and red on Wednesdays from November to March:
 * every colour once a winter week; by the weather where the scenario has one.
 */
export function tempoColour(scenario: Scenario, seed: number, day: number): number {
  if (scenario === 'weather') {
    const { peaks, white } = coldDaysAround(seed, day);
    return peaks.has(day) ? 3 : white.has(day) ? 2 : 1;
  }
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth() + 1;
  if (month > 3 && month < 11) return 1;
  return { 2: 2, 3: 3 }[date.getUTCDay()] ?? 1;
}
