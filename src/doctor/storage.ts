import { dirname } from 'node:path';
import type { Host } from '../host/host.ts';
import { allows, groupNamed, parseGroups, userNamed } from '../host/users.ts';
import { filesByDay, JournalError } from '../journal/reader.ts';
import { scan } from '../journal/scan.ts';
import { addDays, type Day, dayOf } from '../time/local.ts';
import { type Finding, finding } from './finding.ts';
import { nameOf, sessionLacks } from './port.ts';

/** A day of series, bytes: 4300 lines of 125. */
const USUAL_DAY = 540_000;
const FEW_DAYS = 90;
const HARDLY_ANY = 7;
const FEW_INODES = 500;
/** A log is looked at up to this size, bytes: four whole days. */
const LARGEST = 1 << 21;
/** Bytes behind a log that its reader may touch. */
const MARGIN = 8;
/** A daemon that receives writes a line a series: silence of so long is odd, ms. */
const QUIET_MS = 15 * 60_000;

export interface LogFacts {
  readonly logs: string;
  readonly now: number;
  /** The user that the installed service writes as; undefined where there is no service. */
  readonly writer: string | undefined;
  /** The daemon says that it receives. */
  readonly receiving: boolean;
}

/** The place left, in days of logs, and whether the disk takes anything. */
export function checkDisk(host: Host, logs: string): Finding[] {
  const path = existing(host, logs);
  const mount = mountOf(host, host.real(path) ?? path);
  if (mount?.options.includes('ro')) return [finding('fault', 'disk', 'readOnly', mount.point)];
  const space = host.space(path);
  if (!space) return [];
  const days = Math.floor(space.freeBytes / USUAL_DAY);
  const megabytes = Math.floor(space.freeBytes / 1e6);
  if (space.inodes > 0 && space.freeInodes < FEW_INODES)
    return [finding('fault', 'disk', 'noInodes', space.freeInodes)];
  if (days < HARDLY_ANY) return [finding('fault', 'disk', 'diskFull', megabytes, days)];
  if (days < FEW_DAYS) return [finding('warning', 'disk', 'diskFull', megabytes, days)];
  return [finding('ok', 'disk', 'diskGood', megabytes, days)];
}

/** The logs are there, the daemon may write them, this user may read them, and their last day is sound. */
export function checkLogs(host: Host, facts: LogFacts, days: ReadonlyMap<Day, readonly string[]> | string): Finding[] {
  const { logs, writer } = facts;
  const look = host.stat(logs);
  if (!look && host.code(logs) === 'ENOENT') return [finding('warning', 'logs', 'logsMissing', logs)];
  if (!look || typeof days === 'string') return [closed(host, logs)];
  const found: Finding[] = [];
  const user = writer === undefined ? undefined : userNamed(host, writer);
  if (writer !== undefined && user) {
    const groups = parseGroups(host).flatMap(({ gid, members }) => (members.includes(writer) ? [gid] : []));
    const may = allows(look, { uid: user.uid, groups: [user.gid, ...groups] }, 2);
    if (!may) found.push(finding('fault', 'logs', 'logsUnwritable', logs, writer));
  } else if (!host.may(logs, 'write')) {
    found.push(finding('fault', 'logs', 'logsUnwritable', logs, nameOf(host)));
  }
  const [day, names] = [...days].at(-1) ?? [];
  if (day === undefined || names === undefined) return [...found, finding('warning', 'logs', 'logsEmpty', logs)];
  const path = `${logs}/${names.at(-1)}`;
  if (!host.may(path, 'read')) return [...found, closed(host, path)];
  return [...found, lastDay(host, facts, { path, day, count: days.size })];
}

/** The days that the real directory has logs of, or the system's code. */
export function daysOf(logs: string): ReadonlyMap<Day, readonly string[]> | string {
  try {
    return filesByDay(logs);
  } catch (error) {
    return error instanceof JournalError ? error.code : String(error);
  }
}

function lastDay(
  host: Host,
  { now, receiving }: LogFacts,
  { path, day, count }: { path: string; day: Day; count: number },
): Finding {
  // Until it goes, no clock is believed that nothing vouches for: it is earlier than the logs.
  if (day > addDays(dayOf(now), 1)) return finding('warning', 'logs', 'logsAhead', path);
  if (path.endsWith('.gz')) return finding('ok', 'logs', 'logsPacked', count, day);
  const content = host.tail(path, LARGEST) ?? Buffer.alloc(0);
  let latest = Number.NEGATIVE_INFINITY;
  const { lines, damaged } = scan(Buffer.concat([content, Buffer.alloc(MARGIN)]), content.length, day, ({ at }) => {
    latest = Math.max(latest, at);
  });
  if (damaged > 0) return finding('warning', 'logs', 'logsDamaged', path, damaged, lines);
  // The daemon has begun the file, and its first series is not complete yet.
  if (receiving && latest === Number.NEGATIVE_INFINITY) return finding('warning', 'logs', 'logsEmpty', path);
  const minutes = Math.floor((now - latest) / 60_000);
  if (receiving && now - latest > QUIET_MS) return finding('warning', 'logs', 'logsQuiet', path, minutes);
  return finding('ok', 'logs', 'logsGood', count, day, lines);
}

function closed(host: Host, path: string): Finding {
  const user = nameOf(host);
  const gid = host.stat(path)?.gid;
  const group = parseGroups(host).find((one) => one.gid === gid)?.name ?? 'linky';
  if (sessionLacks(host, group)) return finding('fault', 'logs', 'loginAgain', path, group, user);
  if (groupNamed(host, group)) return finding('fault', 'logs', 'logsClosed', path, group, user);
  return finding('fault', 'logs', 'logsUnreadable', path);
}

/** The path, or the nearest directory above it that is there. */
function existing(host: Host, path: string): string {
  for (let at = path; at !== '/'; at = dirname(at)) if (host.stat(at)) return at;
  return '/';
}

function mountOf(
  host: Host,
  path: string,
): { readonly point: string; readonly options: readonly string[] } | undefined {
  const mounts = (host.read('/proc/mounts') ?? '').split('\n').map((line) => {
    const [, point = '', , options = ''] = line.split(' ');
    return { point: point.replaceAll('\\040', ' '), options: options.split(',') };
  });
  const over = mounts.filter(({ point }) => point === '/' || path === point || path.startsWith(`${point}/`));
  // Of two mounts on one place the later one counts.
  return over.sort((a, b) => a.point.length - b.point.length).at(-1);
}
