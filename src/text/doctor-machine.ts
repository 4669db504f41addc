import type { Says } from './doctor-port.ts';
import { describeFault } from './faults.ts';
import { logFault } from './file-codes.ts';
import { formatInstant, formatShortDay } from './format.ts';
import { perLanguage } from './per-language.ts';

/** Megabytes, as gigabytes where there are many. */
const place = (megabytes: number, unit: 'Mo' | 'MB', point: ',' | '.'): string =>
  megabytes < 10_000
    ? `${megabytes}\u00a0${unit}`
    : `${(megabytes / 1000).toFixed(1).replace('.', point)}\u00a0${unit.replace('M', 'G')}`;

/** Findings on clock, disk, logs, daemon, service and program. */
const fr = () => ({
  clockPast: (year: number): Says => [
    `l’horloge est en ${year}\u00a0: les journaux iraient sous de faux jours`,
    'le réseau\u00a0? timedatectl\u00a0; sudo timedatectl set-ntp true',
  ],
  clockUnsynced: (): Says => [
    'horloge pas synchronisée',
    'le réseau\u00a0? timedatectl\u00a0; sudo timedatectl set-ntp true',
  ],
  clockUnknown: (): Says => [
    'rien ne dit si l’horloge est synchronisée',
    'timedatectl, ou le service de temps de cette machine',
  ],
  clockGood: (zone: string): Says => [`synchronisée\u00a0; journaux à l’heure de ${zone}`],
  clockNoRtc: (zone: string): Says => [
    `synchronisée\u00a0; journaux à l’heure de ${zone}\u00a0; pas d’horloge à pile\u00a0: sans réseau au démarrage, l’heure retarde`,
  ],
  readOnly: (point: string): Says => [
    `${point} est monté en lecture seule`,
    'carte SD usée ou système en overlay\u00a0: sudo raspi-config → Performance → Overlay\u00a0; dmesg | grep -i mmc',
  ],
  noInodes: (count: number): Says => [`il ne reste que ${count} inodes`, 'ôter de petits fichiers'],
  diskGood: (megabytes: number, days: number): Says => [
    `${place(megabytes, 'Mo', ',')} libres\u00a0: ${days > 3650 ? 'plus de dix ans' : `${days} jours`} de journaux`,
  ],
  diskFull: (megabytes: number, days: number): Says => [
    `${place(megabytes, 'Mo', ',')} libres\u00a0: ${days > 3650 ? 'plus de dix ans' : `${days} jours`} de journaux`,
    'linky-monitor logs compress (un dixième de la place)\u00a0; sudo journalctl --vacuum-size=50M',
  ],
  logsMissing: (path: string): Says => [
    `${path} n’existe pas encore`,
    'le démon le crée à sa première ligne\u00a0: linky-monitor service install',
  ],
  logsUnwritable: (path: string, user: string): Says => [
    `${user} ne peut pas écrire dans ${path}`,
    'sudo linky-monitor service install remet les droits',
  ],
  logsClosed: (path: string, group: string, user: string): Says => [
    `${path} fermé à ${user}`,
    `sudo usermod -aG ${group} ${user}, puis rouvrir la session`,
  ],
  logsUnreadable: (path: string): Says => [`${path} illisible`, `vérifier ses droits\u00a0: ls -ld ${path}`],
  logsUnread: (path: string, count: number): Says => [
    count === 1
      ? `${path} illisible\u00a0: les rapports s’en passent`
      : `${path} et ${count - 1} autre(s) illisibles\u00a0: les rapports s’en passent`,
    `voir ce que c’est\u00a0: ls -ld ${path}`,
  ],
  logsEmpty: (path: string): Says => [
    `${path}\u00a0: aucun relevé encore`,
    'le premier vient avec la première série de trames, 20\u00a0s après le démarrage du démon',
  ],
  logsGood: (days: number, day: string, seen: number, lines: number): Says => [
    `${days} jour(s), le dernier ${formatShortDay('fr', day)}\u00a0; ${seen === 1 ? 'dernier journal examiné' : `${seen} derniers journaux examinés`} (${lines} lignes, aucune abîmée)`,
  ],
  logsFault: (path: string, fault: string): Says => [
    `${path} ${logFault(fault, 'fr')}`,
    'remettre une copie de ce journal s’il en reste une\u00a0; sinon l’énergie du jour vient des index des jours voisins',
  ],
  logsDamaged: (path: string, damaged: number, lines: number): Says => [
    `${path}\u00a0: ${damaged} lignes abîmées sur ${lines}`,
    'rien à faire si c’était une coupure\u00a0; si cela revient, la carte SD s’use',
  ],
  logsQuiet: (path: string, minutes: number): Says => [
    `le démon reçoit, mais ${path} n’a rien de neuf depuis ${minutes}\u00a0min`,
    'un autre dossier que le sien\u00a0? linky-monitor service status\u00a0; ou le disque le refuse',
  ],
  logsAhead: (path: string): Says => [
    `${path} porte une date à venir\u00a0: l’horloge de la machine a été fausse`,
    'le mettre ailleurs\u00a0: tant qu’il est là, et si rien ne dit que l’heure est juste, le journal attend à chaque démarrage',
  ],
  daemonAnswers: (socket: string, pid: number, since: string): Says => [
    `répond sur ${socket} (pid ${pid}, depuis le ${formatInstant('fr', since)})`,
  ],
  daemonOld: (theirs: string, ours: string): Says => [
    `le démon en marche est la version ${theirs}, le programme ${ours}`,
    'sudo systemctl restart linky-monitor',
  ],
  daemonFault: (part: string, since: string, detail: string): Says => {
    const { name, why } = describeFault({ part, detail }, 'fr');
    const says = `en défaut depuis le ${formatInstant('fr', since)}\u00a0: ${name} (${why})`;
    return [says, 'le reste continue\u00a0; le démon réessaie de lui-même'];
  },
  daemonAbsent: (socket: string): Says => [
    `aucun démon sur ${socket}`,
    'linky-monitor service install, ou linky-monitor daemon pour essayer',
  ],
  daemonDead: (socket: string): Says => [`${socket} reste d’un démon mort`, 'sudo systemctl restart linky-monitor'],
  daemonForeign: (socket: string): Says => [
    `${socket} refusé\u00a0: son dossier est à un autre compte`,
    'ls -ld le montre\u00a0; le retirer, ou donner le socket du démon avec --socket',
  ],
  daemonMute: (socket: string, code: string): Says => [
    `${socket} ne répond pas (${code})`,
    'sudo systemctl restart linky-monitor',
  ],
  serviceNone: (): Says => [
    'pas de service\u00a0: rien ne démarre avec la machine',
    'linky-monitor service install (ou service rc.local)',
  ],
  serviceDown: (state: string, result: string): Says => [
    `le service ne tourne pas (${state}, ${result})`,
    'sudo journalctl -u linky-monitor -n 20',
  ],
  serviceNotEnabled: (): Says => ['le service ne démarre pas avec la machine', 'sudo systemctl enable linky-monitor'],
  serviceRestarts: (count: number): Says => [
    `systemd a redémarré le démon ${count} fois`,
    'sudo journalctl -u linky-monitor -n 50',
  ],
  serviceNoNetwork: (input: string): Says => [
    `le service n’a pas de réseau, mais INPUT_DEV est ${input}`,
    'sudo linky-monitor service install récrit l’unité',
  ],
  serviceGood: (): Says => ['en marche, et démarre avec la machine'],
  program: (version: string, node: string, platform: string, home: string): Says => [
    `linky-monitor ${version}, Node ${node}, ${platform}, dossier ${home}`,
  ],
  nodeOld: (node: string, least: number): Says => [
    `Node ${node} est trop ancien`,
    `Node ${least} ou plus récent\u00a0; Pi Zero et Zero W\u00a0: le armv6l de unofficial-builds.nodejs.org`,
  ],
  serialLost: (why: string, platform: string): Says => [
    `le module série ne se charge pas\u00a0: ${why}`,
    `réinstaller le programme sur cette machine (${platform})\u00a0: npm install -g`,
  ],
  model: (name: string): Says => [`${name}`],
  notPi: (platform: string): Says => [`pas un Raspberry Pi (${platform})`],
  memory: (megabytes: number): Says => [
    `${megabytes}\u00a0Mo de mémoire libre\u00a0: un rapport sur des années peut en manquer`,
    'fermer ce qui ne sert pas\u00a0; Raspberry Pi OS Lite suffit',
  ],
  underVoltage: (): Says => [
    'tension trop basse en ce moment',
    'alimentation et câble du Pi\u00a0: 5\u00a0V, 2,5\u00a0A au moins',
  ],
  underVoltageBefore: (): Says => [
    'tension trop basse depuis le démarrage',
    'alimentation et câble du Pi\u00a0: 5\u00a0V, 2,5\u00a0A au moins',
  ],
});

