import { test } from 'node:test';
import { refusals } from './cli-words.js';
import { Rig } from './rig.js';

test('random words on the command line: one line of error, no escape, a code of ours', async (t) => {
  await refusals(new Rig(t), 1, 8);
});
