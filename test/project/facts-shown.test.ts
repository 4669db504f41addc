/*
 * What documents list is what the program has: keys of the conf and of prices, metrics, topics, messages of the feed, exit
 * codes, the doctor's words. Each way: nothing is missing, nothing is there that is not so.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { DEFAULTS, KNOWN_KEYS } from '../../src/config/settings.ts';
import { parseTariffs } from '../../src/config/tariffs.ts';
import { POWER_KEY, PRICE_KEYS } from '../../src/energy/prices.ts';
import { man } from '../../src/text/man.ts';
import { blocksOf, linksOf, quotedOf, rowsOf, sectionOf, textOf } from '../support/documents.ts';
import { root } from '../support/paths.ts';

const source = (path: string): string => readFileSync(join(root, 'src', path), 'utf8');
const sorted = (words: Iterable<string>): string[] => [...new Set(words)].sort();

describe('conf/README.md', () => {
  const document = textOf('conf/README.md');
  const rows = rowsOf(sectionOf(document, '## LinkyAcq.conf')).filter(([keys = '']) => /^[A-Z]/.test(keys));

  test('it has every key of LinkyAcq.conf, and no other', () => {
    assert.deepEqual(sorted(rows.flatMap(([keys = '']) => keys.split(', '))), sorted(KNOWN_KEYS));
  });

  test('their defaults are those of the program', () => {
    const shipped = readFileSync(join(root, 'conf/LinkyAcq.conf'), 'utf8');
    let compared = 0;
    for (const [keys = '', shown = ''] of rows)
      for (const key of keys.split(', ')) {
        if (DEFAULTS[key as keyof typeof DEFAULTS] === undefined) {
          assert.match(shown, /^(none|fr|8 hex digits|\[see feed\].*)$/, key);
        } else {
          assert.equal(new RegExp(`^#${key} (.*)$`, 'm').exec(shipped)?.[1], shown, key);
          compared++;
        }
      }
    assert.ok(compared > 20);
  });

  test('it has every key of prices, and no other; the prices that are shown are read', () => {
    const keys = rowsOf(sectionOf(document, '## Prices'))
      .slice(1)
      .flatMap(([cell = '']) =>
        cell === 'INDEX01 … INDEX10' ? PRICE_KEYS.filter((key) => /^INDEX/.test(key)) : cell.split(', '),
      );
    assert.deepEqual(sorted(keys), sorted([...PRICE_KEYS, POWER_KEY]));
    for (const path of ['conf/README.md', 'README.md', '.github/LISEZMOI.md'])
      for (const block of blocksOf(textOf(path)).filter((each) => /^\d{4}-\d\d-\d\d [A-Z]/.test(each))) {
        const { prices, issues } = parseTariffs(block, path);
        assert.deepEqual([issues, prices.length], [[], block.trim().split('\n').length]);
      }
  });

  test('every key of LinkyAcq.conf that any document names exists', () => {
    const prefixes = /^(OLED|LED|RELAY|MQTT|EJP|OVERLOAD|WAIT|LINKY|INPUT|NB|READ)_[A-Z_]+$/;
    const variables = [
      'LINKY_HOME',
      'LINKY_DEBUG',
      'LINKY_EVENT',
      'LINKY_FROM',
      'LINKY_UNTIL',
      'LINKY_PAPP',
      'LINKY_CONTRACT',
    ];
    for (const path of [
      'README.md',
      '.github/INSTALL.md',
      '.github/TROUBLESHOOTING.md',
      'src/actions/README.md',
      'src/mqtt/README.md',
    ])
      for (const [word] of textOf(path).matchAll(/\b[A-Z]+(_[A-Z]+)+\b/g))
        if (prefixes.test(word)) assert.ok([...KNOWN_KEYS, ...variables].includes(word), `${path}: ${word}`);
  });
});

test('src/metrics/README.md has every metric with its labels, and names no other', () => {
  const code = source('metrics/house-metrics.ts');
  const document = textOf('src/metrics/README.md');
  const metrics = [...code.matchAll(/'(linky_\w+)'/g)].map(([, name = '']) => name);
  assert.ok(metrics.length > 15);
  const inTable = rowsOf(document)
    .flatMap(([names = '']) => quotedOf(names))
    .filter((name) => /^linky_\w+$/.test(name));
  assert.deepEqual(sorted(inTable), sorted(metrics));
  for (const [name] of document.matchAll(/linky_\w+/g)) assert.ok(metrics.includes(name), name);
  const labels = rowsOf(document).flatMap(([, cell = '']) => cell.replace(/\(.*?\)/g, '').match(/[a-z]+/g) ?? []);
  for (const label of [
    'direction',
    'estimated',
    'phase',
    'register',
    'contract',
    'period',
    'today',
    'reason',
    'part',
    'version',
  ])
    assert.ok(labels.includes(label), label);
});

describe('src/feed/README.md', () => {
  const document = textOf('src/feed/README.md');
  const code = source('feed/messages.ts');
  const [, names = ''] = /const MESSAGES = \{ ([^}]*) \}/.exec(code) ?? [];

  /** The fields of a message, from its schema. */
  const fieldsOf = (name: string): string[] => {
    const [, body = ''] = new RegExp(`^const ${name} = object\\(\\{([\\s\\S]*?)\\}\\);`, 'm').exec(code) ?? [];
    const own = body.includes('\n') ? [...body.matchAll(/^ {2}(\w+):/gm)] : [...body.matchAll(/(\w+):/g)];
    return own.map(([, field = '']) => field).filter((field) => field !== 'type');
  };

  test('it has every message, in the order of its table', () => {
    const shown = rowsOf(sectionOf(document, '## What comes')).flatMap(([name = '']) => quotedOf(name));
    assert.deepEqual(shown.slice(0, 5), names.split(', '));
  });

  for (const name of names.split(', ')) {
    test(`it has every field of ${name}`, () => {
      const section = sectionOf(document, `### ${name}`);
      const fields = fieldsOf(name);
      assert.ok(fields.length > 0);
      for (const field of fields) assert.ok(section.includes(`\`${field}\``), field);
      const rows = rowsOf(section)
        .slice(1)
        .flatMap(([cell = '']) => quotedOf(cell));
      assert.deepEqual(
        rows.filter((field) => !fields.includes(field)),
        [],
      );
    });
  }

  test('it has every part that may fail, every state and every field of the peak', () => {
    const [, parts = ''] = /type FaultPart =([\s\S]*?);/.exec(code) ?? [];
    const [, states = ''] = /const linkState = oneOf\(([^)]*)\)/.exec(code) ?? [];
    const [, facts = ''] = /facts: optional\(object\(\{([^}]*)\}/.exec(code) ?? [];
    const words = [...`${parts} ${states}`.matchAll(/'(\w+)'/g), ...facts.matchAll(/(\w+):/g)].map(
      ([, word = '']) => word,
    );
    assert.ok(words.length > 15);
    for (const word of [...words, 'active', 'unknown', 'notice', 'since', 'until'])
      assert.ok(document.includes(`\`${word}\``), word);
  });
});

