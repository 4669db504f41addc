import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { minutesUntil } from '../../src/meter/ejp.ts';
import { EjpReceiver, historiqueFrame, type StandardSigns, standardFrame } from '../support/ejp-meter.ts';

process.env['TZ'] = 'Europe/Paris';

/** What is sent from a local time on, and the state then. */
type Step = readonly [local: string, signs: StandardSigns, state: string];

function lives(steps: readonly Step[], receiver = new EjpReceiver()): void {
  for (const [local, signs, state] of steps) assert.equal(receiver.take(standardFrame(signs), local), state, local);
}

const FIRST = { DPM1: ' 261201070000', FPM1: ' 261202010000' };
const NOTICE = 'notice 12-01T07:00:00–12-02T01:00:00';
const PEAK = 'active until 12-02T01:00:00';
const NEXT = 'notice 12-02T07:00:00–12-03T01:00:00';

describe('labels of a peak that stay in the frames', () => {
  test('DPM1, FPM1 and PPOINTE stay through the peak and for days: the notice ends when its peak begins', () => {
    const stay = { dates: FIRST, ppointe: true };
    lives([
      ['2026-11-30T12:00:00', {}, 'none'],
      ['2026-11-30T18:00:00', { ...stay, bits: true }, NOTICE],
      ['2026-12-01T06:59:57', { ...stay, bits: true }, NOTICE],
      ['2026-12-01T07:00:10', { ...stay, runs: true }, PEAK],
      ['2026-12-01T12:00:00', { ...stay, runs: true }, PEAK],
      ['2026-12-02T01:00:10', stay, 'none'],
      ['2026-12-02T10:00:00', stay, 'none'],
      ['2026-12-05T10:00:00', stay, 'none'],
      ['2026-12-05T10:01:00', { ppointe: true }, 'none'],
    ]);
  });

  test('a restart at any of these moments says the same', () => {
    const stay = { dates: FIRST, ppointe: true };
    for (const step of [
      ['2026-11-30T18:00:00', { ...stay, bits: true }, NOTICE],
      ['2026-12-01T06:59:57', { ...stay, bits: true }, NOTICE],
      ['2026-12-01T07:00:00', { ...stay, runs: true }, PEAK],
      ['2026-12-01T12:00:00', { ...stay, bits: true, runs: true }, PEAK],
      ['2026-12-02T00:30:00', { ...stay, runs: true }, PEAK],
      ['2026-12-02T01:00:10', stay, 'none'],
      ['2026-12-02T01:30:00', { ...stay, bits: true }, 'none'],
      ['2026-12-05T10:01:00', { ppointe: true }, 'none'],
    ] as const) {
      lives([step]);
    }
  });

  test('STGE 28-29 stay too, with dates and without: they announce no other peak', () => {
    for (const dates of [FIRST, {}]) {
      lives([
        ['2026-11-30T17:00:00', {}, 'none'],
        ['2026-11-30T18:00:00', { dates, bits: true }, NOTICE],
        ['2026-12-01T07:00:10', { dates, bits: true, runs: true }, PEAK],
        ['2026-12-02T00:59:00', { dates, bits: true, runs: true }, PEAK],
        ['2026-12-02T01:00:10', { dates, bits: true }, 'none'],
        ['2026-12-02T09:00:00', { dates, bits: true }, 'none'],
      ]);
    }
  });

  test('a later peak is told while one runs, and after it: by a second pair, a third, or the first anew', () => {
    for (const dates of [
      { ...FIRST, DPM2: ' 261202070000', FPM2: ' 261203010000' },
      { DPM3: ' 261202070000', FPM3: ' 261203010000', ...FIRST },
      { DPM1: ' 261202070000', FPM1: ' 261203010000' },
      { DPM1: ' 261202070000', FPM1: ' 261203010000', DPM2: FIRST.DPM1, FPM2: FIRST.FPM1 },
    ]) {
      lives([
        ['2026-12-01T12:00:00', { dates: FIRST, runs: true }, PEAK],
        ['2026-12-01T17:00:00', { dates, bits: true, runs: true }, `${PEAK} ${NEXT}`],
        ['2026-12-02T00:59:57', { dates, bits: true, runs: true }, `${PEAK} ${NEXT}`],
        ['2026-12-02T01:00:10', { dates, bits: true }, NEXT],
        ['2026-12-02T07:00:10', { dates, runs: true }, 'active until 12-03T01:00:00'],
        ['2026-12-03T01:00:10', { dates }, 'none'],
      ]);
    }
  });

  test('the peaks of two days are told one after the other', () => {
    const dates = { DPM2: ' 261201070000', FPM2: ' 261202010000', DPM1: ' 261202070000', FPM1: ' 261203010000' };
    lives([
      ['2026-11-30T18:00:00', { dates, bits: true }, NOTICE],
      ['2026-12-01T07:00:10', { dates, bits: true, runs: true }, `${PEAK} ${NEXT}`],
    ]);
  });

  test('peaks without a pause between them, of another hour than the usual one: the second is told to the end of the first', () => {
    const dates = { DPM1: ' 261201060000', FPM1: ' 261202060000', DPM2: ' 261202060000', FPM2: ' 261203060000' };
    const running = 'active until 12-02T06:00:00 notice 12-02T06:00:00–12-03T06:00:00';
    lives([
      ['2026-12-01T18:00:00', { dates, bits: true, runs: true }, running],
      ['2026-12-02T05:59:00', { dates, bits: true, runs: true }, running],
      ['2026-12-02T06:00:10', { dates, runs: true }, 'active until 12-03T06:00:00'],
    ]);
  });

  test('bits that are set while a peak runs, without a date, announce tomorrow', () => {
    lives([
      ['2026-12-01T12:00:00', { runs: true }, PEAK],
      ['2026-12-01T17:00:00', { bits: true, runs: true }, `${PEAK} ${NEXT}`],
      ['2026-12-02T01:00:10', { bits: true }, NEXT],
    ]);
  });
});

