process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Line, seg, widthOf } from '../../src/tui/layout/lines.ts';
import { initialSelection } from '../../src/tui/model/selection.ts';
import type { State } from '../../src/tui/model/state.ts';
import { ascii, asciiLine, drawable } from '../../src/tui/terminal/ascii.ts';
import { defaultDisplayOptions, speaksUtf8, terminalFor, terminalOf } from '../../src/tui/terminal/capabilities.ts';
import { PasteFilter } from '../../src/tui/terminal/keyboard.ts';
import { coloured } from '../../src/tui/terminal/paint.ts';
import { COLOURS, paletteOf, THEMES, type ThemeName } from '../../src/tui/terminal/palette.ts';
import { Screen } from '../../src/tui/terminal/screen.ts';
import { inTrueColours, numberOf, TRUE_COLOURS } from '../../src/tui/terminal/true-colours.ts';
import { ejpState } from '../../src/tui/views/ejp-words.ts';
import { afterTitle } from '../../src/tui/views/title.ts';
import { viewModelOf } from '../../src/tui/views/view-model.ts';
import { FakeTerminal } from '../support/screen-cells.ts';
import { liveWith, NOW, situations } from '../support/screen-situations.ts';

/** Relative luminance of one of the 256 colours (WCAG 2.1; the cube and the greys of xterm). */
function luminance(colour: number): number {
  const steps = [0, 95, 135, 175, 215, 255];
  const cube = colour - 16;
  const rgb =
    colour >= 232
      ? [0, 0, 0].map(() => 8 + (colour - 232) * 10)
      : [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => steps[step] as number);
  return luminanceOf(rgb);
}

const bytesOf = (hex: string): number[] => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

