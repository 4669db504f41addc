process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { axis } from '../../src/text/axis.ts';
import { type Tick, ticksOf } from '../../src/tui/layout/time-ticks.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const at = (local: string): number => new Date(local).getTime();
const labels = (from: string, length: number, columns: number, lang: 'fr' | 'en' = 'fr'): string[] =>
  ticksOf({ from: at(from), to: at(from) + length, columns, lang, margin: 7 }).map(({ label }) => label);

test('times are round, whatever the span begins with', () => {
  assert.deepEqual(labels('2026-11-24T06:46:14', 10 * MINUTE, 111), [
    ...['06:47', '06:48', '06:49', '06:50', '06:51', '06:52', '06:53', '06:54', '06:55', '06:56'],
  ]);
  assert.deepEqual(labels('2026-11-24T06:46:14', MINUTE, 73), [
    ...['06:46:20', '06:46:30', '06:46:40', '06:46:50', '06:47:00', '06:47:10'],
  ]);
  assert.deepEqual(labels('2026-11-24T06:14:20', HOUR, 53), ['06:20', '06:30', '06:40', '06:50', '07:00', '07:10']);
  assert.deepEqual(labels('2026-11-24T07:03:14', DAY, 111), [
    ...['9h', '12h', '15h', '18h', '21h', 'mer. 25/11', '3h', '6h'],
  ]);
  assert.deepEqual(labels('2026-11-24T00:00:00', DAY, 111), ['0h', '3h', '6h', '9h', '12h', '15h', '18h', '21h']);
});

test('days have their weekday where there is room, weeks begin on Mondays, January is its year', () => {
  assert.deepEqual(labels('2026-11-23T12:00:00', 4 * DAY, 53), [
    'mar. 24/11',
    'mer. 25/11',
    'jeu. 26/11',
    'ven. 27/11',
  ]);
  assert.deepEqual(labels('2026-11-23T12:00:00', 7 * DAY, 60, 'en'), [...['Wed 25 Nov', 'Fri 27 Nov', 'Sun 29 Nov']]);
  assert.deepEqual(labels('2026-11-01T00:00:00', 35 * DAY, 111), [
    ...['lun. 02/11', 'lun. 09/11', 'lun. 16/11', 'lun. 23/11', 'lun. 30/11'],
  ]);
  assert.deepEqual(labels('2026-09-10T00:00:00', 200 * DAY, 73), ['oct.', 'nov.', 'déc.', '2027', 'févr.', 'mars']);
});

test('a day of 23 or 25 hours: an hour that is skipped has no label, a doubled one has one', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => `${hour}h`);
  assert.deepEqual(
    labels('2026-03-29T00:00:00', 23 * HOUR, 190),
    hours.filter((_, hour) => hour % 3 === 0),
  );
  const narrow = (day: string, length: number): Tick[] =>
    ticksOf({ from: at(`${day}T00:00:00`), to: at(`${day}T00:00:00`) + length, columns: 50, lang: 'fr', margin: 0 });
  // 6 h is the seventh hour of the long day, the sixth of the short one: 50 columns are two an hour.
  assert.deepEqual(
    narrow('2026-10-25', 25 * HOUR).map(({ column, label }) => [column, label]),
    [
      [0, '0h'],
      [14, '6h'],
      [26, '12h'],
      [38, '18h'],
    ],
  );
  assert.equal(narrow('2026-03-29', 23 * HOUR)[1]?.column, Math.floor((5 * 50) / 23));
});

test('at any span from a minute to a year and any width, labels stand apart, each at its instant, at least two', () => {
  const texts = new Set<string>();
  fc.assert(
    fc.property(
      fc.integer({ min: at('2026-01-01T00:00:00') / SECOND, max: at('2027-12-31T00:00:00') / SECOND }),
      fc.double({ min: Math.log(60), max: Math.log(366 * 86_400), noNaN: true }),
      fc.integer({ min: 53, max: 193 }),
      fc.constantFrom('fr' as const, 'en' as const),
      (second, logLength, columns, lang) => {
        const from = second * SECOND;
        const to = from + Math.round(Math.exp(logLength)) * SECOND;
        const ticks = ticksOf({ from, to, columns, lang, margin: 7 });
        assert.ok(ticks.length >= 2 && ticks.length <= 13, `${ticks.length} labels`);
        let end = -8;
        for (const { start, label, column, at: instant } of ticks) {
          assert.ok(start > end, `${label} touches the label before it`);
          end = start + label.length;
          assert.ok(end <= columns && start >= -7);
          assert.ok(from + (column * (to - from)) / columns <= instant + 1);
          assert.ok(instant < from + ((column + 1) * (to - from)) / columns);
          // Centred, unless it would reach over the right edge.
          assert.ok(start === column - Math.floor(label.length / 2) || end === columns);
          assert.ok(isNamed(label, instant, lang), `${label} is not ${new Date(instant)}`);
        }
        texts.add(ticks[0]?.label ?? '');
      },
    ),
    { numRuns: 1500 },
  );
  assert.ok(texts.size > 100);
});

/** Whether a label says this instant, to the second: what it does not say is zero. */
function isNamed(label: string, instant: number, lang: 'fr' | 'en'): boolean {
  const date = new Date(instant);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  if (label === clock) return true;
  if (clock.endsWith(':00') && label === clock.slice(0, 5)) return true;
  if (clock.endsWith(':00:00') && label === axis[lang].hour(date.getHours())) return true;
  if (clock !== '00:00:00') return false;
  if (label === axis[lang].day(day) || label === axis[lang].shortDay(day)) return true;
  return (
    day.endsWith('-01') && (label === axis[lang].month(day) || (day.endsWith('01-01') && label === day.slice(0, 4)))
  );
}
