import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** The documents for owners, by their place in the repository. */
export const OWNERS_DOCUMENTS = [
  'README.md',
  ...['LISEZMOI', 'INSTALL', 'TROUBLESHOOTING', 'DEPANNAGE', 'SECURITY'].map((name) => `.github/${name}.md`),
  ...['conf/README.md', 'logs/README.md', 'src/mqtt/FLEET.md'],
  ...['actions', 'cli', 'feed', 'metrics', 'mqtt', 'page', 'panel', 'report', 'tui'].map(
    (room) => `src/${room}/README.md`,
  ),
];

/** Where a document lies below /usr/share/doc/linky-monitor: as in the repository, but not in a folder that is hidden or of code. */
export const packagedName = (path: string): string => path.replace(/^(\.github|src)\//, '');

const LINK = /(!?)\[([^\]]*)\]\((?!https?:)([^)#]*)(#[^)]*)?\)/g;

/** The text of a document as it is packaged: links lead to what is packaged too, pictures and other links are their words. */
export function packagedDocument(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8').replace(LINK, (whole, picture, words, target, anchor = '') => {
    if (picture === '!') return `*${words}*`;
    if (target === '') return whole;
    const file = normalize(join(dirname(path), target));
    if (!OWNERS_DOCUMENTS.includes(file)) return words;
    return `[${words}](${relative(dirname(packagedName(path)), packagedName(file))}${anchor})`;
  });
}
