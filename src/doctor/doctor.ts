import { queryDaemon } from '../feed/query.ts';
import { codeOf } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import { MQTT_SERVICE, SERVICE } from '../host/unit.ts';
import { filesByDay } from '../journal/reader.ts';
import { missingModules, probeDisplay } from '../panel/probe.ts';
import { hasSpeed } from '../source/open.ts';
import { bindingError, serialPort } from '../source/serial.ts';
import { checkCommands, checkMetrics, checkRelay } from './actions.ts';
import { probeBroker } from './broker-probe.ts';
import { checkSettings, checkTariffs } from './configuration.ts';
import { checkDayFiles, checkProduction } from './data-files.ts';
import type { Examination, Observations, Target } from './examination.ts';
import type { Finding } from './finding.ts';
import { checkDaemonLine, checkProbes } from './frames.ts';
import { modelOf } from './model.ts';
import { checkMqtt } from './mqtt.ts';
import { checkPanel } from './panel.ts';
import { checkPort, checkStartup, holdersOf } from './port.ts';
import { probeLine } from './probe-line.ts';
import { checkClock, checkProgram } from './program.ts';
import { checkDaemon, checkService } from './service.ts';
import { checkDisk, checkLogs } from './storage.ts';
import { checkUart } from './uart.ts';

/** In the order in which one would look: program, wire, panel, clock, logs, daemon. */
const CHECKS: readonly ((examination: Examination) => Finding[])[] = [
  ...[checkProgram, checkSettings, checkTariffs, checkDayFiles, checkProduction],
  ...[checkUart, checkPort, checkStartup, checkDaemonLine, checkProbes],
  ...[
    checkPanel,
    checkRelay,
    checkCommands,
    checkMetrics,
    checkClock,
    checkDisk,
    checkLogs,
    checkDaemon,
    checkService,
    checkMqtt,
  ],
];

/** All findings. */
export function diagnose(host: Host, target: Target, observations: Observations): Finding[] {
  const { answer } = observations;
  const daemon = typeof answer === 'string' ? undefined : answer;
  const examination = { ...target, ...observations, host, model: modelOf(host), daemon };
  return CHECKS.flatMap((check) => check(examination));
}

/** Makes all observations, together; opens the port only when nobody reads it. Takes ten seconds at most. */
export async function gather(host: Host, { settings, socket, logs }: Target): Promise<Observations> {
  const answer = await queryDaemon(socket).catch(codeOf);
  const port = settings.INPUT_DEV;
  const free = hasSpeed(port) && host.stat(port)?.kind === 'character' && host.may(port, 'read');
  const canListen = free && typeof answer === 'string' && holdersOf(host, port).length === 0;
  const hasI2c = host.stat('/dev/i2c-1') !== undefined && host.may('/dev/i2c-1', 'write');
  const fields = 'LoadState,UnitFileState,ActiveState,Result,NRestarts';
  const [lineProbes, missing, display, service, mqttService, broker, timedatectl, throttled, stty] = await Promise.all([
    canListen ? probeLine(serialPort(port), settings.LINKY_MODE === 'S' ? 'standard' : 'historique') : [],
    missingModules(),
    hasI2c ? probeDisplay(settings.OLED_ADDRESS) : undefined,
    host.run('systemctl', 'show', SERVICE, `--property=${fields}`),
    host.run('systemctl', 'show', MQTT_SERVICE, `--property=${fields}`),
    probeBroker(settings),
    host.run('timedatectl', 'show'),
    host.run('vcgencmd', 'get_throttled'),
    free && typeof answer !== 'string' ? host.run('stty', '-F', port, '-a') : undefined,
  ]);
  const trouble = bindingError();
  if (trouble !== undefined) missing.set('serialport', trouble);
  return {
    now: Date.now(),
    node: process.version,
    platform: `${process.platform} ${process.arch}${armVersion()}`,
    answer,
    ...{ service, mqttService, broker, timedatectl, throttled, stty },
    ...{ missing, display, lineProbes },
    days: logsByDay(logs),
  };
}

function logsByDay(logs: string): Observations['days'] {
  try {
    return filesByDay(logs);
  } catch (error) {
    return codeOf(error);
  }
}

/** ARMv6 or ARMv7: ARMv6 needs a Node of its own. */
function armVersion(): string {
  const version: unknown = (process.config.variables as unknown as Readonly<Record<string, unknown>>)['arm_version'];
  return process.arch === 'arm' ? `v${String(version)}` : '';
}
