import type { FlatRecord } from '../energy/flat-record.ts';
import type { Day } from '../time/local.ts';
import { type Scanned, Scanner } from './scan.ts';

/** Records that are kept at most: a line a second. A log with more is read as a whole each time. */
const MAX_RECORDS = 90_000;

/** Which file it is, and up to where it was read: bytes. */
interface Place {
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
}

/** A log that still grows, as far as it was read. */
class OpenLog {
  readonly day: Day;
  readonly scanner: Scanner;
  readonly #records: FlatRecord[] = [];
  #take: (record: FlatRecord) => void = () => undefined;
  #place: Place | undefined;

  constructor(day: Day) {
    this.day = day;
    this.scanner = new Scanner(day, (record) => {
      // The scanner overwrites its object with the next record.
      const kept = { ...record, values: record.values.slice() };
      this.#records.push(kept);
      this.#take(kept);
    });
  }

  /** Whether what was read is still the beginning of this file. */
  isBeginningOf({ dev, ino, size }: Place): boolean {
    const place = this.#place;
    return place !== undefined && place.dev === dev && place.ino === ino && place.size <= size;
  }

  get isKept(): boolean {
    return this.#place !== undefined && this.#records.length <= MAX_RECORDS;
  }

  /** @param read reads from a byte on; tells the byte before which all was read, undefined where it cannot go on there */
  take(
    take: (record: FlatRecord) => void,
    file: Place,
    read: (scanner: Scanner, from: number) => number | undefined,
  ): void {
    for (const record of this.#records) take(record);
    this.#take = take;
    const end = read(this.scanner, this.#place?.size ?? 0);
    this.#take = () => undefined;
    this.#place = end === undefined ? undefined : { dev: file.dev, ino: file.ino, size: end };
  }
}

/**
 * The logs of the running day as far as they were read: each refresh of a screen that stays open reads what has been
 * added. A log only grows; one that is shorter than before or another file is read as a whole.
 */
export class OpenLogs {
  readonly #logs = new Map<string, OpenLog>();

  /** Gives all records of a log, of the parts that are known too. */
  scan(
    path: string,
    day: Day,
    take: (record: FlatRecord) => void,
    file: Place,
    read: (scanner: Scanner, from: number) => number | undefined,
  ): Scanned {
    const known = this.#logs.get(path);
    const log = known?.day === day && known.isBeginningOf(file) ? known : new OpenLog(day);
    // Nothing is kept of a reading that fails.
    this.#logs.clear();
    log.take(take, file, read);
    if (log.isKept) this.#logs.set(path, log);
    return log.scanner;
  }
}
