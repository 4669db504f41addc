import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { flatten } from '../../src/energy/flat-record.ts';
import { inOrderOfTime } from '../../src/energy/order.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { type Run, RunBuilder } from '../../src/energy/run.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import { type Day, dayOf, startOfDay } from '../../src/time/local.ts';

export type DatedLine = readonly [day: Day, line: string];

/** A time of change that no report takes for a log that is still being written. */
export const LONG_AGO = new Date('2026-06-01');

export function writeOld(path: string, content: string | Uint8Array, when = LONG_AGO): void {
  writeFileSync(path, content);
  utimesSync(path, when, when);
}

/** Writes lines into the logs of their days, in the order given; every third log is compressed. */
export function writeLogs(logs: string, lines: readonly DatedLine[]): void {
  const days = new Map<Day, string[]>();
  for (const [day, line] of lines) days.set(day, [...(days.get(day) ?? []), line]);
  for (const [day, each] of days) {
    const text = `${each.join('\n')}\n`;
    if (Number(day.slice(-2)) % 3 === 0) writeOld(join(logs, `x_${day.replaceAll('-', '_')}.log.gz`), gzipSync(text));
    else writeOld(logFile(logs, day), text);
  }
}

/** As `runsOf`, with each record a run of its own. */
export function runsOfOne(records: readonly EnergyRecord[]): Run[] {
  const days = [...new Set(records.map(({ at }) => dayOf(at)))].sort();
  return days.flatMap((day) => {
    const builder = new RunBuilder();
    for (const each of inOrderOfTime(records.filter(({ at }) => dayOf(at) === day)).records) {
      builder.add(flatten(each));
      builder.cut();
    }
    return builder.finish();
  });
}

export const record = (
  at: number,
  indexes: Record<string, number>,
  more: Partial<EnergyRecord> = {},
): EnergyRecord => ({
  at,
  indexes,
  periodCode: 'HN..',
  papp: 500,
  iinst: 2,
  injectionIndex: undefined,
  pinj: undefined,
  ...more,
});

/** Steps of seconds, minutes, up to two days, and of a clock that is set back: 120 of them are some weeks. */
const SHORT_STEPS = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 7000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 20_000, max: 200_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -9000, max: 0 }) },
);
/** Of 120 of them: some months. */
const LONG_STEPS = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 7000 }) },
  { weight: 8, arbitrary: fc.integer({ min: 20_000, max: 200_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 200_000, max: 1_000_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -9000, max: 0 }) },
);

/** The log lines of a meter's life, with everything that can happen to logs: holes, damage, other meters and contracts, clocks. */
const lifeIn = (seconds: fc.Arbitrary<number>) =>
  fc
    .tuple(
      fc.constantFrom('2026-03-27', '2025-10-25', '2026-01-04', '2021-12-30'),
      fc.array(
        fc.record({
          seconds,
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
      let at = startOfDay(first as Day) + 80_000_000;
      let [wh, eait, base] = [10_000, 0, false];
      const lines: DatedLine[] = [];
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

export const life = lifeIn(SHORT_STEPS);
export const longLife = lifeIn(LONG_STEPS);
