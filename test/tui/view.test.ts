process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tui } from '../../src/text/tui.ts';
import { widthOf } from '../../src/tui/layout/lines.ts';
import { initialSelection } from '../../src/tui/model/selection.ts';
import { view } from '../../src/tui/view.ts';
import { NOW, situations } from '../support/screen-situations.ts';

const SIZES = [
  [40, 10],
  [40, 24],
  [60, 15],
  [79, 24],
  [80, 19],
  [80, 20],
  [80, 24],
  [97, 31],
  [110, 36],
  [120, 40],
  [200, 60],
] as const;

const textOf = (screen: ReturnType<typeof view>): string[] =>
  screen.map((line) => line.map(({ text }) => text).join(''));
/** Where the sparklines lie. */
const located = (screen: ReturnType<typeof view>) =>
  screen.flatMap((line, row) => {
    let column = 0;
    return line.flatMap(({ text, graph }) => {
      const at = { row, column };
      column += text.length;
      return graph ? [{ ...at, graph }] : [];
    });
  });
const spaces = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');

for (const [name, state] of Object.entries(situations)) {
  test(`${name} fills the screen exactly, in any size, language, with help and without`, () => {
    for (const [width, height] of SIZES) {
      for (const [lang, help] of [
        ['fr', false],
        ['fr', true],
        ['en', false],
        ['en', true],
      ] as const) {
        const screen = view(state, { width, height, lang, now: NOW, selection: { ...initialSelection, help } });
        const where = `${lang} ${width}x${height}`;
        assert.equal(screen.length, height, where);
        for (const line of screen) assert.equal(widthOf(line), width, where);
        const rows = textOf(screen);
        assert.doesNotMatch(rows.join('\n'), /undefined|NaN|\bnull\b/, where);
        for (const { row, column, graph } of located(screen)) {
          const under = rows[row]?.slice(column, column + graph.values.length);
          assert.equal(under, ' '.repeat(graph.values.length), `${where}: a curve lies on blanks`);
        }
      }
    }
  });
}

test('what the meter warns of, and that a power is an estimate, has a place at every size', () => {
  for (const [width, height] of SIZES) {
    const text = (name: string): string =>
      textOf(
        view(situations[name] as never, { width, height, lang: 'fr', now: NOW, selection: initialSelection }),
      ).join('\n');
    const where = `${width}x${height}`;
    assert.match(text('estimated'), /1\u202f150\u00a0VA est\./, where);
    if (height >= 15) assert.match(text('warnings'), /! (disjoncteur|coupé)[\s\S]*! surtension/, where);
  }
});

for (const [width, height] of SIZES) {
  test(`what matters is there at ${width}x${height}`, () => {
    const at = (name: string, lang: 'fr' | 'en' = 'fr'): string[] =>
      textOf(view(situations[name] as never, { width, height, lang, now: NOW, selection: initialSelection })).map(
        spaces,
      );
    assert.match(at('live')[0] ?? '', /^ EJP NON .*●/);
    assert.match(at('live').join('\n'), /1 240 VA(?! \?)/);
    assert.match(at('live').join('\n'), /Index HN +25 803,111 kWh/);
    assert.match(at('notice')[0] ?? '', /^ EJP à 14:22 \((dans )?20 min\) /);
    assert.match(at('noticeFromTo')[0] ?? '', /^ EJP 25\/11 07:00/);
    assert.match(at('peak', 'en')[0] ?? '', /^ EJP ON /);
    assert.match(at('peak', 'en').join('\n'), /OVERLOAD 46 A/);
    assert.match(at('silent')[0] ?? '', /!.* 42 s|! /);
    assert.match(at('silent').join('\n'), /1 240 VA \?/);
    assert.match(at('absent')[0] ?? '', /✕/);
    assert.match(at('absent').join('\n'), /ENOENT/);
    assert.match(at('absent').join('\n'), /sudo systemctl start linky-monitor/);
    assert.match(at('absent').join('\n'), /prochain dans 4 s/);
    assert.match(at('live').join('\n'), /8,412/);
  });
}

test('below 40x10 there is one line, of any length', () => {
  for (const [width, height] of [
    [38, 9],
    [39, 24],
    [120, 9],
    [5, 3],
    [1, 1],
  ] as const) {
    const lines = textOf(
      view(situations['live'] as never, { width, height, lang: 'fr', now: NOW, selection: initialSelection }),
    );
    assert.equal(lines.length, height);
    assert.ok(lines.every((line) => line.length === width));
    if (width >= 38) assert.equal(lines[0]?.trim(), `Terminal trop petit (${width}x${height}, min. 40x10)`);
  }
});

test('both languages have every text, of the same kind', () => {
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, inner]) => [key, shape(inner)])
      : typeof value;
  assert.deepEqual(shape(tui.en), shape(tui.fr));
});

test('values of a supplier cannot write on the terminal', () => {
  const lines = textOf(
    view(situations['hostile'] as never, { width: 80, height: 24, lang: 'fr', now: NOW, selection: initialSelection }),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  for (const line of lines) assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f]/);
});