describe('dates of each form', () => {
  const evening = '2026-11-30T18:00:00';
  for (const [what, dates, state] of [
    ['a start alone', { DPM1: ' 261201070000' }, 'notice 12-01T07:00:00–?'],
    ['an end alone: the peak has 18 hours', { FPM1: ' 261202010000' }, NOTICE],
    [
      'an end before the start counts for nothing',
      { DPM1: ' 261201070000', FPM1: ' 261130010000' },
      'notice 12-01T07:00:00–?',
    ],
    [
      'an end that is weeks after the start',
      { DPM1: ' 261201070000', FPM1: ' 261224010000' },
      'notice 12-01T07:00:00–?',
    ],
    ['a season letter', { DPM1: 'H261201070000', FPM1: 'H261202010000' }, NOTICE],
    ['a degraded clock', { DPM1: 'h261201070000', FPM1: 'h261202010000' }, NOTICE],
    ['the same peak twice', { DPM1: ' 261201070000', DPM2: ' 261201070000', FPM2: ' 261202010000' }, NOTICE],
    ['no such moment', { DPM1: ' 261301070000', FPM1: ' 261399990000' }, 'none'],
    ['nothing but zeros', { DPM1: ' 000000000000', FPM1: ' 000000000000' }, 'none'],
    ['last winter', { DPM1: ' 260112070000', FPM1: ' 260113010000' }, 'none'],
    ['a year ahead', { DPM1: ' 271201070000', FPM1: ' 271202010000' }, 'none'],
    ['three days ahead', { DPM1: ' 261203190000', FPM1: ' 261204010000' }, 'none'],
    [
      'another hour than the usual one',
      { DPM1: ' 261201060000', FPM1: ' 261202060000' },
      'notice 12-01T06:00:00–12-02T06:00:00',
    ],
  ] as const) {
    test(`DPM and FPM: ${what}`, () => lives([[evening, { dates }, state]]));
  }

  test('a date of last winter does not hide what the bits announce now, nor one that has just passed a new notice', () => {
    lives([[evening, { dates: { DPM1: ' 260112070000', FPM1: ' 260113010000' }, bits: true }, NOTICE]]);
    const dates = { DPM1: ' 261129070000', FPM1: ' 261130010000' };
    lives([
      ['2026-11-30T12:00:00', { dates }, 'none'],
      [evening, { dates, bits: true }, NOTICE],
    ]);
  });

  test('bits with a date too far ahead announce no day that nobody named', () => {
    lives([[evening, { dates: { DPM1: ' 261210070000' }, bits: true }, 'none']]);
  });

  test('a date that one frame alone has, or lacks, changes nothing', () => {
    const receiver = new EjpReceiver();
    lives([[evening, { dates: FIRST, bits: true }, NOTICE]], receiver);
    const other = standardFrame({ dates: { ...FIRST, DPM1: ' 261201190000' }, bits: true });
    assert.equal(receiver.take(other, evening, 1), NOTICE);
    const damaged = (bytes: Uint8Array): Uint8Array =>
      Uint8Array.from(Buffer.from(bytes).toString('latin1').replace('DPM1', 'DPN2'), (c) => c.charCodeAt(0));
    assert.equal(receiver.take(damaged(standardFrame({ dates: FIRST, bits: true })), evening, 3), NOTICE);
  });

  test('PPOINTE is a profile, not a date: alone it announces nothing, with the bits the next 07:00', () => {
    lives([[evening, { ppointe: true }, 'none']]);
    lives([[evening, { ppointe: true, bits: true }, NOTICE]]);
    lives([['2026-12-01T12:00:00', { ppointe: true, runs: true }, PEAK]]);
    lives([['2026-12-01T12:00:00', { ppointe: true, bits: true, runs: true }, PEAK]]);
  });
});

