/*
 * Columns of whole numbers as text, four bytes a line of the log: differences as variable-length numbers of seven bits a
 * byte, the least first, in base64. A number is one of
 *   0       the value before, once more
 *   1       nothing is known
 *   2 n     what came last (a value, or nothing), n times more
 *   3 + z   the value before and a difference, z its zigzag less one: 1, -1, 2, -2… are 0, 1, 2, 3…
 */

/** A value that is not known is null: 0 is a value. */
export type Column = readonly (number | null)[];

const AGAIN = 0;
const NOTHING = 1;
const REPEAT = 2;
const FIRST_DIFFERENCE = 3;
/** Fewer of one kind in a row are shorter one by one. */
const LEAST_REPEATED = 3;
/** Higher products of this base do not fit into 32 bits: no shifts. */
const BASE = 128;

/** @param column whole numbers, their differences below 2 ** 50 */
export function encodeColumn(column: Column): string {
  const bytes: number[] = [];
  let before = 0;
  for (let at = 0; at < column.length; ) {
    const value = column[at] as number | null;
    put(bytes, value === null ? NOTHING : value === before ? AGAIN : FIRST_DIFFERENCE + zigzag(value - before));
    if (value !== null) before = value;
    const from = ++at;
    while (at < column.length && column[at] === value) at++;
    const repeated = at - from;
    if (repeated >= LEAST_REPEATED) {
      put(bytes, REPEAT);
      put(bytes, repeated);
    } else at = from;
  }
  return toBase64(bytes);
}

/** @throws RangeError where the text is no column */
export function decodeColumn(text: string): (number | null)[] {
  const bytes = atob(text);
  const column: (number | null)[] = [];
  let place = 0;
  const next = (): number => {
    for (let value = 0, scale = 1; ; scale *= BASE) {
      const byte = bytes.charCodeAt(place++);
      if (Number.isNaN(byte)) throw new RangeError('column is cut off');
      value += (byte % BASE) * scale;
      if (byte < BASE) return value;
    }
  };
  let before = 0;
  while (place < bytes.length) {
    const sign = next();
    if (sign === REPEAT) {
      const last = column.at(-1);
      if (last === undefined) throw new RangeError('nothing to repeat');
      for (let n = next(); n > 0; n--) column.push(last);
    } else if (sign === NOTHING) column.push(null);
    else {
      if (sign >= FIRST_DIFFERENCE) before += unzigzag(sign - FIRST_DIFFERENCE);
      column.push(before);
    }
  }
  return column;
}

/** Each value as its difference from the one before, the first as itself. */
export const differences = (values: readonly number[]): number[] =>
  values.map((value, at) => value - (at === 0 ? 0 : (values[at - 1] as number)));

/** What `differences` was made of. */
export function sums(column: Column): number[] {
  let sum = 0;
  return column.map((difference) => {
    sum += difference ?? 0;
    return sum;
  });
}

const zigzag = (difference: number): number => (difference > 0 ? 2 * difference - 2 : -2 * difference - 1);
const unzigzag = (z: number): number => (z % 2 === 0 ? z / 2 + 1 : -(z + 1) / 2);

function put(bytes: number[], number: number): void {
  let rest = number;
  while (rest >= BASE) {
    bytes.push((rest % BASE) + BASE);
    rest = Math.floor(rest / BASE);
  }
  bytes.push(rest);
}

function toBase64(bytes: readonly number[]): string {
  const PIECE = 8192;
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.slice(at, at + PIECE));
  return btoa(text);
}
