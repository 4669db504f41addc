process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { loadProduction, parseProduction } from '../../src/config/production.ts';
import { describeIssue } from '../../src/text/conf-faults.ts';
import { instantOf } from '../../src/time/local.ts';

const HOUR = 3_600_000;

/** The Wh, and the hours that are covered, from one local time to another. */
function within(text: string, from: string, to: string): [number, number] {
  const { production, issues } = parseProduction(text, 'p.csv');
  assert.deepEqual(issues, []);
  const { wh, coveredMs } = production.within({ from: instantOf(from), to: instantOf(to) });
  return [Math.round(wh * 1000) / 1000, coveredMs / HOUR];
}

describe('a file of production', () => {
  const DAY = ['2026-06-01T00:00:00', '2026-06-02T00:00:00'] as const;

  test('Wh of the time from a line to the next one; the last line lasts as long as the others', () => {
    const text = 'time,Wh\n2026-06-01T10:00,500\n2026-06-01T10:30,700\n2026-06-01T11:00,100\n';
    assert.deepEqual(within(text, ...DAY), [1300, 1.5]);
    assert.deepEqual(within(text, '2026-06-01T10:15:00', '2026-06-01T10:45:00'), [600, 0.5]);
  });

  test('W, kWh and kW by the head of the column; a decimal comma, quotes and a BOM as spreadsheets write them', () => {
    assert.deepEqual(within('time,W\n2026-06-01 10:00,600\n2026-06-01 10:20,900\n', ...DAY), [500, 2 / 3]);
    assert.deepEqual(
      within('\ufeffheure;Production kWh\r\n2026-06-01T10:00;"1,5"\r\n2026-06-01T11:00;0,25\r\n', ...DAY),
      [1750, 2],
    );
    assert.deepEqual(
      within('Date;Puissance (kW)\n2026-06-01T10:00:00;1,2\n2026-06-01T10:30:00;2\n', ...DAY),
      [1600, 1],
    );
  });

  test('times with an offset, and local ones; the doubled hour of October is told by the order', () => {
    assert.deepEqual(
      within(
        'time,Wh\n2026-06-01T08:00Z,1\n2026-06-01T11:00+02:00,2\n2026-06-01T12:00+0200,4\n',
        '2026-06-01T10:00:00',
        '2026-06-01T12:00:00',
      ),
      [3, 2],
    );
    const october = 'time,Wh\n2026-10-25T01:00,1\n2026-10-25T02:00,2\n2026-10-25T02:00,4\n2026-10-25T03:00,8\n';
    assert.deepEqual(within(october, '2026-10-25T00:00:00', '2026-10-26T00:00:00'), [15, 4]);
  });

  test('a hole in the data is no production of 0: it is not covered', () => {
    const text = 'time,Wh\n2026-06-01T08:00,1\n2026-06-01T09:00,2\n2026-06-01T10:00,4\n2026-06-01T20:00,8\n';
    assert.deepEqual(within(text, ...DAY), [15, 4]);
    assert.deepEqual(within(text, '2026-06-01T12:00:00', '2026-06-01T18:00:00'), [0, 0]);
  });

  test('what an inverter draws at night is no production; what is far below 0 is a bad line', () => {
    assert.deepEqual(within('time,W\n2026-06-01T00:00,-12\n2026-06-01T01:00,-12\n', ...DAY), [0, 2]);
    const { production, issues } = parseProduction('time,kW\n2026-06-01T00:00,1\n2026-06-01T01:00,-2\n', 'p.csv');
    assert.deepEqual(
      issues.map((issue) => describeIssue(issue, 'en')),
      ['p.csv, line 3: 2026-06-01T01:00,-2: expected -0.1…1000 kW'],
    );
    assert.equal(production.within({ from: instantOf(DAY[0]), to: instantOf(DAY[1]) }).wh, 1000);
  });

  test('each bad line is told: file, line, what was expected; the others count', () => {
    const text = [
      'time,Wh',
      '2026-06-01T10:00,500',
      '2026-06-01T11:00,',
      '2026-02-30T11:00,5',
      '2026-06-01T09:00,5',
      '2026-06-01T12:00,1,5',
      '2026-06-01T12:00,9999999',
      'x'.repeat(500),
      '# a remark',
      '2026-06-01T11:00,300',
    ].join('\n');
    const { production, issues, others } = parseProduction(text, 'p.csv');
    assert.deepEqual(
      issues.map((issue) => describeIssue(issue, 'en')),
      [
        'p.csv, line 3: 2026-06-01T11:00,: expected -100…1000000 Wh',
        'p.csv, line 4: 2026-02-30T11:00,5: expected YYYY-MM-DDThh:mm',
        'p.csv, line 5: 2026-06-01T09:00,5: expected after 2026-06-01T10:00',
        'p.csv, line 6: 2026-06-01T12:00,1,5: expected -100…1000000 Wh',
        'p.csv, line 7: 2026-06-01T12:00,9999999: expected -100…1000000 Wh',
        `p.csv, line 8: ${'x'.repeat(60)}: expected YYYY-MM-DDThh:mm`,
      ],
    );
    assert.equal(others, 0);
    const { wh } = production.within({ from: instantOf(DAY[0]), to: instantOf(DAY[1]) });
    assert.equal(wh, 800);
  });

  test('a file of garbage has a limit of issues, and its number', () => {
    const { issues, others } = parseProduction(`time,Wh\n${'noise\n'.repeat(5000)}`, 'p.csv');
    assert.deepEqual([issues.length, others], [20, 4980]);
  });

  test('without a head nothing tells Wh from W', () => {
    for (const text of ['', '2026-06-01T10:00,500\n', 'time,power\n2026-06-01T10:00,500\n']) {
      const { production, issues } = parseProduction(text, 'p.csv');
      assert.ok(production.isEmpty);
      assert.match(describeIssue(issues[0] as never, 'en'), /^p\.csv, line 1: .*expected time,Wh \| time,W$/);
    }
  });

  test('a file that is not there is an issue only where it was named', () => {
    assert.deepEqual(loadProduction('/nonexistent/p.csv', false).issues, []);
    assert.equal(loadProduction('/nonexistent/p.csv', true).issues[0]?.expected, 'ENOENT');
    assert.equal(loadProduction('/', true).issues[0]?.expected, 'EISDIR');
  });

  test('however it is cut into questions, what is within is the same', () => {
    const steps = fc.array(
      fc.record({ minutes: fc.integer({ min: 1, max: 600 }), wh: fc.integer({ min: 0, max: 5000 }) }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    const cuts = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 20 });
    fc.assert(
      fc.property(steps, cuts, (all, places) => {
        const start = Date.parse('2026-06-01T00:00Z');
        let at = start;
        const rows = all.map(({ minutes, wh }) => {
          const row = `${new Date(at).toISOString()},${wh}`;
          at += minutes * 60_000;
          return row;
        });
        const { production } = parseProduction(`time,Wh\n${rows.join('\n')}`, 'p.csv');
        const end = at + 100 * HOUR;
        const whole = production.within({ from: start, to: end });
        const ends = [...new Set([start, ...places.map((minute) => Math.min(end, start + minute * 60_000)), end])].sort(
          (a, b) => a - b,
        );
        let [wh, covered] = [0, 0];
        ends.slice(1).forEach((to, i) => {
          const part = production.within({ from: ends[i] as number, to });
          wh += part.wh;
          covered += part.coveredMs;
        });
        assert.ok(Math.abs(wh - whole.wh) < 1e-6);
        assert.equal(covered, whole.coveredMs);
        // All that the lines have, whatever the holes.
        assert.ok(Math.abs(whole.wh - all.reduce((sum, each) => sum + each.wh, 0)) < 1e-6);
      }),
      { numRuns: 100 },
    );
  });
});
