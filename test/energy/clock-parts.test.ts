process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ClockParts } from '../../src/energy/clock-parts.ts';
import { minuteOf } from '../../src/time/clock-range.ts';
import { type Day, endOfDay, isoOf, startOfDay } from '../../src/time/local.ts';

const startsOf = (minutes: readonly number[], day: Day): string[] =>
  new ClockParts(minutes).partsOf(day).map(({ from }) => isoOf(from).replace('.000', '').slice(11));

describe('a day cut when clocks show some times', () => {
  test('midnight is one of them; 24:00 is midnight; each time counts once', () => {
    assert.deepEqual(new ClockParts([390, 1440, 60, 390]).minutes, [0, 60, 390]);
    assert.deepEqual(startsOf([1350, 390], '2025-01-15'), ['00:00:00+01:00', '06:30:00+01:00', '22:30:00+01:00']);
  });

  test('a time that is skipped in March cuts where the clocks go past it', () => {
    assert.deepEqual(startsOf([150, 420], '2025-03-30'), ['00:00:00+01:00', '03:00:00+02:00', '07:00:00+02:00']);
  });

  test('a time that comes twice in October cuts twice, and the part before it comes again', () => {
    const parts = new ClockParts([150]);
    assert.deepEqual(startsOf([150], '2025-10-26'), [
      '00:00:00+02:00',
      '02:30:00+02:00',
      '02:00:00+01:00',
      '02:30:00+01:00',
    ]);
    assert.deepEqual(
      parts.partsOf('2025-10-26').map(({ from }) => parts.minuteOf(from)),
      [0, 150, 0, 150],
    );
  });

  test('on any day the parts follow each other from end to end, and every instant has the time that clocks are past', () => {
    const day = fc.constantFrom<Day>('2025-03-30', '2025-10-26', '2025-01-15', '2024-02-29', '2024-03-31');
    fc.assert(
      fc.property(
        day,
        fc.array(fc.nat(1439), { maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (on, minutes, share) => {
          const parts = new ClockParts(minutes);
          const list = parts.partsOf(on);
          assert.deepEqual([list[0]?.from, list.at(-1)?.to], [startOfDay(on), endOfDay(on)]);
          for (const [i, part] of list.entries()) assert.equal(part.to, list[i + 1]?.from ?? endOfDay(on));
          const at = startOfDay(on) + Math.floor(share * (endOfDay(on) - startOfDay(on) - 1));
          const key = parts.keyOf(at);
          assert.ok(key <= at && at < parts.boundsOf(key).to);
          const passed = parts.minutes.filter((minute) => minute <= minuteOf(at)).at(-1);
          assert.equal(parts.minuteOf(key), passed);
        },
      ),
    );
  });
});
