import { actions } from './actions.ts';
import { daemon } from './daemon.ts';
import { faults } from './faults.ts';
import type { Lang } from './format.ts';
import { metrics } from './metrics.ts';
import { panel } from './panel.ts';

/** What the daemon says, in one language. Without the texts of screen and commands: they would be in its memory for months. */
export const daemonTextsIn = (lang: Lang) => ({
  lang,
  actions: actions[lang],
  daemon: daemon[lang],
  faults: faults[lang],
  metrics: metrics[lang],
  panel: panel[lang],
});

export type DaemonTexts = ReturnType<typeof daemonTextsIn>;
