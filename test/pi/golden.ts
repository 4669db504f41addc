import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The language of the display on the emulated Pi. */
export const PI_LANG = 'fr';

/** A golden picture of test/golden/oled, which npm test holds. */
export function golden(name: string): string {
  return readFileSync(
    fileURLToPath(new URL(`../../../test/golden/oled/${name}.txt`, import.meta.url)),
    'utf8',
  ).trimEnd();
}
