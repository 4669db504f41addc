import { cli } from './cli.js';
import { daemon } from './daemon.js';
import { doctor } from './doctor.js';
import { faults } from './faults.js';
import type { Lang } from './format.js';
import { look } from './look.js';
import { panel } from './panel.js';
import { pi } from './pi.js';
import { report } from './report.js';
import { service } from './service.js';
import { tui } from './tui.js';

/** Every text that a user sees, in one language. */
export function textsIn(lang: Lang) {
  return {
    lang,
    cli: cli[lang],
    daemon: daemon[lang],
    doctor: doctor[lang],
    faults: faults[lang],
    look: look[lang],
    panel: panel[lang],
    pi: pi[lang],
    report: report[lang],
    service: service[lang],
    tui: tui[lang],
  };
}

export type Texts = ReturnType<typeof textsIn>;
