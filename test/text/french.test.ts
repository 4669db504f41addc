import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFault } from '../../src/text/faults.ts';
import { formatInstant } from '../../src/text/format.ts';
import { help } from '../../src/text/help.ts';
import { textsIn } from '../../src/text/index.ts';
import { views } from '../../src/text/views.ts';

/** Every text of a tree, functions as their source. */
function textsOf(node: unknown): string[] {
  if (typeof node === 'string') return [node];
  if (typeof node === 'function') return [String(node)];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(textsOf) : [];
}

const FRENCH = textsOf([textsIn('fr'), help.fr, views.fr]);

test('French texts have a no-break space between a number and its unit', () => {
  const faulty = FRENCH.filter((text) => /[\d}] (s|min|h|j|kW|kWh|VA|A|V|Mo|ko|€|%|kΩ)(?![’\p{L}\d])/u.test(text));
  assert.deepEqual(faulty, []);
});

test('French texts have a no-break space before : ; ? ! »', () => {
  const plain = FRENCH.filter((text) => !text.includes('=>') && !text.includes('{'));
  assert.deepEqual(
    plain.filter((text) => / [;:»]|\p{L} [?!]/u.test(text)),
    [],
  );
});

test('French texts have typographic apostrophes', () => {
  assert.deepEqual(
    FRENCH.filter((text) => !text.includes('=>') && /\p{L}'\p{L}/u.test(text)),
    [],
  );
});

test('the fault of a daemon part is described in words; a part or detail without a text is shown as it is', () => {
  const described = (lang: 'fr' | 'en', part: string, detail: string): unknown =>
    Object.values(describeFault({ part, detail }, lang));
  assert.deepEqual(described('fr', 'clock', 'unset'), ['horloge', 'pas réglée', 'horloge']);
  assert.deepEqual(described('en', 'log', 'ENOSPC'), ['log', 'ENOSPC', 'log']);
  assert.deepEqual(described('fr', 'gong', 'toString'), ['gong', 'toString', 'gong']);
  const lacking = 'PTEC 100%, NTARF=03 60%';
  assert.deepEqual(described('fr', 'labels', lacking), [
    'trames',
    'sans PTEC 100\u00a0%, NTARF=03 inconnu 60\u00a0%',
    'sans PTEC, NTARF=03 inconnu',
  ]);
  assert.deepEqual(described('en', 'labels', lacking), [
    'frames',
    'no PTEC 100%, NTARF=03 unknown 60%',
    'no PTEC, NTARF=03 unknown',
  ]);
  assert.deepEqual(described('en', 'labels', 'a newer form'), ['frames', 'a newer form', 'frames']);
  assert.equal(formatInstant('fr', '2026-11-24T07:00:00.000+01:00'), '24/11/2026 07:00');
  assert.equal(formatInstant('en', '?'), '?');
});
