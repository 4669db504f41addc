import { formatShortDay } from './format.ts';
import { perLanguage } from './per-language.ts';

/** Bars, heat map, prices and the comparison of the page of the costs. Days come as `YYYY-MM-DD`. */
const fr = () => ({
  /** What a bar shows. */
  bars: {
    day: { euros: 'Coût par jour (€)', kwh: 'Énergie par jour (kWh)' },
    week: { euros: 'Coût par semaine (€)', kwh: 'Énergie par semaine (kWh)' },
  },
  most: (amount: string, when: string): string => `max ${amount} ${when}`,
  injected: (energy: string): string => `inj. ${energy}`,
  ejpDay: 'jour EJP',
  colourDay: { blue: 'jour bleu', white: 'jour blanc', red: 'jour rouge' },
  heat: (from: string, to: string): string =>
    `Coût de chaque jour · ${formatShortDay('fr', from)} → ${formatShortDay('fr', to)}`,
  heatKwh: (from: string, to: string): string =>
    `Énergie de chaque jour · ${formatShortDay('fr', from)} → ${formatShortDay('fr', to)}`,
  /** Monday first. */
  weekdays: ['lun', 'mar', 'mer', 'jeu', 'ven', 'sam', 'dim'] as readonly string[],
  upTo: (amount: string): string => `< ${amount}`,
  above: 'plus',
  prices: 'Prix (tariffs.conf)',
  inForce: 'en vigueur',
  before: 'avant',
  /** A price and the day it holds from. */
  since: (price: string, day: string): string => `${price} depuis le ${formatShortDay('fr', day)}`,
  noPrice: 'prix manquant',
  subscription: 'Abonnement',
  share: 'Part',
  mean: '€/kWh moy.',
  meanShort: '€/kWh',
  meanPower: 'Moyenne',
  /** @param days compared, where they are not all of them */
  yearBefore: (days: number | undefined): string => (days === undefined ? 'Un an avant' : `Un an avant (${days} j)`),
  bill: {
    net: 'Net à payer',
    inPart: 'en partie',
    withoutSubscription: 'sans abonnement',
    netBeside: (amount: string): string => `net ${amount}`,
    projection: {
      label: 'Projection',
      basis: (days: number): string => `net, moy. ${days} j vus`,
      tooFew: (days: number): string => `dès ${days} j vus`,
      noEjpDay: 'dès un jour EJP',
    },
  },
  change: 'Écart',
});

const en = (): ReturnType<typeof fr> => ({
  bars: {
    day: { euros: 'Cost by day (€)', kwh: 'Energy by day (kWh)' },
    week: { euros: 'Cost by week (€)', kwh: 'Energy by week (kWh)' },
  },
  most: (amount, when) => `max ${amount} ${when}`,
  injected: (energy) => `inj. ${energy}`,
  ejpDay: 'EJP day',
  colourDay: { blue: 'blue day', white: 'white day', red: 'red day' },
  heat: (from, to) => `Cost of each day · ${from} → ${to}`,
  heatKwh: (from, to) => `Energy of each day · ${from} → ${to}`,
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  upTo: (amount) => `< ${amount}`,
  above: 'more',
  prices: 'Prices (tariffs.conf)',
  inForce: 'in force',
  before: 'before',
  since: (price, day) => `${price} since ${day}`,
  noPrice: 'price missing',
  subscription: 'Subscription',
  share: 'Share',
  mean: 'mean €/kWh',
  meanShort: '€/kWh',
  meanPower: 'Mean',
  yearBefore: (days) => (days === undefined ? 'Year before' : `Year before (${days} d)`),
  bill: {
    net: 'Net to pay',
    inPart: 'in part',
    withoutSubscription: 'no subscription',
    netBeside: (amount) => `net ${amount}`,
    projection: {
      label: 'Projection',
      basis: (days) => `net, mean of ${days} d`,
      tooFew: (days) => `after ${days} d seen`,
      noEjpDay: 'after one EJP day',
    },
  },
  change: 'Change',
});

export const costsPage = perLanguage(fr, en);
