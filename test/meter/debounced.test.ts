import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Debounced, Streak } from '../../src/meter/debounced.ts';

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
});

test('a streak goes on while each value agrees with the one before, and begins again at 1', () => {
  const streak = new Streak<number>((before, after) => Math.abs(after - before) <= 2);
  assert.deepEqual(
    [10, 12, 13, 20, 19].map((value) => streak.add(value)),
    [1, 2, 3, 1, 2],
  );
  streak.reset();
  assert.equal(streak.add(19), 1);
});
