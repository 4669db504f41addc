import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type SimulateOptions, simulate } from '../../src/cli/commands/simulate.ts';
import { runProgram } from '../../src/cli/program.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { simulatedSource } from '../../src/source/simulated.ts';
import { FrameReader, type TicCounts } from '../../src/tic/frame.ts';
import { CLI } from '../support/paths.ts';

/** A command with a small space for new objects: how large V8 makes it by itself depends on how busy the machine is. */
const run = (...words: string[]): ChildProcess =>
  spawn(process.execPath, ['--max-semi-space-size=1', CLI, ...words, '--lang', 'en'], { stdio: 'pipe' });

/** Resident memory of a process in MB; undefined where the system does not tell. */
function residentMegabytes(pid: number): number | undefined {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

test('simulate | decode -: megabytes through a pipe, every group valid, memory flat', async (context) => {
  const simulate = run('simulate', '--mode', 'standard', '--hours', '5', '--seed', '3');
  const decode = run('decode', '-');
  const simulated = once(simulate, 'close') as Promise<[number | null]>;
  const decoded = once(decode, 'close') as Promise<[number | null]>;
  let errors = '';
  for (const child of [simulate, decode]) {
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
  }
  // All through us, so that we know when how much has gone.
  let piped = 0;
  const samples: { readonly piped: number; readonly rss: number }[] = [];
  simulate.stdout?.on('data', (chunk: Buffer) => {
    const before = Math.floor(piped / 1_600_000);
    piped += chunk.length;
    const rss = Math.floor(piped / 1_600_000) > before ? residentMegabytes(decode.pid ?? 0) : undefined;
    if (rss !== undefined) samples.push({ piped, rss });
  });
  if (decode.stdin) simulate.stdout?.pipe(decode.stdin);
  let lines = 0;
  let tail = '';
  decode.stdout?.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
    tail = (tail + chunk.toString('latin1')).slice(-1000);
  });
  assert.deepEqual(
    [await simulated, await decoded].map(([code]) => code),
    [0, 0],
  );
  assert.equal(errors, '');
  assert.ok(piped > 12_000_000, `${piped} bytes`);
  const summary = JSON.parse(tail.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
  const { frames, groups, ...rest } = summary as { frames: number; groups: { valid: number; rejected: unknown } };
  assert.deepEqual(rest, { type: 'summary', bytes: piped, complete: frames });
  assert.equal(lines, frames + 1);
  assert.ok(groups.valid > 35 * frames);
  assert.deepEqual(groups.rejected, { checksum: 0, parity: 0, format: 0 });
  const [early, late] = [samples[1], samples.at(-1)];
  context.diagnostic(samples.map((sample) => `${sample.piped >> 20} MB: ${sample.rss.toFixed(1)}`).join(', '));
  if (early && late) assert.ok(late.rss - early.rss < 6, `${early.rss} MB, then ${late.rss} MB`);
});

const options: SimulateOptions = {
  ...{ contract: 'ejp', mode: 'historique', phases: '1', scenario: 'day', hours: 0.2, seed: 1, out: '-' },
};

/** The bytes that `simulate` writes into a file. */
async function simulated(more: Partial<SimulateOptions>): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
  const out = join(folder, 'bytes.bin');
  try {
    assert.equal(await simulate({ options: { ...options, ...more, out }, argument: undefined, lang: 'en' }), 0);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('simulate --noise is what a noisy wire gives; the same seed the same bytes', async () => {
  const noise = { contract: 'hc', noise: 0.001, seed: 5 } as const;
  const noisy = await simulated(noise);
  const clean = await simulated({ contract: 'hc', seed: 5, parity: true });
  assert.deepEqual(await simulated(noise), noisy);
  assert.equal(noisy.length, clean.length);
  const differ = noisy.filter((byte, i) => byte !== clean[i]).length;
  const expected = clean.length * 0.008;
  assert.ok(Math.abs(differ - expected) < 0.2 * expected, `${differ} bytes damaged of ${clean.length}`);
  const countsOf = (bytes: Buffer): TicCounts => {
    const reader = new FrameReader(() => undefined);
    reader.push(bytes);
    return reader.counts;
  };
  assert.deepEqual(countsOf(clean).rejected, { checksum: 0, parity: 0, format: 0 });
  assert.ok(countsOf(noisy).rejected.parity > 50);
});

test('simulate writes a file that holds what the meter says', async () => {
  const kind = { contract: 'producer', mode: 'standard', scenario: 'ejp-season' } as const;
  const start = Date.parse('2026-12-01T00:00:00+01:00');
  const meter = new SimulatedMeter({ ...kind, phases: 1, seed: 1, start, producer: true });
  const bytes: Uint8Array[] = [];
  for (let frame = meter.next(); frame.at <= start + 360_000; frame = meter.next()) bytes.push(frame.bytes);
  assert.deepEqual(await simulated({ ...kind, hours: 0.1, start: '2026_12_01' }), Buffer.concat(bytes));
});

test('sim: takes the noise of its URL and refuses a value that it does not know', async () => {
  const heard = async (url: string): Promise<Uint8Array> => {
    const source = simulatedSource(url);
    const chunks: Uint8Array[] = [];
    await new Promise<void>((resolve) => {
      const bytes = (chunk: Uint8Array): void => {
        if (chunks.push(chunk) === 20) resolve();
      };
      source.start({ opened: () => undefined, bytes, lost: () => undefined, ended: () => undefined });
    });
    await source.stop();
    return Buffer.concat(chunks.slice(0, 20));
  };
  const rejected = async (url: string): Promise<number> => {
    const reader = new FrameReader(() => undefined);
    reader.push(await heard(url));
    const { checksum, parity, format } = reader.counts.rejected;
    return checksum + parity + format;
  };
  assert.ok((await rejected('noisy?speed=100000')) > 5);
  assert.ok((await rejected('overload?phases=3&noise=0.002&speed=100000')) > 10);
  assert.equal(await rejected('ejp?mode=standard&speed=100000'), 0);
  assert.equal(await rejected('noisy?noise=0&parity=1&speed=100000'), 0);
  assert.ok((await heard('ejp-season?parity=1&speed=100000')).some((byte) => byte > 127));
  assert.throws(() => simulatedSource('ejp?noise=much'), { kind: 'scenario', path: 'noise=much' });
  for (const wrong of ['at=abc', 'mode=std', 'phases=2', 'producer=yes', 'parity=even']) {
    assert.throws(() => simulatedSource(`ejp?${wrong}`), { kind: 'scenario', path: wrong });
  }
  assert.throws(() => simulatedSource('flood'), { kind: 'scenario', path: 'flood' });
});

test('simulate refuses a rate out of range and a scenario that it does not know', async () => {
  for (const [words, message] of [
    [['--noise', '2'], /--noise.*0…1$/],
    [['--scenario', 'flood'], /ejp-season/],
  ] as const) {
    await assert.rejects(runProgram(['simulate', ...words], 'en'), { name: 'CliError', code: 2, message });
  }
});
