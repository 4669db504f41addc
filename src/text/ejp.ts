import { formatShortDay } from './format.ts';
import { perLanguage } from './per-language.ts';

/** `31/03` */
const shortFr = (day: string): string => formatShortDay('fr', day).slice(0, 5);
/** `03-31` */
const shortEn = (day: string): string => formatShortDay('en', day).slice(5);

/** EJP and Tempo on the screen: the season, its days, what they cost and will cost. Days come as `YYYY-MM-DD`. */
const fr = () => ({
  season: (from: string, to: string): string => `Saison EJP ${from.slice(0, 4)}-${to.slice(0, 4)}`,
  shortSeason: (from: string, to: string): string => `EJP ${from.slice(0, 4)}-${to.slice(2, 4)}`,
  used: (count: string): string => `${count} jours EJP`,
  /** Of a season that is not known from its beginning. */
  atLeast: (count: string): readonly [long: string, short: string] => [`au moins ${count}`, `min. ${count}`],
  left: (left: number, atMost = false): string =>
    atMost ? `restent au plus ${left}` : left === 1 ? 'reste 1' : `restent ${left}`,
  unlogged: (days: number): string => (days === 1 ? '1 jour sans journal' : `${days} jours sans journal`),
  summer: 'Hors saison\u00a0: les jours EJP vont du 1er novembre au 31 mars.',
  other: (contract: string): string =>
    `Le contrat de ce compteur est ${contract}, pas EJP\u00a0: il n’a pas de jours EJP.`,
  elsewhere: 'Les périodes de ce contrat sont dans Jour (2) et Coûts (3).',

  /** The first word of the header. */
  badge: {
    until: (clock: string): string => `EJP OUI fin ${clock}`,
    notice: (when: string): string => `EJP ${when}`,
    minutes: (minutes: number): string => `${minutes}\u00a0min`,
  },

  /** The peak of now, or the announced one. */
  now: {
    today: 'Aujourd’hui',
    none: 'pas de préavis',
    begins: (time: string): string => `dans ${time}`,
    unknown: 'état inconnu',
    /** `10 h 57`, `12 min` until the peak ends. */
    left: (time: string): string => `encore ${time}`,
    hours: (hours: number, minutes: string): string => `${hours}\u00a0h\u00a0${minutes}`,
    soFar: (cost: string): string => `${cost} déjà`,
    kwhSoFar: (energy: string): string => `${energy} déjà`,
    atThisRate: (cost: string): string => `~${cost} au rythme moyen`,
    likeOthers: (cost: string): string => `~${cost} si comme les autres`,
    kwh: (price: string): string => `1\u00a0kWh = ${price}`,
    peakKwh: (price: string): string => `en pointe ${price}`,
    times: (ratio: string): string => `${ratio}\u00a0×\u00a0HN`,
  },

  /** What is to come until the end of the season, from the longest to the shortest. */
  outlook: {
    left: (left: number, days: number, atMost: boolean): readonly string[] => {
      const verb = `${left === 1 ? 'Reste' : 'Restent'}${atMost ? ' au plus' : ''}`;
      const peaks = `${verb} ${left} ${left === 1 ? 'pointe' : 'pointes'}`;
      return [`${peaks} en ${days} ${days === 1 ? 'jour' : 'jours'}`, peaks, `${verb} ${left}`];
    },
    cost: (each: string, all: string, end: string): readonly string[] => [
      `~${each} chacune, ~${all} d’ici au ${shortFr(end)}`,
      `~${all}`,
    ],
    /** What the estimate rests on. */
    seen: (count: number): readonly string[] =>
      count === 1 ? ['(d’après 1 seule)', '(1 vue)'] : [`(moyenne de ${count})`, `(moy. de ${count})`],
    seenBefore: (count: number): readonly string[] => [
      `(moyenne de ${count}, saison d’avant)`,
      `(les ${count} d’avant)`,
    ],
  },

  cost: (cost: string, normal: string): readonly string[] => [
    `Les pointes ont coûté ${cost}\u00a0; en HN\u00a0: ${normal}`,
    `Pointes ${cost}\u00a0; en HN ${normal}`,
  ],
  energy: (energy: string): string => `Pointes\u00a0: ${energy}`,
  missing: (keys: string): string => `prix manquant\u00a0: ${keys} (tariffs.conf)`,
  perKwh: '€/kWh',
  /** A price and those that followed it: `PM 1,0867 puis 0,3440 au 01/02/2026`. */
  followed: (price: string, day: string): readonly string[] => [
    ` puis ${price} au ${formatShortDay('fr', day)}`,
    ` puis ${price} au ${shortFr(day)}`,
  ],

  legend: {
    peak: 'jour EJP',
    notice: 'préavis',
    today: 'aujourd’hui',
    unlogged: 'sans journal',
    indexOnly: 'index seul',
    chosen: 'curseur',
  },

  list: {
    titles: ['Journées EJP, de 07:00 à 07:00 le lendemain', 'Journées EJP dès 07:00', 'Jours EJP'] as readonly string[],
    /** The head of the days where these are short. */
    shortDay: 'Jour',
    day: 'Jour EJP',
    hours: 'Pointe',
    extra: 'Surcoût',
    atNormal: 'en HN',
    maximum: 'Max. VA',
    running: 'en cours',
    until: (clock: string): string => `jusqu’à ${clock}`,
    /** In place of hours that no line shows. */
    indexOnly: 'index seul',
    empty: 'Aucun jour EJP cette saison.',
    emptyLogged: 'Aucun jour EJP dans les journaux de cette saison.',
    emptyUnlogged: 'Aucun journal de cette saison.',
  },
  indexOnlyDay: 'jour EJP connu par son index seul',

  /** The day that the cursor is on. */
  readout: {
    peak: 'EJP',
    extra: (cost: string): string => `surcoût ${cost}`,
    maximum: (power: string): string => `max ${power}`,
    future: 'à venir',
    notice: 'préavis',
    none: 'sans journal',
  },

  usedCurve: {
    title: 'Jours EJP utilisés',
    now: (count: number): string => `${count} cette saison`,
    before: (count: number, season: string): readonly string[] => [
      `${count} en ${season} à la même date`,
      `${count} à cette date en ${season}`,
      `${season} à cette date\u00a0: ${count}`,
    ],
  },
  heat: {
    title: 'Euros par jour',
    less: (cost: string): string => `< ${cost}`,
    more: (cost: string): string => `dès ${cost}`,
  },
  months: { title: 'Par mois', month: 'Mois', peaks: 'Pointes', share: 'dont PM €' },

  tempo: {
    season: (from: string, to: string): string => `Jours Tempo ${from.slice(0, 4)}-${to.slice(0, 4)}`,
    /** @param atMost the colours of some days are not known */
    left: (white: number, red: number, atMost: boolean): string =>
      `restent ${atMost ? 'au plus ' : ''}${white} ${white > 1 ? 'blancs' : 'blanc'}, ${red} ${red > 1 ? 'rouges' : 'rouge'}`,
    colour: 'Couleur',
    colours: { blue: 'bleu', white: 'blanc', red: 'rouge' },
    days: 'Jours',
    remaining: 'Restent',
    each: '€/jour',
    toCome: 'À venir',
    unknown: 'demain\u00a0: pas encore annoncé',
    tomorrow: 'demain',
    redUntil: (days: number): string =>
      `Les rouges tombent du 1er novembre au 31 mars, du lundi au vendredi\u00a0: encore ${days} ${days > 1 ? 'jours possibles' : 'jour possible'}.`,
    empty: 'Aucun jour de cette année dans les journaux.',
  },
});

