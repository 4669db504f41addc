process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Curve, type PlotOptions, SCALE } from '../../src/tui/layout/curve.ts';
import type { Line, Style } from '../../src/tui/layout/lines.ts';
import { periodFoot } from '../../src/tui/layout/period-foot.ts';
import { styleOfPeriod } from '../../src/tui/layout/period-style.ts';
import { plot } from '../../src/tui/layout/plot.ts';
import { withCurves } from '../../src/tui/terminal/paint.ts';
import { paletteOf, THEMES } from '../../src/tui/terminal/palette.ts';

/** A curve of 1 kW through these periods, each an hour. */
const price = (periods: readonly string[], own: Partial<Curve> = {}): Curve => ({
  kind: 'power',
  columns: periods.map((period) => ({ max: 1000, period })),
  from: Date.parse('2026-11-24T00:00:00+01:00'),
  step: 3_600_000,
  gaps: [0, periods.length],
  stale: false,
  ...own,
});

const optionsFor = (columns: number, height: number): PlotOptions => ({
  ...{ width: columns + SCALE, height, lang: 'fr', unit: 'VA', plot: 'filled', axis: false },
});

const textOf = (line: Line): string => line.map(({ text }) => text).join('');
const stylesOf = (line: Line): Style[] => line.flatMap(({ text, style }) => [...text].map(() => style)).slice(SCALE);

test('a column has the colour of its price, grey once it is stale; injection has one', () => {
  const styles = (curve: Curve): Style[] => stylesOf(plot(curve, optionsFor(curve.columns.length, 1)).at(-1) as Line);
  const ejp = ['HN', 'PM', 'PM', 'HN'];
  assert.deepEqual(styles(price(ejp)), ['power', 'peak', 'peak', 'power']);
  assert.deepEqual(styles(price(ejp, { kind: 'injection' })), ['injection', 'injection', 'injection', 'injection']);
  assert.deepEqual(styles(price(ejp, { stale: true })), ['dim', 'dim', 'dim', 'dim']);
  const others = ['BASE', 'HP', 'HC', 'HCJB', 'HPJB', 'HCJW', 'HPJR', 'HPM', 'INDEX03', ''];
  assert.deepEqual(
    others.map((period) => styleOfPeriod(period)),
    ['power', 'power', 'cheap', 'blueDay', 'blueDay', 'whiteDay', 'redDay', 'peak', 'power', 'power'],
  );
  assert.equal(styleOfPeriod(undefined), 'power');
});

test('under a curve the marked hours tell prices without colours too', () => {
  const foot = (periods: readonly string[]): string | undefined => {
    const line = periodFoot(price(periods));
    return line && textOf(line);
  };
  assert.equal(foot(['HN', 'PM', 'PM', 'HN']), '    PM│ ▒▒ ');
  assert.equal(foot(['HC', 'HP', 'HP', 'HC']), '    HC│░  ░');
  assert.equal(foot(['HCJB', 'HPJB', 'HCJW', 'HPJW', 'HCJR', 'HPJR']), ' Tempo│▁░▁▒▁█');
  assert.equal(foot(['HN', 'HN']), undefined);
  assert.equal(foot(['BASE']), undefined);
  const line = periodFoot(price(['HN', 'PM'])) as Line;
  assert.deepEqual(stylesOf(line), ['plain', 'peak']);
});

test('feet stand over the time axis: marks with labels centred under them, or labels alone where it is low', () => {
  const curve = price(Array.from({ length: 24 }, (_, hour) => (hour >= 7 ? 'PM' : 'HN')));
  const rows = (height: number): string[] =>
    plot(curve, { ...optionsFor(24, height), axis: true, feet: [periodFoot(curve) as Line] }).map(textOf);
  assert.deepEqual(rows(6).slice(-3), [
    '    PM│       ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒',
    '      └┬───────────┬───────────',
    '      0h          12h          ',
  ]);
  assert.deepEqual(rows(5).slice(-2), ['    PM│       ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒', '      └0h         12h          ']);
  assert.equal(rows(2).length, 2, 'the curve keeps a row');
});

test('a sparkline has the colours of its columns’ prices', () => {
  const graph = { kind: 'power', values: [undefined, 100, 100, undefined, 100, 100], top: 100, stale: false } as const;
  const line = (own: object): Line =>
    withCurves([{ text: '      ', style: 'plain', graph: { ...graph, ...own } }], (points) =>
      '█'.repeat(points.length),
    );
  assert.deepEqual(line({}), [{ text: ' ██·██', style: 'power' }]);
  assert.deepEqual(line({ periods: ['HN', 'HN', 'PM', 'PM', 'PM', 'HN'] }), [
    ...[
      { text: ' ', style: 'plain' },
      { text: '█', style: 'power' },
      { text: '█', style: 'peak' },
      { text: '·', style: 'dim' },
      { text: '█', style: 'peak' },
      { text: '█', style: 'power' },
    ],
  ]);
});

test('prices that can run on one day differ in every theme that has colours', () => {
  for (const theme of THEMES) {
    for (const depth of ['true', 'many', 'eight'] as const) {
      const palette = paletteOf(theme, depth);
      assert.notEqual(palette.peak, palette.power, `${theme} ${depth}`);
      assert.notEqual(palette.cheap, palette.power, `${theme} ${depth}`);
      assert.equal(new Set([palette.blueDay, palette.whiteDay, palette.redDay]).size, 3, `${theme} ${depth}`);
    }
  }
});
