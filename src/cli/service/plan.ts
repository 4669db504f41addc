import { dirname, join } from 'node:path';
import type { Machine } from '../../host/machine.ts';
import { MQTT_SERVICE, MQTT_UNIT, PAGES_SERVICE, PAGES_UNIT, packagedUnit, SERVICE, UNIT } from '../../host/unit.ts';
import { groupNamed, isMember, userNamed } from '../../host/users.ts';
import { INVENTORY } from '../../page/site/names.ts';
import type { Texts } from '../../text/index.ts';
import { CliError } from '../errors.ts';
import { ACCOUNT, CONF_MODE, homeDirectories } from './account.ts';
import { type FormerHome, formerHome, isLink, LOG } from './former.ts';
import { mqttUnitFile } from './mqtt-unit.ts';
import { isInMemory, pagesUnitFile } from './pages-unit.ts';
import type { InstallRequest } from './request.ts';
import { unitFile } from './unit.ts';
import { isSameUnit, WRITTEN_BY } from './unit-lines.ts';

/** One change of the machine: what it is, for the user, and how it is made. */
export interface Change {
  readonly what: string;
  /** The file that it writes, where the user may want to see it before. */
  readonly text?: string;
  run(): void;
}

export interface Plan {
  readonly steps: readonly Change[];
  /** What else the user should know. */
  readonly notes: readonly string[];
}

type ServiceTexts = Texts['service'];

/**
 * What `service install` would change on this machine now: nothing when all is as requested.
 * @param edits of the files that the service reads at its start, once they are there
 */
export function installPlan(
  machine: Machine,
  request: InstallRequest,
  t: ServiceTexts,
  edits: readonly Change[] = [],
): Plan {
  const draft = new Draft(machine, t);
  addAccount(draft, request);
  addDirectories(draft, request);
  addOwnership(draft, request.unit.logs);
  addSite(draft, request);
  const former = request.from === undefined ? undefined : formerHome(machine, request.from);
  addConfiguration(draft, request, former);
  if (former) addLogs(draft, request, former);
  draft.steps.push(...edits);
  for (const unit of unitsOf(request)) addUnit(draft, unit);
  if (request.dropsMqtt) draft.steps.push(...removalOf(machine, t, MQTT_SERVICE, MQTT_UNIT));
  if (request.dropsPages) draft.steps.push(...removalOf(machine, t, PAGES_SERVICE, PAGES_UNIT));
  noteMqtt(draft, request);
  return draft;
}

/** A plan that is being made. */
class Draft implements Plan {
  readonly steps: Change[] = [];
  readonly notes: string[] = [];
  readonly machine: Machine;
  readonly t: ServiceTexts;

  constructor(machine: Machine, t: ServiceTexts) {
    this.machine = machine;
    this.t = t;
  }

  add(what: string, run: () => void, text?: string): void {
    this.steps.push({ what, run, ...(text === undefined ? {} : { text }) });
  }

  /** Leaves out links, with a note: root would open whatever they lead to. */
  withoutLinks(paths: readonly string[]): string[] {
    const links = paths.filter((path) => isLink(this.machine, path));
    if (links[0] !== undefined) this.notes.push(this.t.linked(links[0], links.length));
    return paths.filter((path) => !links.includes(path));
  }
}

function addAccount(draft: Draft, { unit, caller }: InstallRequest): void {
  const { machine, t } = draft;
  const group = groupNamed(machine, ACCOUNT);
  if (!group) draft.add(t.group(ACCOUNT), () => machine.execute('groupadd', '--system', ACCOUNT));
  if (!userNamed(machine, ACCOUNT)) {
    const home = ['--home-dir', unit.home, '--no-create-home', '--shell', '/usr/sbin/nologin'];
    draft.add(t.user(ACCOUNT), () => machine.execute('useradd', '--system', '--gid', ACCOUNT, ...home, ACCOUNT));
  }
  if (caller !== undefined && !(group && isMember(machine, caller, group))) {
    draft.add(t.member(caller, ACCOUNT), () => machine.execute('usermod', '-aG', ACCOUNT, caller));
    draft.notes.push(t.newLogin(caller));
  }
}

