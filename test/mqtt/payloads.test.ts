process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { energyCost } from '../../src/energy/euros.ts';
import { PriceList } from '../../src/energy/prices.ts';
import type { SampleMessage } from '../../src/feed/messages.ts';
import { costOf } from '../../src/mqtt/payloads/cost.ts';
import { EventWatch } from '../../src/mqtt/payloads/events.ts';
import { indexOf, liveOf } from '../../src/mqtt/payloads/measures.ts';
import { MeanPower } from '../../src/mqtt/payloads/power.ts';
import { recordOf } from '../../src/mqtt/payloads/record.ts';
import { stateOf } from '../../src/mqtt/payloads/state.ts';
import { Publication } from '../../src/mqtt/publication.ts';
import { Topics } from '../../src/mqtt/topics.ts';
import { type Home, START, samplesOf, statusOf, suppliersSample } from '../support/mqtt-homes.ts';

const PEAK: SampleMessage = {
  type: 'sample',
  at: '2026-11-23T21:03:54.032+01:00',
  contract: 'EJP',
  period: 'PM',
  papp: 2350,
  iinst: 10,
  pinj: 0,
  pinjEstimated: true,
  indexes: { HN: 4_688_322, HPM: 1_080_072 },
  ejp: { active: true, notice: null, since: '2026-11-23T07:00:00.000+01:00', until: '2026-11-24T01:00:00.000+01:00' },
  overload: null,
  subscribed: 9000,
};
const alone = { threePhase: false, hasVoltages: false };
const EJP_HOME = { contract: 'EJP', hasFacts: false };

