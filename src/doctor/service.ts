import { FOREIGN } from '../feed/path.ts';
import type { DaemonSnapshot } from '../feed/query.ts';
import type { Host } from '../host/host.ts';
import { parseGroups } from '../host/users.ts';
import { type Finding, finding } from './finding.ts';
import { nameOf, sessionLacks } from './port.ts';

export const UNIT = '/etc/systemd/system/linky-monitor.service';

export interface DaemonFacts {
  readonly socket: string;
  /** What the daemon answers, or the system's code. */
  readonly answer: DaemonSnapshot | string;
  readonly version: string;
}

/** The user of the installed service; undefined where there is none. */
export function serviceUser(host: Host): string | undefined {
  const unit = host.read(UNIT);
  return unit === undefined ? undefined : (/^User=(\S+)/m.exec(unit)?.[1] ?? 'root');
}

/** The daemon answers on its socket, is of this version, and says how its parts are. */
export function checkDaemon(host: Host, { socket, answer, version }: DaemonFacts): Finding[] {
  if (typeof answer === 'string') return [unanswered(host, socket, answer)];
  const { hello, status } = answer;
  const found: Finding[] = [];
  const theirs = hello?.version ?? '?';
  if (theirs !== version) found.push(finding('warning', 'daemon', 'daemonOld', theirs, version));
  else found.push(finding('ok', 'daemon', 'daemonAnswers', socket, hello?.pid ?? 0, hello?.started ?? '?'));
  for (const { part, since, detail } of status.faults ?? []) {
    found.push(finding('warning', 'daemon', 'daemonFault', part, since, detail));
  }
  return found;
}

function unanswered(host: Host, socket: string, code: string): Finding {
  if (code === 'EACCES') {
    const directory = socket.slice(0, socket.lastIndexOf('/'));
    const gid = host.stat(socket)?.gid ?? host.stat(directory)?.gid;
    const group = parseGroups(host).find((one) => one.gid === gid)?.name ?? 'linky';
    const user = nameOf(host);
    return sessionLacks(host, group)
      ? finding('fault', 'daemon', 'loginAgain', socket, group, user)
      : finding('fault', 'daemon', 'logsClosed', socket, group, user);
  }
  if (code === 'ENOENT') return finding('warning', 'daemon', 'daemonAbsent', socket);
  if (code === 'ECONNREFUSED') return finding('fault', 'daemon', 'daemonDead', socket);
  if (code === FOREIGN) return finding('fault', 'daemon', 'daemonForeign', socket);
  return finding('fault', 'daemon', 'daemonMute', socket, code);
}

/** The systemd service. @param show what `systemctl show` says; undefined where there is no systemd */
export function checkService(host: Host, show: string | undefined, input: string): Finding[] {
  if (show === undefined) return [];
  const unit = host.read(UNIT);
  const field = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(show)?.[1] ?? '';
  if (unit === undefined && field('LoadState') !== 'loaded') return [finding('warning', 'service', 'serviceNone')];
  const found: Finding[] = [];
  if (field('ActiveState') !== 'active') {
    found.push(finding('fault', 'service', 'serviceDown', field('ActiveState') || '?', field('Result') || '?'));
  }
  if (field('UnitFileState') !== 'enabled') found.push(finding('warning', 'service', 'serviceNotEnabled'));
  const restarts = Number(field('NRestarts') || 0);
  if (restarts > 0) found.push(finding('warning', 'service', 'serviceRestarts', restarts));
  if (input.startsWith('tcp://') && /^PrivateNetwork=yes$/m.test(unit ?? '')) {
    found.push(finding('fault', 'service', 'serviceNoNetwork', input));
  }
  return found.length > 0 ? found : [finding('ok', 'service', 'serviceGood')];
}
