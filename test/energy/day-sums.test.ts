process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { EnergyLedger } from '../../src/energy/ledger.ts';
import { PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { runsOf } from '../../src/energy/run.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { listDays, readDay } from '../../src/journal/reader.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import { reportOfDays } from '../../src/report/build.ts';
import { reportOfLedger } from '../../src/report/report.ts';
import { addDays, dayOf, daysBetween, startOfDay } from '../../src/time/local.ts';

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-summary-'));
});
afterEach(() => {
  chmodSync(logs, 0o700);
  rmSync(logs, { recursive: true });
});

const cache = (): string => join(logs, '.summaries');
const LONG_AGO = new Date('2026-06-01');

function write(name: string, content: string | Uint8Array, when = LONG_AGO): void {
  writeFileSync(join(logs, name), content);
  utimesSync(join(logs, name), when, when);
}

/** Writes lines into the logs of their days, in the order given. */
function log(lines: readonly (readonly [day: string, line: string])[]): void {
  const days = new Map<string, string[]>();
  for (const [day, line] of lines) days.set(day, [...(days.get(day) ?? []), line]);
  for (const [day, each] of days) {
    const text = `${each.join('\n')}\n`;
    // Every third log is compressed.
    if (Number(day.slice(-2)) % 3 === 0) write(`x_${day.replaceAll('-', '_')}.log.gz`, gzipSync(text));
    else write(logFile('', day).slice(1), text);
  }
}

const record = (at: number, indexes: Record<string, number>, more: Partial<EnergyRecord> = {}): EnergyRecord => ({
  at,
  indexes,
  periodCode: 'HN..',
  papp: 500,
  iinst: 2,
  injectionIndex: undefined,
  pinj: undefined,
  ...more,
});

/** Life of a meter with all that can befall its logs. */
const life = fc
  .tuple(
    fc.constantFrom('2026-03-27', '2025-10-25', '2026-01-04', '2021-12-30'),
    fc.array(
      fc.record({
        seconds: fc.oneof(
          { weight: 12, arbitrary: fc.integer({ min: 1, max: 7000 }) },
          { weight: 2, arbitrary: fc.integer({ min: 20_000, max: 200_000 }) },
          { weight: 1, arbitrary: fc.integer({ min: -9000, max: 0 }) },
        ),
        load: fc.double({ min: 0, max: 1, noNaN: true }),
        odd: fc.oneof(
          { weight: 20, arbitrary: fc.constant('') },
          {
            weight: 3,
            arbitrary: fc.constantFrom('fall', 'leap', 'wrong', 'contract', 'eait', 'damage', 'key', 'none', 'both'),
          },
        ),
        papp: fc.constantFrom(0, 0, 700, 3000),
        pinj: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined, freq: 6 }),
      }),
      { minLength: 1, maxLength: 120 },
    ),
  )
  .map(([first, steps]) => {
    let at = startOfDay(first) + 80_000_000;
    let [wh, eait, base] = [10_000, 0, false];
    const lines: [string, string][] = [];
    for (const { seconds, load, odd, papp, pinj } of steps) {
      at += seconds * 1000;
      const rise = Math.max(0, Math.floor(seconds * 9 * load));
      wh = odd === 'fall' ? 5 : odd === 'leap' ? wh + 900_000 : wh + rise;
      if (odd === 'contract') base = !base;
      if (odd === 'eait') eait = eait > 0 ? 0 : 1000;
      if (eait > 0) eait += 3;
      const shown = odd === 'wrong' ? 999_999_999 : wh;
      const peak = new Date(at).getHours() >= 8 && dayOf(at).endsWith('5');
      const split = peak ? { HN: 77, HPM: shown } : { HN: shown, HPM: 50 };
      const few = { key: { HN: shown }, none: {}, both: { HN: shown, BASE: 7 } }[odd as string];
      const indexes: Record<string, number> = few ?? (base ? { BASE: shown } : split);
      const code = base ? 'TH..' : peak ? 'PM..' : 'HN..';
      const each = record(at, indexes, { papp, pinj, periodCode: code, injectionIndex: eait > 0 ? eait : undefined });
      lines.push([dayOf(at), odd === 'damage' ? 'garbage' : formatData(each)]);
    }
    return lines;
  });

const prices = new PriceList([{ day: '2020-01-01', key: 'HN', price: 0.1 }]);

/** A ledger that is given each record as a run of its own. */
function ledgerOf(records: readonly EnergyRecord[]): EnergyLedger {
  const ledger = new EnergyLedger();
  for (const each of records) for (const run of runsOf([each])) ledger.add(run);
  return ledger;
}

/** The report record by record, without any cache. */
function plain(from: string, to: string) {
  const days = listDays(logs);
  const of = (all: string[]) => all.flatMap((day) => readDay(logs, day).records);
  const withRecords = (all: string[]) => all.filter((day) => of([day]).length > 0);
  const damages = days
    .filter((day) => day >= from && day <= to)
    .map((day) => ({ kind: 'damagedLines' as const, day, count: readDay(logs, day).damaged }))
    .filter(({ count }) => count > 0);
  const records = [
    ...of(withRecords(days.filter((day) => day < from)).slice(-7)),
    ...of(days.filter((day) => day >= from && day <= to)),
    ...of(withRecords(days.filter((day) => day > to)).slice(0, 1)),
  ];
  const report = reportOfLedger(ledgerOf(records), { from, to, prices });
  return { ...report, warnings: [...report.warnings, ...damages] };
}

