import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { PriceList } from '../../src/energy/prices.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import { addDays, type Day, daysBetween, startOfDay } from '../../src/time/local.ts';
import { type DatedLine, longLife, record, writeLogs, writeOld } from './meter-life.ts';
import { listDays, reportOfDays } from './reports.ts';

const prices = new PriceList([{ day: '2020-01-01', key: 'HN', price: 0.1 }]);

/** A time of change of its own for each change. */
let changes = 0;
export const changed = (): Date => new Date(Date.UTC(2026, 6, 1) + 60_000 * ++changes);

/** Logs of some days: a line at 08:00 and one at 20:00, 1 kWh more each time. */
export function writeDays(logs: string, days: readonly Day[], first = 0): void {
  for (const [i, day] of days.entries()) {
    const lines = [8, 20].map((hour, j) => {
      const wh = 1000 * (first + 2 * i + j);
      return `${formatData(record(startOfDay(day) + hour * 3_600_000, { HN: wh, HPM: 50 }))}\n`;
    });
    writeOld(logFile(logs, day), lines.join(''), changed());
  }
}

/** On the logs of random lives: a report of kept months is that of the logs, also after any change of them. */
export function monthsAgree(numRuns: number): void {
  const logs = mkdtempSync(join(tmpdir(), 'linky-months-'));
  try {
    agreeIn(logs, numRuns);
  } finally {
    rmSync(logs, { recursive: true });
  }
}

function agreeIn(logs: string, numRuns: number): void {
  const nowhere = join(logs, 'no', 'such', 'directory');
  const moved = fc.array(fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, -1, 3), { minLength: 1, maxLength: 7 });
  const change = fc.record({ place: fc.nat(), kind: fc.constantFrom('remove', 'append', 'new') });
  fc.assert(
    fc.property(longLife, moved, fc.array(change, { maxLength: 3 }), fc.nat(), fc.nat(), (lines, shifts, all, a, b) => {
      for (const name of readdirSync(logs)) rmSync(join(logs, name));
      // Some lines stand in the log of another day.
      const placed = lines.map(([day, line], i): DatedLine => [addDays(day, shifts[i % shifts.length] ?? 0), line]);
      writeLogs(logs, placed);
      const [first, last] = [listDays(logs)[0], listDays(logs).at(-1)] as [Day, Day];
      const days = daysBetween(`${first.slice(0, 7)}-01` as Day, addDays(last, 31));
      const spans: (readonly [Day, Day])[] = [
        [days[0] as Day, days.at(-1) as Day],
        [days[a % days.length] as Day, days[b % days.length] as Day],
      ];
      const check = (): void => {
        for (const [one, other] of spans) {
          const [from, to] = one < other ? [one, other] : [other, one];
          // Nothing is kept in a directory that is not there.
          const unkept = new Summaries(logs, { caches: nowhere });
          const expected = reportOfDays({ logs: unkept, from, to, prices });
          for (const what of ['first', 'again']) {
            assert.deepEqual(reportOfDays({ logs, from, to, prices }), expected, `${what} ${from} ${to}`);
          }
        }
      };
      check();
      for (const { place, kind } of all) {
        const list = listDays(logs);
        const day = list[place % list.length];
        if (day === undefined) break;
        if (kind === 'new') writeDays(logs, [days[place % days.length] as Day], place % 100);
        else {
          const names = readdirSync(logs).filter((name) => name.includes(day.replaceAll('-', '_')));
          for (const name of names) rmSync(join(logs, name));
          if (kind === 'append') writeDays(logs, [day], place % 300);
        }
        if (listDays(logs).length > 0) check();
      }
    }),
    { numRuns },
  );
}
