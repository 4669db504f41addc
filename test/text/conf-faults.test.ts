import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSettings } from '../../src/config/settings.ts';
import { parseTariffs } from '../../src/config/tariffs.ts';
import { describeIssue } from '../../src/text/conf-faults.ts';
import type { Lang } from '../../src/text/format.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const settings = (line: string, lang: Lang): string =>
  parseSettings(line, 'LinkyAcq.conf')
    .issues.map((issue) => plain(describeIssue(issue, lang)))
    .join('\n');
const tariffs = (line: string, lang: Lang): string =>
  parseTariffs(line, 'tariffs.conf')
    .issues.map((issue) => plain(describeIssue(issue, lang)))
    .join('\n');

test('an unknown key names the nearest ones, not all of them', () => {
  assert.equal(
    settings('MOD_LINKY H', 'fr'),
    'LinkyAcq.conf, ligne 1 : clé inconnue MOD_LINKY ; vouliez-vous dire LINKY_MODE ?',
  );
  assert.equal(settings('NB_PAP 8', 'en'), 'LinkyAcq.conf, line 1: unknown key NB_PAP; did you mean NB_PAPP?');
  assert.equal(
    settings('FOO 1', 'fr'),
    'LinkyAcq.conf, ligne 1 : clé inconnue FOO, sans effet ; voir conf/README.md de la documentation',
  );
  assert.equal(tariffs('2026-02-01 PM 0.3', 'fr'), 'tariffs.conf, ligne 1 : clé inconnue PM ; vouliez-vous dire HPM ?');
});

test('the forms that a line could have are in the language', () => {
  assert.equal(tariffs('2026-02-30 HN 0.3', 'fr'), 'tariffs.conf, ligne 1 : HN 2026-02-30 : attendu AAAA-MM-JJ');
  assert.equal(tariffs('2026-02-01', 'fr'), 'tariffs.conf, ligne 1 : 2026-02-01 : attendu DATE CLÉ PRIX');
  assert.equal(tariffs('2026-02-01', 'en'), 'tariffs.conf, line 1: 2026-02-01: expected DATE KEY PRICE');
  assert.equal(tariffs('2026-02-01 ABO 5000', 'fr'), 'tariffs.conf, ligne 1 : ABO 5000 : attendu 0…1000 €/mois');
  assert.equal(
    settings('INPUT_DEV usb', 'fr'),
    'LinkyAcq.conf, ligne 1 : INPUT_DEV usb : attendu /dev/… | tcp://HÔTE:PORT | replay:FICHIER | sim:SCÉNARIO',
  );
  assert.equal(
    settings(`FEED_SOCKET ${'x'.repeat(5)}`, 'fr'),
    'LinkyAcq.conf, ligne 1 : FEED_SOCKET xxxxx : attendu /… (≤ 107 octets)',
  );
  assert.equal(
    settings(`X ${'x'.repeat(600)}`, 'fr').replace(/x+/, 'x'),
    'LinkyAcq.conf, ligne 1 : X x : attendu CLÉ VALEUR',
  );
});

test('of a whole file: the code of the system; what root does not run keeps its commands as they are', () => {
  const file = '/c/LinkyAcq.conf';
  const whole = { file, line: 0, key: '', value: '', expected: 'EACCES' };
  assert.equal(
    plain(describeIssue(whole, 'fr')),
    `${file} illisible (accès refusé, EACCES) : les valeurs en vigueur restent`,
  );
  const root = { file, line: 0, key: 'LED_ON_CMD', value: '/KEY', expected: 'chmod go-w /KEY' };
  assert.match(describeIssue(root, 'fr'), /dans \/KEY\u00a0: chmod go-w \/KEY, ou/);
});
