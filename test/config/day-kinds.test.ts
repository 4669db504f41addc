import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadDayFiles, parseEjpDays, parseTempoDays } from '../../src/config/day-kinds.ts';
import { describeIssue } from '../../src/text/conf-faults.ts';
import { daysBetween } from '../../src/time/local.ts';
import { root } from '../support/paths.ts';

const shipped = (name: string): string => readFileSync(join(root, 'conf', name), 'utf8');

describe('tempo-days.conf', () => {
  test('a date and a colour, in French or English, or two dates; of two lines of one day the later one counts', () => {
    const text =
      '\ufeff# couleurs\r\n2025-01-01 2025-01-04 bleu\r\n2025-01-02\tBLANC # \r\n2025-01-03 red\n\n2025-01-03 rouge';
    const { kinds, issues } = parseTempoDays(text, 'f');
    assert.deepEqual(issues, []);
    assert.deepEqual(Object.fromEntries(kinds), {
      '2025-01-01': 'blue',
      '2025-01-02': 'white',
      '2025-01-03': 'red',
      '2025-01-04': 'blue',
    });
  });

  test('a line of another form is told, and the others count', () => {
    for (const bad of [
      '2025-01-01',
      '2025-01-01 vert',
      '2025-02-30 bleu',
      '2025-01-02 2025-01-01 bleu',
      '2020-01-01 2025-01-01 bleu',
      'bleu 2025-01-01',
      '2025-01-01 bleu rouge',
      '2025-01-01 constructor',
    ]) {
      const { kinds, issues } = parseTempoDays(`2024-12-31 bleu\n${bad}\n`, 'f');
      assert.deepEqual([...kinds.keys()], ['2024-12-31'], bad);
      assert.deepEqual(
        issues.map(({ line, value }) => [line, value]),
        [[2, bad]],
      );
    }
    const [issue] = parseTempoDays('x', 'tempo-days.conf').issues;
    assert.ok(issue);
    assert.equal(
      describeIssue(issue, 'fr'),
      'tempo-days.conf, ligne 1\u00a0: x\u00a0: attendu AAAA-MM-JJ [AAAA-MM-JJ] bleu | blanc | rouge',
    );
  });

  test('the file that ships says nothing of any day; its examples can be used', () => {
    assert.deepEqual(parseTempoDays(shipped('tempo-days.conf'), 'f'), { kinds: new Map(), issues: [] });
    const examples = parseTempoDays(shipped('tempo-days.conf').replace(/^#(?=\d)/gm, ''), 'f');
    assert.deepEqual(examples.issues, []);
    assert.deepEqual([...new Set(examples.kinds.values())].sort(), ['blue', 'red', 'white']);
  });
});

describe('ejp-days.conf', () => {
  test('a date alone is an EJP day, with `non` none', () => {
    const { kinds, issues } = parseEjpDays('2025-01-01 2025-01-04 non\n2025-01-02\n2025-01-03 EJP\n', 'f');
    assert.deepEqual(issues, []);
    assert.deepEqual([...kinds.values()], [false, true, true, false]);
  });

  test('the file that ships has five winters, Mondays to Fridays, and says which two have not 22 days', () => {
    const text = shipped('ejp-days.conf');
    const { kinds, issues } = parseEjpDays(text, 'f');
    assert.deepEqual(issues, []);
    for (const year of [2020, 2021, 2022, 2023, 2024]) {
      const winter = daysBetween(`${year}-11-01`, `${year + 1}-03-31`);
      assert.ok(winter.every((day) => kinds.has(day)));
      const peaks = winter.filter((day) => kinds.get(day));
      const odd = new RegExp(`^# ${year}-${year + 1} — (\\d\\d) jours`, 'm').exec(text)?.[1];
      assert.equal(peaks.length, Number(odd ?? 22), `${year}`);
      for (const day of peaks) assert.ok(new Date(day).getUTCDay() % 6 !== 0, day);
    }
  });

  test('files that are not there know nothing, and are no fault; a directory is one', () => {
    const none = loadDayFiles({ tempo: '/nowhere/tempo-days.conf', ejp: '/nowhere/ejp-days.conf' });
    assert.deepEqual(none, { colours: new Map(), ejpDays: new Map(), issues: [] });
    const { issues } = loadDayFiles({ tempo: tmpdir(), ejp: '/nowhere/ejp-days.conf' });
    assert.deepEqual(
      issues.map(({ line, expected }) => [line, expected]),
      [[0, 'EISDIR']],
    );
  });
});
