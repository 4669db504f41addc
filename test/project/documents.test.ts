/*
 * Every link of every document leads somewhere, and the two that an owner begins with, README and LISEZMOI, are the same
 * in two languages.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, test } from 'node:test';
import { OWNERS_DOCUMENTS, packagedDocument, packagedName } from '../../src/bundle/deb/documents.ts';
import { help } from '../../src/text/help.ts';
import {
  anchorsOf,
  blocksOf,
  DOCUMENTS,
  linksOf,
  proseOf,
  quotedOf,
  rowsOf,
  sectionOf,
  textOf,
} from '../support/documents.ts';
import { root } from '../support/paths.ts';
import { PINS } from '../support/wiring-svg.ts';

const ENGLISH = 'README.md';
const FRENCH = '.github/LISEZMOI.md';
const [english, french] = [textOf(ENGLISH), textOf(FRENCH)];

/** A link as the file of the repository that it leads to, and the anchor there. */
function targetOf(document: string, link: string): { file: string; anchor: string | undefined } {
  const [path = '', anchor] = link.split('#');
  return { file: path === '' ? document : normalize(join(dirname(document), path)), anchor };
}

describe('the links of the documents', () => {
  for (const document of DOCUMENTS) {
    test(`each of ${document} leads to a file, and to a heading in it`, () => {
      for (const link of linksOf(textOf(document)).filter((each) => !/^https?:/.test(each))) {
        const { file, anchor } = targetOf(document, link);
        assert.ok(existsSync(join(root, file)), link);
        if (anchor !== undefined) assert.ok(anchorsOf(textOf(file)).includes(anchor), link);
      }
    });
  }

  test('each of the Debian package leads to a document that is in it', () => {
    const packaged = new Map(OWNERS_DOCUMENTS.map((path) => [packagedName(path), packagedDocument(root, path)]));
    for (const [name, text] of packaged) {
      for (const link of linksOf(text).filter((each) => !/^https?:/.test(each))) {
        const { file, anchor } = targetOf(name, link);
        assert.ok(packaged.has(file), `${name}: ${link}`);
        if (anchor !== undefined) assert.ok(anchorsOf(packaged.get(file) ?? '').includes(anchor), `${name}: ${link}`);
      }
    }
  });

  test('every document is reached from README', () => {
    const reached = new Set([ENGLISH]);
    for (const document of reached)
      for (const link of linksOf(textOf(document))) {
        const { file } = targetOf(document, link);
        if (file.endsWith('.md')) reached.add(file);
      }
    assert.deepEqual(
      DOCUMENTS.filter((document) => !reached.has(document)),
      [],
    );
  });
});

/** What has a name in each language: the English one is taken. */
const SAME: Readonly<Record<string, string>> = {
  ...{ hier: 'yesterday', '7j': '7d', saison: 'season', Entrée: 'Enter', Échap: 'Esc' },
  ...{ j: 'd', s: 'w', m: 'm', a: 'y', 'linky-monitor report hier': 'linky-monitor report yesterday' },
  '--from DOSSIER': '--from DIR',
};
const asEnglish = (words: string): string => SAME[words] ?? words.replace(/ --lang en$/, '');

describe('README and LISEZMOI', () => {
  test('each has at most 1500 words, as wc counts them', () => {
    for (const text of [english, french]) {
      const words = text.split(/\s+/).filter(Boolean).length;
      assert.ok(words <= 1500, `${words} words`);
    }
  });

  test('they have the same sections, blocks of code and words to type', () => {
    const levels = (text: string): string[] => [...proseOf(text).matchAll(/^#+ /gm)].map(([marks]) => marks);
    assert.deepEqual(levels(french), levels(english));
    const blocks = (text: string): string[] => blocksOf(text).map((block) => block.replaceAll(' --lang en', ''));
    assert.deepEqual(blocks(french), blocks(english));
    assert.deepEqual(quotedOf(french).map(asEnglish), quotedOf(english).map(asEnglish));
  });

  test('they have the same tables, row by row, and the same links', () => {
    const shape = (text: string): number[] => rowsOf(text).map((cells) => cells.length);
    assert.deepEqual(shape(french), shape(english));
    const targets = (document: string): string[] =>
      linksOf(textOf(document)).map((link) => {
        const { file, anchor } = targetOf(document, link);
        return `${file.replace('DEPANNAGE', 'TROUBLESHOOTING').replace(/-fr\.svg$/, '-en.svg')}#${anchor ?? ''}`;
      });
    const [, ...rest] = targets(ENGLISH);
    const [, ...restInFrench] = targets(FRENCH);
    assert.deepEqual(restInFrench, rest);
    assert.deepEqual([targets(ENGLISH)[0], targets(FRENCH)[0]], [`${FRENCH}#`, `${ENGLISH}#`]);
  });

  test('the keys of their tables are those of the help of the screen', () => {
    for (const [text, lang, heading] of [
      [english, 'en', '## Every day'],
      [french, 'fr', '## Tous les jours'],
    ] as const) {
      const { go, common, views } = help[lang];
      const sections = { [views.live.name]: views.live, [views.day.name]: views.day };
      const named = { ...sections, [views.costs.name]: views.costs, [views.ejp.name]: views.ejp };
      let where = '';
      let count = 0;
      for (const [place = '', keys = ''] of rowsOf(sectionOf(text, heading)).filter((cells) => cells.length === 3)) {
        if (place !== '') where = place;
        if (/^(where|où)$/.test(where)) continue;
        const { items } = named[where] ?? { items: [...go.items, ...common.items] };
        const known = items.flatMap(([key]) => key.split(' '));
        for (const key of quotedOf(keys)) {
          assert.ok(known.includes(key), `${lang}, ${where}: ${key}`);
          count++;
        }
      }
      assert.ok(count > 20, `${count} keys`);
    }
  });

  test('the pins of their tables are those of the drawing', () => {
    const { supply, ground, rxd, led, ledGround, oled } = PINS;
    for (const [text, heading] of [
      [english, '## Wiring'],
      [french, '## Câblage'],
    ] as const) {
      const pins = rowsOf(sectionOf(text, heading)).map(([, pin = '']) => pin);
      assert.deepEqual(pins.slice(1), [`${supply}`, `${ground}`, `${rxd}`, `${led}, ${ledGround}`, oled.join(', ')]);
    }
  });
});

describe('the pictures of the documents', () => {
  test('each is in a document, in its language at least', () => {
    const shown = new Set(DOCUMENTS.flatMap((document) => linksOf(textOf(document)).map((link) => basename(link))));
    const files = readdirSync(join(root, '.github/pictures'));
    const french = (name: string): string => name.replace(/-fr\.svg$/, '-en.svg');
    assert.deepEqual(
      files.filter((name) => !shown.has(name) && !shown.has(french(name))),
      [],
    );
  });

  test('both have Live, a day, EJP, the display and the wiring in their own language', () => {
    for (const [text, lang] of [
      [english, 'en'],
      [french, 'fr'],
    ] as const)
      for (const name of ['live', 'day', 'ejp', 'oled', 'wiring'])
        assert.match(text, new RegExp(`pictures/${name}-${lang}\\.svg\\)`));
  });
});