function luminanceOf(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

test('every colour of a theme can be read on the background that the theme is for', () => {
  const backgrounds: Readonly<Record<ThemeName, readonly number[]>> = {
    ...{ either: [0, 1], sombre: [0], clair: [1], daltonien: [0], daltonienClair: [1] },
  };
  for (const [i, theme] of THEMES.entries()) {
    for (const background of backgrounds[theme]) {
      const meanings = ['dim', 'power', 'injection', 'good', 'warning', 'alarm'] as const;
      const prices = ['peak', 'cheap', 'blueDay', 'whiteDay', 'redDay'] as const;
      for (const name of [...meanings, ...prices]) {
        for (const light of [luminance(COLOURS[name][i] ?? -1), luminanceOf(bytesOf(TRUE_COLOURS[name][i] ?? ''))]) {
          const ratio = contrast(light, background);
          assert.ok(ratio >= 3, `${theme} ${name} on ${background}: ${ratio.toFixed(1)}`);
        }
      }
    }
    for (const name of ['onBadge', 'noticeBadge'] as const) {
      assert.ok(contrast(luminance(COLOURS[name][i] ?? -1), 0) >= 7, `${theme} ${name}`);
      assert.ok(contrast(luminanceOf(bytesOf(TRUE_COLOURS[name][i] ?? '')), 0) >= 7, `${theme} ${name}`);
    }
  }
});

test('without colours, EJP, alarms and the chosen tab are still told apart by their shape', () => {
  const none = paletteOf('either', 'none');
  for (const style of ['ejpOn', 'ejpNotice', 'alarm', 'warning', 'chosen'] as const) assert.notEqual(none[style], '');
  assert.ok(Object.values(none).every((codes) => !/[34]\d/.test(codes)));
});

test('auto follows what the terminal says of its background, and suits both where it says nothing', () => {
  const theme = (env: NodeJS.ProcessEnv): string => terminalOf({ TERM: 'xterm-256color', ...env }).theme;
  assert.deepEqual(
    ['0;15', '15;0', '0;default;15', '0;7', '7;8', undefined, 'x'].map((value) => theme({ COLORFGBG: value })),
    ['clair', 'sombre', 'clair', 'clair', 'sombre', 'either', 'either'],
  );
  const blind = { ...defaultDisplayOptions, theme: 'daltonien' } as const;
  assert.equal(terminalOf({ COLORFGBG: '0;15' }, blind).theme, 'daltonienClair');
  assert.equal(terminalOf({}, blind).theme, 'daltonien');
});

test('a 256-colour terminal is one, whatever entry the system has of it', () => {
  const many = ['screen-256color', 'tmux-256color', 'xterm-kitty', 'alacritty', 'foot', 'xterm-ghostty', 'wezterm'];
  for (const term of [...many, 'st-256color', 'xterm-direct']) assert.equal(terminalFor(term), 'xterm-256color', term);
  assert.deepEqual(
    ['linux', 'vt220', undefined, ''].map((term) => terminalFor(term)),
    ['linux', 'vt220', 'xterm', 'xterm'],
  );
  assert.equal(terminalFor('xterm', 'truecolor'), 'xterm-256color');
  assert.equal(terminalFor('linux', 'truecolor'), 'linux');
});

test('any colour is shown where the terminal says so, and by nothing that would garble it', () => {
  const isTrue = (env: NodeJS.ProcessEnv): boolean => terminalOf(env).trueColour;
  assert.ok(
    isTrue({ TERM: 'xterm-256color', COLORTERM: 'truecolor' }) && isTrue({ TERM: 'xterm', COLORTERM: '24bit' }),
  );
  assert.ok(
    isTrue({ TERM: 'xterm-direct' }) && isTrue({ TERM: 'screen', COLORTERM: 'truecolor', TMUX: '/tmp/tmux,1,0' }),
  );
  assert.ok(!isTrue({ TERM: 'xterm-256color' }) && !isTrue({ TERM: 'xterm-256color', COLORTERM: 'yes' }));
  assert.ok(!isTrue({ TERM: 'linux', COLORTERM: 'truecolor' }));
  assert.ok(!isTrue({ TERM: 'screen.xterm-256color', COLORTERM: 'truecolor' }), 'GNU screen');
});

test('what is written has red, green and blue for the numbers of a theme, in its sequences only', () => {
  const power = numberOf('power', 1);
  assert.equal(
    inTrueColours(`\x1b[38;5;${power}m38;5;${power}\x1b[m \x1b[1;7;48;5;16;38;5;${power}mx`),
    `\x1b[38;2;97;175;239m38;5;${power}\x1b[m \x1b[1;7;48;2;0;0;0;38;2;97;175;239mx`,
  );
  assert.equal(inTrueColours('\x1b[38;5;7m\x1b[3;5H'), '\x1b[38;5;7m\x1b[3;5H', 'not one of a theme');
  const numbers = THEMES.flatMap((_, i) =>
    (Object.keys(TRUE_COLOURS) as (keyof typeof TRUE_COLOURS)[]).map((name) => numberOf(name, i)),
  );
  assert.ok(new Set(numbers).size === numbers.length && Math.min(...numbers) > 16 && Math.max(...numbers) < 256);
});

/** In a cell: the number is red, green and blue, not one of 256 colours. */
const RGB = 1 << 24;

test('the screen of a terminal of any colour has those of the theme, and none with NO_COLOR', async () => {
  const colours = async (env: NodeJS.ProcessEnv): Promise<Set<number | undefined>> => {
    const terminal = new FakeTerminal(80, 24);
    const screen = new Screen({
      ...{ input: terminal.input, output: terminal.output, lang: 'fr', now: () => NOW },
      terminal: terminalOf({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8', COLORFGBG: '15;0', ...env }),
      ...{ onKey: () => undefined, onGone: () => undefined },
    });
    screen.show(situations['peak'] as State, initialSelection);
    await terminal.settle();
    screen.close();
    return new Set(terminal.cells().flatMap((row) => row.map(({ foreground }) => foreground)));
  };
  const shown = await colours({ COLORTERM: 'truecolor' });
  const cell = (hex: string): number => RGB | Number.parseInt(hex, 16);
  assert.ok(shown.has(cell(TRUE_COLOURS.border[1])) && shown.has(cell(TRUE_COLOURS.peak[1])));
  assert.ok((await colours({})).has(COLOURS.border[1]));
  assert.deepEqual([...(await colours({ COLORTERM: 'truecolor', NO_COLOR: '1' }))], [undefined]);
});

test('UTF-8 is found in the locale, taken for granted without one, and refused by --ascii', () => {
  assert.ok(speaksUtf8({ LANG: 'C', LC_ALL: 'fr_FR.UTF-8' }) && speaksUtf8({ LANG: 'C.utf8' }) && speaksUtf8({}));
  assert.ok(!speaksUtf8({ LANG: 'fr_FR.UTF-8', LC_ALL: 'C' }) && !speaksUtf8({ LANG: 'fr_FR@euro' }));
  const drawing = (env: NodeJS.ProcessEnv, asked = false): string =>
    terminalOf(env, { ...defaultDisplayOptions, ascii: asked }).drawing;
  assert.equal(drawing({ TERM: 'xterm', LANG: 'C' }), 'ascii');
  assert.equal(drawing({ TERM: 'linux' }), 'console');
  assert.equal(drawing({ TERM: 'xterm' }), 'full');
  assert.equal(drawing({ TERM: 'xterm' }, true), 'ascii');
});

test('NO_COLOR counts unless it is empty; --no-color does the same', () => {
  assert.equal(terminalOf({ NO_COLOR: '' }).colour, true);
  assert.equal(terminalOf({ NO_COLOR: '0' }).colour, false);
  assert.equal(terminalOf({}, { ...defaultDisplayOptions, colour: false }).colour, false);
});

test('ASCII: every sign in its own column, accents gone', () => {
  assert.equal(drawable('● 1\u202f240\u00a0VA é — 8,41\u00a0€ ▁█', 'ascii', false), '* 1 240 VA e - 8,41 E _#');
  assert.equal(drawable('● é ▁█ ·', 'console', true), '* é _█ ·');
  assert.equal(drawable('● é ▁▄█', 'ascii', true), '● é _.#');
  assert.equal(ascii('l’écran\u00a0: 3,25\u00a0€ · 漢'), "l'ecran : 3,25 EUR - ?");
});

test('ASCII: € becomes EUR where the row has the room, inside its own panel', () => {
  const spelled = (text: string): string =>
    asciiLine([seg(text)])
      .map((each) => each.text)
      .join('');
  assert.equal(spelled('Prix      3,25\u00a0€ '), 'Prix    3,25 EUR ');
  assert.equal(spelled('│ a          ││ Prix 3,25\u00a0€ │'), '| a          || Prix 3,25 E |');
  assert.equal(spelled('€         1,30'), 'EUR       1,30');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'a é€œ…│─█▁·'), { maxLength: 60 }), (signs) => {
      const line: Line = [seg(signs.slice(0, 20).join('')), seg(signs.slice(20).join(''), 'value')];
      const out = asciiLine(line);
      assert.equal(widthOf(out), widthOf(line));
      assert.match(out.map(({ text }) => text).join(''), /^[\x20-\x7e]*$/);
    }),
  );
});

