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

/** A file that was asked for and is not there is no link: nothing of that name is. */
const absent: Readonly<Record<Lang, string>> = { fr: 'introuvable', en: 'not found' };
/** A file that is read as a whole. */
const tooLarge: Readonly<Record<Lang, string>> = { fr: 'trop grand', en: 'too large' };

/** Why a file of settings or data cannot be read, by the system's code. */
function readFault(code: string, lang: Lang): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return absent[lang];
  return code === 'EFBIG' ? tooLarge[lang] : describeCode(code, lang);
}

/** The line of such a file: what and why. */
export function unreadableFile(file: string, code: string, lang: Lang): string {
  const why = readFault(code, lang);
  if (why === absent[lang]) return `${file} ${why}`;
  return lang === 'fr' ? `${file} illisible (${why})` : `cannot read ${file} (${why})`;
}

/** What is wrong with a log that the system gives (journal/archive.ts), behind its name. */
const logFaults: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  fr: {
    cut: 'est coupé, ce qui suit la coupure manque (archive gzip incomplète)',
    notGzip: 'illisible, laissé de côté (pas une archive gzip)',
    corrupt: 'illisible, laissé de côté (archive gzip abîmée)',
    tooLarge: 'illisible, laissé de côté (bien plus grand qu’un journal)',
    noLine: 'illisible, laissé de côté (pas une ligne de journal)',
  },
  en: {
    cut: 'is cut, what comes behind the cut is missing (incomplete gzip archive)',
    notGzip: 'cannot be read, left out (no gzip archive)',
    corrupt: 'cannot be read, left out (damaged gzip archive)',
    tooLarge: 'cannot be read, left out (far larger than a log)',
    noLine: 'cannot be read, left out (not one line of a log)',
  },
};

/** Why a log, or a part of it, does not count, behind its name: by the system's code or the log's own fault. */
export function logFault(code: string, lang: Lang): string {
  const own = entryOf(logFaults[lang], code);
  if (own !== undefined) return own;
  const why = describeCode(code, lang);
  return lang === 'fr' ? `illisible, laissé de côté (${why})` : `cannot be read, left out (${why})`;
}

/** Why a file cannot be written, and what to do, by the system's code. */
const writeFaults: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  fr: {
    ENOENT: 'son dossier n’existe pas, le créer',
    ENOTDIR: 'ce qui serait son dossier est un fichier',
    EISDIR: 'c’est un dossier, nommer un fichier',
    EINVAL: 'ce n’est pas un fichier ordinaire, rediriger par > plutôt',
    EACCES: 'accès refusé, choisir un autre dossier ou changer ses droits',
    EPERM: 'accès refusé, choisir un autre dossier ou changer ses droits',
    EROFS: 'le disque est en lecture seule',
    ENOSPC: 'le disque est plein',
    EDQUOT: 'le quota du disque est atteint',
    ENAMETOOLONG: 'le nom est trop long',
    EIO: 'erreur du disque',
  },
  en: {
    ENOENT: 'its directory does not exist, make it',
    ENOTDIR: 'what would be its directory is a file',
    EISDIR: 'it is a directory, name a file',
    EINVAL: 'it is no ordinary file, redirect with > instead',
    EACCES: 'no access, choose another directory or change its rights',
    EPERM: 'no access, choose another directory or change its rights',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the quota of the disk is used up',
    ENAMETOOLONG: 'the name is too long',
    EIO: 'fault of the disk',
  },
};

/** The same of a file that cannot be written. */
export function writeFault(code: string, lang: Lang): string {
  const text = entryOf(writeFaults[lang], code);
  return text === undefined ? code : `${text}, ${code}`;
}
