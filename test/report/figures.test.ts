process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import {
  type Comparison,
  changeText,
  comparisonSteps,
  comparisonText,
  spansOf,
} from '../../src/report/outlook/compare.ts';
import { dayCurve, shapeOfDay, sparkline } from '../../src/report/output/sparkline.ts';
import { renderTable, type TableView } from '../../src/report/output/table.ts';
import { type MeanPower, meanPower } from '../../src/report/sums/mean-power.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import type { Report } from '../../src/report/sums/report.ts';
import { addDays, type Day, daysBetween, instantOf, startOfDay } from '../../src/time/local.ts';
import { record } from '../support/meter-life.ts';
import { buildReport } from '../support/reports.ts';

const prices = new PriceList([]);
const words = (text: string): string => text.replace(/[ \u00a0\u202f]+/g, ' ');

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-figures-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

/** Days of even power, a record a minute: watts by day from the first one on; undefined leaves the day's log out. */
function write(first: Day, watts: readonly (number | undefined)[]): void {
  let wh = 0;
  watts.forEach((power, i) => {
    const day = addDays(first, i);
    const lines: string[] = [];
    for (let at = startOfDay(day); at < startOfDay(addDays(day, 1)); at += 60_000) {
      const record: EnergyRecord = {
        at,
        periodCode: 'TH..',
        indexes: { BASE: Math.round(wh) },
        papp: power ?? 0,
        iinst: 2,
        injectionIndex: undefined,
        pinj: undefined,
      };
      lines.push(formatData(record));
      wh += (power ?? 0) / 60;
    }
    if (power !== undefined) writeFileSync(logFile(logs, day), `${lines.join('\n')}\n`);
  });
}

const at = (local: string): number => instantOf(local.replace(' ', 'T'));
const ask = (from: Day, to: Day, now: number): Report => buildReport({ logs, from, to, prices, now });
const comparisonOf = (report: Report, now: number): Comparison | undefined =>
  finish(comparisonSteps(report, { logs: new Summaries(logs), now, prices }));
const compared = (from: Day, to: Day, now: number): string | undefined => {
  const comparison = comparisonOf(ask(from, to, now), now);
  return comparison && words(comparisonText(comparison, 'fr'));
};

describe('the curve', () => {
  test('bars from 0 to the greatest value, blank where nothing is known', () => {
    assert.equal(sparkline([0, 1, 2, 3, 4, 5, 6, 7, 8]), '▁▂▃▄▅▆▇██');
    assert.equal(sparkline([undefined, 5, undefined]), ' █ ');
    assert.equal(sparkline([0, 0]), '▁▁');
    assert.equal(sparkline([]), '');
  });

  test('a column a day, and means of several days where they are too many', () => {
    const day = (name: Day, wh: number) => ({ day: name, wh }) as Report['days'][number];
    const month = daysBetween('2026-10-01', '2026-10-31');
    assert.equal(dayCurve(month, []).values.length, 31);
    const year = daysBetween('2026-01-01', '2026-12-31');
    const { daysPerColumn, values } = dayCurve(year, [day('2026-01-01', 10), day('2026-01-03', 20)]);
    assert.equal(daysPerColumn, 11);
    assert.ok(values.length <= 36);
    assert.deepEqual(values.slice(0, 2), [15, undefined]);
  });

  test('an hour has the mean power of its records; the hour that March leaves out is blank', () => {
    const records = ['00:10', '00:20', '01:30', '03:30'].map((clock, i) =>
      record(at(`2026-03-29 ${clock}:00`), { BASE: 1 }, { papp: 100 * (i + 1) }),
    );
    writeFileSync(logFile(logs, '2026-03-29'), `${records.map(formatData).join('\n')}\n`);
    const { hours, maximumAt } = shapeOfDay(new Summaries(logs), '2026-03-29');
    assert.deepEqual(hours.slice(0, 5), [150, 300, undefined, 400, undefined]);
    assert.equal(hours.length, 24);
    assert.equal(maximumAt, at('2026-03-29 03:30:00'));
    assert.equal(shapeOfDay(new Summaries(logs), '2026-03-30').maximumAt, undefined);
  });
});

