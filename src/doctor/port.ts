import type { Host } from '../host/host.ts';
import { hasSpeed } from '../source/open.ts';
import { currentUser, deviceDenied } from './access.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** The port exists, is a serial port, may be read, and nobody else reads it. */
export function checkPort({ host, settings, daemon, stty }: Examination): Finding[] {
  const port = settings.INPUT_DEV;
  if (!hasSpeed(port)) return [finding('ok', 'port', 'portOther', port)];
  const stat = host.stat(port);
  if (!stat) {
    const code = host.code(port);
    if (code === 'EACCES') return [finding('fault', 'port', 'portDenied', port, 'dialout', currentUser(host))];
    return [finding('fault', 'port', 'portMissing', port, portsOf(host).join(', '))];
  }
  if (stat.kind !== 'character') return [finding('fault', 'port', 'portNotTty', port)];
  const holders = holdersOf(host, port);
  const daemonPid = daemon?.hello?.pid;
  const others = holders.filter(({ pid }) => pid !== daemonPid);
  const findings: Finding[] = others.map(({ pid, name }) => {
    const getty = /getty|login/.test(name);
    const device = (host.real(port) ?? port).replace('/dev/', '');
    return getty
      ? finding('fault', 'console', 'getty', pid, name, device)
      : finding('fault', 'port', 'portHeld', port, pid, name);
  });
  if (daemonPid !== undefined && holders.some(({ pid }) => pid === daemonPid)) {
    findings.push(finding('ok', 'port', 'portOurs', port, daemonPid));
    if (stty !== undefined && /(^|\s)(icanon|isig|icrnl|echo)\b/.test(stty)) {
      findings.push(finding('fault', 'port', 'sttyCooked', port));
    }
    return findings;
  }
  if (!host.may(port, 'read') || !host.may(port, 'write')) findings.push(deviceDenied(host, 'fault', 'port', port));
  else if (others.length === 0) findings.push(finding('ok', 'port', 'portGood', port));
  return findings;
}

/** The serial ports of this machine, each by all of its names. */
export function portsOf(host: Host): string[] {
  const names = host.list('/dev').filter((name) => /^tty(AMA|USB|ACM)\d+$|^ttyS0$/.test(name));
  const byId = host.list('/dev/serial/by-id').map((name) => `serial/by-id/${name}`);
  return [...names, ...byId].map((name) => `/dev/${name}`);
}

/**
 * The processes that have the port open: by their open files where this user may see them, by the lock that well-behaved
 * readers take, and by the controlling terminal of a login prompt. Any user can see the last two.
 */
export function holdersOf(host: Host, port: string): { readonly pid: number; readonly name: string }[] {
  const device = host.real(port) ?? port;
  const stat = host.stat(device);
  const pids = host.list('/proc').filter((name) => /^\d+$/.test(name));
  const holding = new Set<number>();
  for (const pid of pids) {
    for (const fd of host.list(`/proc/${pid}/fd`)) {
      const file = `/proc/${pid}/fd/${fd}`;
      if (host.link(file) !== device) continue;
      // The same name may be another device in a container.
      const { inode, filesystem } = host.stat(file) ?? {};
      if (inode === stat?.inode && filesystem === stat?.filesystem) holding.add(Number(pid));
    }
    // The seventh field, counted from behind the name, which may hold spaces and brackets.
    const status = host.read(`/proc/${pid}/stat`) ?? '';
    const tty = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[4]);
    if (stat !== undefined && !isPseudo(stat.device) && tty === stat.device) holding.add(Number(pid));
  }
  for (const [, pid, inode] of (host.read('/proc/locks') ?? '').matchAll(
    /FLOCK\s+\S+\s+\S+\s+(\d+)\s+\w+:\w+:(\d+)/g,
  )) {
    if (stat !== undefined && Number(inode) === stat.inode) holding.add(Number(pid));
  }
  return [...holding].sort((a, b) => a - b).map((pid) => ({ pid, name: programOf(host, pid) }));
}

/** Whether a device number names no port: 0 means none, and pseudo-terminals have the same numbers in every container. */
const isPseudo = (device: number): boolean => device === 0 || (device >> 8 >= 136 && device >> 8 <= 143);

/** The program of a process: the script for an interpreter, else its name. */
function programOf(host: Host, pid: number): string {
  const name = (host.read(`/proc/${pid}/comm`) ?? '?').trim();
  const words = (host.read(`/proc/${pid}/cmdline`) ?? '').split('\0').filter(Boolean);
  const script = words.slice(1).find((word) => !word.startsWith('-'));
  return /^(perl|python|node|sh|bash)/.test(name) && script !== undefined ? `${name} ${script}` : name;
}

/** Start-up files in which the former scripts, or a stty, would come back at the next boot. */
export function checkStartup({ host }: Pick<Examination, 'host'>): Finding[] {
  return ['/etc/rc.local', '/etc/crontab'].flatMap((file) =>
    (host.read(file) ?? '').split('\n').flatMap((line, i) => {
      // `: #` is a comment that may stand alone between `then` and `fi`.
      if (/^\s*(:\s+)?#/.test(line)) return [];
      if (/\bstty\b.*\b(sane|cooked)\b/.test(line)) return [finding('warning', 'port', 'sttySane', file, i + 1)];
      if (/LinkyAcq/.test(line)) return [finding('warning', 'port', 'oldScript', file, i + 1)];
      return [];
    }),
  );
}
