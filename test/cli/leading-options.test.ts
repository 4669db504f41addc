import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leadingOptions } from '../../src/cli/command.ts';

/** The options of a command line that has nothing else. */
function read(words: string): object | undefined {
  const { options, rest } = leadingOptions(words.split(' ').filter((word) => word !== ''));
  return rest.length === 0 ? options : undefined;
}

test('common options alone are read without the commands', () => {
  assert.deepEqual(read(''), {});
  assert.deepEqual(read('--lang en'), { lang: 'en' });
  assert.deepEqual(read('--home /a --conf b --logs c --socket /d --lang fr'), {
    ...{ home: '/a', conf: 'b', logs: 'c', socket: '/d', lang: 'fr' },
  });
  // As the commands have it: the last one counts.
  assert.deepEqual(read('--home /a --home /b'), { home: '/b' });
});

test('options stop at the first word that is none of them, or that is wrong: commander knows what to say of it', () => {
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
  assert.deepEqual(leadingOptions(['--home', '']).rest, ['--home', '']);
  assert.deepEqual(leadingOptions(['constructor', 'x']).rest, ['constructor', 'x']);
  assert.deepEqual(leadingOptions(['--home', '/a', 'report', '--lang', 'en']), {
    options: { home: '/a' },
    rest: ['report', '--lang', 'en'],
  });
});
