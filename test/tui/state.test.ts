import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SampleMessage, StatusMessage } from '../../src/feed/messages.ts';
import { isoOf } from '../../src/time/local.ts';
import * as s from '../../src/tui/model/state.ts';
import { sampleLine } from '../../src/tui/plain.ts';
import { curveRow } from '../../src/tui/terminal/paint.ts';

const T0 = Date.parse('2026-11-24T13:00:00Z');

const sample = (at: number, papp = 1240): SampleMessage => ({
  type: 'sample',
  at: isoOf(at),
  contract: 'EJP',
  period: 'HN',
  papp,
  iinst: 5,
  pinj: 0,
  pinjEstimated: true,
  indexes: { HN: 25803111, HPM: 1203442 },
  ejp: { active: false, notice: null },
  overload: null,
});
const status = (state: StatusMessage['state']): StatusMessage => ({
  type: 'status',
  state,
  since: isoOf(T0),
  input: '/dev/ttyAMA0',
  mode: 'historique',
  frames: 1,
  rejected: { checksum: 0, parity: 0, format: 0, implausible: 0 },
  clients: 1,
});
const lost = { code: 'ENOENT', path: '/run/x.sock', attempt: 1, retryAt: T0 + 1000 };

test('connecting, live, silent after 5 s with its age, live again', () => {
  let state = s.initialState(T0);
  assert.equal(s.linkOf(state, T0).kind, 'connecting');
  state = s.afterConnected(state, T0);
  assert.equal(s.linkOf(state, T0 + 4999).kind, 'connecting');
  assert.deepEqual(s.linkOf(state, T0 + 5000), { kind: 'silent', age: 5000, state: undefined });
  state = s.afterMessage(state, sample(T0 + 1000), T0 + 1000);
  assert.equal(s.linkOf(state, T0 + 5999).kind, 'live');
  assert.deepEqual(s.linkOf(state, T0 + 43_000), { kind: 'silent', age: 42_000, state: undefined });
  state = s.afterMessage(state, sample(T0 + 50_000), T0 + 50_000);
  assert.equal(s.linkOf(state, T0 + 50_000).kind, 'live');
});

test('a status that tells of silence counts until the next sample', () => {
  let state = s.afterConnected(s.initialState(T0), T0);
  state = s.afterMessage(state, sample(T0), T0);
  state = s.afterMessage(state, status('reconnecting'), T0 + 2000);
  assert.deepEqual(s.linkOf(state, T0 + 3000), { kind: 'silent', age: 3000, state: 'reconnecting' });
  state = s.afterMessage(state, sample(T0 + 4000), T0 + 4000);
  assert.equal(s.linkOf(state, T0 + 4000).kind, 'live');
  state = s.afterMessage(state, status('receiving'), T0 + 5000);
  assert.equal(s.linkOf(state, T0 + 5000).kind, 'live');
});

test('absent until the daemon answers, and old values stay old until a new sample', () => {
  let state = s.afterMessage(s.afterConnected(s.initialState(T0), T0), sample(T0), T0);
  state = s.afterLost(state, lost, T0 + 1000);
  assert.deepEqual(s.linkOf(state, T0 + 1000), { kind: 'absent', lost });
  state = s.afterConnected(state, T0 + 2000);
  assert.equal(s.linkOf(state, T0 + 2000).kind, 'connecting');
  state = s.afterMessage(state, sample(T0 + 3000), T0 + 3000);
  assert.equal(s.linkOf(state, T0 + 3000).kind, 'live');
});

test('keeps an hour and a half of samples and a day of minutes, bounded, and forgets the future when the clock steps back', () => {
  let state = s.afterConnected(s.initialState(T0), T0);
  for (let i = 0; i <= 6000; i++) state = s.afterMessage(state, sample(T0 + i * 1000), T0 + i * 1000);
  // Up to a minute of samples more, as they do not go one by one.
  const { length } = state.samples.points;
  assert.ok(length >= 5400 && length < 5460, String(length));
  assert.equal(state.samples.points.at(-1)?.at, T0 + 6000_000);
  state = s.afterTick(state, T0 + 6000_000 + 5_399_000);
  assert.equal(state.samples.points.length, 1);
  assert.equal(state.samples.minutes.length, 101);
  for (let i = 0; i < 9000; i++) state = s.afterMessage(state, sample(T0 + 19_000_000 + i), T0 + 19_000_000);
  assert.equal(state.samples.points.length, 6000);
  state = s.afterMessage(state, sample(T0), T0);
  assert.deepEqual(
    state.samples.points.map(({ at }) => at),
    [T0],
  );
});

