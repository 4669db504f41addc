import type { Host } from '../host/host.ts';
import { type Finding, finding } from './finding.ts';
import type { Model } from './model.ts';

const LEAST_NODE = 20;
/** A report over years and the screen take up to 120 MB together, kB. */
const LITTLE_MEMORY = 60_000;

export interface ProgramFacts {
  readonly version: string;
  readonly node: string;
  /** `linux arm64`. */
  readonly platform: string;
  readonly home: string;
  /** Of serialport, i2c-bus and onoff those that cannot be loaded, with why. */
  readonly missing: ReadonlyMap<string, string>;
  /** `vcgencmd get_throttled`, where there is one. */
  readonly throttled: string | undefined;
}

/** The program and what it stands on: Node, its compiled modules, memory, power. */
export function checkProgram(host: Host, model: Model | undefined, facts: ProgramFacts): Finding[] {
  const { version, node, platform, home, missing, throttled } = facts;
  const found: Finding[] = [];
  const major = Number(/^v?(\d+)/.exec(node)?.[1] ?? 0);
  if (major < LEAST_NODE) found.push(finding('fault', 'program', 'nodeOld', node, LEAST_NODE));
  else found.push(finding('ok', 'program', 'program', version, node, platform, home));
  found.push(model ? finding('ok', 'machine', 'model', model.name) : finding('ok', 'machine', 'notPi', platform));
  if (missing.has('serialport')) {
    found.push(finding('fault', 'program', 'serialLost', missing.get('serialport') ?? '?', platform));
  }
  if (model && missing.has('onoff')) found.push(finding('warning', 'led', 'moduleMissing', 'onoff'));
  const free = Number(/^MemAvailable:\s+(\d+)/m.exec(host.read('/proc/meminfo') ?? '')?.[1] ?? Number.NaN);
  if (free < LITTLE_MEMORY) found.push(finding('warning', 'machine', 'memory', Math.round(free / 1000)));
  const bits = Number(/throttled=(0x[\da-f]+)/i.exec(throttled ?? '')?.[1] ?? 0);
  if (bits & 0x1) found.push(finding('fault', 'machine', 'underVoltage'));
  else if (bits & 0x10000) found.push(finding('warning', 'machine', 'underVoltageBefore'));
  return found;
}
