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

interface Table {
  readonly option: string;
  /** kVA of each column. */
  readonly powers: readonly number[];
  readonly rows: readonly { readonly day: Day; readonly perMonth: readonly number[] }[];
}

/** The tables of subscriptions: a head `# EJP  9 kVA  12 kVA…`, then rows `#  DATE  15.63  18.60…`. */
function tables(): Table[] {
  const found: { option: string; powers: number[]; rows: { day: Day; perMonth: number[] }[] }[] = [];
  for (const line of text.split('\n')) {
    const head = /^# (\S+)((?: +\d+ kVA){2,})$/.exec(line);
    const row = /^# {2}(\d{4}-\d\d-\d\d)((?: +\d+\.\d\d)+) {3}(?:high|medium): /.exec(line);
    const powers = [...(head?.[2]?.matchAll(/\d+/g) ?? [])].map(Number);
    if (head) found.push({ option: head[1] ?? '', powers, rows: [] });
    else if (row)
      found.at(-1)?.rows.push({ day: row[1] as Day, perMonth: (row[2] ?? '').trim().split(/ +/).map(Number) });
  }
  return found;
}

const table = (option: string): Table => {
  const found = tables().find((each) => each.option === option);
  assert.ok(found, option);
  return found;
};

describe('the tariffs.conf that ships', () => {
  test('every price can be used, those behind a # too; each key in the order of its dates, and no date twice', () => {
    assert.deepEqual([...shipped.issues, ...uncommented.issues], []);
    assert.ok(shipped.prices.length > 80 && uncommented.prices.length > 10);
    for (const { prices: lines } of [shipped, uncommented])
      for (const key of new Set(lines.map((price) => price.key)))
        assert.deepEqual(datesOf(lines, key), [...new Set(datesOf(lines, key))].sort(), key);
  });

  test('every price says how sure it is and where it is from, or that its figure is that of a table', () => {
    const lines = text.split('\n').filter((line) => /^#?\d{4}-/.test(line) && !/ (ABO|INJECTION) /.test(line));
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

  test('Base at 9 kVA and more has lines of its own where it has a price of its own', () => {
    const other = uncommented.prices.filter(({ key }) => key === 'BASE');
    assert.deepEqual(
      other.map(({ day }) => day),
      ['2021-02-01', '2021-08-01', '2026-02-01'],
    );
    for (const { day, price } of other) assert.notEqual(price, priceOf('BASE', day));
    // Without their # they stand below the lines of 3 and 6 kVA, and count.
    const all = new PriceList(parseTariffs(text.replace(/^#(?=\S+ +BASE )/gm, ''), 'tariffs.conf').prices);
    for (const { day, price } of other) assert.equal(all.priceOn('BASE', day), price);
    assert.equal(all.priceOn('BASE', '2026-01-31'), prices.priceOn('BASE', '2026-01-31'));
  });

  test('subscriptions: each row has a price for each power, in order; a higher power costs more', () => {
    assert.deepEqual(
      tables().map(({ option }) => option),
      ['EJP', 'Base', 'HC/HP', 'Tempo'],
    );
    for (const { option, powers, rows } of tables()) {
      assert.ok(rows.length > 0, option);
      assert.deepEqual(
        rows.map(({ day }) => day),
        rows.map(({ day }) => day).sort(),
      );
      for (const { day, perMonth } of rows) {
        assert.equal(perMonth.length, powers.length, `${option} ${day}`);
        assert.deepEqual(
          perMonth,
          [...perMonth].sort((a, b) => a - b),
          `${option} ${day}`,
        );
      }
    }
  });

  test('Base and HC/HP cost the same since 2026-02-01, from 6 kVA on', () => {
    const [base, offPeak] = [table('Base'), table('HC/HP')];
    assert.deepEqual(base.powers.slice(1), offPeak.powers);
    for (const { day, perMonth } of base.rows)
      assert.deepEqual(perMonth.slice(1), offPeak.rows.find((row) => row.day === day)?.perMonth, day);
  });

  test('the subscription lines that are ready are those of EJP at 9 kVA', () => {
    const { powers, rows } = table('EJP');
    const column = powers.indexOf(9);
    assert.deepEqual(
      uncommented.prices.filter(({ key }) => key === 'ABO').map(({ day, key, price }) => ({ day, key, price })),
      rows.map(({ day, perMonth }) => ({ day, key: 'ABO', price: perMonth[column] })),
    );
  });
});