test('blanks have no colour, so that they need not be sent again; a badge keeps its own', () => {
  const paint = { palette: paletteOf('sombre', 'many'), drawing: 'full', utf8: true } as const;
  const blanks = { text: '  ', codes: '' };
  assert.deepEqual(coloured([seg('  █ █  ', 'power')], paint), [blanks, { text: '█ █', codes: '38;5;75' }, blanks]);
  assert.deepEqual(coloured([seg('  ', 'power')], paint), [blanks]);
  assert.deepEqual(coloured([seg(' OUI ', 'ejpOn')], paint), [{ text: ' OUI ', codes: '1;7;38;5;208;48;5;16' }]);
});

test('what is pasted is no key, wherever the packets are cut', () => {
  const stream = '1\x1b[200~q\x03rm\x1b[A\n\x1b[201~2\x1b[C\x1b[21~\x1bOP3';
  const all = '12\x1b[C\x1b[21~\x1bOP3';
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const filter = new PasteFilter();
      let out = '';
      for (const [i, place] of places.slice(1).entries()) {
        const typed = filter.typedIn(stream.slice(places[i], place));
        // No part of a sequence is ever a key of its own.
        assert.ok(!/^[[O]/.test(typed) && !/(\[\d*|O)$/.test(typed));
        assert.ok(!typed.endsWith('\x1b'));
        out += typed;
      }
      assert.equal(out + filter.held, all);
    }),
  );
});

test('the title says EJP and power, and changes only when it matters', () => {
  const model = (state = liveWith({}), now = NOW) => viewModelOf(state, now, 'fr');
  const first = afterTitle(undefined, model());
  assert.equal(first.text, 'linky EJP NON 1 240 VA');
  assert.equal(afterTitle(first, model(liveWith({ papp: 1260 }), NOW + 3000)), first);
  assert.equal(afterTitle(first, model(liveWith({ papp: 3000 }), NOW + 3000)), first, 'not more often than each 10 s');
  const hot = { ...liveWith({ papp: 3000 }), sample: { ...liveWith({ papp: 3000 }).sample, at: NOW + 10_000 } };
  assert.equal(afterTitle(first, model(hot as never, NOW + 11_000)).text, 'linky EJP NON 3 000 VA');
  assert.equal(afterTitle(first, model(situations['peak'])).text, 'linky EJP OUI 10 200 VA', 'EJP at once');
  assert.equal(afterTitle(first, model(situations['absent'])).text, 'linky EJP NON ? démon absent');
  assert.equal(afterTitle(undefined, model(situations['connecting'])).text, 'linky EJP —');
  assert.doesNotMatch(afterTitle(undefined, model(situations['hostile'])).text, /\p{Cc}/u);
});

test('EJP in one word, for the bell', () => {
  const word = (name: string) => ejpState(viewModelOf(situations[name] as never, NOW, 'fr'));
  assert.deepEqual(['live', 'notice', 'peak', 'connecting', 'tempo'].map(word), [
    'off',
    'notice',
    'on',
    undefined,
    undefined,
  ]);
});
