import { perLanguage } from './per-language.ts';

/** What the last row asks and says instead of the keys: a date that is typed, the file that a view is written to. */
const fr = () => ({
  date: 'Aller au\u00a0:',
  /** The least needed first. */
  dateHints: ['24/11, 24/11/2026 ou hier', 'Échap\u00a0: annuler', 'Entrée\u00a0: voir'] as readonly string[],
  /** From the longest to the shortest. */
  dateRefusals: {
    form: ['attendu 24/11, 24/11/2026 ou hier', 'attendu 24/11'],
    notADay: ['cette date n’existe pas', 'n’existe pas'],
    future: ['dans le futur'],
  } as Readonly<Record<'form' | 'notADay' | 'future', readonly string[]>>,

  exportPrompt: 'Fichier\u00a0:',
  exportForms: [
    ['c', 'csv'],
    ['j', 'json'],
    ['t', 'texte'],
    ['Échap', ''],
  ] as readonly (readonly [key: string, what: string])[],
  exported: 'Enregistré\u00a0: ',
  exportRefused: (path: string, why: string): string => `${path}\u00a0: ${why}`,
  exportNothing: [
    'Rien à enregistrer\u00a0: cette vue n’a pas encore de données',
    'Rien à enregistrer encore',
  ] as readonly string[],
  /** Why the system refuses a file, by its code. */
  refusals: {
    ENOSPC: 'le disque est plein',
    EDQUOT: 'le quota du disque est atteint',
    EACCES: 'écriture refusée à ce compte',
    EPERM: 'écriture refusée à ce compte',
    EROFS: 'disque en lecture seule',
    EIO: 'le disque ne répond pas bien',
  } as Readonly<Record<string, string>>,

  settingsKeys: [
    ['↑↓', 'choisir'],
    ['←→', 'changer'],
    ['R', 'tout par défaut'],
    ['Échap', 'fermer'],
  ] as readonly (readonly [key: string, what: string])[],
  helpKeys: [
    ['↑↓', 'défiler'],
    ['Échap', 'fermer'],
  ] as readonly (readonly [key: string, what: string])[],
});

const en = (): ReturnType<typeof fr> => ({
  date: 'Go to:',
  dateHints: ['24/11, 2026-11-24 or yesterday', 'Esc: cancel', 'Enter: show'],
  dateRefusals: {
    form: ['expected 24/11, 2026-11-24 or yesterday', 'expected 24/11'],
    notADay: ['there is no such date', 'no such date'],
    future: ['in the future'],
  },

  exportPrompt: 'File:',
  exportForms: [
    ['c', 'csv'],
    ['j', 'json'],
    ['t', 'text'],
    ['Esc', ''],
  ],
  exported: 'Written: ',
  exportRefused: (path, why) => `${path}: ${why}`,
  exportNothing: ['Nothing to write: this view has no data yet', 'Nothing to write yet'],
  refusals: {
    ENOSPC: 'the disk is full',
    EDQUOT: "the disk's quota is reached",
    EACCES: 'this account may not write there',
    EPERM: 'this account may not write there',
    EROFS: 'the disk is read-only',
    EIO: 'the disk does not answer well',
  },

  settingsKeys: [
    ['↑↓', 'choose'],
    ['←→', 'change'],
    ['R', 'all as by default'],
    ['Esc', 'close'],
  ],
  helpKeys: [
    ['↑↓', 'scroll'],
    ['Esc', 'close'],
  ],
});

export const lastRowTexts = perLanguage(fr, en);
