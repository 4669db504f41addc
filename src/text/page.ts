import { formatInstant, type Lang } from './format.ts';
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
}

/** The page of a report in a browser. */
const fr = {
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
  range: 'Partie montrée de la courbe',
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
  written: (iso: string, zone: string): string => `Page écrite le ${formatInstant('fr', iso)}, heure de ${zone}.`,
  again: (seconds: number): string => `Elle est récrite toutes les ${seconds}\u00a0s, et se recharge seule.`,
  zoneName: (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone,
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
  } as BrowserWords,
};

const en: typeof fr = {
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
  range: 'Part of the curve that is shown',
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
  written: (iso, zone) => `Page written on ${formatInstant('en', iso)}, ${zone} time.`,
  again: (seconds) => `It is written again every ${seconds} s, and reloads by itself.`,
  zoneName: (zone) => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone,
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
  },
};

export const page: Readonly<Record<Lang, typeof fr>> = { fr, en };
