import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fastPathOptions } from '../../src/cli/fast-path.ts';

const read = (words: string): object | undefined => fastPathOptions(words.split(' ').filter((word) => word !== ''));

test('the screen and where things are: read without the commands', () => {
  assert.deepEqual(read(''), {});
  assert.deepEqual(read('tui'), {});
  assert.deepEqual(read('--lang en'), { lang: 'en' });
  assert.deepEqual(read('tui --home /a --conf b --logs c --socket /d --lang fr'), {
    ...{ home: '/a', conf: 'b', logs: 'c', socket: '/d', lang: 'fr' },
  });
  // As the commands have it: the last one counts.
  assert.deepEqual(read('--home /a --home /b'), { home: '/b' });
});

test('anything else is for the commands, which know what is wrong with it', () => {
  const others = [
    'help',
    'tui tui',
    'report',
    'demo',
    'x',
    '-h',
    '--help',
    'tui --help',
    '-V',
    '--',
    'tui --',
    '--bell',
  ];
  const wrong = [
    '--home',
    '--home --logs',
    '--home=/a',
    '--lang de',
    '--lang',
    '--hom /a',
    '--home /a tui',
    '--home -h',
  ];
  for (const words of [...others, ...wrong, 'tui --theme clair', 'tui x', '--socket /a x']) {
    assert.equal(read(words), undefined, words);
  }
  assert.equal(fastPathOptions(['--home', '']), undefined);
  assert.equal(fastPathOptions(['constructor', 'x']), undefined);
});
