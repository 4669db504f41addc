process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { beginningOf, momentIn } from '../../src/cli/demo/moment.ts';
import { HOUSE, type Present, writePast } from '../../src/cli/demo/past.ts';
import { demoPrices } from '../../src/cli/demo/prices.ts';
import { parseTariffs } from '../../src/config/tariffs.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { parseData } from '../../src/journal/log-line.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { describeWarnings } from '../../src/report/output/warnings.ts';
import { daysSteps, ejpSeasonSteps } from '../../src/report/sums/build.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { SIMULATED_CONTRACTS } from '../../src/simulator/choices.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { addDays, type Day, dayOf } from '../../src/time/local.ts';
import { CLI, root } from '../support/paths.ts';

const at = (local: string): number => Date.parse(local);
const EVENING = at('2026-11-29T18:30:00+01:00');
const FIRST: Day = '2025-09-30';
const LAST: Day = '2026-11-29';

interface Past {
  readonly contract: (typeof SIMULATED_CONTRACTS)[number];
  readonly logs: string;
  readonly present: Present;
}

const made: string[] = [];
after(() => {
  for (const directory of made) rmSync(directory, { recursive: true });
});

function pastOf(contract: Past['contract'], until = EVENING): Past {
  const logs = mkdtempSync(join(tmpdir(), 'linky-past-'));
  made.push(logs);
  return { contract, logs, present: writePast(logs, contract, until) };
}

const own = readFileSync(join(root, 'conf', 'tariffs.conf'), 'utf8');
const pricesOf = (contract: Past['contract']): PriceList =>
  new PriceList(parseTariffs(demoPrices(own, contract), 'tariffs.conf').prices);
const reportOf = ({ contract, logs }: Past, from = FIRST, to = LAST) =>
  finish(daysSteps({ logs: new Summaries(logs), from, to, prices: pricesOf(contract) }));

describe('the past of a demo', () => {
  for (const contract of SIMULATED_CONTRACTS) {
    test(`fourteen months of ${contract} have figures and a price on each day, and nothing odd`, () => {
      const past = pastOf(contract);
      const report = reportOf(past);
      assert.deepEqual(describeWarnings(report, 'en'), []);
      assert.equal(report.days.length, 426);
      for (const { day, wh, cost, coverage } of report.days) {
        assert.ok(wh > 3000 && wh < 90_000, `${day}: ${wh} Wh`);
        assert.ok(cost !== undefined, day);
        assert.ok(day === LAST || coverage > 0.97, `${day}: ${coverage}`);
      }
    });
  }

  const ejp = pastOf('ejp');

  test('it is short: 75 000 lines and 9 MB at most, written in less than a second', () => {
    const names = readdirSync(ejp.logs);
    const texts = names.map((name) => readFileSync(join(ejp.logs, name), 'latin1'));
    const lines = texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
    assert.ok(lines > 60_000 && lines < 75_000, `${lines} lines`);
    const bytes = names.reduce((sum, name) => sum + statSync(join(ejp.logs, name)).size, 0);
    assert.ok(bytes < 9_000_000, `${bytes} bytes`);
  });

  test('each day has a curve: all its steps have records', () => {
    const logs = new Summaries(ejp.logs);
    for (const day of logs.list) {
      const { records, maximum } = logs.stepsOf(day);
      const until = day === LAST ? 111 : records.length;
      assert.ok(maximum && records.slice(0, until).every((count) => (count ?? 0) > 0), day);
    }
  });

  test('no index ever falls, and only that of the period that runs rises', () => {
    let before: ReturnType<typeof parseData>;
    for (const name of readdirSync(ejp.logs).sort()) {
      for (const line of readFileSync(join(ejp.logs, name), 'latin1').trimEnd().split('\n')) {
        const record = parseData(line);
        assert.ok(record, line);
        for (const [key, wh] of Object.entries(record.indexes)) {
          const rise = wh - (before?.indexes[key] ?? wh);
          const ran = before?.periodCode === (key === 'HPM' ? 'PM..' : 'HN..');
          assert.ok(rise === 0 || (rise > 0 && ran), line);
        }
        before = record;
      }
    }
  });

  test('a season has 22 EJP days, from Monday to Friday in winter, the running one fewer', () => {
    const days = (day: Day): readonly Day[] => finish(ejpSeasonSteps(new Summaries(ejp.logs), day)).days;
    const [past, running] = [days('2026-03-31'), days(LAST)];
    assert.equal(past.length, 22);
    assert.ok(running.length > 0 && running.length < 22);
    for (const day of [...past, ...running]) {
      const weekday = new Date(day).getUTCDay();
      assert.ok(weekday >= 1 && weekday <= 5 && !(day.slice(5) > '03-31' && day.slice(5) < '11-01'), day);
    }
  });

  test('winter takes more than summer, and the sun gives more in summer', () => {
    const [winter, summer] = [reportOf(ejp, '2026-01-01', '2026-01-31'), reportOf(ejp, '2026-07-01', '2026-07-31')];
    assert.ok(winter.total.wh > 2 * summer.total.wh);
    assert.ok((summer.injected?.wh ?? 0) > 5 * (winter.injected?.wh ?? 0));
  });

  test('the meter goes on from the last line without a leap', () => {
    const { since, indexes } = ejp.present;
    const meter = new SimulatedMeter({ ...HOUSE, contract: 'ejp', start: since, indexes });
    meter.advanceTo(EVENING + 60_000);
    const [hn = 0, hpm = 0] = Object.values(meter.state().indexes);
    assert.ok(hn >= (indexes[0] ?? 0) && hn - (indexes[0] ?? 0) < 250);
    assert.equal(hpm, indexes[1]);
  });

  test('it can end in the first second of a day and in the doubled hour of October', () => {
    for (const until of ['2026-11-29T00:00:01+01:00', '2026-10-25T02:30:00+01:00']) {
      const past = pastOf('ejp', at(until));
      const to = dayOf(at(until) - 60_000);
      assert.deepEqual(describeWarnings(reportOf(past, addDays(to, -300), to), 'en'), []);
    }
  });
});

