process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { StepsBuilder } from '../../src/energy/day-steps.ts';
import type { HistoryMessage } from '../../src/feed/messages.ts';
import { addDays, startOfDay } from '../../src/time/local.ts';
import { axisOf, daysEarlier, liveAxis, stretchOfAxis } from '../../src/tui/model/curve/axis.ts';
import { type Bucket, gathered } from '../../src/tui/model/curve/gather.ts';
import type { Point } from '../../src/tui/model/curve/point.ts';
import { columnsOf, needsOf } from '../../src/tui/model/curve/source.ts';
import {
  DAY_MS,
  inWholeDays,
  nextSpan,
  resized,
  SPANS,
  wholeDay,
  wholeDays,
} from '../../src/tui/model/curve/time-window.ts';
import { emptySamples, trimmed, withHistory, withLogged, withPoint } from '../../src/tui/model/samples.ts';
import { afterLogData, initialState, type State } from '../../src/tui/model/state.ts';

const T0 = Date.parse('2026-11-24T14:00:00+01:00');
const MINUTE = 60_000;

const point = (at: number, papp: number, pinj = 0, lasts = 5000): Point => ({ at, papp, pinj, lasts });
const bucket = (at: number, max: number, lasts = 5000): Bucket => ({
  ...{ at, length: 0, lasts, max, mean: max, min: max, injected: undefined, count: 1 },
});
const withSamples = (samples: State['samples']): State => ({ ...initialState(T0), samples });

test('a live axis has the present in its last column, and moves on by whole columns of absolute time', () => {
  for (const span of SPANS) {
    for (const columns of [33, 75, 111, 192]) {
      const axis = liveAxis({ span }, T0 + 1234, columns);
      const { from, to } = stretchOfAxis(axis);
      const since = T0 + 1234 - (to - axis.step);
      assert.ok(since >= 0 && since < Math.min(10_000, span / 60) + axis.step, `${span} ${columns}: since ${since}`);
      assert.ok(Math.abs(to - from - span) < 1);
      const moved = (liveAxis({ span }, T0 + 1234 + span, columns).from - axis.from) / axis.step;
      assert.ok(moved > 0 && Math.abs(moved - Math.round(moved)) < 1e-6, 'by whole columns');
    }
  }
  const past = liveAxis({ span: 600_000, end: T0 }, T0 + 9_999_999, 60);
  assert.deepEqual(past, { from: T0 - 600_000, step: 10_000, columns: 60, until: T0 });
});

test('a measurement shows as long as it lasts, and not over one of its own column', () => {
  const axis = { from: T0, step: 1000, columns: 20, until: T0 + 20_000 };
  const { power } = gathered([bucket(T0, 300), bucket(T0 + 2000, 800), bucket(T0 + 12_000, 100)], [], axis);
  const wanted = [300, 300, 800, 800, 800, 800, 800, ...new Array(5).fill(undefined), 100, 100, 100, 100, 100];
  assert.deepEqual(
    power.map(({ max }) => max),
    [...wanted, undefined, undefined, undefined],
  );
});

test('a column has the least, the mean and the greatest power, the mean injection, and the period of its middle', () => {
  const axis = { from: T0, step: 10_000, columns: 3, until: T0 + 30_000 };
  const buckets: Bucket[] = [
    { at: T0, length: 0, lasts: 5000, max: 100, mean: 100, min: 100, injected: 1000, count: 1 },
    { at: T0 + 4000, length: 0, lasts: 5000, max: 900, mean: 400, min: 200, injected: 0, count: 3 },
    {
      at: T0 + 20_000,
      length: 0,
      lasts: 5000,
      max: 50,
      mean: undefined,
      min: undefined,
      injected: undefined,
      count: 1,
    },
  ];
  const changes = [
    { at: T0 - 5, period: 'HN' },
    { at: T0 + 14_000, period: 'PM' },
  ];
  const { power, injection } = gathered(buckets, changes, axis);
  assert.deepEqual(power, [
    { max: 900, mean: 325, min: 100, period: 'HN' },
    {},
    { max: 50, mean: 50, min: 50, period: 'PM' },
  ]);
  assert.deepEqual(injection[0], { max: 250, mean: 250, min: 0, period: 'HN' });
  assert.equal(injection[2]?.mean, undefined, 'absent is not 0');
});

