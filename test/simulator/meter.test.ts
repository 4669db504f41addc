import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import { SCENARIOS, SIMULATED_CONTRACTS } from '../../src/simulator/choices.ts';
import { type MeterOptions, type SimulatedFrame, SimulatedMeter } from '../../src/simulator/meter.ts';
import { transmission } from '../../src/simulator/noise.ts';
import { isEjpDay, nextChange } from '../../src/simulator/scenario.ts';
import { FrameReader } from '../../src/tic/frame.ts';
import { parseHorodate } from '../../src/tic/horodate.ts';
import { BAUD, LABELS } from '../../src/tic/labels.ts';
import { parseStatus } from '../../src/tic/stge.ts';

process.env['TZ'] = 'Europe/Paris';

const MIDNIGHT = Date.parse('2026-11-23T00:00:00+01:00');
const at = (clock: string): number => Date.parse(`2026-11-23T${clock}+01:00`);
const PLAIN: MeterOptions = {
  contract: 'ejp',
  mode: 'historique',
  phases: 1,
  scenario: 'ejp-day',
  seed: 7,
  start: MIDNIGHT,
  producer: false,
};

interface Received {
  readonly reader: FrameReader;
  readonly meter: Meter;
  readonly readings: Reading[];
  /** Labels of each frame, as sent. */
  readonly labels: Set<string>;
}

interface Listening {
  readonly visit?: (frame: SimulatedFrame) => void;
  /** ms without a frame after each one: a whole day in a few thousand frames. */
  readonly rest?: number;
}

/** All that a meter sends until an instant, as our own reader understands it. */
function listen(options: Partial<MeterOptions>, until: number, { visit, rest = 0 }: Listening = {}): Received {
  const simulated = new SimulatedMeter({ ...PLAIN, ...options });
  const meter = new Meter();
  const readings: Reading[] = [];
  const labels = new Set<string>();
  let now = 0;
  const reader = new FrameReader((frame) => {
    labels.add(frame.groups.map(({ label }) => label).join(' '));
    const reading = meter.take(frame, now);
    if (reading) readings.push(reading);
  });
  while (now < until) {
    const frame = simulated.next();
    now = frame.at;
    visit?.(frame);
    reader.push(frame.bytes);
    if (rest > 0) simulated.advanceTo(now + rest);
  }
  return { reader, meter, readings, labels };
}

const total = (reading: Reading | undefined): number =>
  Object.values(reading?.indexes ?? {}).reduce((sum, wh) => sum + wh, 0);

describe('a simulated day is one that a meter could have had', () => {
  for (const mode of ['historique', 'standard'] as const) {
    for (const phases of [1, 3] as const) {
      for (const contract of SIMULATED_CONTRACTS) {
        test(`a simulated day is plausible: ${contract}, ${mode}, ${phases} phase${phases === 3 ? 's' : ''}`, () => {
          // The owner's own meter sends every few seconds, the others each minute.
          const rest = mode === 'historique' && phases === 1 && contract === 'ejp' ? 6000 : 60_000;
          const [start, end] = [MIDNIGHT, MIDNIGHT + 86_400_000];
          const { reader, meter, readings } = listen({ contract, mode, phases, start, scenario: 'day' }, end, { rest });
          assert.deepEqual(reader.counts.rejected, { checksum: 0, parity: 0, format: 0 });
          assert.equal(reader.counts.complete, reader.counts.frames);
          assert.equal(readings.length, reader.counts.frames);
          assert.equal(meter.implausible, 0);
          for (let i = 1; i < readings.length; i++) {
            const now = readings[i]?.indexes ?? {};
            for (const [key, wh] of Object.entries(readings[i - 1]?.indexes ?? {}))
              assert.ok((now[key] ?? 0) >= wh, key);
          }
          const hours = (end - start) / 3_600_000;
          const watts = (total(readings.at(-1)) - total(readings[0])) / hours;
          assert.ok(watts > 200 && watts < 3000, `${watts} W on the average`);
          assert.equal(readings[0]?.phases?.length, phases === 3 ? 3 : undefined);
        });
      }
    }
  }

  test('the indexes integrate the power that the frames carry', () => {
    const { readings } = listen({ contract: 'base', start: at('06:00:00') }, at('09:00:00'));
    let wh = 0;
    for (let i = 1; i < readings.length; i++) {
      wh += ((readings[i]?.papp ?? 0) * ((readings[i]?.at ?? 0) - (readings[i - 1]?.at ?? 0))) / 3_600_000;
    }
    const counted = total(readings.at(-1)) - total(readings[0]);
    assert.ok(Math.abs(counted - wh) < 0.01 * wh, `${counted} counted, ${wh} sent`);
  });

  test('every label sent is one of the specification, once in a frame', () => {
    for (const mode of ['historique', 'standard'] as const) {
      const { labels } = listen({ contract: 'tempo', mode, phases: 3, producer: true }, MIDNIGHT + 60_000);
      for (const line of labels) {
        const names = line.split(' ');
        assert.equal(new Set(names).size, names.length);
        for (const name of names) assert.equal(LABELS.get(name)?.mode, mode, name);
      }
    }
  });

  test('the groups of an EJP frame come in the order of the specification', () => {
    const { labels } = listen({ start: at('06:40:00') }, at('06:41:00'));
    const notice = 'ADCO OPTARIF ISOUSC EJPHN EJPHPM PEJP PTEC IINST IMAX PAPP HHPHC MOTDETAT';
    assert.deepEqual([...labels], [notice]);
  });
});

