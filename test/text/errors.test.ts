import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FeedError } from '../../src/feed/socket.ts';
import { JournalError } from '../../src/journal/reader.ts';
import { InputError, LinkError } from '../../src/source/source.ts';
import { describeError } from '../../src/text/errors.ts';

test('every error that the program expects has its line, in both languages; any other has none', () => {
  const lines: readonly (readonly [Error, RegExp, RegExp])[] = [
    [new InputError('unreadable', '/a', 'EACCES'), /^\/a illisible \(EACCES\)$/, /^cannot read \/a \(EACCES\)$/],
    [
      new FeedError('inUse', '/s', '12'),
      /^un démon \(pid 12\) sert déjà \/s/,
      /^a daemon \(pid 12\) already serves \/s/,
    ],
    [
      new JournalError('unreadable', '/l', 'EIO'),
      /^journal illisible\s: \/l \(EIO\)/,
      /^a log cannot be read: \/l \(EIO\)/,
    ],
    [new LinkError('hangup', 'EOF'), /^\/dev\/x débranché \[EOF\]$/, /^\/dev\/x unplugged \[EOF\]$/],
  ];
  for (const [error, french, english] of lines) {
    const path = error instanceof LinkError ? '/dev/x' : undefined;
    assert.match(describeError(error, 'fr', path) ?? '', french);
    assert.match(describeError(error, 'en', path) ?? '', english);
    assert.ok(error.message !== '' && error.stack?.startsWith(`${error.name}: ${error.message}`), error.stack);
  }
  for (const other of [new Error('x'), { name: 'LinkError', kind: 'hangup' }, 'x', undefined]) {
    assert.equal(describeError(other, 'fr'), undefined);
  }
});
