import { contractOfKey } from '../../meter/contract.ts';
import type { Colour } from '../../meter/tempo.ts';
import { addDays, type Day, daysBetween } from '../../time/local.ts';
import { PEAKS_OF_A_SEASON, type Season, seasonOf } from '../days/season.ts';
import type { DayReport, Report } from '../sums/report.ts';
import type { Load } from './load.ts';
import { type DayKinds, TEMPO_START } from './schedule.ts';

/** What files say of days. */
export interface GivenKinds {
  readonly colours: ReadonlyMap<Day, Colour>;
  readonly ejpDays: ReadonlyMap<Day, boolean>;
}

const COLOURS: Readonly<Record<string, Colour>> = { B: 'blue', W: 'white', R: 'red' };

/** What is known of days: by the logs of a Tempo or EJP contract, which know best, else by the files. */
export function dayKindsOf(report: Report, load: Load, given: GivenKinds): DayKinds {
  const logged = loggedColours(load);
  const peaks = loggedPeaks(report, load);
  return {
    colourOf: (day) => logged.get(day) ?? given.colours.get(day),
    isEjpDay: (day) => peaks.get(day) ?? given.ejpDays.get(day) ?? (isInSeason(day) ? undefined : false),
  };
}

/** From 1 November to 31 March; there is no mobile peak on any other day. */
const isInSeason = (day: Day): boolean => day <= seasonOf(day).to;

/** The colours of the days on which a Tempo contract counted: the one that most was drawn in, of what lines speak for. */
function loggedColours({ days }: Load): Map<Day, Colour> {
  const drawn = new Map<Day, Map<Colour, number>>();
  for (const parts of days.values())
    for (const { day, minute, byKey, isCovered } of parts) {
      if (!isCovered) continue;
      const named = minute < TEMPO_START ? addDays(day, -1) : day;
      for (const [key, wh] of byKey) {
        const colour = COLOURS[/^H[CP]J([BWR])$/.exec(key)?.[1] ?? ''];
        if (!colour || wh <= 0) continue;
        const known = drawn.get(named) ?? new Map<Colour, number>();
        drawn.set(named, known.set(colour, (known.get(colour) ?? 0) + wh));
      }
    }
  return new Map(
    [...drawn].map(([day, colours]) => [day, ([...colours].sort(([, a], [, b]) => b - a)[0] as [Colour, number])[0]]),
  );
}

/** Whether the peak ran on each day on which an EJP contract counted, and on the day before the first one. */
function loggedPeaks({ days, ejpDays }: Report, load: Load): Map<Day, boolean> {
  const peaks = new Map<Day, boolean>();
  const [first] = days;
  if (first && ownContractOf(first) === 'EJP') {
    // Before 01:00 the peak of the day before runs.
    const byKey = load.days.get(first.day)?.find(({ minute }) => minute === 0)?.byKey;
    if ((byKey?.get('HPM') ?? 0) > 0) peaks.set(addDays(first.day, -1), true);
    else if ((byKey?.get('HN') ?? 0) > 0) peaks.set(addDays(first.day, -1), false);
  }
  const ran = new Set(ejpDays);
  for (const day of days) if (ownContractOf(day) === 'EJP') peaks.set(day.day, ran.has(day.day));
  return peaks;
}

/** The contract whose index counted on a day; undefined where nothing was drawn. */
export function ownContractOf({ periods }: Pick<DayReport, 'periods'>): string | undefined {
  const key = periods.find(({ wh }) => wh > 0)?.key;
  return key === undefined ? undefined : contractOfKey(key);
}

/** A winter of which every day is given, with another number of EJP days than usual: the list may be wrong. */
export interface OddWinter extends Season {
  readonly count: number;
}

/** The odd winters that some days lie in. */
export function oddWinters({ ejpDays }: GivenKinds, days: readonly Day[]): OddWinter[] {
  const winters = new Map(days.filter(isInSeason).map((day) => [seasonOf(day).from, seasonOf(day)]));
  return [...winters.values()].flatMap((winter) => {
    const given = daysBetween(winter.from, winter.to).map((day) => ejpDays.get(day));
    const count = given.filter((isPeak) => isPeak === true).length;
    return given.includes(undefined) || count === PEAKS_OF_A_SEASON ? [] : { ...winter, count };
  });
}
