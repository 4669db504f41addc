import { perLanguage } from './per-language.ts';

/** The sheet of settings. Values that are written as they are have no entry. */
const fr = () => ({
  title: 'Réglages',
  names: {
    theme: 'Couleurs',
    signs: 'Signes',
    language: 'Langue',
    startView: 'Première vue',
    startWindow: 'Fenêtre Live',
    scale: 'Échelle',
    plot: 'Tracé',
    injection: 'Injection',
    mouse: 'Souris',
    bell: 'Sonnerie EJP',
  },
  values: {
    theme: { auto: 'auto', sombre: 'sombre', clair: 'clair', daltonien: 'daltonien' },
    signs: { auto: 'du terminal', full: 'blocs', console: 'demi-blocs', ascii: 'ASCII' },
    language: { fr: 'français', en: 'English' },
    scale: { auto: 'auto', subscribed: 'souscrite' },
    plot: { filled: 'plein', outline: 'contour', line: 'ligne' },
    injection: { auto: 'auto', on: 'montrée', off: 'cachée' },
    mouse: { true: 'oui', false: 'non' },
    bell: { true: 'oui', false: 'non' },
  } as Readonly<Record<string, Readonly<Record<string, string>>>>,
  /** The value is an option's, for this run. */
  asked: '(option)',
  prices: 'Prix en vigueur, depuis le',
  noPrices: 'Aucun prix en vigueur',
  /** Where prices are changed, before the path. */
  changeIn: 'Les changer\u00a0: ',
  changeLine: (line: number): string => `, ligne ${line}`,
  /** Where the settings are remembered, before the path. */
  keptIn: 'Retenus dans ',
  faults: {
    broken: (file: string): string => `${file}\u00a0: JSON attendu, rien n’en est pris`,
    value: (file: string, name: string, expected: string): string =>
      `${file}\u00a0: ${name}\u00a0: attendu ${expected}`,
    unreadable: (file: string, code: string): string => `${file} illisible\u00a0: ${code}`,
    unwritable: (file: string, code: string): string => `Non retenus, ${file}\u00a0: ${code}`,
    nowhere: 'Non retenus\u00a0: ni XDG_CONFIG_HOME ni HOME ne dit où',
  },
});

const en = (): ReturnType<typeof fr> => ({
  title: 'Settings',
  names: {
    theme: 'Colours',
    signs: 'Signs',
    language: 'Language',
    startView: 'First view',
    startWindow: 'Live window',
    scale: 'Scale',
    plot: 'Plot',
    injection: 'Injection',
    mouse: 'Mouse',
    bell: 'EJP bell',
  },
  values: {
    theme: { auto: 'auto', sombre: 'dark', clair: 'light', daltonien: 'colour-blind' },
    signs: { auto: "the terminal's", full: 'blocks', console: 'half blocks', ascii: 'ASCII' },
    language: { fr: 'français', en: 'English' },
    scale: { auto: 'auto', subscribed: 'subscribed' },
    plot: { filled: 'filled', outline: 'outline', line: 'line' },
    injection: { auto: 'auto', on: 'shown', off: 'hidden' },
    mouse: { true: 'on', false: 'off' },
    bell: { true: 'on', false: 'off' },
  },
  asked: '(option)',
  prices: 'Prices in force, since',
  noPrices: 'No price in force',
  changeIn: 'Change them in: ',
  changeLine: (line) => `, line ${line}`,
  keptIn: 'Kept in ',
  faults: {
    broken: (file) => `${file}: expected JSON, nothing of it is used`,
    value: (file, name, expected) => `${file}: ${name}: expected ${expected}`,
    unreadable: (file, code) => `${file} cannot be read: ${code}`,
    unwritable: (file, code) => `Not kept, ${file}: ${code}`,
    nowhere: 'Not kept: neither XDG_CONFIG_HOME nor HOME says where',
  },
});

export const settings = perLanguage(fr, en);