describe('the pace is that of the wire', () => {
  for (const mode of ['historique', 'standard'] as const) {
    test(`frames of ${mode} follow each other at the pace of the wire`, () => {
      let last: number | undefined;
      const bytesOfAFrame: number[] = [];
      listen({ mode, contract: 'base' }, MIDNIGHT + 60_000, {
        visit: (frame) => {
          const gap = last === undefined ? 30 : frame.at - last - (frame.bytes.length * 10_000) / BAUD[mode];
          assert.ok(gap > 16.7 && gap < 33.4, `${gap} ms between frames`);
          last = frame.at;
          bytesOfAFrame.push(frame.bytes.length);
        },
      });
      // Added up from the widths of 54E §6.1 and §6.2.2.
      assert.deepEqual(new Set(bytesOfAFrame), new Set([mode === 'historique' ? 152 : 865]));
    });
  }

  test('DATE is the legal time of the frame, in winter and across the change of clocks', () => {
    for (const start of [MIDNIGHT, Date.parse('2026-10-25T02:59:30+02:00'), Date.parse('2026-03-29T01:59:30+01:00')]) {
      const seen: number[] = [];
      const simulated = new SimulatedMeter({ ...PLAIN, contract: 'base', mode: 'standard', start });
      const reader = new FrameReader((frame) => {
        const date = frame.groups.find(({ label }) => label === 'DATE')?.horodate ?? '';
        seen.push((parseHorodate(date)?.epochMs ?? 0) - start);
      });
      for (let i = 0; i < 90; i++) reader.push(simulated.next().bytes);
      for (let i = 1; i < seen.length; i++) {
        const step = (seen[i] ?? 0) - (seen[i - 1] ?? 0);
        assert.ok(step >= 0 && step <= 1000, `${step} ms from one DATE to the next`);
      }
      assert.ok((seen.at(-1) ?? 0) > 60_000);
    }
  });
});

/**
 * The times (to the minute) at which what `describeReading` makes of a reading changes, with what it changes to. A single
 * reading does not count: the meter may need a second frame before it believes a switch.
 */
function changes(readings: readonly Reading[], describeReading: (reading: Reading) => string): string[] {
  const seen: string[] = [];
  let last: string | undefined;
  readings.forEach((reading, i) => {
    const now = describeReading(reading);
    const next = readings[i + 1];
    if (now === last || (next && describeReading(next) !== now)) return;
    seen.push(`${new Date(reading.at).toTimeString().slice(0, 5)} ${now}`);
    last = now;
  });
  return seen;
}