describe('when a demo begins', () => {
  const TODAY: Day = '2026-11-29';
  const clock = (instant: number): string => new Date(instant + 3_600_000).toISOString().slice(0, 16);
  const { seed } = HOUSE;

  test('--at takes a time, a date or both; without a year the latest such day', () => {
    const read = (text: string) => momentIn(text, TODAY);
    assert.deepEqual(read('18:30'), { clock: '18:30' });
    assert.deepEqual(read('7h05'), { clock: '07:05' });
    assert.deepEqual(read('24/11 18:30'), { day: '2026-11-24', clock: '18:30' });
    assert.deepEqual(read('24/12'), { day: '2025-12-24', clock: undefined });
    assert.deepEqual(read('1/2/2026 6:40'), { day: '2026-02-01', clock: '06:40' });
    assert.deepEqual(read('2026-12-24T18:30'), { day: '2026-12-24', clock: '18:30' });
    assert.deepEqual(read('2026_12_24 18:30'), { day: '2026-12-24', clock: '18:30' });
    assert.deepEqual(read('hier 18h30'), { day: '2026-11-28', clock: '18:30' });
    for (const wrong of ['', '25:00', '18:60', '31/02', '32/1 10:00', '2026-02-30', 'tomorrow', '18:30 24/12']) {
      assert.equal(read(wrong), undefined, wrong);
    }
  });

  test('by day it is now, by night the evening before', () => {
    const begins = (now: string): string => clock(beginningOf({}, undefined, seed, at(now)));
    assert.equal(begins('2026-11-29T14:02:33+01:00'), '2026-11-29T14:02');
    assert.equal(begins('2026-11-29T23:10:00+01:00'), '2026-11-29T18:30');
    assert.equal(begins('2026-11-29T06:54:00+01:00'), '2026-11-28T18:30');
  });

  test('a scenario finds the last EJP day, up to the day that --at names', () => {
    const begins = (scenario: 'ejp-peak' | 'notice', text?: string): string =>
      clock(beginningOf(momentIn(text ?? 'x', TODAY) ?? {}, scenario, seed, EVENING));
    assert.equal(begins('ejp-peak'), '2026-11-18T18:30');
    assert.equal(begins('notice'), '2026-11-18T06:40');
    assert.equal(begins('ejp-peak', '12:00'), '2026-11-18T12:00');
    assert.equal(begins('ejp-peak', '17/11/2026'), '2026-11-06T18:30');
    assert.equal(begins('notice', '14/07/2026'), '2026-03-13T06:40');
  });

  test('what it cannot begin with is wrong usage', () => {
    for (const [words, told] of [
      [['--at', '25:00'], /--at 25:00 .* 18:30/],
      [['--scenario', 'notice', '--contract', 'hc'], /--contract ejp/],
      [['--scenario', 'x'], /ejp-peak, notice/],
    ] as const) {
      const { status, stderr } = spawnSync(process.execPath, [CLI, 'demo', ...words], { encoding: 'utf8' });
      assert.deepEqual([status, told.test(stderr)], [2, true], stderr);
    }
  });
});

test('as lines of text the demo ends when its daemon does', async () => {
  const demo = spawn(process.execPath, [CLI, 'demo', '--lang', 'en'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const told: string[] = [];
  demo.stderr.on('data', (bytes) => told.push(String(bytes)));
  const ended = once(demo, 'exit');
  await once(demo.stdout, 'data');
  process.kill(Number(readFileSync(`/proc/${demo.pid}/task/${demo.pid}/children`, 'utf8').trim()), 'SIGKILL');
  assert.deepEqual(await ended, [1, null]);
  assert.match(told.join(''), /the daemon of the demo has ended/);
});

test('a daemon at 60 times the speed and at another date goes on from the past without a leap', () => {
  const home = mkdtempSync(join(tmpdir(), 'linky-fast-'));
  made.push(home);
  mkdirSync(join(home, 'logs'));
  mkdirSync(join(home, 'conf'));
  const start = at('2026-11-18T18:30:00+01:00');
  const { since, indexes } = writePast(join(home, 'logs'), 'ejp', start);
  const input = `sim:weather?contract=ejp&seed=${HOUSE.seed}&since=${since}&indexes=${indexes}&at=${start}&speed=60`;
  const words = ['daemon', '--home', home, '--socket', join(home, 's'), '--input', input, '-t', '6'];
  const { status } = spawnSync(process.execPath, [CLI, ...words], { encoding: 'utf8' });
  assert.equal(status, 0);
  const logs = new Summaries(join(home, 'logs'));
  const { records } = logs.read('2026-11-18');
  assert.ok((records.at(-1)?.at ?? 0) > start + 3 * 60_000, 'the log does not run at the speed of the meter');
  const report = finish(daysSteps({ logs, from: '2026-11-17', to: '2026-11-18', prices: pricesOf('ejp') }));
  assert.deepEqual(describeWarnings(report, 'en'), []);
});
