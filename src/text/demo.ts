import { perLanguage } from './per-language.ts';

/** The command `demo` and its options. */
const fr = () => ({
  command: 'compteur simulé avec quatorze mois de journaux, vrai démon et écran, dans un dossier temporaire',
  speed: 'vitesse du compteur simulé et de son heure',
  at: 'début\u00a0: 18:30, 24/12 18:30, 2026-12-24T18:30\u00a0; sinon maintenant, et de 22\u00a0h à 7\u00a0h, 18:30 le soir d’avant',
  scenario: 'dernier jour EJP\u00a0: en pleine pointe (18:30), ou au préavis (06:40)',
  ejpOnly: (scenario: string) => `--scenario ${scenario} demande le contrat EJP (--contract ejp)`,
  badMoment: (text: string, expected: string) => `--at ${text} refusé\u00a0: attendu ${expected}`,
  daemonEnded: 'le démon de la démonstration s’est arrêté',
});

const en = (): ReturnType<typeof fr> => ({
  command: 'simulated meter with fourteen months of logs, real daemon and screen, in a temporary directory',
  speed: 'speed of the simulated meter and of its time',
  at: 'beginning: 18:30, 24/12 18:30, 2026-12-24T18:30; else now, and from 22:00 to 07:00, 18:30 of the evening before',
  scenario: 'the last EJP day: in its peak (18:30), or at the notice (06:40)',
  ejpOnly: (scenario) => `--scenario ${scenario} needs the EJP contract (--contract ejp)`,
  badMoment: (text, expected) => `--at ${text} refused: expected ${expected}`,
  daemonEnded: 'the daemon of the demo has ended',
});

export const demo = perLanguage(fr, en);
