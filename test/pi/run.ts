/* The part of npm run test:pi that runs the machine: boots it once, plays every scenario, prints PASS or FAIL of each check. */
process.env['TZ'] = 'Europe/Paris';

import { ejpDay, OnPi } from './day.ts';
import { missingAndBusy, missingModules, ports, stuckBus } from './faults.ts';
import { Pc } from './pc.ts';
import { BOARDS, type Board, PI_3B, Pi } from './pi.ts';
import { relay } from './relay.ts';
import { setup } from './setup.ts';
import { usb } from './usb.ts';
import { Verdict } from './verdict.ts';

const directory = process.env['PI'];
if (directory === undefined) throw new Error('PI must be the directory of the machine: start test/pi/run.sh');

const SCENARIOS = { ports, setup, ejpDay, relay, missingAndBusy, missingModules, stuckBus };

async function onTheBoard(directory: string, board: Board, names: readonly string[]): Promise<number> {
  const pi = new Pi(directory, board);
  const on = new OnPi(pi);
  try {
    on.say(`booted: ${await pi.booted()}`);
    for (const [name, scenario] of Object.entries(SCENARIOS)) {
      if (names.length > 0 && !names.includes(name)) continue;
      on.say(`--- ${name}`);
      await scenario(on);
    }
  } catch (error) {
    on.failed(error);
    console.log(await Promise.race([on.out(), new Promise((resolve) => setTimeout(resolve, 5000))]));
  }
  await pi.off();
  return on.close();
}

async function onThePc(directory: string, modes: readonly string[]): Promise<number> {
  const pc = new Pc(directory);
  const verdict = new Verdict();
  try {
    verdict.say(`booted: ${await pc.booted()}`);
    await usb(pc, verdict, modes);
  } catch (error) {
    verdict.failed(error);
  }
  await pc.off();
  return verdict.close();
}

// Its exit ends the emulator.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
const names = process.argv.slice(2);
const [first = ''] = names;
const board = BOARDS[first];
if (first === 'usb') process.exit(await onThePc(directory, names.slice(1)));
process.exit(await onTheBoard(directory, board ?? PI_3B, board ? names.slice(1) : names));
