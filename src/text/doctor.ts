import { actions } from './doctor-actions.ts';
import { machine } from './doctor-machine.ts';
import { mqttFindings } from './doctor-mqtt.ts';
import { port } from './doctor-port.ts';
import { signal } from './doctor-signal.ts';
import { perLanguage } from './per-language.ts';

/** Texts of `doctor`: its levels, and the names of the parts that findings are about. */
const fr = () => ({
  listening: (input: string) => `examen de ${input} et de la machine, 15\u00a0s au plus…`,
  shared: 'linky-monitor doctor --report (noms, adresses et numéros de série masqués)',
  levels: { ok: 'ok', warning: 'avertissement', fault: 'défaut' },
  parts: {
    program: 'programme',
    machine: 'machine',
    conf: 'réglages',
    uart: 'uart',
    console: 'console',
    port: 'port',
    frames: 'trames',
    oled: 'OLED',
    led: 'LED',
    relay: 'relais',
    commands: 'commandes',
    metrics: 'mesures',
    clock: 'horloge',
    disk: 'disque',
    logs: 'journaux',
    daemon: 'démon',
    service: 'service',
    mqtt: 'MQTT',
  },
  total: (faults: number, warnings: number) =>
    faults + warnings === 0
      ? 'tout est bon'
      : `${faults} ${faults > 1 ? 'défauts' : 'défaut'}, ${warnings} ${warnings > 1 ? 'avertissements' : 'avertissement'}`,
  findings: { ...port.fr, ...signal.fr, ...machine.fr, ...mqttFindings.fr, ...actions.fr },
});

const en = (): ReturnType<typeof fr> => ({
  listening: (input) => `looking at ${input} and the machine, 15 s at most…`,
  shared: 'linky-monitor doctor --report (names, addresses and serial numbers masked)',
  levels: { ok: 'ok', warning: 'warning', fault: 'fault' },
  parts: {
    program: 'program',
    machine: 'machine',
    conf: 'settings',
    uart: 'uart',
    console: 'console',
    port: 'port',
    frames: 'frames',
    oled: 'OLED',
    led: 'LED',
    relay: 'relay',
    commands: 'commands',
    metrics: 'metrics',
    clock: 'clock',
    disk: 'disk',
    logs: 'logs',
    daemon: 'daemon',
    service: 'service',
    mqtt: 'MQTT',
  },
  total: (faults, warnings) =>
    faults + warnings === 0
      ? 'all is well'
      : `${faults} ${faults === 1 ? 'fault' : 'faults'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
  findings: { ...port.en, ...signal.en, ...machine.en, ...mqttFindings.en, ...actions.en },
});

export const doctor = perLanguage(fr, en);
