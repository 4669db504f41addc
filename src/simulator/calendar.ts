import { hours } from './legal-time.ts';

/** The calendars that both modes know, by the contract's name in meter/contract.ts. */
export type Calendar = 'BASE' | 'HC' | 'EJP' | 'TEMPO';

/** What the meter sends about a calendar, in both modes; its periods are in the order of its supplier indexes. */
interface CalendarTexts {
  readonly optarif: string;
  readonly ngtf: string;
  readonly ltarf: readonly string[];
  readonly pjourf: string;
  /** Second of the legal day at which a water heater on this contract starts. */
  readonly heaterFrom: number;
}

/** PJOURF+1 and PPOINTE: eleven entries, HHMMSSSS with the index in the last digit, or NONUTILE (54E §6.2.2). */
function profile(...changes: string[]): string {
  return [...changes, ...Array<string>(11 - changes.length).fill('NONUTILE')].join(' ');
}

export const CALENDARS: Readonly<Record<Calendar, CalendarTexts>> = {
  BASE: { optarif: 'BASE', ngtf: 'BASE', ltarf: ['BASE'], pjourf: profile('00008001'), heaterFrom: hours(23) },
  HC: {
    optarif: 'HC..',
    ngtf: 'H PLEINE/CREUSE',
    ltarf: ['HEURE  CREUSE', 'HEURE  PLEINE'],
    pjourf: profile('00004001', '06308002', '22304001'),
    heaterFrom: hours(22, 30),
  },
  EJP: {
    optarif: 'EJP.',
    ngtf: 'EJP',
    ltarf: ['HEURE NORMALE', 'HEURE POINTE'],
    pjourf: profile('00008001'),
    heaterFrom: hours(1, 5),
  },
  TEMPO: {
    optarif: 'BBR(',
    ngtf: 'TEMPO',
    ltarf: ['HC BLEU', 'HP BLEU', 'HC BLANC', 'HP BLANC', 'HC ROUGE', 'HP ROUGE'],
    pjourf: profile('00004001', '06004002', '22004001'),
    heaterFrom: hours(22),
  },
};

/** PPOINTE of an announced EJP day. */
export const EJP_PEAK_PROFILE = profile('00004002', '01008001', '07004002');
