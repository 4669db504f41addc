import { dirname } from 'node:path';
import { findUntrustedPath } from '../config/permissions.ts';
import { EVENT_COMMANDS, parseSettings } from '../config/settings.ts';
import { COMMAND_PATH } from '../host/command.ts';
import type { Host } from '../host/host.ts';
import { unitInForce } from '../host/unit.ts';
import { allows, parseGroups, parseUsers } from '../host/users.ts';
import { SYSFS_GPIO } from '../panel/gpio.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';
import { headerPin } from './pins.ts';
import { serviceUser } from './service.ts';

/** Pins that a Raspberry Pi pulls up while nobody drives them; the others of the header are pulled down. */
const LAST_PULLED_UP = 8;
/** The pins of the I2C bus. */
const I2C_PINS = [2, 3];

/** The program that a command names, as the daemon finds it. */
export function programOf(host: Host, program: string): string | undefined {
  const places = program.includes('/') ? [program] : COMMAND_PATH.split(':').map((each) => `${each}/${program}`);
  return places.find((path) => host.stat(path)?.kind === 'file');
}

/** The commands of events: each is there, may be run by the daemon, can be changed by no stranger, and is seen from its service. */
export function checkCommands(examination: Examination): Finding[] {
  const { host, settings, conf } = examination;
  const given = EVENT_COMMANDS.flatMap((key) => {
    const command = settings[key];
    return command ? [{ key, command }] : [];
  });
  const findings = leftOut(examination);
  const unit = unitInForce(host)?.text;
  for (const { key, command } of given) {
    const [name = ''] = command;
    const path = programOf(host, name);
    const stat = path === undefined ? undefined : host.stat(path);
    if (path === undefined || !stat) findings.push(finding('fault', 'commands', 'commandLost', key, name));
    else if (!allows(stat, daemonUser(host), 1))
      findings.push(finding('fault', 'commands', 'commandClosed', key, path));
    else if ((stat.mode & 0o002) !== 0) findings.push(finding('warning', 'commands', 'commandOpen', key, path));
    const hidden = command.find((word) => /^\/(home|root|run\/user)\//.test(word));
    if (hidden !== undefined && /^ProtectHome=yes$/m.test(unit ?? '')) {
      findings.push(finding('fault', 'commands', 'commandHidden', key, hidden));
    }
  }
  const [first] = given;
  if (first && /^PrivateNetwork=yes$/m.test(unit ?? '')) {
    findings.push(finding('warning', 'commands', 'commandNoNetwork', first.key));
  }
  if (findings.length > 0 || !first) return findings;
  return [finding('ok', 'commands', 'commandsGood', given.map(({ key }) => key).join(' '), conf)];
}

/** Commands that root does not run, since others could have written them. */
function leftOut({ host, conf, settings }: Examination): Finding[] {
  if (host.user.uid !== 0) return [];
  const read = parseSettings(host.read(conf) ?? '', conf).settings;
  const keys = EVENT_COMMANDS.filter((key) => read[key] && !settings[key]);
  const untrusted = keys.length > 0 ? findUntrustedPath(conf) : undefined;
  if (!untrusted) return [];
  return [finding('fault', 'commands', 'commandsUntrusted', keys.join(' '), untrusted.path, untrusted.cure)];
}

/** Who runs the daemon: the service's user, else the one who asks. */
function daemonUser(host: Host): { readonly uid: number; readonly groups: readonly number[] } {
  const name = serviceUser(host);
  const user = parseUsers(host).find((each) => each.name === name);
  if (!user) return host.user;
  const groups = parseGroups(host).filter(({ members }) => members.includes(user.name));
  return { uid: user.uid, groups: [user.gid, ...groups.map(({ gid }) => gid)] };
}

/** The relay: its pin can be set, is nobody else's, and leaves the relay at rest while nobody drives it. */
export function checkRelay({ host, settings, answer }: Examination): Finding[] {
  const { RELAY_GPIO: gpio, RELAY_ACTIVE_LOW: activeLow, RELAY_OFF_WHEN: when } = settings;
  if (gpio === undefined) return [];
  const pin = headerPin(host, 'relay', gpio);
  if (!('number' in pin)) return [pin];
  const findings: Finding[] = [];
  if (I2C_PINS.includes(gpio)) findings.push(finding('fault', 'relay', 'relayOnBus', gpio));
  // Of a daemon that runs it is the daemon's; one that was killed leaves it behind for the next.
  const isHeld = typeof answer === 'string' && host.stat(`${SYSFS_GPIO}/gpio${pin.number}`) !== undefined;
  if (isHeld) findings.push(finding('warning', 'relay', 'relayHeld', gpio, pin.number));
  if (gpio <= LAST_PULLED_UP !== activeLow)
    findings.push(finding('warning', 'relay', activeLow ? 'relayPulledDown' : 'relayPulledUp', gpio));
  if (findings.length > 0) return findings;
  return [finding('ok', 'relay', 'relayGood', gpio, pin.number, when.join(' '))];
}

/** METRICS_FILE: its directory is there, and the daemon may write in it. */
export function checkMetrics({ host, settings, logs, socket }: Examination): Finding[] {
  const { METRICS_FILE: file } = settings;
  if (file === undefined) return [];
  const directory = dirname(file);
  const stat = host.stat(directory);
  // That of the socket is made by systemd, each time that the daemon starts.
  const isOurs = directory === dirname(socket) || directory.startsWith(logs);
  if (!stat) return isOurs ? [] : [finding('fault', 'metrics', 'metricsNowhere', directory)];
  const unit = unitInForce(host)?.text;
  const isInUnit = unit === undefined || isOurs || unit.includes(`-${directory}`);
  if (!isInUnit) return [finding('fault', 'metrics', 'metricsNotInUnit', directory)];
  if (!allows(stat, daemonUser(host), 2)) return [finding('fault', 'metrics', 'metricsClosed', directory)];
  if (unit !== undefined && /^\/(var\/)?tmp(\/|$)/.test(directory))
    return [finding('warning', 'metrics', 'metricsPrivate', directory)];
  return [finding('ok', 'metrics', 'metricsGood', file)];
}
