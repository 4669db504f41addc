import { entryOf } from './untrusted.ts';

/** What Home Assistant shows beside the values of a meter: the name of each entity, by its key. */
const fr = {
  papp: 'Puissance apparente',
  mean: 'Puissance (moyenne de 5 min)',
  iinst: 'Intensité',
  voltage: 'Tension',
  pinj: 'Puissance injectée',
  index: 'Index',
  injection: 'Énergie injectée',
  injection_estimated: 'Énergie injectée (estimée)',
  contract: 'Contrat',
  period: 'Période tarifaire',
  ejp: 'EJP',
  ejp_active: 'EJP en cours',
  ejp_announced: 'EJP annoncée',
  ejp_from: 'Début de l’EJP annoncée',
  ejp_until: 'Fin de l’EJP',
  ejp_days: 'Jours EJP de la saison',
  ejp_left: 'Jours EJP restants',
  tempo_today: 'Tempo aujourd’hui',
  tempo_tomorrow: 'Tempo demain',
  overload: 'Dépassement de puissance',
  subscribed: 'Puissance souscrite',
  breaker: 'Organe de coupure',
  cover: 'Cache-bornes ouvert',
  overvoltage: 'Surtension',
  meter_clock: 'Horloge du compteur dégradée',
  fault: 'Défaut de linky-monitor',
  rejected: 'Groupes rejetés',
  meter: 'Compteur',
  price: 'Prix',
  price_injection: 'Prix de l’injection',
  price_now: 'Prix en cours',
  cost_today: 'Coût du jour',
  revenue_today: 'Recette du jour',
  event: 'Événement',
};

const en: typeof fr = {
  papp: 'Apparent power',
  mean: 'Power (mean of 5 min)',
  iinst: 'Current',
  voltage: 'Voltage',
  pinj: 'Injected power',
  index: 'Index',
  injection: 'Injected energy',
  injection_estimated: 'Injected energy (estimated)',
  contract: 'Contract',
  period: 'Tariff period',
  ejp: 'EJP',
  ejp_active: 'EJP running',
  ejp_announced: 'EJP announced',
  ejp_from: 'Start of the announced EJP',
  ejp_until: 'End of the EJP',
  ejp_days: 'EJP days of the season',
  ejp_left: 'EJP days left',
  tempo_today: 'Tempo today',
  tempo_tomorrow: 'Tempo tomorrow',
  overload: 'Power exceeded',
  subscribed: 'Subscribed power',
  breaker: 'Breaker',
  cover: 'Terminal cover open',
  overvoltage: 'Overvoltage',
  meter_clock: 'Meter clock degraded',
  fault: 'Fault of linky-monitor',
  rejected: 'Rejected groups',
  meter: 'Meter',
  price: 'Price',
  price_injection: 'Injection price',
  price_now: 'Present price',
  cost_today: 'Cost today',
  revenue_today: 'Revenue today',
  event: 'Event',
};

/**
 * @param key of an entity: one of the above, or with what it counts behind it: `index_hn`, `price_index01`, `iinst_2`
 * @param indexNames what a supplier's calendar calls its indexes
 */
function nameIn(texts: typeof fr, key: string, indexNames: Readonly<Record<string, string>>): string {
  const whole = entryOf<string>(texts, key);
  if (whole !== undefined) return whole;
  const [name = '', part = ''] = key.split('_');
  const index = part.toUpperCase();
  return `${entryOf<string>(texts, name) ?? name} ${entryOf(indexNames, index) || index}`;
}

export const mqttEntities = {
  fr: { nameOf: (key: string, indexNames: Readonly<Record<string, string>>) => nameIn(fr, key, indexNames) },
  en: { nameOf: (key: string, indexNames: Readonly<Record<string, string>>) => nameIn(en, key, indexNames) },
};
