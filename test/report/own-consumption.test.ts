process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { parseProduction } from '../../src/config/production.ts';
import { PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import { renderCsv } from '../../src/report/output/csv.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { renderTable } from '../../src/report/output/table.ts';
import { groupDays } from '../../src/report/sums/grouping.ts';
import { productionOfLogs, withOwnConsumption } from '../../src/report/sums/own-consumption.ts';
import { sharesOf } from '../../src/report/sums/own-shares.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import type { Report } from '../../src/report/sums/report.ts';
import { addDays, type Day, daysBetween, startOfDay } from '../../src/time/local.ts';
import { runAll } from '../support/command-lines.ts';
import { record, writeOld } from '../support/meter-life.ts';
import { buildReport } from '../support/reports.ts';

const HOUR = 3_600_000;
const [FIRST, LAST] = ['2026-06-01', '2026-06-03'] as const;

let home = '';
let logs = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'linky-own-'));
  logs = join(home, 'logs');
  mkdirSync(logs);
  mkdirSync(join(home, 'conf'));
});
afterEach(() => rmSync(home, { recursive: true }));

const isSunny = (at: number): boolean => new Date(at).getHours() >= 10 && new Date(at).getHours() < 14;

/** A line a minute; values by how long the sun has shone and not shone, in hours. */
function writeDays(
  directory: string,
  valuesAt: (sun: number, night: number) => Pick<EnergyRecord, 'indexes'> & Partial<EnergyRecord>,
  days: readonly Day[] = daysBetween(FIRST, LAST),
): void {
  let [sun, night] = [0, 0];
  for (const day of days) {
    const lines: string[] = [];
    for (let at = startOfDay(day); at < startOfDay(addDays(day, 1)); at += 60_000) {
      const { indexes, ...more } = valuesAt(sun, night);
      lines.push(formatData(record(at, indexes, { periodCode: 'TH..', ...more })));
      if (isSunny(at)) sun += 1 / 60;
      else night += 1 / 60;
    }
    writeOld(logFile(directory, day), `${lines.join('\n')}\n`);
  }
}

/** Draws 500 W without sun, and injects 2 kW with it, which an index measures. */
const writeHouse = (): void =>
  writeDays(logs, (sun, night) => ({
    indexes: { BASE: 1_000_000 + Math.round(night * 500) },
    injectionIndex: 2000 + Math.round(sun * 2000),
  }));

/** Panels make 3 kW from 10:00 to 14:00, an hour a line. */
function productionFile(days: readonly Day[] = daysBetween(FIRST, LAST), separator = ','): string {
  const rows = days.flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => {
      const wh = isSunny(startOfDay(day) + hour * HOUR) ? 3000 : 0;
      return `${day}T${String(hour).padStart(2, '0')}:00${separator}${wh}`;
    }),
  );
  return [`time${separator}Wh`, ...rows, ''].join('\n');
}

const prices = new PriceList([]);
const NOW = startOfDay('2026-07-01');
const built = (): Report => buildReport({ logs, from: FIRST, to: LAST, prices, now: NOW });
function reported(file: string): Report {
  const { production, issues } = parseProduction(file, 'p.csv');
  assert.deepEqual(issues, []);
  return finish(withOwnConsumption(built(), { logs: new Summaries(logs), production, now: NOW }));
}
const words = (text: string): string => text.replace(/[ \u00a0\u202f]+/g, ' ');

