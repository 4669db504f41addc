import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { peakDayOf } from '../../src/meter/ejp.ts';
import { Meter } from '../../src/meter/meter.ts';
import { masked, type Reading } from '../../src/meter/reading.ts';
import { encodeFrame } from '../../src/tic/encoder.ts';
import { FrameReader } from '../../src/tic/frame.ts';
import type { TicMode } from '../../src/tic/labels.ts';
import { bytesOf } from '../support/captures.ts';

process.env['TZ'] = 'Europe/Paris';

/** What a frame holds, label by label; a horodate comes before the data, with a tab. */
type Fields = Readonly<Record<string, string>>;

function frame(mode: TicMode, fields: Fields): Uint8Array {
  const groups = Object.entries(fields).map(([label, value]) => {
    const [horodate, data] = value.includes('\t') ? value.split('\t') : [undefined, value];
    return { mode, label, data: data ?? '', ...(horodate === undefined ? {} : { horodate }) };
  });
  return encodeFrame(groups);
}

const historique = (fields: Fields): Uint8Array => frame('historique', fields);
const standard = (fields: Fields): Uint8Array => frame('standard', fields);

/** A meter behind its frames: takes bytes at an instant and gives the reading of the last complete frame. */
class Receiver {
  readonly meter = new Meter();
  readonly #reader = new FrameReader((frame) => {
    this.last = this.meter.take(frame, this.#at);
  });
  #at = 0;
  last: Reading | undefined;

  take(bytes: Uint8Array, at = Date.parse('2026-01-05T12:00:00+01:00')): Reading | undefined {
    this.#at = at;
    this.last = undefined;
    this.#reader.push(bytes);
    return this.last;
  }
}

/** The group of this label damaged on the receiver: one digit more in its sum. */
function damaged(bytes: Uint8Array, label: string): Uint8Array {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return bytesOf(text.replace(`\n${label} `, `\n${label.slice(0, -1)}? `));
}

/** The frame cut by the meter after the group of this label: EOT in place of the rest. */
function interruptedAfter(bytes: Uint8Array, label: string): Uint8Array {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return bytesOf(`${text.slice(0, text.indexOf('\r', text.indexOf(`\n${label} `)) + 1)}\x04`);
}

const EJP = {
  ADCO: '021861348497',
  OPTARIF: 'EJP.',
  ISOUSC: '45',
  EJPHN: '000688322',
  EJPHPM: '000080072',
  PTEC: 'HN..',
  IINST: '013',
  IMAX: '090',
  PAPP: '03010',
  HHPHC: 'A',
  MOTDETAT: '000000',
};
const NOTICE = {
  ADCO: EJP.ADCO,
  OPTARIF: 'EJP.',
  ISOUSC: '45',
  EJPHN: EJP.EJPHN,
  EJPHPM: EJP.EJPHPM,
  PEJP: '30',
  PTEC: 'HN..',
  IINST: '013',
  PAPP: '03010',
};
const STANDARD_EJP = {
  ADSC: '041876000001',
  NGTF: 'EJP',
  LTARF: 'HEURE NORMALE',
  EASF01: '000688322',
  EASF02: '000080072',
  EASF03: '0',
  IRMS1: '013',
  URMS1: '236',
  PREF: '09',
  SINSTS: '03012',
  STGE: '003A0001',
  NTARF: '01',
};

/** The fields of a reading that the tables of expectations have. */
function essence(reading: Reading | undefined): unknown {
  if (!reading) return undefined;
  const { contract, period, periodCode, indexes, papp, iinst, subscribed } = reading;
  return { contract, period, periodCode, indexes, papp, iinst, subscribed };
}

/** The part of the EJP state that the tables of expectations have. */
function ejpOf(reading: Reading | undefined): unknown {
  return reading && { active: reading.ejp.active, notice: reading.ejp.notice };
}

