import { FOREIGN } from '../feed/path.ts';
import type { Host } from '../host/host.ts';
import { unitInForce } from '../host/unit.ts';
import { fileDenied } from './access.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** The user of the installed service; undefined where there is none. */
export function serviceUser(host: Host): string | undefined {
  const unit = unitInForce(host)?.text;
  return unit === undefined ? undefined : (/^User=(\S+)/m.exec(unit)?.[1] ?? 'root');
}

/** The daemon answers on its socket, has this version, and none of its parts fails. */
export function checkDaemon({ host, socket, answer, version }: Examination): Finding[] {
  if (typeof answer === 'string') return [noAnswer(host, socket, answer)];
  const { hello, status } = answer;
  const findings: Finding[] = [];
  const running = hello?.version ?? '?';
  if (running !== version) findings.push(finding('warning', 'daemon', 'daemonOld', running, version));
  else findings.push(finding('ok', 'daemon', 'daemonAnswers', socket, hello?.pid ?? 0, hello?.started ?? '?'));
  for (const { part, since, detail } of status.faults ?? []) {
    findings.push(finding('warning', 'daemon', 'daemonFault', part, since, detail));
  }
  return findings;
}

function noAnswer(host: Host, socket: string, code: string): Finding {
  if (code === 'EACCES') {
    const directory = socket.slice(0, socket.lastIndexOf('/'));
    const gid = host.stat(socket)?.gid ?? host.stat(directory)?.gid;
    return fileDenied(host, 'daemon', 'logsClosed', socket, gid);
  }
  if (code === 'ENOENT') return finding('warning', 'daemon', 'daemonAbsent', socket);
  if (code === 'ECONNREFUSED') return finding('fault', 'daemon', 'daemonDead', socket);
  if (code === FOREIGN) return finding('fault', 'daemon', 'daemonForeign', socket);
  return finding('fault', 'daemon', 'daemonMute', socket, code);
}

/** The systemd service, where there is systemd. */
export function checkService({ host, service: show, settings }: Examination): Finding[] {
  if (show === undefined) return [];
  const unit = unitInForce(host)?.text;
  const field = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(show)?.[1] ?? '';
  if (unit === undefined && field('LoadState') !== 'loaded') return [finding('warning', 'service', 'serviceNone')];
  const findings: Finding[] = [];
  if (field('ActiveState') !== 'active') {
    findings.push(finding('fault', 'service', 'serviceDown', field('ActiveState') || '?', field('Result') || '?'));
  }
  if (field('UnitFileState') !== 'enabled') findings.push(finding('warning', 'service', 'serviceNotEnabled'));
  const restarts = Number(field('NRestarts') || 0);
  if (restarts > 0) findings.push(finding('warning', 'service', 'serviceRestarts', restarts));
  const input = settings.INPUT_DEV;
  if (input.startsWith('tcp://') && /^PrivateNetwork=yes$/m.test(unit ?? '')) {
    findings.push(finding('fault', 'service', 'serviceNoNetwork', input));
  }
  return findings.length > 0 ? findings : [finding('ok', 'service', 'serviceGood')];
}
