import { join } from 'node:path';
import { Configuration } from '../../config/configuration.ts';
import { loadEjpDays } from '../../config/day-kinds.ts';
import { codeOf } from '../../host/files.ts';
import { onEndingSignal } from '../../host/signals.ts';
import { parseInjectedTotal } from '../../mqtt/log-accounts.ts';
import { messagesOf } from '../../mqtt/once.ts';
import { StateFiles } from '../../mqtt/state-files.ts';
import type { Outgoing } from '../../mqtt/topics.ts';
import { textsIn } from '../../text/index.ts';
import { printable, printableJson } from '../../text/untrusted.ts';
import { askDaemon } from '../ask-daemon.ts';
import type { Call } from '../command.ts';
import { CliError } from '../errors.ts';
import { guardStdout } from '../output.ts';
import { dayFilesOf, enterPaths, type Paths, version } from '../paths.ts';
import { beLean } from '../v8-flags.ts';

/** The directory of what the bridge keeps: systemd's where it runs as a service, else one of the home. */
const stateDirectory = ({ home }: Paths): string => process.env['STATE_DIRECTORY'] || join(home, 'mqtt');

/** What ejp-days.conf says at the moment that it is asked. */
const ejpDaysOf = (conf: string) => () => loadEjpDays(dayFilesOf(conf).ejp).kinds;

/** `mqtt`: runs until a signal, and ends the process; with `--once` prints what would be sent. @throws CliError */
export async function mqtt(call: Call<{ readonly once?: boolean }>): Promise<number> {
  const { options, lang } = call;
  const paths = enterPaths(options);
  const texts = textsIn(lang);
  const files = new StateFiles(stateDirectory(paths));
  const configuration = new Configuration(paths.conf, paths.prices, options.conf !== undefined);
  if (options.once) return printOnce(call, paths, files, configuration);
  const holder = held(() => files.take());
  if (typeof holder === 'number') throw new CliError(texts.mqtt.inUse(files.directory, holder));
  const show = (level: string, text: string): void => {
    (level === 'INFO' ? process.stdout : process.stderr).write(`${level} ${printable(text)}\n`);
  };
  // The reader of these lines may leave.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  configuration.reload();
  const { Bridge } = await import('../../mqtt/bridge.ts');
  beLean('--no-opt', '--semi-space-growth-factor=1');
  const { conf, logs, socket } = paths;
  const { env } = process;
  const now = Date.now;
  const common = {
    version: version(),
    conf,
    configuration,
    givenEjpDays: ejpDaysOf(conf),
    logs,
    socket,
    files,
    texts,
    show,
    now,
    env,
  };
  const bridge = held(() => new Bridge({ ...common, chance: Math.random }));
  onEndingSignal(() => void bridge.stop());
  const code = await bridge.run();
  holder.release();
  process.exit(code);

  function held<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new CliError(texts.mqtt.noState(files.directory, codeOf(error)), 1, error);
    }
  }
}

async function printOnce(
  { lang }: Call,
  { conf, logs, socket }: Paths,
  files: StateFiles,
  configuration: Configuration,
): Promise<number> {
  const texts = textsIn(lang);
  guardStdout(texts.cli);
  const snapshot = await askDaemon(socket, lang);
  configuration.reload();
  const { settings, prices } = configuration;
  const injected = parseInjectedTotal(files.read('injected'));
  const id = settings.MQTT_ID ?? files.knownId() ?? UNDRAWN_ID;
  const input = {
    snapshot,
    settings,
    prices,
    givenEjpDays: ejpDaysOf(conf),
    logs,
    id,
    injected,
    texts,
    version: version(),
  };
  for (const message of await messagesOf(input)) process.stdout.write(`${printableJson(shown(message))}\n`);
  return 0;
}

/** Stands for the id while none was drawn: nothing is written by who only looks. */
const UNDRAWN_ID = '00000000';

/** The payload as JSON, where it is that. */
const shown = ({ topic, qos, retain, payload }: Outgoing) => ({
  topic,
  qos,
  retain,
  payload: payload.startsWith('{') ? (JSON.parse(payload) as unknown) : payload,
});
