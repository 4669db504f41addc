import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { PriceList } from '../../src/energy/prices.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import type { Report } from '../../src/report/sums/report.ts';
import { addDays, type Day, dayOf, instantOf } from '../../src/time/local.ts';
import { listDays, reportOfDays } from './reports.ts';

export const MINUTE = 60_000;

/** A number of minutes under a clock that is ahead of the true time by another; when it is off, no line is written. */
export type Stretch = readonly [minutes: number, aheadMinutes: number, off?: 'off'];

export interface WrittenLogs {
  readonly logs: string;
  /** Wh by the true day. */
  readonly byTrueDay: ReadonlyMap<Day, number>;
  /** What the meter has counted in all, Wh. */
  readonly counted: number;
}

/**
 * Writes a line a minute, each at the end of the log of the day that the clock then shows, into a directory of its own.
 * @param wh what is drawn in a minute of the whole
 */
export function writeUnderClock(
  start: string,
  stretches: readonly Stretch[],
  wh: (minute: number) => number,
): WrittenLogs {
  const logs = mkdtempSync(join(tmpdir(), 'linky-clock-'));
  const texts = new Map<string, string>();
  const byTrueDay = new Map<Day, number>();
  let [at, index, counted, minute] = [instantOf(start), 5_000_000, 0, 0];
  for (const [minutes, ahead, off] of stretches) {
    for (let i = 0; i < minutes; i++, minute++) {
      const rise = minute === 0 ? 0 : wh(minute);
      at += MINUTE;
      index += rise;
      counted += rise;
      byTrueDay.set(dayOf(at), (byTrueDay.get(dayOf(at)) ?? 0) + rise);
      if (off) continue;
      const shown = at + ahead * MINUTE;
      const file = logFile(logs, dayOf(shown));
      const record = { at: shown, periodCode: 'TH..', indexes: { BASE: index }, papp: 500, iinst: 2 };
      const line = formatData({ ...record, injectionIndex: undefined, pinj: undefined });
      texts.set(file, `${texts.get(file) ?? ''}${line}\n`);
    }
  }
  for (const [file, text] of texts) {
    appendFileSync(file, text);
    utimesSync(file, 1_700_000_000, 1_700_000_000);
  }
  return { logs, byTrueDay, counted };
}

const prices = new PriceList([{ day: '2020-01-01', key: 'BASE', price: 0.2 }]);
export const reportOn = (logs: string, from: Day, to: Day): Report => reportOfDays({ logs, from, to, prices });

/** What all days of the logs have drawn, Wh. */
export function totalOf(logs: string): number {
  const days = listDays(logs);
  return reportOn(logs, days[0] as Day, days.at(-1) as Day).total.wh;
}

/** Under random clocks, the sum of all days is what the meter has counted, from the logs and from the cache. */
export function countsOnceUnderAnyClock(numRuns: number): void {
  const right = fc.tuple(fc.integer({ min: 3, max: 2000 }), fc.constant(0));
  const wrong = fc.tuple(fc.integer({ min: 3, max: 300 }), fc.integer({ min: -2000, max: 2000 }));
  const clock = fc.array(fc.tuple(right, wrong), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(clock, fc.integer({ min: 0, max: 300 }), (pairs, most) => {
      // Lines of a wrong clock are told by the right ones of their day, which come after them.
      const stretches: Stretch[] = [[24 * 60, 0], ...pairs.flat(), [60 * 60, 0]];
      const { logs, counted } = writeUnderClock(
        '2026-11-01T00:00:00',
        stretches,
        (minute) => (minute * 7919) % (most + 1),
      );
      try {
        assert.equal(totalOf(logs), counted);
        assert.equal(totalOf(logs), counted, 'and so it is out of the cache');
        const last = listDays(logs).at(-1) as Day;
        assert.ok(reportOn(logs, last, addDays(last, 1)).total.wh >= 0);
      } finally {
        rmSync(logs, { recursive: true });
      }
    }),
    { numRuns },
  );
}
