import { formatShortDay, formatUnit } from './format.ts';
import { type GroupName, seasonWords, two } from './group-name.ts';
import { perLanguage } from './per-language.ts';

const monthsFr = 'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'.split(' ');
const monthsEn = 'Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec'.split(' ');
const weekdaysFr = ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.'];
const weekdaysEn = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const weekdayOf = (day: string): number => new Date(Date.parse(day)).getUTCDay();
const monthOf = (name: string): number => Number(name.slice(5, 7)) - 1;

/** The views on the logs: day, costs, EJP season. Days come as `YYYY-MM-DD`. */
const fr = () => ({
  months: monthsFr as readonly string[],
  /** Initials of the days of a week, Sunday first. */
  initials: 'DLMMJVS',
  date: (day: string): string => `${weekdaysFr[weekdayOf(day)]} ${formatShortDay('fr', day)}`,
  shortDate: (day: string): string => `${weekdaysFr[weekdayOf(day)]} ${day.slice(8)}/${day.slice(5, 7)}`,
  /** `mar. 24/11` */
  headerDate: (day: string): string => views.fr.shortDate(day),
  period: 'Période',
  total: 'Total',
  injected: 'Injecté',
  coverage: 'Relevés',
  peak: 'Pic',
  missingPrice: (keys: string): string => `Prix manquant\u00a0: ${keys} (à donner dans tariffs.conf)`,
  missingPriceShort: (keys: string): string => `Prix manquant\u00a0: ${keys}`,
  reading: (done: string, of: string): string => `Lecture des journaux\u00a0: ${done} jours sur ${of}`,
  waiting: 'Lecture des journaux…',
  noLogsYet: 'Aucun journal encore\u00a0: le démon écrit le premier en une demi-minute.',
  unreadable: (fault: string): string => `Journaux illisibles\u00a0: ${fault}`,
  cures: {
    ENOENT: 'Donner --logs ou --home, ou lancer d’abord le démon.',
    EACCES: 'Ajouter ce compte au groupe du dossier (ls -ld le montre), puis se reconnecter.',
    ENOTDIR: 'Donner le dossier des journaux avec --logs.',
    EIO: 'Vérifier le disque ou la carte SD.',
  } as Readonly<Record<string, string>>,
  otherCure: 'Vérifier le dossier, ses droits et le disque.',

  /** Logs that the sums had to do without. */
  unread: (count: number): string => (count > 1 ? `${count} journaux illisibles` : '1 journal illisible'),
  /** What else is odd in the logs. */
  oddities: (count: number): string => (count > 1 ? `${count} avertissements` : '1 avertissement'),
  costs: {
    title: 'Coûts',
    colours: { blue: 'bleu', white: 'blanc', red: 'rouge' },
    by: { day: 'par jour', week: 'par semaine', month: 'par mois', year: 'par an', season: 'par saison' },
    unit: { day: 'Jour', week: 'Semaine', month: 'Mois', year: 'Année', season: 'Saison' },
    rows: (first: string, last: string, of: string): string => `${first}–${last} sur ${of}`,
    name: (name: GroupName): string => {
      if (name.by === 'day') return views.fr.date(name.day);
      if (name.by === 'week') return `S${two(name.week)} ${name.year}`;
      if (name.by === 'month') return `${monthsFr[name.month - 1]} ${name.year}`;
      if (name.by === 'year') return String(name.year);
      return seasonWords.fr(name);
    },
    span: (from: string, to: string): string =>
      from === to ? formatShortDay('fr', from) : `${formatShortDay('fr', from)} → ${formatShortDay('fr', to)}`,
    price: 'Prix en vigueur',
    since: 'depuis le',
    perKwh: '€/kWh',
    perMonth: '€/mois',
    subscription: 'Abonnement',
    covered: (percent: string): string => `relevés ${percent}`,
    peak: (power: string): string => `pic ${power}`,
    /** What the sign before an injection means. */
    estimated: '~ estimé',
  },

  day: {
    ago: (days: number): string => (days === 0 ? 'aujourd’hui' : `J-${days}`),
    injected: 'inj.',
    power: 'Puissance max. (VA)',
    injection: (estimated: boolean): string => `injection moyenne (kW)${estimated ? ', estimée' : ''}`,
    hour: (hour: number): string => `${hour}h`,
    first: 'Début',
    last: 'Fin',
    atClock: (power: string, clock: string): string => `${power} à ${clock}`,
    base: 'Talon',
    baseMeans: 'talon\u00a0: dépassé 95\u00a0% du temps',
    tail: (clock: string): string => `PM de la veille jusqu’à ${clock}`,
    covered: (percent: string): string => `relevés ${percent}`,
    holes: (list: string): string => `sans mesure\u00a0: ${list}`,
    /** Of the day's energy, what its index shows of that time. */
    inHoles: (energy: string): string => `dont ${energy} pendant ce temps`,
    more: (count: number): string => `et ${count} de plus`,
    compared: (text: string): string => `contre la veille ${text}`,
    comparedSoFar: (text: string): string => `contre hier à la même heure ${text}`,
    length: (hours: number): string => `jour de ${formatUnit('fr', hours, 'h')}`,
    figures: 'Détail',
    none: (day: string): string => `Aucune mesure le ${formatShortDay('fr', day)}.`,
    nearest: 'Jours les plus proches qui en ont\u00a0:',
    before: (day: string): string => `←  ${views.fr.date(day)}`,
    after: (day: string): string => `→  ${views.fr.date(day)}`,
    future: (day: string): string => `Le ${formatShortDay('fr', day)} n’est pas encore venu.`,
  },

  faultSince: (clock: string): string => `depuis ${clock}`,
});

