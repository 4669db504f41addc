import { formatInstant, formatMonth, formatUnit, type Lang } from './format.ts';
import type { GroupName } from './group-name.ts';
import { perLanguage } from './per-language.ts';
import { views } from './views.ts';

/** Words that the browser needs of one language: they go into the page as they are. */
export interface BrowserWords {
  readonly months: readonly string[];
  /** Sunday first. */
  readonly weekdays: readonly string[];
  readonly maximum: string;
  readonly mean: string;
  readonly injected: string;
  readonly notMeasured: string;
  readonly toCome: string;
  readonly perHour: string;
  readonly noPrice: string;
  /** The bar below the curve. */
  readonly range: string;
}

/** `30 s`, `10 min` */
const time = (seconds: number): string =>
  seconds < 120 ? formatUnit('fr', seconds, 's') : formatUnit('fr', seconds / 60, 'min');

/** `Paris`, of `Europe/Paris`. */
const placeOf = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;

/** The page of a report in a browser. */
const fr = () => ({
  curve: (span: string): string => `Courbe de puissance, ${span}`,
  /** What the curve is made of, by the length of a step. */
  steps: {
    line: 'chaque relevé du journal',
    minutes: 'maximum et moyenne de 10 minutes',
    hour: 'maximum et moyenne d’une heure',
  },
  legend: {
    power: 'Puissance tirée',
    injection: 'Injection',
    estimated: 'Injection estimée',
    hole: 'Aucune mesure\u00a0: la courbe s’interrompt',
  },
  keys: 'Glisser\u00a0: zoom. Double clic\u00a0: tout. Molette ou deux doigts\u00a0: zoom. Clavier\u00a0: ← → curseur (Maj\u00a0: par 10), + − zoom, = tout, m maximum, Page préc. et suiv. déplacer.',
  sums: 'Bilan',
  energyByDay: 'Énergie par jour',
  byUnit: {
    day: 'Jour par jour',
    week: 'Semaine par semaine',
    month: 'Mois par mois',
    year: 'Année par année',
    season: 'Saison par saison',
  },
  remarks: 'Remarques',
  written: (iso: string, zone: string): string =>
    `Page écrite le ${formatInstant('fr', iso)}, heure de ${placeOf(zone)}.`,
  again: (seconds: number): string => `Elle est récrite toutes les ${time(seconds)}, et se recharge seule.`,
  site: {
    pages: 'Autres pages',
    all: 'Toutes les pages',
    days: 'Jours',
    heading: (name: GroupName): string | undefined => {
      if (name.by === 'day') return undefined;
      if (name.by === 'week') return `semaine ${name.week} de ${name.year}`;
      if (name.by === 'month') return `${formatMonth('fr', name.month)} ${name.year}`;
      if (name.by === 'year') return `année ${name.year}`;
      if (name.of === 'summer') return `avril à octobre ${name.year}`;
      return `${name.of === 'winter' ? 'saison EJP' : 'année Tempo'} ${name.year}-${name.year + 1}`;
    },
  },
  browser: {
    months: views.fr.months,
    weekdays: ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.'],
    maximum: 'max',
    mean: 'moy.',
    injected: 'injecté',
    notMeasured: 'aucune mesure',
    toCome: 'à venir',
    perHour: '/h',
    noPrice: 'prix inconnu',
    range: 'Partie montrée de la courbe',
  } as BrowserWords,
});

const en = (): ReturnType<typeof fr> => ({
  curve: (span) => `Power curve, ${span}`,
  steps: {
    line: 'each reading of the log',
    minutes: 'highest and mean of 10 minutes',
    hour: 'highest and mean of an hour',
  },
  legend: {
    power: 'Power drawn',
    injection: 'Injection',
    estimated: 'Injection, estimated',
    hole: 'No reading: the curve breaks off',
  },
  keys: 'Drag: zoom. Double click: all. Wheel or two fingers: zoom. Keyboard: ← → cursor (Shift: by 10), + − zoom, = all, m maximum, Page up and down move.',
  sums: 'Summary',
  energyByDay: 'Energy by day',
  byUnit: {
    day: 'Day by day',
    week: 'Week by week',
    month: 'Month by month',
    year: 'Year by year',
    season: 'By season',
  },
  remarks: 'Remarks',
  written: (iso, zone) => `Page written on ${formatInstant('en', iso)}, ${placeOf(zone)} time.`,
  again: (seconds) => `It is written again every ${time(seconds)}, and reloads by itself.`,
  site: {
    pages: 'Other pages',
    all: 'All pages',
    days: 'Days',
    heading: (name) => {
      if (name.by === 'day') return undefined;
      if (name.by === 'week') return `week ${name.week} of ${name.year}`;
      if (name.by === 'month') return `${formatMonth('en', name.month)} ${name.year}`;
      if (name.by === 'year') return `year ${name.year}`;
      if (name.of === 'summer') return `April to October ${name.year}`;
      return `${name.of === 'winter' ? 'EJP season' : 'Tempo year'} ${name.year}-${name.year + 1}`;
    },
  },
  browser: {
    months: views.en.months,
    weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
    maximum: 'max',
    mean: 'mean',
    injected: 'injected',
    notMeasured: 'no reading',
    toCome: 'to come',
    perHour: '/h',
    noPrice: 'price unknown',
    range: 'Part of the curve that is shown',
  },
});

export const page: Readonly<Record<Lang, ReturnType<typeof fr>>> = perLanguage(fr, en);
