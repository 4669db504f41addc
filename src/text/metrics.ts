import { perLanguage } from './per-language.ts';

/** METRICS_FILE, in the log. */
const fr = () => ({
  failed: (path: string, code: string) =>
    `mesures impossibles à écrire dans ${path} (${code})\u00a0: vérifier le dossier et ses droits\u00a0; nouvel essai toutes les 10\u00a0s`,
  back: (path: string) => `mesures de nouveau écrites dans ${path}`,
});

const en = (): ReturnType<typeof fr> => ({
  failed: (path, code) =>
    `cannot write metrics to ${path} (${code}): check the directory and its rights; tried again every 10 s`,
  back: (path) => `metrics written again to ${path}`,
});

export const metrics = perLanguage(fr, en);