describe('mean power', () => {
  test('energy over the time of the days, 23 hours or now as their end', () => {
    write('2026-03-27', [600, 600, 1200]);
    const whole = meanPower(ask('2026-03-28', '2026-03-29', at('2026-04-01 00:00:00')));
    assert.ok(Math.abs((whole?.watts ?? 0) - (600 * 24 + 1200 * 23) / 47) < 2, `${whole?.watts}`);
    const noon = at('2026-03-28 12:00:00');
    rmSync(logFile(logs, '2026-03-29'));
    writeFileSync(logFile(logs, '2026-03-28'), '');
    const partial = meanPower(ask('2026-03-27', '2026-03-28', noon), noon);
    assert.equal(Math.round(partial?.watts ?? 0), 600);
    assert.equal(Math.round((partial?.share ?? 0) * 100), 67, 'one day of one and a half');
    assert.equal(meanPower({ from: '2026-03-28', to: '2026-03-28', days: [] }), undefined);
  });

  const rounded = (mean: MeanPower | undefined) => [Math.round(mean?.watts ?? 0), Math.round((mean?.share ?? 0) * 100)];

  test('the first day of all is known from its first line on', () => {
    write('2026-11-17', [1660, 1660]);
    const file = logFile(logs, '2026-11-17');
    writeFileSync(
      file,
      `${readFileSync(file, 'utf8')
        .split('\n')
        .slice(18 * 60)
        .join('\n')}`,
    );
    const report = ask('2026-11-17', '2026-11-17', at('2026-11-20 00:00:00'));
    assert.equal(report.total.wh, 1660 * 6);
    assert.deepEqual(rounded(meanPower(report)), [1660, 25]);
  });

  test('what was drawn in a hole between two lines is known, of the days in the hole as of all around it', () => {
    write('2026-11-10', [600, 600, undefined, undefined, undefined, 600, 600]);
    const now = at('2026-11-20 00:00:00');
    for (const [from, to] of [
      ['2026-11-12', '2026-11-14'],
      ['2026-11-12', '2026-11-12'],
      ['2026-11-10', '2026-11-15'],
    ] as const)
      assert.equal(meanPower(ask(from, to, now))?.share, 1, `${from} ${to}`);
    assert.deepEqual(rounded(meanPower(ask('2026-11-10', '2026-11-15', now))), [300, 100]);
    assert.ok((meanPower(ask('2026-11-12', '2026-11-14', now))?.watts ?? 9) < 1);
  });

  test('some lines of a minute are too few; what an index leapt over is not known', () => {
    write('2026-11-10', [600]);
    const file = logFile(logs, '2026-11-10');
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    const asked = () => meanPower(ask('2026-11-10', '2026-11-10', at('2026-11-11 00:00:00')));
    writeFileSync(file, `${lines[0]}\n`);
    assert.equal(asked(), undefined);
    const leapt = lines
      .slice(720)
      .map((line) => line.replace(/(?<=IndexBase\W+)\d+/, (wh) => String(Number(wh) + 900_000)));
    writeFileSync(file, `${[...lines.slice(0, 360), ...leapt].join('\n')}\n`);
    const mean = asked();
    // 00:00 to 05:59 and 12:00 to 23:59.
    assert.ok(Math.abs((mean?.share ?? 0) - (359 + 719) / 1440) < 1e-9, `${mean?.share}`);
    assert.equal(Math.round(mean?.watts ?? 0), 600);
  });
});

