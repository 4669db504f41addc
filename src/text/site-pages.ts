import { writeFault } from './file-codes.ts';
import { perLanguage } from './per-language.ts';

/** The command `pages`. */
const fr = () => ({
  command: 'un site statique\u00a0: une page par jour, semaine, mois, année et saison, liées entre elles',
  directory: 'dossier du site\u00a0; neuf, vide, ou déjà fait par cette commande',
  again:
    'récrit ce qui change\u00a0: la page du jour toutes les 30\u00a0s, les autres toutes les 10\u00a0min, jusqu’à Ctrl-C',
  notOurs: (path: string) =>
    `${path} contient autre chose que des pages de linky-monitor\u00a0: donner un dossier neuf ou vide`,
  busy: (path: string, pid: number) =>
    `un autre linky-monitor pages (pid ${pid}) écrit déjà dans ${path}\u00a0: l’arrêter d’abord`,
  unwritable: (path: string, code: string) => `${path} ne peut pas être écrit\u00a0: ${writeFault(code, 'fr')}`,
  taken: (name: string) => `${name} n’a pas été écrit par linky-monitor\u00a0: laissé tel quel`,
  done: (written: number, removed: number, all: number) =>
    `${written} ${written > 1 ? 'pages écrites' : 'page écrite'}${removed > 0 ? `, ${removed} ${removed > 1 ? 'ôtées' : 'ôtée'}` : ''}, sur ${all}`,
  progress: (done: number, of: number) => `pages\u00a0: ${done} sur ${of}`,
});

const en = (): ReturnType<typeof fr> => ({
  command: 'a static site: a page a day, week, month, year and season, linked to each other',
  directory: 'directory of the site; new, empty, or made by this command',
  again: 'writes again what changes: the page of today every 30 s, the others every 10 min, until Ctrl-C',
  notOurs: (path) => `${path} has other things than pages of linky-monitor: give a new or an empty directory`,
  busy: (path, pid) => `another linky-monitor pages (pid ${pid}) is writing to ${path}: stop it first`,
  unwritable: (path, code) => `${path} cannot be written: ${writeFault(code, 'en')}`,
  taken: (name) => `${name} was not written by linky-monitor: left alone`,
  done: (written, removed, all) =>
    `${written} ${written === 1 ? 'page' : 'pages'} written${removed > 0 ? `, ${removed} removed` : ''}, of ${all}`,
  progress: (done, of) => `pages: ${done} of ${of}`,
});

export const sitePages = perLanguage(fr, en);