test('a curve of any axis loses no greatest value and no hour', () => {
  const samples = fc.array(fc.tuple(fc.integer({ min: 0, max: 3599 }), fc.integer({ min: 0, max: 12_000 })), {
    ...{ minLength: 1, maxLength: 60 },
  });
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 200 }), (rows, columns) => {
      const sorted = [...rows].sort(([a], [b]) => a - b).map(([s, va]) => bucket(T0 + s * 1000, va, 1));
      const axis = axisOf({ from: T0, to: T0 + 3_600_000 }, T0 + 3_600_000, columns);
      const { power } = gathered(sorted, [], axis);
      assert.equal(power.length, columns);
      assert.equal(Math.max(...power.map(({ max = -1 }) => max)), Math.max(...sorted.map(({ max = -1 }) => max)));
      for (const { min = 0, mean = 0, max = 0 } of power) assert.ok(min <= mean + 1e-9 && mean <= max + 1e-9);
    }),
  );
});

test('only what memory has not is read: records for fine columns, steps for those of half an hour', () => {
  const needs = (span: number, end?: number) =>
    needsOf(liveAxis({ span, ...(end === undefined ? {} : { end }) }, T0, 75), '2026-11-24', T0);
  assert.deepEqual(needs(600_000), { records: [], steps: [] }, 'the last minutes are in memory');
  assert.deepEqual(needs(6 * 3_600_000), { records: [], steps: [] }, 'as is the last day, in minutes');
  assert.deepEqual(needs(DAY_MS), { records: [], steps: [] });
  assert.deepEqual(needs(2 * DAY_MS).steps, ['2026-11-22', '2026-11-23']);
  assert.deepEqual(needs(3_600_000, T0 - 5 * DAY_MS), { records: ['2026-11-19'], steps: [] });
  assert.ok(needs(365 * DAY_MS).steps.length >= 360);
});

test('logs and live samples join: steps of the days before, minutes of today', () => {
  const builder = new StepsBuilder('2026-11-23');
  const shape = { periodCode: 'PM..' } as never;
  for (let at = startOfDay('2026-11-23'); at < startOfDay('2026-11-24'); at += MINUTE)
    builder.add({ at, papp: 700, iinst: 3, pinj: undefined, shape });
  const steps = new Map([['2026-11-23' as const, builder.finish()]]);
  let samples = emptySamples;
  for (let at = T0 - 3_600_000; at < T0; at += MINUTE) samples = withPoint(samples, point(at, 1500), 'HN');
  const state = afterLogData(withSamples(samples), { curve: { records: new Map(), steps } });
  const axis = axisOf(wholeDays('2026-11-23', '2026-11-24'), T0, 96);
  const { power } = columnsOf(state, axis);
  assert.deepEqual(power[0], { max: 700, mean: 700, min: 700, period: 'PM' });
  assert.equal(
    power.slice(0, 48).every(({ max }) => max === 700),
    true,
  );
  assert.deepEqual(power[50], {}, 'nothing is known of the night');
  assert.deepEqual(power[75], { max: 1500, mean: 1500, min: 1500, period: 'HN' });
  assert.equal(power[77]?.max, undefined, 'what is to come');
});

test('what lies on both sides of an edge counts on both, by its time', () => {
  const axis = { from: T0, step: 900_000, columns: 2, until: T0 + 1_800_000 };
  const steps = [600, 1200, 300].map(
    (mean, i): Bucket => ({
      ...{ at: T0 + i * 600_000, length: 600_000, lasts: 600_000, max: mean * 2, mean, min: undefined },
      ...{ injected: undefined, count: 30 },
    }),
  );
  const { power } = gathered(steps, [], axis);
  assert.deepEqual(
    power.map(({ mean }) => mean),
    [800, 600],
    '10 min at 600 and 5 at 1 200; 5 at 1 200 and 10 at 300',
  );
});

test('a column of any width has the mean of the time that it spans', () => {
  const rows = fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 2, max: 40 }), (means, columns) => {
      const buckets = means.map(
        (mean, i): Bucket => ({
          ...{ at: T0 + i * MINUTE, length: MINUTE, lasts: MINUTE, max: mean, mean, min: mean },
          ...{ injected: undefined, count: 3 },
        }),
      );
      const axis = axisOf({ from: T0, to: T0 + 60 * MINUTE }, T0 + 60 * MINUTE, columns);
      const shown = gathered(buckets, [], axis).power.map(({ mean = Number.NaN }) => mean);
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let second = 0; second < 600; second++) {
          sum += means[Math.floor(((column + (second + 0.5) / 600) * 60) / columns)] ?? 0;
        }
        assert.ok(Math.abs((shown[column] ?? 0) - sum / 600) < 20, `${column} of ${columns}`);
      }
    }),
    { numRuns: 40 },
  );
});

