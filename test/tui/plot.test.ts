process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Column,
  type Curve,
  columnsOf,
  PLOT_STYLES,
  type PlotOptions,
  SCALE,
} from '../../src/tui/layout/curve.ts';
import { type Line, type Style, widthOf } from '../../src/tui/layout/lines.ts';
import { plot } from '../../src/tui/layout/plot.ts';
import { drawable } from '../../src/tui/terminal/ascii.ts';

const MIDNIGHT = Date.parse('2026-11-24T00:00:00+01:00');
const HOUR = 3_600_000;

const columnsWith = (values: readonly (number | undefined)[]): Column[] => values.map((max) => ({ max }));

const curveOf = (columns: readonly Column[], own: Partial<Curve> = {}): Curve => ({
  kind: 'power',
  columns,
  from: MIDNIGHT,
  step: (24 * HOUR) / columns.length,
  gaps: [0, columns.length],
  stale: false,
  ...own,
});

const optionsFor = (columns: number, rows: number, own: Partial<PlotOptions> = {}): PlotOptions => ({
  width: columns + SCALE,
  height: rows,
  lang: 'fr',
  unit: 'VA',
  plot: 'filled',
  axis: false,
  ...own,
});

const textOf = (line: Line): string => line.map(({ text }) => text).join('');

/** The rows of a plot without a time axis; what is at the right of them is blank. */
function picture(values: readonly (number | undefined)[], rows: number, own: Partial<PlotOptions> = {}): string[] {
  const lines = plot(curveOf(columnsWith(values)), optionsFor(values.length, rows, own));
  return lines.map((line) => textOf(line).replaceAll('\u202f', ' ').trimEnd());
}

/** The style of each cell of a row, without its scale. */
const stylesOf = (line: Line): Style[] => line.flatMap(({ text, style }) => [...text].map(() => style)).slice(SCALE);

// A kettle of 2 kW for two columns, a gap, an oven.
const EVENING = [300, 300, 2300, 2300, 300, undefined, 0, 1000, 3000, 2800];

test('an area: zero is a line, a gap a dot, a level lies at the lower edge of its row, dotted where nothing is', () => {
  assert.deepEqual(picture(EVENING, 8), [
    '      │        ▄',
    '      │        ██',
    ' 2 000┤┈┈▆▆┈┈┈┈██',
    '      │  ██    ██',
    '      │  ██    ██',
    '      │  ██   ▄██',
    '      │  ██   ███',
    '     0┤▆▆██▆·▁███',
  ]);
});

test('an outline: a kettle is two uprights, not an area', () => {
  assert.deepEqual(picture(EVENING, 8, { plot: 'outline' }), [
    '      │        ─',
    '      │        │▔',
    ' 2 000┤┈┈──┈┈┈┈│┈',
    '      │  ││    │',
    '      │  ││    │',
    '      │  ││   ─',
    '      │  ││   │',
    '     0┤──  ─·▁',
  ]);
});

/** 500 VA, then 2 000 VA of the third column; from half of that to twice as much. */
const halves = [500, 500, 500, 1000, 2000, 2000, 500, 500].map((mean) => ({ mean, min: mean / 2, max: mean * 2 }));

test('dots: the mean is a line, in the pale band between the least and the greatest', () => {
  const lines = plot(curveOf(columnsWith([1000, 2000, 4000, 1000]), { halves }), optionsFor(4, 8, { plot: 'line' }));
  assert.deepEqual(lines.map(textOf), [
    '      │  ⡪ ',
    '      │  ⡪ ',
    '      │  ⡪ ',
    ' 2\u202f000┤┈┈⡪┈',
    '      │ ⠨⡏⡆',
    '      │ ⠨⡇⡇',
    '      │⡪⢸⠈⡇',
    '     0┤⠉⠁ ⠉',
  ]);
  assert.deepEqual(stylesOf(lines[6] as Line), ['dim', 'power', 'dim', 'power']);
  assert.deepEqual(
    picture([0, 500, undefined, 500], 2, { plot: 'line' }),
    ['   250┤┈⡏┈⠉', '     0┤⣀⠇·'],
    'a maximum alone',
  );
});

test('where dots, eighths or the grid are lacking they have a likeness of the same width', () => {
  const rows = picture([0, 500, undefined, 500], 2, { plot: 'line' });
  assert.deepEqual(
    rows.map((row) => drawable(row, 'ascii', false)),
    ["   250|`:`'", '     0|.:-'],
  );
  assert.deepEqual(
    rows.map((row) => drawable(row, 'console', true)),
    ["   250┤·:·'", '     0┤.:·'],
  );
  assert.equal(drawable('▔─▁┈⠀', 'ascii', false), '"-_` ');
});

