import type { Lang } from '../../text/format.ts';
import type { GroupName } from '../../text/group-name.ts';

/** What rows are put together by, as it is asked for: in English, as in the help, or in French. The first two are shown. */
const WORDS: Readonly<Record<GroupName['by'], readonly string[]>> = {
  day: ['day', 'jour'],
  week: ['week', 'semaine'],
  month: ['month', 'mois'],
  year: ['year', 'année', 'annee', 'an'],
  season: ['season', 'saison'],
};

export const GROUPING_WORDS = Object.keys(WORDS) as readonly GroupName['by'][];

/** What a word means; undefined for any other. */
export const groupingOf = (text: string): GroupName['by'] | undefined =>
  GROUPING_WORDS.find((by) => WORDS[by].includes(text.toLowerCase()));

/** The words that one language has for it. */
export const groupingWords = (lang: Lang): readonly string[] =>
  GROUPING_WORDS.map((by) => WORDS[by][lang === 'fr' ? 1 : 0] as string);
