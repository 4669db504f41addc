process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatData } from '../../src/journal/log-line.ts';
import { SeriesSampler } from '../../src/journal/series.ts';
import { tariffKeyOf } from '../../src/meter/contract.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import type { Frame } from '../../src/tic/frame.ts';

const START = Date.parse('2026-11-24T12:00:00+01:00');

type Fields = Readonly<Record<string, string>>;

const EJP: Fields = {
  ...{ ADCO: '041876000001', OPTARIF: 'EJP.', ISOUSC: '45', EJPHN: '000688322', EJPHPM: '000080072' },
  ...{ PTEC: 'HN..', IINST: '003', PAPP: '00700' },
};
const REGISTERS: Fields = Object.fromEntries(
  Array.from({ length: 10 }, (_, i) => [`EASF${String(i + 1).padStart(2, '0')}`, '000000000']),
);
const ZEN: Fields = {
  ...{ ADSC: '041876000001', NGTF: 'ZEN', LTARF: 'HEURE  CREUSE', ...REGISTERS, EASF01: '11000', EASF02: '22000' },
  ...{ IRMS1: '002', URMS1: '230', PREF: '09', SINSTS: '00430', STGE: '003A0001', NTARF: '01' },
};

const without = (fields: Fields, ...labels: string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([label]) => !labels.includes(label)));

/** A meter that takes a frame each 1.5 s; what it lacks was damaged. */
class Line {
  readonly meter = new Meter();
  at = START;
  reading: Reading | undefined;

  take(fields: Fields, count = 1, more: Partial<Frame> = {}): Reading | undefined {
    const mode = 'ADSC' in fields || 'EASF01' in fields ? 'standard' : 'historique';
    const groups = Object.entries(fields).map(([label, data]) => ({ mode, label, data }) as const);
    for (let i = 0; i < count; i++) {
      this.at += 1500;
      this.reading = this.meter.take({ mode, complete: true, groups, damaged: 1, ...more }, this.at);
    }
    return this.reading;
  }
}

describe('what is missing for a while', () => {
  test('a period that comes no more is shown for a minute, then it is unknown', () => {
    const line = new Line();
    line.take(EJP, 3);
    const lost = without(EJP, 'PTEC');
    assert.deepEqual([line.take(lost, 40)?.period, line.reading?.isPeakKnown], ['HN', true]);
    assert.deepEqual(
      [line.take(lost)?.period, line.reading?.periodCode, line.reading?.isPeakKnown],
      [undefined, undefined, false],
    );
    assert.equal(line.reading?.isPartial, false, 'the log goes on without it');
    assert.deepEqual([line.take(EJP)?.period, line.reading?.isPeakKnown], ['HN', true]);
  });

  test('an index that comes no more is left out after a minute: it would stand still for ever', () => {
    const line = new Line();
    line.take(EJP, 3);
    assert.deepEqual(line.take(without(EJP, 'EJPHN'), 40)?.indexes, { HN: 688_322, HPM: 80_072 });
    assert.deepEqual(line.take(without(EJP, 'EJPHN'))?.indexes, { HPM: 80_072 });
    assert.deepEqual(line.take(EJP)?.indexes, { HN: 688_322, HPM: 80_072 });
  });

  test('a power is that of its frame: missing in a few frames it is unknown, after ten seconds it is estimated', () => {
    const line = new Line();
    line.take(EJP, 3);
    const lost = without(EJP, 'PAPP');
    const powerOf = (reading: Reading | undefined): unknown => [reading?.papp, reading?.pappEstimated, reading?.pinj];
    assert.deepEqual(powerOf(line.take(lost, 6)), [undefined, false, undefined]);
    assert.equal(line.reading?.isPartial, true, 'no line of the log is made of it');
    // The direction of the current is not known in historique.
    assert.deepEqual(powerOf(line.take(lost)), [690, true, undefined]);
    assert.deepEqual(powerOf(line.take(EJP)), [700, false, 0]);
  });

  test('after a silence what the first frame lacks is waited for, and not taken from before', () => {
    const line = new Line();
    line.take(EJP, 3);
    line.at += 7_200_000;
    const first = line.take(without(EJP, 'PTEC'));
    assert.deepEqual([first?.period, first?.isPartial], [undefined, true]);
    assert.deepEqual([line.take(EJP)?.period, line.reading?.isPartial], ['HN', false]);
  });

  test('the colours of a Tempo day are unknown when PTEC and DEMAIN come no more', () => {
    const TEMPO = { ...without(EJP, 'EJPHN', 'EJPHPM'), OPTARIF: 'BBR(', PTEC: 'HPJW', DEMAIN: 'ROUG', BBRHCJB: '1' };
    const line = new Line();
    assert.deepEqual(line.take(TEMPO, 3)?.tempo, { today: 'white', tomorrow: 'red' });
    assert.deepEqual(line.take(without(TEMPO, 'PTEC', 'DEMAIN'), 41)?.tempo, { today: undefined, tomorrow: undefined });
  });

  test('an excess that STGE no longer tells ends after a minute; one of historique does not need PTEC to end', () => {
    const line = new Line();
    assert.equal(line.take({ ...ZEN, STGE: '003A0081', IRMS1: '048' })?.overload, 48);
    assert.equal(line.take(without(ZEN, 'STGE'), 40)?.overload, 48);
    assert.equal(line.take(without(ZEN, 'STGE'), 3)?.overload, undefined);
    const old = new Line();
    assert.equal(old.take({ ...without(EJP, 'PTEC'), ADPS: '048' })?.overload, 48);
    assert.equal(old.take(without(EJP, 'PTEC'), 4)?.overload, undefined);
  });
});

