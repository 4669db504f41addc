import { perLanguage } from './per-language.ts';

/** Texts of `service`: every change of the machine is shown before it is made. */
const fr = () => ({
  group: (name: string) => `groupe système ${name}`,
  user: (name: string) => `utilisateur système ${name}, sans mot de passe ni shell`,
  member: (user: string, group: string) => `${user} dans le groupe ${group}, pour lire journaux et flux sans sudo`,
  newLogin: (user: string) => `${user}\u00a0: fermer la session et la rouvrir, le groupe ne vaut qu’à partir de là`,
  directory: (path: string, user: string) => `dossier ${path}, à ${user}`,
  shared: (path: string, group: string) => `${path} et ses journaux\u00a0: le groupe ${group} peut y écrire`,
  copied: (path: string, source: string) => `${path}, copie de ${source}`,
  kept: (path: string, other: string) => `${path} reste comme il est\u00a0; ${other} n’a pas été repris`,
  logs: (count: number, from: string) => `${count} ${count > 1 ? 'journaux copiés' : 'journal copié'} depuis ${from}`,
  linked: (path: string, count: number) =>
    count === 1
      ? `${path} est un lien\u00a0: laissé tel quel`
      : `${path} et ${count - 1} de plus sont des liens\u00a0: laissés tels quels`,
  logsThere: (count: number, logs: string) => `${count} déjà dans ${logs}, non repris`,
  noLogs: (from: string) => `${from}\u00a0: aucun journal *AAAA_MM_JJ*.log, ni là ni dans logs/`,
  noConf: (from: string) => `${from}\u00a0: aucune conf LinkyAcq.conf, ni là ni dans conf/`,
  fromMissing: (from: string) => `${from} n’existe pas`,
  fromUnreadable: (from: string, code: string) => `${from} illisible (${code})\u00a0: le faire avec sudo`,
  fromNoDirectory: (from: string) => `${from} n’est pas un dossier`,
  fromEmpty: (from: string) =>
    `aucune conf, aucun journal trouvé dans ${from}\u00a0: donner le dossier où sont LinkyAcq.conf et les journaux *AAAA_MM_JJ*.log, ou celui qui a conf/ et logs/`,
  unit: (path: string) => path,
  unitAgain: (path: string, foreign: boolean) =>
    foreign ? `${path}, récrit (l’ancien reste à côté, en .before)` : `${path}, récrit`,
  removed: (path: string) => `${path} ôté`,
  returned: (path: string, packaged: string, foreign: boolean) =>
    `${path} ôté${foreign ? ' (l’ancien reste à côté, en .before)' : ''}\u00a0: celle du paquet Debian vaut, ${packaged}`,
  before: (path: string, packaged: string) => `${path} passe avant celle du paquet Debian, ${packaged}`,
  packaged: (path: string) => `installé par le paquet Debian linky-monitor\u00a0: ${path}`,
  ofPackage: (path: string) => `${path} est du paquet Debian\u00a0: sudo apt remove linky-monitor l’ôte`,
  badSite: (path: string) =>
    `${path}\u00a0: sous /run, le dossier des pages est /run/NOM, d’un nom à lui (/run/linky-pages)`,
  foreignSite: (path: string) =>
    `${path} contient autre chose que des pages de linky-monitor\u00a0: donner un dossier neuf ou vide`,
  noBroker: (conf: string) => `MQTT_URL manque dans ${conf}\u00a0: rien n’est envoyé tant qu’il n’y est pas`,
  noCredential: (path: string, service: string) =>
    `${path} n’existe pas\u00a0: sans lui ${service} ne démarre pas\u00a0; le créer, ou ôter sa ligne de la conf et relancer service install`,
  systemctl: (words: string) => `systemctl ${words}`,
  will: (verb: 'install' | 'uninstall') => `linky-monitor service ${verb}, voici ce qui sera fait\u00a0:`,
  question: 'Le faire\u00a0? [o/N]',
  needsYes: 'pas de terminal pour demander\u00a0: ajouter --yes (ou --dry-run pour voir seulement)',
  needsRoot: (command: string) => `il faut être root\u00a0: ${command}`,
  nothingInstalled: (path: string) => `rien à ôter\u00a0: ${path} n’existe pas`,
  nothing: 'rien à faire\u00a0: tout est en place',
  done: 'fait',
  doneBefore: 'fait jusque-là\u00a0:',
  failed: (what: string, why: string) => `${what}\u00a0: ${why}`,
  barrier: (path: string, where: string, user: string) =>
    `l’utilisateur ${user} ne pourra pas lire ${path}\u00a0: ${where} lui est fermé\u00a0; installer le programme pour tous (sudo npm install -g), ou chmod o+x ${where}`,
  stays: (conf: string, logs: string, user: string) => `restent\u00a0: ${conf}, ${logs}, l’utilisateur ${user}`,
  notInstalled: (path: string) =>
    `pas installé (${path} n’existe pas)\u00a0; l’installer\u00a0: linky-monitor service install`,
  installed: (path: string) => `installé\u00a0: ${path}`,
  noAnswer: 'systemd ne répond pas à cet utilisateur (D-Bus absent\u00a0?)\u00a0: le demander avec sudo',
  enabled: 'démarre avec la machine',
  notEnabled: (name: string) => `ne démarre pas avec la machine\u00a0: sudo systemctl enable ${name}`,
  active: (since: string, text: string) => `en marche depuis ${since}${text && `\u00a0: ${text}`}`,
  notActive: (state: string, name: string) => `ne tourne pas (${state})\u00a0: sudo journalctl -u ${name} -n 20`,
  restarts: (count: number) => `redémarré ${count} fois par systemd`,
  same: 'l’unité est celle que cette version écrirait',
  differs: 'l’unité n’est pas celle que cette version écrirait\u00a0: linky-monitor service install la met à jour',
  rcLocal: '# à mettre dans /etc/rc.local (exécutable), avant exit 0\u00a0:',
});

