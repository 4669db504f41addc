import { addDays, type Day, daysBetween, type Year, yearOf } from '../../time/local.ts';

/** Mobile peaks that an EJP contract allows in one season. */
export const PEAKS_OF_A_SEASON = 22;
/** After an EJP day that only the index of the peak shows, and after a count of days with such ones. */
export const BY_INDEX = '*';

/** First and last day of a season: of EJP, 1 November to 31 March. */
export interface Season {
  readonly from: Day;
  readonly to: Day;
}

/** The EJP days of a season so far, each by the day of its 07:00. */
export interface EjpSeason extends Season {
  readonly days: readonly Day[];
  /** Those of the days that only the index of the peak shows. */
  readonly indexOnly: readonly Day[];
  /** The first day that is known, where the season has earlier ones: it may have had more EJP days. */
  readonly since?: Day;
  /** What a file says of the days before the first line of the logs. */
  readonly earlier?: EarlierDays;
}

/** Days of a season from before the first line of the logs, out of a file. */
export interface EarlierDays {
  /** Those of the EJP days that no log shows. */
  readonly ejpDays: readonly Day[];
  /** All that the file knows. */
  readonly known: readonly Day[];
}

/** Whether days are EJP days, out of a file, where the logs do not tell. */
export type GivenEjpDays = ReadonlyMap<Day, boolean>;

/** `2026-27`. */
export const seasonYears = ({ from, to }: Season): string => `${yearOf(from)}-${yearOf(to).slice(2)}`;

/**
 * The EJP days of a season with those of a file from before the first line of the logs.
 * @param first the day of that line; undefined without any
 */
export function withEarlier(
  season: Omit<EjpSeason, 'since' | 'earlier'>,
  first: Day | undefined,
  given: () => GivenEjpDays,
): EjpSeason {
  if (first === undefined || first <= season.from || first > season.to) return season;
  const known = given();
  const earlier = daysBetween(season.from, addDays(first, -1));
  const ejpDays = earlier.filter((day) => known.get(day) && !season.days.includes(day));
  const found = { ejpDays, known: earlier.filter((day) => known.has(day)) };
  const days = [...ejpDays, ...season.days].sort();
  return { ...season, days, earlier: found, ...(found.known.length === earlier.length ? {} : { since: first }) };
}

/** What is given of the seasons of a span as a text: while that is the same, so is what `withEarlier` says of them. */
export function givenVersions(given: GivenEjpDays): (span: Season) => string {
  const texts = new Map<Day, string>();
  const textOf = ({ from, to }: Season): string => {
    const known = texts.get(from);
    if (known !== undefined) return known;
    const text = [...given]
      .filter(([day]) => day >= from && day <= to)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, isEjp]) => (isEjp ? day : `-${day}`))
      .join();
    texts.set(from, text);
    return text;
  };
  return ({ from, to }) => `${textOf(seasonOf(from))} ${textOf(seasonOf(to))}`;
}

/** The season of a day; from April to October the one that has ended. */
export function seasonOf(day: Day): Season {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const first = month >= 11 ? year : year - 1;
  const named = (n: number): Year => String(n).padStart(4, '0') as Year;
  return { from: `${named(first)}-11-01`, to: `${named(first + 1)}-03-31` };
}

/** The Tempo year of a day, 1 September to 31 August. */
export function tempoYearOf(day: Day): Season {
  const year = Number(yearOf(day)) - (day.slice(5) < '09-01' ? 1 : 0);
  const named = (n: number): Year => String(n).padStart(4, '0') as Year;
  return { from: `${named(year)}-09-01`, to: `${named(year + 1)}-08-31` };
}
