import { perLanguage } from './per-language.ts';

/** What the Debian package says while it is installed and removed. */
const fr = () => ({
  moved: (from: string, to: string) =>
    `les fichiers de ${from} sont maintenant dans ${to}\u00a0; les anciens restent dans ${from}.before`,
  before: (path: string) =>
    `${path} (écrite par service install) passe avant l’unité du paquet\u00a0: «\u00a0sudo linky-monitor service install\u00a0» rend la main au paquet`,
  next: 'ensuite\u00a0: «\u00a0sudo linky-monitor setup\u00a0», qui cherche le compteur, demande le reste et donne les journaux à lire à qui le lance',
  kept: (logs: string) => `les journaux restent\u00a0: ${logs}`,
});

const en = (): ReturnType<typeof fr> => ({
  moved: (from, to) => `the files of ${from} are in ${to} now; the old ones stay in ${from}.before`,
  before: (path) =>
    `${path} (written by service install) comes before the unit of the package: "sudo linky-monitor service install" hands over to the package`,
  next: 'next: "sudo linky-monitor setup", which looks for the meter, asks the rest and lets whoever runs it read the logs',
  kept: (logs) => `the logs stay: ${logs}`,
});

export const deb = perLanguage(fr, en);
