import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Cell, shiftOf, shiftSequence } from '../../src/tui/terminal/shift.ts';

const cells = (text: string): Cell[] => [...text].map((sign) => [0, sign]);
/** What a terminal makes of a shift. */
function shifted(row: readonly Cell[], { from, to, by }: { from: number; to: number; by: number }): Cell[] {
  const out = [...row];
  out.splice(from, by);
  out.splice(to - by, 0, ...cells(' '.repeat(by)));
  return out;
}

/** About what a terminal is sent to make one row of another. */
function bytesFor(from: readonly Cell[], to: readonly Cell[]): number {
  const changed = to.map(([, sign], i) => sign !== from[i]?.[1]);
  const runs = changed.filter((each, i) => each && !changed[i - 1]).length;
  return runs * 18 + changed.filter(Boolean).length * 3;
}

test('a curve that moves on is shifted inside its frame; what is beside it stays', () => {
  const before = cells('│ 500┤▁▂▃▄▅▆▇█▇▆▅▄▃▂▁▂▃▄││ 560 VA │');
  const after = cells('│ 500┤▂▃▄▅▆▇█▇▆▅▄▃▂▁▂▃▄▅││ 570 VA │');
  const shift = shiftOf(before, after);
  assert.deepEqual(shift, { from: 6, to: 24, by: 1 });
  assert.equal(shift && shiftSequence(2, shift), '\x1b[3;7H\x1b[P\x1b[3;24H\x1b[@');
  const two = shiftOf(before, cells('│ 500┤▃▄▅▆▇█▇▆▅▄▃▂▁▂▃▄▅▆││ 560 VA │'));
  assert.deepEqual(two, { from: 6, to: 24, by: 2 });
  assert.equal(two && shiftSequence(0, two), '\x1b[1;7H\x1b[2P\x1b[1;23H\x1b[2@');
});

test('a row that is the same, or has little to write, is not shifted', () => {
  const row = cells('│ 500┤████████████││ 560 VA │');
  assert.equal(shiftOf(row, row), undefined);
  assert.equal(shiftOf(row, cells('│ 500┤████████████││ 570 VA │')), undefined);
});

test('any shift leaves no more to write than there was', () => {
  const row = fc.array(fc.constantFrom(' ', '▂', '▅', '█', '│'), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(row, row, (one, other) => {
      const [before, after] = [cells(one.join('')), cells(other.join('').padEnd(one.length).slice(0, one.length))];
      const shift = shiftOf(before, after);
      if (!shift) return;
      const now = shifted(before, shift);
      assert.equal(now.length, before.length);
      assert.ok(bytesFor(now, after) + 22 < bytesFor(before, after));
      assert.deepEqual(now.slice(shift.to), before.slice(shift.to));
    }),
  );
});