test('zooming goes through round lengths, keeps its focus, and days stay whole', () => {
  assert.equal(nextSpan(600_000, 'longer'), 1_200_000);
  assert.equal(nextSpan(60_000, 'shorter'), 60_000);
  assert.equal(nextSpan(365 * DAY_MS, 'longer'), 365 * DAY_MS);
  const shown = { from: T0, to: T0 + 1000 };
  assert.deepEqual(resized(shown, 500, T0 + 250), { from: T0 + 125, to: T0 + 625 });
  assert.deepEqual(resized(shown, 2000, T0 + 1000), { from: T0 - 1000, to: T0 + 1000 });
  const long = wholeDays('2026-10-25', '2026-10-25');
  assert.equal(long.to - long.from, 25 * 3_600_000);
  assert.equal(wholeDay(long), '2026-10-25');
  assert.deepEqual(
    inWholeDays({ from: long.from - 3 * DAY_MS, to: long.to }, '2026-11-24'),
    wholeDays('2026-10-22', '2026-10-25'),
  );
  assert.deepEqual(inWholeDays({ from: T0, to: T0 + 3 * DAY_MS }, '2026-11-24'), wholeDays('2026-11-22', '2026-11-24'));
});

test('days compared have the same local times, over a change of the clock too', () => {
  const axis = axisOf(wholeDays('2026-10-26', '2026-10-26'), T0, 24);
  const before = daysEarlier(axis, 7);
  assert.equal(before.from, startOfDay('2026-10-19'));
  assert.equal(before.step, axis.step);
  assert.equal(daysEarlier(axis, 364).from, startOfDay(addDays('2026-10-26', -364)));
});

test('the logs fill what was before the feed, and never hide what the feed said', () => {
  const fields: HistoryMessage['fields'] = ['at', 'papp', 'pinj', 'iinst'];
  const rows = [0, 2, 4].map((seconds) => [T0 + seconds * 1000, 700, 0, 3]);
  const ofFeed = withHistory(emptySamples, { type: 'history', fields, samples: rows });
  const points = [-3600, -120, -20, 3].map((seconds) => point(T0 + seconds * 1000, 100, 0, 60_000));
  const changes = [{ at: T0 - 3_600_000, period: 'PM' }];
  const logged = { points, changes };
  const samples = withLogged(ofFeed, logged, T0 + 5000);
  assert.deepEqual(
    samples.points.map(({ at, papp }) => [(at - T0) / 1000, papp]),
    [
      [-3600, 100],
      [-120, 100],
      [-20, 100],
      [0, 700],
      [2, 700],
      [4, 700],
    ],
  );
  assert.equal(samples.minutes.at(-1)?.papp, 700);
  assert.deepEqual(samples.changes, changes);
  assert.deepEqual(withLogged(samples, logged, T0 + 5000), samples, 'read twice is read once');
  const again = withHistory(samples, { type: 'history', fields, samples: rows });
  assert.deepEqual(again.minutes, samples.minutes, 'a second greeting counts nothing twice');
});

test('a period is remembered when it changes, also when the clock is set back', () => {
  let samples = emptySamples;
  for (const [seconds, period] of [
    [0, 'HN'],
    [2, 'HN'],
    [4, 'PM'],
    [6, 'PM'],
  ] as const)
    samples = withPoint(samples, point(T0 + seconds * 1000, 500), period);
  assert.deepEqual(samples.changes, [
    { at: T0, period: 'HN' },
    { at: T0 + 4000, period: 'PM' },
  ]);
  samples = withPoint(samples, point(T0 + 1000, 500), 'HN');
  assert.deepEqual(samples.changes, [{ at: T0, period: 'HN' }]);
});

test('what is kept is bounded, and nothing is copied while nothing goes', () => {
  let samples = emptySamples;
  for (let i = 0; i < 100_000; i++) samples = withPoint(samples, point(T0 + i * 2000, i % 3000), i % 2 ? 'HN' : 'PM');
  assert.ok(samples.points.length <= 6000 && samples.minutes.length <= 1800 && samples.changes.length <= 200);
  const same = trimmed(samples, T0 + 99_999 * 2000);
  assert.ok(same.points === samples.points && same.minutes === samples.minutes);
  assert.deepEqual(trimmed({ ...samples, changes: [] }, T0 * 2), emptySamples);
});

test('a minute has the least, the mean and the greatest power, the mean injection', () => {
  let samples = emptySamples;
  for (const [i, va] of [400, 9000, 200].entries()) samples = withPoint(samples, point(T0 + i * 1000, va, i * 300));
  assert.deepEqual(samples.minutes, [{ at: T0, papp: 9000, mean: 3200, min: 200, pinj: 300, count: 3, lasts: MINUTE }]);
});
