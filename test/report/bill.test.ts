process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { inCents, toCent } from '../../src/energy/euros.ts';
import { type Price, PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { renderCsv } from '../../src/report/output/csv.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { renderTable } from '../../src/report/output/table.ts';
import { billOf, billOfReport } from '../../src/report/sums/bill.ts';
import { GROUPINGS, groupDays } from '../../src/report/sums/grouping.ts';
import { type Report, reportOf } from '../../src/report/sums/report.ts';
import { addDays, type Day, daysBetween, startOfDay } from '../../src/time/local.ts';
import { euros } from '../support/euros.ts';

const HOUR = 3_600_000;

/** What a day of a household draws and injects, Wh. */
interface Drawn {
  readonly hn: number;
  readonly pm?: number;
  readonly injected?: number;
}

/** Records of days: all of a day's energy flows before its noon; none where nothing was logged. */
function recordsOf(days: readonly (Drawn | undefined)[], from: Day): EnergyRecord[] {
  let [HN, HPM, injectionIndex] = [1000, 2000, 3000];
  return days.flatMap((day, i) => {
    if (!day) return [];
    const at = startOfDay(addDays(from, i));
    const line = (when: number): EnergyRecord => ({
      ...{ at: when, indexes: { HN, HPM }, injectionIndex },
      ...{ periodCode: 'HN..', papp: 500, iinst: 2, pinj: 0 },
    });
    const first = line(at);
    HN += day.hn;
    HPM += day.pm ?? 0;
    injectionIndex += day.injected ?? 0;
    return [first, line(at + 12 * HOUR)];
  });
}

const pricesOf = (...lines: [Day, string, number][]): PriceList =>
  new PriceList(lines.map(([day, key, price]): Price => ({ day, key, price })));

const words = (text: string): string => text.replace(/[ \u00a0\u202f]+/g, ' ');

const FROM: Day = '2026-01-30';
const WHOLE = pricesOf(
  ['2020-01-01', 'HN', 0.2],
  ['2020-01-01', 'HPM', 0.5],
  ['2020-01-01', 'INJECTION', 0.1],
  ['2020-01-01', 'ABO', 31],
);
const THREE = [{ hn: 1000, pm: 100, injected: 500 }, { hn: 2000 }, { hn: 3000 }];
const reportOn = (days: readonly (Drawn | undefined)[], prices: PriceList, now?: number): Report =>
  reportOf(recordsOf(days, FROM), { from: FROM, to: addDays(FROM, days.length - 1), prices, now });
const billed = (report: Report) => {
  const { net, known, missing } = billOfReport(report);
  return [net, known].map((amount) => amount && inCents(amount)).concat(missing as never);
};

describe('the bill', () => {
  test('energy + subscription − injection, over the turn of a month', () => {
    // 6 kWh × 0.2 + 0.1 × 0.5 = 1.25; 31 €/month: two days of January at 1.00, one of February at 31/28 = 1.107…; 0.05
    const report = reportOn(THREE, WHOLE);
    assert.equal(inCents(report.total.cost ?? 0n), 1.25);
    assert.deepEqual(billed(report), [4.31, 4.31]);
    const lines = words(renderTable(report, 'fr')).split('\n');
    const at = lines.indexOf('Injecté sur période 0,500 kWh 0,05 €');
    assert.deepEqual(lines.slice(at + 1, at + 4), [
      'Abonnement 3,11 €',
      'Net à payer 4,31 € TTC, injection déduite',
      '',
    ]);
    assert.ok(words(renderTable(report, 'en')).includes('Net to pay €4.31 VAT incl., less injected\n'));
  });

  test('by month: each its own, and those of JSON', () => {
    const report = reportOn(THREE, WHOLE);
    const nets = groupDays(report, 'month').map((group) => inCents(billOf(group).net ?? 0n));
    // 0.65 + 2 − 0.05, 0.6 + 1.11
    assert.deepEqual(nets, [2.6, 1.71]);
    const json = JSON.parse(renderJson(report, 'month'));
    assert.deepEqual([json.net, ...json.groups.map(({ net }: { net: number }) => net)], [4.31, ...nets]);
    assert.deepEqual(
      json.days.map(({ subscription, net }: { subscription: number; net: number }) => [subscription, net]),
      [
        [1, 1.2],
        [1, 1.4],
        [1.11, 1.71],
      ],
    );
    const table = words(renderTable(report, 'fr', { by: 'month' }));
    assert.match(
      table,
      /\nMois Injecté kWh Énergie € Abonnement € Injection € Net €\n2026-01 0,500 0,65 2,00 −0,05 2,60\n2026-02 0,000 0,60 1,11 0,00 1,71\n/,
    );
  });

  test('a day without a log pays its subscription, a day to come does not', () => {
    const days = [{ hn: 1000 }, undefined, undefined];
    // Both days of January; 31 €/month
    const report = reportOn(days, WHOLE, startOfDay(addDays(FROM, 1)) + HOUR);
    assert.deepEqual(billed(report), [2.2, 2.2]);
    assert.deepEqual(
      groupDays(report, 'month').map(({ subscription }) => subscription),
      [euros(2)],
    );
  });

  test('half cents: what is shown adds up', () => {
    // 0.005 + 0.155/31 × 1 day = 0.005, and 0.005 injected: each is 0.01
    const prices = pricesOf(
      ['2020-01-01', 'HN', 0.005],
      ['2020-01-01', 'INJECTION', 0.005],
      ['2020-01-01', 'ABO', 0.155],
    );
    const report = reportOn([{ hn: 1000, injected: 1000 }], prices);
    assert.deepEqual(billed(report), [0.01, 0.01]);
    assert.deepEqual(billed(reportOn([{ hn: 1000 }], prices)), [0.02, 0.02]);
  });

  test('more injected than drawn is a negative net', () => {
    const report = reportOn([{ hn: 1000, injected: 20_000 }], WHOLE);
    assert.deepEqual(billed(report), [-0.8, -0.8]);
    assert.ok(words(renderTable(report, 'fr')).includes('Net à payer −0,80 € TTC, injection déduite'));
  });
});

describe('a bill that lacks prices is one in part, and says what it is without', () => {
  const at = (day: Day, ...keys: string[]): PriceList =>
    pricesOf(...keys.map((key): [Day, string, number] => [day, key, key === 'ABO' ? 31 : 0.1]));
  for (const [name, prices, known, missing, told] of [
    ['no subscription', at('2020-01-01', 'HN', 'HPM', 'INJECTION'), 0.56, ['ABO'], 'abonnement : prix inconnu'],
    ['no injection', at('2020-01-01', 'HN', 'HPM', 'ABO'), 3.72, ['INJECTION'], 'injection : prix inconnu'],
    ['no peak', at('2020-01-01', 'HN', 'INJECTION', 'ABO'), 3.66, ['HPM'], 'EJP : prix inconnu'],
    [
      'only the subscription',
      at('2020-01-01', 'ABO'),
      3.11,
      ['HN', 'HPM', 'INJECTION'],
      'EJP, HN, injection : prix inconnus',
    ],
    [
      'a subscription that begins within',
      at('2020-01-01', 'HN', 'HPM', 'INJECTION'),
      2.67,
      ['ABO'],
      'abonnement (1 jour) : prix inconnu',
    ],
  ] as const) {
    test(name, () => {
      const late = name.endsWith('within') ? [...at(addDays(FROM, 1), 'ABO').pricesOf('ABO')] : [];
      const all = new PriceList([...['HN', 'HPM', 'INJECTION', 'ABO'].flatMap((key) => prices.pricesOf(key)), ...late]);
      const report = reportOn(THREE, all);
      assert.deepEqual(billed(report), [undefined, known, ...missing]);
      const table = words(renderTable(report, 'fr'));
      assert.ok(table.includes(`Net à payer, en partie ${known.toFixed(2).replace('.', ',')} € TTC`), table);
      assert.ok(table.includes(`Non compté ${told}`), table);
      const json = JSON.parse(renderJson(report));
      assert.deepEqual([json.net, json.netKnown, json.netWithout], [null, known, missing]);
      assert.ok(words(renderTable(report, 'fr', { by: 'month' })).includes('* ce qui en est connu : un prix manque'));
    });
  }

  test('without any price there is nothing to add: a dash, and no list of all that is missing', () => {
    const report = reportOn(THREE, pricesOf());
    const table = words(renderTable(report, 'fr', { by: 'month' }));
    assert.ok(table.includes('\nNet à payer —\n'));
    assert.ok(!table.includes('Non compté') && !table.includes('* ce qui'));
    assert.deepEqual(JSON.parse(renderJson(report)).netKnown, null);
  });

  test('a month whose prices are all known is whole beside one in part', () => {
    const prices = new PriceList([
      ...['HN', 'HPM', 'INJECTION'].map((key): Price => ({ day: '2020-01-01', key, price: 0.1 })),
      { day: '2026-02-01', key: 'ABO', price: 28 },
    ]);
    const [january, february] = groupDays(reportOn(THREE, prices), 'month').map(billOf);
    assert.deepEqual([january?.net, january?.known, january?.missing], [undefined, euros(0.26), ['ABO']]);
    assert.deepEqual([february?.net, february?.missing], [euros(1.3), []]);
  });
});

/** A second computation: decimal digits as whole millionths of a euro, day by day, rounded as on paper. */
test('random households at random prices: the net is the sum of the three amounts as they are shown', () => {
  const price = fc.integer({ min: 0, max: 20_000 });
  fc.assert(
    fc.property(
      fc.record({
        days: fc.array(fc.record({ hn: fc.nat(60_000), pm: fc.nat(20_000), injected: fc.nat(40_000) }), {
          minLength: 1,
          maxLength: 70,
        }),
        hn: price,
        pm: price,
        sun: price,
        abo: fc.integer({ min: 0, max: 6000 }),
        at: fc.nat(800),
      }),
      ({ days, hn, pm, sun, abo, at }) => {
        const from = addDays('2024-01-15', at);
        const to = addDays(from, days.length - 1);
        const prices = pricesOf(
          ['2020-01-01', 'HN', hn / 10_000],
          ['2020-01-01', 'HPM', pm / 10_000],
          ['2020-01-01', 'INJECTION', sun / 10_000],
          ['2020-01-01', 'ABO', abo / 100],
        );
        const report = reportOf(recordsOf(days, from), { from, to, prices });
        for (const group of GROUPINGS.flatMap((by) => groupDays(report, by))) {
          const own = daysBetween(from, to).flatMap((day, i) =>
            day >= group.from && day <= group.to ? [days[i]] : [],
          );
          const sum = (wh: (day: Drawn) => number): number => own.reduce((all, day) => all + (day ? wh(day) : 0), 0);
          // In 1/10^7 €: Wh × 1/10 000 €/kWh
          const energy = sum((day) => day.hn * hn + (day.pm ?? 0) * pm);
          const revenue = sum((day) => (day.injected ?? 0) * sun);
          const cents = (tenMillionths: number): number => Math.floor(tenMillionths / 1e5 + 0.5);
          // In 1/(28·29·30·31) of a cent: exact for months of every length
          const daily = daysBetween(group.from, group.to).map((day) => {
            const length = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
            return (abo * 28 * 29 * 30 * 31) / length;
          });
          const subscription = daily.reduce((all, part) => all + part, 0) / (28 * 29 * 30 * 31);
          const expected = cents(energy) + Math.floor(subscription + 0.5 + 1e-9) - cents(revenue);
          const { net } = billOf(group);
          assert.equal(net, toCent(net ?? 1n));
          assert.equal(Math.round(inCents(net ?? 0n) * 100), expected);
        }
      },
    ),
    { numRuns: 60 },
  );
});

describe('a price that is given later than the logs begin', () => {
  // Two days of January without, the first of February with prices: 3 kWh × 0.2, a day of 28 €/month in February.
  const LATE = pricesOf(['2026-02-01', 'HN', 0.2], ['2026-02-01', 'ABO', 28], ['2020-01-01', 'INJECTION', 0.1]);
  const days = [{ hn: 1000 }, { hn: 2000, injected: 1000 }, { hn: 3000 }];
  const report = reportOn(days, LATE);

  test('what is known is summed and said, and what is missing is told by its days', () => {
    const lines = words(renderTable(report, 'fr')).split('\n');
    for (const line of [
      'Conso HN 6,000 kWh 0,60 € en partie, 1 j sur 3',
      'Conso totale 6,000 kWh 0,60 € en partie',
      'Injecté sur période 1,000 kWh 0,10 €',
      'Abonnement 1,00 € en partie, 1 j sur 3',
      'Net à payer, en partie 1,50 € TTC, injection déduite',
      'Non compté HN (2 jours), abonnement (2 jours) : prix inconnus',
    ])
      assert.ok(lines.includes(line), `${line}\n${lines.join('\n')}`);
    assert.ok(words(renderTable(report, 'en')).includes('HN used 6.000 kWh €0.60 in part, 1 of 3 days\n'));
  });

  test('rows of what is known add up to it', () => {
    const table = words(renderTable(report, 'fr', { by: 'month' }));
    assert.match(table, /\n2026-01 1,000 — — −0,10 −0,10\*\n2026-02 0,000 0,60 1,00 0,00 1,60\n\* ce qui en est connu/);
    const week = words(renderTable(report, 'fr', { by: 'week' }));
    assert.match(week, /\n2026-S05 .* 0,60\* 1,00\* −0,10 1,50\*\n/);
  });

  test('JSON has null and what is known beside it; a cell of CSV stays empty', () => {
    const json = JSON.parse(renderJson(report, 'week'));
    for (const of of [json, json.groups[0]]) {
      assert.deepEqual(of.total, { kwh: 6, cost: null, costKnown: 0.6 });
      assert.deepEqual(of.periods[0], { period: 'HN', kwh: 6, cost: null, costKnown: 0.6 });
      assert.deepEqual([of.subscription, of.subscriptionKnown, of.net, of.netKnown], [null, 1, null, 1.5]);
    }
    assert.deepEqual(json.days[0].total, { kwh: 1, cost: null });
    assert.match(renderCsv(report, 'en', 'week').split('\n')[1] ?? '', /^2026-W05,6\.000,,/);
  });

  test('whatever prices are missing, the part known of a span is the sum of those of its days', () => {
    const price = fc.record({
      key: fc.constantFrom('HN', 'HPM', 'INJECTION', 'ABO'),
      day: fc.integer({ min: 0, max: 6 }),
      price: fc.integer({ min: 1, max: 99 }),
    });
    const drawn = fc.record({ hn: fc.nat(3000), pm: fc.nat(2000), injected: fc.nat(900) });
    const all = fc.array(fc.option(drawn, { nil: undefined }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(price, { maxLength: 8 }), all, (list, given) => {
        const prices = pricesOf(
          ...list.map((each): [Day, string, number] => [addDays(FROM, each.day), each.key, each.price]),
        );
        const whole = reportOn(given, prices);
        let [cost, revenue] = [0n, 0n];
        for (const each of whole.days) {
          for (const part of each.periods) cost += part.cost ?? 0n;
          revenue += each.revenue ?? 0n;
        }
        const subscription = [...whole.subscriptions.values()].reduce<bigint>((sum, each) => sum + (each ?? 0n), 0n);
        assert.equal(whole.total.cost ?? whole.total.costPart ?? 0n, cost);
        assert.equal(whole.injected.revenue ?? whole.injected.revenuePart ?? 0n, revenue);
        assert.equal(whole.subscription ?? whole.subscriptionPart ?? 0n, subscription);
        const { known } = billOfReport(whole);
        if (known !== undefined) assert.equal(known, toCent(cost) + toCent(subscription) - toCent(revenue));
      }),
    );
  });
});

test('prices that depend on a subscribed power that is not given: that is what is missing, and how to give it', () => {
  const prices = new PriceList([
    { day: '2020-01-01', key: 'HN', price: 0.2 },
    { day: '2020-01-01', key: 'ABO_EJP', price: 20, kva: 9 },
  ]);
  const report = reportOn([{ hn: 1000 }, { hn: 1000 }], prices);
  assert.deepEqual(report.warnings, [{ kind: 'noPrice', key: 'KVA', from: FROM, to: addDays(FROM, 1) }]);
  const table = words(renderTable(report, 'fr')).replaceAll('\n ', '');
  assert.match(table, /Puissance souscrite inconnue du 30\/01\/2026 au 31\/01\/2026.*« 2026-01-30 KVA 9 »/);
  const given = new PriceList([...prices.pricesOf('HN'), { day: '2020-01-01', key: 'ABO_EJP', price: 20 }]);
  assert.deepEqual(reportOn([{ hn: 1000 }], given).warnings, []);
});