function addDirectories(draft: Draft, { unit, conf }: InstallRequest): void {
  const { machine, t } = draft;
  for (const [path, mode] of homeDirectories(unit.home, dirname(conf), unit.logs)) {
    if (machine.stat(path)) continue;
    draft.add(t.directory(path, ACCOUNT), () => {
      machine.makeDirectory(path);
      machine.own(path, account(machine), mode);
    });
  }
}

/** The directory of the site belongs to the daemon's user; systemd makes one in memory. */
function addSite({ machine, t, steps }: Draft, { pages }: InstallRequest): void {
  if (!pages || isInMemory(pages.directory)) return;
  const { directory } = pages;
  const stat = machine.stat(directory);
  if (stat && stat.uid === userNamed(machine, ACCOUNT)?.uid) return;
  const run = (): void => {
    if (!stat) machine.makeDirectory(directory);
    machine.own(directory, account(machine), 0o755);
  };
  steps.push({ what: t.directory(directory, ACCOUNT), run });
}

/**
 * Refuses a directory of a site that is somebody's, or that would be gone with the next start of the machine.
 * @throws CliError, code 2
 */
export function assertSite(machine: Machine, { pages }: Pick<InstallRequest, 'pages'>, t: ServiceTexts): void {
  if (!pages) return;
  const { directory } = pages;
  const isLost = directory.startsWith('/run/') && !isInMemory(directory);
  if (isLost || /\p{Cc}/u.test(directory) || directory === '/run/linky-monitor')
    throw new CliError(t.badSite(directory), 2);
  const stat = machine.stat(directory);
  if (!stat) return;
  const names = machine.list(directory);
  const isOurs = names.length === 0 || names.includes(INVENTORY);
  if (machine.link(directory) !== undefined || stat.kind !== 'directory' || !isOurs)
    throw new CliError(t.foreignSite(directory), 2);
}

/** Logs that are there already keep their owner; the daemon gets the right to go on writing them, by its group. */
function addOwnership(draft: Draft, logs: string): void {
  const { machine, t } = draft;
  const gid = groupNamed(machine, ACCOUNT)?.gid;
  const uid = userNamed(machine, ACCOUNT)?.uid;
  const isClosed = (path: string): boolean => {
    const stat = machine.stat(path);
    if (!stat) return false;
    return !(uid === stat.uid ? (stat.mode & 0o200) !== 0 : gid === stat.gid && (stat.mode & 0o020) !== 0);
  };
  const names = machine.list(logs).filter((name) => LOG.test(name));
  const paths = machine.stat(logs) ? [logs, ...names.map((name) => join(logs, name))] : [];
  const closed = draft.withoutLinks(paths.filter(isClosed));
  if (closed.length === 0) return;
  draft.add(t.shared(logs, ACCOUNT), () => {
    const { gid } = account(machine);
    for (const path of closed) {
      const stat = machine.stat(path);
      if (stat) machine.own(path, { uid: stat.uid, gid }, stat.mode | (stat.kind === 'directory' ? 0o2070 : 0o060));
    }
  });
}

/** Both conf files, from the former home or from the package; never over one that is there. */
function addConfiguration(draft: Draft, { conf, prices, models, from }: InstallRequest, former?: FormerHome): void {
  const { machine, t, notes } = draft;
  if (former && former.conf === undefined) notes.push(t.noConf(from ?? ''));
  for (const [path, model, old] of [
    [conf, 'LinkyAcq.conf', former?.conf],
    [prices, 'tariffs.conf', former?.prices],
  ] as const) {
    if (machine.stat(path)) {
      if (old !== undefined && machine.read(old) !== machine.read(path)) notes.push(t.kept(path, old));
      continue;
    }
    const source = (old && draft.withoutLinks([old])[0]) ?? join(models, model);
    draft.add(t.copied(path, source), () => {
      machine.copy(source, path);
      machine.own(path, account(machine), CONF_MODE);
    });
  }
}

