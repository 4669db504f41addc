import { basename } from 'node:path';
import { type FlatRecord, flatten, type Shape, unflatten } from '../energy/flat-record.ts';
import { inOrderOfTime } from '../energy/order.ts';
import type { EnergyRecord } from '../energy/record.ts';
import { type Day, endOfDay, startOfDay } from '../time/local.ts';
import { withNames } from './log-line.ts';
import type { OpenLogs } from './open-logs.ts';
import { JournalError, scanFile, type UnreadLog } from './reader.ts';
import type { Scanned } from './scan.ts';

/** What the logs have of one day, besides its records. */
export interface DayLog extends Omit<Scanned, 'fault'> {
  /** Records left out as those of a false clock. */
  readonly leftOut: number;
  /** Logs of which nothing, or not all, could be read; absent where all could. */
  readonly unread?: readonly UnreadLog[];
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
 * @param open what is known of logs that still grow
 */
export function readDayLog<T extends RecordTaker>(
  paths: readonly string[],
  day: Day,
  make: () => T,
  open?: OpenLogs,
): { readonly log: DayLog; readonly taker: T } {
  const [path, other] = paths;
  // October's doubled hour takes all records to be told from the first one.
  const isPlain = endOfDay(day) - startOfDay(day) <= DAY_MS;
  if (path !== undefined && other === undefined && isPlain) {
    const taker = make();
    const inOrder = new WhileInOrder(taker);
    const log = joinedLogs([scanned(path, day, (record) => inOrder.add(record), open)]);
    if (!inOrder.hasEnded) return { log, taker };
  }
  return readSorted(paths, day, make());
}

/** Passes records on until their time falls. Years of logs pass through it: a number that a closure holds would be allocated anew for each line. */
class WhileInOrder implements RecordTaker {
  hasEnded = false;
  #latest = Number.NEGATIVE_INFINITY;
  readonly #taker: RecordTaker;

  constructor(taker: RecordTaker) {
    this.#taker = taker;
  }

  add(record: FlatRecord): void {
    if (record.at < this.#latest) this.hasEnded = true;
    if (this.hasEnded) return;
    this.#latest = record.at;
    this.#taker.add(record);
  }
}

function readSorted<T extends RecordTaker>(paths: readonly string[], day: Day, taker: T) {
  const written: EnergyRecord[] = [];
  let beyond = 0;
  const logs = paths.map((path) =>
    scanned(path, day, (record) => {
      if (written.length < MAX_RECORDS) written.push(unflatten(record));
      else beyond++;
    }),
  );
  const { records, leftOut } = inOrderOfTime(written);
  let shape: Shape | undefined;
  for (const record of records) {
    const flat = flatten(record, shape);
    shape = flat.shape;
    taker.add(flat);
  }
  const log = joinedLogs(logs);
  return { log: { ...log, damaged: log.damaged + beyond, leftOut }, taker };
}

/** What one log has; of one that cannot be read, or not as a whole, its name and why. */
interface OneLog {
  readonly scanned?: Scanned;
  readonly unread?: UnreadLog;
}

function scanned(path: string, day: Day, take: (record: FlatRecord) => void, open?: OpenLogs): OneLog {
  const unread = (code: string): Pick<OneLog, 'unread'> => ({ unread: { name: basename(path), code } });
  try {
    const scanned = scanFile(path, day, take, open);
    return scanned.fault ? { scanned, ...unread(scanned.fault) } : { scanned };
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return unread(error.code);
  }
}

/** What several logs have of one day, but for its records. */
function joinedLogs(logs: readonly OneLog[]): DayLog {
  const [log] = logs;
  if (log?.scanned && !log.unread && logs.length === 1) {
    const { lines, damaged, others, calendar } = log.scanned;
    return { lines, damaged, others, calendar, leftOut: 0 };
  }
  const read = logs.flatMap(({ scanned }) => scanned ?? []);
  const unread = logs.flatMap(({ unread }) => unread ?? []);
  const calendars = read.flatMap(({ calendar }) => calendar ?? []);
  const others = new Map<Day, number>();
  for (const log of read) for (const [day, count] of log.others) others.set(day, (others.get(day) ?? 0) + count);
  return {
    lines: read.reduce((sum, { lines }) => sum + lines, 0),
    damaged: read.reduce((sum, { damaged }) => sum + damaged, 0),
    others,
    calendar: calendars.length === 0 ? undefined : calendars.reduce((before, each) => withNames(each, before)),
    leftOut: 0,
    ...(unread.length > 0 ? { unread } : {}),
  };
}
