import assert from 'node:assert/strict';
import { test } from 'node:test';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { shortened } from '../../src/tui/terminal/shorter.ts';

const E = '\x1b';

test('a style stays on over moves and blanks, until text of another comes', () => {
  assert.equal(
    shortened(`${E}7${E}[3;1H${E}[3;5H${E}[38;5;75m█${E}[m${E}[10C${E}[38;5;75m▄${E}[m ${E}[38;5;75m█${E}[m${E}8`),
    `${E}[3;5H${E}[38;5;75m█${E}[10C▄ █${E}[m`,
  );
  assert.equal(shortened(`${E}[38;5;75ma${E}[m${E}[38;5;160mb${E}[m`), `${E}[38;5;75ma${E}[38;5;160mb${E}[m`);
  assert.equal(shortened(`${E}[1ma${E}[m${E}[38;5;160mb${E}[m`), `${E}[1ma${E}[;38;5;160mb${E}[m`, 'bold goes');
  assert.equal(shortened(`${E}[7ma${E}[m ${E}[7mb${E}[m`), `${E}[7ma${E}[m ${E}[7mb${E}[m`, 'a blank is not reversed');
  assert.equal(
    shortened(`${E}[38;5;75ma${E}[m${E}[K`),
    `${E}[38;5;75ma${E}[m${E}[K`,
    'what clears has the style that it had',
  );
  assert.equal(shortened(`${E}[?25l${E}]2;title\x07${E}(B`), `${E}[?25l${E}]2;title\x07${E}(B`);
});

interface Piece {
  readonly style: string;
  readonly text: string;
  readonly to: number;
}

/** As blessed writes: each style in full after a reset. */
const written = (pieces: readonly Piece[]): string =>
  pieces
    .map(
      ({ style, text, to }) => `${E}[${1 + (to >> 5)};${1 + (to & 31)}H${style ? `${E}[${style}m${text}${E}[m` : text}`,
    )
    .join('');

/** What is to be seen of a text: on blanks, no colour of the text. */
async function seen(text: string): Promise<unknown[]> {
  const screen = new xterm.Terminal({ cols: 40, rows: 4, allowProposedApi: true });
  await new Promise<void>((resolve) => screen.write(text, resolve));
  const cells: unknown[] = [];
  for (let y = 0; y < 4; y++) {
    for (let x = 0; x < 40; x++) {
      const cell = screen.buffer.active.getLine(y)?.getCell(x);
      const sign = cell?.getChars() || ' ';
      const ground = [cell?.getBgColor(), cell?.isInverse(), cell?.isUnderline()];
      const isShown = sign !== ' ' || cell?.isInverse() || cell?.isUnderline();
      cells.push([sign, ...ground, ...(isShown ? [cell?.getFgColor(), cell?.isBold()] : [])]);
    }
  }
  screen.dispose();
  return cells;
}

test('whatever blessed writes is seen the same, in no more bytes', async () => {
  const style = fc.constantFrom(
    '',
    '1',
    '7',
    '1;7',
    '38;5;75',
    '38;5;160',
    '1;38;5;160',
    '1;7;48;5;16;38;5;208',
    '4',
    '31',
    '44',
  );
  const piece = fc.record({ style, text: fc.constantFrom(' ', '  ', 'a', 'b ', ' c', '█'), to: fc.nat(127) });
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 30 }), async (pieces) => {
      const text = written(pieces);
      const short = shortened(text);
      assert.ok(short.length <= text.length);
      assert.deepEqual(await seen(short), await seen(text));
    }),
    { numRuns: 200 },
  );
});
