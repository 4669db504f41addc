import assert from 'node:assert/strict';
import fs, { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { EnergyLedger } from '../../src/energy/ledger.ts';
import { PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { type DayShape, shapeOfDay } from '../../src/report/output/sparkline.ts';
import { renderTable } from '../../src/report/output/table.ts';
import { type Report, reportOfLedger } from '../../src/report/sums/report.ts';
import { addDays, type Day } from '../../src/time/local.ts';
import { life, runsOfOne, writeLogs } from './meter-life.ts';
import { buildReport, listDays, readDay, reportOfDays } from './reports.ts';

const prices = new PriceList([{ day: '2020-01-01', key: 'HN', price: 0.1 }]);

/** The report record by record: each is a run of its own, and no cache is asked. */
export function plainReport(logs: string, from: Day, to: Day): Report {
  const days = listDays(logs);
  const of = (all: readonly Day[]) => all.flatMap((day) => readDay(logs, day).records);
  const withRecords = (all: readonly Day[]) => all.filter((day) => of([day]).length > 0);
  const damages = days
    .filter((day) => day >= from && day <= to)
    .flatMap((day) => {
      const { damaged, leftOut, records } = readDay(logs, day);
      const isUnknown = records.length > 0 && records.every(({ indexes }) => Object.keys(indexes).length === 0);
      return [
        ...(damaged > 0 ? [{ kind: 'damagedLines' as const, day, count: damaged }] : []),
        ...(isUnknown ? [{ kind: 'noIndex' as const, day }] : []),
        ...(leftOut > 0 ? [{ kind: 'falseClock' as const, day, count: leftOut }] : []),
      ];
    });
  const records = [
    ...of(withRecords(days.filter((day) => day < from)).slice(-8)),
    ...of(days.filter((day) => day >= from && day <= to)),
    ...of(withRecords(days.filter((day) => day > to)).slice(0, 7)),
  ];
  const ledger = new EnergyLedger();
  for (const run of runsOfOne(records)) ledger.add(run);
  ledger.finish();
  const report = reportOfLedger(ledger, { from, to, prices });
  return { ...report, warnings: [...report.warnings, ...damages] };
}

/** The shape of a day straight from its records. */
function plainShape(records: readonly EnergyRecord[]): DayShape {
  const hours: number[][] = Array.from({ length: 24 }, () => []);
  for (const { at, papp = 0 } of records) hours[new Date(at).getHours()]?.push(papp);
  const most = Math.max(...records.map(({ papp = 0 }) => papp));
  return {
    hours: hours.map((each) =>
      each.length === 0 ? undefined : each.reduce((sum, papp) => sum + papp, 0) / each.length,
    ),
    maximumAt: records.find(({ papp }) => papp === most)?.at,
  };
}

/** How many logs are opened while `work` runs. */
export function logsOpened(work: () => void): number {
  const { openSync } = fs;
  let opened = 0;
  fs.openSync = (...words) => {
    if (/\.log(\.gz)?$/.test(String(words[0]))) opened++;
    return openSync(...words);
  };
  syncBuiltinESMExports();
  try {
    work();
  } finally {
    fs.openSync = openSync;
    syncBuiltinESMExports();
  }
  return opened;
}

/** The lines that `report` shows of one day, with its curve. */
export function dayText(logs: string, day: Day): string {
  const report = buildReport({ logs, from: day, to: day, prices });
  return renderTable(report, 'fr', { shape: shapeOfDay(new Summaries(logs), day) });
}

/** Cuts the files of the cache off at a fraction of their length, or changes the byte that is there. */
function damageCache(logs: string, { at, isCut }: { readonly at: number; readonly isCut: boolean }): void {
  for (const name of readdirSync(logs).filter((each) => each.startsWith('.'))) {
    const bytes = readFileSync(join(logs, name));
    const place = Math.floor(at * bytes.length);
    bytes[place] = (bytes[place] as number) ^ 0x10;
    writeFileSync(join(logs, name), isCut ? bytes.subarray(0, place) : bytes);
  }
}

/**
 * On the logs of random lives: the report record by record, that of runs, and that of the cache are the same, and so is
 * the curve of a day; with a warm cache no log is opened, and one that is damaged is not believed.
 */
export function reportsAgree(numRuns: number): void {
  const damage = fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), isCut: fc.boolean() });
  const logs = mkdtempSync(join(tmpdir(), 'linky-agree-'));
  try {
    fc.assert(
      fc.property(life, fc.nat(3), damage, (lines, inset, damaged) => {
        for (const name of readdirSync(logs)) rmSync(join(logs, name));
        writeLogs(logs, lines);
        const days = listDays(logs);
        const from = days[Math.min(inset, days.length - 1)] as Day;
        const to = (inset < 2 ? days.at(-1) : addDays(from, 1)) as Day;
        const expected = plainReport(logs, from, to);
        const openedCold = logsOpened(() => assert.deepEqual(reportOfDays({ logs, from, to, prices }), expected));
        assert.ok(openedCold > 0);
        assert.ok(existsSync(join(logs, '.summaries')));
        assert.deepEqual(shapeOfDay(new Summaries(logs), from), plainShape(readDay(logs, from).records));
        const first = dayText(logs, from);
        const opened = logsOpened(() => {
          assert.deepEqual(reportOfDays({ logs, from, to, prices }), expected);
          assert.equal(dayText(logs, from), first);
        });
        assert.equal(opened, 0);
        damageCache(logs, damaged);
        assert.deepEqual(reportOfDays({ logs, from, to, prices }), expected);
        assert.equal(dayText(logs, from), first);
      }),
      { numRuns },
    );
  } finally {
    rmSync(logs, { recursive: true });
  }
}
