import { perLanguage } from './per-language.ts';

/** What to do on this machine about a screen that has nothing to show: words before a command, and whole sentences. */
const fr = () => ({
  start: 'Le démarrer\u00a0:',
  restart: 'Le redémarrer\u00a0:',
  why: 'Voir pourquoi il s’arrête\u00a0:',
  install: 'L’installer\u00a0:',
  tryIt: 'L’essayer\u00a0:',
  atBoot: 'Avec la machine\u00a0:',
  demo: 'Voir sans compteur\u00a0:',
  join: 'Accès\u00a0:',
  thenLogin: 'puis rouvrir la session',
  loginAgain: (group: string): string => `Ce compte est dans le groupe ${group}\u00a0: fermer la session, la rouvrir`,
  foreign: 'Ce socket est à un autre compte\u00a0: donner celui du démon avec --socket',
  noLogs: (directory: string): string => `Aucun journal encore dans ${directory}, et aucun démon pour en écrire.`,
  noLogsSilent: 'Aucun journal encore\u00a0: le premier vient avec les premières trames du compteur.',
  noPrices: 'Aucun prix\u00a0: copier le modèle, puis y mettre ceux du contrat\u00a0:',
});

const en = (): ReturnType<typeof fr> => ({
  start: 'Start it:',
  restart: 'Restart it:',
  why: 'See why it ends:',
  install: 'Install it:',
  tryIt: 'Try it:',
  atBoot: 'With the machine:',
  demo: 'See it without a meter:',
  join: 'Access:',
  thenLogin: 'then log in again',
  loginAgain: (group) => `This account is in the group ${group}: log out, and in again`,
  foreign: "This socket belongs to another account: give the daemon's with --socket",
  noLogs: (directory) => `No log yet in ${directory}, and no daemon to write one.`,
  noLogsSilent: "No log yet: the first one comes with the meter's first frames.",
  noPrices: "No price: copy the model, then put your contract's into it:",
});

export const firstUse = perLanguage(fr, en);
