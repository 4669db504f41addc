process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { MIN_GAP_MS } from '../../src/energy/gaps.ts';
import { EnergyLedger } from '../../src/energy/ledger.ts';
import { estimatedWh, injectedWh, PartTotals } from '../../src/energy/part-totals.ts';
import { peakDaysWithin } from '../../src/energy/peak.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { runsOf } from '../../src/energy/run.ts';
import { DAYS } from '../../src/energy/time-parts.ts';
import { addDays, type Day, dayOf, instantOf, startOfDay } from '../../src/time/local.ts';

const HOUR = 3_600_000;

const at = (local: string): number => instantOf(local.replace(' ', 'T'));

function record(when: number, indexes: Record<string, number>, more: Partial<EnergyRecord> = {}): EnergyRecord {
  const quiet = { papp: 500, iinst: 2, injectionIndex: undefined, pinj: undefined, periodCode: 'HN..' };
  return { at: when, indexes, ...quiet, ...more };
}

function ledgerOf(records: readonly EnergyRecord[]): EnergyLedger {
  const ledger = new EnergyLedger();
  for (const run of runsOf(records)) ledger.add(run);
  ledger.finish();
  return ledger;
}

const whOn = (ledger: EnergyLedger, day: Day, key = 'HN'): number | undefined => ledger.days.get(day)?.wh.get(key);

const total = (ledger: EnergyLedger, key: string): number =>
  [...ledger.days.values()].reduce((sum, { wh }) => sum + (wh.get(key) ?? 0), 0);

describe('energy is what an index rose by', () => {
  test('between two records of one day, all of it falls on that day', () => {
    const ledger = ledgerOf([
      record(at('2026-01-14 10:00:00'), { HN: 1000, HPM: 7 }),
      record(at('2026-01-14 10:00:22'), { HN: 1010, HPM: 7 }),
    ]);
    assert.equal(whOn(ledger, '2026-01-14'), 10);
    assert.equal(whOn(ledger, '2026-01-14', 'HPM'), 0);
  });

  test('over midnight it is shared by time: 6 s of 22 before, 16 after', () => {
    const ledger = ledgerOf([
      record(at('2026-01-14 23:59:54'), { HN: 1000 }),
      record(at('2026-01-15 00:00:16'), { HN: 1022 }),
    ]);
    assert.deepEqual([whOn(ledger, '2026-01-14'), whOn(ledger, '2026-01-15')], [6, 16]);
  });

  test('a hole counts in full by its indexes, but is not covered', () => {
    const ledger = ledgerOf([
      record(at('2026-01-14 12:00:00'), { HN: 1000 }),
      record(at('2026-01-16 12:00:00'), { HN: 5800 }),
    ]);
    // 48 hours at 100 W: 12, 24 and 12 of them.
    const days: Day[] = ['2026-01-14', '2026-01-15', '2026-01-16'];
    assert.deepEqual(
      days.map((day) => whOn(ledger, day)),
      [1200, 2400, 1200],
    );
    assert.deepEqual(
      days.map((day) => ledger.days.get(day)?.coveredMs),
      [0, 0, 0],
    );
  });

  test('an index that did not move over a hole has drawn 0 on the days within it', () => {
    const ledger = ledgerOf([
      record(at('2026-01-14 12:00:00'), { INDEX01: 700, INDEX02: 1000 }),
      record(at('2026-01-16 12:00:00'), { INDEX01: 700, INDEX02: 5800 }),
    ]);
    const drawn = ['INDEX01', 'INDEX02'].map((key) => whOn(ledger, '2026-01-15', key));
    assert.deepEqual(drawn, [0, 2400]);
  });

  test('an absent index is not 0: its step waits for the next time it is there', () => {
    const ledger = ledgerOf([
      record(at('2026-01-14 10:00:00'), { HN: 1000, HPM: 500 }),
      record(at('2026-01-14 10:00:22'), { HN: 1001 }),
      record(at('2026-01-14 10:00:44'), { HN: 1002, HPM: 503 }),
    ]);
    assert.deepEqual([total(ledger, 'HN'), total(ledger, 'HPM')], [2, 3]);
    assert.deepEqual(ledger.warnings, []);
  });

  test('the same second twice, and a record from before, do no harm', () => {
    const ledger = ledgerOf([
      record(at('2026-01-14 10:00:22'), { HN: 1000 }),
      record(at('2026-01-14 10:00:22'), { HN: 1001 }),
      record(at('2026-01-14 10:00:00'), { HN: 400 }),
      record(at('2026-01-14 10:00:44'), { HN: 1002 }),
    ]);
    assert.equal(total(ledger, 'HN'), 2);
  });
});

