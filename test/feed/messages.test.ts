process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseMessage, sampleOf } from '../../src/feed/messages.ts';
import { parseJson } from '../../src/feed/schema.ts';
import { NO_EJP } from '../../src/meter/ejp.ts';
import type { Reading } from '../../src/meter/reading.ts';
import { instantOf, isoOf } from '../../src/time/local.ts';
import { MESSAGES } from '../support/feed-messages.ts';

const AT = instantOf('2026-11-23T17:22:14');

/** A reading of which nothing is known but what every frame tells. */
const BARE: Reading = {
  at: AT,
  mode: 'historique',
  isPartial: false,
  contract: 'EJP',
  calendar: undefined,
  indexNames: {},
  period: 'HN',
  periodCode: 'HN..',
  indexes: { HN: 688_322, HPM: 80_072 },
  injectionIndex: undefined,
  papp: undefined,
  pappEstimated: false,
  iinst: undefined,
  phases: undefined,
  voltages: undefined,
  pinj: undefined,
  pinjEstimated: true,
  ejp: NO_EJP,
  isPeakKnown: true,
  tempo: undefined,
  overload: undefined,
  register: undefined,
  subscribed: undefined,
  serial: undefined,
};

/** A reading with every value that one can have. */
const FULL: Reading = {
  ...BARE,
  calendar: 'ZEN',
  indexNames: { INDEX01: 'HEURE CREUSE' },
  isPeakKnown: false,
  injectionIndex: 12,
  papp: 1230,
  pappEstimated: true,
  iinst: 5,
  phases: [1, 2, 2],
  voltages: [231, 232, 229],
  pinj: 0,
  ejp: { active: true, notice: { kind: 'at', from: AT + 3_600_000, to: AT + 7_200_000 }, since: AT - 1, until: AT + 1 },
  tempo: { today: 'blue', tomorrow: undefined },
  overload: 46,
  register: { breaker: 0, coverOpen: false, overvoltage: false, clockDegraded: true },
  subscribed: 9000,
  serial: '021528637718',
};

test('a sample message has the fields that the reading has a value for, in the order of the protocol', () => {
  assert.equal(
    JSON.stringify(sampleOf(BARE)),
    '{"type":"sample","at":"2026-11-23T17:22:14.000+01:00","contract":"EJP","period":"HN","pinjEstimated":true,' +
      '"indexes":{"HN":688322,"HPM":80072},"ejp":{"active":false,"notice":null},"overload":null}',
  );
  assert.equal(
    JSON.stringify(sampleOf(FULL)),
    '{"type":"sample","at":"2026-11-23T17:22:14.000+01:00","contract":"EJP","period":"HN","papp":1230,' +
      '"pappEstimated":true,"iinst":5,"phases":[1,2,2],"voltages":[231,232,229],"pinj":0,"pinjEstimated":true,' +
      '"indexes":{"HN":688322,"HPM":80072},"calendar":"ZEN","indexNames":{"INDEX01":"HEURE CREUSE"},' +
      '"injectionIndex":12,"ejp":{"active":true,"unknown":true,"notice":' +
      '{"from":"2026-11-23T18:22:14.000+01:00","to":"2026-11-23T19:22:14.000+01:00"},' +
      '"since":"2026-11-23T17:22:13.999+01:00","until":"2026-11-23T17:22:14.001+01:00"},' +
      '"tempo":{"today":"blue","tomorrow":null},"overload":46,' +
      '"facts":{"breaker":0,"coverOpen":false,"overvoltage":false,"clockDegraded":true},' +
      '"subscribed":9000,"meter":"0215…7718"}',
  );
  const unknown: Reading = { ...BARE, contract: undefined, period: undefined, periodCode: undefined, indexes: {} };
  assert.equal(
    JSON.stringify(sampleOf(unknown)),
    '{"type":"sample","at":"2026-11-23T17:22:14.000+01:00","pinjEstimated":true,"indexes":{},' +
      '"ejp":{"active":false,"notice":null},"overload":null}',
  );
  const announced: Reading = {
    ...BARE,
    ejp: { ...NO_EJP, notice: { kind: 'in', minutes: 30, from: AT + 20 * 60_000 } },
  };
  assert.deepEqual(sampleOf(announced).ejp.notice, { startsInMinutes: 20, from: isoOf(AT + 20 * 60_000) });
});