/** Former logs are copied as they are, and never over one that is there. */
function addLogs(draft: Draft, { from = '', unit: { logs } }: InstallRequest, former: FormerHome): void {
  const { machine, t, notes } = draft;
  const sources = former.logs.filter((path) => machine.real(dirname(path)) !== machine.real(logs));
  const target = (path: string): string => join(logs, path.slice(path.lastIndexOf('/') + 1));
  const missing = sources.filter((path) => !machine.stat(target(path)));
  if (sources.length === 0) notes.push(t.noLogs(from));
  else if (missing.length < sources.length) notes.push(t.logsThere(sources.length - missing.length, logs));
  const toCopy = draft.withoutLinks(missing);
  if (toCopy.length === 0) return;
  draft.add(t.logs(toCopy.length, from), () => {
    for (const path of toCopy) {
      machine.copy(path, target(path));
      machine.own(target(path), account(machine), 0o660);
    }
  });
}

/** A unit: its name, its file and what that is to say. */
interface Unit {
  readonly service: string;
  readonly path: string;
  readonly text: string;
}

/** The units that a request is for. */
export const unitsOf = ({ unit, mqtt, pages }: InstallRequest): Unit[] => [
  { service: SERVICE, path: UNIT, text: unitFile(unit) },
  ...(mqtt ? [{ service: MQTT_SERVICE, path: MQTT_UNIT, text: mqttUnitFile(mqtt) }] : []),
  ...(pages ? [{ service: PAGES_SERVICE, path: PAGES_UNIT, text: pagesUnitFile(pages) }] : []),
];

function addUnit(draft: Draft, { service, path, text }: Unit): void {
  const { machine, t } = draft;
  const installed = machine.read(path);
  // A unit written by hand is kept beside ours.
  const byHand = installed !== undefined && !installed.startsWith(WRITTEN_BY);
  const keep = (): void => {
    if (byHand && !machine.stat(`${path}.before`)) machine.copy(path, `${path}.before`);
  };
  const packaged = machine.read(packagedUnit(service));
  if (packaged !== undefined && isSameUnit(packaged, text)) {
    if (installed !== undefined) draft.steps.push(...returnOf(machine, t, { service, path, byHand, keep }));
  } else if (installed !== text) {
    const write = (): void => {
      keep();
      machine.write(path, text);
    };
    draft.add(installed === undefined ? t.unit(path) : t.unitAgain(path, byHand), write, text);
    draft.steps.push(systemctl(machine, t, 'daemon-reload'));
    if (packaged !== undefined) draft.notes.push(t.before(path, packagedUnit(service)));
  }
  if (!machine.link(wantedBy(service))) draft.steps.push(systemctl(machine, t, 'enable', service));
}

const wantedBy = (service: string): string => `/etc/systemd/system/multi-user.target.wants/${service}`;

/** Removes a unit that comes before that of the Debian package. @param keep a last look at it */
export function returnOf(
  machine: Machine,
  t: ServiceTexts,
  { service, path, byHand = false, keep }: { service: string; path: string; byHand?: boolean; keep?: () => void },
): Change[] {
  const run = (): void => {
    keep?.();
    machine.remove(path);
  };
  // The link that has it started with the machine would lead nowhere.
  const isLinked = machine.real(wantedBy(service)) === machine.real(path);
  return [
    { what: t.returned(path, packagedUnit(service), byHand), run },
    systemctl(machine, t, 'daemon-reload'),
    ...(isLinked ? [systemctl(machine, t, 'reenable', service)] : []),
  ];
}

/** What the MQTT bridge lacks to be of use. */
function noteMqtt({ machine, notes, t }: Draft, { mqtt, broker, conf }: InstallRequest): void {
  if (!mqtt) return;
  if (broker === undefined) notes.push(t.noBroker(conf));
  for (const { path } of mqtt.credentials) if (!machine.stat(path)) notes.push(t.noCredential(path, MQTT_SERVICE));
}

/** Stops a service and removes its unit. */
export const removalOf = (machine: Machine, t: ServiceTexts, service: string, path: string): Change[] => [
  systemctl(machine, t, 'disable', '--now', service),
  { what: t.removed(path), run: () => machine.remove(path) },
  systemctl(machine, t, 'daemon-reload'),
];

export const systemctl = (machine: Machine, t: ServiceTexts, ...words: readonly string[]): Change => ({
  what: t.systemctl(words.join(' ')),
  run: () => machine.execute('systemctl', ...words),
});

function account(machine: Machine): { uid: number; gid: number } {
  return { uid: userNamed(machine, ACCOUNT)?.uid ?? 0, gid: groupNamed(machine, ACCOUNT)?.gid ?? 0 };
}