const en = (): ReturnType<typeof fr> => ({
  group: (name) => `system group ${name}`,
  user: (name) => `system user ${name}, without password or shell`,
  member: (user, group) => `${user} into group ${group}, to read logs and feed without sudo`,
  newLogin: (user) => `${user}: log out and in again, the group counts only from then on`,
  directory: (path, user) => `directory ${path}, owned by ${user}`,
  shared: (path, group) => `${path} and its logs: group ${group} may write there`,
  copied: (path, source) => `${path}, copied from ${source}`,
  kept: (path, other) => `${path} stays as it is; ${other} was not taken`,
  logs: (count, from) => `${count} ${count > 1 ? 'logs' : 'log'} copied from ${from}`,
  linked: (path, count) =>
    count === 1 ? `${path} is a link: left alone` : `${path} and ${count - 1} more are links: left alone`,
  logsThere: (count, logs) => `${count} already in ${logs}, not taken`,
  noLogs: (from) => `${from}: no log *YYYY_MM_DD*.log, neither there nor in logs/`,
  noConf: (from) => `${from}: no conf LinkyAcq.conf, neither there nor in conf/`,
  fromMissing: (from) => `${from} does not exist`,
  fromUnreadable: (from, code) => `cannot read ${from} (${code}): do it with sudo`,
  fromNoDirectory: (from) => `${from} is not a directory`,
  fromEmpty: (from) =>
    `no conf and no log found in ${from}: give the directory of LinkyAcq.conf and of the logs *YYYY_MM_DD*.log, or the one that has conf/ and logs/`,
  unit: (path) => path,
  unitAgain: (path, foreign) =>
    foreign ? `${path}, written anew (the old one stays beside it, as .before)` : `${path}, written anew`,
  removed: (path) => `${path} removed`,
  returned: (path, packaged, foreign) =>
    `${path} removed${foreign ? ' (the old one stays beside it, as .before)' : ''}: that of the Debian package counts, ${packaged}`,
  before: (path, packaged) => `${path} comes before that of the Debian package, ${packaged}`,
  packaged: (path) => `installed by the Debian package linky-monitor: ${path}`,
  ofPackage: (path) => `${path} is of the Debian package: sudo apt remove linky-monitor removes it`,
  badSite: (path) =>
    `${path}: below /run the directory of the pages is /run/NAME, of a name of its own (/run/linky-pages)`,
  foreignSite: (path) => `${path} has other things than pages of linky-monitor: give a new or an empty directory`,
  noBroker: (conf) => `MQTT_URL is missing in ${conf}: nothing is sent until it is there`,
  noCredential: (path, service) =>
    `${path} does not exist: ${service} does not start without it; make it, or remove its line of the conf and run service install again`,
  systemctl: (words) => `systemctl ${words}`,
  will: (verb) => `linky-monitor service ${verb}, this is what will be done:`,
  question: 'Do it? [y/N]',
  needsYes: 'no terminal to ask on: add --yes (or --dry-run to look only)',
  needsRoot: (command) => `this needs root: ${command}`,
  nothingInstalled: (path) => `nothing to remove: ${path} does not exist`,
  nothing: 'nothing to do: all is in place',
  done: 'done',
  doneBefore: 'done so far:',
  failed: (what, why) => `${what}: ${why}`,
  barrier: (path, where, user) =>
    `the user ${user} will not be able to read ${path}: ${where} is closed to it; install the program for everybody (sudo npm install -g), or chmod o+x ${where}`,
  stays: (conf, logs, user) => `what stays: ${conf}, ${logs}, the user ${user}`,
  notInstalled: (path) => `not installed (${path} does not exist); install it: linky-monitor service install`,
  installed: (path) => `installed: ${path}`,
  noAnswer: 'systemd does not answer this user (no D-Bus?): ask with sudo',
  enabled: 'starts with the machine',
  notEnabled: (name) => `does not start with the machine: sudo systemctl enable ${name}`,
  active: (since, text) => `running since ${since}${text && `: ${text}`}`,
  notActive: (state, name) => `does not run (${state}): sudo journalctl -u ${name} -n 20`,
  restarts: (count) => `restarted ${count} times by systemd`,
  same: 'the unit is the one that this version would write',
  differs: 'the unit is not the one that this version would write: linky-monitor service install brings it up to date',
  rcLocal: '# to be put into /etc/rc.local (executable), before exit 0:',
});

export const service = perLanguage(fr, en);
