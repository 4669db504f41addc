process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { widthOf } from '../../src/tui/layout/lines.ts';
import { initialSelection, type Selection } from '../../src/tui/model/selection.ts';
import { afterLogData, afterMessage, initialState, type State } from '../../src/tui/model/state.ts';
import { defaultDisplayOptions, terminalOf } from '../../src/tui/terminal/capabilities.ts';
import { Screen } from '../../src/tui/terminal/screen.ts';
import { view } from '../../src/tui/view.ts';
import { FakeTerminal } from '../support/screen-cells.ts';
import { Home } from '../support/screen-logs.ts';
import { liveWith, NOW } from '../support/screen-situations.ts';

/** What a terminal obeys, what blessed would read as a style, what has no width, or two columns of it. */
const HOSTILE = [
  '\x1b[2J\x9b31m',
  '{red-fg}x{/}',
  '\u202e\u200b\u00ad\x07',
  '漢字e\u0301\ud83d\ude00',
  'a\0b\0',
  'constructor',
];
/** Names that every object has. */
const NAMES = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'HPJR', 'HN', '99'];
const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const two = (n: number): string => String(n).padStart(2, '0');

/** A line a minute of `count`; the period and one more index change from line to line. */
function lines(day: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const period = i % 3 === 0 ? 'HN..' : i % 3 === 1 ? 'PM..' : HOSTILE[i % HOSTILE.length];
    const name = NAMES[(i >> 2) % NAMES.length] as string;
    const index = name === 'HN' ? '' : `Index${name}=${String(i * 3).padStart(9, '0')}, `;
    return (
      `${day.replaceAll('-', '/')} ${two(7 + Math.floor(i / 60))}:${two(i % 60)}:00 DATA Periode=${period}, ` +
      `IndexHN=${String(4_000_000 + i * 7)}, IndexHPM=${String(1_000_000 + i * 5)}, ${index}PuissConsommee=00400, IConsommee=002`
    );
  });
}

const home = new Home();
after(() => home.remove());
for (const [n, day] of ['2025-11-11', '2026-11-17', '2026-11-23', '2026-11-24'].entries()) {
  const log = join(home.paths.logs, `LinkyMonitor_${day.replaceAll('-', '_')}.log`);
  writeFileSync(log, `${lines(day, 400).join('\n')}\n`);
  for (const text of HOSTILE) appendFileSync(log, `${text}\n2026/11/24 12:00:00 WARN ${text}\n`);
  if (n === 2) appendFileSync(log, Buffer.alloc(10 << 20, 'x'));
  if (n === 3) appendFileSync(log, Buffer.alloc(4096));
}
appendFileSync(home.paths.tariffsFile, HOSTILE.map((text) => `2026-01-01 ${text} 0.1\n`).join(''));

const looks: readonly Partial<Selection>[] = [
  { view: 'day' },
  { view: 'day', day: '2026-11-17' },
  { view: 'day', day: '2026-11-23' },
  ...(['day', 'week', 'month', 'year', 'season'] as const).map((grouping) => ({ view: 'costs', grouping }) as const),
  { view: 'ejp' },
  { view: 'ejp', seasonsBack: 1 },
  { view: 'live' },
];
/** Each look with its pages, read once. */
const pages = looks.map((look) => {
  const selection = { ...initialSelection, ...look };
  return { selection, logData: home.logData(NOW, selection) };
});
const SIZES = [40, 80, 200].flatMap((width) => [10, 24, 60].map((height) => ({ width, height })));

/** What the meter, or a program that only plays the daemon, may say. */
const STATES: Readonly<Record<string, State>> = {
  'a sound daemon': liveWith({}),
  'no daemon': initialState(NOW),
  ...Object.fromEntries(
    HOSTILE.map((text) => [
      `a daemon that says ${JSON.stringify(text)}`,
      withHostileStatus(liveWith({ contract: text, period: text, indexes: { [text]: 5, HN: 7 }, meter: text }), text),
    ]),
  ),
};

function withHostileStatus(state: State, text: string): State {
  const at = '2026-11-24T13:58:10+01:00';
  const status = {
    ...{ type: 'status', state: 'receiving', since: at, input: text, mode: text, frames: 1, clients: 1 },
    rejected: { checksum: 0, parity: 0, format: 0, implausible: 0 },
    faults: [{ part: text, since: at, detail: text }],
    relay: { open: true, why: [text], since: text },
  } as unknown as Parameters<typeof afterMessage>[1];
  return afterMessage(state, status, NOW - 1000);
}

describe('hostile logs and messages are shown harmless on every page', () => {
  for (const [name, state] of Object.entries(STATES)) {
    test(`${name}: each cell is one sign that can be seen`, () => {
      for (const { selection, logData } of pages) {
        const shown = afterLogData(state, logData);
        for (const lang of ['fr', 'en'] as const) {
          for (const size of SIZES) {
            const where = JSON.stringify([selection, lang, size]);
            const rows = view(shown, { ...size, lang, now: NOW, selection });
            assert.equal(rows.length, size.height, where);
            for (const row of rows) {
              const text = row.map((piece) => piece.text).join('');
              assert.equal(widthOf(row), size.width, where);
              assert.ok(!HARMFUL.test(text), `${where} ${JSON.stringify(text)}`);
              assert.doesNotMatch(text, /undefined|NaN|native code|\[object/, where);
            }
          }
        }
      }
    });
  }

  test('through blessed too: its tags are letters, and the terminal shows what the view says', async () => {
    const [columns, rows] = [120, 40];
    const terminal = new FakeTerminal(columns, rows);
    const screen = new Screen({
      ...{ input: terminal.input, output: terminal.output, lang: 'fr' as const },
      terminal: terminalOf({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8' }, defaultDisplayOptions),
      now: () => NOW,
      onKey: () => undefined,
      onGone: () => undefined,
    });
    let tags = 0;
    for (const state of Object.values(STATES)) {
      for (const { selection, logData } of pages) {
        const shown = afterLogData(state, logData);
        screen.show(shown, selection);
        const seen = (await terminal.text()).split('\n');
        const wanted = view(shown, { width: columns, height: rows, lang: 'fr', now: NOW, selection });
        wanted.forEach((line, y) => {
          if (line.some(({ graph }) => graph)) return;
          assert.equal(
            seen[y] ?? '',
            line
              .map(({ text }) => text)
              .join('')
              .trimEnd(),
            JSON.stringify(selection),
          );
        });
        if (seen.some((row) => row.includes('{red-fg}'))) tags++;
      }
    }
    screen.close();
    assert.ok(tags > 0);
  });
});