describe('the contract where nothing names it', () => {
  const contracts: readonly (readonly [string, Fields])[] = [
    ['BASE', { BASE: '000688322' }],
    ['HC', { HCHC: '000688322' }],
    ['EJP', { EJPHPM: '000688322' }],
    ['TEMPO', { BBRHPJR: '000688322' }],
    ['EJP', { PTEC: 'PM..' }],
    ['HC', { PTEC: 'HC..' }],
  ];
  for (const [contract, sign] of contracts) {
    test(`without OPTARIF, ${Object.entries(sign).join(' ')} tells ${contract}, when three frames agree`, () => {
      const line = new Line();
      const fields = { ADCO: '041876000001', ...sign, IINST: '003', PAPP: '00700' };
      assert.deepEqual(
        [1, 2, 3].map(() => line.take(fields)?.contract),
        [undefined, undefined, contract],
      );
    });
  }

  test('an OPTARIF that is damaged after a good start stops neither indexes nor period', () => {
    const line = new Line();
    line.take(EJP, 3);
    const reading = line.take({ ...without(EJP, 'OPTARIF'), EJPHN: '000688323', PTEC: 'PM..' });
    assert.deepEqual([reading?.indexes['HN'], reading?.period], [688_323, 'PM']);
  });

  test('a damaged NGTF after a good start stops neither indexes nor period', () => {
    const line = new Line();
    line.take(ZEN, 3);
    const reading = line.take({ ...without(ZEN, 'NGTF'), EASF02: '22001', NTARF: '02' });
    assert.deepEqual([reading?.contract, reading?.indexes['INDEX02'], reading?.periodCode], ['ZEN', 22_001, 'T02']);
  });
});

