import { actions } from './actions.ts';
import { cli } from './cli.ts';
import { daemon } from './daemon.ts';
import { demo } from './demo.ts';
import { displayOptions } from './display-options.ts';
import { doctor } from './doctor.ts';
import { faults } from './faults.ts';
import type { Lang } from './format.ts';
import { machineCommands } from './machine-commands.ts';
import { metrics } from './metrics.ts';
import { mqtt } from './mqtt.ts';
import { mqttEntities } from './mqtt-entities.ts';
import { panel } from './panel.ts';
import { report } from './report.ts';
import { service } from './service.ts';
import { setup } from './setup.ts';
import { tui } from './tui.ts';

/** Every text that a user sees, in one language. */
export function textsIn(lang: Lang) {
  return {
    lang,
    actions: actions[lang],
    cli: cli[lang],
    daemon: daemon[lang],
    doctor: doctor[lang],
    faults: faults[lang],
    demo: demo[lang],
    displayOptions: displayOptions[lang],
    metrics: metrics[lang],
    mqtt: mqtt[lang],
    mqttEntities: mqttEntities[lang],
    panel: panel[lang],
    machineCommands: machineCommands[lang],
    report: report[lang],
    service: service[lang],
    setup: setup[lang],
    tui: tui[lang],
  };
}

export type Texts = ReturnType<typeof textsIn>;
