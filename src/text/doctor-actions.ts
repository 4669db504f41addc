import type { Says } from './doctor-port.ts';
import { perLanguage } from './per-language.ts';

/** Findings on the commands of events, the relay, the metrics. */
const fr = () => ({
  commandsGood: (keys: string, conf: string): Says => [`${keys}\u00a0: programmes présents (${conf})`],
  commandLost: (key: string, program: string): Says => [
    `${key}\u00a0: ${program} introuvable`,
    `donner son chemin entier dans ${key}, ou l’installer`,
  ],
  commandClosed: (key: string, path: string): Says => [
    `${key}\u00a0: le démon ne peut pas exécuter ${path}`,
    `sudo chmod a+rx ${path}, et les dossiers au-dessus`,
  ],
  commandOpen: (key: string, path: string): Says => [
    `${key}\u00a0: n’importe qui peut récrire ${path}, que le démon exécute`,
    `sudo chmod o-w ${path}`,
  ],
  commandHidden: (key: string, path: string): Says => [
    `${key}\u00a0: ${path} est caché au service (ProtectHome)`,
    'le mettre sous /usr/local/bin, ou sudo linky-monitor service install, qui récrit l’unité',
  ],
  commandNoNetwork: (key: string): Says => [
    `le service n’a pas de réseau, et ${key} en a peut-être besoin`,
    'sudo linky-monitor service install récrit l’unité',
  ],
  commandsUntrusted: (keys: string, path: string, cure: string): Says => [
    `root n’exécute pas ${keys}\u00a0: d’autres peuvent écrire dans ${path}`,
    `${cure}, ou lancer le démon sous un autre utilisateur`,
  ],
  relayGood: (gpio: number, number: number, when: string): Says => [
    `GPIO ${gpio} (numéro ${number} de sysfs), charge coupée quand\u00a0: ${when}`,
  ],
  relayUnknown: (): Says => [
    '/sys/class/gpio n’a aucun contrôleur de Raspberry Pi',
    'ôter RELAY_GPIO, et piloter le relais par EJP_ON_CMD et EJP_OFF_CMD (pinctrl set 17 op dh, dl)',
  ],
  relayNone: (): Says => [
    'ce noyau n’a pas /sys/class/gpio',
    'ôter RELAY_GPIO, et piloter le relais par EJP_ON_CMD et EJP_OFF_CMD (pinctrl set 17 op dh, dl)',
  ],
  relayOnBus: (gpio: number): Says => [`GPIO ${gpio} est au bus I2C de l’écran`, 'une autre broche dans RELAY_GPIO'],
  relayHeld: (gpio: number, number: number): Says => [
    `GPIO ${gpio} est déjà pris (gpio${number}), et aucun démon ne répond`,
    'reste d’un démon tué\u00a0: le prochain la reprend\u00a0; sinon trouver qui s’en sert',
  ],
  relayPulledUp: (gpio: number): Says => [
    `GPIO ${gpio} est tirée vers 3,3\u00a0V tant que personne ne la pilote\u00a0: au démarrage la charge peut être coupée`,
    'GPIO 9 à 27 pour une carte active au niveau haut',
  ],
  relayPulledDown: (gpio: number): Says => [
    `GPIO ${gpio} est tirée vers 0\u00a0V tant que personne ne la pilote\u00a0: au démarrage la charge peut être coupée`,
    'GPIO 4 à 8 pour une carte active au niveau bas (RELAY_ACTIVE_LOW 1)',
  ],
  metricsGood: (file: string): Says => [`${file}, récrit toutes les 10\u00a0s`],
  metricsNowhere: (directory: string): Says => [
    `METRICS_FILE\u00a0: le dossier ${directory} n’existe pas`,
    `sudo install -d -o linky -g linky -m 2755 ${directory}, ou METRICS_FILE /run/linky-monitor/metrics.prom`,
  ],
  metricsClosed: (directory: string): Says => [
    `METRICS_FILE\u00a0: le démon ne peut pas écrire dans ${directory}`,
    `sudo chgrp linky ${directory} && sudo chmod g+w ${directory}`,
  ],
  metricsNotInUnit: (directory: string): Says => [
    `METRICS_FILE\u00a0: le service ne peut pas écrire dans ${directory}`,
    'sudo linky-monitor service install récrit l’unité',
  ],
  metricsPrivate: (directory: string): Says => [
    `METRICS_FILE\u00a0: le service a un ${directory} à lui (PrivateTmp), que personne d’autre ne voit`,
    'METRICS_FILE /run/linky-monitor/metrics.prom',
  ],
});