test('history fills the curves, null stays absent, and what was seen before it is kept', () => {
  const fields = ['at', 'papp', 'pinj', 'iinst'] as const;
  let state = s.afterMessage(s.initialState(T0), sample(T0 - 60_000, 70), T0 - 60_000);
  const samples = [
    [T0 - 20_000, 500, null, 2],
    [T0 - 10_000, null, 220, 1],
  ];
  state = s.afterMessage(state, { type: 'history', fields, samples }, T0);
  assert.deepEqual(state.samples.points, [
    { at: T0 - 60_000, papp: 70, pinj: 0, lasts: 5000 },
    { at: T0 - 20_000, papp: 500, pinj: undefined, lasts: 5000 },
    { at: T0 - 10_000, papp: undefined, pinj: 220, lasts: 5000 },
  ]);
});

test('a meter on a clock of its own: the feed gives the time, silence is still measured on ours', () => {
  const simulated = Date.parse('2026-01-05T06:00:00Z');
  let state = s.afterConnected(s.initialState(T0), T0);
  state = s.afterMessage(state, sample(simulated), T0);
  assert.equal(s.feedTime(state, T0 + 2000), simulated + 2000);
  assert.equal(s.linkOf(state, T0 + 2000).kind, 'live');
  assert.equal(s.linkOf(state, T0 + 6000).kind, 'silent');
});

test('the row of a curve: the two ends of the scale taken off, a gap is a dot', () => {
  const graph = {
    kind: 'power',
    values: [undefined, 0, undefined, 900, undefined],
    top: 1000,
    stale: false,
    from: 0,
    step: 10_000,
    gaps: [1, 4],
  } as const;
  assert.equal(curveRow('▁█▁▁▁▇▁', graph), ' ▁·▇ ');
});

test('a sample as a line of text', () => {
  const at = new Date(2026, 10, 24, 14, 2, 33).getTime();
  const words = (line: string): string => line.replace(/[\u202f\u00a0]/g, ' ');
  assert.equal(words(sampleLine('fr', sample(at))), '2026-11-24 14:02:33  EJP NON  HN  PAPP 1 240 VA  PINJ 0 VA');
  const peak = { ...sample(at), period: 'PM', ejp: { active: true, notice: null }, overload: 46, pinj: 1100, papp: 0 };
  const before = (notice: SampleMessage['ejp']['notice']): string =>
    words(sampleLine('fr', { ...sample(at), ejp: { active: false, notice } })).slice(21, 58);
  const from = new Date(at + 20 * 60_000).toISOString();
  assert.equal(before({ startsInMinutes: 20, from }), 'EJP PRÉAVIS à 14:22 (dans 20 min)  HN');
  assert.equal(before({ startsInMinutes: 30 }), 'EJP PRÉAVIS à 14:32 (dans 30 min)  HN', 'of an older daemon');
  assert.equal(
    words(sampleLine('en', peak)),
    '2026-11-24 14:02:33  EJP ON  PM  PAPP 0 VA  PINJ 1,100 VA (estimated)  OVERLOAD 46 A',
  );
  assert.equal(
    words(sampleLine('fr', { ...sample(at), pappEstimated: true })),
    '2026-11-24 14:02:33  EJP NON  HN  PAPP 1 240 VA (estimé)  PINJ 0 VA',
  );
  const { papp: _papp, pinj: _pinj, period: _period, ...lost } = sample(at);
  assert.equal(
    words(sampleLine('fr', { ...lost, ejp: { active: false, unknown: true, notice: null } })),
    '2026-11-24 14:02:33  EJP —  —  PAPP —',
  );
});