describe('what an index cannot do is not energy', () => {
  const series = (...values: number[]): EnergyRecord[] =>
    values.map((wh, i) => record(at('2026-01-14 10:00:00') + i * 22_000, { HN: wh }));

  test('another meter starts a new segment: the fall is told, never counted', () => {
    const ledger = ledgerOf(series(900_000, 900_005, 3, 7, 12));
    assert.equal(total(ledger, 'HN'), 5 + 9);
    assert.deepEqual(ledger.warnings, [{ kind: 'fall', day: '2026-01-14', key: 'HN', wh: -900_002 }]);
  });

  test('more than 36 kVA over the elapsed time is a leap: told, never counted', () => {
    const ledger = ledgerOf(series(1000, 1005, 51_005, 51_008));
    assert.equal(total(ledger, 'HN'), 5 + 3);
    assert.deepEqual(ledger.warnings, [{ kind: 'leap', day: '2026-01-14', key: 'HN', wh: 50_000 }]);
  });

  test('36 kVA for an hour are 36 kWh, and count', () => {
    const start = at('2026-01-14 10:00:00');
    assert.equal(total(ledgerOf([record(start, { HN: 0 }), record(start + HOUR, { HN: 36_000 })]), 'HN'), 36_000);
  });

  test('one wrong value between right ones costs nothing', () => {
    for (const wrong of [99_000, 3]) {
      const ledger = ledgerOf(series(1000, 1005, wrong, 1012, 1015));
      assert.equal(total(ledger, 'HN'), 15);
      assert.deepEqual(ledger.warnings, []);
    }
  });

  test('a wrong value at the end is told while nothing explains it', () => {
    const { warnings } = ledgerOf(series(1000, 1005, 51_005));
    assert.deepEqual(
      warnings.map(({ kind }) => kind),
      ['leap'],
    );
  });

  test('another contract starts new segments', () => {
    const start = at('2026-01-14 10:00:00');
    const ledger = ledgerOf([
      record(start, { HN: 1000, HPM: 50 }),
      record(start + 22_000, { HN: 1002, HPM: 50 }),
      record(start + 44_000, { BASE: 1052 }, { periodCode: 'TH..' }),
      record(start + 66_000, { BASE: 1055 }, { periodCode: 'TH..' }),
    ]);
    assert.deepEqual([total(ledger, 'HN'), total(ledger, 'BASE')], [2, 3]);
    assert.deepEqual(ledger.warnings, [{ kind: 'contract', day: '2026-01-14', before: 'EJP', after: 'BASE' }]);
  });

  test("in a supplier's own calendar an index may appear that was 0 before: no other contract", () => {
    const start = at('2026-01-14 10:00:00');
    const ledger = ledgerOf([
      record(start, { INDEX01: 100 }),
      record(start + 22_000, { INDEX01: 103, INDEX02: 0 }),
      record(start + 44_000, { INDEX01: 103, INDEX02: 4 }),
    ]);
    assert.deepEqual([total(ledger, 'INDEX01'), total(ledger, 'INDEX02')], [3, 4]);
    assert.deepEqual(ledger.warnings, []);
  });
});

describe('coverage and peak', () => {
  /** Records every 20 s that fill a day from midnight to midnight. */
  const filled = (day: Day): EnergyRecord[] => {
    const records: EnergyRecord[] = [];
    for (let t = startOfDay(day); t <= startOfDay(addDays(day, 1)); t += 20_000) records.push(record(t, { HN: 5 }));
    return records;
  };

  for (const [day, hours] of [
    ['2026-01-14', 24],
    ['2022-03-27', 23],
    ['2026-10-25', 25],
  ] as const) {
    test(`${day} has ${hours} hours to cover`, () => {
      assert.equal(ledgerOf(filled(day)).days.get(day)?.coveredMs, hours * HOUR);
    });
  }

  test('one record lost is bridged, three are a hole', () => {
    const start = at('2026-01-14 10:00:00');
    const covered = (gap: number): number | undefined =>
      ledgerOf([record(start, { HN: 0 }), record(start + gap, { HN: 1 })]).days.get('2026-01-14')?.coveredMs;
    assert.equal(covered(44_000), 44_000);
    assert.equal(covered(MIN_GAP_MS), 60_000);
    assert.equal(covered(88_000) ?? 0, 0);
  });

  test('the peak is the highest mean power of a series', () => {
    const start = at('2026-01-14 10:00:00');
    const ledger = ledgerOf([0, 4200, 900].map((papp, i) => record(start + i * 22_000, { HN: 1 }, { papp })));
    assert.equal(ledger.days.get('2026-01-14')?.maximumVa, 4200);
  });
});