describe('frames that are never whole', () => {
  test('groups of frames that are all cut count after ten seconds', () => {
    const line = new Line();
    assert.equal(line.take(EJP, 6, { complete: false }), undefined);
    const reading = line.take(EJP, 2, { complete: false });
    assert.deepEqual([reading?.contract, reading?.papp, reading?.isPartial], ['EJP', 700, false]);
  });

  test('a single group in noise is no reading, though indexes and period of a minute ago are known', () => {
    const line = new Line();
    line.take(EJP, 3);
    assert.equal(line.take({ PAPP: '01150' }, 20, { complete: false }), undefined);
    assert.equal(line.take({ PAPP: '01150' }), undefined);
  });

  test('one cut frame among whole ones gives no reading', () => {
    const line = new Line();
    line.take(EJP, 20);
    assert.equal(line.take(EJP, 1, { complete: false }), undefined);
  });

  test('only short frames: the current and the excess, and nothing that they do not say', () => {
    const line = new Line();
    const short = { ADIR2: '048', ADCO: '041876000001', IINST1: '001', IINST2: '048', IINST3: '002' };
    const reading = line.take(short, 5);
    assert.deepEqual(
      [reading?.iinst, reading?.overload, reading?.contract, reading?.period, reading?.papp, reading?.isPartial],
      [51, 48, undefined, undefined, undefined, true],
    );
    assert.equal(line.take(short, 45)?.isPartial, false, 'after a minute the log has the current');
  });

  test('a frame that says nothing but its name gives no reading, and all that it lacks is told', () => {
    const line = new Line();
    assert.equal(line.take({ ADCO: '041876000001', IMAX: '090' }, 12), undefined);
    assert.deepEqual(
      line.meter.lacking.map(({ label }) => label),
      ['OPTARIF', 'ISOUSC', 'PTEC', 'IINST', 'PAPP'],
    );
  });
});

describe('a period that the contract does not have', () => {
  test('NTARF 03 on HC: the indexes, an unknown period, and its data is told', () => {
    const line = new Line();
    const fields = { ...without(ZEN, 'EASF03'), NGTF: 'H PLEINE/CREUSE', NTARF: '03' };
    const reading = line.take(fields, 12);
    assert.deepEqual(
      [reading?.indexes, reading?.period, reading?.periodCode, reading?.isPartial],
      [{ HC: 11_000, HP: 22_000 }, undefined, undefined, false],
    );
    assert.deepEqual(line.meter.lacking, [{ label: 'NTARF', share: 1, data: '03' }]);
  });

  test('a PTEC of another contract, three times, makes the period unknown; once it is damage', () => {
    const line = new Line();
    line.take(EJP, 3);
    assert.equal(line.take({ ...EJP, PTEC: 'HC..' }, 2)?.period, 'HN');
    assert.equal(line.take({ ...EJP, PTEC: 'HC..' })?.period, undefined);
  });
});

describe('labels that frames lack', () => {
  test('a label is told when ten frames in a row are without it, and no longer when sixteen of twenty have it', () => {
    const line = new Line();
    line.take(EJP, 20);
    line.take(without(EJP, 'PTEC'), 9);
    assert.deepEqual(line.meter.lacking, []);
    line.take(without(EJP, 'PTEC'));
    assert.deepEqual(line.meter.lacking, [{ label: 'PTEC', share: 1 }]);
    line.take(EJP, 15);
    assert.equal(line.meter.lacking.length, 1);
    line.take(EJP);
    assert.deepEqual(line.meter.lacking, []);
  });

  test('a label that half of the frames lack is told, one that a fifth lack is not', () => {
    const line = new Line();
    for (let i = 0; i < 40; i++) line.take(i % 5 === 0 ? without(EJP, 'IINST') : EJP);
    assert.deepEqual(line.meter.lacking, []);
    assert.deepEqual(line.meter.lostLabels, [{ label: 'IINST', share: 0.2 }]);
    for (let i = 0; i < 40; i++) line.take(i % 2 === 0 ? without(EJP, 'IINST') : EJP);
    assert.deepEqual(line.meter.lacking, [{ label: 'IINST', share: 0.5 }]);
  });

  test('a meter that never sends its power lacks nothing; one whose power is damaged does', () => {
    const old = new Line();
    old.take(without(EJP, 'PAPP'), 60, { damaged: 0 });
    assert.deepEqual(old.meter.lacking, []);
    const noisy = new Line();
    noisy.take(without(EJP, 'PAPP'), 60);
    assert.deepEqual(noisy.meter.lacking, [{ label: 'PAPP', share: 1 }]);
  });

  test('short frames lack nothing', () => {
    const three = { ...without(EJP, 'IINST'), IINST1: '001', IINST2: '002', IINST3: '003' };
    const line = new Line();
    line.take(three, 20);
    line.take({ ADIR2: '048', ADCO: '041876000001', IINST1: '001', IINST2: '048', IINST3: '002' }, 20);
    assert.deepEqual(line.meter.lacking, []);
  });
});