/** Messages that have, together, every field of the protocol. */
const EVERY_FIELD = [
  ...MESSAGES,
  JSON.parse(JSON.stringify(sampleOf(FULL))) as (typeof MESSAGES)[number],
  { ...MESSAGES[4], lost: [{ label: 'PTEC', share: 0.5 }] },
  { ...MESSAGES[4], faults: [{ part: 'log', since: '2026-11-23T17:22:14.123+01:00', detail: 'ENOSPC' }] },
  { ...MESSAGES[4], relay: { open: true, why: ['peak'], since: '2026-11-23T17:22:14.123+01:00' } },
  { ...MESSAGES[4], relay: { open: null, why: [], since: '2026-11-23T17:22:14.123+01:00' } },
];

test('a message of the feed is accepted as the protocol has it, with fields that this version does not know', () => {
  for (const message of EVERY_FIELD) {
    assert.deepEqual(parseMessage(JSON.stringify(message)), message);
    const later = { ...message, news: { of: ['later'] } };
    assert.deepEqual(parseMessage(JSON.stringify(later)), later);
  }
});

/** Copies of a value in which one of its parts, however deep, is of a kind that no part of any message has. */
function* spoilt(value: unknown): Generator<unknown> {
  yield [{}];
  yield { toString: [{}] };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    for (const other of spoilt(part)) {
      const copy = { ...value, [name]: other };
      yield Array.isArray(value) ? Object.values(copy) : copy;
    }
  }
}

test('a message is rejected where any of its fields is of another kind', () => {
  for (const message of EVERY_FIELD) {
    for (const other of spoilt(message)) {
      const json = JSON.stringify(other);
      assert.equal(parseMessage(json), undefined, json);
    }
  }
});

test('a message is rejected where its type is unknown, a name of Object.prototype included', () => {
  for (const type of ['constructor', '__proto__', 'toString', '', 'refused']) {
    assert.equal(parseMessage(JSON.stringify({ ...MESSAGES[0], type })), undefined, type);
  }
});

test('a message is rejected where a text or a list is longer than any of ours', () => {
  const [hello, , sample] = MESSAGES;
  assert.ok(parseMessage(JSON.stringify({ ...hello, logs: 'x'.repeat(4096) })));
  assert.equal(parseMessage(JSON.stringify({ ...hello, logs: 'x'.repeat(4097) })), undefined);
  const phases = (count: number): string =>
    JSON.stringify({ ...sample, phases: Array.from({ length: count }, () => 1) });
  assert.ok(parseMessage(phases(10_000)));
  assert.equal(parseMessage(phases(10_001)), undefined);
});

test('a message nested too deep is rejected without being read, brackets inside a text are not counted', () => {
  const deep = '['.repeat(400_000) + ']'.repeat(400_000);
  const status = JSON.stringify(MESSAGES[4]);
  assert.equal(parseMessage(`${status.slice(0, -1)},"x":${deep}}`), undefined);
  assert.ok(parseMessage(`${status.slice(0, -1)},"x":"[[[[[[[[[[[[ \\" {{{{{{{{{"}`));
});

/** Whether JSON opens more than eight lists and objects in one another, by its own parser. */
const isDeep = (value: unknown, depth = 0): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (depth === 8 || Object.values(value).some((each) => isDeep(each, depth + 1)));

test('how deep a message is nested is told rightly of any JSON, whatever its texts hold', () => {
  const texts = fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', 'a', ' ') });
  const { any } = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 12 }, texts, fc.integer(), fc.constant(null), tie('list'), tie('object')),
    list: fc.array(tie('any'), { maxLength: 3 }),
    object: fc.dictionary(texts, tie('any'), { maxKeys: 3 }),
  }));
  fc.assert(
    fc.property(any, fc.boolean(), (value, isSpaced) => {
      const json = isSpaced ? JSON.stringify(value, undefined, 1) : JSON.stringify(value);
      assert.deepEqual(parseJson(json), isDeep(value) ? undefined : JSON.parse(json));
    }),
  );
});

test('a line of nothing but quotes, backslashes or brackets takes no longer than its length', () => {
  for (const sign of ['"', '\\', '\\"', '[', '[1,', '[]', '["', '{"a":']) {
    assert.equal(parseMessage(`{"type":"status","x":${sign.repeat(300_000)}`), undefined, sign);
  }
});
