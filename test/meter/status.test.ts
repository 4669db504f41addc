import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { IndexFilter } from '../../src/meter/index-filter.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import type { Frame } from '../../src/tic/frame.ts';

process.env['TZ'] = 'Europe/Paris';

const NOON = Date.parse('2026-01-05T12:00:00+01:00');

/** A frame as the reader gives it: label by label. */
function frame(mode: Frame['mode'], fields: Readonly<Record<string, string>>, damaged = 0): Frame {
  const groups = Object.entries(fields).map(([label, data]) => ({ mode, label, data }));
  return { mode, complete: true, groups, damaged };
}

const BASE = {
  ADCO: '041876000001',
  OPTARIF: 'BASE',
  ISOUSC: '30',
  BASE: '016871494',
  PTEC: 'TH..',
  IINST: '003',
  PAPP: '00700',
};
const TRI = {
  ADCO: '050376000001',
  OPTARIF: 'BASE',
  ISOUSC: '20',
  BASE: '016871494',
  PTEC: 'TH..',
  IINST1: '001',
  IINST2: '002',
  IINST3: '003',
  PAPP: '01380',
};
const SHORT = { ADIR2: '024', ADCO: '050376000001', IINST1: '001', IINST2: '024', IINST3: '003' };
const TEMPO = {
  ADCO: '041876000001',
  OPTARIF: 'BBR(',
  ISOUSC: '45',
  BBRHCJB: '1',
  BBRHPJB: '2',
  BBRHCJW: '3',
  BBRHPJW: '4',
  BBRHCJR: '5',
  BBRHPJR: '6',
  PTEC: 'HPJW',
  DEMAIN: '----',
  IINST: '003',
  PAPP: '00700',
};
const STANDARD = {
  ADSC: '041876000001',
  NGTF: 'BASE',
  EAST: '016871494',
  EASF01: '016871494',
  IRMS1: '003',
  URMS1: '233',
  PREF: '06',
  SINSTS: '00700',
  STGE: '003A0001',
  NTARF: '01',
};

describe('Tempo', () => {
  test('Tempo colours in historique come from PTEC and DEMAIN', () => {
    const meter = new Meter();
    assert.deepEqual(meter.take(frame('historique', TEMPO), NOON)?.tempo, { today: 'white', tomorrow: undefined });
    const evening = { ...TEMPO, DEMAIN: 'ROUG' };
    assert.deepEqual(meter.take(frame('historique', evening), NOON)?.tempo, { today: 'white', tomorrow: 'red' });
    const { DEMAIN: _damaged, ...without } = evening;
    assert.deepEqual(meter.take(frame('historique', without, 1), NOON)?.tempo, { today: 'white', tomorrow: 'red' });
  });

  test('Tempo colours in standard come from STGE bits 24 to 27, as a real meter sent them', () => {
    const fields = {
      ...STANDARD,
      NGTF: 'TEMPO',
      EASF02: '2',
      EASF03: '3',
      EASF04: '4',
      EASF05: '5',
      EASF06: '6',
      NTARF: '05',
    };
    const reading = new Meter().take(frame('standard', { ...fields, STGE: '9B3A9000' }), NOON);
    assert.deepEqual(reading?.tempo, { today: 'red', tomorrow: 'white' });
    assert.equal(reading?.period, 'HCJR');
  });

  test('a contract other than Tempo has no colours', () => {
    assert.equal(new Meter().take(frame('historique', BASE), NOON)?.tempo, undefined);
  });
});

describe('overload, one alarm for all sources', () => {
  const overloads = (...frames: Frame[]): (number | undefined)[] => {
    const meter = new Meter();
    return frames.map((each) => meter.take(each, NOON)?.overload);
  };

  test('an overload on one phase is ADPS, and ends with an undamaged frame without it', () => {
    const over = { ...BASE, ADPS: '048', IINST: '048' };
    assert.deepEqual(
      overloads(
        frame('historique', BASE),
        frame('historique', over),
        frame('historique', BASE, 1),
        frame('historique', BASE),
      ),
      [undefined, 48, 48, undefined],
    );
  });

  test('an overload on three phases is ADIRn in short frames; two long frames in a row end it', () => {
    const [long, short] = [frame('historique', TRI), frame('historique', SHORT)];
    assert.deepEqual(overloads(long, short, short, long, short, long, long), [
      undefined,
      24,
      24,
      24,
      24,
      24,
      undefined,
    ]);
  });

  test('an overload in standard is STGE bit 7, with the current of the frame', () => {
    const over = { ...STANDARD, STGE: '003A0081', IRMS1: '041' };
    assert.deepEqual(overloads(frame('standard', STANDARD), frame('standard', over), frame('standard', STANDARD)), [
      undefined,
      41,
      undefined,
    ]);
  });

  test('a short frame clears nothing that only long frames carry', () => {
    const meter = new Meter();
    meter.take(frame('historique', TRI), NOON);
    const { contract, period, indexes, papp, iinst, phases, subscribed } = meter.take(
      frame('historique', SHORT),
      NOON,
    ) as Reading;
    assert.deepEqual(
      { contract, period, indexes, papp, iinst, phases, subscribed },
      {
        contract: 'BASE',
        period: 'BASE',
        indexes: { BASE: 16871494 },
        papp: undefined,
        iinst: 28,
        phases: [1, 24, 3],
        subscribed: 12000,
      },
    );
  });
});