describe('the period before', () => {
  const NOW = at('2026-11-23 15:00:00');

  test('as many days, and a day that still runs is left out', () => {
    const spans = (from: Day, to: Day) => {
      const { current, before, isPartialDay } = spansOf({ from, to }, '2026-11-23') ?? {};
      return [current?.from, current?.to, before?.from, before?.to, isPartialDay];
    };
    assert.deepEqual(spans('2026-11-10', '2026-11-12'), [
      '2026-11-10',
      '2026-11-12',
      '2026-11-07',
      '2026-11-09',
      false,
    ]);
    assert.deepEqual(spans('2026-11-17', '2026-11-23').slice(0, 4), [
      '2026-11-17',
      '2026-11-22',
      '2026-11-11',
      '2026-11-16',
    ]);
    assert.deepEqual(spans('2026-11-23', '2026-11-30'), ['2026-11-23', '2026-11-23', '2026-11-22', '2026-11-22', true]);
    assert.equal(spansOf({ from: '2026-11-24', to: '2026-11-24' }, '2026-11-23'), undefined);
  });

  test('kWh and share, with their sign', () => {
    write('2026-11-16', [1000, 1000, 1250, 1250, 900]);
    assert.equal(compared('2026-11-18', '2026-11-19', NOW), '+12,0 kWh (+25 %) 2 jours contre 16/11/2026 → 17/11/2026');
    assert.equal(compared('2026-11-20', '2026-11-20', NOW), '−8,4 kWh (−28 %) 1 jour contre 19/11/2026');
    assert.equal(compared('2026-11-17', '2026-11-17', NOW), '0,0 kWh 1 jour contre 16/11/2026');
  });

  test('kWh and percentage have one sign, or the one that would be 0 has no other beside it', () => {
    const change = (differenceWh: number, share: number | undefined) =>
      words(changeText({ differenceWh, share }, 'fr'));
    assert.equal(change(-40, -0.012), '0,0 kWh');
    assert.equal(change(2900, 0.004), '+2,9 kWh (+0,4 %)');
    assert.equal(change(-2900, -0.0096), '−2,9 kWh (−1 %)');
    assert.equal(change(2900, 0.0001), '+2,9 kWh');
    assert.equal(change(2900, undefined), '+2,9 kWh');
  });

  test('of more than a month nothing is said: the days before are of another season', () => {
    write('2026-08-01', Array(100).fill(500));
    // One day of October has 25 hours: 0.5 kWh of 372.
    const october = '+0,5 kWh (+0,1 %) 31 jours contre 31/08/2026 → 30/09/2026';
    assert.equal(compared('2026-10-01', '2026-10-31', NOW), october);
    assert.equal(compared('2026-10-01', '2026-11-02', NOW), undefined);
  });

  test('today is compared with yesterday at the same time', () => {
    write('2026-11-21', [1000, 1000, 1000]);
    const log = logFile(logs, '2026-11-23');
    rmSync(log);
    const line = (clock: string, wh: number) => `2026/11/23 ${clock} DATA Periode=TH.., IndexBase=${wh}`;
    const rest = ', PuissConsommee=00500, IConsommee=002';
    writeFileSync(log, `${line('00:00:00', 48_000)}${rest}\n${line('15:00:00', 63_400)}${rest}\n`);
    assert.equal(compared('2026-11-23', '2026-11-23', NOW), '+0,4 kWh (+3 %) contre hier jusqu’à 15:00');
    // The log has stopped: the time since is compared with nothing.
    const later = at('2026-11-23 18:30:00');
    assert.equal(compared('2026-11-23', '2026-11-23', later), '+0,4 kWh (+3 %) contre hier jusqu’à 15:00');
  });

  test('nothing is said of a day whose beginning no log knows, or its end', () => {
    write('2026-11-16', [1000, 1000, 1000]);
    const half = (day: Day, from: string, to: string): void => {
      const path = logFile(logs, day);
      const lines = readFileSync(path, 'utf8').split('\n');
      writeFileSync(
        path,
        `${lines.filter((line) => line.slice(11, 16) >= from && line.slice(11, 16) < to).join('\n')}\n`,
      );
    };
    half('2026-11-16', '12:00', '24:00');
    assert.equal(compared('2026-11-17', '2026-11-17', NOW), undefined);
    half('2026-11-18', '00:00', '12:00');
    assert.equal(compared('2026-11-18', '2026-11-18', NOW), undefined);
  });

  test('nothing is said where the energy of a day is unknown; a hole between records is not', () => {
    write('2026-11-01', [500, undefined, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500]);
    assert.equal(compared('2026-11-01', '2026-11-01', NOW), undefined);
    assert.equal(compared('2026-11-02', '2026-11-12', NOW), undefined);
    assert.equal(compared('2026-11-07', '2026-11-12', NOW), '+12,0 kWh (+20 %) 6 jours contre 01/11/2026 → 06/11/2026');
  });
});

describe('the table', () => {
  const view = (report: Report, now: number): TableView => ({
    now,
    comparison: comparisonOf(report, now),
    shape: { hours: Array(24).fill(500), maximumAt: at('2026-11-05 19:32:10') },
  });

  test('of one day: peak with its time, mean power, power by hour', () => {
    write('2026-11-04', [500, 600]);
    const now = at('2026-11-08 12:00:00');
    const report = ask('2026-11-05', '2026-11-05', now);
    const lines = words(renderTable(report, 'fr', view(report, now))).split('\n');
    assert.ok(lines.includes('Puissance maximale 600 VA à 19:32'));
    assert.ok(lines.includes('Puissance moyenne 600 W sur 99 % du temps'));
    assert.ok(lines.includes(`Puissance par heure ${'█'.repeat(24)} max 500 VA`));
    assert.ok(lines.some((line) => line.startsWith('Période d’avant +2,4 kWh (+20 %) 1 jour contre 04/11/2026')));
  });

  test('of several days: peak with its day, energy by day; in 80 columns whatever the range', () => {
    write('2026-10-01', Array(45).fill(6000));
    const now = at('2026-11-20 12:00:00');
    for (const [from, to] of [
      ['2026-10-20', '2026-11-10'],
      ['2026-10-01', '2026-11-14'],
      ['2020-01-01', '2026-11-20'],
    ] as const) {
      const report = ask(from, to, now);
      for (const lang of ['fr', 'en'] as const) {
        const text = renderTable(report, lang, view(report, now));
        assert.deepEqual(
          text.split('\n').filter((line) => line.length > 80),
          [],
        );
        assert.match(words(text), lang === 'fr' ? /Puissance maximale 6 000 VA le / : /Highest power 6,000 VA on /);
        assert.match(text, lang === 'fr' ? /\nÉnergie(,| par) .*max 1[45]\d,\d/ : /\nEnergy(,| by) .*max 1[45]\d\.\d/);
      }
    }
  });
});
