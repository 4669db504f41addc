import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ShownWindow, type Window } from '../../src/page/browser/window.ts';

const WHOLE = { from: 1000, to: 87_400 };
const make = (told: Window[] = []): ShownWindow => new ShownWindow(WHOLE, 300, (shown) => told.push(shown));

describe('the part of a curve that is shown', () => {
  test('a zoom keeps its focus in its place', () => {
    const window = make();
    window.zoom(0.5, 1000 + 21_600);
    assert.deepEqual(window.shown, { from: 1000 + 10_800, to: 1000 + 54_000 });
  });

  test('what is too short grows to both sides, and all is all', () => {
    const window = make();
    window.show({ from: 5000, to: 5010 });
    assert.deepEqual(window.shown, { from: 4855, to: 5155 });
    window.zoom(1e9);
    assert.ok(window.isWhole);
  });

  test('it never leaves the whole, whatever is done, and tells each change', () => {
    const act = fc.oneof(
      fc.record({ zoom: fc.double({ min: 0.01, max: 100, noNaN: true }), focus: fc.integer({ min: 0, max: 90_000 }) }),
      fc.record({ move: fc.integer({ min: -1e6, max: 1e6 }) }),
      fc.record({ from: fc.integer({ min: -1e5, max: 1e5 }), length: fc.integer({ min: -10, max: 2e5 }) }),
    );
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        const told: Window[] = [];
        const window = make(told);
        for (const each of acts) {
          if ('zoom' in each) window.zoom(each.zoom, each.focus);
          else if ('move' in each) window.move(each.move);
          else window.show({ from: each.from, to: each.from + each.length });
          const { from, to } = window.shown;
          assert.ok(from >= WHOLE.from - 1e-6 && to <= WHOLE.to + 1e-6 && to - from >= 300 - 1e-6, `${from} ${to}`);
        }
        assert.equal(told.length, acts.length);
      }),
    );
  });
});
