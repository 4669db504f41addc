import { dirname } from 'node:path';
import type { Host } from '../host/host.ts';
import { allows, parseGroups, userNamed } from '../host/users.ts';
import { type LogFault, lineFault, unpacked } from '../journal/archive.ts';
import { Scanner } from '../journal/scan.ts';
import { addDays, type Day, dayOf } from '../time/local.ts';
import { currentUser, fileDenied } from './access.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';
import { serviceUser } from './service.ts';

/** A day of log lines: 4300 of 125 bytes. */
const DAY_BYTES = 540_000;
/** Space for fewer days of logs is a warning, and a fault. */
const FEW_DAYS = 90;
const TOO_FEW_DAYS = 7;
const TOO_FEW_INODES = 500;
/** Days whose logs are examined. */
const RECENT_DAYS = 7;
/** How much of a log is examined, from its end: four whole days. */
const MAX_LOG_BYTES = 1 << 21;
/** A daemon that receives writes a line each series: no line within this time is odd. */
const SILENT_MS = 15 * 60_000;

/** The disk takes writes, and has space for many days of logs. */
export function checkDisk({ host, logs }: Examination): Finding[] {
  const path = nearestExisting(host, logs);
  const mount = mountOf(host, host.real(path) ?? path);
  if (mount?.options.includes('ro')) return [finding('fault', 'disk', 'readOnly', mount.point)];
  const space = host.space(path);
  if (!space) return [];
  const days = Math.floor(space.freeBytes / DAY_BYTES);
  const megabytes = Math.floor(space.freeBytes / 1e6);
  if (space.inodes > 0 && space.freeInodes < TOO_FEW_INODES)
    return [finding('fault', 'disk', 'noInodes', space.freeInodes)];
  if (days < TOO_FEW_DAYS) return [finding('fault', 'disk', 'diskFull', megabytes, days)];
  if (days < FEW_DAYS) return [finding('warning', 'disk', 'diskFull', megabytes, days)];
  return [finding('ok', 'disk', 'diskGood', megabytes, days)];
}

/** The logs exist, the daemon may write them, this user may read each of them, and those of the last days are undamaged. */
export function checkLogs(examination: Examination): Finding[] {
  const { host, logs, days } = examination;
  const stat = host.stat(logs);
  if (!stat && host.code(logs) === 'ENOENT') return [finding('warning', 'logs', 'logsMissing', logs)];
  if (!stat || typeof days === 'string') return [notReadable(host, logs)];
  const findings: Finding[] = [];
  const writer = serviceUser(host);
  const user = writer === undefined ? undefined : userNamed(host, writer);
  if (writer !== undefined && user) {
    const groups = parseGroups(host).flatMap(({ gid, members }) => (members.includes(writer) ? [gid] : []));
    const may = allows(stat, { uid: user.uid, groups: [user.gid, ...groups] }, 2);
    if (!may) findings.push(finding('fault', 'logs', 'logsUnwritable', logs, writer));
  } else if (!host.may(logs, 'write')) {
    findings.push(finding('fault', 'logs', 'logsUnwritable', logs, currentUser(host)));
  }
  const files = new Map([...days].flatMap(([day, names]) => filesOf(examination, day, names)));
  return [...findings, ...unread(examination, days, files), ...recentDays(examination, files)];
}

/** Of a day the names that are those of files; none where none is. */
function filesOf({ host, logs }: Examination, day: Day, names: readonly string[]): [Day, readonly string[]][] {
  const files = names.filter((name) => host.stat(`${logs}/${name}`)?.kind === 'file');
  return files.length === 0 ? [] : [[day, files]];
}

/** What is named like a log and cannot be read: reports go on without it. The last file has a finding of its own. */
function unread(
  { host, logs }: Examination,
  days: ReadonlyMap<Day, readonly string[]>,
  files: ReadonlyMap<Day, readonly string[]>,
): Finding[] {
  const last = [...files.values()].at(-1)?.at(-1);
  const bad = [...days].flatMap(([day, names]) =>
    names.filter((name) => !files.get(day)?.includes(name) || (name !== last && !host.may(`${logs}/${name}`, 'read'))),
  );
  return bad[0] === undefined ? [] : [finding('warning', 'logs', 'logsUnread', `${logs}/${bad[0]}`, bad.length)];
}