describe('clocks that differ', () => {
  const at = (minutes: number): string => new Date(Date.UTC(2026, 11, 1, 7, minutes)).toISOString().slice(0, 19);

  for (const ahead of [-15, -10, -1, 1, 10, 15]) {
    test(`no gap between notice and peak, and no notice after it: our clock is ${ahead} min ahead, the meter sends no DATE`, () => {
      lives([
        [at(ahead - 3), { dates: FIRST, bits: true }, NOTICE],
        [at(ahead - 1), { dates: FIRST, bits: true }, NOTICE],
        [at(ahead), { dates: FIRST, bits: true, runs: true }, PEAK],
        [at(ahead + 1), { dates: FIRST, runs: true }, PEAK],
        [at(ahead + 18 * 60), { dates: FIRST }, 'none'],
      ]);
    });
  }

  test('the peak is late: the notice stays for 20 minutes, about to begin, then it ends', () => {
    lives([
      ['2026-12-01T06:50:00', { dates: FIRST, bits: true }, NOTICE],
      ['2026-12-01T07:19:57', { dates: FIRST, bits: true }, NOTICE],
      ['2026-12-01T07:20:00', { dates: FIRST, bits: true }, 'none'],
      ['2026-12-01T09:00:00', { bits: true }, 'none'],
    ]);
    const start = Date.parse('2026-12-01T07:00:00+01:00');
    assert.deepEqual(
      [-3_600_000, -20 * 60_000 - 1000, -31_000, -29_000, 0, 600_000].map((ms) => minutesUntil(start, start + ms)),
      [60, 20, 1, 0, 0, 0],
    );
  });

  test('the signs of the notice end a little before the peak begins: no gap between the two', () => {
    lives([
      ['2026-12-01T06:50:00', { dates: FIRST, bits: true }, NOTICE],
      ['2026-12-01T07:00:00', {}, NOTICE],
      ['2026-12-01T07:03:00', { runs: true }, PEAK],
    ]);
  });

  test("the daemon's clock is wrong by hours, days or years: the meter's DATE counts", () => {
    for (const ours of ['1970-01-01T01:00:00', '2026-11-28T03:00:00', '2026-12-01T18:00:00', '2030-07-01T12:00:00']) {
      const receiver = new EjpReceiver();
      const steps: readonly (readonly [StandardSigns, string])[] = [
        [{ date: 'H261130180000', dates: FIRST, bits: true }, NOTICE],
        [{ date: 'H261201065959', dates: FIRST, bits: true }, NOTICE],
        [{ date: 'H261201070010', dates: FIRST, runs: true }, PEAK],
        [{ date: 'H261202010010', dates: FIRST }, 'none'],
      ];
      for (const [signs, state] of steps) assert.equal(receiver.take(standardFrame(signs), ours, 4), state, ours);
      // Each of them may be the first frame of a daemon.
      for (const [signs, state] of steps)
        assert.equal(new EjpReceiver().take(standardFrame(signs), ours, 1), state, ours);
    }
  });

  test("a meter that has lost the time is judged by the daemon's clock", () => {
    for (const date of ['h000101000000', 'e261130180000']) {
      lives([
        ['2026-12-01T12:00:00', { date, dates: FIRST, bits: true, runs: true }, PEAK],
        ['2026-12-02T09:00:00', { date, dates: FIRST }, 'none'],
      ]);
    }
  });
});

