import type { Lang } from './format.ts';
import { entryOf } from './untrusted.ts';

/** Why something that is named like a file cannot be read, by the system's code. */
const codes: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  fr: {
    ENOENT: 'un lien qui ne mène à rien',
    ELOOP: 'un lien qui mène à lui-même',
    EISDIR: 'un dossier',
    EINVAL: 'pas un fichier',
    ENXIO: 'pas un fichier',
    EACCES: 'accès refusé',
    EIO: 'erreur du disque',
    ENAMETOOLONG: 'un lien trop long',
    ENOTDIR: 'un lien qui ne mène à rien',
  },
  en: {
    ENOENT: 'a link that leads nowhere',
    ELOOP: 'a link that leads to itself',
    EISDIR: 'a directory',
    EINVAL: 'no file',
    ENXIO: 'no file',
    EACCES: 'no access',
    EIO: 'fault of the disk',
    ENAMETOOLONG: 'a link that is too long',
    ENOTDIR: 'a link that leads nowhere',
  },
};

/** The code with its meaning, where that is known. */
export function describeCode(code: string, lang: Lang): string {
  const text = entryOf(codes[lang], code);
  return text === undefined ? code : `${text}, ${code}`;
}
