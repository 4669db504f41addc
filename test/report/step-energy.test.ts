process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { EnergyLedger } from '../../src/energy/ledger.ts';
import { injectedWh } from '../../src/energy/part-totals.ts';
import { type StepEnergy, StepLedger } from '../../src/energy/step-energy.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import { finish, ledgerSteps } from '../../src/report/sums/read-logs.ts';
import { type Day, daysBetween, instantOf, startOfDay } from '../../src/time/local.ts';
import { logsOpened } from '../support/cached-reports.ts';
import { life, record, writeLogs, writeOld } from '../support/meter-life.ts';
import { listDays } from '../support/reports.ts';

const MINUTE = 60_000;

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-steps-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

function stepsOf(from: Day, to: Day, minutes: number): Map<Day, StepEnergy[]> {
  const summaries = new Summaries(logs);
  const ledger = new StepLedger(minutes * MINUTE);
  finish(ledgerSteps(ledger, summaries, { from, to }, (day) => summaries.stepRunsOf(day)));
  summaries.save();
  return new Map(daysBetween(from, to).map((day) => [day, ledger.stepsOf(day)]));
}

function daysOf(from: Day, to: Day): EnergyLedger {
  const summaries = new Summaries(logs);
  const ledger = new EnergyLedger();
  finish(ledgerSteps(ledger, summaries, { from, to }, (day) => summaries.of(day).runs));
  return ledger;
}

/** The sums of steps, by index key; keys of 0 left out. */
function sumOf(steps: readonly StepEnergy[]) {
  const wh = new Map<string, number>();
  let [injected, coveredMs] = [0, 0];
  for (const step of steps) {
    for (const [key, part] of step.wh ?? []) wh.set(key, (wh.get(key) ?? 0) + part);
    injected += step.injectedWh ?? 0;
    coveredMs += step.coveredMs;
  }
  return { wh: withoutZeros(wh), injected, coveredMs };
}

const withoutZeros = (wh: ReadonlyMap<string, number> = new Map()): object =>
  Object.fromEntries([...wh].filter(([, part]) => part !== 0).sort());

