import type { EnergyRecord } from '../energy/record.ts';
import type { DaySummary } from '../energy/summary.ts';
import { addDays, type Day } from '../time/local.ts';

/** What is kept of a day: `summary` is undefined where there are no records, or they cannot be summed up. */
export interface Summarised {
  readonly summary: DaySummary | undefined;
  readonly records: number;
  readonly damaged: number;
}

/** A log as it was when it was read: another size or time of change (ms) means another content. */
export interface FileStamp {
  readonly name: string;
  readonly size: number;
  readonly changed: number;
}

/** A day of the cache: which logs it was read from, and what they hold. */
export interface Entry extends Summarised {
  readonly files: readonly FileStamp[];
}

/** Texts that many rows share; a row has their places. */
export interface Vocabulary {
  /** Periods as the log writes them. */
  readonly periods: string[];
  /** The index keys of a day. */
  readonly shapes: (readonly string[])[];
  /** Names of logs, before and after the date. */
  readonly names: (readonly [before: string, after: string])[];
  /** The logs of the days that have not just one of such a name. */
  readonly others: Record<Day, readonly FileStamp[]>;
}

/** The numbers of a record in a row; NaN stands for what it does not have. */
const RECORD = { at: 0, period: 1, papp: 2, iinst: 3, injection: 4, pinj: 5 };
const RECORD_SIZE = 6;
/** The numbers of a row; behind them each index of its first record and of its last, in the order of its shape. */
const ROW = {
  /** 20261124 */
  day: 0,
  /** Place in `names`, or -1 for `others`. */
  name: 1,
  size: 2,
  changed: 3,
  records: 4,
  damaged: 5,
  /** Place in `shapes`, or -1 without a summary. */
  shape: 6,
  covered: 7,
  peakVa: 8,
  byPower: 9,
  /** 1: the peak of the day before ran, 2: that of this day. */
  peaks: 10,
  first: 11,
  last: 11 + RECORD_SIZE,
};
const FIXED = ROW.last + RECORD_SIZE;

/** Numbers in a row: there is room for as many indexes as any of the days has. */
export const rowSize = ({ shapes }: Vocabulary): number =>
  FIXED + 2 * shapes.reduce((most, keys) => Math.max(most, keys.length), 0);

export const numberOf = (day: Day): number => Number(day.replaceAll('-', ''));
const dated = (day: Day): string => day.replaceAll('-', '_');

function placeIn<T>(list: T[], item: T, same: (a: T, b: T) => boolean): number {
  const found = list.findIndex((each) => same(each, item));
  return found >= 0 ? found : list.push(item) - 1;
}

/** A day as numbers; undefined where it does not fit into a row. The vocabulary gains what it has not yet. */
export function rowOfEntry(day: Day, entry: Entry, vocabulary: Vocabulary): Float64Array | undefined {
  const { summary, files, records, damaged } = entry;
  const keys = Object.keys(summary?.first.indexes ?? {});
  const row = new Float64Array(FIXED + 2 * keys.length);
  row[ROW.day] = numberOf(day);
  row[ROW.records] = records;
  row[ROW.damaged] = damaged;
  nameFiles(row, day, files, vocabulary);
  row[ROW.shape] = -1;
  if (!summary) return row;
  const { first, last, covered, peakVa, injectedByPower, peaks } = summary;
  const known = [addDays(day, -1), day];
  if (peaks.some((peak) => !known.includes(peak))) return undefined;
  row[ROW.shape] = placeIn(vocabulary.shapes, keys, (a, b) => a.join() === b.join());
  row[ROW.covered] = covered;
  row[ROW.peakVa] = peakVa;
  row[ROW.byPower] = injectedByPower;
  row[ROW.peaks] = known.reduce((bits, peak, i) => bits + (peaks.includes(peak) ? i + 1 : 0), 0);
  writeRecord(row, ROW.first, first, vocabulary);
  writeRecord(row, ROW.last, last, vocabulary);
  keys.forEach((key, i) => {
    row[FIXED + 2 * i] = first.indexes[key] as number;
    row[FIXED + 2 * i + 1] = last.indexes[key] as number;
  });
  return row;
}