test('over the subscribed power a curve is an alarm, and a line is where it is not', () => {
  const lines = plot(curveOf(columnsWith([1000, 4000])), optionsFor(2, 8, { limit: 3000 }));
  assert.deepEqual(lines.map(textOf), [
    '      │ █',
    '      │ █',
    '      │▔█',
    ' 2\u202f000┤┈█',
    '      │ █',
    '      │ █',
    '      │██',
    '     0┤██',
  ]);
  assert.deepEqual(
    lines.map((line) => stylesOf(line)[1]),
    ['alarm', 'alarm', 'power', 'power', 'power', 'power', 'power', 'power'],
  );
  assert.equal(stylesOf(lines[2] as Line)[0], 'limit');
  const far = plot(curveOf(columnsWith([1000, 400])), optionsFor(2, 8, { limit: 9000 }));
  assert.ok(far.every((line) => stylesOf(line).every((style) => style !== 'limit' && style !== 'alarm')));
});

test('a fixed scale holds its power, and what is higher is cut', () => {
  assert.deepEqual(picture([9000, 12_000, 500], 6, { top: 9000 }), [
    '      │▃█',
    '      │██',
    ' 5 000┤██┈',
    '      │██',
    '      │██',
    '     0┤██▂',
  ]);
});

test('the cursor goes over all rows, and the curve is still seen under it', () => {
  const options = { cursor: 1, plot: 'filled' } as const;
  const lines = plot(curveOf(columnsWith([1000, 1200, 300])), optionsFor(3, 4, options));
  assert.deepEqual(lines.map(textOf), [' 1\u202f000┤┈▅┈', '      │█│ ', '      │█│ ', '     0┤█│▇']);
  const at = (line: Line): Style | undefined => stylesOf(line)[1];
  assert.deepEqual(lines.map(at), ['title', 'chosen', 'chosen', 'chosen']);
  const outline = plot(curveOf(columnsWith([1000, 1200, 300])), optionsFor(3, 4, { cursor: 1, plot: 'outline' }));
  assert.deepEqual(outline.map(textOf), [' 1\u202f000┤┈─┈', '      │▔│ ', '      │ │ ', '     0┤ │▔']);
  assert.deepEqual(outline.map(at), ['chosen', 'title', 'title', 'title']);
});

test('another curve is drawn over it as strokes', () => {
  assert.deepEqual(picture([500, 500, 500], 4, { over: [0, 250, undefined] }), [
    ...['      │███', '   250┤███', '      │█▔█', '     0┤▁██'],
  ]);
});

test('kW have the decimals that their levels need', () => {
  const labels = (greatest: number): string[] =>
    picture([greatest], 10, { unit: 'kW' }).flatMap((row) => row.slice(0, SCALE - 1).trim() || []);
  assert.deepEqual([400, 1000, 2000, 5000].map(labels), [
    ...[
      ['0,4', '0,2', '0'],
      ['0,5', '0'],
      ['1', '0'],
      ['4', '2', '0'],
    ],
  ]);
  assert.deepEqual(picture([99_999], 1), ['100000┤█']);
});
test('any curve of any style fills any size exactly', () => {
  const power = fc.option(fc.integer({ min: 0, max: 99_999 }), { nil: undefined });
  const column = fc.record({ max: power, mean: power, min: power, period: fc.constantFrom('HN', 'PM', 'HPJR') });
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 60 }),
      fc.record({
        width: fc.integer({ min: 8, max: 70 }),
        height: fc.integer({ min: 1, max: 20 }),
        lang: fc.constantFrom('fr' as const, 'en' as const),
        unit: fc.constantFrom('VA' as const, 'kW' as const),
        plot: fc.constantFrom(...PLOT_STYLES),
        limit: power,
        top: fc.option(fc.integer({ min: 1, max: 36_000 }), { nil: undefined }),
        cursor: fc.option(fc.integer({ min: -1, max: 60 }), { nil: undefined }),
        over: fc.option(fc.array(power), { nil: undefined }),
      }),
      (columns, options) => {
        const lines = plot(curveOf(columns, { halves: [...columns, ...columns] }), options);
        assert.equal(lines.length, options.height);
        for (const line of lines) assert.equal(widthOf(line), options.width, textOf(line));
        const signs = lines.map((line) => drawable(textOf(line), 'ascii', false)).join('');
        assert.match(signs, /^[\x20-\x7e]*$/);
        assert.ok(!signs.includes('?'));
      },
    ),
    { numRuns: 400 },
  );
});

test('a curve that goes on by a column leaves most cells as they are', () => {
  const width = 120;
  const powers = Array.from({ length: 200 }, (_, i) => (i % 60 < 8 ? 2300 : 400 + (i % 3) * 20));
  const cells = (first: number, own: Partial<PlotOptions>): string[] =>
    plot(
      curveOf(columnsWith(powers.slice(first, first + columnsOf(width)))),
      optionsFor(columnsOf(width), 20, own),
    ).map(textOf);
  for (const style of PLOT_STYLES) {
    const [before, after] = [cells(0, { plot: style }), cells(1, { plot: style })];
    let changed = 0;
    for (const [y, row] of before.entries())
      for (const [x, sign] of [...row].entries()) if (after[y]?.[x] !== sign) changed++;
    assert.ok(changed < 180, `${style}: ${changed} of ${20 * width}`);
  }
});
