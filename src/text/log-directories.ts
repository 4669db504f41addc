import { perLanguage } from './per-language.ts';

/** What the screen says of the directory that it reads the logs of. */
const fr = () => ({
  other: (read: string) => `Journaux de ${read}, pas ceux du démon`,
});

const en = (): ReturnType<typeof fr> => ({
  other: (read) => `Logs of ${read}, not the daemon’s`,
});

export const logDirectories = perLanguage(fr, en);
