import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DaySpan, listedDays } from '../../src/text/day-list.ts';

const span = (from: string, to = from, sign?: string): DaySpan => ({ from, to, sign });

describe('a list of days', () => {
  const cases: readonly (readonly [string, readonly DaySpan[], string, string])[] = [
    ['no day', [], '', ''],
    ['one day', [span('2026-11-24')], '24/11/2026', '2026-11-24'],
    ['days in a row', [span('2026-11-17', '2026-11-19')], '17–19/11/2026', '2026-11-17–19'],
    ['over the end of a month', [span('2026-11-30', '2026-12-01')], '30/11–01/12/2026', '2026-11-30–12-01'],
    ['over the end of a year', [span('2026-12-30', '2027-01-02')], '30/12/2026–02/01/2027', '2026-12-30–2027-01-02'],
    [
      'a year once',
      [span('2026-11-04'), span('2026-11-17', '2026-11-19'), span('2027-01-05'), span('2027-01-07', '2027-02-01')],
      '04/11, 17–19/11/2026, 05/01, 07/01–01/02/2027',
      '2026-11-04, 11-17–19, 2027-01-05, 01-07–02-01',
    ],
    [
      'after a span over the end of a year',
      [span('2026-12-24'), span('2026-12-30', '2027-01-02'), span('2027-01-05')],
      '24/12, 30/12/2026–02/01/2027, 05/01/2027',
      '2026-12-24, 2026-12-30–2027-01-02, 01-05',
    ],
    [
      'signs',
      [span('2026-11-17', '2026-11-18', '*'), span('2026-11-19')],
      '17–18/11*, 19/11/2026',
      '2026-11-17–18*, 11-19',
    ],
  ];
  for (const [name, spans, french, english] of cases) {
    test(name, () => {
      assert.deepEqual([listedDays('fr', spans), listedDays('en', spans)], [french, english]);
    });
  }
});
