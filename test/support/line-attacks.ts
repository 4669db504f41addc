import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeGroup, withParity } from '../../src/tic/encoder.ts';
import { serialFrame } from './frames.ts';
import { cpuOf, memoryOf } from './process-usage.ts';
import { type Message, type Run, TestHome, until } from './program.ts';

/** What may come instead of a meter's bytes, in pieces of a tenth of a second. */
export interface LineAttack {
  readonly name: string;
  /** @param elapsed share of its duration that has passed, 0 to 1 */
  readonly bytes: (elapsed: number) => Uint8Array | undefined;
  /** The state of the link in the feed meanwhile. */
  readonly state: string;
}

const EVEN = withParity(Uint8Array.from({ length: 128 }, (_, i) => i));
const even = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => EVEN[byte & 0x7f] as number);
const letters = (count: number): Uint8Array => even(randomBytes(count).map((byte) => 0x21 + (byte % 90)));

/** Bytes in a tenth of a second at 1200 baud. */
const PIECE = 12;

export const LINE_ATTACKS: readonly LineAttack[] = [
  { name: 'random bytes at line rate', bytes: () => randomBytes(PIECE), state: 'silent' },
  { name: 'random bytes with the right parity', bytes: () => even(randomBytes(PIECE)), state: 'silent' },
  {
    name: 'every parity wrong',
    bytes: () => FRAME.map((byte) => byte ^ 0x80),
    state: 'silent',
  },
  { name: 'random bytes, a thousand times line rate', bytes: () => randomBytes(PIECE * 1000), state: 'silent' },
  { name: 'no newline, ever', bytes: () => letters(PIECE * 100), state: 'silent' },
  { name: 'a flood of NULs', bytes: () => new Uint8Array(PIECE * 1000), state: 'silent' },
  {
    name: 'a valid group now and then, never a frame',
    bytes: () =>
      Math.random() < 0.05
        ? even(encodeGroup({ mode: 'historique', label: 'PAPP', data: '01150' }))
        : randomBytes(PIECE),
    state: 'silent',
  },
  { name: 'nothing at all', bytes: () => undefined, state: 'silent' },
];

export const FRAME = serialFrame(1150);

/** Noise at line rate and one valid group, sent at minute 5 of an hour. */
export function oneGroup(): LineAttack {
  let sent = false;
  const bytes = (elapsed: number): Uint8Array => {
    if (sent || elapsed < 5 / 60) return randomBytes(PIECE);
    sent = true;
    return even(encodeGroup({ mode: 'historique', label: 'PAPP', data: '01150' }));
  };
  return { name: 'one valid group an hour, noise for the rest', bytes, state: 'silent' };
}

/** How often memory and state are sampled. */
const SAMPLE_MS = 60_000;

/** What a attack did to the daemon; `recoveryMs`: from the meter's return to the next line of the log. */
export interface Outcome {
  readonly state: string;
  /** The states of the link, once a minute. */
  readonly states: string[];
  readonly cpuShare: number;
  readonly grownMb: number;
  /** Resident memory once a minute, MB. */
  readonly memory: number[];
  /** Events logged meanwhile; DATA lines may still come from frames that were sent before. */
  readonly logged: string[];
  readonly warnings: string[];
  readonly recoveryMs: number;
  readonly damaged: number;
}

/** Lets a real daemon on a real (pseudo) terminal live through a attack. */
export async function endure(t: TestContext, attack: LineAttack, seconds: number): Promise<Outcome> {
  const home = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nREAD_TIMEOUT 2\nWAIT_BETWEEN_READ_FAILURE 0.2\n');
  const pty = await home.plug();
  const daemon = await home.daemon('--input', home.port);
  await sendUntilLogged(home, pty);
  const pid = daemon.child.pid as number;
  const warnings = (): string[] => daemon.err.split('\n').filter(Boolean);
  const [cpu, began, before] = [cpuOf(pid), performance.now(), memoryOf(pid).now];
  const [lines, states, memory]: [number, string[], number[]] = [home.log().length, [], []];
  let sampledAt = began;
  for (let elapsed = 0; elapsed < seconds * 1000; elapsed = performance.now() - began) {
    const bytes = attack.bytes(elapsed / (seconds * 1000));
    if (bytes) pty.stdin?.write(bytes);
    await sleep(100);
    if (performance.now() - sampledAt < SAMPLE_MS) continue;
    sampledAt += SAMPLE_MS;
    memory.push(memoryOf(pid).now);
    states.push(await linkStateOf(home));
  }
  const cpuShare = (cpuOf(pid) - cpu) / (performance.now() - began);
  const grownMb = memoryOf(pid).now - before;
  const state = await linkStateOf(home);
  const logged = home
    .log()
    .slice(lines)
    .filter((line) => !/ DATA /.test(line));
  const back = performance.now();
  await sendUntilLogged(home, pty);
  const recoveryMs = performance.now() - back;
  await stopDaemon(daemon);
  const damaged = home.data().filter((line) => !/PuissConsommee=01150, IConsommee=002$/.test(line)).length;
  return { state, states, cpuShare, grownMb, memory, logged, warnings: warnings(), recoveryMs, damaged };
}

/** Sends frames until the log has one more line. */
export async function sendUntilLogged(home: TestHome, pty: ChildProcess, lines = home.data().length): Promise<void> {
  const timer = setInterval(() => pty.stdin?.write(FRAME), 100);
  try {
    await until(() => home.data().length > lines, 30_000);
  } finally {
    clearInterval(timer);
  }
}

export async function linkStateOf(home: TestHome): Promise<string> {
  const messages = await home.listen((all) => all.some(({ type }) => type === 'status'));
  return String((messages.find(({ type }) => type === 'status') as Message)['state']);
}

export async function stopDaemon(daemon: Run): Promise<void> {
  daemon.child.kill('SIGTERM');
  assert.equal(await daemon.ended, 0);
}
