import { test } from 'node:test';
import { assertRefusals } from '../support/cli-words.ts';
import { TestHome } from '../support/program.ts';

test('random words on the command line: one line of error, no escape, a code of ours', async (t) => {
  await assertRefusals(new TestHome(t), 1, 5);
});
