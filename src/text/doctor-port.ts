import { expectedForm } from './conf-faults.ts';
import { daemon } from './daemon.ts';
import { meant } from './nearest.ts';
import { perLanguage } from './per-language.ts';

/** What the doctor found, and what to do about it. */
export type Says = readonly [says: string, cure?: string];

/** Findings on the settings, the UART, the port and the programs that hold it. */
const fr = () => ({
  confGood: (path: string): Says => [`${path}\u00a0: lisible, aucune faute`],
  confAbsent: (path: string): Says => [`${path}\u00a0: pas de fichier, toutes les valeurs sont celles par défaut`],
  tariffsAbsent: (path: string, copy: string): Says => [
    `${path} absent\u00a0: le coût est inconnu`,
    `${copy}, puis y mettre les prix du contrat`,
  ],
  confUnknown: (path: string, line: number, key: string, near: string): Says => [
    `${path}, ligne ${line}\u00a0: clé inconnue ${key}, sans effet`,
    near === '' ? 'voir conf/README.md de la documentation' : meant.fr(near.split(' ')),
  ],
  confFault: (path: string, line: number, key: string, value: string, expected: string): Says => [
    `${path}, ligne ${line}\u00a0: ${[key, value].filter(Boolean).join(' ')}`,
    `attendu ${expectedForm(expected, 'fr')}`,
  ],
  confMore: (path: string, count: number): Says => [
    `${path}\u00a0: ${daemon.fr.moreFaults(count)}`,
    'corriger d’abord celles-ci\u00a0: le prochain examen montre les suivantes',
  ],
  confNoFile: (path: string): Says => [
    `${path} n’est pas un fichier`,
    `mettre un fichier à sa place\u00a0; ls -ld ${path} dit ce que c’est`,
  ],
  confUnreadable: (path: string, group: string, user: string): Says => [
    `${path} illisible pour ${user}`,
    `sudo usermod -aG ${group} ${user}, puis rouvrir la session`,
  ],
  dataAbsent: (path: string): Says => [
    `PRODUCTION\u00a0: ${path} introuvable`,
    'corriger PRODUCTION dans LinkyAcq.conf, ou y mettre le fichier',
  ],
  dataTooLarge: (path: string, most: number): Says => [
    `${path} trop grand\u00a0: laissé de côté`,
    `au plus ${Math.floor(most / 1e6)}\u00a0Mo\u00a0: en ôter les plus vieilles lignes`,
  ],
  productionIsHome: (path: string): Says => [
    `PRODUCTION ${path}\u00a0: ce sont les journaux de la maison, laissés de côté`,
    'nommer le dossier des journaux du second compteur, ou ôter la ligne',
  ],
  powerMissing: (path: string, day: string): Says => [
    'puissance souscrite inconnue, des prix en dépendent (abonnement…)',
    `ajouter à ${path} celle de la facture\u00a0: «\u00a0${day} KVA 9\u00a0»`,
  ],
  priceMissing: (keys: string, path: string, day: string): Says => [
    `aucun prix au ${day} pour ${keys}`,
    `ajouter à ${path} une ligne «\u00a0${day} CLÉ PRIX\u00a0» par clé`,
  ],
  uartPl011: (device: string): Says => [`broches 8 et 10\u00a0: PL011, /dev/${device}`],
  uartRp1: (device: string): Says => [`broches 8 et 10\u00a0: /dev/${device} du RP1`],
  uartMini: (file: string): Says => [
    'broches 8 et 10\u00a0: mini-UART /dev/ttyS0, sans parité\u00a0; le démon la vérifie lui-même',
    `plus sûr\u00a0: dtoverlay=disable-bt dans ${file}, sudo systemctl disable hciuart, INPUT_DEV /dev/ttyAMA0, redémarrer`,
  ],
  uartOther: (device: string): Says => [`/dev/${device}\u00a0: pas l’UART des broches 8 et 10`],
  uartBluetooth: (file: string): Says => [
    '/dev/ttyAMA0 sert le Bluetooth\u00a0; les broches 8 et 10 ont /dev/ttyS0',
    `dtoverlay=disable-bt dans ${file}, sudo systemctl disable hciuart, redémarrer\u00a0; ou INPUT_DEV /dev/ttyS0 et enable_uart=1`,
  ],
  uartDisabled: (file: string): Says => [
    'mini-UART des broches 8 et 10 éteinte',
    `enable_uart=1 dans ${file} (ou dtoverlay=disable-bt et INPUT_DEV /dev/ttyAMA0), redémarrer`,
  ],
  uartWrong: (device: string, right: string): Says => [
    `les broches 8 et 10 ont /dev/${right}, pas /dev/${device}`,
    `INPUT_DEV /dev/${right} dans LinkyAcq.conf`,
  ],
  uartDebug: (file: string): Says => [
    'sur un Pi 5, /dev/serial0 et /dev/ttyAMA10 sont la prise de mise au point, pas les broches 8 et 10',
    `INPUT_DEV /dev/ttyAMA0 dans LinkyAcq.conf et dtparam=uart0=on dans ${file}, redémarrer`,
  ],
  uartRp1Off: (file: string): Says => [
    'l’UART des broches 8 et 10 du Pi 5 est éteinte ou mal nommée',
    `dtparam=uart0=on dans ${file}, INPUT_DEV /dev/ttyAMA0, redémarrer`,
  ],
  usbName: (port: string, byId: string): Says => [
    `${port}\u00a0: ce numéro peut changer quand l’adaptateur est rebranché`,
    `INPUT_DEV ${byId}`,
  ],
  rebootNeeded: (file: string): Says => [
    `${file} dit autre chose que la machine en marche`,
    'redémarrer\u00a0: sudo reboot',
  ],
  consoleFree: (): Says => ['pas de console du noyau sur le port'],
  consoleKernel: (file: string): Says => [
    `console du noyau sur le port (${file})`,
    'sudo raspi-config → Interface Options → Serial Port\u00a0: login shell NO, hardware YES\u00a0; redémarrer',
  ],
  getty: (pid: number, name: string, device: string): Says => [
    `invite de connexion sur le port (${name}, pid ${pid})\u00a0: elle mange les octets`,
    `sudo systemctl disable --now serial-getty@${device}`,
  ],
  portOther: (input: string): Says => [`entrée ${input}\u00a0: pas un port de cette machine`],
  portMissing: (port: string, others: string): Says => [
    `${port} n’existe pas`,
    `ports présents\u00a0: ${others || 'aucun'}\u00a0; corriger INPUT_DEV dans LinkyAcq.conf`,
  ],
  portNotTty: (port: string): Says => [`${port} n’est pas un port série`, 'corriger INPUT_DEV dans LinkyAcq.conf'],
  portHeld: (port: string, pid: number, name: string): Says => [
    `${port} est lu par ${name} (pid ${pid})\u00a0: chacun vole les octets de l’autre`,
    `l’arrêter (sudo kill ${pid}), et l’ôter du démarrage\u00a0: /etc/rc.local, crontab -l, systemctl`,
  ],
  portOurs: (port: string, pid: number): Says => [`${port}\u00a0: le démon le lit (pid ${pid})`],
  portGood: (port: string): Says => [`${port}\u00a0: accessible, personne d’autre ne le lit`],
  portDenied: (path: string, group: string, user: string): Says => [
    `${path} refusé à ${user}`,
    `sudo usermod -aG ${group} ${user}, puis rouvrir la session`,
  ],
  portClosed: (path: string, group: string, mode: string): Says => [
    `${path} est fermé à tout groupe (${group}, ${mode})\u00a0: une console le tient, ou une règle udev manque`,
    'ôter la console (raspi-config), redémarrer',
  ],
  loginAgain: (path: string, group: string, user: string): Says => [
    `${path}\u00a0: ${user} est dans le groupe ${group}, mais pas encore dans cette session`,
    'fermer la session et la rouvrir',
  ],
});

