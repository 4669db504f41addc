/* The part of npm run test:arm that asks x86 and a 32-bit ARM the same: figures of a year, simulated meters, pages, screens. */
process.env['TZ'] = 'Europe/Paris';

import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIMULATED_CONTRACTS } from '../../src/simulator/choices.ts';
import { livesOf, writeHouse } from '../support/contract-houses.ts';
import { PRICES } from '../support/screen-logs.ts';
import { makeYears } from '../support/years-of-logs.ts';
import { costs } from './arm-costs.ts';
import { screens } from './arm-screens.ts';
import { Processor } from './two-processors.ts';
import { Verdict } from './verdict.ts';

const directory = process.env['ARM_ROOT'];
if (directory === undefined) throw new Error('ARM_ROOT must be a Debian for armhf: start test/pi/arm.sh');

/** The year before the day on which the clock stands still. */
const YEAR = { from: '2025-11-24', to: '2026-11-23' } as const;
const verdict = new Verdict('test:arm');
const { x86, arm, remove } = Processor.both(directory);

/** Runs a command on both. @returns what x86 wrote */
function same(what: string, ...words: readonly string[]): string {
  const [here, there] = [x86.run(...words), arm.run(...words)];
  const isSame = here.status === 0 && there.status === 0 && here.out.length > 0 && here.out.equals(there.out);
  const digest = createHash('sha256').update(here.out).digest('hex').slice(0, 12);
  verdict.check(`${what}: ${here.out.length} bytes, ${digest}`, isSame, differences(here.out, there.out, there.errors));
  return here.out.toString();
}

function differences(here: Buffer, there: Buffer, errors: string): string {
  const [lines, others] = [here, there].map((bytes) => bytes.toString().split('\n')) as [string[], string[]];
  const n = lines.findIndex((line, i) => line !== others[i]);
  return `line ${n + 1}: ${lines[n]?.slice(0, 300)} / ${others[n]?.slice(0, 300)} ${errors.slice(-500)}`;
}

/** A year, a line each 25 s: its energy to the Wh, its cost to the cent, its steps; without and with what is kept beside the logs. */
function year(): void {
  for (const { file } of [x86, arm].map((one) => ({ file: one.file('logs') }))) makeYears(file, YEAR.from, 1);
  const period = ['-s', YEAR.from, '-e', YEAR.to];
  const json = ['--format', 'json'];
  const first = same('a year by month, read from the logs', 'report', ...period, '--by', 'month', ...json);
  const again = same('the same, from what is kept', 'report', ...period, '--by', 'month', ...json);
  verdict.check('both are the same', first === again, '');
  verdict.say(first.replace(/\s+/g, ' ').slice(0, 300));
  same('a year by day', 'report', ...period, ...json);
  same('a year in steps of 10 minutes', 'report', ...period, '--step', '10min', '--format', 'csv');
  same('a year under other contracts', 'report', ...period, '--by', 'month', '--compare', 'base,hc,tempo,ejp', ...json);
  same('a page of the year, with its curve', 'report', ...period, '--format', 'html', '-o', '-');
  same('a season, as a table', 'report', 'season', '--lang', 'en');
  const statuses = [x86, arm].map((one) => one.run('logs', 'compress').status);
  const [here, there] = [x86, arm].map((one) =>
    readdirSync(one.file('logs'))
      .filter((name) => name.startsWith('Linky'))
      .sort(),
  );
  const isSame = statuses.every((status) => status === 0) && String(here) === String(there);
  const count = there?.filter((name) => name.endsWith('.gz')).length ?? 0;
  verdict.check(`${count} logs compressed`, isSame && count > 300, `${statuses}\n${here}\n${there}`);
  same('a year by month, each from its own archives', 'report', ...period, '--by', 'month', ...json);
}

/** Simulated houses under each contract: logs of a year in steps of 10 minutes. */
function houses(): void {
  for (const contract of SIMULATED_CONTRACTS) {
    const logs = `${contract}/logs`;
    const house = { contract, from: YEAR.from, to: YEAR.to, stepMs: 600_000 };
    for (const { file } of [x86, arm].map((one) => ({ file: one.file(logs) }))) writeHouse(file, livesOf(house));
    const of = ['--logs', join(x86.home, logs)];
    const period = ['-s', YEAR.from, '-e', YEAR.to, ...of];
    same(`${contract}: by week`, 'report', ...period, '--by', 'week', '--format', 'json');
    same(
      `${contract}: under other contracts`,
      'report',
      ...period,
      '--compare',
      'base,hc,tempo,ejp',
      '--format',
      'csv',
    );
  }
}

/** Streams of simulated meters, and what the decoder makes of them. */
function meters(): void {
  const streams: readonly (readonly string[])[] = [
    ['--contract', 'ejp', '--scenario', 'ejp-season'],
    ['--contract', 'tempo', '--mode', 'standard', '--phases', '3', '--producer', '--parity'],
    ['--contract', 'hc', '--scenario', 'noisy', '--phases', '3', '--noise', '0.001'],
    ['--contract', 'producer', '--mode', 'standard', '--scenario', 'weather'],
  ];
  for (const [n, words] of streams.entries()) {
    same(`meter ${words.join(' ')}`, 'simulate', ...words, '--hours', '2', '--seed', '5');
    const { out } = x86.run('simulate', ...words, '--hours', '2', '--seed', '5');
    for (const one of [x86, arm]) writeFileSync(one.file(`stream-${n}.bin`), out);
    same('decoded', 'decode', join(x86.home, `stream-${n}.bin`));
  }
}

/** The static site. */
function site(): void {
  const of = ['--logs', join(x86.home, 'ejp/logs')];
  const [here, there] = [x86, arm].map((one) => one.run('pages', join(one.home, 'site'), ...of));
  const files = readdirSync(x86.file('site'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.\w+$/.test(name),
  );
  const others = files.filter((name) => !x86.read(`site/${name}`).equals(arm.read(`site/${name}`)));
  const ended = here?.status === 0 && there?.status === 0;
  verdict.check(
    `${files.length} pages of the site`,
    ended && files.length > 0 && others.length === 0,
    `${others} ${there?.errors}`,
  );
}

try {
  for (const one of [x86, arm]) writeFileSync(one.file('conf/tariffs.conf'), PRICES);
  verdict.say(arm.run('--version').out.toString().trim());
  meters();
  houses();
  site();
  await screens(verdict, x86, arm);
  year();
  await costs(verdict, arm);
} catch (error) {
  verdict.failed(error);
}
remove();
process.exit(verdict.close());