/** The last days' logs: those that are damaged, else what the last one of them says. */
function recentDays(examination: Examination, files: ReadonlyMap<Day, readonly string[]>): Finding[] {
  const { host, logs, now, daemon } = examination;
  const [day, names] = [...files].at(-1) ?? [];
  if (day === undefined || names === undefined) return [finding('warning', 'logs', 'logsEmpty', logs)];
  const path = `${logs}/${names.at(-1)}`;
  if (!host.may(path, 'read')) return [notReadable(host, path)];
  // A log of the future: while it is there, the daemon distrusts every clock that is not synchronised.
  if (day > addDays(dayOf(now), 1)) return [finding('warning', 'logs', 'logsAhead', path)];
  const seen = [...files].slice(-RECENT_DAYS).flatMap(([day, names]) =>
    names
      .map((name) => `${logs}/${name}`)
      .filter((path) => host.may(path, 'read'))
      .map((path) => ({ path, ...examined(host, path, day) })),
  );
  const damage = seen.flatMap(damageOf);
  if (damage.length > 0) return damage;
  const receiving = daemon?.status.state === 'receiving';
  const latest = seen.at(-1)?.latest ?? Number.NEGATIVE_INFINITY;
  // The daemon has created the file, but its first series is not complete yet.
  if (receiving && latest === Number.NEGATIVE_INFINITY) return [finding('warning', 'logs', 'logsEmpty', path)];
  const minutes = Math.floor((now - latest) / 60_000);
  if (receiving && now - latest > SILENT_MS) return [finding('warning', 'logs', 'logsQuiet', path, minutes)];
  const lines = seen.reduce((sum, each) => sum + each.lines, 0);
  return [finding('ok', 'logs', 'logsGood', files.size, day, seen.length, lines)];
}

/** What was found in one log. */
interface Examined {
  readonly lines: number;
  readonly damaged: number;
  /** The instant of its latest record, ms since 1970 UTC; -Infinity where it has none. */
  readonly latest: number;
  readonly fault: LogFault | undefined;
}

/** Looks at the end of a log, that is at all of a usual one. */
function examined(host: Host, path: string, day: Day): Examined {
  const bytes = host.tail(path, MAX_LOG_BYTES) ?? Buffer.alloc(0);
  const { content, fault } = path.endsWith('.gz') ? unpacked(bytes) : { content: bytes };
  let latest = Number.NEGATIVE_INFINITY;
  const scanner = new Scanner(day, ({ at }) => {
    latest = Math.max(latest, at);
  });
  const rest = content.subarray(scanner.read(content, content.length));
  const { lines, damaged } = scanner;
  return { lines, damaged, latest, fault: fault ?? lineFault(lines, rest) };
}

function damageOf({ path, lines, damaged, fault }: Examined & { readonly path: string }): Finding[] {
  if (fault) return [finding('warning', 'logs', 'logsFault', path, fault)];
  return damaged > 0 ? [finding('warning', 'logs', 'logsDamaged', path, damaged, lines)] : [];
}

function notReadable(host: Host, path: string): Finding {
  const gid = host.stat(path)?.gid;
  const hasGroup = parseGroups(host).some((group) => group.gid === gid || group.name === 'linky');
  return hasGroup ? fileDenied(host, 'logs', 'logsClosed', path) : finding('fault', 'logs', 'logsUnreadable', path);
}

/** The path, or the nearest directory above it that exists. */
function nearestExisting(host: Host, path: string): string {
  for (let at = path; at !== '/'; at = dirname(at)) if (host.stat(at)) return at;
  return '/';
}

function mountOf(host: Host, path: string) {
  const mounts = (host.read('/proc/mounts') ?? '').split('\n').map((line) => {
    const [, point = '', , options = ''] = line.split(' ');
    return { point: point.replaceAll('\\040', ' '), options: options.split(',') };
  });
  const above = mounts.filter(({ point }) => point === '/' || path === point || path.startsWith(`${point}/`));
  // Of two mounts on one directory the later counts.
  return above.sort((a, b) => a.point.length - b.point.length).at(-1);
}
