import type { DataByLabel } from '../tic/frame.ts';
import { isEjpCalendar } from './ejp-calendar.ts';
import type { Indexes } from './reading.ts';

export interface KnownContract {
  readonly name: string;
  /** Historique labels of the supplier indexes, in their order: EASF01, EASF02… in standard mode. */
  readonly historique: readonly string[];
  /** What each index counts, as priced and logged. */
  readonly keys: readonly string[];
  /** What each index counts, as a PTEC code. */
  readonly codes: readonly string[];
  /** What each index counts, as shown. */
  readonly periods: readonly string[];
}

const TEMPO = ['HCJB', 'HPJB', 'HCJW', 'HPJW', 'HCJR', 'HPJR'];

/** The contracts whose indexes have names (54E §6.1); any other calendar keeps its own text. */
export const CONTRACTS: readonly KnownContract[] = [
  { name: 'BASE', historique: ['BASE'], keys: ['BASE'], codes: ['TH..'], periods: ['BASE'] },
  { name: 'HC', historique: ['HCHC', 'HCHP'], keys: ['HC', 'HP'], codes: ['HC..', 'HP..'], periods: ['HC', 'HP'] },
  { name: 'EJP', historique: ['EJPHN', 'EJPHPM'], keys: ['HN', 'HPM'], codes: ['HN..', 'PM..'], periods: ['HN', 'PM'] },
  { name: 'TEMPO', historique: TEMPO.map((key) => `BBR${key}`), keys: TEMPO, codes: TEMPO, periods: TEMPO },
];

/**
 * The name of a contract with a supplier's own calendar, where that has none, as its meter does not send NGTF (54E §6.2.2),
 * or where only the keys of its indexes are known.
 */
export const SUPPLIERS_CALENDAR = 'INDEX';

const CONTRACT_OF = new Map(CONTRACTS.flatMap(({ name, keys }) => keys.map((key) => [key, name] as const)));

/** The contract that an index key belongs to. */
export function contractOfKey(key: string): string {
  return CONTRACT_OF.get(key) ?? SUPPLIERS_CALENDAR;
}

/** What the log writes for the period while it is not known. */
export const UNKNOWN_CODE = '----';

/** The period shown for a code of the log: `HN..` is HN, `TH..` is BASE; an unknown code is shown without its dots. */
export function periodOfCode(code: string): string {
  const known = CONTRACTS.find(({ codes }) => codes.includes(code));
  return known?.periods[known.codes.indexOf(code)] ?? code.replace(/[. ]+$/, '');
}

/** The key of the index that counts during a period: PM is counted by HPM, every other by its own name. */
export function keyOfPeriod(period: string): string {
  return period === 'PM' ? 'HPM' : period;
}

/** The period that an index key is shown as. */
export function periodOfKey(key: string): string {
  return key === 'HPM' ? 'PM' : key;
}

/** The letter of a Tempo day, B, W or R; undefined for a period of another contract. */
export const tempoDayOf = (period: string): string | undefined => /^H[CP]J([BWR])$/.exec(period)?.[1];

export const isCheap = (period: string): boolean => period.startsWith('HC');

/** Words of a supplier's calendar that mean the periods of the contract HC: `HEURE CREUSE`, `HEURES PLEINES`. */
const HC_WORDS = /^(?:H|HEURES?|HORAIRES?)?[ .]*(?:(CREUSES?)|(PLEINES?))$/i;

/**
 * The key that prices an index of a supplier's calendar whose name says HC or HP; any other index has its own.
 * @param name the meter's text for the index (LTARF), where it is known
 */
export function tariffKeyOf(key: string, name: string | undefined): string {
  const [, offPeak, peak] = HC_WORDS.exec(name?.trim() ?? '') ?? [];
  return offPeak ? 'HC' : peak ? 'HP' : key;
}

/** What one frame says of the contract, its indexes and the running period; what it does not say is undefined. */
export interface ActiveTariff {
  readonly contract: string | undefined;
  readonly indexes: Indexes;
  /** The running period as the log writes it. */
  readonly code: string | undefined;
  /** Its name in a supplier's calendar (LTARF). */
  readonly text: string | undefined;
  /** PTEC or NTARF that the contract does not have: damage, or a calendar that is not what it is called. */
  readonly foreign: { readonly label: string; readonly data: string } | undefined;
}

