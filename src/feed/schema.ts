/*
 * The form of a JSON value, declared once: TypeScript infers its type, and at run time it tells whether a value has that
 * form. An object may have further fields, of any form.
 */

/** Tells whether a value has a form. */
export type Schema<T> = (value: unknown) => value is T;
/** The type of the values that a schema accepts. */
export type TypeOf<S> = S extends Schema<infer T> ? T : never;

type Fields = Readonly<Record<string, Schema<unknown>>>;
/** The names of the fields that may be absent. */
type Optional<F extends Fields> = { [K in keyof F]: undefined extends TypeOf<F[K]> ? K : never }[keyof F];
type ObjectOf<F extends Fields> = {
  readonly [K in Exclude<keyof F, Optional<F>>]: TypeOf<F[K]>;
} & {
  readonly [K in Optional<F>]?: TypeOf<F[K]>;
};

/** Longest text, characters: a line of the log or a path. */
const MAX_TEXT = 4096;
/** Entries of a list or a map: a history has 4096 rows. */
const MAX_ENTRIES = 10_000;
/** Lists and objects in one another. Our messages have four; reading hundreds of thousands would take seconds. */
const MAX_DEPTH = 8;

export const text = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_TEXT;
export const number = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const flag = (value: unknown): value is boolean => typeof value === 'boolean';
/** A text that is a date and time. */
export const instant = (value: unknown): value is string => text(value) && !Number.isNaN(Date.parse(value));

export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return (value) => value === null || schema(value);
}

/** A field that may be absent. */
export function optional<T>(schema: Schema<T>): Schema<T | undefined> {
  return (value) => value === undefined || schema(value);
}

export function either<A, B>(a: Schema<A>, b: Schema<B>): Schema<A | B> {
  return (value) => a(value) || b(value);
}

export function oneOf<const T extends string>(...words: readonly T[]): Schema<T> {
  return (value): value is T => words.includes(value as T);
}

export function list<T>(schema: Schema<T>): Schema<readonly T[]> {
  return (value): value is readonly T[] =>
    Array.isArray(value) && value.length <= MAX_ENTRIES && value.every((entry) => schema(entry));
}

/** An object of any names. */
export function map<T>(schema: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isObject(value) && list(schema)(Object.values(value));
}

/** Rows of numbers and null. An hour of history has 16 000 of these: no function of ours is called for each. */
export function rows(value: unknown): value is readonly (readonly (number | null)[])[] {
  if (!Array.isArray(value) || value.length > MAX_ENTRIES) return false;
  for (let i = 0; i < value.length; i++) {
    const row: unknown = value[i];
    if (!Array.isArray(row) || row.length > MAX_ENTRIES) return false;
    for (let j = 0; j < row.length; j++) if (row[j] !== null && !Number.isFinite(row[j])) return false;
  }
  return true;
}

export function object<F extends Fields>(fields: F): Schema<ObjectOf<F>> {
  const entries = Object.entries(fields);
  return (value): value is ObjectOf<F> => isObject(value) && entries.every(([name, schema]) => schema(value[name]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads JSON of a stranger; undefined where it is invalid or nested too deep. Never throws. */
export function parseJson(json: string): unknown {
  if (nestsTooDeep(json)) return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Lists with neither lists nor objects in them, one after the other. */
const FLAT_LISTS = /(?:\[[^[\]{}]*\][\s,]*)+/g;

/** Whether JSON opens more than MAX_DEPTH lists and objects in one another. */
function nestsTooDeep(json: string): boolean {
  // An hour of history is 100 KB of rows of numbers: they are passed over at once.
  const shape = withoutTexts(json).replace(FLAT_LISTS, '[]');
  let depth = 0;
  for (let at = 0; at < shape.length && depth <= MAX_DEPTH; at++) {
    const sign = shape[at];
    if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') depth--;
  }
  return depth > MAX_DEPTH;
}

function withoutTexts(json: string): string {
  let out = '';
  let at = 0;
  for (let start = json.indexOf('"'); start >= 0; start = json.indexOf('"', at)) {
    out += json.slice(at, start);
    at = endOfText(json, start) + 1;
  }
  return out + json.slice(at);
}

/** The place of the quote that ends a text; the length of the JSON where there is none. */
function endOfText(json: string, start: number): number {
  let end = start;
  let escapes: number;
  do {
    end = json.indexOf('"', end + 1);
    escapes = 0;
    while (json[end - 1 - escapes] === '\\') escapes++;
  } while (end >= 0 && escapes % 2 === 1);
  return end < 0 ? json.length : end;
}
