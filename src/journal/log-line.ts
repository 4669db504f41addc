import type { EnergyRecord } from '../energy/record.ts';
import type { IndexNames } from '../meter/index-names.ts';
import { printable } from '../text/untrusted.ts';
import { clockOf, type Day, dayOf } from '../time/local.ts';

/*
 * The daily log, logs/LinkyMonitor_YYYY_MM_DD.log, in the form of the Perl scripts before it: a line a series, a line
 * an event.
 *
 *   2021/02/20 19:10:22 DATA Periode=HN.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00000, IConsommee=013
 *   2021/02/20 19:10:22 INFO text
 *   2021/02/20 19:10:22 INFO Calendrier=HC-12H30, Index01=HEURE CREUSE, Index02=HEURE PLEINE
 *
 * Only this file writes it, and `parseData` decides what a record is; scan.ts, line-pattern.ts and last-line.ts read parts.
 * What that form cannot express is appended: `, IndexInjection=`, `, PuissInjectee=`. What is not known is
 * dashes (`Periode=----`, `PuissConsommee=-----`), an index that is not known is left out. A supplier's calendar has a
 * line of its own, once in each day's log.
 */

export type LogLevel = 'INFO' | 'WARN' | 'ERR';

/** A line that is not text yet. `at` is its instant, ms since 1970 UTC, or of the monotonic clock while it waits undated. */
export type LogLine =
  | (EnergyRecord & { readonly kind: 'record' })
  | { readonly at: number; readonly kind: 'event'; readonly level: LogLevel; readonly text: string };

/** A number with leading zeros; dashes where it is not known. */
const digits = (value: number | undefined, width: number): string =>
  value === undefined ? '-'.repeat(width) : String(value).padStart(width, '0');

/** `2021/02/20 19:10:22`, local time. */
function stamp(at: number): string {
  return `${dayOf(at).replaceAll('-', '/')} ${clockOf(at)}`;
}

/** The field name of an index: IndexHN, IndexBase, Index01. */
const fieldOf = (key: string): string => (key === 'BASE' ? 'IndexBase' : `Index${key.replace(/^INDEX/, '')}`);

/** The key of an index field: the inverse of `fieldOf`. */
export const keyOf = (name: string): string => (name === 'Base' ? 'BASE' : /^\d/.test(name) ? `INDEX${name}` : name);

/** The text of a line, without its newline; line breaks and control characters in the text of an event become spaces. */
export function formatLine(line: LogLine): string {
  return line.kind === 'record' ? formatData(line) : `${stamp(line.at)} ${line.level} ${printable(line.text)}`;
}

/** The line of one series, without its newline. */
export function formatData(record: EnergyRecord): string {
  const fields = [`Periode=${record.periodCode}`];
  for (const [key, wh] of Object.entries(record.indexes)) fields.push(`${fieldOf(key)}=${digits(wh, 9)}`);
  fields.push(`PuissConsommee=${digits(record.papp, 5)}`, `IConsommee=${digits(record.iinst, 3)}`);
  if (record.injectionIndex !== undefined) fields.push(`IndexInjection=${digits(record.injectionIndex, 9)}`);
  if (record.pinj !== undefined) fields.push(`PuissInjectee=${digits(record.pinj, 5)}`);
  return `${stamp(record.at)} DATA ${fields.join(', ')}`;
}

/** The names of a supplier's calendar and of what its indexes count, as the meter sends them (NGTF, LTARF). */
export interface Calendar {
  readonly name: string;
  /** By index key. */
  readonly indexNames: Readonly<Record<string, string>>;
}

/** A calendar with the names that another one of the same name has beside its own. */
export const withNames = (calendar: Calendar, other: Calendar | undefined): Calendar =>
  other?.name === calendar.name
    ? { ...calendar, indexNames: { ...other.indexNames, ...calendar.indexNames } }
    : calendar;

const CALENDAR =
  /^(\d{4})\/(\d\d)\/(\d\d) \d\d:\d\d:\d\d INFO Calendrier=([^,]{1,40})((?:, Index\d\d=[^,]{0,40}){0,10})$/;

/** Reads the line that names a supplier's calendar; undefined for any other line, and for one of another day. */
export function parseCalendar(line: string, day: Day): Calendar | undefined {
  const [, year, month, date, name, indexes = ''] = CALENDAR.exec(line) ?? [];
  if (name === undefined || `${year}-${month}-${date}` !== day) return undefined;
  const named = [...indexes.matchAll(/, Index(\d\d)=([^,]*)/g)].flatMap(([, number = '', text = '']) => {
    const words = printable(text).trim();
    return words === '' ? [] : [[`INDEX${number}`, words]];
  });
  return { name: printable(name).trim(), indexNames: Object.fromEntries(named) };
}

/** A name as a field of a line: what separates fields becomes a space. */
const nameField = (name: string): string => printable(name).replaceAll(',', ' ');

/** The text of the line that says what a supplier's calendar calls its indexes. */
export function formatCalendar(calendar: string, names: IndexNames): string {
  const fields = Object.entries(names).map(([key, name]) => `${fieldOf(key)}=${nameField(name)}`);
  return [`Calendrier=${nameField(calendar)}`, ...fields].join(', ');
}

/** Names of indexes: those of the contracts, and numbers. Nothing else, which could be `__proto__`. */
const INDEX = /^Index(Base|[A-Z]{2,4}|\d{2})$/;
const DATA = /^(\d{4})\/(\d\d)\/(\d\d) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d) DATA Periode=([^,]{1,16}), (.*)$/;

/** Fields of a line behind its period: more than ten indexes and all else that we write. */
const MAX_FIELDS = 24;

/** Reads a DATA line. @returns undefined for any other line, and for a damaged one */
export function parseData(line: string): EnergyRecord | undefined {
  const match = DATA.exec(line);
  if (!match) return undefined;
  const [, year, month, date, hour, minute, second, periodCode = '', rest = ''] = match;
  const fields = rest.split(', ', MAX_FIELDS + 1);
  if (fields.length > MAX_FIELDS) return undefined;
  const values = new Map<string, number | undefined>();
  for (const field of fields) {
    const [, name = '', text = ''] = /^([A-Za-z0-9]+)=(\d{1,10}|-{1,10})$/.exec(field) ?? [];
    if (name === '') return undefined;
    values.set(name, text.startsWith('-') ? undefined : Number(text));
  }
  const [papp, iinst] = [values.get('PuissConsommee'), values.get('IConsommee')];
  const [injectionIndex, pinj] = [values.get('IndexInjection'), values.get('PuissInjectee')];
  const indexes = Object.fromEntries(
    [...values].flatMap(([name, wh]) =>
      wh !== undefined && INDEX.test(name) ? [[keyOf(name.slice('Index'.length)), wh]] : [],
    ),
  );
  const at = new Date(Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute), Number(second));
  // February 30 would become March 2: the line is damaged.
  const exists = at.getDate() === Number(date) && at.getMonth() === Number(month) - 1;
  // A line without one of these has lost its end.
  if (!values.has('PuissConsommee') || !values.has('IConsommee') || !exists) return undefined;
  return { at: at.getTime(), periodCode: periodCode.trim(), indexes, papp, iinst, injectionIndex, pinj };
}