describe('what a frame means', () => {
  const cases: readonly (readonly [string, Uint8Array, unknown])[] = [
    [
      'BASE, historique',
      historique({
        ADCO: '041876000001',
        OPTARIF: 'BASE',
        ISOUSC: '30',
        BASE: '016871494',
        PTEC: 'TH..',
        IINST: '002',
        PAPP: '00760',
      }),
      {
        contract: 'BASE',
        period: 'BASE',
        periodCode: 'TH..',
        indexes: { BASE: 16871494 },
        papp: 760,
        iinst: 2,
        subscribed: 6000,
      },
    ],
    [
      'BASE, standard',
      standard({
        ADSC: '041876000001',
        NGTF: '      BASE      ',
        LTARF: 'BASE',
        EASF01: '016871494',
        EASF02: '0',
        IRMS1: '002',
        PREF: '06',
        SINSTS: '00760',
        NTARF: '01',
      }),
      {
        contract: 'BASE',
        period: 'BASE',
        periodCode: 'TH..',
        indexes: { BASE: 16871494 },
        papp: 760,
        iinst: 2,
        subscribed: 6000,
      },
    ],
    [
      'HC, historique',
      historique({
        ADCO: '041876000001',
        OPTARIF: 'HC..',
        ISOUSC: '45',
        HCHC: '019571184',
        HCHP: '006000000',
        PTEC: 'HP..',
        IINST: '009',
        PAPP: '02070',
      }),
      {
        contract: 'HC',
        period: 'HP',
        periodCode: 'HP..',
        indexes: { HC: 19571184, HP: 6000000 },
        papp: 2070,
        iinst: 9,
        subscribed: 9000,
      },
    ],
    [
      'HC, standard',
      standard({
        ADSC: '041876000001',
        NGTF: 'H PLEINE/CREUSE',
        LTARF: 'HEURE  PLEINE',
        EASF01: '019571184',
        EASF02: '006000000',
        IRMS1: '009',
        PREF: '09',
        SINSTS: '02070',
        NTARF: '02',
      }),
      {
        contract: 'HC',
        period: 'HP',
        periodCode: 'HP..',
        indexes: { HC: 19571184, HP: 6000000 },
        papp: 2070,
        iinst: 9,
        subscribed: 9000,
      },
    ],
    [
      'EJP, historique',
      historique(EJP),
      {
        contract: 'EJP',
        period: 'HN',
        periodCode: 'HN..',
        indexes: { HN: 688322, HPM: 80072 },
        papp: 3010,
        iinst: 13,
        subscribed: 9000,
      },
    ],
    [
      'EJP, standard',
      standard(STANDARD_EJP),
      {
        contract: 'EJP',
        period: 'HN',
        periodCode: 'HN..',
        indexes: { HN: 688322, HPM: 80072 },
        papp: 3012,
        iinst: 13,
        subscribed: 9000,
      },
    ],
    [
      'a calendar of the supplier, standard: its own text, the registers that it uses',
      standard({
        ADSC: '041876000001',
        NGTF: ' HC et Week-End ',
        LTARF: ' HEURE  CREUSE  ',
        EASF01: '004432429',
        EASF02: '009236697',
        EASF03: '003357049',
        EASF04: '0',
        IRMS1: '002',
        PREF: '09',
        SINSTS: '00519',
        NTARF: '01',
      }),
      {
        contract: 'HC et Week-End',
        period: 'HEURE CREUSE',
        periodCode: 'T01',
        indexes: { INDEX01: 4432429, INDEX02: 9236697, INDEX03: 3357049 },
        papp: 519,
        iinst: 2,
        subscribed: 9000,
      },
    ],
  ];
  for (const [what, bytes, expected] of cases) {
    test(`contract, period, indexes and powers of a frame: ${what}`, () => {
      assert.deepEqual(essence(new Receiver().take(bytes)), expected);
    });
  }

  test('three phases: each current, their sum, and the subscribed power of all three', () => {
    const { IINST: _, ...others } = EJP;
    const reading = new Receiver().take(
      historique({ ...others, ISOUSC: '15', IINST1: '001', IINST2: '012', IINST3: '003' }),
    );
    assert.deepEqual([reading?.phases, reading?.iinst, reading?.subscribed], [[1, 12, 3], 16, 9000]);
    const standardReading = new Receiver().take(standard({ ...STANDARD_EJP, IRMS1: '1', IRMS2: '2', IRMS3: '0' }));
    assert.deepEqual([standardReading?.phases, standardReading?.iinst], [[1, 2, 0], 3]);
  });

  test('a single-phase meter has no phases', () => {
    assert.equal(new Receiver().take(historique(EJP))?.phases, undefined);
  });

  test('what a frame does not carry is undefined, never 0', () => {
    const { PAPP: _, IINST: __, ...others } = EJP;
    const reading = new Receiver().take(historique(others));
    assert.deepEqual(
      [reading?.papp, reading?.iinst, reading?.pinj, reading?.overload],
      [undefined, undefined, undefined, undefined],
    );
    assert.equal(reading?.injectionIndex, undefined);
  });

  test('ADPS is the current of an overload, for as long as it is sent', () => {
    const receiver = new Receiver();
    assert.equal(receiver.take(historique({ ...EJP, ADPS: '048' }))?.overload, 48);
    assert.equal(receiver.take(historique(EJP))?.overload, undefined);
  });

  test('no reading from a frame that says nothing, nor from an incomplete one among complete ones', () => {
    const receiver = new Receiver();
    assert.equal(receiver.take(historique({ ADCO: EJP.ADCO })), undefined);
    assert.equal(receiver.take(interruptedAfter(historique(EJP), 'PTEC')), undefined);
    assert.notEqual(receiver.take(historique(EJP)), undefined);
  });

  test('an index damaged in the first frame is waited for by the log only', () => {
    const receiver = new Receiver();
    const first = receiver.take(damaged(historique(EJP), 'EJPHPM'));
    assert.deepEqual([first?.indexes, first?.papp, first?.isPartial], [{ HN: 688322 }, 3010, true]);
    const second = receiver.take(historique(EJP));
    assert.deepEqual([second?.indexes, second?.isPartial], [{ HN: 688322, HPM: 80072 }, false]);
  });

  test('a period that the contract does not have is damage: the last one stays', () => {
    const receiver = new Receiver();
    receiver.take(historique(EJP));
    assert.equal(receiver.take(historique({ ...EJP, PTEC: 'HC..' }))?.period, 'HN');
  });

  test('a damaged group leaves the last value of contract, period and indexes', () => {
    const receiver = new Receiver();
    receiver.take(historique(EJP));
    const reading = receiver.take(damaged(historique({ ...EJP, EJPHN: '000688330' }), 'EJPHN'));
    assert.deepEqual(reading?.indexes, { HN: 688322, HPM: 80072 });
  });

  test('a serial number is shown masked', () => {
    assert.equal(masked('021861348497'), '0218…8497');
  });
});

