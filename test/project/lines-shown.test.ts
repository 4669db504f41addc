/* Lines of files and of the feed that documents show: the program reads them, and would write them so. */
process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { KNOWN_KEYS, parseSettings } from '../../src/config/settings.ts';
import { parseMessage } from '../../src/feed/messages.ts';
import { formatData, parseCalendar, parseData } from '../../src/journal/log-line.ts';
import { blocksOf, DOCUMENTS, quotedOf, textOf } from '../support/documents.ts';

test('the lines of LinkyAcq.conf that documents show are taken without a word', () => {
  let count = 0;
  for (const document of DOCUMENTS) {
    const text = textOf(document);
    const indented = [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line = '']) => line);
    const blocks = blocksOf(text).flatMap((block) => block.split('\n'));
    for (const line of [...quotedOf(text), ...indented, ...blocks]) {
      const [key = '', value] = line.split(/ (.*)/);
      if (!KNOWN_KEYS.includes(key) || value === undefined || /…|HOST/.test(value)) continue;
      assert.deepEqual(parseSettings(line, document).issues, [], `${document}: ${line}`);
      count++;
    }
  }
  assert.ok(count >= 10, `${count} lines`);
});

test('the lines of the log that logs/README.md shows are read, and written so', () => {
  const text = textOf('logs/README.md');
  const [, data = ''] = /^ {4}(.* DATA .*)$/m.exec(text) ?? [];
  const record = parseData(data);
  assert.ok(record);
  assert.equal(formatData(record), data);
  const unknown = formatData({ ...record, periodCode: '----', papp: undefined, iinst: undefined });
  for (const field of ['Periode=----', 'PuissConsommee=-----', 'IConsommee=---']) {
    assert.ok(quotedOf(text).includes(field), field);
    assert.ok(unknown.includes(field), field);
  }
  const [, calendar = ''] = /`… (INFO Calendrier=[^`]*)`/.exec(text) ?? [];
  assert.equal(parseCalendar(`2026/11/23 00:00:12 ${calendar}`, '2026-11-23')?.name, 'HC-12H30');
});

test('the message that src/feed/README.md shows is one of the feed', () => {
  const line = blocksOf(textOf('src/feed/README.md'))[0]?.split('\n')[1] ?? '';
  const message = parseMessage(line);
  assert.equal(message?.type, 'sample');
  assert.deepEqual(JSON.parse(line), message);
});

test('the script of src/actions/README.md sends what has happened, by curl and by mail', (t) => {
  const script = blocksOf(textOf('src/actions/README.md')).find((block) => block.startsWith('#!/bin/sh')) ?? '';
  const bin = mkdtempSync(join(tmpdir(), 'linky-script-'));
  t.after(() => rmSync(bin, { recursive: true }));
  for (const [name, body] of [
    ['curl', 'printf "%s\\n" "$@"'],
    ['msmtp', 'printf "%s\\n" "$@"; cat'],
    ['ejp', script.replace(/^.*\n/, '')],
  ] as const) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const env = {
    ...{ PATH: `${bin}:/usr/bin:/bin`, LINKY_EVENT: 'ejp-notice', LINKY_FROM: '2026-12-08T07:00:00.000+01:00' },
    LINKY_UNTIL: '2026-12-09T01:00:00.000+01:00',
  };
  const { status, stdout, stderr } = spawnSync(join(bin, 'ejp'), { env, encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, '']);
  const text = 'ejp-notice de 2026-12-08T07:00:00.000+01:00 à 2026-12-09T01:00:00.000+01:00';
  assert.match(stdout, new RegExp(`^-d\n${text.replaceAll('+', '\\+')}\nhttps://`, 'm'));
  assert.match(stdout, /^Subject: ejp-notice$/m);
});
