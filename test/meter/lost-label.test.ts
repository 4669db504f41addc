process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeFrame } from '../../src/tic/encoder.ts';
import type { TicMode } from '../../src/tic/labels.ts';
import { instantOf } from '../../src/time/local.ts';
import { outputsWithout, type Sent } from '../support/lost-label.ts';

const START = instantOf('2026-11-24T12:00:00');

/** A minute and a half of one frame, each 1.5 s: `LABEL data`, one a line. */
function minuteOf(mode: TicMode, text: string): Sent[] {
  const groups = text
    .trim()
    .split('\n')
    .map((line) => {
      const [, label = '', data = ''] = /^\s*(\S+) (.*)$/.exec(line) ?? [];
      return { mode, label, data };
    });
  const bytes = encodeFrame(groups);
  return Array.from({ length: 60 }, (_, i) => ({ at: START + i * 1500, bytes }));
}

const METERS = {
  EJP: minuteOf(
    'historique',
    `ADCO 041876000001
     OPTARIF EJP.
     ISOUSC 45
     EJPHN 000688322
     EJPHPM 000080072
     PTEC PM..
     IINST 003
     IMAX 090
     PAPP 00700
     HHPHC A
     MOTDETAT 000000`,
  ),
  'HC, injecting': minuteOf(
    'standard',
    `ADSC 041876000001
     NGTF H PLEINE/CREUSE
     LTARF HEURE PLEINE
     EASF01 011000000
     EASF02 022000000
     IRMS1 005
     URMS1 240
     PREF 09
     SINSTS 00000
     STGE 003A0601
     NTARF 02`,
  ),
  "a supplier's calendar": minuteOf(
    'standard',
    `ADSC 041876000001
     NGTF ZEN
     LTARF HEURE CREUSE
     EASF01 011000000
     EASF02 022000000
     EASF03 000000000
     EASF04 000000000
     EASF05 000000000
     EASF06 000000000
     EASF07 000000000
     EASF08 000000000
     EASF09 000000000
     EASF10 000000000
     IRMS1 002
     URMS1 230
     PREF 09
     SINSTS 00430
     STGE 003A0001
     NTARF 01`,
  ),
} as const;

/*
 * A minute and a half of frames of which one label never arrives sound: the last DATA line, the words of the OLED, and
 * what is told as lacking. An index, a period or a contract is waited for, for half a minute.
 */