describe('injected power where it is not measured', () => {
  const power = (reading: Reading | undefined): unknown => [reading?.papp, reading?.pinj, reading?.pinjEstimated];

  test('injection is estimated from the current in historique', () => {
    const receiver = new Receiver();
    assert.deepEqual(power(receiver.take(historique({ ...EJP, PAPP: '00000', IINST: '013' }))), [0, 2860, true]);
    assert.deepEqual(power(receiver.take(historique({ ...EJP, PAPP: '00000', IINST: '000' }))), [0, 0, true]);
    assert.deepEqual(power(receiver.take(historique({ ...EJP, PAPP: '00010', IINST: '013' }))), [10, 0, true]);
  });

  test('injection on three phases is estimated from the sum of the currents', () => {
    const { IINST: _, ...others } = EJP;
    const fields = { ...others, PAPP: '00000', IINST1: '003', IINST2: '002', IINST3: '000' };
    assert.deepEqual(power(new Receiver().take(historique(fields))), [0, 1100, true]);
  });

  test('injection in standard is measured where the meter sends SINSTI, else estimated', () => {
    const receiver = new Receiver();
    assert.deepEqual(power(receiver.take(standard({ ...STANDARD_EJP, SINSTS: '00000', IRMS1: '005' }))), [
      0,
      1180,
      true,
    ]);
    const producer = { ...STANDARD_EJP, EAIT: '007472722', SINSTS: '00000', IRMS1: '005', SINSTI: '01187' };
    const reading = receiver.take(standard(producer));
    assert.deepEqual([...(power(reading) as unknown[]), reading?.injectionIndex], [0, 1187, false, 7472722]);
  });

  test('injection is estimated again when the meter no longer counts it: another mode, or no more selling', () => {
    const injectionOf = (reading: Reading | undefined): unknown => [reading?.pinj, reading?.injectionIndex];
    const producer = { ...STANDARD_EJP, EAIT: '007472722', SINSTS: '00000', IRMS1: '005', SINSTI: '01187' };
    const { EAIT: _e, SINSTI: _s, ...consumer } = producer;
    for (const [later, va] of [
      [historique({ ...EJP, ADCO: STANDARD_EJP.ADSC, PAPP: '00000', IINST: '005' }), 1100],
      [standard(consumer), 1180],
    ] as const) {
      const receiver = new Receiver();
      receiver.take(standard(producer));
      for (let i = 0; i < 2; i++) assert.deepEqual(injectionOf(receiver.take(later)), [undefined, 7472722]);
      assert.deepEqual(injectionOf(receiver.take(later)), [va, undefined]);
      assert.deepEqual(injectionOf(receiver.take(standard(producer))), [1187, 7472722]);
    }
  });

  test('damaged SINSTI and EAIT do not make a meter one that counts no injection', () => {
    const receiver = new Receiver();
    receiver.take(standard({ ...STANDARD_EJP, EAIT: '007472722', SINSTI: '01187' }));
    const bad = standard({ ...STANDARD_EJP, MSG1: 'PAS DE          MESSAGE' });
    const lost = bytesOf(
      Array.from(bad, (byte) => String.fromCharCode(byte))
        .join('')
        .replace('MSG1', 'MSG2'),
    );
    for (let i = 0; i < 5; i++) assert.equal(receiver.take(lost)?.injectionIndex, 7472722);
  });
});

