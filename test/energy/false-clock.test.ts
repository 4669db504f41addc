import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { EnergyLedger } from '../../src/energy/ledger.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { runsOf } from '../../src/energy/run.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { listDays } from '../../src/journal/reader.ts';
import { logFile } from '../../src/journal/writer.ts';
import { reportOfDays } from '../../src/report/build.ts';
import { addDays, type Day, dayOf, instantOf } from '../../src/time/local.ts';

process.env['TZ'] = 'Europe/Paris';

const MINUTE = 60_000;
const home = mkdtempSync(join(tmpdir(), 'linky-clock-'));
after(() => rmSync(home, { recursive: true }));
let number = 0;

/** So many minutes under a clock that is ahead of the true time by so many minutes; no line is written where it is off. */
type Stretch = readonly [minutes: number, ahead: number, off?: 'off'];

interface Written {
  readonly logs: string;
  /** Wh by the true day. */
  readonly ledger: Map<Day, number>;
  readonly counted: number;
}

/** Writes a line a minute, each at the end of the log of the day that the clock then says. */
function written(start: string, stretches: readonly Stretch[], wh: (minute: number) => number): Written {
  const logs = join(home, String(number++));
  mkdirSync(logs);
  const texts = new Map<string, string>();
  const ledger = new Map<Day, number>();
  let [at, index, counted, minute] = [instantOf(start), 5_000_000, 0, 0];
  for (const [minutes, ahead, off] of stretches) {
    for (let i = 0; i < minutes; i++, minute++) {
      const rise = minute === 0 ? 0 : wh(minute);
      at += MINUTE;
      index += rise;
      counted += rise;
      ledger.set(dayOf(at), (ledger.get(dayOf(at)) ?? 0) + rise);
      if (off) continue;
      const shown = at + ahead * MINUTE;
      const file = logFile(logs, dayOf(shown));
      const record = { at: shown, periodCode: 'TH..', indexes: { BASE: index }, papp: 500, iinst: 2 };
      const line = formatData({ ...record, injectionIndex: undefined, pinj: undefined });
      texts.set(file, `${texts.get(file) ?? ''}${line}\n`);
    }
  }
  for (const [file, text] of texts) {
    appendFileSync(file, text);
    utimesSync(file, 1_700_000_000, 1_700_000_000);
  }
  return { logs, ledger, counted };
}

const prices = new PriceList([{ day: '2020-01-01', key: 'BASE', price: 0.2 }]);
const report = (logs: string, from: Day, to: Day) => reportOfDays({ logs, from, to, prices });

function total(logs: string): number {
  const days = listDays(logs);
  return report(logs, days[0] as Day, days.at(-1) as Day).total.wh;
}

describe('what is drawn while the clock is wrong is counted once', () => {
  test('an hour ahead over midnight, then set right: both days have what the meter counted', () => {
    const { logs, ledger } = written(
      '2026-11-22T00:00:00',
      [
        [24 * 60, 0],
        [1410, 60],
        [26 * 60, 0],
      ],
      () => 7,
    );
    for (const day of ['2026-11-23', '2026-11-24']) {
      const { total: sum, warnings } = report(logs, day, day);
      // The hour by which it was ahead belongs to the day before.
      assert.ok(Math.abs(sum.wh - (ledger.get(day) ?? 0)) <= 61 * 7, `${day}: ${sum.wh}, the meter ${ledger.get(day)}`);
      assert.deepEqual(warnings, []);
    }
  });

  for (const [what, ahead, silent] of [
    ['13 hours', 13 * 60, 0],
    ['two days', 2 * 24 * 60, 0],
    ['13 hours, and off when those lines have their time', 13 * 60, 150],
  ] as const) {
    test(`ahead by ${what}, then set right: each day has what the meter counted`, () => {
      const stretches: Stretch[] = [
        [24 * 60 + 12 * 60, 0],
        [40, ahead],
        [11 * 60, 0],
        [silent, 0, 'off'],
        [61 * 60 - silent, 0],
      ];
      const { logs, ledger, counted } = written('2026-11-22T00:00:00', stretches, (minute) => 3 + (minute % 9));
      assert.equal(total(logs), counted);
      for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) {
        const { total: sum, warnings } = report(logs, day, day);
        assert.ok(
          Math.abs(sum.wh - (ledger.get(day) ?? 0)) <= 11 + silent,
          `${day}: ${sum.wh}, the meter ${ledger.get(day)}`,
        );
        assert.deepEqual(warnings, []);
      }
    });
  }

  test('whatever the clock did: the sum of all days is what the meter counted', () => {
    const stretch = fc.tuple(fc.integer({ min: 3, max: 2000 }), fc.constant(0));
    const wrong = fc.tuple(fc.integer({ min: 3, max: 300 }), fc.integer({ min: -2000, max: 2000 }));
    const life = fc.array(fc.tuple(stretch, wrong), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(life, fc.integer({ min: 0, max: 300 }), (pairs, most) => {
        const stretches: Stretch[] = [[24 * 60, 0], ...pairs.flat(), [24 * 60, 0]];
        const { logs, counted } = written('2026-11-01T00:00:00', stretches, (minute) => (minute * 7919) % (most + 1));
        assert.equal(total(logs), counted);
        assert.equal(total(logs), counted, 'and so it is out of the cache');
        const days = listDays(logs);
        const last = days.at(-1) as Day;
        assert.ok(report(logs, last, addDays(last, 1)).total.wh >= 0);
        rmSync(logs, { recursive: true });
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is no wrong clock', () => {
  /** The account of a record every half hour, each with this index. */
  function accountOf(indexes: readonly number[]): EnergyLedger {
    const account = new EnergyLedger();
    const records = indexes.map((BASE, i) => {
      const at = instantOf('2026-11-01T00:00:00') + i * 30 * MINUTE;
      const still = { periodCode: 'TH..', papp: 500, iinst: 2, injectionIndex: undefined, pinj: undefined };
      return { at, indexes: { BASE }, ...still };
    });
    for (const run of runsOf(records)) account.add(run);
    return account;
  }
  const sum = ({ days }: EnergyLedger): number =>
    [...days.values()].reduce((wh, day) => wh + (day.wh.get('BASE') ?? 0), 0);
  const from = (first: number, count: number, step: number): number[] =>
    Array.from({ length: count }, (_, i) => first + i * step);

  test('another meter, that begins at 0: all that it counts is counted, also when it comes to the values of the old one', () => {
    const account = accountOf([...from(20_000, 200, 10), ...from(0, 1000, 40)]);
    assert.equal(sum(account), 199 * 10 + 999 * 40);
    assert.deepEqual(
      account.warnings.map(({ kind }) => kind),
      ['fall'],
    );
  });

  test('wrong values that agree with each other, between right ones: they cost nothing', () => {
    const account = accountOf([...from(20_000, 50, 10), 999_999_000, 999_999_001, ...from(20_520, 50, 10)]);
    assert.equal(sum(account), 20_520 + 49 * 10 - 20_000 + 1);
  });
});