describe('powers', () => {
  const powerOf = (reading: Reading | undefined): unknown => [
    reading?.papp,
    reading?.pappEstimated,
    reading?.pinj,
    reading?.pinjEstimated,
  ];
  const tri = (fields: Fields): Fields => ({
    ...ZEN,
    IRMS2: '000',
    IRMS3: '000',
    URMS2: '235',
    URMS3: '240',
    ...fields,
  });
  const cases: readonly (readonly [string, Fields, unknown])[] = [
    ['one phase, IRMS1 × URMS1', { ...ZEN, SINSTS: '0', IRMS1: '002', URMS1: '243' }, [0, false, 486, true]],
    ['each phase at its voltage', tri({ SINSTS: '0', IRMS1: '1', IRMS2: '2', IRMS3: '3' }), [0, false, 1420, true]],
    // 3 × 240 − 399, as the first phase draws.
    [
      'a phase that draws lessens it',
      tri({ SINSTS: '0', SINSTS1: '399', SINSTS2: '0', SINSTS3: '0', IRMS1: '2', IRMS3: '3' }),
      [0, false, 321, true],
    ],
    ['nothing while power is drawn', { ...ZEN, SINSTS: '00430' }, [430, false, 0, true]],
    ['a pilot meter calls its power SINST1', { ...without(ZEN, 'SINSTS'), SINST1: '00430' }, [430, false, 0, true]],
    [
      'a pilot meter of three phases sends one for each',
      { ...without(tri({}), 'SINSTS'), SINST1: '100', SINST2: '200', SINST3: '300' },
      [600, false, 0, true],
    ],
  ];
  for (const [what, fields, expected] of cases) {
    test(`power and injection in standard: ${what}`, () => {
      assert.deepEqual(powerOf(new Line().take(fields)), expected);
    });
  }

  test('a producer whose SINSTI is always damaged injects by the current, and it says so', () => {
    const line = new Line();
    const producer = { ...without(ZEN, 'SINSTS'), EAIT: '7472', SINSTS: '0', IRMS1: '005', STGE: '003A0301' };
    assert.deepEqual(powerOf(line.take({ ...producer, SINSTI: '01187' })), [0, false, 1187, false]);
    assert.deepEqual(powerOf(line.take(producer, 8)), [0, false, 1150, true]);
  });
});

