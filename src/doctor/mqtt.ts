import { MQTT_UNIT } from '../host/unit.ts';
import type { BrokerAnswer } from './broker-probe.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** The broker takes us, and the service that sends to it runs. */
export function checkMqtt({ host, settings, broker, mqttService: show }: Examination): Finding[] {
  const url = settings.MQTT_URL;
  const isInstalled = host.read(MQTT_UNIT) !== undefined;
  const findings = url === undefined || broker === undefined ? [] : [brokerFinding(broker, url)];
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