const en = (): ReturnType<typeof fr> => ({
  clockPast: (year) => [
    `the clock is in ${year}: logs would go under false days`,
    'the network? timedatectl; sudo timedatectl set-ntp true',
  ],
  clockUnsynced: () => ['the clock is not synchronised', 'the network? timedatectl; sudo timedatectl set-ntp true'],
  clockUnknown: () => ['nothing says whether the clock is synchronised', "timedatectl, or this machine's time service"],
  clockGood: (zone) => [`synchronised; logs in the time of ${zone}`],
  clockNoRtc: (zone) => [
    `synchronised; logs in the time of ${zone}; no battery clock: a start without network has a late time`,
  ],
  readOnly: (point) => [
    `${point} is mounted read-only`,
    'a worn SD card, or an overlay system: sudo raspi-config → Performance → Overlay; dmesg | grep -i mmc',
  ],
  noInodes: (count) => [`only ${count} inodes are left`, 'remove small files'],
  diskGood: (megabytes, days) => [
    `${place(megabytes, 'MB', '.')} free: ${days > 3650 ? 'more than ten years' : `${days} days`} of logs`,
  ],
  diskFull: (megabytes, days) => [
    `${place(megabytes, 'MB', '.')} free: ${days > 3650 ? 'more than ten years' : `${days} days`} of logs`,
    'linky-monitor logs compress (a tenth of the space); sudo journalctl --vacuum-size=50M',
  ],
  logsMissing: (path) => [
    `${path} does not exist yet`,
    'the daemon makes it with its first line: linky-monitor service install',
  ],
  logsUnwritable: (path, user) => [
    `${user} cannot write into ${path}`,
    'sudo linky-monitor service install sets the rights again',
  ],
  logsClosed: (path, group, user) => [
    `${path} is closed to ${user}`,
    `sudo usermod -aG ${group} ${user}, then log in again`,
  ],
  logsUnreadable: (path) => [`${path} cannot be read`, `check its rights: ls -ld ${path}`],
  logsUnread: (path, count) => [
    count === 1
      ? `${path} cannot be read: reports do without it`
      : `${path} and ${count - 1} more cannot be read: reports do without them`,
    `see what it is: ls -ld ${path}`,
  ],
  logsEmpty: (path) => [
    `${path}: no reading yet`,
    'the first one comes with the first series of frames, 20 s after the daemon starts',
  ],
  logsGood: (days, day, seen, lines) => [
    `${days} day(s), the last one ${day}; ${seen === 1 ? 'the last log' : `the last ${seen} logs`} examined (${lines} lines, none damaged)`,
  ],
  logsFault: (path, fault) => [
    `${path} ${logFault(fault, 'en')}`,
    'put a copy of this log back if there is one; else the energy of the day comes from the indexes of the days beside it',
  ],
  logsDamaged: (path, damaged, lines) => [
    `${path}: ${damaged} damaged lines of ${lines}`,
    'nothing to do if it was a power cut; if it comes back, the SD card wears out',
  ],
  logsQuiet: (path, minutes) => [
    `the daemon receives, but ${path} has had nothing new for ${minutes}\u00a0min`,
    'another directory than its own? linky-monitor service status; or the disk refuses',
  ],
  logsAhead: (path) => [
    `${path} has a date to come: the machine's clock was once wrong`,
    'put it elsewhere: while it is there, and if nothing says that the clock is right, the log waits at each start',
  ],
  daemonAnswers: (socket, pid, since) => [`answers at ${socket} (pid ${pid}, since ${formatInstant('en', since)})`],
  daemonOld: (theirs, ours) => [
    `the running daemon is version ${theirs}, the program ${ours}`,
    'sudo systemctl restart linky-monitor',
  ],
  daemonFault: (part, since, detail) => {
    const { name, why } = describeFault({ part, detail }, 'en');
    const says = `failing since ${formatInstant('en', since)}: ${name} (${why})`;
    return [says, 'the rest goes on; the daemon tries again by itself'];
  },
  daemonAbsent: (socket) => [
    `no daemon at ${socket}`,
    'linky-monitor service install, or linky-monitor daemon to try it',
  ],
  daemonDead: (socket) => [`${socket} is left over from a dead daemon`, 'sudo systemctl restart linky-monitor'],
  daemonForeign: (socket) => [
    `${socket} refused: its directory belongs to another account`,
    "ls -ld shows it; remove it, or give the daemon's own socket with --socket",
  ],
  daemonMute: (socket, code) => [`${socket} does not answer (${code})`, 'sudo systemctl restart linky-monitor'],
  serviceNone: () => [
    'no service: nothing starts with the machine',
    'linky-monitor service install (or service rc.local)',
  ],
  serviceDown: (state, result) => [
    `the service does not run (${state}, ${result})`,
    'sudo journalctl -u linky-monitor -n 20',
  ],
  serviceNotEnabled: () => ['the service does not start with the machine', 'sudo systemctl enable linky-monitor'],
  serviceRestarts: (count) => [
    `systemd has restarted the daemon ${count} times`,
    'sudo journalctl -u linky-monitor -n 50',
  ],
  serviceNoNetwork: (input) => [
    `the service has no network, but INPUT_DEV is ${input}`,
    'sudo linky-monitor service install writes the unit anew',
  ],
  serviceGood: () => ['runs, and starts with the machine'],
  program: (version, node, platform, home) => [`linky-monitor ${version}, Node ${node}, ${platform}, home ${home}`],
  nodeOld: (node, least) => [
    `Node ${node} is too old`,
    `Node ${least} or newer; Pi Zero and Zero W: the armv6l of unofficial-builds.nodejs.org`,
  ],
  serialLost: (why, platform) => [
    `the serial module does not load: ${why}`,
    `install the program again on this machine (${platform}): npm install -g`,
  ],
  model: (name) => [`${name}`],
  notPi: (platform) => [`not a Raspberry Pi (${platform})`],
  memory: (megabytes) => [
    `${megabytes}\u00a0MB of memory free: a report over years may lack some`,
    'close what is of no use; Raspberry Pi OS Lite is enough',
  ],
  underVoltage: () => ['under-voltage at this moment', "the Pi's supply and cable: 5\u00a0V, 2.5\u00a0A at least"],
  underVoltageBefore: () => [
    'under-voltage since the start',
    "the Pi's supply and cable: 5\u00a0V, 2.5\u00a0A at least",
  ],
});

export const machine = perLanguage(fr, en);
