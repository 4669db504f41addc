import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { loadTariffs, parseTariffs } from '../../src/config/tariffs.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { root } from '../support/paths.ts';

const directory = mkdtempSync(join(tmpdir(), 'linky-tariffs-'));
after(() => rmSync(directory, { recursive: true }));

describe('dated prices', () => {
  const tariffs = new PriceList([
    { day: '2025-08-01', key: 'HN', price: 0.1418 },
    { day: '2025-02-01', key: 'HN', price: 0.1476 },
    { day: '2026-02-01', key: 'HN', price: 0.1781 },
    { day: '2026-02-01', key: 'HPM', price: 0.344 },
  ]);

  test('a price holds from its day until the next one of its key, in whatever order they are written', () => {
    assert.equal(tariffs.priceOn('HN', '2025-02-01'), 0.1476);
    assert.equal(tariffs.priceOn('HN', '2025-07-31'), 0.1476);
    assert.equal(tariffs.priceOn('HN', '2025-08-01'), 0.1418);
    assert.equal(tariffs.priceOn('HN', '2030-01-01'), 0.1781);
  });

  test('before the first price, and for a key without any, none is known', () => {
    assert.equal(tariffs.priceOn('HN', '2025-01-31'), undefined);
    assert.equal(tariffs.priceOn('HPM', '2026-01-31'), undefined);
    assert.equal(tariffs.priceOn('INJECTION', '2026-02-01'), undefined);
  });

  test('of two prices of one day the later line counts', () => {
    const twice = parseTariffs('2026-01-01 HN 0.1\n2026-01-01 HN 0.2\n', 'f');
    assert.equal(new PriceList(twice.prices).priceOn('HN', '2026-01-01'), 0.2);
  });
});

describe('prices that depend on the subscribed power', () => {
  const priced = (text: string): PriceList => {
    const { prices, issues } = parseTariffs(text, 'f');
    assert.deepEqual(issues, []);
    return new PriceList(prices);
  };
  const lines = '2025-01-01 ABO_HC 6:14.04 9:18,01\n2026-01-01 ABO_HC 6:15.65 9:19.56\n';

  test('the one of the power counts; none while the power is not known', () => {
    assert.equal(priced(`2020-01-01 KVA 9\n${lines}`).priceOn('ABO_HC', '2025-06-01'), 18.01);
    assert.equal(priced(`2020-01-01 KVA 6\n${lines}`).priceOn('ABO_HC', '2026-06-01'), 15.65);
    assert.equal(priced(lines).priceOn('ABO_HC', '2026-06-01'), undefined);
    assert.equal(priced(lines).needsPower('ABO_HC', '2026-06-01'), true);
    assert.equal(priced(lines).needsPower('ABO_HC', '2024-06-01'), false);
    assert.equal(priced(`2020-01-01 KVA 36\n${lines}`).priceOn('ABO_HC', '2026-06-01'), undefined);
  });

  test('the power may change, from a day on', () => {
    const home = priced(`2020-01-01 KVA 9\n2025-07-01 KVA 6\n${lines}`);
    assert.equal(home.priceOn('ABO_HC', '2025-06-30'), 18.01);
    assert.equal(home.priceOn('ABO_HC', '2025-07-01'), 14.04);
    assert.deepEqual(
      home.pricesOf('ABO_HC').map(({ price }) => price),
      [15.65, 18.01],
    );
  });

  test('a line of powers goes before the line for all above it, for those that it names', () => {
    const text = '2026-02-01 BASE 0.1940\n2026-02-01 BASE 9:0.1927 12:0.1927\n';
    assert.equal(priced(`2020-01-01 KVA 6\n${text}`).priceOn('BASE', '2026-02-01'), 0.194);
    assert.equal(priced(`2020-01-01 KVA 12\n${text}`).priceOn('BASE', '2026-02-01'), 0.1927);
    assert.equal(priced(text).priceOn('BASE', '2026-02-01'), 0.194);
    assert.deepEqual(
      priced(`2020-01-01 KVA 12\n${text}`)
        .pricesOf('BASE')
        .map(({ price }) => price),
      [0.1927],
    );
  });

  test('ABO is that of the own contract, whatever it is; without it, that of its option counts', () => {
    const home = priced(`2020-01-01 KVA 9\n${lines}2026-01-01 ABO 17\n`);
    assert.equal(home.subscriptionOn('2025-06-01', 'HC')?.price, 18.01);
    assert.equal(home.subscriptionOn('2026-06-01', 'HC')?.price, 17);
    assert.equal(home.subscriptionOn('2025-06-01', 'EJP'), undefined);
    assert.equal(home.subscriptionOn('2025-06-01', undefined), undefined);
  });
});