describe('injection', () => {
  const start = at('2026-06-14 12:00:00');
  const injectedOn = (records: readonly EnergyRecord[], day: Day = '2026-06-14') => {
    const energy = ledgerOf(records).days.get(day);
    return energy && { wh: injectedWh(energy), estimated: estimatedWh(energy) > 0 };
  };
  const back = (when: number, more: Partial<EnergyRecord> = {}): EnergyRecord =>
    record(when, { HN: 1 }, { papp: 0, iinst: 5, ...more });

  test('without an index the power is integrated over real time: 5 A, 1100 W, an hour', () => {
    const records = Array.from({ length: 181 }, (_, i) => back(start + i * 20_000));
    assert.deepEqual(injectedOn(records), { wh: 1100, estimated: true });
  });

  test('a record speaks for the time before it, a minute at most', () => {
    assert.deepEqual(injectedOn([record(start, { HN: 1 }), back(start + 36_000)]), { wh: 11, estimated: true });
    assert.deepEqual(injectedOn([back(start), back(start + HOUR)]), { wh: 18, estimated: true });
    assert.deepEqual(injectedOn([back(start), record(start + 36_000, { HN: 1 })]), { wh: 0, estimated: false });
  });

  test('what the line says itself is what counts: a series that drew and injected', () => {
    const mixed = { papp: 300, iinst: 4, pinj: 1000 };
    assert.equal(injectedOn([back(start), back(start + 36_000, mixed)])?.wh, 10);
  });

  test('with the injection index in both records, the index counts and nothing is estimated', () => {
    const records = [back(start, { injectionIndex: 500 }), back(start + 36_000, { injectionIndex: 507 })];
    assert.deepEqual(injectedOn(records), { wh: 7, estimated: false });
  });

  test('a line that lacks the index does not end it', () => {
    const records = [
      back(start, { injectionIndex: 500 }),
      back(start + 36_000),
      back(start + 72_000, { injectionIndex: 522 }),
      back(start + 108_000, { injectionIndex: 530 }),
    ];
    assert.deepEqual(injectedOn(records), { wh: 30, estimated: false });
  });

  test('over midnight, power by time and index by time', () => {
    const midnight = startOfDay('2026-06-15');
    const byPower = [back(midnight - 18_000), back(midnight + 18_000)];
    const byIndex = [back(midnight - 10_000, { injectionIndex: 0 }), back(midnight + 10_000, { injectionIndex: 8 })];
    for (const [records, expected] of [
      // 5.5 Wh on either side, each rounded to the Wh.
      [byPower, [6, 6]],
      [byIndex, [4, 4]],
    ] as const) {
      assert.deepEqual(
        (['2026-06-14', '2026-06-15'] as const).map((day) => injectedOn(records, day)?.wh),
        expected,
      );
    }
  });
});

describe('the days of the mobile peak', () => {
  test('07:00 to 01:00 of the morning after belongs to one day', () => {
    assert.deepEqual(peakDaysWithin(at('2026-01-05 07:00:00'), at('2026-01-05 07:00:00')), ['2026-01-05']);
    assert.deepEqual(peakDaysWithin(at('2026-01-06 00:59:59'), at('2026-01-06 00:59:59')), ['2026-01-05']);
    assert.deepEqual(peakDaysWithin(at('2026-01-06 03:00:00'), at('2026-01-06 06:00:00')), []);
  });

  test('a meter whose clock is a few minutes ahead or behind names the same day', () => {
    assert.deepEqual(peakDaysWithin(at('2026-01-05 06:50:00'), at('2026-01-05 06:50:00')), ['2026-01-05']);
    assert.deepEqual(peakDaysWithin(at('2026-01-06 01:10:00'), at('2026-01-06 01:10:00')), ['2026-01-05']);
  });

  const peaksOf = (...lines: readonly (readonly [when: string, HPM: number, code?: string])[]) => [
    ...ledgerOf(lines.map(([when, HPM, periodCode = 'HN..']) => record(at(when), { HPM }, { periodCode }))).peakDays,
  ];

  test('the period of two records in a row tells it; that of one may be damaged', () => {
    const [one, other] = [['2026-01-06 00:30:00', 1, 'PM..'] as const, ['2026-01-06 00:30:22', 1, 'PM..'] as const];
    assert.deepEqual(peaksOf(one, other), [['2026-01-05', 'lines']]);
    assert.deepEqual(peaksOf(one, ['2026-01-06 00:30:22', 1]), []);
    assert.deepEqual(peaksOf(one, ['2026-01-06 00:30:22', 1, '----'], ['2026-01-06 00:30:44', 1, 'PM..']), [
      ['2026-01-05', 'lines'],
    ]);
    assert.deepEqual(peaksOf(one, ['2026-01-06 07:30:22', 1, 'PM..']), [], 'two peaks of one line each');
  });

  test('so does the HPM index that rose in a hole, of one day at least', () => {
    const moved = (from: string, to: string) => peaksOf([from, 10], [to, 900]);
    assert.deepEqual(moved('2026-01-05 06:00:00', '2026-01-06 06:00:00'), [['2026-01-05', 'index']]);
    assert.deepEqual(moved('2026-01-05 06:00:00', '2026-01-07 06:00:00'), [['2026-01-05', 'index']]);
    // The first line shows that no peak ran at 12:00.
    assert.deepEqual(moved('2026-01-05 12:00:00', '2026-01-07 06:00:00'), [['2026-01-06', 'index']]);
    assert.deepEqual(peaksOf(['2026-01-05 12:00:00', 10, 'PM..'], ['2026-01-06 12:00:00', 900, 'PM..']), [
      ['2026-01-05', 'index'],
      ['2026-01-06', 'index'],
    ]);
  });

  test('what HPM rose by in a hole is in the hours of the peak', () => {
    const ledger = ledgerOf([
      record(at('2026-01-05 22:00:00'), { HPM: 5000 }, { periodCode: 'PM..' }),
      record(at('2026-01-06 08:00:00'), { HPM: 6500 }),
    ]);
    const days: Day[] = ['2026-01-05', '2026-01-06'];
    assert.deepEqual(
      days.map((day) => whOn(ledger, day, 'HPM')),
      [1000, 500],
    );
  });
});

