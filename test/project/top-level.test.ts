import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../support/paths.ts';

/** What the owner has named, a lockfile and a licence; besides these only names that begin with a dot. */
const NAMED = ['README.md', 'conf', 'logs', 'package.json', 'src', 'test', 'tsconfig.json'];
const JOINED = ['LICENSE', 'package-lock.json'];

test('the top level has what the owner has named', { skip: !existsSync(join(root, '.git')) && 'no clone' }, () => {
  const { stdout } = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' });
  const names = new Set(stdout.split('\n').flatMap((path) => path.split('/').slice(0, 1)));
  names.delete('');
  const seen = [...names].filter((name) => !name.startsWith('.')).sort();
  assert.deepEqual(seen, [...NAMED, ...JOINED].sort());
});