describe('signs that do not come', () => {
  test('whichever group is always damaged, the others tell', () => {
    for (const label of ['NTARF', 'LTARF', 'STGE']) {
      const others = { [label]: undefined };
      lives([
        ['2026-11-30T18:00:00', { dates: FIRST, bits: true, others }, NOTICE],
        ['2026-12-01T07:00:10', { dates: FIRST, runs: true, others }, PEAK],
      ]);
    }
  });
});

describe('the time of the notice in historique', () => {
  /** Each: local time, minutes of PEJP, whether the peak runs, the state then. */
  const hears = (
    steps: readonly (readonly [string, string | undefined, boolean, string])[],
    receiver = new EjpReceiver(),
  ): void => {
    for (const [local, pejp, runs, state] of steps)
      assert.equal(receiver.take(historiqueFrame(pejp, runs), local), state, local);
  };
  const peak = 'active until 12-02T01:00:00';
  const seven = 'notice 12-01T07:00:00';

  test('it is counted from the first frame with PEJP, and does not move with the later ones', () => {
    hears([
      ['2026-12-01T06:29:58', undefined, false, 'none'],
      ['2026-12-01T06:30:01', '30', false, seven],
      ['2026-12-01T06:45:00', '30', false, seven],
      ['2026-12-01T06:59:57', '30', false, seven],
      ['2026-12-01T07:00:01', undefined, true, peak],
    ]);
  });

  test('a clock that is wrong by minutes: it is still counted from the first frame', () => {
    hears([
      ['2026-12-01T06:39:58', undefined, false, 'none'],
      ['2026-12-01T06:40:01', '30', false, 'notice 12-01T07:10:01'],
      ['2026-12-01T07:09:00', '30', false, 'notice 12-01T07:10:01'],
      ['2026-12-01T07:10:01', undefined, true, peak],
    ]);
  });

  test('a daemon that starts in the notice says 07:00, the legal hour, where that can be', () => {
    for (const local of ['06:30:30', '06:31:00', '06:50:00', '06:59:59', '07:05:00'])
      hears([[`2026-12-01T${local}`, '30', false, seven]]);
    hears([['2026-12-01T12:00:00', '30', false, 'notice 12-01T12:30:00']]);
  });

  test('a meter that was silent when its notice began: the same', () => {
    hears([
      ['2026-12-01T06:10:00', undefined, false, 'none'],
      ['2026-12-01T06:48:00', '30', false, seven],
    ]);
  });

  test('the clock is set in the middle of the notice', () => {
    const hour = 3_600_000;
    const receiver = new EjpReceiver();
    hears(
      [
        ['2026-12-01T03:12:00', undefined, false, 'none'],
        ['2026-12-01T03:12:10', '30', false, 'notice 12-01T03:42:10'],
      ],
      receiver,
    );
    receiver.meter.clockSet(3 * hour + 20 * 60_000);
    hears([['2026-12-01T06:33:00', '30', false, 'notice 12-01T07:02:10']], receiver);
    const started = new EjpReceiver();
    hears([['2026-11-20T03:12:10', '30', false, 'notice 11-20T03:42:10']], started);
    started.meter.clockSet(11 * 24 * hour + 3 * hour + 35 * 60_000);
    hears([['2026-12-01T06:47:20', '30', false, seven]], started);
  });

  test('PEJP that stays through the peak, and after it, announces nothing, with a restart in it too', () => {
    hears([
      ['2026-12-01T06:30:00', '30', false, seven],
      ['2026-12-01T07:00:01', '30', true, peak],
      ['2026-12-02T00:59:57', '30', true, peak],
      ['2026-12-02T01:00:01', '30', false, 'none'],
      ['2026-12-02T03:00:01', '30', false, 'none'],
      ['2026-12-02T06:29:57', undefined, false, 'none'],
      ['2026-12-02T06:30:00', '30', false, 'notice 12-02T07:00:00'],
    ]);
    hears([
      ['2026-12-02T00:40:00', '30', true, peak],
      ['2026-12-02T01:00:01', '30', false, 'none'],
      ['2026-12-02T01:01:01', undefined, false, 'none'],
    ]);
  });

  test('a first frame that has lost its PTEC announces nothing: PEJP may be what stays in the peak', () => {
    const damaged = Buffer.from(historiqueFrame('30', true));
    const place = damaged.indexOf('PTEC');
    damaged.writeUInt8(damaged.readUInt8(place) ^ 1, place);
    const receiver = new EjpReceiver();
    assert.equal(receiver.take(damaged, '2026-12-01T09:50:01'), 'none');
    hears([['2026-12-01T09:50:03', '30', true, peak]], receiver);
  });

  test('a peak that does not come: the notice ends 20 minutes after its time', () => {
    hears([
      ['2026-12-01T06:29:58', undefined, false, 'none'],
      ['2026-12-01T06:30:00', '30', false, seven],
      ['2026-12-01T07:19:57', '30', false, seven],
      ['2026-12-01T07:20:01', '30', false, 'none'],
      ['2026-12-01T08:20:01', '30', false, 'none'],
    ]);
  });

  test('a notice that is withdrawn well before its time is gone', () => {
    hears([
      ['2026-12-01T06:29:58', undefined, false, 'none'],
      ['2026-12-01T06:30:00', '30', false, seven],
      ['2026-12-01T06:40:00', undefined, false, 'none'],
    ]);
  });

  test('a meter that counts the minutes down', () => {
    hears([
      ['2026-12-01T06:29:58', undefined, false, 'none'],
      ['2026-12-01T06:30:00', '30', false, seven],
      ['2026-12-01T06:40:00', '20', false, seven],
      ['2026-12-01T06:55:00', '05', false, seven],
    ]);
  });
});