describe('periods follow legal time', () => {
  test('on HC the off-peak hours are from 22:30 to 06:30', () => {
    const { readings } = listen({ contract: 'hc' }, MIDNIGHT + 86_400_000 - 30_000, { rest: 25_000 });
    assert.deepEqual(
      changes(readings, ({ period = '?' }) => period),
      ['00:00 HC', '06:30 HP', '22:30 HC'],
    );
  });

  test('HC on the day that has 23 hours', () => {
    const start = Date.parse('2026-03-29T00:00:00+01:00');
    const { readings } = listen({ contract: 'hc', start }, start + 23 * 3_600_000 - 30_000, { rest: 25_000 });
    assert.deepEqual(
      changes(readings, ({ period = '?' }) => period),
      ['00:00 HC', '06:30 HP', '22:30 HC'],
    );
  });

  test('Tempo: days from 06:00, HP until 22:00', () => {
    const { readings } = listen({ contract: 'tempo' }, MIDNIGHT + 3 * 86_400_000 + 8 * 3_600_000, { rest: 50_000 });
    const seen = changes(readings, ({ period = '?' }) => period).map((change) =>
      change.replace(/^(\d\d:\d\d) (..)../, '$1 $2J'),
    );
    assert.deepEqual(seen.slice(0, 3), ['00:00 HCJ', '06:00 HPJ', '22:00 HCJ']);
    assert.ok(
      new Set(readings.map(({ period }) => period)).size >= 4,
      'more than one colour in three days of November',
    );
  });

  test('EJP in historique: peak 07:00 to 01:00, notice from 06:30', () => {
    const { readings } = listen({}, MIDNIGHT + 86_400_000 - 30_000, { rest: 25_000 });
    const describeEjp = ({ period, ejp }: Reading): string =>
      `${period}${ejp.active ? ' active' : ''}${ejp.notice ? ' notice' : ''}`;
    assert.deepEqual(changes(readings, describeEjp), [
      '00:00 PM active',
      '01:00 HN',
      '06:30 HN notice',
      '07:00 PM active',
    ]);
  });

  test('EJP in standard: announced from 17:00 of the day before until the peak begins', () => {
    const describeEjp = ({ period, ejp }: Reading): string => {
      const notice = ejp.notice?.kind === 'at' ? ` notice of ${new Date(ejp.notice.from).getDate()}` : '';
      return `${period}${ejp.active ? ' active' : ''}${notice}`;
    };
    const evening = listen({ mode: 'standard', start: at('16:50:00') }, at('17:10:00'));
    assert.deepEqual(changes(evening.readings, describeEjp), ['16:50 PM active', '17:00 PM active notice of 24']);
    const night = listen({ mode: 'standard', start: at('00:50:00') }, at('01:10:00'));
    assert.deepEqual(changes(night.readings, describeEjp), ['00:50 PM active notice of 23', '01:00 HN notice of 23']);
  });

  test('EJP in standard: the peak begins at 07:00', () => {
    const { readings } = listen({ mode: 'standard', start: at('06:50:00') }, at('07:10:00'));
    assert.deepEqual(
      changes(readings, ({ period = '?' }) => period),
      ['06:50 HN', '07:00 PM'],
    );
    const [first, last] = [readings[0]?.ejp, readings.at(-1)?.ejp];
    assert.deepEqual([first?.active, last?.active, last?.notice], [false, true, undefined]);
  });

  test('an ordinary day of the EJP household has no peak', () => {
    const { readings } = listen({ scenario: 'day' }, MIDNIGHT + 86_400_000 - 30_000, { rest: 25_000 });
    assert.deepEqual(new Set(readings.map(({ period }) => period)), new Set(['HN']));
  });

  test('energy drawn in a period moves the index of that period only', () => {
    const { readings } = listen({}, MIDNIGHT + 86_400_000 - 30_000, { rest: 15_000 });
    for (let i = 1; i < readings.length; i++) {
      const [before, now] = [readings[i - 1] as Reading, readings[i] as Reading];
      const still = now.period === 'PM' ? 'HN' : 'HPM';
      assert.equal(now.indexes[still], before.indexes[still], `${still} moved during ${now.period}`);
    }
    assert.ok((readings.at(-1)?.indexes['HPM'] ?? 0) > (readings[0]?.indexes['HPM'] ?? 0) + 1000);
  });
});

