import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queryDaemon } from '../../feed/query.ts';
import { exitCodeOf, onEndingSignal } from '../../host/signals.ts';
import type { MeterOptions } from '../../simulator/meter.ts';
import { demo as texts } from '../../text/demo.ts';
import type { Lang } from '../../text/format.ts';
import { dayOf } from '../../time/local.ts';
import type { Call } from '../command.ts';
import { type DemoScenario, MOMENTS } from '../demo/choices.ts';
import { beginningOf, momentIn } from '../demo/moment.ts';
import { HOUSE, writeDayFiles, writePast } from '../demo/past.ts';
import { demoPrices } from '../demo/prices.ts';
import { type DisplayFlags, displayOptionsOf } from '../display-options.ts';
import { CliError } from '../errors.ts';
import { CLI, PACKAGE, pathsOf } from '../paths.ts';
import { hasTerminal, openScreen } from './tui.ts';

export type DemoOptions = DisplayFlags &
  Pick<MeterOptions, 'contract'> & {
    readonly speed: number;
    readonly at?: string;
    readonly scenario?: DemoScenario;
  };

/** A series of four readings and a pause make a line each ten seconds; a fast meter's line is as long, without a pause. */
const CONF = 'NB_PAPP 4\nWAIT_BETWEEN_FRAMES 4\nCLOCK_WAIT 0\n';
const FAST_CONF = 'NB_PAPP 13\nWAIT_BETWEEN_FRAMES 0\nCLOCK_WAIT 0\n';

/**
 * `demo`: a simulated meter with fourteen months of logs, read by a real daemon, and the screen, in a temporary directory
 * that is removed at the end.
 * @throws CliError, code 2
 */
export async function demo({ options, lang }: Call<DemoOptions>): Promise<number> {
  process.env['TZ'] = 'Europe/Paris';
  const { contract, speed } = options;
  const start = startOf(options, texts[lang]);
  const home = mkdtempSync(join(tmpdir(), 'linky-demo-'));
  const logs = join(home, 'logs');
  const socket = join(home, 'feed.sock');
  const prices = join(home, 'conf', 'tariffs.conf');
  let child: ChildProcess | undefined;
  const clear = (): void => {
    child?.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  };
  process.once('exit', clear);
  // Before the screen is there, and once it has gone, a signal takes with it all that was made.
  const ignoreSignals = onEndingSignal((signal) => process.exit(exitCodeOf(signal)));
  try {
    mkdirSync(join(home, 'conf'));
    mkdirSync(logs);
    writeFileSync(prices, demoPrices(readFileSync(join(PACKAGE, 'conf', 'tariffs.conf'), 'utf8'), contract));
    writeFileSync(join(home, 'conf', 'LinkyAcq.conf'), speed > 1 ? FAST_CONF : CONF);
    writeDayFiles(join(home, 'conf'), start);
    const { since, indexes } = writePast(logs, contract, start);
    const past = `seed=${HOUSE.seed}&since=${since}&indexes=${indexes}`;
    const input = `sim:${HOUSE.scenario}?contract=${contract}&${past}&at=${start}&speed=${speed}`;
    const words = ['daemon', '--home', home, '--socket', socket, '--input', input, '--lang', lang];
    const daemon = spawn(process.execPath, [CLI, ...words], { stdio: 'ignore' });
    child = daemon;
    // The screen takes the demo's time from the first sample: without one it would begin in ours.
    await until(async () => hasEnded(daemon) || (existsSync(socket) && (await hasSample(socket))));
    if (hasEnded(daemon)) throw new CliError(texts[lang].daemonEnded);
    // Lines of text would wait for ever for a daemon that nobody starts again; on a screen the user sees that it has gone.
    if (!hasTerminal()) daemon.once('exit', endWithout(lang));
    const code = await openScreen(
      { ...pathsOf({ home }, {}), socket },
      lang,
      { logs: true, language: options.lang !== undefined },
      displayOptionsOf(options),
    );
    daemon.removeAllListeners('exit');
    // As a service manager does, so that the daemon leaves in order.
    daemon.kill('SIGTERM');
    await until(() => hasEnded(daemon));
    return code;
  } finally {
    ignoreSignals();
    process.removeListener('exit', clear);
    clear();
  }
}

/** When the demo begins, ms since 1970 UTC. @throws CliError, code 2 */
function startOf({ at, scenario, contract }: DemoOptions, t: (typeof texts)['fr']): number {
  if (scenario && contract !== 'ejp') throw new CliError(t.ejpOnly(scenario), 2);
  const now = Date.now();
  const moment = at === undefined ? {} : momentIn(at, dayOf(now));
  if (!moment) throw new CliError(t.badMoment(at ?? '', MOMENTS), 2);
  return beginningOf(moment, scenario, HOUSE.seed, now);
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const endWithout = (lang: Lang) => (): void => {
  process.stderr.write(`linky-monitor: ${texts[lang].daemonEnded}\n`);
  process.exit(1);
};

/** Whether the daemon has read the meter. */
async function hasSample(socket: string): Promise<boolean> {
  try {
    return (await queryDaemon(socket)).sample !== undefined;
  } catch {
    // It is not listening yet.
    return false;
  }
}

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200 && !(await done()); i++) await new Promise((resolve) => setTimeout(resolve, 25));
}
