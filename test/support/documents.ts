/*
 * The Markdown of the repository, taken apart: headings, links, blocks of code, words in backquotes, rows of tables.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

/** Folders of the top level that have documents; the others are made, or not ours. */
const FOLDERS = ['.github', 'conf', 'logs', 'src', 'test'];

/** Every document, by its path in the repository. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
];

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

const FENCED = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** The blocks of code between fences, in their order. */
export const blocksOf = (text: string): string[] => [...text.matchAll(FENCED)].map(([, , code = '']) => code);

/** The text without its blocks of code. */
export const proseOf = (text: string): string => text.replace(FENCED, '');

/** What stands in backquotes, outside of blocks. */
export const quotedOf = (text: string): string[] => {
  return [...proseOf(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code.replaceAll('\\|', '|'));
};

/** The anchors of a document, as GitHub makes them of its headings. */
export const anchorsOf = (text: string): string[] =>
  [...proseOf(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The targets of its links and pictures. */
export const linksOf = (text: string): string[] =>
  [...proseOf(text).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

/** The rows of its tables below their heads, each as its cells. */
export const rowsOf = (text: string): string[][] =>
  [...proseOf(text).matchAll(/^\|(.*)\|$/gm)]
    .map(([, row = '']) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .filter(([first = '']) => !/^-+$/.test(first));

/** The part of a document below a heading, up to the next one of its level or above. */
export function sectionOf(text: string, heading: string): string {
  const from = text.indexOf(`\n${heading}\n`);
  if (from < 0) throw new Error(`no heading ${heading}`);
  const level = heading.indexOf(' ');
  const next = new RegExp(`\\n#{1,${level}} `, 'g');
  next.lastIndex = from + heading.length;
  return text.slice(from, next.exec(text)?.index ?? text.length);
}
