import { formatShortDay, formatUnit } from './format.ts';
import { perLanguage } from './per-language.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Around the curves: what they span, and what is under their cursor. */
const fr = () => ({
  /** `10 min`, `6 h`, `3 jours`, `1 an`; ms. */
  span: (ms: number): string => {
    if (ms < HOUR_MS) return formatUnit('fr', ms / 60_000, 'min');
    if (ms <= DAY_MS) return formatUnit('fr', ms / HOUR_MS, 'h');
    const days = Math.round(ms / DAY_MS);
    if (days >= 365) return formatUnit('fr', 1, 'an');
    return formatUnit('fr', days, 'jours');
  },
  until: (time: string): string => `jusqu’à ${time}`,
  maximum: (power: string): string => `max ${power}`,
  mean: (power: string): string => `moy. ${power}`,
  injected: (power: string): string => `inj. ${power}`,
  perHour: (amount: string): string => `${amount}/h`,
  notMeasured: 'aucune mesure',
  toCome: 'à venir',
  /** `24/11 14:35` */
  dayAndTime: (day: string, time: string): string => `${formatShortDay('fr', day).slice(0, 5)} ${time}`,
  days: (count: number): string => formatUnit('fr', count, 'jours'),
  /** Against which days the shown ones are set. */
  against: (words: string): string => `contre ${words}`,
  /** The day shown will be compared with those looked at next. */
  pinned: 'jour épinglé, ←→ en compare un autre',
  compared: {
    title: 'Comparaison',
    difference: 'Écart',
    reading: 'Lecture des jours comparés…',
    sameTime: 'jusqu’à la même heure',
    todayRuns: 'aujourd’hui court encore',
  },
  nothingLogged: 'Aucune mesure dans les journaux de ces jours.',
  meanDay: 'Par jour',
});

const en = (): ReturnType<typeof fr> => ({
  span: (ms) => {
    if (ms < HOUR_MS) return formatUnit('en', ms / 60_000, 'min');
    if (ms <= DAY_MS) return formatUnit('en', ms / HOUR_MS, 'h');
    const days = Math.round(ms / DAY_MS);
    return days >= 365 ? formatUnit('en', 1, 'year') : formatUnit('en', days, 'days');
  },
  until: (time) => `up to ${time}`,
  maximum: (power) => `max ${power}`,
  mean: (power) => `mean ${power}`,
  injected: (power) => `inj. ${power}`,
  perHour: (amount) => `${amount}/h`,
  notMeasured: 'no reading',
  toCome: 'to come',
  dayAndTime: (day, time) => `${formatShortDay('en', day).slice(5)} ${time}`,
  days: (count) => formatUnit('en', count, 'days'),
  against: (words) => `against ${words}`,
  pinned: 'day pinned, ←→ compares another',
  compared: {
    title: 'Comparison',
    difference: 'Difference',
    reading: 'Reading the days to compare…',
    sameTime: 'up to the same time of day',
    todayRuns: 'today still runs',
  },
  nothingLogged: 'No reading in the logs of these days.',
  meanDay: 'A day',
});

export const curve = perLanguage(fr, en);
