import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeFrame, withParity } from '../../src/tic/encoder.ts';
import { moduleFile } from './paths.ts';
import { cpuOf, memoryOf } from './process-usage.ts';
import { type Message, TestHome, until } from './program.ts';

/** One way to misuse the feed: `attacker.js HOW`, by so many. */
export interface Attack {
  readonly how: 'deaf' | 'slow' | 'half' | 'loud' | 'storm' | 'crowd';
  readonly number: number;
}

/** What an attack did to the daemon. */
export interface Harm {
  readonly frames: number;
  /** Frames whose line is not in the log, and lines of the log that a reader did not get. */
  readonly lost: number;
  readonly unheard: number;
  /** Longest time from the last byte of a frame to its line at the reader, ms. */
  readonly latestMs: number;
  readonly peakMb: number;
  readonly cpuShare: number;
  readonly attacker: { made: number; closed: number; refused: number; open: number };
  readonly warnings: string[];
}

/** What a meter of one index says at so many VA, with its parity. */
export const frame = (papp: number): Uint8Array =>
  withParity(
    encodeFrame(
      (
        [
          ['ADCO', '041876000001'],
          ['OPTARIF', 'BASE'],
          ['ISOUSC', '45'],
          ['BASE', '000688322'],
          ['PTEC', 'TH..'],
          ['IINST', '005'],
          ['PAPP', String(papp).padStart(5, '0')],
          ['MOTDETAT', '000000'],
        ] as const
      ).map(([label, data]) => ({ mode: 'historique', label, data })),
    ),
  );

/** A reader as it should be: the power of each line of the log that it was told, and when. */
function goodReader(socket: string): { readonly heard: Map<number, number>; readonly socket: Socket } {
  const client = connect(socket);
  const heard = new Map<number, number>();
  createInterface({ input: client }).on('line', (line) => {
    const { type, line: record } = JSON.parse(line) as Message & { line?: string };
    const papp = type === 'record' ? /PuissConsommee=(\d+)/.exec(record ?? '')?.[1] : undefined;
    if (papp !== undefined) heard.set(Number(papp), performance.now());
  });
  return { heard, socket: client };
}

/** A daemon on a line at ten times the real speed, attacked for `seconds` while frames come and a good reader reads. */
export async function attacked(t: TestContext, attack: Attack, seconds: number): Promise<Harm> {
  const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
  const wire = await rig.plug();
  const daemon = await rig.daemon('--input', rig.port);
  const pid = daemon.child.pid as number;
  const reader = goodReader(rig.socket);
  t.after(() => reader.socket.destroy());
  await once(reader.socket, 'connect');
  // The port must be open before the first frame comes.
  while (reader.heard.size === 0) {
    wire.stdin?.write(frame(9999));
    await sleep(200);
  }
  const before = rig.data().length;
  const words = [
    moduleFile('test/support/feed-attacker'),
    attack.how,
    rig.socket,
    String(seconds),
    String(attack.number),
  ];
  const attacker = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => attacker.kill('SIGKILL'));
  let said = '';
  attacker.stdout.on('data', (text) => {
    said += text;
  });
  const gone = once(attacker, 'exit');
  await until(() => said.includes('ready'));
  const [cpu, began] = [cpuOf(pid), performance.now()];
  const sent = new Map<number, number>();
  while (attacker.exitCode === null) {
    const papp = sent.size + 1;
    wire.stdin?.write(frame(papp));
    sent.set(papp, performance.now());
    await sleep(100);
  }
  const cpuShare = (cpuOf(pid) - cpu) / (performance.now() - began);
  await gone;
  await until(() => rig.data().length >= before + sent.size, 20_000).catch(() => undefined);
  await until(() => reader.heard.has(sent.size), 5000).catch(() => undefined);
  const logged = new Set(rig.data().map((line) => Number(/PuissConsommee=(\d+)/.exec(line)?.[1])));
  const all = [...sent.keys()];
  const { peak } = memoryOf(pid);
  const warnings = daemon.err.split('\n').filter(Boolean);
  daemon.child.kill('SIGTERM');
  assert.equal(await daemon.ended, 0);
  return {
    frames: all.length,
    lost: all.filter((papp) => !logged.has(papp)).length,
    unheard: all.filter((papp) => logged.has(papp) && !reader.heard.has(papp)).length,
    latestMs: Math.max(...all.map((papp) => (reader.heard.get(papp) ?? 0) - (sent.get(papp) ?? 0))),
    peakMb: peak,
    cpuShare,
    attacker: JSON.parse(said.split('\n')[1] ?? '{}') as Harm['attacker'],
    warnings,
  };
}

/** A daemon without any reader has 50 MB. */
export const CALM = { peakMb: 120, warnings: 2 };

export const ATTACKS: readonly Attack[] = [
  { how: 'deaf', number: 200 },
  { how: 'slow', number: 200 },
  { how: 'half', number: 200 },
  { how: 'loud', number: 10 },
  { how: 'storm', number: 1000 },
  { how: 'storm', number: 20_000 },
  { how: 'crowd', number: 400 },
];
