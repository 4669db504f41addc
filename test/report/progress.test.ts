import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withProgress } from '../../src/cli/progress.ts';
import type { Work } from '../../src/report/sums/read-logs.ts';

/** Work of so many steps, each of which takes its time; what it writes meanwhile. */
function shown(steps: number, ms: number, isTTY: boolean): string[] {
  const written: string[] = [];
  let clock = 0;
  function* work(): Work<string> {
    for (let done = 1; done <= steps; done++) {
      clock += ms;
      yield { done, of: steps };
    }
    return 'the end';
  }
  const out = { isTTY, write: (text: string) => written.push(text) };
  assert.equal(
    withProgress(
      work(),
      (done, of) => `${done} of ${of}`,
      out,
      () => clock,
    ),
    'the end',
  );
  return written;
}

test('work of less than a second says nothing', () => {
  assert.deepEqual([shown(9, 100, true), shown(9, 100, false)], [[], []]);
});

test('on a terminal: one line, again and again, and gone in the end', () => {
  const again = '\r\u001b[K';
  assert.deepEqual(shown(12, 100, true), [`${again}10 of 12`, `${again}12 of 12`, again]);
});

test('elsewhere: a whole line after a second, then each ten', () => {
  assert.deepEqual(shown(250, 100, false), ['10 of 250\n', '110 of 250\n', '210 of 250\n']);
});

test('work that fails leaves no half line on a terminal', () => {
  const written: string[] = [];
  let clock = 0;
  function* work(): Work<never> {
    clock += 2000;
    yield { done: 1, of: 2 };
    throw new Error('no such log');
  }
  const out = { isTTY: true, write: (text: string) => written.push(text) };
  assert.throws(
    () =>
      withProgress(
        work(),
        () => 'x',
        out,
        () => clock,
      ),
    /no such log/,
  );
  assert.equal(written.at(-1), '\r\u001b[K');
});
