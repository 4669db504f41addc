import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/simulator/random.ts';
import { hnOf } from '../support/frames.ts';
import { countingMeter } from '../support/kills.ts';
import { TestHome, until } from '../support/program.ts';
import { noMounts } from '../support/small-disk.ts';
import { addResult } from './table.ts';

const CUTS = Number(process.env['CUTS'] ?? 20);
const run = (command: string, ...words: string[]): string => execFileSync(command, words, { encoding: 'utf8' });

/** The HN indexes that a disk holds, as the next boot finds it: a copy of it, mounted. */
function found(image: string, directory: string): { indexes: number[]; damaged: number } {
  const copy = `${image}.cut`;
  copyFileSync(image, copy);
  run('mount', '-o', 'loop', copy, directory);
  try {
    const lines = readdirSync(directory)
      .filter((name) => name.endsWith('.log'))
      .flatMap((name) => readFileSync(join(directory, name), 'utf8').split('\n'))
      .filter((line) => / DATA |\0/.test(line));
    const indexes = lines.flatMap((line) => hnOf(line) ?? []);
    return { indexes, damaged: lines.length - indexes.length };
  } finally {
    run('umount', directory);
  }
}

test('the power goes: what ext4 has on the disk at any moment, a line every 11 s', { skip: noMounts }, async (t) => {
  const testHome = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 11\n');
  // In memory: a flush there does not wait for a busy disk below, which would be no fault of the daemon's.
  const image = join(existsSync('/dev/shm') ? '/dev/shm' : testHome.home, `linky-card-${process.pid}`);
  t.after(() => {
    for (const file of [image, `${image}.cut`]) rmSync(file, { force: true });
  });
  const [logs, after] = [join(testHome.home, 'logs'), join(testHome.home, 'after')];
  mkdirSync(after);
  run('truncate', '-s', '16M', image);
  run('mkfs.ext4', '-q', '-F', '-b', '4096', image);
  run('mount', '-o', 'loop', image, logs);
  const meter = await countingMeter(t);
  const announced: number[] = [];
  let lost = 0;
  let damaged = 0;
  const daemon = await testHome.daemon('--input', meter.url);
  try {
    const device = run('findmnt', '-n', '-o', 'SOURCE', logs).trim().replace('/dev/', '');
    const sectors = (): number => Number(readFileSync(`/sys/block/${device}/stat`, 'utf8').trim().split(/\s+/)[6]);
    const socket = connect(testHome.socket);
    t.after(() => socket.destroy());
    createInterface({ input: socket }).on('line', (text) => {
      const line = /^\{"type":"record","line":"([^"]*)"\}$/.exec(text)?.[1];
      if (line !== undefined) announced.push(hnOf(line) as number);
    });
    const random = seededRandom(7);
    const before = sectors();
    for (let i = 0; i < CUTS; i++) {
      const known = announced.length;
      await until(() => announced.length > known, 60_000);
      const promised = [...announced];
      await sleep(1000 + random() * 7000);
      const disk = found(image, after);
      lost += promised.filter((hn) => !disk.indexes.includes(hn)).length;
      damaged += disk.damaged;
    }
    const perLine = ((sectors() - before) * 512) / CUTS;
    t.diagnostic(`${Math.round(perLine / 1024)} KB written to the disk for each line`);
  } finally {
    daemon.child.kill('SIGTERM');
    await daemon.ended;
    run('umount', logs);
  }
  addResult(t, { trial: 'power cut on ext4, a second and more after a line', count: CUTS, lost, damaged });
  assert.deepEqual({ lost, damaged }, { lost: 0, damaged: 0 });
});