describe('what is sent of a sample', () => {
  test('live: instant, power, injection and whether it is an estimate, current, mean', () => {
    assert.deepEqual(liveOf(PEAK, 2210, alone), {
      at: '2026-11-23T21:03:54+01:00',
      papp: 2350,
      pinj: 0,
      pinjEstimated: true,
      iinst: 10,
      mean: 2210,
    });
  });

  test('live: what is not known is null, never 0; phases and voltages where the meter has them', () => {
    const { papp, iinst, pinj, ...poor } = PEAK;
    assert.deepEqual(liveOf(poor, undefined, { threePhase: true, hasVoltages: true }), {
      ...{ at: '2026-11-23T21:03:54+01:00', papp: null, pinj: null, pinjEstimated: true, iinst: null, mean: null },
      ...{ phases: null, voltages: null },
    });
    const full = { ...PEAK, phases: [10, 5, 3], voltages: [231, 232, 230], pappEstimated: true };
    assert.deepEqual(liveOf(full, 0, { threePhase: true, hasVoltages: true }), {
      ...{ at: '2026-11-23T21:03:54+01:00', papp: 2350, pappEstimated: true, pinj: 0, pinjEstimated: true, iinst: 10 },
      ...{ phases: [10, 5, 3], voltages: [231, 232, 230], mean: 0 },
    });
  });

  test('index: Wh by key, null where one is missing; a measured injection and an estimated one have names of their own', () => {
    const none = { injection: undefined, estimated: undefined };
    const keys = ['HN', 'HPM'];
    assert.deepEqual(indexOf(PEAK, keys, none), { HN: 4_688_322, HPM: 1_080_072 });
    assert.deepEqual(indexOf({ ...PEAK, indexes: { HN: 5 } }, keys, { injection: 'estimated', estimated: 123_456 }), {
      ...{ HN: 5, HPM: null, injectionEstimated: 123_456 },
    });
    assert.deepEqual(indexOf({ ...PEAK, injectionIndex: 7 }, keys, { injection: 'measured', estimated: undefined }), {
      ...{ HN: 4_688_322, HPM: 1_080_072, injection: 7 },
    });
  });

  test('state: the peak that runs, the one that is announced, one that is not known', () => {
    const state = (sample: Partial<SampleMessage>) =>
      stateOf({ ...PEAK, ...sample }, statusOf('historique'), { days: 3, left: 19 }, EJP_HOME);
    assert.deepEqual(state({}), {
      contract: 'EJP',
      mode: 'historique',
      period: 'PM',
      ejp: {
        active: 'ON',
        announced: 'OFF',
        from: null,
        until: '2026-11-24T01:00:00+01:00',
        days: 3,
        left: 19,
        countedSince: null,
      },
      overload: 'OFF',
      subscribed: 9000,
      fault: 'OFF',
      faults: [],
    });
    const from = '2026-11-24T07:00:00.000+01:00';
    const announced = {
      from: '2026-11-24T07:00:00+01:00',
      days: 3,
      left: 19,
      countedSince: null,
      active: 'OFF',
      announced: 'ON',
    };
    const historique = state({ period: 'HN', ejp: { active: false, notice: { startsInMinutes: 30, from } } });
    assert.deepEqual(historique.ejp, { ...announced, until: null });
    const to = '2026-11-25T01:00:00.000+01:00';
    const standard = state({ period: 'HN', ejp: { active: false, notice: { from, to } } });
    assert.deepEqual(standard.ejp, { ...announced, until: '2026-11-25T01:00:00+01:00' });
    assert.equal(state({ ejp: { active: true, unknown: true, notice: null } }).ejp?.active, null);
  });

  test('state: colours of Tempo, an overload, faults; what a sample lacks keeps its place', () => {
    const tempo = stateOf(
      { ...PEAK, contract: 'TEMPO', period: 'HPJR', tempo: { today: 'red', tomorrow: null }, overload: 45 },
      statusOf('standard', { faults: [{ part: 'log', since: '2026-11-23T21:00:00.000+01:00', detail: 'ENOSPC' }] }),
      undefined,
      { contract: 'TEMPO', hasFacts: true },
    );
    assert.deepEqual(tempo.tempo, { today: 'red', tomorrow: null });
    assert.deepEqual([tempo.overload, tempo.fault], ['ON', 'ON']);
    assert.deepEqual(tempo.faults, [{ part: 'log', since: '2026-11-23T21:00:00+01:00', detail: 'ENOSPC' }]);
    assert.deepEqual(tempo.facts, { breaker: null, coverOpen: null, overvoltage: null, clockDegraded: null });
    const { contract, ...silent } = PEAK;
    assert.ok(stateOf(silent, undefined, undefined, EJP_HOME).ejp, 'its contract did not come: still an EJP home');
  });

  test('cost: the price of the running period and of each key on that day, null without one, and the day in euros', () => {
    const prices = new PriceList([
      { day: '2026-02-01', key: 'HN', price: 0.1781 },
      { day: '2026-11-24', key: 'HPM', price: 0.5 },
      { day: '2026-02-01', key: 'INJECTION', price: 0.04 },
    ]);
    const keys = ['HN', 'HPM'];
    const money = { day: '2026-11-23', cost: energyCost(20_720, 0.1781), revenue: undefined } as const;
    assert.deepEqual(costOf(PEAK, money, { prices, keys, injects: false }), {
      now: null,
      price: { HN: 0.1781, HPM: null },
      today: 3.69,
      since: '2026-11-23T00:00:00+01:00',
    });
    const next = { day: '2026-11-24', cost: undefined, revenue: 0n } as const;
    assert.deepEqual(costOf(PEAK, next, { prices, keys, injects: true }), {
      now: 0.5,
      price: { HN: 0.1781, HPM: 0.5, INJECTION: 0.04 },
      today: null,
      revenue: 0,
      since: '2026-11-24T00:00:00+01:00',
    });
  });

  test("cost: a supplier's period is priced by its name; an unknown one is null", () => {
    const prices = new PriceList([
      { day: '2026-02-01', key: 'HC', price: 0.15 },
      { day: '2026-02-01', key: 'HP', price: 0.2 },
    ]);
    const known = { prices, keys: ['INDEX01', 'INDEX02', 'INDEX03'], injects: false };
    const money = { day: '2026-11-24', cost: 0n, revenue: 0n } as const;
    const of = (period: string) =>
      costOf({ ...suppliersSample, period }, money, known) as { now: unknown; price: unknown };
    assert.deepEqual(of('HEURE PLEINE').price, { INDEX01: 0.15, INDEX02: 0.2, INDEX03: null });
    assert.deepEqual([of('HEURE PLEINE').now, of('HEURE CREUSE').now, of('SOIR').now], [0.2, 0.15, null]);
  });

  test('record: a line of the log with its own time', () => {
    const line = { at: 0, periodCode: 'HN..', indexes: { HN: 688_322, HPM: 80_072 }, papp: 0, iinst: 13 };
    const rest = { injectionIndex: undefined, pinj: undefined };
    assert.deepEqual(recordOf({ ...line, ...rest }, 1_795_900_000), {
      ...{ t: 1_795_900_000, period: 'HN', HN: 688_322, HPM: 80_072, papp: 0, i: 13 },
    });
    const unknown = {
      ...line,
      ...rest,
      periodCode: '----',
      papp: undefined,
      iinst: undefined,
      injectionIndex: 9,
      pinj: 2,
    };
    assert.deepEqual(recordOf(unknown, 5), {
      ...{ t: 5, period: null, HN: 688_322, HPM: 80_072, papp: null, i: null, injection: 9, pinj: 2 },
    });
  });
});

describe('the mean power', () => {
  const at = (s: number): string => new Date(START + s * 1000).toISOString();

  test('W over five minutes by what the indexes have counted; null before', () => {
    const mean = new MeanPower();
    const given = [0, 100, 200, 299, 300, 310].map((s) => {
      mean.take({ at: at(s), indexes: { HN: 1000 + Math.floor(s / 2), HPM: 7 } });
      return mean.watts;
    });
    // 150 Wh in 300 s; 155 in 310.
    assert.deepEqual(given, [undefined, undefined, undefined, undefined, 1800, 1800]);
  });

  test('another meter, another contract, a clock set back and a long silence begin anew', () => {
    for (const after of [
      { at: at(305), indexes: { HN: 3 } },
      { at: at(305), indexes: { BASE: 2000 } },
      { at: at(-50), indexes: { HN: 1001 } },
      { at: at(1000), indexes: { HN: 1001 } },
    ]) {
      const mean = new MeanPower();
      for (const s of [0, 300]) mean.take({ at: at(s), indexes: { HN: 1000 + s / 300 } });
      assert.equal(mean.watts, 12);
      mean.take(after);
      assert.equal(mean.watts, undefined, JSON.stringify(after));
    }
  });

  test('property: it is the energy of the last five to ten minutes over their time', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 0, max: 50 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (list) => {
        const mean = new MeanPower();
        const all: [number, number][] = [];
        let [s, wh] = [0, 0];
        for (const [seconds, more] of list) {
          all.push([s, wh]);
          mean.take({ at: at(s), indexes: { BASE: wh } });
          s += seconds;
          wh += more;
        }
        const [last] = all.slice(-1);
        const first = last && all.filter(([then]) => last[0] - then >= 300).at(-1);
        const expected = first && last ? Math.round(((last[1] - first[1]) * 3600) / (last[0] - first[0])) : undefined;
        assert.equal(mean.watts, expected);
      }),
    );
  });
});