const TABLE: Readonly<Record<keyof typeof METERS, readonly (readonly [string, string, string])[]>> = {
  EJP: [
    [
      'none',
      'Periode=PM.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00700, IConsommee=003',
      'OUI · EJP · fin 01:00 · 700 VA',
    ],
    [
      'ADCO',
      'Periode=PM.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00700, IConsommee=003',
      'OUI · EJP · fin 01:00 · 700 VA · sans ADCO',
    ],
    [
      'OPTARIF',
      'Periode=PM.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00700, IConsommee=003',
      'OUI · EJP · fin 01:00 · 700 VA · sans OPTARIF',
    ],
    [
      'EJPHN',
      'Periode=PM.., IndexHPM=000080072, PuissConsommee=00700, IConsommee=003',
      'OUI · EJP · fin 01:00 · 700 VA · sans EJPHN',
    ],
    [
      'EJPHPM',
      'Periode=PM.., IndexHN=000688322, PuissConsommee=00700, IConsommee=003',
      'OUI · EJP · fin 01:00 · 700 VA · sans EJPHPM',
    ],
    // Whether the peak runs is then unknown, never NON.
    [
      'PTEC',
      'Periode=----, IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00700, IConsommee=003',
      '? · EJP · 700 VA · sans PTEC',
    ],
    [
      'IINST',
      'Periode=PM.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00700, IConsommee=---',
      'OUI · EJP · fin 01:00 · 700 VA · sans IINST',
    ],
    // 3 A × 230 V.
    [
      'PAPP',
      'Periode=PM.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00690, IConsommee=003',
      'OUI · EJP · fin 01:00 · ~690 VA · sans PAPP',
    ],
    [
      'MOTDETAT',
      'Periode=PM.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00700, IConsommee=003',
      'OUI · EJP · fin 01:00 · 700 VA',
    ],
  ],
  'HC, injecting': [
    // 5 A × 240 V.
    [
      'none',
      'Periode=HP.., IndexHC=011000000, IndexHP=022000000, PuissConsommee=00000, IConsommee=005, PuissInjectee=01200',
      'HP · 0 VA',
    ],
    [
      'ADSC',
      'Periode=HP.., IndexHC=011000000, IndexHP=022000000, PuissConsommee=00000, IConsommee=005, PuissInjectee=01200',
      'HP · 0 VA · sans ADSC',
    ],
    // Registers without a calendar could be anybody's: only the powers go into the log.
    ['NGTF', 'Periode=----, PuissConsommee=00000, IConsommee=005, PuissInjectee=01200', 'HP · 0 VA · sans NGTF'],
    [
      'LTARF',
      'Periode=HP.., IndexHC=011000000, IndexHP=022000000, PuissConsommee=00000, IConsommee=005, PuissInjectee=01200',
      'HP · 0 VA',
    ],
    [
      'EASF02',
      'Periode=HP.., IndexHC=011000000, PuissConsommee=00000, IConsommee=005, PuissInjectee=01200',
      'HP · 0 VA · sans EASF02',
    ],
    [
      'IRMS1',
      'Periode=HP.., IndexHC=011000000, IndexHP=022000000, PuissConsommee=00000, IConsommee=---',
      'HP · 0 VA · sans IRMS1',
    ],
    // 0.22 kW an ampere, as in historique: a reader of the line deduces it.
    [
      'URMS1',
      'Periode=HP.., IndexHC=011000000, IndexHP=022000000, PuissConsommee=00000, IConsommee=005',
      'HP · 0 VA · sans URMS1',
    ],
    // STGE says in which direction the current flows.
    [
      'SINSTS',
      'Periode=HP.., IndexHC=011000000, IndexHP=022000000, PuissConsommee=00000, IConsommee=005, PuissInjectee=01200',
      'HP · 0 VA · sans SINSTS',
    ],
    [
      'NTARF',
      'Periode=----, IndexHC=011000000, IndexHP=022000000, PuissConsommee=00000, IConsommee=005, PuissInjectee=01200',
      '? · HC · 0 VA · sans NTARF',
    ],
    [
      'STGE',
      'Periode=HP.., IndexHC=011000000, IndexHP=022000000, PuissConsommee=00000, IConsommee=005, PuissInjectee=01200',
      'HP · 0 VA · sans STGE',
    ],
  ],
  "a supplier's calendar": [
    ['none', 'Periode=T01, Index01=011000000, Index02=022000000, PuissConsommee=00430, IConsommee=002', 'HC · 430 VA'],
    ['EASF02', 'Periode=T01, Index01=011000000, PuissConsommee=00430, IConsommee=002', 'HC · 430 VA · sans EASF02'],
    [
      'LTARF',
      'Periode=T01, Index01=011000000, Index02=022000000, PuissConsommee=00430, IConsommee=002',
      'T01 · 430 VA · sans LTARF',
    ],
    [
      'NTARF',
      'Periode=----, Index01=011000000, Index02=022000000, PuissConsommee=00430, IConsommee=002',
      'HC · 430 VA · sans NTARF',
    ],
    [
      'SINSTS',
      'Periode=T01, Index01=011000000, Index02=022000000, PuissConsommee=00460, IConsommee=002',
      'HC · ~460 VA · sans SINSTS',
    ],
  ],
};

for (const [name, rows] of Object.entries(TABLE)) {
  describe(`frames that never have one label sound: ${name}`, () => {
    for (const [label, line, oled] of rows) {
      test(`${name}, lost: ${label}`, () => {
        const sent = METERS[name as keyof typeof METERS];
        const outputs = outputsWithout(label, sent);
        assert.equal(outputs.readings, sent.length, 'a sample each frame');
        assert.equal(outputs.line, `DATA ${line}`);
        assert.equal(outputs.oled, oled);
        const isTold = oled.includes(`sans ${label}`);
        assert.equal(outputs.told, isTold ? `${label} 100 %` : '');
        if (isTold) assert.ok((outputs.toldAfter ?? 99) <= 60, `told after ${outputs.toldAfter} s`);
      });
    }
  });
}
