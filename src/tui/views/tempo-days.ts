import type { Colour } from '../../meter/tempo.ts';
import { tempoColourOf } from '../../report/sums/day-kind.ts';
import type { DayReport } from '../../report/sums/report.ts';
import { addDays, type Day, daysBetween } from '../../time/local.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { tempoYear } from '../model/ejp-days.ts';
import type { ViewModel } from './view-model.ts';

/** What is known of a Tempo year: the same object as long as nothing of it has changed. */
export interface TempoDays {
  readonly from: Day;
  readonly to: Day;
  /** The days in the logs, with their energy and cost. */
  readonly days: readonly DayReport[];
  readonly colours: ReadonlyMap<Day, Colour>;
  readonly counts: Readonly<Record<Colour, number>>;
  /** The colours of some days so far are not known. */
  readonly hasUnknown: boolean;
}

const NONE: readonly DayReport[] = [];

/** The Tempo year that is looked at: out of the logs, and of today and tomorrow as the meter says. */
export function tempoDays({ state, selection, sample, today, stale }: ViewModel): TempoDays {
  const { from, to } = tempoYear(today, selection.seasonsBack);
  const announced = stale ? undefined : sample?.tempo;
  const known = state.logData.costs?.report?.days ?? NONE;
  return daysOf(known, from, to, today, announced?.today ?? undefined, announced?.tomorrow ?? undefined);
}

const daysOf = memoizeLast(
  (
    known: readonly DayReport[],
    from: Day,
    to: Day,
    today: Day,
    ofToday: Colour | undefined,
    ofTomorrow: Colour | undefined,
  ): TempoDays => {
    const days = known.filter(({ day }) => day >= from && day <= to);
    const colours = coloursOf(days);
    if (ofToday && today <= to) colours.set(today, ofToday);
    const tomorrow = addDays(today, 1);
    if (ofTomorrow && tomorrow <= to) colours.set(tomorrow, ofTomorrow);
    const counts = { blue: 0, white: 0, red: 0 };
    for (const colour of colours.values()) counts[colour]++;
    const hasUnknown = daysBetween(from, today < to ? today : to).some((day) => !colours.has(day));
    return { from, to, days, colours, counts, hasUnknown };
  },
);

function coloursOf(days: readonly DayReport[]): Map<Day, Colour> {
  const colours = new Map<Day, Colour>();
  for (const { day, periods } of days) {
    const colour = tempoColourOf(periods);
    if (colour) colours.set(day, colour);
  }
  return colours;
}

/** Days on which a red one may still fall: from Monday to Friday, 1 November to 31 March, after today. */
export const redDaysLeft = memoizeLast((today: Day): number => {
  const { from, to } = tempoYear(today, 0);
  const winter = { from: `${from.slice(0, 4)}-11-01` as Day, to: `${to.slice(0, 4)}-03-31` as Day };
  const next = addDays(today, 1);
  return daysBetween(next < winter.from ? winter.from : next, winter.to).filter((day) => {
    const weekday = new Date(Date.parse(day)).getUTCDay();
    return weekday >= 1 && weekday <= 5;
  }).length;
});
