import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

/** The language of the display on the emulated Pi. */
export const PI_LANG = 'fr';

/** A golden picture of test/golden/oled, which npm test checks. */
export function golden(name: string): string {
  return readFileSync(join(root, 'test', 'golden', 'oled', `${name}.txt`), 'utf8').trimEnd();
}