describe('power', () => {
  test("the EJP owner's panels inject around noon: PAPP 0 and a current", () => {
    const { readings } = listen({ scenario: 'day', start: at('11:30:00') }, at('14:00:00'));
    const injecting = readings.filter(({ papp, iinst }) => papp === 0 && (iinst ?? 0) > 0);
    assert.ok(injecting.length > readings.length / 4);
    const still = readings.filter((reading, i) => reading.papp === 0 && readings[i - 1]?.papp === 0);
    assert.ok(still.length > 0);
  });

  test('no panel injects at night', () => {
    const { readings } = listen({ contract: 'producer' }, at('06:00:00'), { rest: 8000 });
    assert.ok(readings.every(({ pinj }) => pinj === 0));
  });

  test('drawn indexes stand still while the house injects, and EAIT moves', () => {
    const { readings } = listen({ contract: 'producer', mode: 'standard', start: at('12:00:00') }, at('13:30:00'));
    let injected = 0;
    for (let i = 1; i < readings.length; i++) {
      const [before, now] = [readings[i - 1] as Reading, readings[i] as Reading];
      assert.equal(now.pinjEstimated, false);
      assert.ok(now.papp === 0 || now.pinj === 0, 'one of the two powers is 0');
      if (!before.pinj || !now.pinj) continue;
      // A step of the integration may still belong to the frame before.
      assert.ok(total(now) - total(before) <= 1);
      injected += (now.injectionIndex ?? 0) - (before.injectionIndex ?? 0);
    }
    assert.ok(injected > 200, `${injected} Wh`);
  });

  test('ADPS is sent exactly while the current is above the subscribed one', () => {
    const { readings } = listen({ contract: 'base', subscribed: 3 }, MIDNIGHT + 86_400_000, { rest: 15_000 });
    const over = readings.filter(({ iinst }) => (iinst ?? 0) > 15);
    assert.ok(over.length > 0);
    for (const { iinst, overload } of readings) assert.equal(overload, (iinst ?? 0) > 15 ? iinst : undefined);
  });
});

/** The frames that a meter sends from `start` until an instant, each with its groups by label. */
function framesOf(options: Partial<MeterOptions>, until: number): { at: number; groups: Map<string, string> }[] {
  const frames: { at: number; groups: Map<string, string> }[] = [];
  let at = 0;
  const simulated = new SimulatedMeter({ ...PLAIN, ...options });
  const reader = new FrameReader((frame) => {
    frames.push({ at, groups: new Map(frame.groups.map(({ label, data }) => [label, data])) });
  });
  while (at < until) {
    const frame = simulated.next();
    at = frame.at;
    reader.push(frame.bytes);
  }
  return frames;
}

