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

/** What one frame says of the contract: its name, its indexes, and the running period where the frame carries it. */
export interface ActiveTariff {
  readonly contract: string;
  readonly indexes: Indexes;
  readonly period: string | undefined;
  readonly periodCode: string | undefined;
}

/** Contract, period and indexes of a historique frame: OPTARIF, PTEC and the supplier indexes. */
export function historiqueTariff(groups: DataByLabel): ActiveTariff | undefined {
  const option = groups.get('OPTARIF')?.replace(/[. ]+$/, '');
  const known = CONTRACTS.find(({ name }) => name === (option?.startsWith('BBR') ? 'TEMPO' : option));
  if (!known) return undefined;
  const indexes: Record<string, number> = {};
  known.historique.forEach((label, i) => {
    const wh = groups.get(label);
    if (wh !== undefined) indexes[known.keys[i] as string] = Number(wh);
  });
  // A code that this contract does not have is damage that passed the checksum.
  const code = groups.get('PTEC');
  const running = code === undefined ? -1 : known.codes.indexOf(code);
  return { contract: known.name, indexes, period: known.periods[running], periodCode: known.codes[running] };
}

/** NGTF of the calendars that historique mode also has. */
const STANDARD_NAMES: Record<string, string> = { BASE: 'BASE', 'H PLEINE/CREUSE': 'HC', EJP: 'EJP', TEMPO: 'TEMPO' };

/** The name of a contract whose calendar has none. */
const UNNAMED = 'INDEX';

/**
 * Contract, period and indexes of a standard frame: NGTF, NTARF, LTARF and EASF01…10.
 * @param isUndamaged the frame is complete and undamaged: what it lacks was not sent
 */
export function standardTariff(groups: DataByLabel, isUndamaged: boolean): ActiveTariff | undefined {
  // A meter without a calendar does not send NGTF (54E §6.2.2), but counts its indexes.
  const calendar = groups.get('NGTF')?.replace(/\s+/g, ' ') ?? (isUndamaged ? UNNAMED : undefined);
  if (calendar === undefined) return undefined;
  const standardName = STANDARD_NAMES[calendar] ?? (isEjpCalendar(calendar, groups) ? 'EJP' : undefined);
  const known = CONTRACTS.find(({ name }) => name === standardName);
  const running = Number(groups.get('NTARF') ?? Number.NaN);
  const indexes: Record<string, number> = {};
  for (let i = 1; i <= (known ? known.keys.length : 10); i++) {
    const number = String(i).padStart(2, '0');
    const wh = groups.get(`EASF${number}`);
    // With any other calendar all ten registers are sent; those it does not use stay at 0.
    if (wh !== undefined && (known || Number(wh) > 0 || i === running)) {
      indexes[known ? (known.keys[i - 1] as string) : `INDEX${number}`] = Number(wh);
    }
  }
  const code = known ? known.codes[running - 1] : running >= 1 ? `T${String(running).padStart(2, '0')}` : undefined;
  const text = groups.get('LTARF')?.replace(/\s+/g, ' ');
  const period = known ? known.periods[running - 1] : (text ?? code);
  return { contract: known?.name ?? calendar, indexes, period, periodCode: code };
}
