import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Meter } from '../src/meter/meter.js';
import type { Reading } from '../src/meter/reading.js';
import { type MeterOptions, type SimulatedFrame, SimulatedMeter } from '../src/source/simulated.js';
import { FrameReader } from '../src/tic/frame.js';
import { parseHorodate } from '../src/tic/horodate.js';
import { BAUD, LABELS } from '../src/tic/labels.js';

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

interface Heard {
  readonly reader: FrameReader;
  readonly meter: Meter;
  readonly readings: Reading[];
  /** Labels of each frame, as sent. */
  readonly labels: Set<string>;
}

interface Listening {
  readonly visit?: (frame: SimulatedFrame) => void;
  /** ms let pass unheard after each frame: a whole day in a few thousand frames. */
  readonly rest?: number;
}

/** All that a meter says until an instant, as our own reader understands it. */
function listen(options: Partial<MeterOptions>, until: number, { visit, rest = 0 }: Listening = {}): Heard {
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
      for (const contract of ['base', 'hc', 'ejp', 'tempo', 'producer'] as const) {
        test(`${contract}, ${mode}, ${phases} phase${phases === 3 ? 's' : ''}`, () => {
          // The owner's own meter is heard frame by frame; of the others, a frame every half minute.
          const rest = mode === 'historique' && phases === 1 && contract === 'ejp' ? 0 : 25_000;
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

  test('the indexes integrate the power that the frames tell', () => {
    const { readings } = listen({ contract: 'base' }, MIDNIGHT + 6 * 3_600_000);
    let wh = 0;
    for (let i = 1; i < readings.length; i++) {
      wh += ((readings[i]?.papp ?? 0) * ((readings[i]?.at ?? 0) - (readings[i - 1]?.at ?? 0))) / 3_600_000;
    }
    const counted = total(readings.at(-1)) - total(readings[0]);
    assert.ok(Math.abs(counted - wh) < 0.01 * wh, `${counted} counted, ${wh} told`);
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

  test('the groups stand in the order of facts/tic.md 4.5', () => {
    const { labels } = listen({ start: at('06:40:00') }, at('06:41:00'));
    const notice = 'ADCO OPTARIF ISOUSC EJPHN EJPHPM PEJP PTEC IINST IMAX PAPP HHPHC MOTDETAT';
    assert.deepEqual([...labels], [notice]);
  });
});

describe('the pace is that of the line', () => {
  for (const mode of ['historique', 'standard'] as const) {
    test(mode, () => {
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
      // facts/tic.md 1.4: 152 bytes in historique, 865 in standard.
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

/** The instants (clock, to the minute) at which what `say` tells of a reading changes, with what it changes to. */
function changes(readings: readonly Reading[], say: (reading: Reading) => string): string[] {
  const seen: string[] = [];
  let last: string | undefined;
  for (const reading of readings) {
    const now = say(reading);
    if (now !== last) seen.push(`${new Date(reading.at).toTimeString().slice(0, 5)} ${now}`);
    last = now;
  }
  return seen;
}

describe('periods follow legal time', () => {
  test('HC from 22:30 to 06:30', () => {
    const { readings } = listen({ contract: 'hc' }, MIDNIGHT + 86_400_000 - 30_000, { rest: 15_000 });
    assert.deepEqual(
      changes(readings, ({ period }) => period),
      ['00:00 HC', '06:30 HP', '22:30 HC'],
    );
  });

  test('HC on the day that has 23 hours', () => {
    const start = Date.parse('2026-03-29T00:00:00+01:00');
    const { readings } = listen({ contract: 'hc', start }, start + 23 * 3_600_000 - 30_000, { rest: 15_000 });
    assert.deepEqual(
      changes(readings, ({ period }) => period),
      ['00:00 HC', '06:30 HP', '22:30 HC'],
    );
  });

  test('Tempo: days from 06:00, HP until 22:00', () => {
    const { readings } = listen({ contract: 'tempo' }, MIDNIGHT + 3 * 86_400_000 + 8 * 3_600_000, { rest: 15_000 });
    const seen = changes(readings, ({ period }) => period).map((change) =>
      change.replace(/^(\d\d:\d\d) (..)../, '$1 $2J'),
    );
    assert.deepEqual(seen.slice(0, 3), ['00:00 HCJ', '06:00 HPJ', '22:00 HCJ']);
    assert.ok(
      new Set(readings.map(({ period }) => period)).size >= 4,
      'more than one colour in three days of November',
    );
  });

  test('EJP in historique: peak 07:00 to 01:00, notice from 06:30', () => {
    const { readings } = listen({}, MIDNIGHT + 86_400_000 - 30_000, { rest: 15_000 });
    const say = ({ period, ejp }: Reading): string =>
      `${period}${ejp.active ? ' active' : ''}${ejp.notice ? ' notice' : ''}`;
    assert.deepEqual(changes(readings, say), ['00:00 PM active', '01:00 HN', '06:30 HN notice', '07:00 PM active']);
  });

  test('EJP in standard: announced from 17:00 of the day before until the peak begins', () => {
    const say = ({ period, ejp }: Reading): string => {
      const notice = ejp.notice && 'from' in ejp.notice ? ` notice of ${new Date(ejp.notice.from).getDate()}` : '';
      return `${period}${ejp.active ? ' active' : ''}${notice}`;
    };
    const evening = listen({ mode: 'standard', start: at('16:50:00') }, at('17:10:00'));
    assert.deepEqual(changes(evening.readings, say), ['16:50 PM active', '17:00 PM active notice of 24']);
    const night = listen({ mode: 'standard', start: at('00:50:00') }, at('01:10:00'));
    assert.deepEqual(changes(night.readings, say), ['00:50 PM active notice of 23', '01:00 HN notice of 23']);
  });

  test('EJP in standard: the peak begins at 07:00', () => {
    const { readings } = listen({ mode: 'standard', start: at('06:50:00') }, at('07:10:00'));
    assert.deepEqual(
      changes(readings, ({ period }) => period),
      ['06:50 HN', '07:00 PM'],
    );
    assert.deepEqual([readings[0]?.ejp.active, readings.at(-1)?.ejp], [false, { active: true, notice: undefined }]);
  });

  test('an ordinary day of the EJP house has no peak', () => {
    const { readings } = listen({ scenario: 'day' }, MIDNIGHT + 86_400_000 - 30_000, { rest: 15_000 });
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
    const { readings } = listen({ contract: 'producer' }, at('06:00:00'));
    assert.ok(readings.every(({ pinj }) => pinj === 0));
  });

  test('drawn indexes stand still while the house injects, and EAIT moves', () => {
    const { readings } = listen({ contract: 'producer', mode: 'standard', start: at('11:30:00') }, at('14:00:00'));
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
    const { readings } = listen({ contract: 'base', subscribed: 3 }, MIDNIGHT + 86_400_000, { rest: 6000 });
    const over = readings.filter(({ iinst }) => (iinst ?? 0) > 15);
    assert.ok(over.length > 0);
    for (const { iinst, overload } of readings) assert.equal(overload, (iinst ?? 0) > 15 ? iinst : undefined);
  });
});

describe('the same seed', () => {
  const hour = (options: Partial<MeterOptions>): string => {
    const bytes: string[] = [];
    listen({ start: at('06:20:00'), ...options }, at('07:20:00'), {
      visit: (frame) => bytes.push(String.fromCharCode(...frame.bytes)),
    });
    return bytes.join('');
  };

  test('gives the same bytes, another seed others', () => {
    assert.ok(hour({}).length > 100_000);
    assert.equal(hour({}), hour({}));
    assert.equal(hour({ mode: 'standard' }), hour({ mode: 'standard' }));
    assert.notEqual(hour({ seed: 8 }), hour({}));
  });

  test('gives the same bytes in any time zone of the machine', () => {
    const here = hour({ mode: 'standard' });
    process.env['TZ'] = 'America/New_York';
    try {
      assert.equal(hour({ mode: 'standard' }), here);
    } finally {
      process.env['TZ'] = 'Europe/Paris';
    }
  });

  test('coarse steps count nearly what frames count', () => {
    const { readings } = listen({}, MIDNIGHT + 86_400_000);
    const coarse = new SimulatedMeter(PLAIN);
    const before = coarse.state();
    coarse.advanceTo(MIDNIGHT + 86_400_000);
    const state = coarse.state();
    for (const key of ['HN', 'HPM']) {
      const fine = (readings.at(-1)?.indexes[key] ?? 0) - (readings[0]?.indexes[key] ?? 0);
      const stepped = (state.indexes[key] ?? 0) - (before.indexes[key] ?? 0);
      assert.ok(Math.abs(stepped - fine) < 0.02 * fine, `${key}: ${stepped} Wh in steps, ${fine} Wh in frames`);
    }
    assert.equal(state.periodCode, 'PM..');
  });
});
