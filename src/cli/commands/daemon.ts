import { Configuration } from '../../config/configuration.ts';
import { ClockSync } from '../../daemon/clock-sync.ts';
import { Daemon } from '../../daemon/daemon.ts';
import { monotonicMs } from '../../host/monotonic.ts';
import { onEndingSignal } from '../../host/signals.ts';
import type { PanelListener, PanelSettings } from '../../panel/create.ts';
import type { PanelPart } from '../../panel/panel.ts';
import { simulatedTime } from '../../source/simulated-time.ts';
import { daemonTextsIn } from '../../text/daemon-texts.ts';
import { printable } from '../../text/untrusted.ts';
import type { TicMode } from '../../tic/labels.ts';
import { EARLIEST_CLOCK } from '../../time/local.ts';
import type { Call } from '../command.ts';
import { enterPaths, version } from '../paths.ts';

export interface DaemonFlags {
  readonly mode?: TicMode | 'auto';
  readonly time?: number;
  readonly panel?: boolean;
  readonly input?: string;
}

/**
 * `daemon`: runs until a signal or the time given, and ends the process.
 * @throws InputError, FeedError when it cannot begin
 */
export async function daemon({ options, lang }: Call<DaemonFlags>): Promise<never> {
  const paths = enterPaths(options, true);
  const texts = daemonTextsIn(lang);
  const configuration = new Configuration(paths.conf, paths.prices, options.conf !== undefined);
  const show = (level: string, text: string): void => {
    (level === 'INFO' ? process.stdout : process.stderr).write(`${level} ${printable(text)}\n`);
  };
  // The reader of these lines may leave: the log holds them all.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const clockSync = new ClockSync(monotonicMs);
  const settings = (): PanelSettings => configuration.settings;
  const openPanel = async (listener: PanelListener): Promise<PanelPart[]> => {
    const { createPanel } = await import('../../panel/create.ts');
    return createPanel({ ...listener, settings, texts: texts.panel, monotonic: monotonicMs });
  };
  const simulated = simulatedTime(options.input ?? paths.settings.INPUT_DEV);
  const running = new Daemon({
    version: version(),
    configuration,
    logs: paths.logs,
    socket: paths.socket,
    input: options.input,
    mode: options.mode,
    seconds: options.time,
    texts,
    panel: options.panel ? openPanel : undefined,
    show,
    now: simulated?.now ?? Date.now,
    speed: simulated?.speed,
    monotonic: monotonicMs,
    synchronised: () => clockSync.isSynchronised(),
    earliestClock: EARLIEST_CLOCK,
  });
  onEndingSignal(() => void running.stop());
  process.exit(await running.run());
}
