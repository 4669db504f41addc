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

/** What a frame holds, label by label; a horodate stands before the data, with a tab. */
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

/** A meter on its line: hears bytes at an instant and says what its last complete frame meant. */
class Line {
  readonly meter = new Meter();
  readonly #reader = new FrameReader((heard) => {
    this.last = this.meter.take(heard, this.#at);
  });
  #at = 0;
  last: Reading | undefined;

  hear(bytes: Uint8Array, at = Date.parse('2026-01-05T12:00:00+01:00')): Reading | undefined {
    this.#at = at;
    this.last = undefined;
    this.#reader.push(bytes);
    return this.last;
  }
}

/** The group of this label damaged on the line: one digit more in its sum. */
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

/** The fields of a Reading that a table of expectations speaks of. */
function essence(reading: Reading | undefined): unknown {
  if (!reading) return undefined;
  const { contract, period, periodCode, indexes, papp, iinst, subscribed } = reading;
  return { contract, period, periodCode, indexes, papp, iinst, subscribed };
}

/** The two facts of the EJP state that a table of expectations speaks of. */
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
    test(what, () => {
      assert.deepEqual(essence(new Line().hear(bytes)), expected);
    });
  }

  test('three phases: each current, their sum, and the subscribed power of all three', () => {
    const { IINST: _, ...others } = EJP;
    const reading = new Line().hear(
      historique({ ...others, ISOUSC: '15', IINST1: '001', IINST2: '012', IINST3: '003' }),
    );
    assert.deepEqual([reading?.phases, reading?.iinst, reading?.subscribed], [[1, 12, 3], 16, 9000]);
    const standardReading = new Line().hear(standard({ ...STANDARD_EJP, IRMS1: '1', IRMS2: '2', IRMS3: '0' }));
    assert.deepEqual([standardReading?.phases, standardReading?.iinst], [[1, 2, 0], 3]);
  });

  test('a single-phase meter has no phases to tell', () => {
    assert.equal(new Line().hear(historique(EJP))?.phases, undefined);
  });

  test('what a frame does not carry is undefined, never 0', () => {
    const { PAPP: _, IINST: __, ...others } = EJP;
    const reading = new Line().hear(historique(others));
    assert.deepEqual(
      [reading?.papp, reading?.iinst, reading?.pinj, reading?.overload],
      [undefined, undefined, undefined, undefined],
    );
    assert.equal(reading?.injectionIndex, undefined);
  });

  test('ADPS is the current of an overload, for as long as it is sent', () => {
    const line = new Line();
    assert.equal(line.hear(historique({ ...EJP, ADPS: '048' }))?.overload, 48);
    assert.equal(line.hear(historique(EJP))?.overload, undefined);
  });

  test('nothing is said before contract, period and indexes are known, nor of a frame that is not complete', () => {
    const line = new Line();
    assert.equal(line.hear(historique({ ADCO: EJP.ADCO })), undefined);
    assert.equal(line.hear(interruptedAfter(historique(EJP), 'PTEC')), undefined);
    assert.notEqual(line.hear(historique(EJP)), undefined);
  });

  test('an index damaged in the first frame is waited for', () => {
    const line = new Line();
    assert.equal(line.hear(damaged(historique(EJP), 'EJPHPM')), undefined);
    assert.deepEqual(line.hear(historique(EJP))?.indexes, { HN: 688322, HPM: 80072 });
  });

  test('a period that the contract does not have is damage: the last one stays', () => {
    const line = new Line();
    line.hear(historique(EJP));
    assert.equal(line.hear(historique({ ...EJP, PTEC: 'HC..' }))?.period, 'HN');
  });

  test('a damaged group leaves the last value of contract, period and indexes', () => {
    const line = new Line();
    line.hear(historique(EJP));
    const reading = line.hear(damaged(historique({ ...EJP, EJPHN: '000688330' }), 'EJPHN'));
    assert.deepEqual(reading?.indexes, { HN: 688322, HPM: 80072 });
  });

  test('a serial number is shown masked', () => {
    assert.equal(masked('021861348497'), '0218…8497');
  });
});

