import { dayOfLog } from '../../journal/reader.ts';

/*
 * Where one is in the logs: which of them, by its name without `.gz`, so that it is the same one once it is compressed,
 * and how many bytes of its lines were read.
 *
 *     {"file":"LinkyMonitor_2026_11_24.log","offset":41250,"t":1795900000}
 */

/** The place behind the last line that the broker has taken. */
export interface Cursor {
  readonly file: string;
  /** Bytes of its lines. */
  readonly offset: number;
  /** The last line's, s since 1970 UTC: by it one sees that the log is still the one that was read. */
  readonly t: number;
}

export function parseCursor(value: unknown): Cursor | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { file, offset, t } = value as Partial<Record<keyof Cursor, unknown>>;
  const isName = typeof file === 'string' && /^[^/\0]{1,255}$/.test(file);
  if (!isName || !Number.isSafeInteger(offset) || typeof t !== 'number' || !Number.isFinite(t)) return undefined;
  return (offset as number) >= 0 ? { file, offset: offset as number, t } : undefined;
}

/** The order of logs: by day, then by name. */
export const orderOf = (file: string): string => `${dayOfLog(file)} ${file}`;

/** Whether one place is further on than another. */
export function isFurther(one: Cursor, other: Cursor | undefined): boolean {
  if (other === undefined) return true;
  const [here, there] = [orderOf(one.file), orderOf(other.file)];
  return here === there ? one.offset > other.offset : here > there;
}
