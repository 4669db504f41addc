process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { type Price, PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { JournalError } from '../../src/journal/reader.ts';
import { logFile } from '../../src/journal/writer.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { renderTable } from '../../src/report/output/table.ts';
import { type Report, reportOf } from '../../src/report/sums/report.ts';
import { report as texts } from '../../src/text/report.ts';
import { addDays, type Day, dayOf, daysBetween, instantOf, startOfDay } from '../../src/time/local.ts';
import { euros } from '../support/euros.ts';
import { buildReport } from '../support/reports.ts';

const at = (local: string): number => instantOf(local.replace(' ', 'T'));

function record(when: number, indexes: Record<string, number>, more: Partial<EnergyRecord> = {}): EnergyRecord {
  const quiet = { papp: 500, iinst: 2, injectionIndex: undefined, pinj: undefined, periodCode: 'HN..' };
  return { at: when, indexes, ...quiet, ...more };
}

const pricesFrom = (...lines: [Day, string, number][]): PriceList =>
  new PriceList(lines.map(([day, key, price]): Price => ({ day, key, price })));

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-report-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

/** Writes records into the logs of their days. */
function log(records: readonly EnergyRecord[]): void {
  const days = new Map<Day, string[]>();
  for (const each of records) {
    const day = dayOf(each.at);
    days.set(day, [...(days.get(day) ?? []), formatData(each)]);
  }
  for (const [day, lines] of days) writeFileSync(logFile(logs, day), `${lines.join('\n')}\n`);
}

/** No-break spaces as plain ones, runs of spaces as one: what is read, not how it is set. */
const words = (text: string): string => text.replace(/[ \u00a0\u202f]+/g, ' ');

/*
 * 2022-03-27, 23 hours long, a record every 20 s from midnight to midnight. 25 296 Wh are drawn evenly. 335 111 A·s flow
 * back at 220 W each: 335 111 × 220 / 3600 = 20 479.006 Wh. They are 14 A for 1196 records (334 880 A·s) and, in one
 * record more, the 231 A·s that are left: 231 × 220 / 20 s = 2541 W.
 */
function acceptanceDay(): EnergyRecord[] {
  const start = startOfDay('2022-03-27');
  const end = startOfDay('2022-03-28');
  const records: EnergyRecord[] = [];
  for (let when = start; when <= end; when += 20_000) {
    const hn = 688_322 + Math.round((25_296 * (when - start)) / (end - start));
    const i = (when - start) / 20_000;
    const noon = i - 2000;
    const injecting = noon >= 0 && noon < 1196;
    const power = injecting ? { papp: 0, iinst: 14 } : noon === 1196 ? { papp: 0, iinst: 12, pinj: 2541 } : {};
    records.push(record(when, { HN: hn, HPM: 80_072 }, power));
  }
  return records;
}

const OWNER = pricesFrom(['2022-02-01', 'HN', 0.1285], ['2022-02-01', 'HPM', 0.5], ['2022-02-01', 'INJECTION', 0.16]);

describe("the owner's own day, 2022-03-27", () => {
  let owner: Report | undefined;
  const ask = (): Report => {
    if (!owner) log(acceptanceDay());
    owner ??= buildReport({ logs, from: '2022-03-27', to: '2022-03-27', prices: OWNER });
    return owner;
  };

  test('25.296 kWh for 3.25 €, 20.479 kWh injected for 3.28 €, no EJP, a day of 23 hours fully covered', () => {
    const report = ask();
    assert.equal(report.contract, 'EJP');
    assert.deepEqual(
      report.periods.map(({ period, wh }) => [period, wh]),
      [
        ['HN', 25_296],
        ['PM', 0],
      ],
    );
    assert.equal(report.total.wh, 25_296);
    // 25.296 kWh × 0.1285 = 3.250536
    assert.equal(report.total.cost, euros(3.250536));
    assert.equal(report.injected.wh, 20_479);
    assert.equal(report.injected.revenue, euros(3.27664));
    assert.equal(report.injected.estimated, true);
    assert.deepEqual([report.ejpDays, report.missingDays, report.warnings], [[], [], []]);
    assert.equal(report.days[0]?.coverage, 1);
  });

  test("the table has the owner's lines", () => {
    const lines = words(renderTable(ask(), 'fr')).split('\n');
    assert.ok(lines.includes('Période dimanche 27 mars 2022'));
    assert.ok(lines.includes('Conso EJP 0,000 kWh 0,00 €'));
    assert.ok(lines.includes('Conso HN 25,296 kWh 3,25 €'));
    assert.ok(lines.includes('Conso totale 25,296 kWh 3,25 €'));
    assert.ok(lines.includes('Injecté sur période 20,479 kWh 3,28 € estimé'));
    assert.ok(lines.includes('Abonnement —'));
    // 3.25 − 3.28
    assert.ok(lines.includes('Net à payer, en partie −0,03 € TTC, injection déduite'));
    assert.ok(lines.includes('Non compté abonnement : prix inconnu'));
    assert.ok(lines.includes('Jours EJP au moins 0/22 depuis le 27/03/2022 · aucun'));
  });

  test('the table in English has the same figures', () => {
    const lines = words(renderTable(ask(), 'en')).split('\n');
    assert.ok(lines.includes('Period Sunday 27 March 2022'));
    assert.ok(lines.includes('HN used 25.296 kWh €3.25'));
    assert.ok(lines.includes('Injected over period 20.479 kWh €3.28 estimated'));
  });

  test('the JSON has the documented fields and units', () => {
    assert.deepEqual(JSON.parse(renderJson(ask())), {
      from: '2022-03-27',
      to: '2022-03-27',
      contract: 'EJP',
      periods: [
        { period: 'HN', kwh: 25.296, cost: 3.25 },
        { period: 'PM', kwh: 0, cost: 0 },
      ],
      total: { kwh: 25.296, cost: 3.25 },
      injected: { kwh: 20.479, revenue: 3.28, estimated: true },
      subscription: null,
      net: null,
      netKnown: -0.03,
      netWithout: ['ABO'],
      ejpDays: [],
      ejpDaysByIndex: [],
      ejpSeason: { from: '2021-11-01', used: 0, of: 22, atLeast: true, since: '2022-03-27' },
      days: [
        {
          date: '2022-03-27',
          periods: [
            { period: 'HN', kwh: 25.296, cost: 3.25 },
            { period: 'PM', kwh: 0, cost: 0 },
          ],
          total: { kwh: 25.296, cost: 3.25 },
          injected: { kwh: 20.479, revenue: 3.28, estimated: true },
          subscription: null,
          net: null,
          netKnown: -0.03,
          netWithout: ['ABO'],
          coverage: 1,
          peakVa: 500,
        },
      ],
      missingDays: [],
      warnings: [],
    });
  });
});

describe('an EJP day', () => {
  /** HN till 07:00, the peak till 01:00, HN again; 1 kWh an hour, a record every 30 min. */
  const records = (): EnergyRecord[] => {
    const from = at('2026-01-05 00:00:00');
    return Array.from({ length: 97 }, (_, i) => {
      const hours = i / 2;
      const peak = Math.min(Math.max(hours - 7, 0), 18);
      const running = hours > 7 && hours <= 25;
      return record(
        from + hours * 3_600_000,
        { HN: (hours - peak) * 1000, HPM: peak * 1000 },
        { periodCode: running ? 'PM..' : 'HN..' },
      );
    });
  };
  const prices = pricesFrom(['2025-08-01', 'HN', 0.1418], ['2025-08-01', 'HPM', 1.0867]);

  test('its energy is that of civil days, its name the day of its 07:00', () => {
    log(records());
    const report = buildReport({ logs, from: '2026-01-05', to: '2026-01-06', prices });
    assert.deepEqual(
      report.days.map(({ day, periods }) => [day, ...periods.map(({ wh }) => wh)]),
      [
        ['2026-01-05', 7000, 17_000],
        ['2026-01-06', 23_000, 1000],
      ],
    );
    assert.deepEqual(report.ejpDays, ['2026-01-05']);
    // 30 kWh × 0.1418 + 18 kWh × 1.0867 = 4.254 + 19.5606
    assert.equal(report.total.cost, euros(23.8146));
    assert.deepEqual(buildReport({ logs, from: '2026-01-06', to: '2026-01-06', prices }).ejpDays, []);
  });

  test('a day whose lines have no index has no energy of 0: it is told', () => {
    log([0, 22, 44].map((second) => record(at(`2026-01-05 10:00:${String(second).padStart(2, '0')}`), {})));
    const report = buildReport({ logs, from: '2026-01-05', to: '2026-01-05', prices });
    assert.deepEqual(
      report.warnings.filter(({ kind }) => kind === 'noIndex'),
      [{ kind: 'noIndex', day: '2026-01-05' }],
    );
    assert.match(words(renderTable(report, 'fr')), /05\/01\/2026 : aucun index dans les relevés/);
  });

  test('several days have a row each, within 80 columns', () => {
    log(records());
    const report = buildReport({ logs, from: '2026-01-05', to: '2026-01-06', prices });
    const table = renderTable(report, 'fr');
    const lines = words(table).split('\n');
    assert.ok(lines.includes('Période du 05/01/2026 au 06/01/2026 (2 jours)'));
    assert.ok(lines.includes('Jour EJP kWh HN kWh Total kWh € Injecté € Relevés'));
    // 7 × 0.1418 + 17 × 1.0867 = 19.4665; 23 × 0.1418 + 1.0867 = 4.3481
    assert.ok(lines.includes('05/01/2026 █ 17,000 7,000 24,000 19,47 0,000 0,00 100 %'));
    assert.ok(lines.includes('06/01/2026 1,000 23,000 24,000 4,35 0,000 0,00 100 %'));
    assert.ok(lines.includes('Jours EJP au moins 1/22 depuis le 05/01/2026 · 1 : 05/01/2026'));
    assert.ok(table.split('\n').every((line) => line.length <= 80));
  });
});

describe('prices', () => {
  const twoDays = (): EnergyRecord[] => [
    record(at('2026-01-31 00:00:00'), { HN: 0, HPM: 0 }),
    record(at('2026-02-01 00:00:00'), { HN: 10_000, HPM: 0 }),
    record(at('2026-02-02 00:00:00'), { HN: 20_000, HPM: 0 }),
  ];
  const range = { from: '2026-01-31', to: '2026-02-01' } as const;

  test('each day has the price of its own date', () => {
    const prices = pricesFrom(['2025-08-01', 'HN', 0.1418], ['2026-02-01', 'HN', 0.1781]);
    assert.equal(reportOf(twoDays(), { ...range, prices }).total.cost, euros(3.199));
  });

  test('a day without a price makes the cost unknown, never 0, and says which price is missing', () => {
    const report = reportOf(twoDays(), { ...range, prices: pricesFrom(['2026-02-01', 'HN', 0.1781]) });
    assert.equal(report.total.cost, undefined);
    assert.equal(report.periods[0]?.cost, undefined);
    assert.equal(report.days[1]?.cost, euros(1.781));
    assert.deepEqual(report.warnings, [{ kind: 'noPrice', key: 'HN', from: '2026-01-31', to: '2026-01-31' }]);
    assert.equal(JSON.parse(renderJson(report)).total.cost, null);
    const table = words(renderTable(report, 'fr'));
    assert.match(table, /Conso HN 20,000 kWh 1,78 € en partie, 1 j sur 2/);
    assert.match(table, /Prix manquant : HN le 31\/01\/2026/);
  });

  test('no energy needs no price', () => {
    const { periods, injected } = reportOf(twoDays(), { ...range, prices: pricesFrom(['2025-08-01', 'HN', 0.1]) });
    assert.deepEqual([periods[1]?.cost, injected.revenue], [0n, 0n]);
  });

  test('what nothing is known of is null, and a dash, not 0', () => {
    const json = JSON.parse(renderJson(reportOf([], { ...range, prices: pricesFrom(['2025-08-01', 'ABO', 31]) })));
    assert.deepEqual([json.total, json.net], [{ kwh: null, cost: null }, null]);
    assert.deepEqual(json.injected, { kwh: null, revenue: null, estimated: false });
    // A hole over both days: their energy is known by the index, what was injected is not.
    const hole = reportOf(twoDays(), { ...range, prices: pricesFrom(['2025-08-01', 'HN', 0.1]) });
    assert.deepEqual(JSON.parse(renderJson(hole)).injected, { kwh: null, revenue: null, estimated: false });
    assert.ok(words(renderTable(hole, 'fr')).includes('\nInjecté sur période — —\n'));
  });

  test('the subscription is shared by the days of its month and stays out of the total', () => {
    const prices = pricesFrom(['2025-08-01', 'ABO', 31], ['2026-02-01', 'ABO', 28], ['2025-08-01', 'HN', 0.1]);
    const report = reportOf(twoDays(), { ...range, prices });
    assert.equal(report.subscription, euros(2));
    assert.equal(report.total.cost, euros(2));
  });

  test('a subscription known for some days only is unknown', () => {
    const report = reportOf(twoDays(), {
      ...range,
      prices: pricesFrom(['2026-02-01', 'ABO', 28], ['2020-01-01', 'HN', 1]),
    });
    assert.equal(report.subscription, undefined);
    assert.deepEqual(report.warnings, [{ kind: 'noPrice', key: 'ABO', from: '2026-01-31', to: '2026-01-31' }]);
  });
});

describe('days and files', () => {
  const noPrices = pricesFrom();

  test('midnight is shared with the files on either side', () => {
    log([
      record(at('2026-01-13 23:59:50'), { BASE: 1000 }),
      record(at('2026-01-14 00:00:10'), { BASE: 1020 }),
      record(at('2026-01-14 23:59:50'), { BASE: 9020 }),
      record(at('2026-01-15 00:00:10'), { BASE: 9040 }),
    ]);
    const report = buildReport({ logs, from: '2026-01-14', to: '2026-01-14', prices: noPrices });
    assert.equal(report.total.wh, 10 + 8000 + 10);
    assert.equal(report.contract, 'BASE');
  });

  test('the titles of a calendar of its own stand apart', () => {
    const indexes = (n: number) => ({ INDEX01: n, INDEX02: n });
    log([record(at('2026-01-13 12:00:00'), indexes(0)), record(at('2026-01-14 12:00:00'), indexes(2400))]);
    const report = buildReport({ logs, from: '2026-01-13', to: '2026-01-14', prices: noPrices });
    assert.match(renderTable(report, 'fr'), /^Jour {10}INDEX01 {4}INDEX02 {2}Total kWh {8}€/m);
  });

  test('a day within a hole has its share and is told as missing', () => {
    log([record(at('2026-01-13 12:00:00'), { BASE: 0 }), record(at('2026-01-15 12:00:00'), { BASE: 4800 })]);
    const report = buildReport({ logs, from: '2026-01-14', to: '2026-01-14', prices: noPrices });
    assert.deepEqual([report.total.wh, report.days[0]?.coverage], [2400, 0]);
    assert.deepEqual(report.missingDays, ['2026-01-14']);
    assert.match(words(renderTable(report, 'fr')), /Aucun relevé : 14\/01\/2026\./);
  });

  test('a day within a hole on which nothing was drawn has its share of the injection', () => {
    log([
      record(at('2026-01-13 12:00:00'), { BASE: 0 }, { injectionIndex: 0 }),
      record(at('2026-01-15 12:00:00'), { BASE: 0 }, { injectionIndex: 4800 }),
    ]);
    const report = buildReport({ logs, from: '2026-01-13', to: '2026-01-15', prices: noPrices });
    assert.deepEqual(
      report.days.map(({ injectedWh }) => injectedWh),
      [1200, 2400, 1200],
    );
    assert.equal(report.injected.wh, 4800);
  });

  test('days to come have no subscription yet', () => {
    const prices = pricesFrom(['2026-01-01', 'ABO', 31]);
    const records = [record(at('2026-01-14 12:00:00'), { BASE: 1 })];
    const now = at('2026-01-15 12:00:00');
    assert.equal(reportOf(records, { from: '2026-01-14', to: '2026-01-31', prices, now }).subscription, euros(2));
  });

  test('days to come are not missing, and today is covered up to now', () => {
    const noon = at('2026-01-14 12:00:00');
    const records: EnergyRecord[] = [];
    for (let when = startOfDay('2026-01-14'); when <= noon; when += 20_000) records.push(record(when, { BASE: 1 }));
    const report = reportOf(records, { from: '2026-01-14', to: '2026-01-20', prices: noPrices, now: noon });
    assert.deepEqual([report.missingDays, report.days.map(({ coverage }) => coverage)], [[], [1]]);
  });

  test('no records at all is said, in words and as nulls', () => {
    const report = buildReport({ logs, from: '2026-01-14', to: '2026-01-15', prices: noPrices });
    assert.deepEqual([report.contract, report.periods, report.total.wh], [undefined, [], 0]);
    assert.match(renderTable(report, 'fr'), /Aucun relevé du 14\/01\/2026 au 15\/01\/2026\./);
    assert.equal(JSON.parse(renderJson(report)).contract, null);
  });

  test('damaged lines are counted by day, and told', () => {
    writeFileSync(logFile(logs, '2026-01-14'), `x\ny\n${formatData(record(at('2026-01-14 10:00:00'), { BASE: 1 }))}\n`);
    const report = buildReport({ logs, from: '2026-01-14', to: '2026-01-14', prices: noPrices });
    assert.deepEqual(report.warnings, [{ kind: 'damagedLines', day: '2026-01-14', count: 2 }]);
    assert.match(renderTable(report, 'fr'), /2 lignes illisibles ignorées\u00a0: 14\/01\/2026\./);
    assert.match(renderTable(report, 'en'), /2 unreadable lines left out: 2026-01-14\./);
  });

  test('a directory that is not there is an error, not an empty report', () => {
    const range = { from: '2026-01-14', to: '2026-01-14', prices: noPrices } as const;
    assert.throws(() => buildReport({ logs: join(logs, 'none'), ...range }), JournalError);
  });

  test('a report on many days is the sum of the reports on each', () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 150_000 }), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        rmSync(logs, { recursive: true });
        logs = mkdtempSync(join(tmpdir(), 'linky-report-'));
        let when = at('2026-10-23 18:00:00');
        let wh = 0;
        const records = [record(when, { HN: 0, HPM: 3 })];
        for (const [seconds, load] of steps) {
          when += seconds * 1000;
          // The doubled hour cannot be told apart in a log with holes.
          if (dayOf(when) === '2026-10-25') continue;
          wh += Math.floor(seconds * 9 * load);
          records.push(record(when, { HN: wh, HPM: 3 }));
        }
        log(records);
        const to = addDays(dayOf(when), 1);
        const totalOf = (from: Day, until: Day): number =>
          buildReport({ logs, from, to: until, prices: OWNER }).total.wh;
        const sum = daysBetween('2026-10-23', to).reduce((total, day) => total + totalOf(day, day), 0);
        assert.equal(totalOf('2026-10-23', to), wh);
        assert.equal(sum, wh);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the table in every situation', () => {
  const tempo = ['HCJB', 'HPJB', 'HCJW', 'HPJW', 'HCJR', 'HPJR'];

  test('Tempo has a line a period, and rows without period columns', () => {
    const indexes = (wh: number) => Object.fromEntries(tempo.map((key, i) => [key, wh * (i + 1)]));
    const start = at('2026-01-14 00:00:00');
    const records = [0, 1, 2].map((i) => record(start + i * 86_400_000, indexes(i * 1000), { periodCode: 'HPJB' }));
    const report = reportOf(records, { from: '2026-01-14', to: '2026-01-15', prices: pricesFrom() });
    const lines = words(renderTable(report, 'fr')).split('\n');
    for (const [i, key] of tempo.entries()) assert.ok(lines.includes(`Conso ${key} ${2 * (i + 1)},000 kWh —`));
    assert.ok(lines.includes('14/01/2026 █ 21,000 — — — 0 %'));
    assert.ok(!lines.some((line) => line.startsWith('Jours EJP')));
  });

  test('an index that leapt and a contract that changed are told in words', () => {
    const start = at('2026-01-14 10:00:00');
    const records = [
      record(start, { HN: 0, HPM: 0 }),
      record(start + 20_000, { HN: 500_000, HPM: 0 }),
      record(start + 40_000, { HN: 500_001, HPM: 0 }),
      record(start + 60_000, { INDEX01: 5 }, { periodCode: 'T01' }),
    ];
    const report = reportOf(records, { from: '2026-01-14', to: '2026-01-14', prices: pricesFrom() });
    const table = words(renderTable(report, 'fr')).replace(/\n /g, '');
    assert.match(table, /l’index HN a fait un saut impossible \(\+500,000 kWh\), non compté\./);
    assert.match(table, /le contrat a changé \(EJP → calendrier du fournisseur\)\./);
    assert.equal(report.contract, undefined);
  });

  test('a year of holes and damage stays readable: 80 columns, and no more remarks than fit', () => {
    const days = daysBetween('2025-01-01', '2025-12-31');
    const records = days.flatMap((day, i) => [
      ...(i % 3 === 0 ? [] : [record(at(`${day} 10:00:00`), { HN: 123_456_000 + i, HPM: 0 })]),
      ...(i % 5 === 0 ? [record(at(`${day} 11:00:00`), { HN: i, HPM: 0 })] : []),
    ]);
    const range = { from: '2025-01-01', to: '2025-12-31', prices: pricesFrom(['2025-06-01', 'HN', 9.99]) } as const;
    for (const lang of ['fr', 'en'] as const) {
      const lines = renderTable(reportOf(records, range), lang).split('\n');
      assert.deepEqual(
        lines.filter((line) => line.length > 80),
        [],
      );
      assert.ok(lines.length < 365 + 60);
    }
  });

  test('every text stands in both languages', () => {
    assert.deepEqual(Object.keys(texts.fr).sort(), Object.keys(texts.en).sort());
  });
});
