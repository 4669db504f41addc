import { logFault } from './file-codes.ts';
import { formatChange, formatDay, formatShortDay, type Lang } from './format.ts';
import { type GroupName, groupId, seasonCell, seasonWords } from './group-name.ts';
import { own } from './own-consumption.ts';
import { perLanguage } from './per-language.ts';

/** `le 24/11/2026`, or `du … au …`. */
const spanFr = (from: string, to: string): string =>
  from === to ? `le ${formatShortDay('fr', from)}` : `du ${formatShortDay('fr', from)} au ${formatShortDay('fr', to)}`;
const spanEn = (from: string, to: string): string => (from === to ? `on ${from}` : `from ${from} to ${to}`);
/** A short form: `24/11/2026`, `17/11/2026 → 23/11/2026`. */
const shortSpanFr = (from: string, to: string): string =>
  [...new Set([from, to])].map((day) => formatShortDay('fr', day)).join(' → ');
const shortSpanEn = (from: string, to: string): string => [...new Set([from, to])].join(' → ');

/** A change of an index in kWh, with its sign. */
const change = (lang: Lang, wh: number): string => formatChange(lang, wh / 1000, 'kWh', 3);

/** EJP days that have been seen, and that are left. */
interface EjpShare {
  readonly seen: number;
  readonly left: number;
}

