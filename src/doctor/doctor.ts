import type { Settings } from '../config/settings.ts';
import { type DaemonSnapshot, queryDaemon } from '../feed/query.ts';
import type { Host } from '../host/host.ts';
import { SERVICE } from '../host/unit.ts';
import { CONTRACTS } from '../meter/contract.ts';
import type { TicMode } from '../tic/labels.ts';
import type { Day } from '../time/local.ts';
import { dayOf } from '../time/local.ts';
import { checkClock } from './clock.ts';
import { checkSettings, checkTariffs } from './configuration.ts';
import type { Finding } from './finding.ts';
import { finding } from './finding.ts';
import { checkDaemonLine, checkProbes } from './frames.ts';
import { modelOf } from './model.ts';
import { checkLed, checkOled } from './panel.ts';
import { checkPort, checkStartup, holdersOf } from './port.ts';
import type { LineProbe } from './probe-line.ts';
import { checkProgram } from './program.ts';
import { checkDaemon, checkService, serviceUser } from './service.ts';
import { checkDisk, checkLogs, daysOf } from './storage.ts';
import { checkUart } from './uart.ts';

/** What is examined. */
export interface Target {
  readonly version: string;
  readonly home: string;
  readonly conf: string;
  readonly prices: string;
  readonly logs: string;
  readonly socket: string;
  readonly settings: Settings;
}

/** What can only be found out by asking other programs or trying the hardware. */
export interface Observations {
  readonly now: number;
  readonly node: string;
  readonly platform: string;
  /** $PATH. */
  readonly path: string;
  /** What the daemon says, or the system's code. */
  readonly answer: DaemonSnapshot | string;
  /** What `systemctl show`, `timedatectl show`, `vcgencmd get_throttled` and `stty -a` print. */
  readonly service: string | undefined;
  readonly timedatectl: string | undefined;
  readonly throttled: string | undefined;
  readonly stty: string | undefined;
  /** Modules that cannot be loaded, with why. */
  readonly missing: ReadonlyMap<string, string>;
  /** `answers`, or the system's code. */
  readonly display: string | undefined;
  /** What was received on the port, at one or both speeds; empty where it was not opened. */
  readonly lineProbes: readonly LineProbe[];
  readonly days: ReadonlyMap<Day, readonly string[]> | string;
}

/** Whether the input is a port of this machine. */
const isPort = (input: string): boolean => input.startsWith('/');

/** All findings, in the order in which one would look: program, wire, panel, clock, logs, daemon. */
export function diagnose(host: Host, target: Target, observations: Observations): Finding[] {
  const { settings, logs, version, socket } = target;
  const { answer, now } = observations;
  const model = modelOf(host);
  const input = settings.INPUT_DEV;
  const daemon = typeof answer === 'string' ? undefined : answer;
  const receiving = daemon?.status.state === 'receiving';
  return [
    ...checkProgram(host, model, { ...observations, version, home: target.home }),
    ...checkSettings(host, target.conf),
    ...checkTariffs(host, target.prices, { today: dayOf(now), ...indexKeysOf(daemon, observations.lineProbes) }),
    ...(isPort(input)
      ? [
          ...checkUart(host, model, input),
          ...checkPort(host, { port: input, daemonPid: daemon?.hello?.pid, stty: observations.stty }),
        ]
      : [finding('ok', 'port', 'portOther', input)]),
    ...checkStartup(host),
    ...(daemon
      ? checkDaemonLine(daemon)
      : checkProbes(observations.lineProbes, settings.LINKY_MODE, model?.header === 'rp1')),
    ...(model
      ? [...checkOled(host, model, settings, observations.display), ...checkLed(host, settings, observations.path)]
      : [finding('ok', 'oled', 'noPanel')]),
    ...checkClock(host, observations, settings),
    ...checkDisk(host, logs),
    ...checkLogs(host, { logs, now, writer: serviceUser(host), receiving }, observations.days),
    ...checkDaemon(host, { socket, answer, version }),
    ...checkService(host, observations.service, input),
  ];
}

/** The indexes of the meter, as the daemon knows them, or by the contract that the probe received. */
function indexKeysOf(
  daemon: DaemonSnapshot | undefined,
  lineProbes: readonly LineProbe[],
): { keys: readonly string[]; injects: boolean } {
  const sample = daemon?.sample;
  const injects = sample?.injectionIndex !== undefined || (sample?.pinj ?? 0) > 0;
  if (sample) return { keys: Object.keys(sample.indexes), injects };
  const name = lineProbes.find(({ contract }) => contract !== undefined)?.contract ?? '';
  const known = CONTRACTS.find((one) => one.name === (name.startsWith('BBR') ? 'TEMPO' : name));
  return { keys: known?.keys ?? [], injects };
}

/** Observations that need hardware. */
export interface Probes {
  listen(port: string, first: TicMode): Promise<readonly LineProbe[]>;
  /** Modules that cannot be loaded, with why. */
  missing(): Promise<ReadonlyMap<string, string>>;
  display(address: number): Promise<string>;
}

/** Makes all observations, together; opens the port only when nobody reads it. Takes ten seconds at most. */
export async function gather(host: Host, { settings, socket, logs }: Target, probes: Probes): Promise<Observations> {
  const answer = await queryDaemon(socket).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  const port = settings.INPUT_DEV;
  const free = isPort(port) && host.stat(port)?.kind === 'character' && host.may(port, 'read');
  const canListen = free && typeof answer === 'string' && holdersOf(host, port).length === 0;
  const first: TicMode = settings.LINKY_MODE === 'S' ? 'standard' : 'historique';
  const hasI2c = host.stat('/dev/i2c-1') !== undefined && host.may('/dev/i2c-1', 'write');
  const fields = 'LoadState,UnitFileState,ActiveState,Result,NRestarts';
  const [lineProbes, missing, display, service, timedatectl, throttled, stty] = await Promise.all([
    canListen ? probes.listen(port, first) : [],
    probes.missing(),
    hasI2c ? probes.display(settings.OLED_ADDRESS) : undefined,
    host.run('systemctl', 'show', SERVICE, `--property=${fields}`),
    host.run('timedatectl', 'show'),
    host.run('vcgencmd', 'get_throttled'),
    free && typeof answer !== 'string' ? host.run('stty', '-F', port, '-a') : undefined,
  ]);
  return {
    now: Date.now(),
    node: process.version,
    platform: `${process.platform} ${process.arch}${armVersion()}`,
    path: process.env['PATH'] ?? '',
    answer,
    service,
    timedatectl,
    throttled,
    stty,
    missing,
    display,
    lineProbes,
    days: daysOf(logs),
  };
}

/** ARMv6 or ARMv7: ARMv6 needs a Node of its own. */
function armVersion(): string {
  const version: unknown = (process.config.variables as unknown as Readonly<Record<string, unknown>>)['arm_version'];
  return process.arch === 'arm' ? `v${String(version)}` : '';
}