describe('EJP in historique', () => {
  const noon = Date.parse('2026-01-05T12:00:00+01:00');
  const notice = { active: false, notice: { kind: 'in', minutes: 30, from: noon + 30 * 60_000 } };
  const quiet = { active: false, notice: undefined };
  const peak = { active: true, notice: undefined };
  const announced = (): Receiver => {
    const receiver = new Receiver();
    assert.deepEqual(ejpOf(receiver.take(historique(EJP))), quiet);
    assert.deepEqual(ejpOf(receiver.take(historique(NOTICE))), quiet, 'one frame may be damaged');
    assert.deepEqual(ejpOf(receiver.take(historique(NOTICE))), notice);
    return receiver;
  };

  test('PEJP announces, and its absence ends the notice', () => {
    assert.deepEqual(ejpOf(announced().take(historique(EJP))), quiet);
  });

  test('a daemon that starts in the notice, or in the peak, believes its first frame', () => {
    assert.deepEqual(ejpOf(new Receiver().take(historique(NOTICE))), notice);
    const reading = new Receiver().take(historique({ ...EJP, PTEC: 'PM..' }));
    assert.deepEqual(reading?.ejp, {
      ...peak,
      since: Date.parse('2026-01-05T07:00:00+01:00'),
      until: Date.parse('2026-01-06T01:00:00+01:00'),
    });
  });

  test('a daemon that starts at half past midnight knows that the peak began the day before', () => {
    const reading = new Receiver().take(historique({ ...EJP, PTEC: 'PM..' }), Date.parse('2026-01-06T00:30:00+01:00'));
    assert.equal(reading?.ejp.since, Date.parse('2026-01-05T07:00:00+01:00'));
    assert.equal(reading?.ejp.until, Date.parse('2026-01-06T01:00:00+01:00'));
  });

  test('a peak whose beginning was not received began when the law has it begin', () => {
    const receiver = announced();
    const back = Date.parse('2026-01-06T09:30:00+01:00');
    receiver.take(historique({ ...EJP, PTEC: 'PM..' }), back);
    const reading = receiver.take(historique({ ...EJP, PTEC: 'PM..' }), back + 1500);
    assert.equal(reading?.ejp.since, Date.parse('2026-01-06T07:00:00+01:00'));
    assert.equal(reading?.ejp.until, Date.parse('2026-01-07T01:00:00+01:00'));
  });

  test('a frame whose PEJP was damaged does not clear the notice', () => {
    const receiver = announced();
    assert.deepEqual(ejpOf(receiver.take(damaged(historique(NOTICE), 'PEJP'))), notice);
    assert.deepEqual(ejpOf(receiver.take(historique(NOTICE))), notice);
  });

  test('two frames with PEJP announce, even with one between them that lost it to damage', () => {
    const receiver = new Receiver();
    receiver.take(historique(EJP));
    const frames = [historique(NOTICE), damaged(historique(NOTICE), 'PEJP'), historique(NOTICE)];
    assert.deepEqual(
      frames.map((bytes) => ejpOf(receiver.take(bytes))),
      [quiet, quiet, notice],
    );
  });

  test('four frames in a row without PEJP clear the notice, even on a noisy wire', () => {
    const receiver = announced();
    for (let i = 0; i < 3; i++) assert.deepEqual(ejpOf(receiver.take(damaged(historique(EJP), 'IMAX'))), notice);
    assert.deepEqual(ejpOf(receiver.take(damaged(historique(EJP), 'IMAX'))), quiet);
  });

  test('a frame that EOT interrupts does not clear the notice', () => {
    const receiver = announced();
    for (let i = 0; i < 3; i++) receiver.take(interruptedAfter(historique(EJP), 'EJPHPM'));
    assert.deepEqual(ejpOf(receiver.take(damaged(historique(NOTICE), 'PEJP'))), notice);
  });

  test('a short frame of a three-phase overload does not clear the notice: only long frames have PEJP', () => {
    const receiver = announced();
    const short = { ADIR1: '048', ADCO: EJP.ADCO, IINST1: '048', IINST2: '002', IINST3: '003' };
    for (let i = 0; i < 20; i++)
      assert.deepEqual(ejpOf(receiver.take(historique(short))), notice, `short frame ${i + 1}`);
    assert.deepEqual(ejpOf(receiver.take(historique(EJP))), quiet);
  });

  test('the peak is PTEC PM.. in two frames; nothing is announced in it, even where PEJP stays on', () => {
    const receiver = announced();
    const seven = Date.parse('2026-01-05T07:00:01+01:00');
    assert.deepEqual(
      ejpOf(receiver.take(historique({ ...NOTICE, PTEC: 'PM..' }), seven)),
      notice,
      'one frame switches nothing',
    );
    const reading = receiver.take(historique({ ...NOTICE, PTEC: 'PM..' }), seven + 1500);
    assert.deepEqual([ejpOf(reading), reading?.period, reading?.periodCode], [peak, 'PM', 'PM..']);
    assert.equal(reading?.ejp.since, seven + 1500);
    assert.equal(reading?.ejp.until, Date.parse('2026-01-06T01:00:00+01:00'));
    assert.deepEqual(ejpOf(receiver.take(historique({ ...EJP, PTEC: 'PM..' }))), peak);
    assert.deepEqual(ejpOf(receiver.take(historique(EJP))), peak, 'one frame switches nothing');
    assert.deepEqual(receiver.take(historique(EJP))?.ejp, { ...quiet, since: undefined, until: undefined });
  });

  test('the hour after midnight belongs to the peak of the day before', () => {
    assert.equal(peakDayOf(Date.parse('2026-01-06T00:59:00+01:00')), '2026-01-05');
    assert.equal(peakDayOf(Date.parse('2026-01-05T07:00:00+01:00')), '2026-01-05');
    assert.equal(peakDayOf(Date.parse('2026-01-05T23:59:59+01:00')), '2026-01-05');
    // The night before has 23 hours: 07:00 is the sixth of the day.
    assert.equal(peakDayOf(Date.parse('2026-03-29T06:59:00+02:00')), '2026-03-28');
    assert.equal(peakDayOf(Date.parse('2026-03-29T07:00:00+02:00')), '2026-03-29');
  });
});