describe('scenarios', () => {
  for (const scenario of SCENARIOS) {
    test(`${scenario}: every group is valid, whatever the meter`, () => {
      for (const contract of SIMULATED_CONTRACTS) {
        for (const mode of ['historique', 'standard'] as const) {
          for (const phases of [1, 3] as const) {
            const { reader } = listen({ contract, mode, phases, scenario }, MIDNIGHT + 86_400_000, { rest: 300_000 });
            assert.deepEqual(reader.counts.rejected, { checksum: 0, parity: 0, format: 0 });
            assert.equal(reader.counts.complete, reader.counts.frames);
          }
        }
      }
    });
  }

  test('ejp-season: 22 Mondays to Fridays from November to March, others with another seed', () => {
    const daysOf = (seed: number): string[] => {
      const days: string[] = [];
      for (let at = Date.UTC(2026, 8, 1); at < Date.UTC(2027, 6, 1); at += 86_400_000) {
        if (isEjpDay('ejp-season', seed, at / 86_400_000)) days.push(new Date(at).toISOString().slice(0, 10));
      }
      return days;
    };
    for (let seed = 0; seed < 200; seed++) {
      const days = daysOf(seed);
      assert.equal(days.length, 22);
      assert.ok((days[0] as string) >= '2026-11-01' && (days.at(-1) as string) <= '2027-03-31');
      for (const day of days) assert.ok(![0, 6].includes(new Date(day).getUTCDay()), day);
    }
    assert.deepEqual(daysOf(1), daysOf(1));
    assert.notDeepEqual(daysOf(1), daysOf(2));
  });

  test('overload: ADPS with one phase, STGE bit 7 in standard mode', () => {
    const [from, until] = [at('20:29:00'), at('20:42:00')];
    for (const frame of framesOf({ scenario: 'overload', start: from }, until)) {
      const current = Number(frame.groups.get('IINST'));
      assert.equal(frame.groups.get('ADPS'), current > 45 ? frame.groups.get('IINST') : undefined);
    }
    const over = framesOf({ scenario: 'overload', mode: 'standard', start: from }, until).map(({ groups }) => {
      const overload = parseStatus(groups.get('STGE') ?? '')?.overload;
      assert.equal(overload, Number(groups.get('SINSTS')) > 9000);
      return overload;
    });
    assert.ok(over.includes(true) && !over[0] && !over.at(-1));
  });

  test('overload: with three phases 20 short frames for each long one, and for a minute after', () => {
    const frames = framesOf({ scenario: 'overload', phases: 3, start: at('20:29:30') }, at('20:41:30'));
    const isShort = ({ groups }: { groups: Map<string, string> }): boolean => !groups.has('PTEC');
    const shorts = frames.filter(isShort);
    for (const { at: when, groups } of shorts) {
      const labels = [...groups.keys()].join(' ');
      // The charger stops at 20:39.
      const expected =
        when < at('20:39:00') ? /^ADIR1 ADCO IINST1 IINST2 IINST3$/ : /^(ADIR1 )?ADCO IINST1 IINST2 IINST3$/;
      assert.match(labels, expected);
      if (groups.has('ADIR1')) assert.equal(groups.get('ADIR1'), groups.get('IINST1'));
    }
    const first = frames.findIndex(isShort);
    const last = frames.lastIndexOf(shorts.at(-1) as (typeof frames)[number]);
    const during = frames.slice(first, last + 1).map((frame) => (isShort(frame) ? 's' : 'L'));
    assert.match(during.join(''), /^(s{20}L)+s{0,20}$/);
    assert.ok((frames[first]?.at ?? 0) < at('20:30:03'));
    assert.ok(Math.abs((frames[last]?.at ?? 0) - at('20:40:00')) < 3000);
  });

  for (const contract of ['hc', 'ejp', 'tempo'] as const) {
    test(`contract-change: from ${contract} to BASE at 00:10, the index goes on`, () => {
      const options = { contract, scenario: 'contract-change', start: at('00:09:00') } as const;
      const frames = framesOf(options, at('00:11:00'));
      const before = frames.filter(({ at: when }) => when < at('00:10:00'));
      const after = frames.filter(({ at: when }) => when > at('00:10:03'));
      assert.ok(before.every(({ groups }) => groups.get('OPTARIF') !== 'BASE' && !groups.has('BASE')));
      for (const { groups } of after) {
        assert.deepEqual([groups.get('OPTARIF'), groups.get('PTEC')], ['BASE', 'TH..']);
        assert.ok(![...groups.keys()].some((label) => /^(HC|EJP|BBR|PEJP|DEMAIN)/.test(label)));
      }
      const registers = [...(before.at(-1)?.groups ?? [])].filter(([label]) => /^(HCH|EJPH|BBRH)/.test(label));
      const sum = registers.reduce((wh, [, data]) => wh + Number(data), 0);
      const step = Number(after[0]?.groups.get('BASE')) - sum;
      assert.ok(step >= 0 && step < 20, `${step} Wh`);
    });
  }

  test('contract-change in standard mode: NGTF says BASE, no register moves by more than what was drawn', () => {
    const frames = framesOf({ mode: 'standard', scenario: 'contract-change', start: at('00:09:30') }, at('00:10:30'));
    assert.deepEqual([...new Set(frames.map(({ groups }) => groups.get('NGTF')))], ['EJP', 'BASE']);
    for (let i = 1; i < frames.length; i++) {
      for (const label of ['EAST', 'EASF01', 'EASF02']) {
        const step = Number(frames[i]?.groups.get(label)) - Number(frames[i - 1]?.groups.get(label));
        assert.ok(step >= 0 && step < 20, `${label} by ${step} Wh`);
      }
    }
  });

  for (const mode of ['historique', 'standard'] as const) {
    test(`mode-flip: from ${mode} to the other at 00:10, at the speed of that`, () => {
      const seen: string[] = [];
      let last = 0;
      const visit = (frame: SimulatedFrame): void => {
        if (seen.at(-1) !== frame.mode) seen.push(frame.mode);
        const sending = (frame.bytes.length * 10_000) / BAUD[frame.mode];
        if (last > 0) assert.ok(Math.abs(frame.at - last - sending - 30) < 2);
        last = frame.at;
        if (frame.at - sending < at('00:10:00')) assert.equal(frame.mode, mode);
        else assert.notEqual(frame.mode, mode);
        assert.equal(frame.bytes.includes(9), frame.mode === 'standard');
      };
      const { readings } = listen({ mode, scenario: 'mode-flip', start: at('00:09:00') }, at('00:11:00'), { visit });
      assert.equal(seen.length, 2);
      assert.deepEqual(new Set(readings.map(({ contract }) => contract)), new Set(['EJP']));
      assert.ok(total(readings.at(-1)) - total(readings[0]) < 50);
    });
  }

  test('the change comes at the next 00:10 of legal clocks, on long and short days too', () => {
    const next = (text: string): string => new Date(nextChange(Date.parse(text))).toISOString();
    assert.equal(next('2026-11-23T00:00:00+01:00'), '2026-11-22T23:10:00.000Z');
    assert.equal(next('2026-11-23T00:10:00+01:00'), '2026-11-23T23:10:00.000Z');
    assert.equal(next('2026-03-29T12:00:00+02:00'), '2026-03-29T22:10:00.000Z');
    assert.equal(next('2026-03-28T12:00:00+01:00'), '2026-03-28T23:10:00.000Z');
    assert.equal(next('2026-10-24T12:00:00+02:00'), '2026-10-24T22:10:00.000Z');
    assert.equal(next('2026-10-25T12:00:00+01:00'), '2026-10-25T23:10:00.000Z');
  });

  test('noisy is a day whose wire damages it; every other scenario has a clean wire unless noise is asked for', () => {
    const { bytes } = new SimulatedMeter(PLAIN).next();
    const through = (scenario: MeterOptions['scenario'], noise?: number, parity = false): number[] => {
      const line = transmission({ scenario, seed: 1, noise, parity });
      const out: number[] = [];
      for (let i = 0; i < 20; i++) out.push(...line(bytes));
      return out;
    };
    const differences = (a: number[], b: number[]): number => a.filter((byte, i) => byte !== b[i]).length;
    const clean = through('day');
    assert.deepEqual(clean, Array.from({ length: 20 }, () => [...bytes]).flat());
    const even = through('day', undefined, true);
    assert.deepEqual(
      even.map((byte) => byte & 0x7f),
      clean,
    );
    assert.ok(differences(through('noisy'), even) > 5);
    assert.equal(differences(through('noisy', 0, true), even), 0);
    assert.ok(differences(through('day', 0.01), even) > 50);
  });
});