test('src/mqtt/README.md has every topic with its QoS, and whether it is retained', () => {
  const [, body = ''] = /const TOPICS = \{([\s\S]*?)\} as const/.exec(source('mqtt/topics.ts')) ?? [];
  const topics = [...body.matchAll(/^ {2}(\w+): \{ qos: (\d), retain: (\w+) \}/gm)];
  assert.equal(topics.length, 8);
  const rows = rowsOf(sectionOf(textOf('src/mqtt/README.md'), '## What is sent'));
  for (const [, name, qos, retain] of topics) {
    const row = rows.find(([cell = '']) => quotedOf(cell).includes(name as string));
    assert.equal(row?.[1], `${qos}, ${retain === 'true' ? 'yes' : 'no'}`, name);
  }
});

test('src/cli/README.md has the exit codes of the man page', () => {
  const shown = rowsOf(textOf('src/cli/README.md'))
    .filter(([code = '']) => /^\d$/.test(code))
    .map(([code]) => code);
  assert.deepEqual(
    shown,
    man.en.exitCodes.map(([code]) => code),
  );
});

describe('the words of the program that documents quote', () => {
  /** Every text of the program; what is filled in is one sign. */
  const texts = readdirSync(join(root, 'src/text'))
    .map((name) => source(`text/${name}`))
    .join('\n')
    .replaceAll('\\u00a0', ' ')
    .replace(/\$\{[^}]*\}/g, '\0');

  /** Whether a text of the program reads so: a number, a port or a user stands where it is filled in. */
  function isSaid(phrase: string): boolean {
    const words = phrase.replaceAll('\u00a0', ' ').split(' ');
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = escaped.map((word) => `(?:${word}|[^\\s'"\`]*\\0[^\\s'"\`]*)`).join(' ');
    const found = [...texts.matchAll(new RegExp(pattern, 'g'))].map(([text]) => text.split(' '));
    // What is filled in alone is no proof: a text is the phrase but for one word.
    const isClose = (text: readonly string[]): boolean => text.filter((word, i) => word !== words[i]).length <= 1;
    return found.some((text) => isClose(text) && text.some((word, i) => word === words[i]));
  }

  for (const name of ['TROUBLESHOOTING', 'DEPANNAGE']) {
    test(`${name} quotes what the doctor says`, () => {
      const phrases = rowsOf(textOf(`.github/${name}.md`)).flatMap(([, says = '', cure]) =>
        cure === undefined ? [] : quotedOf(says),
      );
      assert.ok(phrases.length > 20, `${phrases.length} phrases`);
      assert.deepEqual(
        phrases.filter((phrase) => !isSaid(phrase)),
        [],
      );
    });
  }

  test('both tables of faults have the same rows, with the same links', () => {
    const [english, french] = ['TROUBLESHOOTING', 'DEPANNAGE'].map((name) => textOf(`.github/${name}.md`)) as [
      string,
      string,
    ];
    const shape = (text: string): number[] => rowsOf(text).map(([, says = '']) => quotedOf(says).length);
    assert.deepEqual(shape(french), shape(english));
    assert.deepEqual(linksOf(french).slice(1), linksOf(english).slice(1));
  });

  test('the words of the report, in bold or quoted, are its own', () => {
    const section = sectionOf(textOf('src/report/README.md'), '## What the figures mean');
    const labels = [
      ...section.matchAll(/\*\*(Net à payer|Relevés|Puissance moyenne|Période d’avant|Un an avant|Projection)\*\*/g),
    ];
    assert.equal(labels.length, 6);
    const quoted = quotedOf(section).filter((phrase) => /[éàè% ]/.test(phrase) && !/\.conf$/.test(phrase));
    assert.ok(quoted.length >= 5);
    // What stands between the figures of a phrase.
    const parts = [...labels.map(([, label = '']) => label), 'Non compté', 'Soutirage', ...quoted].flatMap((phrase) => {
      return phrase.split(/[\s,:]*[\d/%~]+[\s,]*/).filter((part) => part.length >= 4);
    });
    assert.deepEqual(
      parts.filter((part) => !texts.includes(part)),
      [],
    );
  });

  test('the words of the display are its own', () => {
    const shown = rowsOf(textOf('src/panel/README.md')).flatMap(
      ([word = '']) => word.match(/^`?\p{Lu}{4,}|^`(\p{Ll}{4,})/gu) ?? [],
    );
    assert.ok(shown.length >= 5);
    for (const word of shown) assert.ok(source('text/panel.ts').includes(word.replaceAll('`', '')), word);
  });
});
