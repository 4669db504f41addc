import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseTariffs } from '../../src/config/tariffs.ts';
import { type Price, PriceList } from '../../src/energy/prices.ts';
import type { Day } from '../../src/time/local.ts';
import { root } from '../support/paths.ts';

const text = readFileSync(join(root, 'conf', 'tariffs.conf'), 'utf8');
/** The lines of prices as they are shipped, and those that wait behind a `#` for who they are right for. */
const shipped = parseTariffs(text, 'tariffs.conf');
const offered = text.split('\n').filter((line) => /^#\d{4}-\d\d-\d\d /.test(line));
const uncommented = parseTariffs(offered.map((line) => line.slice(1)).join('\n'), 'tariffs.conf');
const prices = new PriceList(shipped.prices);

const datesOf = (of: readonly Price[], key: string): Day[] =>
  of.filter((price) => price.key === key).map(({ day }) => day);
const priceOf = (key: string, day: Day): number => prices.priceOn(key, day) ?? Number.NaN;

/** The subscriptions of a contract as they are shipped, by date: €/month by kVA. */
function subscriptions(contract: string): Map<Day, Map<number, number>> {
  const rows = new Map<Day, Map<number, number>>();
  for (const { day, key, price, kva } of shipped.prices) {
    if (key !== `ABO_${contract}`) continue;
    assert.ok(kva !== undefined, `${key} ${day}`);
    rows.set(day, (rows.get(day) ?? new Map<number, number>()).set(kva, price));
  }
  return rows;
}

describe('the tariffs.conf that ships', () => {
  test('every price can be used, those behind a # too; each key in the order of its dates, and no date twice', () => {
    assert.deepEqual([...shipped.issues, ...uncommented.issues], []);
    assert.ok(shipped.prices.length > 80 && uncommented.prices.length > 4);
    for (const { prices: lines } of [shipped, uncommented])
      for (const { key, kva } of lines) {
        const dates = datesOf(
          lines.filter((price) => price.kva === kva),
          key,
        );
        assert.deepEqual(dates, [...new Set(dates)].sort(), `${key} ${kva}`);
      }
  });

  test('every price says how sure it is and where it is from, but those that only the owner knows', () => {
    const lines = text.split('\n').filter((line) => /^#?\d{4}-/.test(line) && !/ (ABO|INJECTION|KVA) /.test(line));
    assert.deepEqual(
      lines.filter((line) => !/ # (high|medium|low): \S/.test(line)),
      [],
    );
  });

  test('the prices of one contract change on the same days', () => {
    for (const keys of [
      ['HN', 'HPM'],
      ['HC', 'HP'],
      ['HCJB', 'HPJB', 'HCJW', 'HPJW', 'HCJR', 'HPJR'],
    ])
      for (const key of keys) assert.deepEqual(datesOf(shipped.prices, key), datesOf(shipped.prices, keys[0] ?? ''));
    // All of them are regulated: none stays behind at the last change.
    const last = ['BASE', 'HC', 'HN', 'HCJB'].map((key) => datesOf(shipped.prices, key).at(-1));
    assert.equal(new Set(last).size, 1, String(last));
  });

  test('dear hours are dearer, on every date', () => {
    const orders = [
      ['HC', 'BASE', 'HP'],
      ['HN', 'HPM'],
      ['HCJB', 'HPJB', 'HPJW', 'HPJR'],
      ['HCJB', 'HCJW', 'HCJR'],
    ];
    for (const order of orders)
      for (const day of datesOf(shipped.prices, order[0] ?? '')) {
        const row = order.map((key) => priceOf(key, day));
        assert.deepEqual(
          row,
          [...row].sort((a, b) => a - b),
          `${order} ${day}`,
        );
      }
  });

  test('the tax of 2024-02-01 is the same for every kWh: 2 ct, and 20 % on it', () => {
    for (const key of ['BASE', 'HC', 'HP', 'HN', 'HPM', 'HCJB', 'HPJB', 'HCJW', 'HPJW', 'HCJR', 'HPJR']) {
      const rise = priceOf(key, '2024-02-01') - priceOf(key, '2024-01-31');
      assert.ok(Math.abs(rise - 0.02 * 1.2) < 0.000_25, `${key} ${rise}`);
    }
  });

  test('derived figures follow from what they are derived from', () => {
    // On 2023-02-01 HC rose by 9.86 %, HP by 21.02 %.
    assert.equal((priceOf('HC', '2023-02-01') / 1.0986).toFixed(4), priceOf('HC', '2022-02-01').toFixed(4));
    assert.equal((priceOf('HP', '2023-02-01') / 1.2102).toFixed(4), priceOf('HP', '2022-02-01').toFixed(4));
    // CRE's Tempo prices of 2022 without taxes, €/kWh; Base was 0.1374 without them.
    const net = { HCJB: 0.0642, HPJB: 0.0984, HCJW: 0.085, HPJW: 0.1301, HCJR: 0.0942, HPJR: 0.4495 };
    const withTaxes = (price: number): string => ((price + 0.00763) * 1.2).toFixed(4);
    assert.equal(priceOf('BASE', '2022-02-01').toFixed(4), withTaxes(0.1374));
    for (const [key, price] of Object.entries(net))
      assert.equal(priceOf(key, '2022-02-01').toFixed(4), withTaxes(price), key);
  });

  test('Base at 9 kVA and more has a price of its own in 2021 and since 2026-02-01; at 3 and 6 kVA, or unknown, the usual one', () => {
    const own = shipped.prices.filter(({ key, kva }) => key === 'BASE' && kva !== undefined);
    assert.deepEqual([...new Set(own.map(({ day }) => day))], ['2021-02-01', '2021-08-01', '2026-02-01']);
    for (const kva of [undefined, 3, 6, 9, 15, 36]) {
      const power = kva === undefined ? [] : [{ day: '2000-01-01' as Day, key: 'KVA', price: kva }];
      const home = new PriceList([...shipped.prices, ...power]);
      const isOwn = kva !== undefined && kva >= 9;
      for (const { day, price } of own) {
        assert.equal(home.priceOn('BASE', day) === price, isOwn, `${kva} ${day}`);
        assert.equal(prices.priceOn('BASE', day) === price, false);
      }
      assert.equal(home.priceOn('BASE', '2026-01-31'), 0.1952);
    }
  });

  test('subscriptions: a higher power costs more, on every date', () => {
    for (const contract of ['BASE', 'HC', 'TEMPO', 'EJP']) {
      const rows = [...subscriptions(contract)];
      assert.ok(rows.length >= 6, contract);
      for (const [day, row] of rows) {
        const powers = [...row.keys()];
        assert.deepEqual(
          powers,
          [...powers].sort((a, b) => a - b),
          `${contract} ${day}`,
        );
        assert.deepEqual(
          [...row.values()],
          [...row.values()].sort((a, b) => a - b),
          `${contract} ${day}`,
        );
      }
      assert.equal(rows.at(-1)?.[0], '2026-02-01', contract);
    }
  });

  test('Base and HC/HP cost the same since 2026-02-01, from 6 kVA on', () => {
    const [base, offPeak] = ['BASE', 'HC'].map((name) => subscriptions(name).get('2026-02-01'));
    assert.deepEqual([...(base ?? [])].slice(1), [...(offPeak ?? [])]);
  });

  test('one line says the power, and every contract has its subscription', () => {
    assert.match(text, /^#2000-01-01 {2}KVA {2}9$/m);
    const home = new PriceList(parseTariffs(text.replace(/^#(?=2000-01-01 {2}KVA)/m, ''), 'f').prices);
    const of = (contract: string): number | undefined => home.subscriptionOn('2026-11-30', contract)?.price;
    assert.deepEqual(['BASE', 'HC', 'TEMPO', 'EJP'].map(of), [19.56, 19.56, 19.38, 19.2]);
    assert.equal(prices.subscriptionOn('2026-11-30', 'EJP'), undefined);
    assert.equal(prices.needsPower('ABO_EJP', '2026-11-30'), true);
    assert.equal(home.needsPower('ABO_EJP', '2026-11-30'), false);
  });
});
