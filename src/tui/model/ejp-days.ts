import { type Season, seasonOf } from '../../report/days/season.ts';
import { type Day, yearOf } from '../../time/local.ts';
import type { EjpPage } from './log-data.ts';
import type { Selection } from './selection.ts';

/** The day that the cursor is on: until another is chosen, the newest EJP day. */
export const chosenDay = ({ ejpDay }: Selection, ejpDays: EjpPage['ejpDays']): Day | undefined =>
  ejpDay ?? ejpDays.at(-1)?.day;

/** The EJP season of a day, or an earlier one, counted back from it. */
export function seasonBefore(today: Day, count: number): Season {
  const { from } = seasonOf(today);
  return count === 0 ? seasonOf(today) : seasonOf(`${Number(yearOf(from)) - count}-11-01`);
}

/** The Tempo year of a day, 1 September to 31 August, or an earlier one, counted back from it. */
export function tempoYear(day: Day, back: number): Season {
  const year = Number(yearOf(day)) - (day.slice(5) < '09-01' ? 1 : 0) - back;
  return { from: `${year}-09-01`, to: `${year + 1}-08-31` };
}
