import { dirname, join } from 'node:path';
import type { Machine } from '../../host/machine.ts';
import { allows, groupNamed, isMember, userNamed } from '../../host/users.ts';
import type { Texts } from '../../text/index.ts';
import { ACCOUNT, SERVICE, UNIT, type UnitFacts, unitFile } from './unit.ts';

/** One thing to be done, in words, and how. */
export interface Step {
  readonly what: string;
  run(): void;
}

/** What is asked of `service install`. */
export interface InstallRequest {
  readonly unit: UnitFacts;
  readonly conf: string;
  readonly prices: string;
  /** The package's own conf directory. */
  readonly models: string;
  /** A directory of the Perl scripts, or of another home: its conf and logs are taken. */
  readonly from: string | undefined;
  /** The user who is to read logs and socket. */
  readonly caller: string | undefined;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** What the user should know besides. */
  readonly notes: readonly string[];
}

type Words = Texts['service'];

/** A log of this program or of the Perl scripts: a date in its name is enough. */
const LOG = /(?<!\d)\d{4}_\d\d_\d\d(?!\d).*\.log(\.gz)?$/;

/** What `service install` would change on this machine now: nothing when all is as it wishes. */
export function installPlan(machine: Machine, wish: InstallRequest, t: Words): Plan {
  const steps: Step[] = [];
  const notes: string[] = [];
  const add = (what: string, run: () => void): void => void steps.push({ what, run });
  const { home, logs } = wish.unit;

  if (!groupNamed(machine, ACCOUNT)) add(t.group(ACCOUNT), () => machine.execute('groupadd', '--system', ACCOUNT));
  if (!userNamed(machine, ACCOUNT)) {
    const words = [
      '--system',
      '--gid',
      ACCOUNT,
      '--home-dir',
      home,
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
    ];
    add(t.user(ACCOUNT), () => machine.execute('useradd', ...words, ACCOUNT));
  }
  const caller = wish.caller;
  const group = groupNamed(machine, ACCOUNT);
  if (caller !== undefined && !(group && isMember(machine, caller, group))) {
    add(t.member(caller, ACCOUNT), () => machine.execute('usermod', '-aG', ACCOUNT, caller));
    notes.push(t.newLogin(caller));
  }
  directories(machine, wish, t, { add, notes });
  for (const [path, model] of [
    [wish.conf, 'LinkyAcq.conf'],
    [wish.prices, 'tariffs.conf'],
  ] as const) {
    const old = wish.from === undefined ? undefined : firstOf(machine, wish.from, model);
    if (machine.stat(path)) {
      if (old !== undefined && machine.read(old) !== machine.read(path)) notes.push(t.kept(path, old));
      continue;
    }
    const source = (old && withoutLinks(machine, [old], t, notes)[0]) ?? join(wish.models, model);
    add(t.copied(path, source), () => {
      machine.copy(source, path);
      machine.own(path, account(machine), 0o660);
    });
  }
  if (wish.from !== undefined) imported(machine, wish.from, logs, t, { add, notes });
  unit(machine, wish.unit, t, add);
  return { steps, notes };
}

/** Where a plan is put together. */
interface Draft {
  readonly notes: string[];
  add(what: string, run: () => void): void;
}

function directories(machine: Machine, { unit, conf }: InstallRequest, t: Words, { add, notes }: Draft): void {
  for (const [path, mode] of [
    [unit.home, 0o2750],
    [dirname(conf), 0o2770],
    [unit.logs, 0o2770],
  ] as const) {
    if (machine.stat(path)) continue;
    add(t.directory(path, ACCOUNT), () => {
      machine.makeDirectory(path);
      machine.own(path, account(machine), mode);
    });
  }
  // Logs of before, of another owner: he keeps them, the daemon may go on writing.
  const gid = groupNamed(machine, ACCOUNT)?.gid;
  const uid = userNamed(machine, ACCOUNT)?.uid;
  const foreign = (path: string): boolean => {
    const look = machine.stat(path);
    if (!look) return false;
    return !(uid === look.uid ? (look.mode & 0o200) !== 0 : gid === look.gid && (look.mode & 0o020) !== 0);
  };
  const names = machine.list(unit.logs).filter((name) => LOG.test(name));
  const paths = machine.stat(unit.logs) ? [unit.logs, ...names.map((name) => join(unit.logs, name))] : [];
  const theirs = withoutLinks(machine, paths.filter(foreign), t, notes);
  if (theirs.length === 0) return;
  add(t.shared(unit.logs, ACCOUNT), () => {
    const { gid } = account(machine);
    for (const path of theirs) {
      const look = machine.stat(path);
      if (look) machine.own(path, { uid: look.uid, gid }, look.mode | (look.kind === 'directory' ? 0o2070 : 0o060));
    }
  });
}