describe('injected power: PAPP = 0 ? IINST × 0.22 kW : 0', () => {
  const power = (reading: Reading | undefined): unknown => [reading?.papp, reading?.pinj, reading?.pinjEstimated];

  test('historique', () => {
    const line = new Line();
    assert.deepEqual(power(line.hear(historique({ ...EJP, PAPP: '00000', IINST: '013' }))), [0, 2860, true]);
    assert.deepEqual(power(line.hear(historique({ ...EJP, PAPP: '00000', IINST: '000' }))), [0, 0, true]);
    assert.deepEqual(power(line.hear(historique({ ...EJP, PAPP: '00010', IINST: '013' }))), [10, 0, true]);
  });

  test('three phases: the currents together', () => {
    const { IINST: _, ...others } = EJP;
    const fields = { ...others, PAPP: '00000', IINST1: '003', IINST2: '002', IINST3: '000' };
    assert.deepEqual(power(new Line().hear(historique(fields))), [0, 1100, true]);
  });

  test('standard: measured where the meter sends SINSTI, else estimated', () => {
    const line = new Line();
    assert.deepEqual(power(line.hear(standard({ ...STANDARD_EJP, SINSTS: '00000', IRMS1: '005' }))), [0, 1100, true]);
    const producer = { ...STANDARD_EJP, EAIT: '007472722', SINSTS: '00000', IRMS1: '005', SINSTI: '01187' };
    const reading = line.hear(standard(producer));
    assert.deepEqual([...(power(reading) as unknown[]), reading?.injectionIndex], [0, 1187, false, 7472722]);
  });

  test('a meter that no longer counts it: its mode was changed in the night, or its contract to sell ended', () => {
    const told = (reading: Reading | undefined): unknown => [reading?.pinj, reading?.injectionIndex];
    const producer = { ...STANDARD_EJP, EAIT: '007472722', SINSTS: '00000', IRMS1: '005', SINSTI: '01187' };
    const { EAIT: _e, SINSTI: _s, ...consumer } = producer;
    for (const later of [
      historique({ ...EJP, ADCO: STANDARD_EJP.ADSC, PAPP: '00000', IINST: '005' }),
      standard(consumer),
    ]) {
      const line = new Line();
      line.hear(standard(producer));
      for (let i = 0; i < 2; i++) assert.deepEqual(told(line.hear(later)), [undefined, 7472722]);
      assert.deepEqual(told(line.hear(later)), [1100, undefined]);
      assert.deepEqual(told(line.hear(standard(producer))), [1187, 7472722]);
    }
  });

  test('a frame whose SINSTI and EAIT were damaged is not such a meter', () => {
    const line = new Line();
    line.hear(standard({ ...STANDARD_EJP, EAIT: '007472722', SINSTI: '01187' }));
    const bad = standard({ ...STANDARD_EJP, MSG1: 'PAS DE          MESSAGE' });
    const lost = bytesOf(
      Array.from(bad, (byte) => String.fromCharCode(byte))
        .join('')
        .replace('MSG1', 'MSG2'),
    );
    for (let i = 0; i < 5; i++) assert.equal(line.hear(lost)?.injectionIndex, 7472722);
  });
});