describe('own consumption', () => {
  test('production − injection is used by the home, which draws the rest', () => {
    writeHouse();
    const report = reported(productionFile());
    // Each day 12 kWh are made, 8 are injected, 4 are used, and 20 × 0.5 drawn: 14 in all. The last minute of all is not known.
    const table = words(renderTable(report, 'fr'));
    assert.match(
      table,
      /\nProduction 36,000 kWh\nAutoconsommation 12,000 kWh 33 % de la production\nConso de la maison 41,9\d\d kWh 29 % autoproduits\n/,
    );
    const csv = renderCsv(report, 'en').split('\n');
    assert.match(
      csv[0] ?? '',
      /,production kWh,self-consumption kWh,home kWh,production coverage,self-consumption estimated$/,
    );
    assert.match(csv[1] ?? '', /,12\.000,4\.000,14\.000,1\.000,0$/);
    const json = JSON.parse(renderJson(report, 'month'));
    assert.deepEqual(json.days[0].ownConsumption, {
      ...{ producedKwh: 12, selfConsumedKwh: 4, selfConsumedShare: 0.333, houseKwh: 14, selfSufficiency: 0.286 },
      ...{ coverage: 1, estimated: false },
    });
    assert.equal(json.ownConsumption.producedKwh, 36);
    assert.equal(json.groups[0].ownConsumption.selfConsumedKwh, 12);
  });

  test('of a time without production data nothing counts, and the part of the time is told', () => {
    writeHouse();
    const report = reported(productionFile([FIRST]));
    const [first, second] = groupDays(report, 'day');
    assert.equal(second?.own?.knownMs, 0);
    assert.equal(first?.own && sharesOf(first.own).coverage, 1);
    const table = words(renderTable(report, 'fr', { by: 'day' }));
    // 20 h of 500 W are drawn on the day that is known: beside them 4 kWh of its own make 14.
    assert.match(
      table,
      /\nProduction 12,000 kWh sur 33 % du temps\n.*\nSoutirage 10,000 kWh sur 33 % du temps\nConso de la maison 14,000 kWh sur 33 % du temps · 29 % autoproduits\n/,
    );
    assert.match(table, /\n01\/06\/2026 12,000 4,000 33 % 14,000 29 % 100 %\n02\/06\/2026 — — — — — 0 %\n/);
    assert.match(renderCsv(report, 'fr').split('\n')[2] ?? '', /;;;;0,000;$/);
    assert.ok(
      renderTable(report, 'en', { by: 'day' })
        .split('\n')
        .every((line) => line.length <= 80),
    );
  });

  test('an injection that is estimated makes the result an estimate; a hole in the logs is not counted', () => {
    writeDays(
      logs,
      (sun, night) => ({
        indexes: { BASE: 1_000_000 + Math.round(night * 500) },
        ...(sun % 4 > 0 && sun % 4 < 4 ? { papp: 0, iinst: 9 } : {}),
      }),
      [FIRST, LAST],
    );
    const report = reported(productionFile());
    const { ownConsumption } = JSON.parse(renderJson(report));
    assert.equal(ownConsumption.estimated, true);
    assert.ok(ownConsumption.coverage > 0.65 && ownConsumption.coverage < 0.67, String(ownConsumption.coverage));
    assert.match(words(renderTable(report, 'fr')), /\nAutoconsommation .* kWh \d+ % de la production · estimé\n/);
  });

  test('production of other days leaves all unknown, in words', () => {
    writeHouse();
    const report = reported(productionFile(['2025-06-01']));
    assert.match(words(renderTable(report, 'fr')), /\nProduction aucune donnée sur cette période\n/);
    assert.equal(JSON.parse(renderJson(report)).ownConsumption.producedKwh, null);
  });

  test('without data of production nothing is said of it', () => {
    writeHouse();
    assert.ok(!/Production|autoprod/i.test(renderTable(built(), 'fr', { by: 'day' })));
    assert.ok(!renderJson(built(), 'day').includes('ownConsumption'));
    assert.ok(!renderCsv(built(), 'en').includes('production'));
  });

  const panels = (directory: string, injects: boolean): void => {
    mkdirSync(directory);
    writeDays(directory, (sun) => {
      const made = Math.round(sun * 3000);
      return injects
        ? { indexes: { BASE: 700 }, injectionIndex: 5000 + made, papp: 0, iinst: 0 }
        : { indexes: { BASE: 5000 + made }, papp: 100 };
    });
  };

  test('a second meter: what it injected, or where it injects nothing what went through it', () => {
    writeHouse();
    for (const injects of [true, false]) {
      const directory = join(home, `panels-${injects}`);
      panels(directory, injects);
      const span = { from: FIRST, to: LAST } as const;
      const production = finish(productionOfLogs(new Summaries(directory), span));
      const report = finish(withOwnConsumption(built(), { logs: new Summaries(logs), production, now: NOW }));
      const [first] = groupDays(report, 'day');
      assert.equal(Math.round(first?.own?.producedWh ?? 0), 12_000);
      assert.deepEqual(first?.own && Math.round(sharesOf(first.own).selfWh), 4000);
    }
  });

  test('the command finds production.csv, the file or the directory of PRODUCTION, and tells what is wrong', () => {
    writeHouse();
    panels(join(home, 'panels'), true);
    const conf = join(home, 'conf', 'LinkyAcq.conf');
    writeFileSync(join(home, 'conf', 'tariffs.conf'), '');
    const run = (settings: string) => {
      writeFileSync(conf, settings);
      const words = ['report', '-s', FIRST, '-e', LAST, '--format', 'json', '--home', home, '--lang', 'en'];
      const [finished] = runAll([words]);
      assert.equal(finished?.status, 0, finished?.stderr);
      const { ownConsumption } = JSON.parse(finished.stdout);
      // A slow machine shows its progress.
      const complaints = finished.stderr.replace(/^reading the logs.*\n/gm, '');
      return [ownConsumption?.producedKwh, complaints.replaceAll(home, '')];
    };
    assert.deepEqual(run(''), [undefined, '']);
    writeFileSync(join(home, 'conf', 'production.csv'), `${productionFile([FIRST], ';')}noise\n`);
    assert.deepEqual(run(''), [12, 'linky-monitor: /conf/production.csv, line 26: noise: expected YYYY-MM-DDThh:mm\n']);
    assert.deepEqual(run('PRODUCTION ../panels\n'), [36, '']);
    const ownLogs = "linky-monitor: PRODUCTION /logs: these are the home's own logs, not a second meter's; left out\n";
    assert.deepEqual(run('PRODUCTION ../logs\n'), [undefined, ownLogs]);
    assert.deepEqual(run('PRODUCTION none.csv\n'), [undefined, 'linky-monitor: /conf/none.csv not found\n']);
  });
});
