import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { simulatedSource } from '../../src/source/simulated.ts';
import { FrameReader, type TicCounts } from '../../src/tic/frame.ts';
import { CLI } from '../support/paths.ts';

const run = (...words: string[]): ChildProcess =>
  spawn(process.execPath, [CLI, ...words, '--lang', 'en'], { stdio: ['pipe', 'pipe', 'pipe'] });

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('latin1');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** Resident memory of a process in MB; undefined where the system does not tell. */
function residentMegabytes(pid: number): number | undefined {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

test('simulate | decode -: tens of megabytes, every group valid, memory flat', async (context) => {
  const simulate = run('simulate', '--mode', 'standard', '--hours', '12', '--seed', '3');
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
    const before = Math.floor(piped / 4_000_000);
    piped += chunk.length;
    const rss = Math.floor(piped / 4_000_000) > before ? residentMegabytes(decode.pid ?? 0) : undefined;
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
  assert.ok(piped > 30_000_000, `${piped} bytes`);
  const summary = JSON.parse(tail.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
  const { frames, groups, ...rest } = summary as { frames: number; groups: { valid: number; rejected: unknown } };
  assert.deepEqual(rest, { type: 'summary', bytes: piped, complete: frames });
  assert.equal(lines, frames + 1);
  assert.ok(groups.valid > 35 * frames);
  assert.deepEqual(groups.rejected, { checksum: 0, parity: 0, format: 0 });
  const [early, late] = [samples[1], samples.at(-1)];
  context.diagnostic(samples.map((sample) => `${sample.piped >> 20} MB: ${sample.rss.toFixed(1)}`).join(', '));
  if (early && late) assert.ok(late.rss - early.rss < 12, `${early.rss} MB, then ${late.rss} MB`);
});

test('simulate --noise is what a noisy wire gives; the same seed the same bytes', async () => {
  const words = ['simulate', '--contract', 'hc', '--hours', '0.2', '--noise', '0.001', '--seed', '5'];
  const [once1, again, clean] = await Promise.all([
    ended(run(...words)),
    ended(run(...words)),
    ended(run(...words.slice(0, 5), '--seed', '5', '--parity')),
  ]);
  assert.deepEqual([once1.code, once1.stderr], [0, '']);
  assert.equal(once1.stdout, again.stdout);
  assert.equal(once1.stdout.length, clean.stdout.length);
  const differ = [...once1.stdout].filter((character, i) => character !== clean.stdout[i]).length;
  const expected = clean.stdout.length * 0.008;
  assert.ok(Math.abs(differ - expected) < 0.2 * expected, `${differ} bytes damaged of ${clean.stdout.length}`);
  const heard = (bytes: string): TicCounts => {
    const reader = new FrameReader(() => undefined);
    reader.push(Buffer.from(bytes, 'latin1'));
    return reader.counts;
  };
  assert.deepEqual(heard(clean.stdout).rejected, { checksum: 0, parity: 0, format: 0 });
  assert.ok(heard(once1.stdout).rejected.parity > 50);
});

test('simulate writes a file that holds what the meter says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
  try {
    const file = join(folder, 'hour.bin');
    const words = ['--contract', 'producer', '--mode', 'standard', '--scenario', 'ejp-season', '--hours', '0.1'];
    const { code, stderr } = await ended(run('simulate', ...words, '--start', '2026_12_01', '--out', file));
    assert.deepEqual([code, stderr], [0, '']);
    const start = Date.parse('2026-12-01T00:00:00+01:00');
    const meter = new SimulatedMeter({
      contract: 'producer',
      mode: 'standard',
      phases: 1,
      scenario: 'ejp-season',
      seed: 1,
      start,
      producer: true,
    });
    const bytes: Uint8Array[] = [];
    for (let frame = meter.next(); frame.at <= start + 360_000; frame = meter.next()) bytes.push(frame.bytes);
    assert.deepEqual(readFileSync(file), Buffer.concat(bytes));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('sim: takes the noise of its URL and refuses what is no number', async () => {
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
  assert.throws(() => simulatedSource('ejp?noise=much'), { kind: 'scenario', input: 'noise=much' });
  assert.throws(() => simulatedSource('flood'), { kind: 'scenario', input: 'flood' });
});

test('simulate refuses a rate that is none and a scenario that it does not know', async () => {
  const [rate, scenario] = await Promise.all([
    ended(run('simulate', '--noise', '2')),
    ended(run('simulate', '--scenario', 'flood')),
  ]);
  assert.deepEqual([rate.code, scenario.code], [2, 2]);
  assert.match(rate.stderr, /^linky-monitor: .*--noise.*0…1\n$/);
  assert.match(scenario.stderr, /^linky-monitor: .*ejp-season.*\n$/);
});
