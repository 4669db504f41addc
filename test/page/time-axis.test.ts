process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LocalTime } from '../../src/page/browser/local-time.ts';
import { ticksOf } from '../../src/page/browser/ticks.ts';
import { addDays, clockOf, type Day, startOfDay } from '../../src/time/local.ts';

const NAMES = {
  months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  weekdays: 'Sun Mon Tue Wed Thu Fri Sat'.split(' '),
};

/** From an hour before two days to an hour after them, s, with the changes of the clock in between. */
function axisOf(first: Day, last: Day) {
  const [from, to] = [startOfDay(first) / 1000, startOfDay(addDays(last, 1)) / 1000];
  const offsets: [number, number][] = [];
  for (let at = from; at <= to; at += 1800) {
    const minutes = -new Date(at * 1000).getTimezoneOffset();
    if (minutes !== offsets.at(-1)?.[1]) offsets.push([at, minutes]);
  }
  return { from, to, time: new LocalTime(offsets), names: NAMES };
}

const labels = (first: Day, last: Day, width: number): string[] =>
  ticksOf({ ...axisOf(first, last), width }).map(({ label }) => label);

describe('the time axis', () => {
  test('a day has its hours, and ends at 24:00', () => {
    assert.deepEqual(labels('2026-11-18', '2026-11-18', 400), [
      '00:00',
      '04:00',
      '08:00',
      '12:00',
      '16:00',
      '20:00',
      '24:00',
    ]);
  });

  test('hours are those of the clock where it changes: one that is skipped has no label, a doubled one two', () => {
    const march = labels('2026-03-29', '2026-03-29', 1600);
    assert.deepEqual(march.slice(0, 5), ['00:00', '01:00', '03:00', '04:00', '05:00']);
    assert.equal(march.length, 24);
    const october = labels('2026-10-25', '2026-10-25', 1600);
    assert.deepEqual(october.slice(0, 6), ['00:00', '01:00', '02:00', '02:00', '03:00', '04:00']);
    assert.equal(october.length, 26);
  });

  test('each label says what the clock at the meter shows', () => {
    for (const day of ['2026-03-29', '2026-10-25', '2026-07-14'] as const) {
      for (const { at, label } of ticksOf({ ...axisOf(day, day), width: 1600 }))
        if (label !== '24:00') assert.equal(label, clockOf(at * 1000).slice(0, 5));
    }
  });

  test('several days have their dates, a month its Mondays, a season its months', () => {
    assert.deepEqual(labels('2026-11-16', '2026-11-18', 400), ['Mon 16 Nov', 'Tue 17 Nov', 'Wed 18 Nov']);
    assert.deepEqual(labels('2026-11-01', '2026-11-30', 400), ['2 Nov', '9 Nov', '16 Nov', '23 Nov', '30 Nov']);
    assert.deepEqual(labels('2025-11-01', '2026-03-31', 400), ['Nov', 'Dec', '2026', 'Feb', 'Mar']);
    assert.deepEqual(labels('2016-12-01', '2026-11-30', 400), ['2018', '2020', '2022', '2024', '2026']);
  });
});

test('local time is the same wherever the reader is', () => {
  const { time, from } = axisOf('2026-10-25', '2026-10-25');
  assert.equal(time.clock(from + 7200 + 61), '02:01:01');
  assert.equal(time.clock(from + 10_800 + 61), '02:01:01');
  assert.equal(time.clock(from + 14_400), '03:00:00');
});