function nameFiles(row: Float64Array, day: Day, files: readonly FileStamp[], vocabulary: Vocabulary): void {
  const [file, other] = files;
  const halves = file && !other ? file.name.split(dated(day)) : [];
  if (!file || halves.length !== 2) {
    row[ROW.name] = -1;
    vocabulary.others[day] = files;
    return;
  }
  const name = halves as [string, string];
  row[ROW.name] = placeIn<readonly [string, string]>(vocabulary.names, name, (a, b) => a[0] === b[0] && a[1] === b[1]);
  row[ROW.size] = file.size;
  row[ROW.changed] = file.changed;
}

function writeRecord(row: Float64Array, from: number, record: EnergyRecord, { periods }: Vocabulary): void {
  row[from + RECORD.at] = record.at;
  row[from + RECORD.period] = placeIn(periods, record.periodCode, (a, b) => a === b);
  row[from + RECORD.papp] = record.papp;
  row[from + RECORD.iinst] = record.iinst;
  row[from + RECORD.injection] = record.injectionIndex ?? Number.NaN;
  row[from + RECORD.pinj] = record.pinj ?? Number.NaN;
}

/** Many rows, one after the other. */
export class Rows {
  readonly #numbers: Float64Array;
  readonly vocabulary: Vocabulary;
  readonly length: number;
  readonly #size: number;

  constructor(numbers: Float64Array, vocabulary: Vocabulary) {
    this.#numbers = numbers;
    this.vocabulary = vocabulary;
    this.#size = rowSize(vocabulary);
    this.length = numbers.length / this.#size;
  }

  dayNumber(row: number): number {
    return this.#numbers[row * this.#size + ROW.day] as number;
  }

  /** A row as it is. */
  at(row: number): Float64Array {
    return this.#numbers.subarray(row * this.#size, (row + 1) * this.#size);
  }

  /** Whether a day's logs are still the ones that the row was made of. */
  isOf(row: number, day: Day, files: readonly FileStamp[]): boolean {
    const at = row * this.#size;
    const place = this.#numbers[at + ROW.name] as number;
    if (place < 0) return sameFiles(this.vocabulary.others[day], files);
    const [file, other] = files;
    if (!file || other) return false;
    const [before = '', after = ''] = this.vocabulary.names[place] ?? [];
    return (
      this.#numbers[at + ROW.size] === file.size &&
      this.#numbers[at + ROW.changed] === file.changed &&
      file.name.length === before.length + day.length + after.length &&
      file.name.startsWith(before) &&
      file.name.endsWith(after)
    );
  }

  read(row: number, day: Day): Summarised {
    const { vocabulary } = this;
    const numbers = this.#numbers;
    const at = row * this.#size;
    const number = (column: number): number => numbers[at + column] as number;
    const [records, damaged] = [number(ROW.records), number(ROW.damaged)];
    const shape = vocabulary.shapes[number(ROW.shape)];
    if (!shape) return { records, damaged, summary: undefined };
    const bits = number(ROW.peaks);
    const summary: DaySummary = {
      first: this.#record(at + ROW.first, shape, at + FIXED),
      last: this.#record(at + ROW.last, shape, at + FIXED + 1),
      records,
      covered: number(ROW.covered),
      peakVa: number(ROW.peakVa),
      injectedByPower: number(ROW.byPower),
      peaks: bits === 0 ? [] : [...(bits & 1 ? [addDays(day, -1)] : []), ...(bits & 2 ? [day] : [])],
    };
    return { records, damaged, summary };
  }

  #record(from: number, shape: readonly string[], values: number): EnergyRecord {
    const { vocabulary } = this;
    const numbers = this.#numbers;
    const indexes: Record<string, number> = {};
    for (let i = 0; i < shape.length; i++) indexes[shape[i] as string] = numbers[values + 2 * i] as number;
    const optional = (column: number): number | undefined => {
      const value = numbers[from + column] as number;
      return Number.isNaN(value) ? undefined : value;
    };
    return {
      at: numbers[from + RECORD.at] as number,
      periodCode: vocabulary.periods[numbers[from + RECORD.period] as number] as string,
      indexes,
      papp: numbers[from + RECORD.papp] as number,
      iinst: numbers[from + RECORD.iinst] as number,
      injectionIndex: optional(RECORD.injection),
      pinj: optional(RECORD.pinj),
    };
  }
}

/** Whether logs are still as they were. */
export function sameFiles(before: readonly FileStamp[] | undefined, files: readonly FileStamp[]): boolean {
  const same = ({ name, size, changed }: FileStamp, i: number): boolean => {
    const other = before?.[i];
    return other?.name === name && other.size === size && other.changed === changed;
  };
  return before?.length === files.length && files.every(same);
}