describe('tariffs.conf', () => {
  const issuesOf = (text: string) =>
    parseTariffs(text, 'tariffs.conf').issues.map(({ line, key, value, expected }) => [line, key, value, expected]);

  test('a line is DATE KEY PRICE; blank lines, comments, tabs, CRLF and a decimal comma are welcome', () => {
    const text = '\ufeff# prix\r\n\r\n2022-02-01  HN  0.1285  # €/kWh\r\n\t2022-02-01\tABO\t19,20\r\n';
    assert.deepEqual(parseTariffs(text, 'f'), {
      prices: [
        { day: '2022-02-01', key: 'HN', price: 0.1285, line: 3 },
        { day: '2022-02-01', key: 'ABO', price: 19.2, line: 4 },
      ],
      issues: [],
    });
  });

  test('a bad line is told with its number and what it could say; the good ones are kept', () => {
    const { prices, issues } = parseTariffs('2022-02-01 HN 0.1\n2022-02-30 HN 0.2\n2022-03-01 HN 0.3', 'f');
    assert.deepEqual(
      prices.map(({ price }) => price),
      [0.1, 0.3],
    );
    assert.deepEqual(issues, [{ file: 'f', line: 2, key: 'HN', value: '2022-02-30', expected: 'YYYY-MM-DD' }]);
  });

  test('prices that are no prices', () => {
    const energy = '0…10 €/kWh';
    assert.deepEqual(issuesOf('2022-02-01 HN 12.85'), [[1, 'HN', '12.85', energy]]);
    assert.deepEqual(issuesOf('2022-02-01 HN -0.1'), [[1, 'HN', '-0.1', energy]]);
    for (const price of ['abc', '1e3', '0x10', '.', 'NaN', 'Infinity', '0.1€']) {
      assert.deepEqual(issuesOf(`2022-02-01 HN ${price}`), [[1, 'HN', price, energy]]);
    }
    assert.deepEqual(issuesOf('2022-02-01 HN 0.123456789012'), []);
    assert.deepEqual(issuesOf('2022-02-01 HN 0.1234567890123'), [
      [1, 'HN', '0.1234567890123', '0…10 €/kWh, 12 decimals'],
    ]);
    assert.deepEqual(issuesOf('2022-02-01 ABO 1001'), [[1, 'ABO', '1001', '0…1000 €/month']]);
  });

  test('unknown keys and other forms', () => {
    assert.deepEqual(issuesOf('2022-02-01 PM 0.3'), [[1, 'PM', '0.3', 'DATE KEY PRICE']]);
    assert.deepEqual(parseTariffs('2022-02-01 PM 0.3', 'f').issues[0]?.near, ['HPM']);
    assert.equal(issuesOf('2022-02-01 INDEX11 0.3').length, 1);
    assert.deepEqual(issuesOf('2022-02-01 HN 0.1 0.2'), [[1, 'HN', '2022-02-01 HN 0.1 0.2', 'DATE KEY PRICE']]);
    assert.deepEqual(issuesOf('2022-02-01 ABO_HC 6:14 9:'), [[1, 'ABO_HC', '9:', '0…1000 €/month']]);
    assert.deepEqual(issuesOf('2022-02-01 ABO_HC 6:14 18.01'), [
      [1, 'ABO_HC', '2022-02-01 ABO_HC 6:14 18.01', 'DATE KEY PRICE'],
    ]);
    assert.deepEqual(issuesOf('2022-02-01 HC 42:0.1'), [[1, 'HC', '42:0.1', '1…36 kVA']]);
    assert.deepEqual(issuesOf('2022-02-01 KVA 90'), [[1, 'KVA', '90', '0…36 kVA']]);
    assert.deepEqual(parseTariffs('2022-02-01 KWA 9', 'f').issues[0]?.near, ['KVA']);
    assert.deepEqual(issuesOf('2022-02-01'), [[1, '', '2022-02-01', 'DATE KEY PRICE']]);
    assert.deepEqual(issuesOf('2022-02-01 HN'), [[1, 'HN', '', '0…10 €/kWh']]);
  });

  test('a file that is not there is no fault and has no prices; one that cannot be read is a fault', () => {
    const missing = loadTariffs(join(directory, 'none.conf'));
    assert.deepEqual([missing.issues, missing.prices.has('HN')], [[], false]);
    assert.deepEqual(loadTariffs(directory).issues, [
      { file: directory, line: 0, key: '', value: '', expected: 'EISDIR' },
    ]);
    const path = join(directory, 'tariffs.conf');
    writeFileSync(path, '2022-02-01 HN 0.1285\n');
    assert.equal(loadTariffs(path).prices.priceOn('HN', '2022-03-27'), 0.1285);
  });

  test('the file that ships has no fault, certain EJP prices, and no price for what only the contract knows', () => {
    const { prices, issues } = loadTariffs(join(root, 'conf', 'tariffs.conf'));
    assert.deepEqual(issues, []);
    assert.equal(prices.priceOn('HN', '2026-01-05'), 0.1418);
    assert.equal(prices.priceOn('HPM', '2026-01-05'), 1.0867);
    assert.equal(prices.priceOn('HPM', '2026-02-01'), 0.344);
    // The subscription depends on the power subscribed: the owner's to fill in.
    assert.equal(prices.priceOn('ABO', '2026-11-23'), undefined);
    assert.equal(prices.priceOn('HN', '2022-03-27'), undefined);
    assert.equal(prices.has('INJECTION'), false);
  });
});