describe('whatever the records say', () => {
  /** A meter's life: gaps of seconds to days from a moment near a change of clock, and energy that fits into each. */
  const life = fc
    .tuple(
      fc.constantFrom('2026-03-28', '2026-10-24', '2026-01-13'),
      fc.integer({ min: 0, max: 86_399 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 200_000 }), fc.double({ min: 0, max: 1, noNaN: true })), {
        maxLength: 30,
      }),
    )
    .map(([day, offset, gaps]) => {
      let when = startOfDay(day) + offset * 1000;
      let wh = 100;
      const records = [record(when, { HN: wh })];
      for (const [seconds, load] of gaps) {
        when += seconds * 1000;
        wh += Math.floor(seconds * 10 * load);
        records.push(record(when, { HN: wh }));
      }
      return records;
    });

  test('the days of a segment add up to last index minus first, to the Wh', () => {
    fc.assert(
      fc.property(life, (records) => {
        const last = records.at(-1)?.indexes['HN'] as number;
        assert.equal(total(ledgerOf(records), 'HN'), last - 100);
      }),
    );
  });

  test('no energy is negative, none comes from nowhere, no day is covered for longer than it lasts', () => {
    const wild = fc.array(
      fc.record({
        seconds: fc.integer({ min: 0, max: 100_000 }),
        wh: fc.integer({ min: 0, max: 999_999_999 }),
        injectionIndex: fc.option(fc.integer({ min: 0, max: 999_999_999 }), { nil: undefined }),
        papp: fc.integer({ min: 0, max: 36_000 }),
        key: fc.constantFrom('HN', 'HPM', 'BASE'),
      }),
    );
    fc.assert(
      fc.property(wild, (steps) => {
        let when = at('2026-03-27 22:00:00');
        const ledger = ledgerOf(
          steps.map(({ seconds, wh, key, injectionIndex, papp }) => {
            when += seconds * 1000;
            return record(when, { [key]: wh }, { injectionIndex, papp });
          }),
        );
        for (const [day, energy] of ledger.days) {
          for (const wh of energy.wh.values()) assert.ok(Number.isInteger(wh) && wh >= 0);
          assert.ok(Number.isInteger(injectedWh(energy)) && injectedWh(energy) >= 0);
          assert.ok(energy.coveredMs <= startOfDay(addDays(day, 1)) - startOfDay(day));
        }
      }),
    );
  });

  test('a share at midnight is whole, in order, and the sum exact; each is its time within 1 Wh', () => {
    const from = fc.integer({ min: startOfDay('2026-03-20'), max: startOfDay('2026-11-10') });
    const span = fc.integer({ min: 0, max: 20 * 24 * HOUR });
    fc.assert(
      fc.property(from, span, fc.nat(5_000_000), (start, length, amount) => {
        const end = start + length;
        const shares: { day: Day; amount: number }[] = [];
        new PartTotals(DAYS).share(start, end, amount, (day, part) =>
          shares.push({ day: dayOf(day.start), amount: part }),
        );
        assert.equal(
          shares.reduce((sum, share) => sum + share.amount, 0),
          amount,
        );
        assert.equal(shares[0]?.day, dayOf(start));
        for (const [i, { day, amount: part }] of shares.entries()) {
          if (i > 0) assert.equal(day, addDays(shares[i - 1]?.day as Day, 1));
          const time = Math.min(end, startOfDay(addDays(day, 1))) - Math.max(start, startOfDay(day));
          assert.ok(part >= 0 && Number.isInteger(part));
          if (length > 0) assert.ok(Math.abs(part - (amount * time) / length) <= 1);
        }
      }),
    );
  });
});
