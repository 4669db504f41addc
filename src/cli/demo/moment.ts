import { isEjpDay } from '../../simulator/scenario.ts';
import { parseAnyDay } from '../../time/day-text.ts';
import { addDays, type Day, dayOf, instantOf } from '../../time/local.ts';
import type { DemoScenario } from './choices.ts';

/** When most happens in a home: meals are cooked, it is dark, and on an EJP day all of it is dear. */
const EVENING = '18:30';
/** Clock of each scenario: on an EJP day the peak begins at 07:00, and is announced half an hour before. */
const CLOCKS: Readonly<Record<DemoScenario, string>> = { 'ejp-peak': EVENING, notice: '06:40' };
/** From one hour to the other a house sleeps. */
const NIGHT = { from: 22, to: 7 };
/** The last EJP day is nearer than this. */
const MAX_SEARCH_DAYS = 400;
const DAY_MS = 86_400_000;

const CLOCK = /^([01]?\d|2[0-3])[:hH]([0-5]\d)$/;

/** A moment as it was typed: each part may be left out. */
interface Moment {
  readonly day?: Day | undefined;
  /** `hh:mm` */
  readonly clock?: string | undefined;
}

/** Reads `18:30`, `24/12`, `24/12 18:30`, `hier 7h05`, `2026-12-24T18:30`: days as everywhere, without a year the latest. */
export function momentIn(text: string, today: Day): Moment | undefined {
  const words = text.trim().split(/[ T]+/);
  const [, hour, minute] = CLOCK.exec(words.at(-1) ?? '') ?? [];
  const clock = hour === undefined ? undefined : `${hour.padStart(2, '0')}:${minute}`;
  const date = (clock === undefined ? words : words.slice(0, -1)).join(' ');
  if (date === '') return clock === undefined ? undefined : { clock };
  const read = parseAnyDay(date, today);
  return read.reason === undefined ? { day: read.day, clock } : undefined;
}

/**
 * When a demo begins, ms since 1970 UTC: where and when it was asked for; else now, but not in the night, when nothing
 * happens: then at the evening before.
 * @param seed that of the weather, which decides the EJP days
 */
export function beginningOf(asked: Moment, scenario: DemoScenario | undefined, seed: number, now: number): number {
  const today = dayOf(now);
  const { day = today, clock } = asked;
  if (scenario) return at(lastEjpDay(day, seed), clock ?? CLOCKS[scenario]);
  if (clock !== undefined || asked.day !== undefined) return at(day, clock ?? EVENING);
  const hour = new Date(now).getHours();
  if (hour >= NIGHT.to && hour < NIGHT.from) return now;
  return at(hour < NIGHT.to ? addDays(today, -1) : today, EVENING);
}

const at = (day: Day, clock: string): number => instantOf(`${day}T${clock}:00`);

/** The last EJP day up to a day, itself included. */
function lastEjpDay(until: Day, seed: number): Day {
  let day = until;
  for (let i = 0; i < MAX_SEARCH_DAYS && !isEjpDay('weather', seed, Date.parse(day) / DAY_MS); i++)
    day = addDays(day, -1);
  return day;
}