const en = (): ReturnType<typeof fr> => ({
  months: monthsEn,
  initials: 'SMTWTFS',
  date: (day) => `${weekdaysEn[weekdayOf(day)]} ${day}`,
  shortDate: (day) => `${weekdaysEn[weekdayOf(day)]} ${Number(day.slice(8))} ${monthsEn[monthOf(day)]}`,
  headerDate: (day) => views.en.date(day),
  period: 'Period',
  total: 'Total',
  injected: 'Injected',
  coverage: 'Covered',
  peak: 'Peak',
  missingPrice: (keys) => `Price missing: ${keys} (to be given in tariffs.conf)`,
  missingPriceShort: (keys) => `Price missing: ${keys}`,
  reading: (done, of) => `Reading the logs: ${done} days of ${of}`,
  waiting: 'Reading the logs…',
  noLogsYet: 'No log yet: the daemon writes the first within half a minute.',
  unreadable: (fault) => `Logs cannot be read: ${fault}`,
  cures: {
    ENOENT: 'Give --logs or --home, or run the daemon first.',
    EACCES: 'Add this account to the group of the directory (ls -ld shows it), then log in again.',
    ENOTDIR: 'Give the directory of the logs with --logs.',
    EIO: 'Check the disk or the SD card.',
  },
  otherCure: 'Check the directory, its permissions and the disk.',

  unread: (count) => (count > 1 ? `${count} unreadable logs` : '1 unreadable log'),
  oddities: (count) => (count > 1 ? `${count} warnings` : '1 warning'),
  costs: {
    title: 'Costs',
    colours: { blue: 'blue', white: 'white', red: 'red' },
    by: { day: 'by day', week: 'by week', month: 'by month', year: 'by year', season: 'by season' },
    unit: { day: 'Day', week: 'Week', month: 'Month', year: 'Year', season: 'Season' },
    rows: (first, last, of) => `${first}–${last} of ${of}`,
    name: (name) => {
      if (name.by === 'day') return views.en.date(name.day);
      if (name.by === 'week') return `W${two(name.week)} ${name.year}`;
      if (name.by === 'month') return `${monthsEn[name.month - 1]} ${name.year}`;
      if (name.by === 'year') return String(name.year);
      return seasonWords.en(name);
    },
    span: (from, to) => (from === to ? from : `${from} → ${to}`),
    price: 'Price in force',
    since: 'since',
    perKwh: '€/kWh',
    perMonth: '€/month',
    subscription: 'Subscription',
    covered: (percent) => `covered ${percent}`,
    peak: (power) => `peak ${power}`,
    estimated: '~ estimated',
  },

  day: {
    ago: (days) => (days === 0 ? 'today' : `D-${days}`),
    injected: 'inj.',
    power: 'Max. power (VA)',
    injection: (estimated) => `mean injection (kW)${estimated ? ', estimated' : ''}`,
    hour: (hour) => `${hour}h`,
    first: 'Start',
    last: 'End',
    atClock: (power, clock) => `${power} at ${clock}`,
    base: 'Base load',
    baseMeans: 'base load: exceeded 95% of the time',
    tail: (clock) => `PM of the day before until ${clock}`,
    covered: (percent) => `covered ${percent}`,
    holes: (list) => `no readings: ${list}`,
    inHoles: (energy) => `${energy} of it in that time`,
    more: (count) => `and ${count} more`,
    compared: (text) => `against the day before ${text}`,
    comparedSoFar: (text) => `against yesterday at this time ${text}`,
    length: (hours) => `day of ${formatUnit('en', hours, 'h')}`,
    figures: 'Figures',
    none: (day) => `No readings on ${day}.`,
    nearest: 'The nearest days that have some:',
    before: (day) => `←  ${views.en.date(day)}`,
    after: (day) => `→  ${views.en.date(day)}`,
    future: (day) => `${day} has not come yet.`,
  },

  faultSince: (clock) => `since ${clock}`,
});

/** The texts of the views that are made out of the logs. */
export const views = perLanguage(fr, en);
