import { dirname } from 'node:path';
import type { Settings } from '../config/settings.ts';
import type { Host } from '../host/host.ts';
import { MQTT_SERVICE, MQTT_UNIT, unitInForce } from '../host/unit.ts';
import { allows, groupNamed } from '../host/users.ts';
import { CREDENTIALS, type CredentialKey } from '../mqtt/broker/credentials.ts';
import type { BrokerAnswer } from './broker-probe.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** The broker takes us, and the service that sends to it runs. */
export function checkMqtt({ host, settings, broker, mqttService: show }: Examination): Finding[] {
  const url = settings.MQTT_URL;
  const isInstalled = host.read(MQTT_UNIT) !== undefined;
  const findings = url === undefined || broker === undefined ? [] : [brokerFinding(broker, url)];
  // Who asks may be root, who reads all: the service is another user.
  if (url !== undefined && isInstalled) {
    const closed = closedToService(host, settings, url);
    if (closed !== undefined) findings.push(finding('warning', 'mqtt', 'mqttClosed', closed));
  }
  if (show === undefined) return findings;
  const state = /^ActiveState=(.*)$/m.exec(show)?.[1] ?? '?';
  if (isInstalled && state !== 'active') findings.push(finding('fault', 'mqtt', 'mqttDown', state));
  if (isInstalled && url === undefined) findings.push(finding('warning', 'mqtt', 'mqttNoBroker'));
  if (!isInstalled && url !== undefined) findings.push(finding('warning', 'mqtt', 'mqttNoService', url));
  return findings;
}

function brokerFinding(broker: BrokerAnswer, url: string): Finding {
  if (broker === 'connected') return finding('ok', 'mqtt', 'brokerGood', url);
  const { kind, detail, path = url } = broker;
  // What systemd reads for the service need not be open to who asks.
  if (kind === 'file' && detail === 'EACCES') return finding('warning', 'mqtt', 'brokerUnseen', path);
  return finding('fault', 'mqtt', 'brokerFault', kind, path, detail);
}

/** The first file for the broker that neither systemd hands to the service nor the service may read, of those that are there. */
function closedToService(host: Host, settings: Settings, url: string): string | undefined {
  const unit = unitInForce(host, MQTT_SERVICE)?.text ?? '';
  const handed = [...unit.matchAll(/^LoadCredential=(.*)$/gm)].map(([, value = '']) => unquoted(value));
  const keys: readonly CredentialKey[] = url.startsWith('mqtts:')
    ? ['MQTT_PASSWORD_FILE', 'MQTT_CA', 'MQTT_CERT', 'MQTT_KEY']
    : ['MQTT_PASSWORD_FILE'];
  return keys
    .map((key) => ({ name: CREDENTIALS[key], path: settings[key] }))
    .filter(({ name, path }) => path !== undefined && !handed.includes(`${name}:${path}`))
    .map(({ path }) => path)
    .find((path) => path !== undefined && host.stat(path) !== undefined && !mayRead(host, path, unit));
}

/** A word of a unit file as systemd has it. */
const unquoted = (word: string): string =>
  word
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/\\(.)/g, '$1')
    .replaceAll('%%', '%');

/** Whether the service's user, which exists while it runs only, may read a file: by its groups, through every directory. */
function mayRead(host: Host, path: string, unit: string): boolean {
  const names = /^SupplementaryGroups=(.*)$/m.exec(unit)?.[1]?.split(/\s+/) ?? [];
  const groups = names.flatMap((name) => groupNamed(host, name)?.gid ?? []);
  const may = (each: string, bit: 4 | 1): boolean => {
    const stat = host.stat(each);
    return stat !== undefined && allows(stat, { uid: -1, groups }, bit);
  };
  const passes = (directory: string): boolean =>
    may(directory, 1) && (directory === dirname(directory) || passes(dirname(directory)));
  return may(path, 4) && passes(dirname(path));
}