describe('EJP in other words', () => {
  const at = '2026-12-01T12:00:00';
  for (const [ngtf, others, signs, state] of [
    ['OPTION EJP', {}, { runs: true }, PEAK],
    ['OPTION EJP', {}, {}, 'none'],
    ['EJP 22J', {}, { runs: true }, PEAK],
    ['OPTION_EJP22', {}, { runs: true }, PEAK],
    ['  TARIF E.J.P.', {}, { runs: true }, PEAK],
    ['Option ejp', { LTARF: 'Heure pointe' }, { runs: true }, PEAK],
    ['OPTION-EJP', { LTARF: 'POINTE MOBILE' }, { runs: true }, PEAK],
    ['OPTION EJP', { LTARF: undefined }, { runs: true }, PEAK],
    ['OPTION EJP', { STGE: undefined }, { runs: true }, PEAK],
    // The register is early, or late.
    ['OPTION EJP', { NTARF: '01', LTARF: 'HEURE NORMALE' }, { runs: true }, PEAK],
    ['OPTION EJP', { STGE: '003A0401' }, { runs: true }, PEAK],
  ] as const) {
    test(`${ngtf.trim()} is EJP: ${JSON.stringify({ ...others, ...signs })}`, () => {
      lives([[at, { ...signs, others: { NGTF: ngtf, ...others } }, state]]);
    });
  }

  for (const [what, others] of [
    ['the word in another word', { NGTF: 'PREJPN' }],
    ['no such word', { NGTF: 'HC ET POINTE' }],
    ['a third index', { NGTF: 'OPTION EJP', EASF03: '000012000' }],
    ['an index that EJP does not have', { NGTF: 'OPTION EJP', NTARF: '03' }],
    ['periods of another contract', { NGTF: 'EJP ET HC', LTARF: 'HEURE  CREUSE' }],
    ['index and text that disagree', { NGTF: 'OPTION EJP', NTARF: '01', LTARF: 'HEURE POINTE' }],
  ] as const) {
    test(`not EJP: ${what}`, () => {
      lives([[at, { runs: true, others }, 'none']]);
    });
  }

  test('from normal hours to the peak the contract stays the same, with the indexes of EJP', () => {
    const others = { NGTF: 'OPTION EJP' };
    lives([
      ['2026-11-30T18:00:00', { dates: FIRST, bits: true, others }, NOTICE],
      ['2026-12-01T07:00:10', { dates: FIRST, runs: true, others }, PEAK],
      ['2026-12-02T01:00:10', { dates: FIRST, others }, 'none'],
    ]);
  });
});
