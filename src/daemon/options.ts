import type { Configuration } from '../config/configuration.ts';
import type { LogLevel } from '../journal/log-line.ts';
import type { PanelListener } from '../panel/create.ts';
import type { OpenPin } from '../panel/gpio.ts';
import type { PanelPart } from '../panel/panel.ts';
import type { OpenSource } from '../source/open.ts';
import type { DaemonTexts } from '../text/daemon-texts.ts';
import type { TicMode } from '../tic/labels.ts';

/** What a daemon is made with: all that a command or a test chooses. */
export interface DaemonOptions {
  readonly version: string;
  readonly configuration: Configuration;
  readonly logs: string;
  readonly socket: string;
  /** In place of INPUT_DEV. */
  readonly input: string | undefined;
  /** In place of LINKY_MODE. */
  readonly mode: TicMode | 'auto' | undefined;
  /** In place of MAX_TIME, s. */
  readonly seconds: number | undefined;
  readonly texts: DaemonTexts;
  /** Opens the OLED and the LED; undefined without a panel. */
  readonly panel: ((listener: PanelListener) => Promise<readonly PanelPart[]>) | undefined;
  /** In place of the machine's own way to its pins. */
  readonly pins?: () => Promise<OpenPin>;
  /** Shows a line to the user or service manager that started the daemon. */
  readonly show: (level: LogLevel, text: string) => void;
  /** Wall clock, ms since 1970. */
  readonly now: () => number;
  /** Seconds of the wall clock in one of ours: 1 where it is left out, more for a simulated meter that is in a hurry. */
  readonly speed?: number | undefined;
  /** Monotonic clock, ms. */
  readonly monotonic: () => number;
  /** Whether the wall clock is known to be right; undefined where nothing tells. */
  readonly synchronised: () => boolean | undefined;
  /** The wall clock cannot be right before this, ms since 1970: the program was not written yet. */
  readonly earliestClock: number;
  /** In place of the source that the input's URL names. */
  readonly open?: OpenSource;
}