describe('EJP in standard mode', () => {
  const from = Date.parse('2026-01-06T07:00:00+01:00');
  const to = Date.parse('2026-01-07T01:00:00+01:00');
  const evening = Date.parse('2026-01-05T17:05:00+01:00');
  const dates = { DPM1: ' 260106070000\t00', FPM1: ' 260107010000\t00' };
  const announced = { ...STANDARD_EJP, STGE: '103A0001', ...dates };

  test('DPM1 and FPM1 give the start and end of the announced peak', () => {
    assert.deepEqual(ejpOf(new Receiver().take(standard(announced), evening)), {
      active: false,
      notice: { kind: 'at', from, to },
    });
  });

  test('STGE alone announces the next 07:00', () => {
    const bits = { ...STANDARD_EJP, STGE: '103A0001' };
    assert.deepEqual(ejpOf(new Receiver().take(standard(bits), evening)), {
      active: false,
      notice: { kind: 'at', from, to },
    });
    const night = Date.parse('2026-01-06T03:00:00+01:00');
    assert.deepEqual(ejpOf(new Receiver().take(standard(bits), night)), {
      active: false,
      notice: { kind: 'at', from, to },
    });
  });

  test('the notice ends when no sign announces any more', () => {
    const receiver = new Receiver();
    receiver.take(standard(announced), evening);
    receiver.take(standard(STANDARD_EJP), evening);
    assert.deepEqual(ejpOf(receiver.take(standard(STANDARD_EJP), evening)), { active: false, notice: undefined });
  });

  test('a meter whose clock is a minute behind ours does not announce the day after', () => {
    const reading = new Receiver().take(standard(announced), from + 60_000);
    const notice = reading?.ejp.notice;
    const tomorrow = Date.parse('2026-01-07T07:00:00+01:00');
    assert.notEqual(notice && 'from' in notice && notice.from, tomorrow);
  });

  test('a frame that announces without its date, damaged as the peak begins, does not announce the day after', () => {
    const receiver = new Receiver();
    receiver.take(standard(announced), from - 1000);
    const reading = receiver.take(standard({ ...STANDARD_EJP, STGE: '103A0001' }), from + 500);
    assert.deepEqual(ejpOf(reading), { active: false, notice: { kind: 'at', from, to } });
  });

  const running: readonly (readonly [string, Fields])[] = [
    ['STGE 30-31', { STGE: '403A0401' }],
    ['NTARF 02', { STGE: '003A0401', NTARF: '02', LTARF: 'HEURE POINTE' }],
    ['both, with the dates of the peak that runs', { STGE: '403A0401', NTARF: '02', LTARF: 'HEURE POINTE', ...dates }],
  ];
  for (const [what, fields] of running) {
    test(`the peak runs: ${what}`, () => {
      const reading = new Receiver().take(standard({ ...STANDARD_EJP, ...fields }), from + 3_600_000);
      assert.deepEqual(ejpOf(reading), { active: true, notice: undefined });
    });
  }

  test('a peak may be announced while another still runs', () => {
    const fields = { ...STANDARD_EJP, STGE: '503A0400', NTARF: '02', LTARF: 'HEURE POINTE', ...dates };
    assert.deepEqual(ejpOf(new Receiver().take(standard(fields), evening)), {
      active: true,
      notice: { kind: 'at', from, to },
    });
  });

  test('the peak bits of a Tempo meter are not EJP', () => {
    const registers = { EASF04: '1', EASF05: '1', EASF06: '1' };
    const fields = { ...STANDARD_EJP, ...registers, NGTF: 'TEMPO', LTARF: 'HC ROUGE', NTARF: '05', STGE: '9B3A9000' };
    assert.deepEqual(ejpOf(new Receiver().take(standard(fields), evening)), { active: false, notice: undefined });
  });
});