const en = (): ReturnType<typeof fr> => ({
  commandsGood: (keys, conf) => [`${keys}: programs are there (${conf})`],
  commandLost: (key, program) => [`${key}: no program ${program}`, `give its whole path in ${key}, or install it`],
  commandClosed: (key, path) => [
    `${key}: the daemon may not run ${path}`,
    `sudo chmod a+rx ${path}, and the directories above it`,
  ],
  commandOpen: (key, path) => [`${key}: anybody may rewrite ${path}, which the daemon runs`, `sudo chmod o-w ${path}`],
  commandHidden: (key, path) => [
    `${key}: ${path} is hidden from the service (ProtectHome)`,
    'put it below /usr/local/bin, or sudo linky-monitor service install, which writes the unit anew',
  ],
  commandNoNetwork: (key) => [
    `the service has no network, and ${key} may need it`,
    'sudo linky-monitor service install writes the unit anew',
  ],
  commandsUntrusted: (keys, path, cure) => [
    `root does not run ${keys}: others can write in ${path}`,
    `${cure}, or run the daemon as another user`,
  ],
  relayGood: (gpio, number, when) => [`GPIO ${gpio} (sysfs number ${number}), load off when: ${when}`],
  relayUnknown: () => [
    '/sys/class/gpio has no controller of a Raspberry Pi',
    'take RELAY_GPIO away, and drive the relay by EJP_ON_CMD and EJP_OFF_CMD (pinctrl set 17 op dh, dl)',
  ],
  relayNone: () => [
    'this kernel has no /sys/class/gpio',
    'take RELAY_GPIO away, and drive the relay by EJP_ON_CMD and EJP_OFF_CMD (pinctrl set 17 op dh, dl)',
  ],
  relayOnBus: (gpio) => [`GPIO ${gpio} belongs to the display's I2C bus`, 'another pin in RELAY_GPIO'],
  relayHeld: (gpio, number) => [
    `GPIO ${gpio} is taken already (gpio${number}), and no daemon answers`,
    'left by a daemon that was killed: the next one takes it again; else find out who uses it',
  ],
  relayPulledUp: (gpio) => [
    `GPIO ${gpio} is pulled to 3.3 V while nobody drives it: at boot the load may be off`,
    'GPIO 9 to 27 for a board that switches on the high level',
  ],
  relayPulledDown: (gpio) => [
    `GPIO ${gpio} is pulled to 0 V while nobody drives it: at boot the load may be off`,
    'GPIO 4 to 8 for a board that switches on the low level (RELAY_ACTIVE_LOW 1)',
  ],
  metricsGood: (file) => [`${file}, written anew every 10 s`],
  metricsNowhere: (directory) => [
    `METRICS_FILE: there is no directory ${directory}`,
    `sudo install -d -o linky -g linky -m 2755 ${directory}, or METRICS_FILE /run/linky-monitor/metrics.prom`,
  ],
  metricsClosed: (directory) => [
    `METRICS_FILE: the daemon may not write in ${directory}`,
    `sudo chgrp linky ${directory} && sudo chmod g+w ${directory}`,
  ],
  metricsNotInUnit: (directory) => [
    `METRICS_FILE: the service may not write in ${directory}`,
    'sudo linky-monitor service install writes the unit anew',
  ],
  metricsPrivate: (directory) => [
    `METRICS_FILE: the service has a ${directory} of its own (PrivateTmp), which nobody else sees`,
    'METRICS_FILE /run/linky-monitor/metrics.prom',
  ],
});

export const actions = perLanguage(fr, en);
