import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** `.js` where the tests are compiled (dist/test), `.ts` where Node runs the sources (Node ≥ 22.18). */
const extension = extname(import.meta.filename);

/** The checkout, or the working directory when the tests were built elsewhere. */
export const root = projectAbove(import.meta.dirname) ?? process.cwd();

function projectAbove(directory: string): string | undefined {
  if (existsSync(join(directory, 'package.json'))) return directory;
  return dirname(directory) === directory ? undefined : projectAbove(dirname(directory));
}

/** The file of a module, compiled or not as this test is. @param name without extension: `src/feed/path` */
export function moduleFile(name: string): string {
  return join(import.meta.dirname, '..', '..', `${name}${extension}`);
}

/** The program's main file: of what ships, or of the sources where Node runs these. */
export const CLI =
  extension === '.js' ? join(import.meta.dirname, '..', '..', 'program', 'cli.cjs') : moduleFile('src/cli');