const en = (): ReturnType<typeof fr> => ({
  season: (from, to) => `EJP season ${from.slice(0, 4)}-${to.slice(0, 4)}`,
  shortSeason: (from, to) => `EJP ${from.slice(0, 4)}-${to.slice(2, 4)}`,
  used: (count) => `${count} EJP days`,
  atLeast: (count) => [`at least ${count}`, `min. ${count}`],
  left: (left, atMost = false) => (atMost ? `${left} left at most` : `${left} left`),
  unlogged: (days) => (days === 1 ? '1 day without a log' : `${days} days without a log`),
  summer: 'Out of season: EJP days come from 1 November to 31 March.',
  other: (contract) => `The contract of this meter is ${contract}, not EJP: it has no EJP days.`,
  elsewhere: 'The periods of this contract are in Day (2) and Costs (3).',

  badge: {
    until: (clock) => `EJP ON until ${clock}`,
    notice: (when) => `EJP ${when}`,
    minutes: (minutes) => `${minutes}\u00a0min`,
  },

  now: {
    today: 'Today',
    none: 'no notice',
    begins: (time) => `in ${time}`,
    unknown: 'state unknown',
    left: (time) => `${time} left`,
    hours: (hours, minutes) => `${hours}\u00a0h\u00a0${minutes}`,
    soFar: (cost) => `${cost} so far`,
    kwhSoFar: (energy) => `${energy} so far`,
    atThisRate: (cost) => `~${cost} at this rate`,
    likeOthers: (cost) => `~${cost} if like the others`,
    kwh: (price) => `1\u00a0kWh = ${price}`,
    peakKwh: (price) => `in the peak ${price}`,
    times: (ratio) => `${ratio}\u00a0×\u00a0HN`,
  },

  outlook: {
    left: (left, days, atMost) => {
      const most = atMost ? 'At most ' : '';
      const peaks = `${most}${left === 1 ? '1 peak left' : `${left} peaks left`}`;
      return [`${peaks} in ${days} ${days === 1 ? 'day' : 'days'}`, peaks, `${most}${left} left`];
    },
    cost: (each, all, end) => [`~${each} each, ~${all} until ${shortEn(end)}`, `~${all}`],
    seen: (count) => (count === 1 ? ['(from one only)', '(1 seen)'] : [`(mean of ${count})`]),
    seenBefore: (count) => [`(mean of ${count}, season before)`, `(the ${count} before)`],
  },

  cost: (cost, normal) => [`The peaks cost ${cost}; at HN: ${normal}`, `Peaks ${cost}; at HN ${normal}`],
  energy: (energy) => `Peaks: ${energy}`,
  missing: (keys) => `price missing: ${keys} (tariffs.conf)`,
  perKwh: '€/kWh',
  followed: (price, day) => [` then ${price} from ${day}`, ` then ${price} from ${shortEn(day)}`],

  legend: {
    peak: 'EJP day',
    notice: 'notice',
    today: 'today',
    unlogged: 'no log',
    indexOnly: 'index only',
    chosen: 'cursor',
  },

  list: {
    titles: ['EJP days, from 07:00 to 07:00 of the next', 'EJP days from 07:00', 'EJP days'],
    shortDay: 'Day',
    day: 'EJP day',
    hours: 'Peak',
    extra: 'Extra',
    atNormal: 'at HN',
    maximum: 'Max. VA',
    running: 'running',
    until: (clock) => `until ${clock}`,
    indexOnly: 'index only',
    empty: 'No EJP day this season.',
    emptyLogged: 'No EJP day in the logs of this season.',
    emptyUnlogged: 'No log of this season.',
  },
  indexOnlyDay: 'EJP day known by its index only',

  readout: {
    peak: 'EJP',
    extra: (cost) => `extra ${cost}`,
    maximum: (power) => `max ${power}`,
    future: 'to come',
    notice: 'notice',
    none: 'no log',
  },

  usedCurve: {
    title: 'EJP days used',
    now: (count) => `${count} this season`,
    before: (count, season) => [`${count} in ${season} at the same date`, `${count} in ${season}`],
  },
  heat: {
    title: 'Euros by day',
    less: (cost) => `< ${cost}`,
    more: (cost) => `from ${cost}`,
  },
  months: { title: 'By month', month: 'Month', peaks: 'Peaks', share: 'of it PM €' },

  tempo: {
    season: (from, to) => `Tempo days ${from.slice(0, 4)}-${to.slice(0, 4)}`,
    left: (white, red, atMost) => `${atMost ? 'at most ' : ''}${white} white, ${red} red left`,
    colour: 'Colour',
    colours: { blue: 'blue', white: 'white', red: 'red' },
    days: 'Days',
    remaining: 'Left',
    each: '€/day',
    toCome: 'To come',
    unknown: 'tomorrow: not announced yet',
    tomorrow: 'tomorrow',
    redUntil: (days) =>
      `Red days come from 1 November to 31 March, Monday to Friday: ${days === 1 ? '1 more day is' : `${days} more days are`} possible.`,
    empty: 'No day of this year in the logs.',
  },
});

/** The texts of the EJP and Tempo pages. */
export const ejpTexts = perLanguage(fr, en);