/** The texts of the report. Days come as `YYYY-MM-DD`, energies in Wh. */
const fr = () => ({
  title: (contract: string | undefined) =>
    `Rapport de consommation${contract === undefined ? '' : ` – contrat ${contract}`}`,
  period: 'Période',
  oneDay: (day: string) => formatDay('fr', day),
  range: (from: string, to: string, days: number) =>
    `du ${formatShortDay('fr', from)} au ${formatShortDay('fr', to)} (${days} jours)`,
  /** @param period as the owner calls it: EJP for the mobile peak */
  usage: (period: string) => `Conso ${period}`,
  totalUsage: 'Conso totale',
  /** Why a total is a cent more or less than its lines. */
  exactSum: 'somme exacte, arrondie',
  injected: 'Injecté sur période',
  estimated: 'estimé',
  /** What the sign before an injection means. */
  estimatedSign: '~ injection estimée',
  own: own.fr,
  /** What is to know of rows of days. */
  peakAfterMidnight: 'kWh EJP sans signe\u00a0: de 00:00 à 01:00, fin de la pointe de la veille.',
  colourBeforeSix: 'Une couleur va de 06:00 à 06:00\u00a0: plus tôt, les kWh ont celle de la veille.',
  bill: {
    subscription: 'Abonnement',
    net: 'Net à payer',
    /** What is known of it. */
    partialNet: 'Net à payer, en partie',
    /** Of an amount: on so many days a price is known, of those that need one. */
    inPart: (known: number, of: number) => `en partie, ${known}\u00a0j sur ${of}`,
    part: 'en partie',
    /** What is not counted, of some days only. */
    ofDays: (part: string, days: number) => `${part} (${days} jour${days > 1 ? 's' : ''})`,
    /** The prices are so. */
    taxes: 'TTC',
    lessInjection: 'TTC, injection déduite',
    notCounted: 'Non compté',
    unpriced: (parts: readonly string[]) => `${parts.join(', ')}\u00a0: prix inconnu${parts.length > 1 ? 's' : ''}`,
    subscriptionPart: 'abonnement',
    injectionPart: 'injection',
    energyColumn: 'Énergie €',
    subscriptionColumn: 'Abonnement €',
    injectionColumn: 'Injection €',
    netColumn: 'Net €',
    /** What the sign after a net means. */
    partialSign: '* ce qui en est connu\u00a0: un prix manque',
  },
  projection: {
    label: { month: 'Projection du mois', season: 'Projection de la saison', year: 'Projection de l’année' },
    netUntil: (day: string) => `net au ${formatShortDay('fr', day)}`,
    partUntil: (day: string) => `en partie, au ${formatShortDay('fr', day)}`,
    /** @param ejp EJP days apart @param unseen ended days without records */
    basis: (days: number, ejp: EjpShare | undefined, unseen: number) =>
      `si les jours à venir ${unseen > 0 ? `et ${unseen} sans relevés ` : ''}ressemblent à la moyenne ` +
      (ejp
        ? `des ${days - ejp.seen} jours normaux et ${ejp.seen} EJP vus (${ejp.left} EJP à venir)`
        : `des ${days} jours vus`),
    tooFew: (needed: number, seen: number) => `à partir de ${needed} jours entiers vus (${seen} pour l’instant)`,
    noEjpDay: 'à partir d’un jour EJP vu',
  },
  yearBefore: {
    label: 'Un an avant',
    /** The head of what has changed since. */
    change: 'écart depuis',
    /** @param until the time up to which the last day counts, then and now */
    span: (from: string, to: string, until: string | undefined) =>
      shortSpanFr(from, to) + (until === undefined ? '' : ` à ${until}`),
    days: (days: number, of: number) => `${days} jour${days > 1 ? 's' : ''} sur ${of}`,
    covered: (percent: string) => `relevés ${percent}`,
  },
  ejpDays: 'Jours EJP',
  /** @param name of a season that has ended: `2025-26` @param since the first day known, where earlier ones are not */
  ejpSeason: (used: string, name: string | undefined, since: string | undefined) =>
    since !== undefined
      ? `au moins ${used} depuis le ${formatShortDay('fr', since)}`
      : used + (name === undefined ? ' cette saison' : ` en ${name}`),
  /** What the sign after a day means. */
  ejpByIndex: '(* index seul)',
  ejpList: (days: string, count: number) => (count === 0 ? 'aucun' : `${count}\u00a0: ${days}`),
  /** Of a row in a column of a table. */
  groupName: (name: GroupName) => (name.by === 'season' ? seasonCell.fr(name) : groupId(name, 'S')),
  /** Of a row by itself. */
  groupWords: (name: GroupName) => (name.by === 'season' ? seasonWords.fr(name) : groupId(name, 'S')),
  /** Weeks, months… that the period has a part of, each with its days. */
  partGroups: (groups: readonly (readonly [name: string, from: string, to: string])[]) =>
    `En partie\u00a0: ${groups.map(([name, from, to]) => `${name} ${spanFr(from, to)}`).join(', ')}.`,
  groups: { day: 'Jour', week: 'Semaine', month: 'Mois', year: 'Année', season: 'Saison' },
  csv: {
    day: 'jour',
    week: 'semaine',
    month: 'mois',
    year: 'annee',
    season: 'saison',
    time: 'heure',
    coverage: 'couverture',
    peak: 'puissance max VA',
    mean: 'moyenne VA',
    subscription: 'abonnement EUR',
    net: 'net EUR',
    /** 1 where the injection is an estimate, in part at least. */
    estimated: 'injection estimee',
    /** The days of a row that has several. */
    days: ['premier jour', 'dernier jour'] as readonly string[],
    own: [
      'production kWh',
      'autoconsommation kWh',
      'maison kWh',
      'production couverture',
      'autoconsommation estimee',
    ] as readonly string[],
  },
  coverage: 'Relevés',
  ofTheDay: (percent: string) => `${percent} de la journée`,
  peak: 'Puissance maximale',
  peakAt: (power: string, clock: string) => `${power} à ${clock}`,
  peakOn: (power: string, day: string) => `${power} le ${formatShortDay('fr', day)}`,
  mean: 'Puissance moyenne',
  /** @param percent of the time that it is the mean of */
  meanOver: (power: string, percent: string) => `${power} sur ${percent} du temps`,
  /** Labels of the curves. */
  hourCurve: 'Puissance par heure',
  dayCurve: (days: number) => (days === 1 ? 'Énergie par jour' : `Énergie, ${days}\u00a0j/colonne`),
  most: (value: string) => `max ${value}`,
  compared: 'Période d’avant',
  /** @param until the time of the last line of today */
  soFar: (until: string) => `contre hier jusqu’à ${until}`,
  finishedDays: (days: number, from: string, to: string) =>
    `${days === 1 ? '1 jour' : `${days} jours`} contre ${shortSpanFr(from, to)}`,
  total: 'Total',
  injectedColumn: 'Injecté',
  kwh: 'kWh',
  coverageColumn: 'Relevés',
  noRecords: (from: string, to: string) => `Aucun relevé ${spanFr(from, to)}.`,
  /** @param days a list of them */
  missing: (days: string, count: number) => `Aucun relevé${count > 1 ? ` de ${count} jours` : ''}\u00a0: ${days}.`,
  noPrice: (key: string, from: string, to: string) =>
    `Prix manquant\u00a0: ${key} ${spanFr(from, to)} (à donner dans tariffs.conf).`,
  /** @param days a list of them */
  /** Prices are given by subscribed power, and that of the home is not. */
  noPower: (from: string, to: string) =>
    `Puissance souscrite inconnue ${spanFr(from, to)}, des prix en dépendent\u00a0: la donner dans tariffs.conf («\u00a0${from} KVA 9\u00a0»).`,
  damaged: (lines: number, days: string) =>
    `${lines} ${lines > 1 ? 'lignes illisibles ignorées' : 'ligne illisible ignorée'}\u00a0: ${days}.`,
  unreadLogs: (count: number) => `${count} journaux illisibles, en tout ou en partie\u00a0:`,
  unreadLog: (name: string, code: string) => `${name} ${logFault(code, 'fr')}.`,
  leap: (day: string, key: string, wh: number) =>
    `${formatShortDay('fr', day)}\u00a0: l’index ${key} a fait un saut impossible (${change('fr', wh)}), non compté.`,
  noIndex: (days: string, count: number) =>
    `${days}\u00a0: aucun index dans les relevés, ${count > 1 ? 'leur' : 'son'} énergie est inconnue (pas 0).`,
  falseClock: (days: string, lines: number) =>
    `${days}\u00a0: ${lines === 1 ? 'une ligne' : `${lines} lignes`} d’une horloge fausse, non comptée${lines === 1 ? '' : 's'}.`,
  fall: (day: string, key: string, wh: number) =>
    `${formatShortDay('fr', day)}\u00a0: l’index ${key} a baissé (${change('fr', wh)})\u00a0: compteur remplacé\u00a0? Le compte repart de là.`,
  contract: (day: string, before: string, after: string) =>
    `${formatShortDay('fr', day)}\u00a0: le contrat a changé (${before} → ${after}).`,
  ownCalendar: 'calendrier du fournisseur',
  more: (count: number) => `… et ${count} de plus`,
  /** Progress, where reading takes long. */
  reading: (done: number, of: number) => `lecture des journaux\u00a0: ${done} sur ${of}`,
});

