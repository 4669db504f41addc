import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf, onEndingSignal } from '../../host/signals.ts';
import { formatData } from '../../journal/log-line.ts';
import { logFile } from '../../journal/writer.ts';
import { type MeterOptions, SimulatedMeter } from '../../simulator/meter.ts';
import { addDays, dayOf, startOfDay } from '../../time/local.ts';
import type { Call } from '../command.ts';
import { type DisplayFlags, displayOptionsOf } from '../display-options.ts';
import { CLI, PACKAGE } from '../paths.ts';
import { openScreen } from './tui.ts';

export type DemoOptions = DisplayFlags & Pick<MeterOptions, 'contract'> & { readonly speed: number };

/** Days of logs that the demo starts with, today included. */
const DAYS = 3;
/** Between two log lines: eight readings and the pause. The simulation also steps by this. */
const SERIES_MS = 20_000;
const SEED = 7;

/** `demo`: a simulated meter read by a real daemon, and the screen, in a temporary directory that is removed at the end. */
export async function demo({ options, lang }: Call<DemoOptions>): Promise<number> {
  process.env['TZ'] = 'Europe/Paris';
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
    copyFileSync(join(PACKAGE, 'conf', 'tariffs.conf'), prices);
    writeFileSync(join(home, 'conf', 'LinkyAcq.conf'), 'NB_PAPP 4\nWAIT_BETWEEN_FRAMES 4\nCLOCK_WAIT 0\n');
    const input = simulatedPast(options, logs, Date.now());
    const words = ['daemon', '--home', home, '--socket', socket, '--input', input, '--lang', lang];
    child = spawn(process.execPath, [CLI, ...words], { stdio: 'ignore' });
    await until(() => existsSync(socket) || child?.exitCode !== null);
    const code = await openScreen(
      { logs, socket, prices },
      lang,
      { logs: true, language: options.lang !== undefined },
      displayOptionsOf(options),
    );
    // As a service manager does, so that the daemon leaves in order.
    child.kill('SIGTERM');
    await until(() => child?.exitCode !== null || child.signalCode !== null);
    return code;
  } finally {
    ignoreSignals();
    process.removeListener('exit', clear);
    clear();
  }
}

/**
 * Writes the logs of the days before as the daemon would have: a real home has a past to show.
 * @returns the input URL under which the same meter goes on
 */
function simulatedPast({ contract, speed }: DemoOptions, logs: string, now: number): string {
  const start = startOfDay(addDays(dayOf(now), 1 - DAYS));
  const scenario = contract === 'ejp' ? 'ejp-day' : 'day';
  const producer = contract === 'producer';
  const meter = new SimulatedMeter({ contract, scenario, mode: 'historique', phases: 1, seed: SEED, start, producer });
  const lines = new Map<string, string[]>();
  for (let at = start + SERIES_MS; at < now - SERIES_MS; at += SERIES_MS) {
    meter.advanceTo(at);
    const { periodCode, indexes, papp, iinst } = meter.state();
    const file = logFile(logs, dayOf(at));
    const day = lines.get(file) ?? [];
    if (day.length === 0) lines.set(file, day);
    day.push(formatData({ at, periodCode, indexes, papp, iinst, injectionIndex: undefined, pinj: undefined }));
  }
  for (const [file, day] of lines) writeFileSync(file, `${day.join('\n')}\n`);
  return `sim:${scenario}?contract=${contract}&seed=${SEED}&since=${start}&speed=${speed}`;
}

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
}
