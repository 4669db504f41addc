import type { LogLevel } from '../journal/log-line.ts';
import type { PanelListener } from '../panel/create.ts';
import type { Panel } from '../panel/panel.ts';
import type { OpenSource } from '../source/open.ts';
import type { Texts } from '../text/index.ts';
import type { TicMode } from '../tic/labels.ts';
import type { Configuration } from './configuration.ts';

/** What a daemon is made with. */
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
  readonly texts: Texts;
  /** Opens the OLED and the LED, where they are wanted. */
  readonly panel: ((listener: PanelListener) => Promise<Panel>) | undefined;
  /** Called once the feed is served. */
  readonly ready?: () => void;
  /** Shows a line to whoever started the daemon. */
  readonly show: (level: LogLevel, text: string) => void;
  /** Wall clock, ms since 1970. */
  readonly now: () => number;
  /** Ms of a clock that no one sets. */
  readonly monotonic: () => number;
  /** Whether the wall clock is known to be right; undefined where nothing tells. */
  readonly synchronised: () => boolean | undefined;
  /** The wall clock cannot be right before this, ms: the program was not written yet. */
  readonly earliestClock: number;
  /** In place of the source that the input's URL names. */
  readonly open?: OpenSource;
}
