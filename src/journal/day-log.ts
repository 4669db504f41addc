import { type FlatRecord, flatten, unflatten } from '../energy/flat-record.ts';
import { inOrderOfTime } from '../energy/order.ts';
import type { EnergyRecord } from '../energy/record.ts';
import { type Day, endOfDay, startOfDay } from '../time/local.ts';
import type { Calendar } from './log-line.ts';
import { scanFile } from './reader.ts';
import type { Scanned } from './scan.ts';

/** What the logs have of one day, besides its records. */
export interface DayLog extends Scanned {
  /** Records left out as those of a false clock. */
  readonly leftOut: number;
}

/** Takes records in the order of time; the object it is given is overwritten by the next one. */
export interface RecordTaker {
  add(record: FlatRecord): void;
}

/** Records of a day at most, twice a line a second: more is noise, and would fill the memory. */
const MAX_RECORDS = 200_000;
const DAY_MS = 86_400_000;

/**
 * Reads a day from some logs, in the order of time.
 * @param make makes what takes the records; again where their order shows that they have to be sorted first
 * @throws JournalError
 */
export function readDayLog<T extends RecordTaker>(
  paths: readonly string[],
  day: Day,
  make: () => T,
): { readonly log: DayLog; readonly taker: T } {
  const [path, other] = paths;
  // October's doubled hour takes all records to be told from the first one.
  const isPlain = endOfDay(day) - startOfDay(day) <= DAY_MS;
  if (path !== undefined && other === undefined && isPlain) {
    const taker = make();
    let latest = Number.NEGATIVE_INFINITY;
    const scanned = scanFile(path, day, (record) => {
      if (record.at < latest) latest = Number.POSITIVE_INFINITY;
      if (latest === Number.POSITIVE_INFINITY) return;
      latest = record.at;
      taker.add(record);
    });
    if (latest !== Number.POSITIVE_INFINITY) return { log: { ...countsOf(scanned), leftOut: 0 }, taker };
  }
  return readSorted(paths, day, make());
}

function readSorted<T extends RecordTaker>(paths: readonly string[], day: Day, taker: T) {
  const written: EnergyRecord[] = [];
  let beyond = 0;
  const logs = paths.map((path) =>
    countsOf(
      scanFile(path, day, (record) => {
        if (written.length < MAX_RECORDS) written.push(unflatten(record));
        else beyond++;
      }),
    ),
  );
  const { records, leftOut } = inOrderOfTime(written);
  for (const record of records) taker.add(flatten(record));
  const log = {
    lines: logs.reduce((sum, { lines }) => sum + lines, 0),
    damaged: logs.reduce((sum, { damaged }) => sum + damaged, beyond),
    others: joinedCounts(logs.map(({ others }) => others)),
    calendar: lastOf(logs.map(({ calendar }) => calendar)),
    leftOut,
  };
  return { log, taker };
}

const countsOf = ({ lines, damaged, others, calendar }: Scanned): Scanned => ({ lines, damaged, others, calendar });

const lastOf = (calendars: readonly (Calendar | undefined)[]): Calendar | undefined =>
  calendars.filter((calendar) => calendar !== undefined).at(-1);

function joinedCounts(counts: readonly ReadonlyMap<Day, number>[]): Map<Day, number> {
  const joined = new Map<Day, number>();
  for (const each of counts) for (const [day, count] of each) joined.set(day, (joined.get(day) ?? 0) + count);
  return joined;
}