const en = (): ReturnType<typeof fr> => ({
  confGood: (path) => [`${path}: readable, no fault`],
  confAbsent: (path) => [`${path}: no file, every value is the default`],
  tariffsAbsent: (path, copy) => [
    `${path} is not there: costs are unknown`,
    `${copy}, then put your contract's prices into it`,
  ],
  confUnknown: (path, line, key, near) => [
    `${path}, line ${line}: unknown key ${key}, without effect`,
    near === '' ? 'see conf/README.md of the documentation' : meant.en(near.split(' ')),
  ],
  confFault: (path, line, key, value, expected) => [
    `${path}, line ${line}: ${[key, value].filter(Boolean).join(' ')}`,
    `expected ${expected}`,
  ],
  confMore: (path, count) => [
    `${path}: ${daemon.en.moreFaults(count)}`,
    'mend these first: the next run shows the others',
  ],
  confNoFile: (path) => [`${path} is no file`, `put a file in its place; ls -ld ${path} says what it is`],
  confUnreadable: (path, group, user) => [
    `${path} cannot be read by ${user}`,
    `sudo usermod -aG ${group} ${user}, then log in again`,
  ],
  dataAbsent: (path) => [`PRODUCTION: ${path} not found`, 'mend PRODUCTION in LinkyAcq.conf, or put the file there'],
  dataTooLarge: (path, most) => [
    `${path} is too large: left out`,
    `at most ${Math.floor(most / 1e6)}\u00a0MB: take its oldest lines out`,
  ],
  productionIsHome: (path) => [
    `PRODUCTION ${path}: these are the home's own logs, left out`,
    "name the directory of the second meter's logs, or take the line out",
  ],
  powerMissing: (path, day) => [
    'subscribed power not known, prices depend on it (subscription…)',
    `add to ${path} that of the bill: "${day} KVA 9"`,
  ],
  priceMissing: (keys, path, day) => [
    `no price on ${day} for ${keys}`,
    `add to ${path} a line "${day} KEY PRICE" for each key`,
  ],
  uartPl011: (device) => [`pins 8 and 10: PL011, /dev/${device}`],
  uartRp1: (device) => [`pins 8 and 10: the RP1's /dev/${device}`],
  uartMini: (file) => [
    'pins 8 and 10: mini-UART /dev/ttyS0, without parity; the daemon checks it itself',
    `steadier: dtoverlay=disable-bt in ${file}, sudo systemctl disable hciuart, INPUT_DEV /dev/ttyAMA0, reboot`,
  ],
  uartOther: (device) => [`/dev/${device}: not the UART of pins 8 and 10`],
  uartBluetooth: (file) => [
    '/dev/ttyAMA0 serves Bluetooth; pins 8 and 10 have /dev/ttyS0',
    `dtoverlay=disable-bt in ${file}, sudo systemctl disable hciuart, reboot; or INPUT_DEV /dev/ttyS0 and enable_uart=1`,
  ],
  uartDisabled: (file) => [
    'the mini-UART of pins 8 and 10 is off',
    `enable_uart=1 in ${file} (or dtoverlay=disable-bt and INPUT_DEV /dev/ttyAMA0), reboot`,
  ],
  uartWrong: (device, right) => [
    `pins 8 and 10 have /dev/${right}, not /dev/${device}`,
    `INPUT_DEV /dev/${right} in LinkyAcq.conf`,
  ],
  uartDebug: (file) => [
    'on a Pi 5, /dev/serial0 and /dev/ttyAMA10 are the debug connector, not pins 8 and 10',
    `INPUT_DEV /dev/ttyAMA0 in LinkyAcq.conf and dtparam=uart0=on in ${file}, reboot`,
  ],
  uartRp1Off: (file) => [
    'the UART of pins 8 and 10 of the Pi 5 is off, or misnamed',
    `dtparam=uart0=on in ${file}, INPUT_DEV /dev/ttyAMA0, reboot`,
  ],
  usbName: (port, byId) => [
    `${port}: this number may change when the adapter is plugged in again`,
    `INPUT_DEV ${byId}`,
  ],
  rebootNeeded: (file) => [`${file} says other than the running machine`, 'reboot: sudo reboot'],
  consoleFree: () => ['no kernel console on the port'],
  consoleKernel: (file) => [
    `kernel console on the port (${file})`,
    'sudo raspi-config → Interface Options → Serial Port: login shell NO, hardware YES; reboot',
  ],
  getty: (pid, name, device) => [
    `login prompt on the port (${name}, pid ${pid}): it eats the bytes`,
    `sudo systemctl disable --now serial-getty@${device}`,
  ],
  portOther: (input) => [`input ${input}: not a port of this machine`],
  portMissing: (port, others) => [
    `${port} does not exist`,
    `ports there are: ${others || 'none'}; mend INPUT_DEV in LinkyAcq.conf`,
  ],
  portNotTty: (port) => [`${port} is not a serial port`, 'mend INPUT_DEV in LinkyAcq.conf'],
  portHeld: (port, pid, name) => [
    `${port} is read by ${name} (pid ${pid}): each steals the other's bytes`,
    `stop it (sudo kill ${pid}), and take it out of the start-up: /etc/rc.local, crontab -l, systemctl`,
  ],
  portOurs: (port, pid) => [`${port}: the daemon reads it (pid ${pid})`],
  portGood: (port) => [`${port}: accessible, nobody else reads it`],
  portDenied: (path, group, user) => [
    `${path} is denied to ${user}`,
    `sudo usermod -aG ${group} ${user}, then log in again`,
  ],
  portClosed: (path, group, mode) => [
    `${path} is closed to every group (${group}, ${mode}): a console holds it, or a udev rule is missing`,
    'take the console away (raspi-config), reboot',
  ],
  loginAgain: (path, group, user) => [
    `${path}: ${user} is in group ${group}, but not yet in this session`,
    'log out and in again',
  ],
});

export const port = perLanguage(fr, en);