describe('what a supplier calls its indexes', () => {
  test('an index has the name that three frames gave it while it ran; another calendar has other names', () => {
    const line = new Line();
    assert.deepEqual(line.take(ZEN, 2)?.indexNames, {});
    assert.deepEqual(line.take(ZEN)?.indexNames, { INDEX01: 'HEURE CREUSE' });
    const peak = { ...ZEN, NTARF: '02', LTARF: 'HEURE  PLEINE' };
    assert.deepEqual(line.take(peak, 3)?.indexNames, { INDEX01: 'HEURE CREUSE', INDEX02: 'HEURE PLEINE' });
    assert.equal(line.reading?.calendar, 'ZEN');
    assert.deepEqual(line.take({ ...peak, NGTF: 'OTHER' }, 3)?.indexNames, {});
  });

  test('a known contract has no calendar of its own', () => {
    const reading = new Line().take({ ...ZEN, NGTF: 'H PLEINE/CREUSE' }, 5);
    assert.deepEqual([reading?.calendar, reading?.indexNames], [undefined, {}]);
  });

  const keys: readonly (readonly [string | undefined, string])[] = [
    ['HEURE CREUSE', 'HC'],
    ['HEURE  PLEINE', 'HP'],
    ['HEURES CREUSES', 'HC'],
    ['Heures pleines', 'HP'],
    [' PLEINE ', 'HP'],
    ['H.CREUSE', 'HC'],
    ['HEURE SUPER CREUSE', 'INDEX03'],
    ['HC BLEU', 'INDEX03'],
    ['HEURE PLEINE HIVER', 'INDEX03'],
    ['WEEK-END', 'INDEX03'],
    [undefined, 'INDEX03'],
  ];
  for (const [name, key] of keys) {
    test(`the price of an index named ${name}: ${key}`, () => assert.equal(tariffKeyOf('INDEX03', name), key));
  }
});

describe('whatever is lost, whenever', () => {
  const labels = Object.keys(EJP);
  const lost = fc.array(fc.subarray(labels), { minLength: 1, maxLength: 60 });

  test('a reading has what the meter sent, what is marked as an estimate, or nothing; so has a line of the log', () => {
    fc.assert(
      fc.property(lost, (losses) => {
        const [line, sampler] = [new Line(), new SeriesSampler()];
        for (const loss of losses) {
          const reading = line.take(without(EJP, ...loss), 1, { damaged: loss.length });
          if (!reading) continue;
          const { contract, period, indexes, iinst, papp, pinj, serial, subscribed } = reading;
          for (const [value, sent] of [
            [contract, 'EJP'],
            [period, 'HN'],
            [indexes['HN'], 688_322],
            [indexes['HPM'], 80_072],
            [iinst, 3],
            [papp, reading.pappEstimated ? 690 : 700],
            [pinj, 0],
            [serial, '041876000001'],
            [subscribed, 9000],
          ]) {
            assert.ok(value === undefined || value === sent, `${value} is not ${sent}`);
          }
          const record = sampler.take(reading, { size: 1, pause: 0 }, line.at);
          if (!record) continue;
          const wanted =
            /^Periode=(HN\.\.|----)(, IndexHN=000688322)?(, IndexHPM=000080072)?(, PuissConsommee=(00(700|690)|-{5}))(, IConsommee=(003|-{3}))$/;
          assert.match(formatData(record).slice('2026/11/24 12:00:00 DATA '.length), wanted);
        }
      }),
      { numRuns: 300 },
    );
  });

  const never: readonly (readonly [readonly string[], string])[] = [
    [['PAPP', 'IINST'], 'Periode=HN.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=-----, IConsommee=---'],
    [['EJPHN', 'EJPHPM'], 'Periode=HN.., PuissConsommee=00700, IConsommee=003'],
    [
      ['PTEC', 'OPTARIF', 'ADCO', 'PAPP'],
      'Periode=----, IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00690, IConsommee=003',
    ],
    [['EJPHN', 'EJPHPM', 'PTEC', 'OPTARIF'], 'Periode=----, PuissConsommee=00700, IConsommee=003'],
  ];
  for (const [labels, expected] of never) {
    test(`${labels.join(', ')} never: ${expected}`, () => {
      const [line, sampler] = [new Line(), new SeriesSampler()];
      const texts: string[] = [];
      for (let i = 0; i < 60; i++) {
        const reading = line.take(without(EJP, ...labels));
        const record = reading && sampler.take(reading, { size: 8, pause: 10 }, line.at);
        if (record) texts.push(formatData(record).slice('2026/11/24 12:00:00 DATA '.length));
      }
      assert.ok(texts.length >= 2, 'half a minute is waited, then a line each 22 s');
      assert.ok(
        texts.every((text) => text === expected),
        texts.join('; '),
      );
    });
  }
});
