import { unreadableFile } from './file-codes.ts';
import type { Lang } from './format.ts';
import { meant } from './nearest.ts';
import { perLanguage } from './per-language.ts';

/** A line of a configuration file that cannot be used (config/issue.ts). */
interface Issue {
  readonly file: string;
  readonly line: number;
  readonly key: string;
  readonly value: string;
  readonly expected: string;
  readonly near?: readonly string[];
}

/** French words of the forms that an issue expects: these name keys and values in capitals, units as they are. */
const FRENCH_WORDS: Readonly<Record<string, string>> = {
  'YYYY-MM-DD': 'AAAA-MM-JJ',
  KEY: 'CLÉ',
  VALUE: 'VALEUR',
  PRICE: 'PRIX',
  HOST: 'HÔTE',
  NAME: 'NOM',
  FILE: 'FICHIER',
  DIRECTORY: 'DOSSIER',
  SCENARIO: 'SCÉNARIO',
  COMMAND: 'COMMANDE',
  month: 'mois',
  decimals: 'décimales',
  bytes: 'octets',
  after: 'après',
};

/** What a line could have said, in the words of a language; values that are typed are the same in both. */
export function expectedForm(expected: string, lang: Lang): string {
  if (lang === 'en') return expected;
  return expected.replace(/YYYY-MM-DD|\b[A-Za-z]+\b/g, (word) =>
    Object.hasOwn(FRENCH_WORDS, word) ? (FRENCH_WORDS[word] ?? word) : word,
  );
}

const fr = () => ({
  unreadable: (file: string, code: string) =>
    `${unreadableFile(file, code, 'fr')}\u00a0: les valeurs en vigueur restent`,
  line: (file: string, line: number, what: string, expected: string) =>
    `${file}, ligne ${line}\u00a0: ${what}\u00a0: attendu ${expected}`,
  unknown: (file: string, line: number, key: string, near: readonly string[]) =>
    `${file}, ligne ${line}\u00a0: clé inconnue ${key}${near.length > 0 ? `\u00a0; ${meant.fr(near)}` : ', sans effet\u00a0; voir conf/README.md de la documentation'}`,
  rootOnly: (file: string, keys: string, path: string, cure: string) =>
    `${file}\u00a0: root n’exécute pas ${keys}, car d’autres peuvent écrire dans ${path}\u00a0: ${cure}, ou lancer le démon sous un autre utilisateur`,
});

const en = (): ReturnType<typeof fr> => ({
  unreadable: (file, code) => `${unreadableFile(file, code, 'en')}: the values in force stay`,
  line: (file, line, what, expected) => `${file}, line ${line}: ${what}: expected ${expected}`,
  unknown: (file, line, key, near) =>
    `${file}, line ${line}: unknown key ${key}${near.length > 0 ? `; ${meant.en(near)}` : ', without effect; see conf/README.md of the documentation'}`,
  rootOnly: (file, keys, path, cure) =>
    `${file}: root does not run ${keys}, since others can write in ${path}: ${cure}, or run the daemon as another user`,
});

const faults = perLanguage(fr, en);

/** The line of an issue of a conf file; of the whole file where its `line` is 0. */
export function describeIssue({ file, line, key, value, expected, near }: Issue, lang: Lang): string {
  const t = faults[lang];
  if (line === 0) return key === '' ? t.unreadable(file, expected) : t.rootOnly(file, key, value, expected);
  if (near) return t.unknown(file, line, key, near);
  return t.line(file, line, [key, value].filter(Boolean).join(' '), expectedForm(expected, lang));
}