describe('EJP in historique', () => {
  const notice = { active: false, notice: { kind: 'in', minutes: 30 } };
  const quiet = { active: false, notice: undefined };
  const peak = { active: true, notice: undefined };
  const announced = (): Line => {
    const line = new Line();
    assert.deepEqual(ejpOf(line.hear(historique(EJP))), quiet);
    assert.deepEqual(ejpOf(line.hear(historique(NOTICE))), quiet, 'one frame may be damaged');
    assert.deepEqual(ejpOf(line.hear(historique(NOTICE))), notice);
    return line;
  };

  test('PEJP announces, and its absence ends the notice', () => {
    assert.deepEqual(ejpOf(announced().hear(historique(EJP))), quiet);
  });

  test('a daemon that starts in the notice, or in the peak, believes its first frame', () => {
    assert.deepEqual(ejpOf(new Line().hear(historique(NOTICE))), notice);
    const reading = new Line().hear(historique({ ...EJP, PTEC: 'PM..' }));
    assert.deepEqual(reading?.ejp, {
      ...peak,
      since: Date.parse('2026-01-05T07:00:00+01:00'),
      until: Date.parse('2026-01-06T01:00:00+01:00'),
    });
  });

  test('a daemon that starts at half past midnight knows that the peak began the day before', () => {
    const reading = new Line().hear(historique({ ...EJP, PTEC: 'PM..' }), Date.parse('2026-01-06T00:30:00+01:00'));
    assert.equal(reading?.ejp.since, Date.parse('2026-01-05T07:00:00+01:00'));
    assert.equal(reading?.ejp.until, Date.parse('2026-01-06T01:00:00+01:00'));
  });

  test('a daemon whose line was down as the peak began says when the law has it begin', () => {
    const line = announced();
    const back = Date.parse('2026-01-06T09:30:00+01:00');
    line.hear(historique({ ...EJP, PTEC: 'PM..' }), back);
    const reading = line.hear(historique({ ...EJP, PTEC: 'PM..' }), back + 1500);
    assert.equal(reading?.ejp.since, Date.parse('2026-01-06T07:00:00+01:00'));
    assert.equal(reading?.ejp.until, Date.parse('2026-01-07T01:00:00+01:00'));
  });

  test('a frame whose PEJP was damaged does not clear the notice', () => {
    const line = announced();
    assert.deepEqual(ejpOf(line.hear(damaged(historique(NOTICE), 'PEJP'))), notice);
    assert.deepEqual(ejpOf(line.hear(historique(NOTICE))), notice);
  });

  test('two frames with PEJP announce, even with one between them that lost it to damage', () => {
    const line = new Line();
    line.hear(historique(EJP));
    const frames = [historique(NOTICE), damaged(historique(NOTICE), 'PEJP'), historique(NOTICE)];
    assert.deepEqual(
      frames.map((bytes) => ejpOf(line.hear(bytes))),
      [quiet, quiet, notice],
    );
  });

  test('frames that lack it again and again clear it, even on a noisy line', () => {
    const line = announced();
    for (let i = 0; i < 3; i++) assert.deepEqual(ejpOf(line.hear(damaged(historique(EJP), 'IMAX'))), notice);
    assert.deepEqual(ejpOf(line.hear(damaged(historique(EJP), 'IMAX'))), quiet);
  });

  test('a frame that EOT interrupts does not clear it', () => {
    const line = announced();
    for (let i = 0; i < 3; i++) line.hear(interruptedAfter(historique(EJP), 'EJPHPM'));
    assert.deepEqual(ejpOf(line.hear(damaged(historique(NOTICE), 'PEJP'))), notice);
  });

  test('a short frame of a three-phase overload does not clear it: PEJP stands in long frames only', () => {
    const line = announced();
    const short = { ADIR1: '048', ADCO: EJP.ADCO, IINST1: '048', IINST2: '002', IINST3: '003' };
    for (let i = 0; i < 20; i++) assert.deepEqual(ejpOf(line.hear(historique(short))), notice, `short frame ${i + 1}`);
    assert.deepEqual(ejpOf(line.hear(historique(EJP))), quiet);
  });

  test('the peak is PTEC PM.., told by two frames; nothing is announced in it, even where PEJP stays on', () => {
    const line = announced();
    const seven = Date.parse('2026-01-05T07:00:01+01:00');
    assert.deepEqual(
      ejpOf(line.hear(historique({ ...NOTICE, PTEC: 'PM..' }), seven)),
      notice,
      'one frame switches nothing',
    );
    const reading = line.hear(historique({ ...NOTICE, PTEC: 'PM..' }), seven + 1500);
    assert.deepEqual([ejpOf(reading), reading?.period, reading?.periodCode], [peak, 'PM', 'PM..']);
    assert.equal(reading?.ejp.since, seven + 1500);
    assert.equal(reading?.ejp.until, Date.parse('2026-01-06T01:00:00+01:00'));
    assert.deepEqual(ejpOf(line.hear(historique({ ...EJP, PTEC: 'PM..' }))), peak);
    assert.deepEqual(ejpOf(line.hear(historique(EJP))), peak, 'one frame switches nothing');
    assert.deepEqual(line.hear(historique(EJP))?.ejp, { ...quiet, since: undefined, until: undefined });
  });

  test('00:00-01:00 belongs to the peak of the day before', () => {
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

  test('DPM1 and FPM1 say from when to when', () => {
    assert.deepEqual(ejpOf(new Line().hear(standard(announced), evening)), {
      active: false,
      notice: { kind: 'at', from, to },
    });
  });

  test('STGE alone announces the next 07:00', () => {
    const bits = { ...STANDARD_EJP, STGE: '103A0001' };
    assert.deepEqual(ejpOf(new Line().hear(standard(bits), evening)), {
      active: false,
      notice: { kind: 'at', from, to },
    });
    const night = Date.parse('2026-01-06T03:00:00+01:00');
    assert.deepEqual(ejpOf(new Line().hear(standard(bits), night)), {
      active: false,
      notice: { kind: 'at', from, to },
    });
  });

  test('PPOINTE alone announces it as well', () => {
    const profile = `00004002 01008001 07004002${' NONUTILE'.repeat(8)}`;
    const reading = new Line().hear(standard({ ...STANDARD_EJP, PPOINTE: profile }), evening);
    assert.deepEqual(ejpOf(reading), { active: false, notice: { kind: 'at', from, to } });
  });

  test('the notice ends when neither announces any more', () => {
    const line = new Line();
    line.hear(standard(announced), evening);
    assert.deepEqual(ejpOf(line.hear(standard(STANDARD_EJP), evening)), { active: false, notice: undefined });
  });

  test('a meter whose clock is a minute behind ours does not announce the day after', () => {
    const reading = new Line().hear(standard(announced), from + 60_000);
    const notice = reading?.ejp.notice;
    const tomorrow = Date.parse('2026-01-07T07:00:00+01:00');
    assert.notEqual(notice && 'from' in notice && notice.from, tomorrow);
  });

  test('a frame that announces without its date, damaged as the peak begins, does not announce the day after', () => {
    const line = new Line();
    line.hear(standard(announced), from - 1000);
    const reading = line.hear(standard({ ...STANDARD_EJP, STGE: '103A0001' }), from + 500);
    assert.deepEqual(ejpOf(reading), { active: false, notice: { kind: 'at', from, to } });
  });

  const running: readonly (readonly [string, Fields])[] = [
    ['STGE 30-31', { STGE: '403A0401' }],
    ['NTARF 02', { STGE: '003A0401', NTARF: '02', LTARF: 'HEURE POINTE' }],
    ['both, with the dates of the peak that runs', { STGE: '403A0401', NTARF: '02', LTARF: 'HEURE POINTE', ...dates }],
  ];
  for (const [what, fields] of running) {
    test(`the peak runs: ${what}`, () => {
      const reading = new Line().hear(standard({ ...STANDARD_EJP, ...fields }), from + 3_600_000);
      assert.deepEqual(ejpOf(reading), { active: true, notice: undefined });
    });
  }

  test('a peak may be announced while another still runs', () => {
    const fields = { ...STANDARD_EJP, STGE: '503A0400', NTARF: '02', LTARF: 'HEURE POINTE', ...dates };
    assert.deepEqual(ejpOf(new Line().hear(standard(fields), evening)), {
      active: true,
      notice: { kind: 'at', from, to },
    });
  });

  test('the same bits on Tempo are no EJP', () => {
    const registers = { EASF04: '1', EASF05: '1', EASF06: '1' };
    const fields = { ...STANDARD_EJP, ...registers, NGTF: 'TEMPO', LTARF: 'HC ROUGE', NTARF: '05', STGE: '9B3A9000' };
    assert.deepEqual(ejpOf(new Line().hear(standard(fields), evening)), { active: false, notice: undefined });
  });
});

describe('indexes that no meter can have', () => {
  const at = (HN: number, more: Fields = {}): Uint8Array =>
    historique({ ...EJP, EJPHN: String(HN).padStart(9, '0'), ...more });
  const settled = (): Line => {
    const line = new Line();
    for (const HN of [688_322, 688_322, 688_323]) line.hear(at(HN));
    return line;
  };
  const index = (reading: Reading | undefined): number | undefined => reading?.indexes['HN'];

  test('one that falls is held back and counted', () => {
    const line = settled();
    assert.equal(index(line.hear(at(188_323))), 688_323);
    assert.equal(line.meter.implausible, 1);
    assert.equal(index(line.hear(at(688_324))), 688_324);
  });

  test('one that leaps further than a home can draw is held back, and believed when frames agree', () => {
    const line = settled();
    assert.deepEqual(
      [988_323, 988_323, 988_324].map((HN) => index(line.hear(at(HN)))),
      [688_323, 688_323, 988_324],
    );
  });

  test('two that disagree are not believed', () => {
    const line = settled();
    assert.deepEqual(
      [988_323, 788_323, 988_323, 788_323].map((HN) => index(line.hear(at(HN)))),
      Array(4).fill(688_323),
    );
  });

  test('a new serial number that three frames confirm is a new meter, whose indexes count at once', () => {
    const line = settled();
    const heard = [12, 12, 13].map((HN) => index(line.hear(at(HN, { ADCO: '041876000001' }))));
    assert.deepEqual(heard, [688_323, 688_323, 13]);
    assert.equal(line.last?.serial, '041876000001');
    assert.equal(line.meter.implausible, 0, 'nothing of it was held against the meter before');
  });

  test('a fall that nothing explains is believed in the end', () => {
    const line = settled();
    for (let i = 0; i < 19; i++) assert.equal(index(line.hear(at(1_000 + i))), 688_323);
    assert.equal(index(line.hear(at(1_019))), 1_019);
  });

  test('another contract is believed after three frames, and brings its own indexes', () => {
    const line = settled();
    const base = historique({
      ADCO: EJP.ADCO,
      OPTARIF: 'BASE',
      BASE: '000768394',
      PTEC: 'TH..',
      PAPP: '03010',
      IINST: '013',
    });
    const heard = [base, base, base].map((bytes) => line.hear(bytes)?.contract);
    assert.equal(heard[2], 'BASE');
    assert.deepEqual(line.last?.indexes, { BASE: 768394 });
  });
});
