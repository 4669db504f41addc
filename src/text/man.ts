import { perLanguage } from './per-language.ts';

/** Texts of the man page beside those of the help. */
const fr = () => ({
  name: 'NOM',
  synopsis: 'SYNOPSIS',
  description: 'DESCRIPTION',
  commands: 'COMMANDES',
  commonOptions: 'OPTIONS COMMUNES',
  examples: 'EXEMPLES',
  files: 'FICHIERS',
  exit: 'CODES DE SORTIE',
  seeAlso: 'VOIR AUSSI',
  withoutCommand: 'Sans commande\u00a0: l’écran, comme tui.',
  places: [
    ['/etc/linky-monitor/LinkyAcq.conf', 'les réglages\u00a0; chaque clé y est, en commentaire, à sa valeur d’office'],
    ['/etc/linky-monitor/tariffs.conf', 'les prix, un par ligne, chacun avec sa date'],
    ['/var/lib/linky-monitor', 'le dossier du service\u00a0: conf/ (un lien vers /etc/linky-monitor) et logs/'],
    ['/var/lib/linky-monitor/logs/', 'un journal par jour\u00a0; ni remove ni purge du paquet n’y touchent'],
    ['/run/linky-monitor/feed.sock', 'le flux du démon'],
    ['/usr/share/doc/linky-monitor/LISEZMOI.md', 'le mode d’emploi\u00a0; les autres documents sont à côté'],
  ],
  exitCodes: [
    ['0', 'fait'],
    ['1', 'échec\u00a0: une ligne dit quoi, où, que faire'],
    ['2', 'mauvais usage'],
    ['3', 'aucun démon ne répond'],
  ],
});

const en = (): ReturnType<typeof fr> => ({
  name: 'NAME',
  synopsis: 'SYNOPSIS',
  description: 'DESCRIPTION',
  commands: 'COMMANDS',
  commonOptions: 'COMMON OPTIONS',
  examples: 'EXAMPLES',
  files: 'FILES',
  exit: 'EXIT STATUS',
  seeAlso: 'SEE ALSO',
  withoutCommand: 'Without a command: the screen, as tui.',
  places: [
    ['/etc/linky-monitor/LinkyAcq.conf', 'the settings; each key is there, as a comment, at its default'],
    ['/etc/linky-monitor/tariffs.conf', 'the prices, one a line, each with its date'],
    ['/var/lib/linky-monitor', 'the home of the service: conf/ (a link to /etc/linky-monitor) and logs/'],
    ['/var/lib/linky-monitor/logs/', 'one log a day; neither remove nor purge of the package touches them'],
    ['/run/linky-monitor/feed.sock', "the daemon's feed"],
    ['/usr/share/doc/linky-monitor/README.md', 'how to begin; the other documents are beside it'],
  ],
  exitCodes: [
    ['0', 'done'],
    ['1', 'it failed: one line says what, where, what to do'],
    ['2', 'wrong usage'],
    ['3', 'no daemon answers'],
  ],
});

export const man = perLanguage(fr, en);