/** Root follows no link of somebody else's: it would open what it leads to. They are told, and left alone. */
function withoutLinks(machine: Machine, paths: readonly string[], t: Words, notes: string[]): string[] {
  const links = paths.filter((path) => machine.link(path) !== undefined);
  if (links[0] !== undefined) notes.push(t.linked(links[0], links.length));
  return paths.filter((path) => !links.includes(path));
}

/** Logs of before are copied as they are, and never over one that is there. */
function imported(machine: Machine, from: string, logs: string, t: Words, { add, notes }: Draft): void {
  const sources = [from, join(from, 'logs')]
    .filter((directory) => machine.real(directory) !== machine.real(logs))
    .flatMap((directory) => machine.list(directory).flatMap((name) => (LOG.test(name) ? [join(directory, name)] : [])));
  const target = (path: string): string => join(logs, path.slice(path.lastIndexOf('/') + 1));
  const missing = sources.filter((path) => !machine.stat(target(path)));
  if (sources.length === 0) notes.push(t.noLogs(from));
  else if (missing.length < sources.length) notes.push(t.logsThere(sources.length - missing.length, logs));
  const news = withoutLinks(machine, missing, t, notes);
  if (news.length === 0) return;
  add(t.logs(news.length, from), () => {
    for (const path of news) {
      machine.copy(path, target(path));
      machine.own(target(path), account(machine), 0o660);
    }
  });
}

function unit(machine: Machine, facts: UnitFacts, t: Words, add: (what: string, run: () => void) => void): void {
  const text = unitFile(facts);
  const there = machine.read(UNIT);
  if (there !== text) {
    // One written by hand is kept beside.
    const foreign = there !== undefined && !there.startsWith('# Written by: linky-monitor service install');
    add(there === undefined ? t.unit(UNIT) : t.unitAgain(UNIT, foreign), () => {
      if (foreign && !machine.stat(`${UNIT}.before`)) machine.copy(UNIT, `${UNIT}.before`);
      machine.write(UNIT, text);
    });
    add(t.systemctl('daemon-reload'), () => machine.execute('systemctl', 'daemon-reload'));
  }
  if (!machine.link(`/etc/systemd/system/multi-user.target.wants/${SERVICE}`)) {
    add(t.systemctl(`enable ${SERVICE}`), () => machine.execute('systemctl', 'enable', SERVICE));
  }
}

function firstOf(machine: Machine, from: string, name: string): string | undefined {
  return [join(from, name), join(from, 'conf', name)].find((path) => machine.stat(path)?.kind === 'file');
}

function account(machine: Machine): { uid: number; gid: number } {
  return { uid: userNamed(machine, ACCOUNT)?.uid ?? 0, gid: groupNamed(machine, ACCOUNT)?.gid ?? 0 };
}

/** The first directory on the way to a file that the daemon's user may not pass; undefined when it can be read. */
export function firstUnreadable(machine: Machine, path: string): string | undefined {
  const who = { uid: userNamed(machine, ACCOUNT)?.uid ?? -1, groups: [groupNamed(machine, ACCOUNT)?.gid ?? -1] };
  const real = machine.real(path) ?? path;
  const parts = real.split('/').filter(Boolean);
  for (let i = 1; i < parts.length; i++) {
    const directory = `/${parts.slice(0, i).join('/')}`;
    const look = machine.stat(directory);
    if (look && !allows(look, who, 1)) return directory;
  }
  const look = machine.stat(real);
  return look && !allows(look, who, 4) ? real : undefined;
}