test('breaker, cover, overvoltage and clock are known in standard mode only', () => {
  // Bits 1-3 breaker 2, bit 4 cover, bit 6 overvoltage, bit 16 clock.
  const stge = (0x003a0001 | (2 << 1) | (1 << 4) | (1 << 6) | (1 << 16)).toString(16).padStart(8, '0');
  const reading = new Meter().take(frame('standard', { ...STANDARD, STGE: stge }), NOON);
  assert.deepEqual(reading?.register, { breaker: 2, coverOpen: true, overvoltage: true, clockDegraded: true });
  assert.equal(new Meter().take(frame('historique', BASE), NOON)?.register, undefined);
});

test('a meter that never sends PAPP: its power is its current at 230 V, marked as estimated, and injection is unknown', () => {
  const { PAPP: _none, ...fields } = BASE;
  const meter = new Meter();
  const readings = Array.from({ length: 4 }, () => meter.take(frame('historique', fields), NOON));
  assert.deepEqual(
    readings.map((reading) => reading?.papp),
    [undefined, undefined, 690, 690],
  );
  assert.deepEqual([readings[3]?.pappEstimated, readings[3]?.pinj], [true, undefined]);
  // A damaged PAPP does not make such a meter.
  const other = new Meter();
  other.take(frame('historique', BASE), NOON);
  for (let i = 0; i < 5; i++) assert.equal(other.take(frame('historique', fields, 1), NOON)?.papp, undefined);
});

describe('contracts that are not named', () => {
  test("a supplier's own calendar: its text, the indexes that count, the period as T01", () => {
    const fields = {
      ...STANDARD,
      NGTF: 'HC et Week-End',
      LTARF: 'HEURE  CREUSE',
      EASF02: '009236697',
      EASF03: '003357049',
      EASF04: '000000000',
    };
    const reading = new Meter().take(frame('standard', fields), NOON);
    assert.deepEqual(
      [reading?.contract, reading?.period, reading?.periodCode],
      ['HC et Week-End', 'HEURE CREUSE', 'T01'],
    );
    assert.deepEqual(reading?.indexes, { INDEX01: 16871494, INDEX02: 9236697, INDEX03: 3357049 });
  });

  test('a meter without a calendar sends no NGTF, and its indexes are counted', () => {
    const { NGTF: _none, ...fields } = STANDARD;
    const reading = new Meter().take(frame('standard', fields), NOON);
    assert.deepEqual([reading?.contract, reading?.indexes], ['INDEX', { INDEX01: 16871494 }]);
    // Damaged is not absent.
    const meter = new Meter();
    meter.take(frame('standard', STANDARD), NOON);
    for (let i = 0; i < 5; i++) assert.equal(meter.take(frame('standard', fields, 1), NOON)?.contract, 'BASE');
  });

  test('another contract is believed after three frames that agree, with its own indexes', () => {
    const meter = new Meter();
    const hc = { ...BASE, OPTARIF: 'HC..', HCHC: '024243439', HCHP: '022032205', PTEC: 'HP..' };
    meter.take(frame('historique', hc), NOON);
    const after = { ...BASE, BASE: '046275644' };
    const contracts = Array.from({ length: 3 }, () => meter.take(frame('historique', after), NOON));
    assert.deepEqual(
      contracts.map((reading) => reading?.contract),
      ['HC', 'HC', 'BASE'],
    );
    assert.deepEqual(contracts[2]?.indexes, { BASE: 46275644 });
    assert.equal(meter.implausible, 0);
  });
});

describe('an index that no meter can count', () => {
  const second = (i: number): number => NOON + i * 1000;
  const run = (values: number[], ms = 1000): number[] => {
    const filter = new IndexFilter();
    return values.map((value, i) => filter.accept('HN', value, NOON + i * ms, 9000));
  };

  test('a leap of an index beyond the subscribed power is held back, one that the time explains is not', () => {
    assert.deepEqual(run([1000, 1001, 1501, 1003]), [1000, 1001, 1001, 1003]);
    assert.deepEqual(run([1000, 1001, 5000], 1_800_000), [1000, 1001, 5000]);
  });

  test('a fall of an index is held back, and a true one believed after twenty frames that agree', () => {
    assert.deepEqual(run([1000, 1001, 1002, 12, 1003]), [1000, 1001, 1002, 1002, 1003]);
    const filter = new IndexFilter();
    for (let i = 0; i < 3; i++) filter.accept('HN', 1000 + i, second(i), 9000);
    const believed = Array.from({ length: 20 }, (_, i) => filter.accept('HN', 12 + i, second(i + 3), 9000));
    assert.deepEqual([believed[18], believed[19]], [1002, 31]);
    assert.equal(filter.implausible, 19);
  });

  test('a first index of 0, or damaged, yields to the frames that follow', () => {
    assert.deepEqual(run([0, 688322, 688323, 688324]), [0, 0, 0, 688324]);
  });

  test('a stream faster than the clock is recognised: after two true leaps its indexes pass at once', () => {
    const values = Array.from({ length: 20 }, (_, i) => 1000 + i * 800);
    assert.deepEqual(run(values).slice(-10), values.slice(-10));
  });
});