describe('indexes that no meter can have', () => {
  const at = (HN: number, more: Fields = {}): Uint8Array =>
    historique({ ...EJP, EJPHN: String(HN).padStart(9, '0'), ...more });
  const settled = (): Receiver => {
    const receiver = new Receiver();
    for (const HN of [688_322, 688_322, 688_323]) receiver.take(at(HN));
    return receiver;
  };
  const index = (reading: Reading | undefined): number | undefined => reading?.indexes['HN'];

  test('an index that falls is held back and counted', () => {
    const receiver = settled();
    assert.equal(index(receiver.take(at(188_323))), 688_323);
    assert.equal(receiver.meter.implausible, 1);
    assert.equal(index(receiver.take(at(688_324))), 688_324);
  });

  test('an index that leaps further than a home can draw is held back, and believed when frames agree', () => {
    const receiver = settled();
    assert.deepEqual(
      [988_323, 988_323, 988_324].map((HN) => index(receiver.take(at(HN)))),
      [688_323, 688_323, 988_324],
    );
  });

  test('implausible indexes that disagree are not believed', () => {
    const receiver = settled();
    assert.deepEqual(
      [988_323, 788_323, 988_323, 788_323].map((HN) => index(receiver.take(at(HN)))),
      Array(4).fill(688_323),
    );
  });

  test('a new serial number that three frames confirm is a new meter, whose indexes count at once', () => {
    const receiver = settled();
    const seen = [12, 12, 13].map((HN) => index(receiver.take(at(HN, { ADCO: '041876000001' }))));
    assert.deepEqual(seen, [688_323, 688_323, 13]);
    assert.equal(receiver.last?.serial, '041876000001');
    assert.equal(receiver.meter.implausible, 0, 'nothing was held back');
  });

  test('a fall of an index that nothing explains is believed after twenty frames', () => {
    const receiver = settled();
    for (let i = 0; i < 19; i++) assert.equal(index(receiver.take(at(1_000 + i))), 688_323);
    assert.equal(index(receiver.take(at(1_019))), 1_019);
  });

  test('another contract is believed after three frames, and brings its own indexes', () => {
    const receiver = settled();
    const base = historique({
      ADCO: EJP.ADCO,
      OPTARIF: 'BASE',
      BASE: '000768394',
      PTEC: 'TH..',
      PAPP: '03010',
      IINST: '013',
    });
    const seen = [base, base, base].map((bytes) => receiver.take(bytes)?.contract);
    assert.equal(seen[2], 'BASE');
    assert.deepEqual(receiver.last?.indexes, { BASE: 768394 });
  });
});
