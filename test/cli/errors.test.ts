import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefusals } from '../support/cli-words.ts';
import { TestHome } from '../support/program.ts';

test('random words on the command line: one line of error, no escape, a code of ours', async (t) => {
  await assertRefusals(new TestHome(t), 1, 5);
});

test('LINKY_DEBUG=1 shows the error behind the line, with its stack', async (t) => {
  const home = new TestHome(t);
  home.env = { LINKY_DEBUG: '1' };
  const run = home.start('report', '--logs', '/nonexistent');
  assert.equal(await run.ended, 1);
  assert.match(run.err, /^JournalError: noDirectory \/nonexistent ENOENT\n {4}at /m);
});
