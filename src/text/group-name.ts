/** The name of a group of days: what it is made of depends on what the days are put together by. */
export type GroupName =
  | { readonly by: 'day'; readonly day: string }
  /** An ISO week, of the year of its Thursday. */
  | { readonly by: 'week'; readonly year: number; readonly week: number }
  /** A month, 1 to 12. */
  | { readonly by: 'month'; readonly year: number; readonly month: number }
  | { readonly by: 'year'; readonly year: number }
  /**
   * The EJP season that begins in November of the year, or the months between two, from April of the year on; of Tempo, the
   * year from September on.
   */
  | { readonly by: 'season'; readonly year: number; readonly of: 'winter' | 'summer' | 'tempo' };

/** First and last month of a season, as its name in one word has them. */
const MONTHS = { winter: '11/03', summer: '04/10', tempo: '09/08' } as const;

export const two = (n: number): string => String(n).padStart(2, '0');

/**
 * A name in one word: `2026-11-24`, `2026-W47`, `2026-11`, `2026`; `2026-11/03` a season, `2026-04/10` the months between two,
 * `2026-09/08` a Tempo year.
 * @param week the letter of a week
 */
export function groupId(name: GroupName, week = 'W'): string {
  switch (name.by) {
    case 'day':
      return name.day;
    case 'week':
      return `${name.year}-${week}${two(name.week)}`;
    case 'month':
      return `${name.year}-${two(name.month)}`;
    case 'year':
      return String(name.year);
    case 'season':
      return `${name.year}-${MONTHS[name.of]}`;
  }
}

type SeasonName = Extract<GroupName, { readonly by: 'season' }>;

/** `2024-25`: a year and the end of the next one. */
const twoYears = (year: number): string => `${year}-${two((year + 1) % 100)}`;

/** A season in words: `hiver 2024-25`, `avr.-oct. 2025`, `Tempo 2024-25`. */
export const seasonWords = {
  fr: ({ of, year }: SeasonName): string =>
    of === 'summer' ? `avr.-oct. ${year}` : `${of === 'winter' ? 'hiver' : 'Tempo'} ${twoYears(year)}`,
  en: ({ of, year }: SeasonName): string =>
    of === 'summer' ? `Apr-Oct ${year}` : `${of === 'winter' ? 'winter' : 'Tempo'} ${twoYears(year)}`,
} as const;

/** Under the head of a column of seasons, in ten letters: `2024-25`, `été 2025`. */
export const seasonCell = {
  fr: ({ of, year }: SeasonName): string => (of === 'summer' ? `été ${year}` : twoYears(year)),
  en: ({ of, year }: SeasonName): string => (of === 'summer' ? `sum. ${year}` : twoYears(year)),
} as const;
