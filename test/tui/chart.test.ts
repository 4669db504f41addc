process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryMessage } from '../../src/feed/messages.ts';
import { columnSeconds, type Graph, graphOf, topOf } from '../../src/tui/layout/graph.ts';
import { widthOf } from '../../src/tui/layout/lines.ts';
import { emptySamples, type Point, trimmed, withHistory, withLogged, withPoint } from '../../src/tui/model/samples.ts';
import { WINDOWS } from '../../src/tui/model/selection.ts';
import { chart, columnsOf } from '../../src/tui/views/chart.ts';

const T0 = Date.parse('2026-11-24T14:00:00+01:00');
const MINUTE = 60_000;

const graph = (values: readonly (number | undefined)[], top: number): Graph => ({
  kind: 'power',
  values,
  top,
  stale: false,
  from: T0,
  step: 10_000,
  gaps: [1, values.length - 1],
});

/** The rows of a chart without its scale and its time axis. */
function plot(values: readonly (number | undefined)[], top: number, height: number): string[] {
  const rows = chart(graph(values, top), { width: values.length + 7, height: height + 1, lang: 'fr', kilo: false });
  assert.ok(rows.every((line) => widthOf(line) === values.length + 7));
  return rows.slice(0, height).map((line) =>
    line
      .map(({ text }) => text)
      .join('')
      .slice(7),
  );
}

test('a curve reads right: zero is a line, a gap a dot, nothing before the first value, and none for the newest column', () => {
  const values = [undefined, 0, 500, 1000, undefined, 250, 1, undefined];
  assert.deepEqual(
    plot(values, 1000, 2),
    ['   █    ', ' ▁██·▄▁ '].map((row) => row),
  );
  assert.deepEqual(plot([1000, 937, 62, 1200], 1000, 1), ['█▇▁█'], 'over the scale is full');
});

test('the scale names its top, its half where there is room, and zero; kW have a comma', () => {
  const labels = (top: number, kilo: boolean, height: number): string[] =>
    chart(graph([1], top), { width: 30, height, lang: 'fr', kilo })
      .map((line) => (line[0]?.text ?? '').trim())
      .filter((text) => text !== '');
  assert.deepEqual(labels(5000, false, 5), ['5\u202f000', '0']);
  assert.deepEqual(labels(50_000, false, 12), ['50\u202f000', '25\u202f000', '0']);
  assert.deepEqual(labels(2000, true, 12), ['2,0', '1,0', '0']);
  assert.deepEqual(labels(500, true, 5), ['0,50', '0']);
});

test('the time axis says when the first and the last column begin', () => {
  const axis = (columns: number, step: number): string => {
    const wide = { ...graph(new Array<number>(columns).fill(1), 1000), step };
    const rows = chart(wide, { width: columns + 7, height: 4, lang: 'fr', kilo: false });
    return (rows.at(-1) ?? []).map(({ text }) => text).join('');
  };
  assert.match(axis(60, 10_000), /└14:00 +14:03 +14:06 +14:09$/);
  assert.match(axis(60, 1000), /└14:00:00 +14:00:20 +14:00:40 +14:00:59$/);
  assert.equal(axis(3, 10_000).length, 10);
});

test('scales step 1-2-5 and hold every value', () => {
  const tops: [number, number][] = [
    ...([
      [0, 500],
      [500, 500],
      [501, 1000],
      [1999, 2000],
      [2001, 5000],
    ] as [number, number][]),
    ...([
      [5001, 10_000],
      [12_000, 20_000],
      [36_000, 50_000],
    ] as [number, number][]),
  ];
  for (const [value, top] of tops) assert.equal(topOf([undefined, value, 0]), top, String(value));
});

test('a window is reached, and hardly exceeded, at any width', () => {
  for (const window of WINDOWS) {
    for (let columns = columnsOf(40); columns <= columnsOf(200); columns++) {
      const span = columnSeconds(columns, window) * columns;
      assert.ok(span >= window && (span < window * 2 || columnSeconds(columns, window) <= 5), `${window} ${columns}`);
    }
  }
});

const point = (at: number, papp: number, pinj = 0, lasts = 5000): Point => ({ at, papp, pinj, lasts });

test('a measurement shows as long as it lasts, and not over one of its own column', () => {
  const points = [point(T0, 300), point(T0 + 2000, 800), point(T0 + 12_000, 100)];
  const options = { columns: 20, window: 20, end: T0 + 19_000, stale: false };
  const { values } = graphOf('power', { points, minutes: [] }, options);
  const wanted = [300, 300, 800, 800, 800, 800, 800, ...new Array(5).fill(undefined), 100, 100, 100, 100, 100];
  assert.deepEqual(values, [...wanted, undefined, undefined, undefined]);
});

test('long windows are drawn from minutes: the greatest power of each, the mean injection', () => {
  let samples = emptySamples;
  for (let i = 0; i < 60 * 6; i++) {
    samples = withPoint(samples, point(T0 + i * MINUTE, i === 100 ? 9000 : 400, 0));
    samples = withPoint(samples, point(T0 + i * MINUTE + 30_000, 200, i < 180 ? 1000 : 0));
  }
  assert.equal(samples.minutes.length, 360);
  const options = { columns: 72, window: 21_600, end: T0 + 360 * MINUTE - 1, stale: false };
  const power = graphOf('power', samples, options);
  assert.equal(power.step, 5 * MINUTE);
  assert.equal(power.values[20], 9000);
  assert.equal(power.values.filter((value) => value === 400).length, 71);
  const injection = graphOf('injection', samples, options);
  assert.deepEqual([injection.values[0], injection.values[71]], [500, 0]);
});

test('the logs fill what was before the feed, and never hide what the feed said', () => {
  const fields: HistoryMessage['fields'] = ['at', 'papp', 'pinj', 'iinst'];
  const rows = [0, 2, 4].map((seconds) => [T0 + seconds * 1000, 700, 0, 3]);
  const ofFeed = withHistory(emptySamples, { type: 'history', fields, samples: rows });
  const logged = [-3600, -120, -20, 3].map((seconds) => point(T0 + seconds * 1000, 100, 0, 60_000));
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
  assert.deepEqual(withLogged(samples, logged, T0 + 5000), samples, 'read twice is read once');
  const again = withHistory(samples, { type: 'history', fields, samples: rows });
  assert.deepEqual(again.minutes, samples.minutes, 'a second greeting counts nothing twice');
});

test('what is kept is bounded, and nothing is copied while nothing goes', () => {
  let samples = emptySamples;
  for (let i = 0; i < 100_000; i++) samples = withPoint(samples, point(T0 + i * 2000, i % 3000));
  assert.ok(samples.points.length <= 4096 && samples.minutes.length <= 1800);
  const same = trimmed(samples, T0 + 99_999 * 2000);
  assert.ok(same.points === samples.points && same.minutes === samples.minutes);
  assert.deepEqual(trimmed(samples, T0 * 2), emptySamples);
});
