import { EARLIEST_CLOCK } from '../time/local.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

const MIN_NODE = 20;
/** Below this, a report over years or the screen may not fit: together they take up to 120 MB. */
const LOW_MEMORY_KB = 60_000;

/** The program and what it needs: Node, compiled modules, memory, power. */
export function checkProgram(examination: Examination): Finding[] {
  const { host, model, version, node, platform, home, missing, throttled } = examination;
  const findings: Finding[] = [];
  const major = Number(/^v?(\d+)/.exec(node)?.[1] ?? 0);
  if (major < MIN_NODE) findings.push(finding('fault', 'program', 'nodeOld', node, MIN_NODE));
  else findings.push(finding('ok', 'program', 'program', version, node, platform, home));
  findings.push(model ? finding('ok', 'machine', 'model', model.name) : finding('ok', 'machine', 'notPi', platform));
  if (missing.has('serialport')) {
    findings.push(finding('fault', 'program', 'serialLost', missing.get('serialport') ?? '?', platform));
  }
  if (model && missing.has('onoff')) findings.push(finding('warning', 'led', 'moduleMissing', 'onoff'));
  const freeKb = Number(/^MemAvailable:\s+(\d+)/m.exec(host.read('/proc/meminfo') ?? '')?.[1] ?? Number.NaN);
  if (freeKb < LOW_MEMORY_KB) findings.push(finding('warning', 'machine', 'memory', Math.round(freeKb / 1000)));
  const bits = Number(/throttled=(0x[\da-f]+)/i.exec(throttled ?? '')?.[1] ?? 0);
  if (bits & 0x1) findings.push(finding('fault', 'machine', 'underVoltage'));
  else if (bits & 0x10000) findings.push(finding('warning', 'machine', 'underVoltageBefore'));
  return findings;
}

/** The clock is set and synchronised, and survives a start without network. */
export function checkClock({ host, now, timedatectl, settings }: Examination): Finding[] {
  if (now < EARLIEST_CLOCK) return [finding('fault', 'clock', 'clockPast', new Date(now).getUTCFullYear())];
  const reported = /^NTPSynchronized=(yes|no)$/m.exec(timedatectl ?? '')?.[1];
  const synchronized = reported === 'yes' || host.stat('/run/systemd/timesync/synchronized') !== undefined;
  if (!synchronized) return [finding('warning', 'clock', reported === undefined ? 'clockUnknown' : 'clockUnsynced')];
  const rtc = host.list('/sys/class/rtc').length > 0;
  return [finding('ok', 'clock', rtc ? 'clockGood' : 'clockNoRtc', settings.TIMEZONE)];
}