describe('the seed decides', () => {
  /** Half an hour in which a notice becomes a peak. */
  const halfHour = (options: Partial<MeterOptions>): string => {
    const bytes: string[] = [];
    listen({ start: at('06:45:00'), ...options }, at('07:15:00'), {
      visit: (frame) => bytes.push(String.fromCharCode(...frame.bytes)),
    });
    return bytes.join('');
  };

  test('the same seed gives the same bytes, another seed others', () => {
    assert.ok(halfHour({}).length > 100_000);
    assert.equal(halfHour({}), halfHour({}));
    assert.equal(halfHour({ mode: 'standard' }), halfHour({ mode: 'standard' }));
    assert.notEqual(halfHour({ seed: 8 }), halfHour({}));
  });

  test('the same seed gives the same bytes in any time zone of the machine', () => {
    const here = halfHour({ mode: 'standard' });
    process.env['TZ'] = 'America/New_York';
    try {
      assert.equal(halfHour({ mode: 'standard' }), here);
    } finally {
      process.env['TZ'] = 'Europe/Paris';
    }
  });

  test('coarse steps count nearly what frames count', () => {
    // The peak of the day before ends at 01:00: both indexes count.
    const { readings } = listen({}, MIDNIGHT + 4 * 3_600_000);
    const coarse = new SimulatedMeter(PLAIN);
    const before = coarse.state();
    coarse.advanceTo(MIDNIGHT + 4 * 3_600_000);
    const state = coarse.state();
    for (const key of ['HN', 'HPM']) {
      const fine = (readings.at(-1)?.indexes[key] ?? 0) - (readings[0]?.indexes[key] ?? 0);
      const stepped = (state.indexes[key] ?? 0) - (before.indexes[key] ?? 0);
      assert.ok(Math.abs(stepped - fine) < 0.02 * fine, `${key}: ${stepped} Wh in steps, ${fine} Wh in frames`);
    }
    assert.equal(state.periodCode, 'HN..');
  });
});