describe('energy by steps', () => {
  test('whatever happens to the logs, the steps of a day add up to the day: cold, and from the cache', () => {
    fc.assert(
      fc.property(life, fc.constantFrom(10, 30, 60), fc.nat(3), (lines, minutes, inset) => {
        for (const name of readdirSync(logs)) rmSync(join(logs, name));
        writeLogs(logs, lines);
        const days = listDays(logs);
        const from = days[Math.min(inset, days.length - 1)] as Day;
        const to = days.at(-1) as Day;
        const ledger = daysOf(from, to);
        const cold = stepsOf(from, to, minutes);
        for (const [day, steps] of cold) {
          const whole = ledger.days.get(day);
          const expected = {
            wh: withoutZeros(whole?.wh),
            injected: whole ? injectedWh(whole) : 0,
            coveredMs: whole?.coveredMs ?? 0,
          };
          assert.deepEqual(sumOf(steps), expected);
        }
        assert.equal(
          logsOpened(() => assert.deepEqual(stepsOf(from, to, minutes), cold)),
          0,
        );
        const tens = [...stepsOf(from, to, 10).values()].flat();
        for (const steps of cold.values())
          for (const step of steps) {
            const within = tens.filter(({ from: at }) => at >= step.from && at < step.to);
            assert.deepEqual(sumOf(within), sumOf([step]));
          }
      }),
      { numRuns: 40 },
    );
  });

  /** A line each 20 s; what the indexes are at an instant. */
  function writeDay(day: Day, indexesAt: (at: number) => Record<string, number>, codeAt = (_: number) => 'HN..'): void {
    const lines: string[] = [];
    for (let at = startOfDay(day); at < startOfDay(day) + 25 * 3_600_000; at += 20_000) {
      if (logFile(logs, day) !== logFile(logs, dayText(at))) break;
      lines.push(formatData(record(at, indexesAt(at), { periodCode: codeAt(at) })));
    }
    writeOld(logFile(logs, day), `${lines.join('\n')}\n`);
  }
  const dayText = (at: number): Day =>
    new Date(at - new Date(at).getTimezoneOffset() * MINUTE).toISOString().slice(0, 10) as Day;

  test('days of 23 and 25 hours have as many hours, a known power in each the same energy', () => {
    for (const [day, hours] of [
      ['2026-03-29', 23],
      ['2026-10-25', 25],
    ] as const) {
      // The second day counts on from far above the first.
      writeDay(day, (at) => ({ BASE: 1_000_000 * hours + Math.floor((at - startOfDay(day)) / 3600) }));
      const steps = stepsOf(day, day, 60).get(day) ?? [];
      assert.equal(steps.length, hours);
      // 1 kW: the hour that ends the day has no line at midnight, 20 s before it are the last.
      assert.deepEqual(
        steps.slice(0, -1).map(({ wh }) => wh?.get('BASE')),
        Array(hours - 1).fill(1000),
      );
      assert.equal(steps.at(-1)?.wh?.get('BASE'), 994);
    }
  });

  test('a hole: its energy by time, not covered; before the first line and after the last one nothing is known', () => {
    const day = '2026-01-14';
    const at = (clock: string): number => instantOf(`${day}T${clock}:00`);
    const lines = [
      [at('08:00'), 1000],
      [at('08:01'), 1010],
      [at('08:02'), 1020],
      [at('09:02'), 1620],
      [at('09:03'), 1630],
    ].map(([when, wh]) => formatData(record(when as number, { BASE: wh as number }, { papp: 600 })));
    writeOld(logFile(logs, day), `${lines.join('\n')}\n`);
    const steps = stepsOf(day, day, 30).get(day) ?? [];
    assert.equal(steps.length, 48);
    const known = steps.filter(({ wh }) => wh !== undefined);
    assert.deepEqual(
      known.map(({ from, wh, coveredMs, injectedWh: injected }) => [from, wh?.get('BASE'), coveredMs, injected]),
      [
        [at('08:00'), 300, 2 * MINUTE, 0],
        [at('08:30'), 300, 0, undefined],
        [at('09:00'), 30, MINUTE, 0],
      ],
    );
  });

  test('the mobile peak is in its hours, also in a hole over its end', () => {
    const [day, morning] = ['2026-01-14', '2026-01-15'] as const;
    const end = startOfDay(morning) + 3_600_000;
    // A line at 23:00, and the next at 02:00: the peak drew 2 kWh up to 01:00.
    const lines = (all: readonly (readonly [number, number, number, string])[]): string =>
      `${all.map(([at, HN, HPM, code]) => formatData(record(at, { HN, HPM }, { periodCode: code }))).join('\n')}\n`;
    const late = startOfDay(day) + 23 * 3_600_000;
    writeOld(
      logFile(logs, day),
      lines([
        [late - 20_000, 500, 995, 'PM..'],
        [late, 500, 1000, 'PM..'],
      ]),
    );
    writeOld(
      logFile(logs, morning),
      lines([
        [end + 3_600_000, 740, 3000, 'HN..'],
        [end + 3_620_000, 745, 3000, 'HN..'],
      ]),
    );
    const steps = [...stepsOf(day, morning, 60).values()].flat().filter(({ wh }) => wh !== undefined);
    assert.deepEqual(
      steps.filter(({ from }) => from >= late).map(({ wh }) => [wh?.get('HPM') ?? 0, wh?.get('HN')]),
      [
        [1000, 80],
        [1000, 80],
        [0, 80],
        [0, 5],
      ],
    );
  });

  test('are kept in one file a month, in few bytes', () => {
    const day = '2026-02-01';
    const peak = (at: number): boolean => new Date(at).getHours() >= 7;
    writeDay(
      day,
      (at) => ({
        HN: Math.floor((at - startOfDay(day)) / 1800),
        HPM: peak(at) ? Math.floor((at - startOfDay(day)) / 3600) : 25_200,
      }),
      (at) => (peak(at) ? 'PM..' : 'HN..'),
    );
    stepsOf(day, day, 10);
    const text = readFileSync(join(logs, '.energy-2026-02'), 'utf8');
    assert.ok(text.length < 12_000, String(text.length));
  });
});
