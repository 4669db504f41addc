import { addDays, type Day, isDay, yearOf } from '../../../time/local.ts';
import { showsTempo } from '../contract.ts';
import { chosenDay, seasonBefore, tempoYear } from '../ejp-days.ts';
import type { EjpPage } from '../log-data.ts';
import type { Selection } from '../selection.ts';
import type { State } from '../state.ts';
import { type KeyContext, moved, opened } from './moves.ts';

/** Days of the calendar that the cursor goes on by. */
const DAY_STEPS: Readonly<Record<string, number>> = { '[': -1, ']': 1, '{': -10, '}': 10 };
/** From one EJP day to another, by `moved`'s names. */
const LIST_KEYS: Readonly<Record<string, string>> = {
  ...{ up: 'up', down: 'down', pageup: 'pageup', pagedown: 'pagedown', 'C-u': 'pageup', 'C-d': 'pagedown' },
  ...{ home: 'home', end: 'end', g: 'home', 'S-g': 'end' },
};
/** A click on a day is this key with the day after it. */
export const DAY_KEY = 'day:';

/** EJP, and Tempo: a cursor over the days of a season, or of a year. */
export function ejpKey(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const { seasonsBack } = selection;
  const isTempo = showsTempo(state);
  const { from, to } = isTempo ? tempoYear(today, seasonsBack) : seasonBefore(today, seasonsBack);
  const ejpDays = (isTempo ? undefined : state.logData.ejp?.ejpDays) ?? [];
  const chosen = chosenDay(selection, ejpDays);
  const choose = (day: Day | undefined): Selection =>
    day === undefined ? selection : { ...selection, ejpDay: day < from ? from : day > to ? to : day };
  const step = DAY_STEPS[key];
  if (step !== undefined) return choose(chosen === undefined ? today : addDays(chosen, step));
  const list = LIST_KEYS[key];
  if (list !== undefined) return choose(ejpDays.at(-1 - rowAfter(ejpDays, chosen, list))?.day);
  if (key.startsWith(DAY_KEY)) {
    const day = key.slice(DAY_KEY.length);
    return isDay(day) ? choose(day) : selection;
  }
  const back: Readonly<Record<string, number>> = { left: seasonsBack + 1, right: seasonsBack - 1, t: 0 };
  switch (key) {
    case 'enter':
      // A day that has not come has nothing to open.
      return chosen !== undefined && chosen > today ? selection : opened(selection, chosen, today);
    case 'escape':
      return { ...selection, ejpDay: undefined };
    case 'm':
    case 'S-m':
      return choose(isTempo ? dearestDay(state, from, to) : dearestPeak(ejpDays));
    default:
      return back[key] === undefined
        ? selection
        : {
            ...selection,
            seasonsBack: clamped(back[key], isTempo ? olderYears(state, today) : seasonsOf(state)),
            ejpDay: undefined,
          };
  }
}

const clamped = (back: number, older: number): number => Math.max(0, Math.min(older, back));

const seasonsOf = ({ logData }: State): number => logData.ejp?.olderSeasons ?? 0;

/** How many Tempo years before that of today have begun since the first day that is known. */
function olderYears({ logData }: State, today: Day): number {
  const first = logData.costs?.report?.days[0]?.day;
  if (first === undefined) return 0;
  return Number(yearOf(tempoYear(today, 0).from)) - Number(yearOf(tempoYear(first, 0).from));
}

/** The row of the list, counted from the newest. From a day between two EJP days a step leads to one of them. */
function rowAfter(ejpDays: EjpPage['ejpDays'], chosen: Day | undefined, key: string): number {
  const later = ejpDays.filter(({ day }) => chosen !== undefined && day > chosen).length;
  const isBetween = !ejpDays.some(({ day }) => day === chosen);
  return moved(isBetween && key === 'up' ? later - 1 : later, key, ejpDays.length);
}

/** The dearest peak; where a price is missing, the one that drew the most. */
function dearestPeak(ejpDays: EjpPage['ejpDays']): Day | undefined {
  const isPriced = ejpDays.every(({ cost }) => cost !== undefined);
  return greatest(ejpDays, ({ cost, peakWh }) => (isPriced ? Number(cost) : peakWh))?.day;
}

/** The same of the days of a Tempo year. */
function dearestDay({ logData }: State, from: Day, to: Day): Day | undefined {
  const days = (logData.costs?.report?.days ?? []).filter(({ day }) => day >= from && day <= to);
  const isPriced = days.every(({ cost }) => cost !== undefined);
  return greatest(days, ({ cost, wh }) => (isPriced ? Number(cost) : wh))?.day;
}

const greatest = <T>(items: readonly T[], worth: (item: T) => number): T | undefined =>
  items.reduce<T | undefined>(
    (best, each) => (best !== undefined && worth(best) >= worth(each) ? best : each),
    undefined,
  );
