process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { formatData } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { dayOf, startOfDay } from '../../src/time/local.ts';
import { livesOf, writeHouse } from '../support/contract-houses.ts';
import { CLI, root } from '../support/paths.ts';

const README = join(root, 'src/report/README.md');
const home = mkdtempSync(join(tmpdir(), 'linky-readme-'));
after(() => rmSync(home, { recursive: true }));

/** The reports of src/report/README.md are of these days of a simulated season, two of them EJP days. */
const FIRST = '2026-11-16';
const DAYS = 4;
const SEED = 11;
const SERIES_MS = 20_000;

function writeLogs(): void {
  mkdirSync(join(home, 'logs'));
  mkdirSync(join(home, 'conf'));
  const conf = readFileSync(join(root, 'conf', 'tariffs.conf'), 'utf8');
  writeFileSync(join(home, 'conf', 'tariffs.conf'), `${conf}\n2022-02-01 INJECTION 0.04\n2026-02-01 ABO 19.20\n`);
  const start = startOfDay(FIRST);
  const meter = new SimulatedMeter({
    contract: 'ejp',
    scenario: 'ejp-season',
    mode: 'historique',
    phases: 1,
    producer: false,
    seed: SEED,
    start,
  });
  const lines = new Map<string, string[]>();
  for (let at = start + SERIES_MS; at < start + DAYS * 86_400_000; at += SERIES_MS) {
    meter.advanceTo(at);
    const { periodCode, indexes, papp, iinst } = meter.state();
    const file = logFile(join(home, 'logs'), dayOf(at));
    const day = lines.get(file) ?? [];
    if (day.length === 0) lines.set(file, day);
    day.push(formatData({ at, periodCode, indexes, papp, iinst, injectionIndex: undefined, pinj: undefined }));
  }
  for (const [file, day] of lines) writeFileSync(file, `${day.join('\n')}\n`);
}

writeLogs();

/** The comparison in it is of a real winter: its EJP days and prices, and a simulated home on Base. */
const winter = join(home, 'winter');
function writeWinter(): void {
  mkdirSync(join(winter, 'conf'), { recursive: true });
  const conf = readFileSync(join(root, 'conf', 'tariffs.conf'), 'utf8');
  writeFileSync(join(winter, 'conf', 'tariffs.conf'), `${conf}\n2000-01-01 KVA 9\n`);
  const house = { contract: 'base', from: '2024-11-01', to: '2025-03-31', stepMs: 600_000, subscribed: 9 } as const;
  writeHouse(join(winter, 'logs'), livesOf(house));
}

writeWinter();

const COMPARISON = 'report -s 2024-11-01 -e 2025-03-31 --compare hc,tempo,ejp --by month';

/** The block of code after the line that names a command. */
function blockAfter(command: string): { readonly text: string; readonly from: number; readonly to: number } {
  const readme = readFileSync(README, 'utf8');
  const named = readme.indexOf(`\`linky-monitor ${command}\``);
  assert.ok(named >= 0, `src/report/README.md does not show: linky-monitor ${command}`);
  const from = readme.indexOf('\n', readme.indexOf('```', named)) + 1;
  const to = readme.indexOf('```', from);
  return { text: readme.slice(from, to), from, to };
}

describe('src/report/README.md shows what the program prints', () => {
  for (const command of [
    'report -s 2026_11_16 -e 2026_11_19',
    'report -s 2026_11_18 --by week --format csv -e 2026_11_19 --lang en',
    'report -s 2026_11_18 -e 2026_11_18 --format json',
    COMPARISON,
  ]) {
    test(`it shows what this prints: ${command}`, () => {
      const args = [CLI, ...command.split(' '), '--home', command === COMPARISON ? winter : home];
      const { stdout: printed, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      // A slow machine shows its progress.
      const complaints = stderr.replace(/^(lecture des journaux|reading the logs).*\n/gm, '');
      assert.deepEqual([status, complaints], [0, '']);
      const shown = blockAfter(command);
      if (process.env['UPDATE_GOLDEN'] === '1') {
        const readme = readFileSync(README, 'utf8');
        writeFileSync(README, readme.slice(0, shown.from) + printed + readme.slice(shown.to));
        return;
      }
      assert.equal(shown.text, printed, 'UPDATE_GOLDEN=1 writes it there; look at what it wrote');
    });
  }

  test('its tables keep to 80 columns', () => {
    for (const command of ['report -s 2026_11_16 -e 2026_11_19', COMPARISON])
      for (const line of blockAfter(command).text.split('\n')) assert.ok(line.length <= 80, line);
  });
});

test('every file that the maps of source and tests name is there', () => {
  const files = new Set(
    ['src', 'test'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => basename(name)),
    ),
  );
  const maps = ['src/README.md', 'src/tic/README.md', 'src/tui/terminal/README.md', 'test/README.md'];
  for (const map of maps) {
    const named = readFileSync(join(root, map), 'utf8').match(/[\w.-]+\.(?:ts|json|py)\b/g) ?? [];
    assert.ok(named.length > 3, map);
    for (const name of named) assert.ok(files.has(name), `${map}: ${name}`);
  }
});
