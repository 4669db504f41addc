import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Debounced } from '../../src/meter/debounced.ts';

describe('Debounced', () => {
  const values = (debounced: Debounced<string>, ...given: string[]): (string | undefined)[] =>
    given.map((value) => {
      debounced.take(value);
      return debounced.value;
    });

  test('believes the first value at once, another one only when three frames in a row agree on it', () => {
    assert.deepEqual(values(new Debounced(), 'a', 'b', 'b', 'b'), ['a', 'a', 'a', 'b']);
    assert.deepEqual(values(new Debounced(), 'a', 'b', 'b', 'a', 'b', 'b', 'c', 'b'), Array(8).fill('a'));
  });

  test('says when its value changes, and that it may be about to', () => {
    const debounced = new Debounced<string>({ needed: 2 });
    assert.deepEqual([debounced.take('a'), debounced.isChanging], [false, false]);
    assert.deepEqual([debounced.take('b'), debounced.isChanging], [false, true]);
    assert.deepEqual([debounced.take('b'), debounced.isChanging], [true, false]);
  });

  test('an initial value has to be outvoted too, unless the frame is enough alone', () => {
    assert.deepEqual(values(new Debounced<string>({ initial: 'a' }), 'b', 'b', 'b'), ['a', 'a', 'b']);
    assert.equal(new Debounced<boolean>({ initial: false }).take(true, 1), true);
  });

  test('after `forget` the next value is believed at once, and is no change', () => {
    const debounced = new Debounced<string>();
    debounced.take('a');
    debounced.forget();
    assert.deepEqual([debounced.value, debounced.take('b'), debounced.value], [undefined, false, 'b']);
  });

  test('with `agree`, each of the other values has to confirm the one before', () => {
    const debounced = new Debounced<number>({ agree: (before, after) => Math.abs(after - before) <= 2 });
    const believed = [0, 10, 12, 13, 20, 19, 13, 21, 23, 25, 25].map((value) => {
      debounced.take(value);
      return debounced.value;
    });
    assert.deepEqual(believed, [0, 0, 0, 13, 13, 13, 13, 13, 13, 25, 25]);
  });
});
