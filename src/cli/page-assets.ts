import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assets } from '../page/document.ts';
import type { Texts } from '../text/index.ts';
import { CliError } from './errors.ts';
import { PACKAGE } from './paths.ts';

/** What runs and is shown in a browser, as it was built. @throws CliError where it was not, as the bundler did not run */
export function readAssets(texts: Texts['cli']): Assets {
  const read = (name: string): string => readFileSync(join(PACKAGE, 'dist', 'program', name), 'utf8');
  try {
    return { script: read('page.js'), style: read('page.css') };
  } catch (error) {
    throw new CliError(texts.noPageParts, 1, error);
  }
}
