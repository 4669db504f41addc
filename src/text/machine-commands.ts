import { perLanguage } from './per-language.ts';

/** Help of the commands that set up and examine the machine: `doctor` and `service`. */
const fr = () => ({
  doctor: {
    command:
      'vérifie câblage, port, droits, console, UART, OLED, GPIO, horloge, disque, réglages et journaux\u00a0; dit quoi faire',
    report: 'sans rien qui désigne un foyer\u00a0: peut être montré à tous',
    json: 'les mêmes constats en JSON',
  },
  service: {
    command: 'le service systemd du démon\u00a0: l’installer, l’ôter, voir où il en est',
    install: 'écrit une unité systemd durcie, son utilisateur et son dossier\u00a0; montre d’abord ce qui sera fait',
    uninstall: 'arrête le démon et ôte l’unité\u00a0; conf et journaux restent',
    status: 'installé\u00a0? activé\u00a0? en marche\u00a0? à jour\u00a0? code 3 s’il ne tourne pas',
    rcLocalCommand: 'montre la ligne pour /etc/rc.local, pour qui préfère',
    yes: 'ne demande rien',
    dryRun: 'montre seulement ce qui serait fait',
    from: 'reprend conf et journaux de ce dossier (celui des scripts Perl, par exemple), sans rien écraser',
    panel: 'avec écran OLED et LED (d’office sur un Raspberry Pi)',
    noPanel: 'sans écran OLED ni LED',
    mqtt: 'avec le service qui envoie à un courtier MQTT (conf\u00a0: MQTT_URL…)\u00a0; gardé à jour ensuite',
    noMqtt: 'ôte ce service',
    pages: 'avec le service qui tient à jour un site de pages dans ce dossier (/run/linky-pages\u00a0: en mémoire)',
    noPages: 'ôte ce service',
  },
});

const en = (): ReturnType<typeof fr> => ({
  doctor: {
    command: 'checks wiring, port, rights, console, UART, OLED, GPIO, clock, disk, settings and logs; says what to do',
    report: 'with nothing that names a household: safe to show to anybody',
    json: 'the same findings as JSON',
  },
  service: {
    command: "the daemon's systemd service: install it, remove it, see how it is",
    install: 'writes a hardened systemd unit, its user and its directory; shows first what will be done',
    uninstall: 'stops the daemon and removes the unit; conf and logs stay',
    status: 'installed? enabled? running? up to date? exit code 3 when it does not run',
    rcLocalCommand: 'shows the line for /etc/rc.local, for those who prefer it',
    yes: 'asks nothing',
    dryRun: 'only shows what would be done',
    from: 'takes conf and logs of this directory (that of the Perl scripts, say), and overwrites nothing',
    panel: 'with OLED display and LED (by itself on a Raspberry Pi)',
    noPanel: 'without OLED display and LED',
    mqtt: 'with the service that sends to an MQTT broker (conf: MQTT_URL…); kept up to date from then on',
    noMqtt: 'removes that service',
    pages: 'with the service that keeps a site of pages in this directory (/run/linky-pages: in memory)',
    noPages: 'removes that service',
  },
});

export const machineCommands = perLanguage(fr, en);
