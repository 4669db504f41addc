import { perLanguage } from './per-language.ts';

/** Codes of a symbolic link, and of a hard one. */
const LINKED = ['ELOOP', 'EMLINK'];

/** The lines of the daemon, in its log and on its terminal. */
const fr = () => ({
  started: (version: string, input: string, logs: string) =>
    `linky-monitor ${version} démarré\u00a0: lit ${input}, journaux dans ${logs}`,
  feedAt: (path: string) => `flux servi sur ${path}`,
  stopped: 'arrêté',
  neverOpened: (input: string) => `${input} n’a jamais pu s’ouvrir\u00a0: fin avec le code 1`,
  /** A line that was repeated; `times`: how often it was left out. */
  repeated: (text: string, times: number) => `${text} (${times} fois de plus, non écrites)`,
  receiving: (mode: string, contract: string, meter: string) =>
    `trames reçues\u00a0: mode ${mode}, contrat ${contract}, compteur ${meter}`,
  hidden:
    'en mode historique, le compteur cache les périodes des offres récentes et dit BASE\u00a0; si votre offre en a, demandez le mode standard à votre fournisseur (gratuit)',
  back: (seconds: number) => `trames de nouveau reçues après ${seconds}\u00a0s`,
  silent: (seconds: number) => `compteur muet\u00a0: aucune trame valide depuis ${seconds}\u00a0s`,
  implausible: (count: number) => `valeurs d’index invraisemblables, non retenues\u00a0: ${count} depuis le démarrage`,
  contract: (before: string, after: string) => `contrat du compteur changé\u00a0: ${before} -> ${after}`,
  ended: 'fin de la capture',
  retry: (text: string, seconds: number) => `${text}\u00a0; nouvel essai toutes les ${seconds}\u00a0s`,
  journalFailed: (logs: string, code: string) =>
    `journal impossible dans ${logs} (${code})\u00a0: les lignes attendent en mémoire\u00a0; ${LINKED.includes(code) ? 'le fichier du jour y est un lien vers un autre, à retirer' : 'vérifier la place, les droits et le montage'}`,
  journalLost: (lines: number, logs: string) => `${lines} ligne(s) n’ont pas pu être écrites dans ${logs}`,
  /** After the issues that are named. */
  moreFaults: (count: number) =>
    count === 1 ? '… et une autre ligne fautive' : `… et ${count} autres lignes fautives`,
  feedRefused: {
    full: 'flux\u00a0: trop de lecteurs à la fois, les nouveaux sont refusés',
    flood: 'flux\u00a0: trop de connexions par seconde, les nouvelles attendent',
  },
  panelMissing: (module: string) =>
    `${module} absent\u00a0: l’écran reste éteint\u00a0; l’installer avec un compilateur (npm rebuild ${module}) ou ôter -l`,
  panelFailed: (part: string, detail: string) => `${part} indisponible (${detail})\u00a0: nouvel essai plus tard`,
  panelBack: (part: string) => `${part} de nouveau en service`,
  notifyFailed: (code: string) =>
    `systemd-notify ne démarre pas (${code})\u00a0: systemd ne saura pas que le démon vit`,
  /** States of the link. */
  states: {
    detecting: 'recherche des trames',
    receiving: 'en direct',
    silent: 'compteur muet',
    reconnecting: 'reconnexion',
    stopped: 'arrêté',
  },
});

const en = (): ReturnType<typeof fr> => ({
  started: (version, input, logs) => `linky-monitor ${version} started: reads ${input}, logs in ${logs}`,
  feedAt: (path) => `feed served at ${path}`,
  stopped: 'stopped',
  neverOpened: (input) => `${input} could never be opened: ends with code 1`,
  /** A line that was repeated; `times`: how often it was left out. */
  repeated: (text, times) => `${text} (${times} times more, not written)`,
  receiving: (mode, contract, meter) => `frames received: ${mode} mode, contract ${contract}, meter ${meter}`,
  hidden:
    'in mode historique the meter hides the periods of recent offers and says BASE; if your offer has any, ask your supplier for mode standard (free of charge)',
  back: (seconds) => `frames received again after ${seconds} s`,
  silent: (seconds) => `meter silent: no valid frame for ${seconds} s`,
  implausible: (count) => `implausible index values, held back: ${count} since the start`,
  contract: (before, after) => `the meter's contract has changed: ${before} -> ${after}`,
  ended: 'end of the capture',
  retry: (text, seconds) => `${text}; next tries every ${seconds} s`,
  journalFailed: (logs, code) =>
    `cannot write the log in ${logs} (${code}): lines wait in memory; ${LINKED.includes(code) ? "the day's file is a link to another one: remove it" : 'check space, rights and mount'}`,
  journalLost: (lines, logs) => `${lines} line(s) could not be written in ${logs}`,
  moreFaults: (count) => (count === 1 ? '… and one more line at fault' : `… and ${count} more lines at fault`),
  feedRefused: {
    full: 'feed: too many readers at once, new ones are refused',
    flood: 'feed: too many connections a second, new ones wait',
  },
  panelMissing: (module) =>
    `${module} not installed: the display stays dark; install it with a compiler (npm rebuild ${module}) or drop -l`,
  panelFailed: (part, detail) => `${part} unavailable (${detail}): tried again later`,
  panelBack: (part) => `${part} in service again`,
  notifyFailed: (code) => `cannot run systemd-notify (${code}): systemd will not know that the daemon lives`,
  states: {
    detecting: 'looking for frames',
    receiving: 'live',
    silent: 'meter silent',
    reconnecting: 'reconnecting',
    stopped: 'stopped',
  },
});

export const daemon = perLanguage(fr, en);