describe('summaries', () => {
  test('give the very report that the records give: fresh, from the cache, and without it', () => {
    fc.assert(
      fc.property(life, fc.nat(3), (lines, inset) => {
        for (const name of readdirSync(logs)) rmSync(join(logs, name));
        log(lines);
        const days = listDays(logs);
        const from = days[Math.min(inset, days.length - 1)] as string;
        const to = (inset < 2 ? days.at(-1) : addDays(from, 1)) as string;
        const expected = plain(from, to);
        assert.deepEqual(reportOfDays({ logs, from, to, prices }), expected);
        assert.ok(existsSync(cache()));
        assert.deepEqual(reportOfDays({ logs, from, to, prices }), expected);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 300) },
    );
  });

  test('one account out of summaries is the account of the records, on quiet days too', () => {
    const days = daysBetween('2026-01-03', '2026-01-07');
    const records = days.flatMap((day, n) =>
      Array.from({ length: 2000 }, (_, i) => {
        const at = startOfDay(day) + i * 43_000;
        const peak = day === '2026-01-05' && i > 600;
        const sun = i > 900 && i < 1200;
        const hn = n * 2000 + i - (peak ? i - 600 : 0);
        const code = peak ? 'PM..' : 'HN..';
        return record(at, { HN: hn, HPM: peak ? i - 600 : 0 }, { papp: sun ? 0 : i, periodCode: code });
      }),
    );
    const [by, from] = [ledgerOf(records), new EnergyLedger()];
    const runs = runsOf(records);
    for (const run of runs) from.add(run);
    assert.equal(runs.length, days.length);
    assert.deepEqual(from.days, by.days);
    assert.deepEqual([from.warnings, from.peakDays], [by.warnings, by.peakDays]);
  });
});

describe('the cache beside the logs', () => {
  const DAY = '2026-01-14';
  const lines = (factor: number): string =>
    [0, 1, 2].map((i) => `${formatData(record(startOfDay(DAY) + i * 20_000, { BASE: 100 + i * factor }))}\n`).join('');
  const total = (): number => reportOfDays({ logs, from: DAY, to: DAY, prices }).total.wh;
  const name = logFile('', DAY).slice(1);

  test('is rebuilt when its log is newer, and when it is damaged, cut, or of another time zone', () => {
    write(name, lines(1));
    assert.equal(total(), 2);
    write(name, lines(2), new Date('2026-06-02'));
    assert.equal(total(), 4);
    const good = readFileSync(cache());
    // One bit of the last index; one letter of the texts that rows refer to.
    const bit = Buffer.from(good);
    bit.writeUInt8((good.at(-2 * 8) ?? 0) ^ 1, good.length - 2 * 8);
    const letter = Buffer.from(good);
    letter.write('HC', good.indexOf('BASE'));
    for (const content of [bit, letter, Buffer.from('{'), Buffer.alloc(0), good.subarray(0, good.length - 9)]) {
      writeFileSync(cache(), content);
      assert.equal(total(), 4);
      assert.deepEqual(readFileSync(cache()), good);
    }
    truncateSync(cache(), 3);
    rmSync(cache());
    assert.equal(total(), 4);
  });

  test('is used: a log that is the same outside is not read again; written once', () => {
    write(name, lines(1));
    assert.equal(total(), 2);
    const { mtimeMs, ino } = statSync(cache());
    write(name, lines(5));
    assert.equal(total(), 2);
    assert.deepEqual([statSync(cache()).mtimeMs, statSync(cache()).ino], [mtimeMs, ino]);
    assert.deepEqual(readdirSync(logs).sort(), ['.summaries', name]);
  });

  test('is saved by each of two reports on the same logs: what the first has read is kept by the second', () => {
    const days = ['2026-01-14', '2026-02-14', '2026-03-14', '2026-04-14'];
    const writeAll = (factor: number): void => {
      days.forEach((day, i) => {
        const line = (n: number): string =>
          formatData(record(startOfDay(day) + n * 20_000, { BASE: 1000 * (i + 1) + n * factor }));
        write(logFile('', day).slice(1), `${[0, 1, 2].map(line).join('\n')}\n`);
      });
    };
    const each = (where: string | Summaries): number[] =>
      days.map((day) => reportOfDays({ logs: where, from: day, to: day, prices }).total.wh);
    writeAll(1);
    const opened = new Summaries(logs);
    const first = each(opened);
    // The same sizes and times: whoever reads a log again is caught.
    writeAll(50);
    assert.deepEqual(each(opened), first);
    assert.deepEqual(each(logs), first);
  });

  test('knows nothing of a log that has just changed, and of days that are gone', () => {
    write(name, lines(1), new Date());
    assert.equal(total(), 2);
    assert.equal(existsSync(cache()), false);
    write(name, lines(1));
    assert.equal(total(), 2);
    rmSync(join(logs, name));
    assert.equal(total(), 0);
    assert.deepEqual(new Summaries(logs).list, []);
  });

  test('a report that was killed leaves nothing for ever; what another writes now stays', () => {
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    const mine = `.summaries.${process.pid}.abc`;
    for (const each of [`.summaries.${dead}.abc`, mine]) writeFileSync(join(logs, each), 'half');
    write(name, lines(1));
    assert.equal(total(), 2);
    assert.deepEqual(readdirSync(logs).sort(), ['.summaries', mine, name].sort());
  });

  test('that cannot be written is no fault', () => {
    write(name, lines(1));
    chmodSync(logs, 0o500);
    assert.equal(total(), 2);
    chmodSync(logs, 0o700);
    rmSync(cache(), { force: true });
    // A directory in its place refuses any user, root too.
    mkdirSync(cache());
    assert.equal(total(), 2);
    assert.deepEqual(readdirSync(logs).sort(), ['.summaries', name]);
  });
});
