import { machine } from './doctor-machine.js';
import { port } from './doctor-port.js';
import { signal } from './doctor-signal.js';

/** `doctor`: its options, its levels, and what each finding is about. */
const fr = {
  command:
    'vérifie câblage, port, droits, console, UART, OLED, GPIO, horloge, disque, réglages et journaux\u00a0; dit quoi faire',
  report: 'sans rien qui désigne un foyer\u00a0: peut être montré à tous',
  json: 'les mêmes constats en JSON',
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
    clock: 'horloge',
    disk: 'disque',
    logs: 'journaux',
    daemon: 'démon',
    service: 'service',
  },
  total: (faults: number, warnings: number) =>
    faults + warnings === 0
      ? 'tout est bon'
      : `${faults} ${faults > 1 ? 'défauts' : 'défaut'}, ${warnings} ${warnings > 1 ? 'avertissements' : 'avertissement'}`,
  findings: { ...port.fr, ...signal.fr, ...machine.fr },
};

const en: typeof fr = {
  command: 'checks wiring, port, rights, console, UART, OLED, GPIO, clock, disk, settings and logs; says what to do',
  report: 'with nothing that names a household: safe to show to anybody',
  json: 'the same findings as JSON',
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
    clock: 'clock',
    disk: 'disk',
    logs: 'logs',
    daemon: 'daemon',
    service: 'service',
  },
  total: (faults, warnings) =>
    faults + warnings === 0
      ? 'all is well'
      : `${faults} ${faults === 1 ? 'fault' : 'faults'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
  findings: { ...port.en, ...signal.en, ...machine.en },
};

export const doctor = { fr, en };
