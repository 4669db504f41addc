import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Produced, Production } from '../energy/production.ts';
import { codeOf, withCode, withRegularFile } from '../host/files.ts';
import { clockOf, isDay } from '../time/local.ts';
import type { ConfigIssue } from './issue.ts';

/** A file of production, and the lines of it that cannot be used. */
export interface ProductionFile {
  readonly production: Production;
  /** The first ones. */
  readonly issues: readonly ConfigIssue[];
  /** How many there are besides these. */
  readonly others: number;
}

/** A line a minute, for four years. */
export const MAX_PRODUCTION_BYTES = 64 << 20;
const MAX_ISSUES = 20;
/** Longer lines are noise, characters. */
const MAX_LINE_LENGTH = 200;
/** No home's panels make more, W, or Wh in a step. */
const MAX_MADE = 1_000_000;
/** No inverter draws more for itself at night; it counts as 0. */
const MAX_DRAWN = 100;
const HOUR_MS = 3_600_000;
/** A line lasts until the next one, but not longer than so many times the usual time between two. */
const USUAL_STEPS = 2.5;

const HEADER = 'time,Wh | time,W';
const TIME = 'YYYY-MM-DDThh:mm';
/** What is later than the time of the line before. */
const after = (time: string): string => `after ${time}`;

interface Unit {
  readonly name: string;
  readonly isPower: boolean;
  /** W or Wh of one. */
  readonly factor: number;
}

/** What the second column has, by its head. */
const UNITS: Readonly<Record<string, Unit>> = {
  w: { name: 'W', isPower: true, factor: 1 },
  kw: { name: 'kW', isPower: true, factor: 1000 },
  wh: { name: 'Wh', isPower: false, factor: 1 },
  kwh: { name: 'kWh', isPower: false, factor: 1000 },
};

interface Line {
  readonly at: number;
  /** As it was written. */
  readonly time: string;
  /** W or Wh. */
  readonly value: number;
}

/**
 * Reads a file of production: a header that names the unit (`time,Wh`), then a line for each time, which begins there and
 * ends at the next one: Wh in that time, or mean W. `;` or `,` between columns, with `;` a decimal comma too.
 */
export function parseProduction(text: string, file: string): ProductionFile {
  const issues: ConfigIssue[] = [];
  let wrong = 0;
  const refuse = (line: number, value: string, expected: string): void => {
    wrong++;
    if (issues.length < MAX_ISSUES) issues.push({ file, line, key: '', value: value.slice(0, 60), expected });
  };
  const rows = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const first = rows.findIndex((row) => !isBlank(row));
  const header = first < 0 ? '' : (rows[first] as string);
  const separator = header.includes(';') ? ';' : ',';
  const unit = unitOf(header, separator);
  if (!unit) {
    refuse(Math.max(1, first + 1), header, HEADER);
    return { production: new Production([]), issues, others: 0 };
  }
  const lines: Line[] = [];
  rows.forEach((row, i) => {
    if (i <= first || isBlank(row)) return;
    const line = lineOf(row, separator, unit, lines.at(-1));
    if (typeof line === 'string') refuse(i + 1, row, line);
    else lines.push(line);
  });
  return { production: new Production(partsOf(lines, unit.isPower)), issues, others: wrong - issues.length };
}

const isBlank = (row: string): boolean => /^\s*(#|$)/.test(row);

function unitOf(header: string, separator: string) {
  const [, unit = ''] = header.slice(0, MAX_LINE_LENGTH).split(separator);
  const word = /(?:^|[^a-z])(k?wh?)\W*$/i.exec(unit.trim().replaceAll('"', ''))?.[1] ?? '';
  return Object.hasOwn(UNITS, word.toLowerCase()) ? UNITS[word.toLowerCase()] : undefined;
}

/** @param before the line before @returns what was expected, for a line that is none */
function lineOf(row: string, separator: string, unit: Unit, before: Line | undefined): Line | string {
  const cells = row.length > MAX_LINE_LENGTH ? [] : row.split(separator).map((cell) => cell.trim().replaceAll('"', ''));
  const [time = '', number = ''] = cells;
  const at = instantIn(time, before?.at);
  if (at === undefined) return TIME;
  if (before && at <= before.at) return after(before.time);
  const plain = separator === ';' ? number.replace(',', '.') : number;
  const value = Number(plain) * unit.factor;
  const isNumber = /^-?\d+(\.\d*)?$/.test(plain) && value <= MAX_MADE && value >= -MAX_DRAWN;
  // A comma that ends the number early would make 1,5 a 1.
  const isWhole = separator === ';' || cells.slice(2).every((cell) => !/^\d+$/.test(cell));
  if (isNumber && isWhole) return { at, time, value: Math.max(0, value) };
  return `${-MAX_DRAWN / unit.factor}…${MAX_MADE / unit.factor} ${unit.name}`;
}

/** An ISO time, with its offset or local: in October's doubled hour the second one where the first is not after the line before. */
function instantIn(text: string, before: number | undefined): number | undefined {
  const [, day = '', clock = '', offset] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  if (!isDay(day)) return undefined;
  const at = Date.parse(`${day}T${clock}${(offset ?? '').replace(/(\d\d)(\d\d)$/, '$1:$2')}`);
  if (Number.isNaN(at)) return undefined;
  const isDoubled = offset === undefined && before !== undefined && at <= before;
  return isDoubled && clockOf(at + HOUR_MS) === clockOf(at) ? at + HOUR_MS : at;
}

function partsOf(lines: readonly Line[], isPower: boolean): Produced[] {
  const steps = lines.flatMap(({ at }, i) => (i > 0 ? [at - (lines[i - 1] as Line).at] : [])).sort((a, b) => a - b);
  const usual = steps[Math.floor((steps.length - 1) / 2)] ?? HOUR_MS;
  return lines.map(({ at, value }, i) => {
    const elapsed = (lines[i + 1]?.at ?? Number.POSITIVE_INFINITY) - at;
    const length = elapsed <= usual * USUAL_STEPS ? elapsed : usual;
    return { from: at, to: at + length, wh: isPower ? (value * length) / HOUR_MS : value };
  });
}

/** The file or the directory of logs that PRODUCTION names, beside the configuration; else production.csv there. */
export const productionPath = (conf: string, named: string | undefined): string =>
  named === undefined ? join(dirname(conf), 'production.csv') : resolve(dirname(conf), named);

/** Reads a file of production; nothing where it is not there. @param needed the configuration names it: its absence is an issue */
export function loadProduction(file: string, needed: boolean): ProductionFile {
  try {
    const text = withRegularFile(file, (fd, { size }) => {
      if (size > MAX_PRODUCTION_BYTES) throw withCode('EFBIG');
      return readFileSync(fd, 'utf8');
    });
    return parseProduction(text, file);
  } catch (error) {
    const code = codeOf(error);
    const none = { production: new Production([]), others: 0 };
    if (code === 'ENOENT' && !needed) return { ...none, issues: [] };
    return { ...none, issues: [{ file, line: 0, key: '', value: '', expected: code }] };
  }
}