describe('events', () => {
  test('each edge once, at the instant of its frame; what is so at the start is no edge', () => {
    const watch = new EventWatch();
    const at = (minute: number): string => `2026-11-24T06:${String(minute).padStart(2, '0')}:10.500+01:00`;
    const notice = { from: '2026-11-24T07:00:00.000+01:00' };
    const off = { active: false, notice: null };
    const sent = [
      watch.takeSample({ ...PEAK, at: at(0), ejp: { active: true, notice: null } }),
      watch.takeSample({ ...PEAK, at: at(1), ejp: off }),
      watch.takeSample({ ...PEAK, at: at(2), ejp: { active: false, notice } }),
      watch.takeSample({ ...PEAK, at: at(3), ejp: { active: false, notice }, overload: 51 }),
      watch.takeSample({ ...PEAK, at: at(4), ejp: { active: false, unknown: true, notice: null }, overload: 51 }),
      watch.takeSample({ ...PEAK, at: at(5), ejp: PEAK.ejp, overload: null }),
      watch.takeSample({ ...PEAK, at: at(6), ejp: PEAK.ejp }),
    ];
    assert.deepEqual(sent, [
      [],
      [{ at: '2026-11-24T06:01:10+01:00', event: 'ejp-end' }],
      [{ at: '2026-11-24T06:02:10+01:00', event: 'ejp-notice', from: '2026-11-24T07:00:00+01:00' }],
      [{ at: '2026-11-24T06:03:10+01:00', event: 'overload-start', iinst: 51 }],
      [],
      [
        { at: '2026-11-24T06:05:10+01:00', event: 'ejp-start', until: '2026-11-24T01:00:00+01:00' },
        { at: '2026-11-24T06:05:10+01:00', event: 'overload-end' },
      ],
      [],
    ]);
  });

  test('a part of the daemon that fails, and its end', () => {
    const watch = new EventWatch();
    const now = Date.parse('2026-11-24T08:00:00+01:00');
    const fault = { part: 'oled', since: '2026-11-24T07:59:58.100+01:00', detail: 'ENXIO' };
    assert.deepEqual(watch.takeStatus(statusOf('historique'), now), []);
    assert.deepEqual(watch.takeStatus(statusOf('historique', { faults: [fault] }), now), [
      { at: '2026-11-24T07:59:58+01:00', event: 'fault', part: 'oled', detail: 'ENXIO' },
    ]);
    assert.deepEqual(watch.takeStatus(statusOf('historique', { faults: [{ ...fault, detail: 'EIO' }] }), now), []);
    assert.deepEqual(watch.takeStatus(statusOf('historique'), now), [
      { at: '2026-11-24T08:00:00+01:00', event: 'fault-end', part: 'oled' },
    ]);
  });

  test('a simulated EJP day: announced, begun and ended once, at the instants of its frames', () => {
    const watch = new EventWatch();
    const home: Home = { contract: 'ejp', mode: 'historique', phases: 1, scenario: 'ejp-day' };
    const around = (clock: string): SampleMessage[] => samplesOf(home, 120, Date.parse(clock) - 60_000);
    const clocks = ['2026-11-24T06:30:00+01:00', '2026-11-24T07:00:00+01:00', '2026-11-25T01:00:00+01:00'];
    const events = clocks.flatMap((clock) => around(clock).flatMap((sample) => watch.takeSample(sample)));
    assert.deepEqual(
      events.map(({ event }) => event),
      ['ejp-notice', 'ejp-start', 'ejp-end'],
    );
    for (const [i, { at }] of events.entries()) {
      assert.ok(Math.abs(Date.parse(at) - Date.parse(clocks[i] ?? '')) < 10_000, at);
    }
  });
});

test('before the contract is known, what is known is sent: no index that is not there', () => {
  const topics = new Topics('linky', 'a');
  const publication = new Publication(false);
  const { contract, period, ...poor } = PEAK;
  publication.takeSample({ ...poor, indexes: {} });
  assert.equal(publication.index(topics), undefined);
  assert.equal(publication.components, undefined);
  assert.equal((JSON.parse(publication.live(topics)?.payload ?? '') as { papp: number }).papp, 2350);
});
