import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, type TestContext, test } from 'node:test';
import { EnergyLedger } from '../../src/energy/ledger.ts';
import { runsOf } from '../../src/energy/run.ts';
import { instantOf } from '../../src/time/local.ts';
import {
  countsOnceUnderAnyClock,
  MINUTE,
  reportOn,
  type Stretch,
  totalOf,
  type WrittenLogs,
  writeUnderClock,
} from '../support/false-clocks.ts';

process.env['TZ'] = 'Europe/Paris';

/** Writes logs that are removed after the test. */
function written(t: TestContext, ...words: Parameters<typeof writeUnderClock>): WrittenLogs {
  const all = writeUnderClock(...words);
  t.after(() => rmSync(all.logs, { recursive: true }));
  return all;
}

describe('what is drawn while the clock is wrong is counted once', () => {
  test('an hour ahead over midnight, then set right: both days have what the meter counted', (t) => {
    const { logs, byTrueDay } = written(
      t,
      '2026-11-22T00:00:00',
      [
        [24 * 60, 0],
        [1410, 60],
        [26 * 60, 0],
      ],
      () => 7,
    );
    for (const day of ['2026-11-23', '2026-11-24'] as const) {
      const { total: sum, warnings } = reportOn(logs, day, day);
      // The hour by which it was ahead belongs to the day before.
      assert.ok(
        Math.abs(sum.wh - (byTrueDay.get(day) ?? 0)) <= 61 * 7,
        `${day}: ${sum.wh}, the meter ${byTrueDay.get(day)}`,
      );
      assert.deepEqual(
        warnings.filter(({ kind }) => kind !== 'falseClock'),
        [],
      );
    }
  });

  for (const [what, ahead, silent] of [
    ['13 hours', 13 * 60, 0],
    ['two days', 2 * 24 * 60, 0],
    ['13 hours, and off when those lines have their time', 13 * 60, 150],
  ] as const) {
    test(`ahead by ${what}, then set right: each day has what the meter counted`, (t) => {
      const stretches: Stretch[] = [
        [24 * 60 + 12 * 60, 0],
        [40, ahead],
        [11 * 60, 0],
        [silent, 0, 'off'],
        [61 * 60 - silent, 0],
      ];
      const { logs, byTrueDay, counted } = written(t, '2026-11-22T00:00:00', stretches, (minute) => 3 + (minute % 9));
      assert.equal(totalOf(logs), counted);
      for (const day of ['2026-11-23', '2026-11-24', '2026-11-25'] as const) {
        const { total: sum, warnings } = reportOn(logs, day, day);
        assert.ok(
          Math.abs(sum.wh - (byTrueDay.get(day) ?? 0)) <= 11 + silent,
          `${day}: ${sum.wh}, the meter ${byTrueDay.get(day)}`,
        );
        assert.deepEqual(
          warnings.filter(({ kind }) => kind !== 'falseClock'),
          [],
        );
      }
    });
  }

  test('ahead by hours until just after midnight, then set right before it: the lines of the true clock are the right ones', (t) => {
    // 19:03 to 00:01 by a clock that is 113 minutes ahead, then 22:09. Either clock has as many lines up to midnight.
    const { logs, byTrueDay, counted } = written(
      t,
      '2026-11-22T00:00:00',
      [
        [24 * 60 + 17 * 60 + 9, 0],
        [299, 113],
        [30 * 60, 0],
      ],
      () => 75,
    );
    assert.equal(totalOf(logs), counted);
    for (const day of ['2026-11-23', '2026-11-24'] as const) {
      const { total: sum, warnings } = reportOn(logs, day, day);
      assert.ok(Math.abs(sum.wh - (byTrueDay.get(day) ?? 0)) <= 4 * 75, `${day}: ${sum.wh}`);
      assert.deepEqual(
        warnings.filter(({ kind }) => kind !== 'falseClock'),
        [],
      );
    }
  });

  test('under random clocks the sum of all days is what the meter has counted', () => {
    countsOnceUnderAnyClock(15);
  });
});

describe('an index that jumps for another reason than a wrong clock', () => {
  /** The ledger of a record every half hour, each with this index. */
  function ledgerOf(indexes: readonly number[]): EnergyLedger {
    const ledger = new EnergyLedger();
    const records = indexes.map((BASE, i) => {
      const at = instantOf('2026-11-01T00:00:00') + i * 30 * MINUTE;
      const still = { periodCode: 'TH..', papp: 500, iinst: 2, injectionIndex: undefined, pinj: undefined };
      return { at, indexes: { BASE }, ...still };
    });
    for (const run of runsOf(records)) ledger.add(run);
    ledger.finish();
    return ledger;
  }
  const sum = ({ days }: EnergyLedger): number =>
    [...days.values()].reduce((wh, day) => wh + (day.wh.get('BASE') ?? 0), 0);
  const from = (first: number, count: number, step: number): number[] =>
    Array.from({ length: count }, (_, i) => first + i * step);

  test('another meter, that begins at 0: all that it counts is counted, also when it comes to the values of the old one', () => {
    const ledger = ledgerOf([...from(20_000, 200, 10), ...from(0, 1000, 40)]);
    assert.equal(sum(ledger), 199 * 10 + 999 * 40);
    assert.deepEqual(
      ledger.warnings.map(({ kind }) => kind),
      ['fall'],
    );
  });

  test('wrong values that agree with each other, between right ones: they cost nothing', () => {
    const ledger = ledgerOf([...from(20_000, 50, 10), 999_999_000, 999_999_001, ...from(20_520, 50, 10)]);
    assert.equal(sum(ledger), 20_520 + 49 * 10 - 20_000);
  });
});