const en = (): ReturnType<typeof fr> => ({
  title: (contract) => `Consumption report${contract === undefined ? '' : ` – contract ${contract}`}`,
  period: 'Period',
  oneDay: (day) => formatDay('en', day),
  range: (from, to, days) => `${from} to ${to} (${days} days)`,
  usage: (period) => `${period} used`,
  totalUsage: 'Total used',
  exactSum: 'exact sum, rounded',
  injected: 'Injected over period',
  estimated: 'estimated',
  estimatedSign: '~ injection estimated',
  own: own.en,
  peakAfterMidnight: 'EJP kWh without a sign: from 00:00 to 01:00, the end of the peak before.',
  colourBeforeSix: 'A colour lasts from 06:00 to 06:00: earlier kWh have that of the day before.',
  bill: {
    subscription: 'Subscription',
    net: 'Net to pay',
    partialNet: 'Net to pay, in part',
    inPart: (known, of) => `in part, ${known} of ${of} days`,
    part: 'in part',
    ofDays: (part, days) => `${part} (${days} day${days > 1 ? 's' : ''})`,
    taxes: 'VAT included',
    lessInjection: 'VAT incl., less injected',
    notCounted: 'Not counted',
    unpriced: (parts) => `${parts.join(', ')}: price${parts.length > 1 ? 's' : ''} unknown`,
    subscriptionPart: 'subscription',
    injectionPart: 'injection',
    energyColumn: 'Energy €',
    subscriptionColumn: 'Subscr. €',
    injectionColumn: 'Injection €',
    netColumn: 'Net €',
    partialSign: '* what is known of it: a price is missing',
  },
  projection: {
    label: { month: 'Projection, month', season: 'Projection, season', year: 'Projection, year' },
    netUntil: (day) => `net, to ${day}`,
    partUntil: (day) => `in part, to ${day}`,
    basis: (days, ejp, unseen) =>
      `if the days to come ${unseen > 0 ? `and ${unseen} without readings ` : ''}are like the mean of ` +
      (ejp
        ? `the ${days - ejp.seen} normal days and ${ejp.seen} EJP days seen (${ejp.left} EJP days to come)`
        : `the ${days} days seen`),
    tooFew: (needed, seen) => `from ${needed} whole days seen on (${seen} so far)`,
    noEjpDay: 'from one EJP day seen on',
  },
  yearBefore: {
    label: 'A year before',
    change: 'change since',
    span: (from, to, until) => shortSpanEn(from, to) + (until === undefined ? '' : ` up to ${until}`),
    days: (days, of) => `${days} day${days > 1 ? 's' : ''} of ${of}`,
    covered: (percent) => `${percent} covered`,
  },
  ejpDays: 'EJP days',
  ejpSeason: (used, name, since) =>
    since !== undefined
      ? `at least ${used} since ${since}`
      : used + (name === undefined ? ' this season' : ` in ${name}`),
  ejpByIndex: '(* index only)',
  ejpList: (days, count) => (count === 0 ? 'none' : `${count}: ${days}`),
  groupName: (name) => (name.by === 'season' ? seasonCell.en(name) : groupId(name)),
  groupWords: (name) => (name.by === 'season' ? seasonWords.en(name) : groupId(name)),
  partGroups: (groups) => `In part: ${groups.map(([name, from, to]) => `${name} ${spanEn(from, to)}`).join(', ')}.`,
  groups: { day: 'Day', week: 'Week', month: 'Month', year: 'Year', season: 'Season' },
  csv: {
    day: 'day',
    week: 'week',
    month: 'month',
    year: 'year',
    season: 'season',
    time: 'time',
    coverage: 'coverage',
    peak: 'highest VA',
    mean: 'mean VA',
    subscription: 'subscription EUR',
    net: 'net EUR',
    estimated: 'injection estimated',
    days: ['first day', 'last day'],
    own: ['production kWh', 'self-consumption kWh', 'home kWh', 'production coverage', 'self-consumption estimated'],
  },
  coverage: 'Readings',
  ofTheDay: (percent) => `${percent} of the day`,
  peak: 'Highest power',
  peakAt: (power, clock) => `${power} at ${clock}`,
  peakOn: (power, day) => `${power} on ${day}`,
  mean: 'Mean power',
  meanOver: (power, percent) => `${power} over ${percent} of the time`,
  hourCurve: 'Power by hour',
  dayCurve: (days) => (days === 1 ? 'Energy by day' : `Energy, ${days} days/column`),
  most: (value) => `max ${value}`,
  compared: 'Period before',
  soFar: (until) => `against yesterday up to ${until}`,
  finishedDays: (days, from, to) => `${days === 1 ? '1 day' : `${days} days`} against ${shortSpanEn(from, to)}`,
  total: 'Total',
  injectedColumn: 'Injected',
  kwh: 'kWh',
  coverageColumn: 'Covered',
  noRecords: (from, to) => `No readings ${spanEn(from, to)}.`,
  missing: (days, count) => `No readings${count > 1 ? ` of ${count} days` : ''}: ${days}.`,
  noPrice: (key, from, to) => `Price missing: ${key} ${spanEn(from, to)} (to be given in tariffs.conf).`,
  noPower: (from, to) =>
    `Subscribed power not known ${spanEn(from, to)}, prices depend on it: to be given in tariffs.conf ("${from} KVA 9").`,
  damaged: (lines, days) => `${lines} unreadable ${lines > 1 ? 'lines' : 'line'} left out: ${days}.`,
  unreadLogs: (count) => `${count} logs cannot be read, or not as a whole:`,
  unreadLog: (name, code) => `${name} ${logFault(code, 'en')}.`,
  leap: (day, key, wh) => `${day}: index ${key} made an impossible leap (${change('en', wh)}), not counted.`,
  noIndex: (days, count) =>
    `${days}: no index in the readings, ${count > 1 ? 'their' : 'its'} energy is not known (not 0).`,
  falseClock: (days, lines) => `${days}: ${lines === 1 ? '1 line' : `${lines} lines`} of a wrong clock, not counted.`,
  fall: (day, key, wh) =>
    `${day}: index ${key} fell (${change('en', wh)}): meter replaced? The count starts again from there.`,
  contract: (day, before, after) => `${day}: the contract changed (${before} → ${after}).`,
  ownCalendar: 'supplier’s calendar',
  more: (count) => `… and ${count} more`,
  reading: (done, of) => `reading the logs: ${done} of ${of}`,
});

export const report = perLanguage(fr, en);
