import { perLanguage } from './per-language.ts';

/** The panels of a large live view: the hours of today, the last weeks, the month. */
const fr = () => ({
  /** From the longest to the shortest. */
  hours: ['Heures les plus chères d’aujourd’hui', 'Heures les plus chères'] as readonly string[],
  hoursKwh: ['Plus fortes heures d’aujourd’hui', 'Plus fortes heures'] as readonly string[],
  hour: (from: number, to: number): string => `${from}h–${to}h`,
  peak: (power: string): string => `pic ${power}`,
  weeks: 'Semaine par semaine',
  month: (name: string): string => `Mois · ${name}`,
  soFar: 'À ce jour',
  expected: 'Fin du mois, à ce rythme',
  perDay: 'Par jour',
  meanPrice: 'Prix moyen du kWh',
  before: (name: string): string => `Mois d’avant (${name})`,
  /** Days that both years know. */
  yearBefore: (days: number): string => `${days} jour${days > 1 ? 's' : ''} un an avant`,
  dearest: (day: string): string => `Jour le plus cher\u00a0: ${day}`,
  strongest: (day: string): string => `Plus forte conso\u00a0: ${day}`,
  /** From the longest to the shortest. */
  voltage: ['Tension', 'U'] as readonly string[],
  none: 'Rien encore',
});

const en = (): ReturnType<typeof fr> => ({
  hours: ['Dearest hours of today'],
  hoursKwh: ['Strongest hours of today'],
  hour: (from, to) => `${from}h–${to}h`,
  peak: (power) => `peak ${power}`,
  weeks: 'Week by week',
  month: (name) => `Month · ${name}`,
  soFar: 'So far',
  expected: 'End of the month, at this rate',
  perDay: 'By day',
  meanPrice: 'Mean price of a kWh',
  before: (name) => `Month before (${name})`,
  yearBefore: (days) => `${days} day${days > 1 ? 's' : ''} a year before`,
  dearest: (day) => `Dearest day: ${day}`,
  strongest: (day) => `Strongest day: ${day}`,
  voltage: ['Voltage', 'U'],
  none: 'Nothing yet',
});

export const liveFacts = perLanguage(fr, en);
