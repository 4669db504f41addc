import { Configuration } from '../daemon/configuration.js';
import { Daemon } from '../daemon/daemon.js';
import { Supervisor } from '../daemon/supervisor.js';
import { Synchronised, WRITTEN } from '../daemon/synchronised.js';
import { FeedError } from '../feed/server.js';
import type { PanelListener, PanelSettings } from '../panel/open.js';
import type { Panel } from '../panel/panel.js';
import { printable } from '../text/format.js';
import type { Texts } from '../text/index.js';
import type { TicMode } from '../tic/labels.js';
import { Failure, inputFailure } from './failure.js';
import { type CommonOptions, type Places, version } from './places.js';

export interface DaemonCommand extends CommonOptions {
  readonly mode?: TicMode | 'auto';
  readonly time?: number;
  readonly panel?: boolean;
  readonly input?: string;
}

/** `daemon`: runs until a signal or the time given. @returns the exit code @throws Failure */
export async function runDaemon(command: DaemonCommand, places: Places, texts: Texts): Promise<number> {
  const configuration = new Configuration(places.conf, places.tariffs, command.conf !== undefined);
  const show = (level: string, text: string): void => {
    (level === 'INFO' ? process.stdout : process.stderr).write(`${level} ${printable(text)}\n`);
  };
  // Whoever reads these lines may leave: the log holds them all.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const monotonic = (): number => performance.now();
  const synchronised = new Synchronised(monotonic);
  const daemon: Daemon = new Daemon({
    version: version(),
    configuration,
    logs: places.logs,
    socket: places.socket,
    input: command.input,
    mode: command.mode,
    seconds: command.time,
    texts,
    panel: command.panel ? (listener) => openPanel(listener, configuration, texts) : undefined,
    ready: () => supervisor.ready(),
    show,
    now: Date.now,
    monotonic,
    synchronised: () => synchronised.ask(),
    written: WRITTEN,
  });
  const supervisor = new Supervisor({
    env: process.env,
    pid: process.pid,
    alive: () => daemon.link.stirs,
    state: () => texts.cli.states[daemon.link.state],
    failed: (code) => show('WARN', texts.service.notifyFailed(code)),
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void daemon.stop());
  try {
    return await daemon.run();
  } catch (error) {
    throw failureOf(error, texts.daemon);
  } finally {
    supervisor.stop();
  }
}

/** Opens the panel that the conf in force describes, and follows it. */
async function openPanel(listener: PanelListener, configuration: Configuration, texts: Texts): Promise<Panel> {
  const panel = await import('../panel/open.js');
  const settings = (): PanelSettings => {
    const conf = configuration.settings;
    return {
      oled: {
        address: conf.OLED_ADDRESS,
        height: conf.OLED_DISPLAY_TYPE === 'SSD1306_128_X_64_I2C' ? 64 : 32,
        flipped: conf.OLED_FLIPPED,
      },
      night: { ...conf.OLED_NIGHT, dark: conf.OLED_NIGHT_OFF },
      gpio: conf.LED_GPIO,
      commands: { init: conf.LED_INIT_CMD, on: conf.LED_ON_CMD, off: conf.LED_OFF_CMD },
    };
  };
  return panel.openPanel({ ...listener, settings, texts: texts.panel, monotonic: () => performance.now() });
}

/** A daemon that cannot begin, in one line. */
function failureOf(error: unknown, texts: Texts['daemon']): unknown {
  if (!(error instanceof FeedError)) return inputFailure(error, texts);
  const { path, message } = error;
  const words = {
    tooLong: texts.feedTooLong(path, message),
    inUse: texts.feedInUse(path, message),
    notSocket: texts.feedNotSocket(path),
    unsafe: texts.feedUnsafe(path, message),
    failed: texts.feedFailed(path, message),
  };
  return new Failure(words[error.kind]);
}