export const knownContract = (name: string | undefined): KnownContract | undefined =>
  CONTRACTS.find((contract) => contract.name === name);

/** The contract that OPTARIF names. */
export function contractOfOption(option: string | undefined): string | undefined {
  const name = option?.replace(/[. ]+$/, '');
  return knownContract(name?.startsWith('BBR') ? 'TEMPO' : name)?.name;
}

/** The contract by what only it sends, where OPTARIF is missing: its indexes, or its periods. */
export const contractOfLabels = (groups: DataByLabel): string | undefined =>
  CONTRACTS.find(({ historique }) => historique.some((label) => groups.has(label)))?.name ??
  CONTRACTS.find(({ codes }) => codes.includes(groups.get('PTEC') ?? ''))?.name;

/** Period and indexes of a historique frame (PTEC and the supplier indexes) on a contract. */
export function historiqueTariff(groups: DataByLabel, contract: string | undefined): ActiveTariff {
  const known = knownContract(contract);
  const indexes: Record<string, number> = {};
  known?.historique.forEach((label, i) => {
    const wh = groups.get(label);
    if (wh !== undefined) indexes[known.keys[i] as string] = Number(wh);
  });
  const ptec = groups.get('PTEC');
  const code = ptec !== undefined && known?.codes.includes(ptec) ? ptec : undefined;
  const foreign = known && ptec !== undefined && code === undefined ? { label: 'PTEC', data: ptec } : undefined;
  return { contract, indexes, code, text: undefined, foreign };
}

/** NGTF of the calendars that historique mode also has. */
const STANDARD_NAMES: Record<string, string> = { BASE: 'BASE', 'H PLEINE/CREUSE': 'HC', EJP: 'EJP', TEMPO: 'TEMPO' };

/** Registers of the supplier, all sent with any calendar. */
const REGISTERS = 10;
const REGISTER_LABELS = Array.from({ length: REGISTERS }, (_, i) => `EASF${String(i + 1).padStart(2, '0')}`);

const squeezed = (text: string | undefined): string | undefined => text?.replace(/\s+/g, ' ');

/** The contract that NGTF names: a known one, or the supplier's calendar. */
export function contractOfCalendar(groups: DataByLabel): string | undefined {
  const calendar = squeezed(groups.get('NGTF'));
  if (calendar === '') return SUPPLIERS_CALENDAR;
  if (calendar === undefined) return undefined;
  const name = STANDARD_NAMES[calendar] ?? (isEjpCalendar(calendar, groups) ? 'EJP' : undefined);
  return knownContract(name)?.name ?? calendar;
}

/** The labels of the registers that a contract uses in standard mode, `EASF01`…; all of them on any other calendar. */
export const registersOf = (contract: string | undefined): string[] =>
  REGISTER_LABELS.slice(0, knownContract(contract)?.keys.length ?? REGISTERS);

/** Period and indexes of a standard frame (NTARF, LTARF and EASF01…10) on a contract. */
export function standardTariff(groups: DataByLabel, contract: string | undefined): ActiveTariff {
  const known = knownContract(contract);
  const ntarf = groups.get('NTARF');
  const running = Number(ntarf ?? Number.NaN);
  const indexes: Record<string, number> = {};
  registersOf(contract).forEach((label, i) => {
    const wh = groups.get(label);
    // On any other calendar those that it does not use stay at 0.
    if (wh === undefined || !(known || Number(wh) > 0 || i + 1 === running)) return;
    indexes[known ? (known.keys[i] as string) : `INDEX${label.slice(4)}`] = Number(wh);
  });
  const isRegister = running >= 1 && running <= (known?.codes.length ?? REGISTERS);
  const code = isRegister ? (known?.codes[running - 1] ?? `T${String(running).padStart(2, '0')}`) : undefined;
  const foreign = ntarf === undefined || isRegister ? undefined : { label: 'NTARF', data: ntarf };
  // Without a calendar the number of the register says nothing that a log could keep.
  const isKnown = contract !== undefined;
  const text = known ? undefined : squeezed(groups.get('LTARF'));
  return { contract, indexes, code: isKnown ? code : undefined, text, foreign: isKnown ? foreign : undefined };
}
