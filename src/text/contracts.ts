import { formatUnit, type Lang } from './format.ts';
import { perLanguage } from './per-language.ts';

const kwh = (lang: Lang, wh: number): string => formatUnit(lang, wh / 1000, 'kWh', 1);

/** The texts of a comparison with other contracts. Days come as `YYYY-MM-DD`, energies in Wh. */
const fr = () => ({
  /** @param contract the own one */
  title: (contract: string | undefined) =>
    `Comparaison de contrats${contract === undefined ? '' : ` – le vôtre\u00a0: ${contract}`}`,
  otherContracts: 'sous d’autres contrats',
  comparedDays: 'Jours comparés',
  days: (count: number, of: number) => `${count} sur ${of}`,
  covered: (percent: string) => `relevés ${percent}`,
  own: (contract: string | undefined) => (contract === undefined ? 'le vôtre' : `${contract}, le vôtre`),
  columns: {
    contract: 'Contrat',
    energy: 'Énergie €',
    subscription: 'Abo. €',
    total: 'Total €',
    difference: 'Écart €',
    share: 'Écart',
    days: 'Jours',
  },
  sign: '* ce qui en est connu\u00a0: un prix manque\u00a0; un écart alors sans l’abonnement',
  noDays: 'Aucun jour que tous les contrats demandés connaissent\u00a0: en demander moins.',
  apportioned: (contract: string, wh: number) =>
    `${contract}\u00a0: ${kwh('fr', wh)} répartis par le temps entre ses périodes\u00a0: relevés absents.`,
  leftOut: (contract: string, count: number, spans: string) =>
    `${contract}\u00a0: ${count} ${count > 1 ? 'jours inconnus, laissés' : 'jour inconnu, laissé'} de côté pour tous les contrats\u00a0: ${spans}.`,
  unknown: {
    tempo: 'TEMPO\u00a0: aucune couleur connue\u00a0; à donner dans tempo-days.conf.',
    ejp: 'EJP\u00a0: aucun de ces jours n’est connu\u00a0; à donner dans ejp-days.conf.',
  },
  oddWinter: (from: string, to: string, count: number, usual: number) =>
    `Hiver ${from.slice(0, 4)}-${to.slice(0, 4)}\u00a0: ${count} jours EJP dans ejp-days.conf, ${usual} d’ordinaire.`,
  csv: {
    contract: 'contrat',
    /** As `own`, without an accent. */
    own: (contract: string | undefined) => (contract === undefined ? 'le votre' : `${contract} (le votre)`),
    energy: 'energie EUR',
    subscription: 'abonnement EUR',
    difference: 'ecart EUR',
    days: 'jours',
    isPart: 'en partie',
  },
});

const en = (): ReturnType<typeof fr> => ({
  title: (contract) => `Comparison of contracts${contract === undefined ? '' : ` – yours: ${contract}`}`,
  otherContracts: 'under other contracts',
  comparedDays: 'Compared days',
  days: (count, of) => `${count} of ${of}`,
  covered: (percent) => `readings ${percent}`,
  own: (contract) => (contract === undefined ? 'yours' : `${contract}, yours`),
  columns: {
    contract: 'Contract',
    energy: 'Energy €',
    subscription: 'Subscr. €',
    total: 'Total €',
    difference: 'Differ. €',
    share: 'Differ.',
    days: 'Days',
  },
  sign: '* what is known of it: a price is missing; a difference then without subscription',
  noDays: 'There is no day that all the contracts asked for know: ask for fewer.',
  apportioned: (contract, wh) =>
    `${contract}: ${kwh('en', wh)} shared among its periods by time: readings are missing.`,
  leftOut: (contract, count, spans) =>
    `${contract}: ${count} unknown ${count > 1 ? 'days' : 'day'}, left out for all contracts: ${spans}.`,
  unknown: {
    tempo: 'TEMPO: no colour is known; to be given in tempo-days.conf.',
    ejp: 'EJP: none of these days is known; to be given in ejp-days.conf.',
  },
  oddWinter: (from, to, count, usual) =>
    `Winter ${from.slice(0, 4)}-${to.slice(0, 4)}: ${count} EJP days in ejp-days.conf, usually ${usual}.`,
  csv: {
    contract: 'contract',
    own: (contract) => (contract === undefined ? 'yours' : `${contract} (yours)`),
    energy: 'energy EUR',
    subscription: 'subscription EUR',
    difference: 'difference EUR',
    days: 'days',
    isPart: 'in part',
  },
});

export const contracts = perLanguage(fr, en);
