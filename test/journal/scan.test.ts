process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { unflatten } from '../../src/energy/flat-record.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { parseData } from '../../src/journal/log-line.ts';
import { Scanner } from '../../src/journal/scan.ts';
import { type Day, dayOf } from '../../src/time/local.ts';

const DAY = '2021-02-20';
const LINE =
  '2021/02/20 19:10:22 DATA Periode=HN.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00000, IConsommee=013';

/** The records of a text, by the scanner. */
function scanned(text: string, day: Day = DAY): EnergyRecord[] {
  const bytes = Buffer.from(text);
  const records: EnergyRecord[] = [];
  new Scanner(day, (row) => records.push(unflatten(row))).read(bytes, bytes.length);
  return records;
}

/** What becomes of a line once the form of LINE is known, by the change made to it. */
const CASES: readonly (readonly [what: string, line: string])[] = [
  ['the same line', LINE],
  ['other digits', LINE.replace('19:10:22', '19:59:59').replace('688322', '999999').replace('013', '999')],
  ['another hour', LINE.replace('19:', '00:')],
  ['minute 60 runs over', LINE.replace('19:10', '19:60')],
  ['second 75 runs over', LINE.replace('10:22', '10:75')],
  ['hour 24 is another day', LINE.replace('19:', '24:')],
  ['another day', LINE.replace('02/20', '02/21')],
  ['a day that no calendar has', LINE.replace('02/20', '02/30')],
  ['another period', LINE.replace('HN..', 'PM..')],
  ['a letter in a number', LINE.replace('688322', '6883O2')],
  ['the characters beside the digits', LINE.replace('688322', '68:/22')],
  ['the characters beside them, with the high bit', LINE.replace('688322', '6883\u00b02')],
  ['a space for a digit', LINE.replace('000688322', ' 00688322')],
  ['a number one digit shorter', LINE.replace('000688322', '00688322')],
  ['ten digits', LINE.replace('000688322', '9999999999')],
  ['eleven digits', LINE.replace('000688322', '99999999999')],
  ['a field more', `${LINE}, PuissInjectee=00120`],
  ['an injection index', `${LINE}, IndexInjection=000000120`],
  ['an unknown field', `${LINE}, Autre=5`],
  ['a field twice', `${LINE}, IndexHN=000000007`],
  ['no current', LINE.replace(', IConsommee=013', '')],
  ['torn', LINE.slice(0, 80)],
  ['an empty field', `${LINE}, `],
  ['an event', '2021/02/20 19:10:22 INFO bonjour'],
];

describe('the scanner accepts what parseData accepts, and reads the same', () => {
  for (const [what, line] of CASES) {
    test(what, () => {
      const record = parseData(line);
      const expected = record && dayOf(record.at) === DAY ? [record] : [];
      for (const end of ['\n', '\r\n']) {
        const [, second, ...more] = scanned(`${LINE}${end}${line}${end}${LINE}${end}`);
        assert.deepEqual([second, ...more].slice(0, -1), expected);
        // As the form itself, for the same line after it.
        assert.deepEqual(scanned(`${line}${end}${line}${end}`), [...expected, ...expected]);
      }
    });
  }

  test('one byte changed anywhere', () => {
    fc.assert(
      fc.property(fc.nat(LINE.length - 1), fc.integer({ min: 1, max: 127 }), (place, code) => {
        if (code === 10 || code === 13) return;
        const line = LINE.slice(0, place) + String.fromCharCode(code) + LINE.slice(place + 1);
        const record = parseData(line);
        const ours = record && dayOf(record.at) === DAY ? [record] : [];
        assert.deepEqual(scanned(`${LINE}\n${line}\n`).slice(1), ours);
      }),
      { numRuns: 2000 },
    );
  });

  for (const day of ['2026-03-29', '2026-10-25', '2026-10-26'] as const) {
    test(`every minute of ${day}, clock changes included`, () => {
      const lines = Array.from({ length: 1440 }, (_, i) => {
        const clock = `${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}:07`;
        return LINE.replace('2021/02/20 19:10:22', `${day.replaceAll('-', '/')} ${clock}`);
      });
      const text = `${lines.join('\n')}\n`;
      // The hour that spring leaves out falls on the one after it, which then is earlier than what came before.
      const read = scanned(text, day).map(({ at }) => at);
      assert.deepEqual(
        read,
        lines.map((line) => parseData(line)?.at),
      );
    });
  }
});
