import type { Says } from './doctor-port.ts';
import { describeFault } from './faults.ts';
import { perLanguage } from './per-language.ts';

const comma = (value: number): string => String(value).replace('.', ',');

/** Findings on the frames that the meter sends, and on the panel. */
const fr = () => ({
  sttyCooked: (port: string): Says => [
    `${port} n’est plus en mode brut\u00a0: un stty l’a changé, ETX vide la file`,
    'ôter ce stty, puis sudo systemctl restart linky-monitor',
  ],
  sttySane: (file: string, line: number): Says => [
    `${file}, ligne ${line}\u00a0: stty … sane, qui mange ETX et EOT`,
    'ôter la ligne\u00a0: le démon règle le port lui-même',
  ],
  oldScript: (file: string, line: number): Says => [
    `${file}, ligne ${line}\u00a0: l’ancien LinkyAcq démarre avec la machine`,
    'mettre un # devant cette ligne\u00a0: un seul lecteur par port',
  ],
  heard: (mode: string, frames: number, percent: number): Says => [
    `mode ${mode}\u00a0: ${frames} trame(s) entière(s) entendue(s), ${comma(percent)}\u00a0% de groupes rejetés`,
  ],
  feedFrames: (mode: string, frames: number, percent: number): Says => [
    `le démon reçoit\u00a0: mode ${mode}, ${frames} trame(s), ${comma(percent)}\u00a0% de groupes rejetés`,
  ],
  noisyHistorique: (percent: number, frames: number): Says => [
    `${comma(percent)}\u00a0% des groupes rejetés (${frames} trames entières)`,
    'R1 (1,2\u00a0kΩ, moins si le signal est faible), R2 (10\u00a0kΩ), longueur et voisinage des fils I1, I2\u00a0; un second lecteur\u00a0?',
  ],
  noisyStandard: (percent: number, frames: number): Says => [
    `${comma(percent)}\u00a0% des groupes rejetés à 9600 bauds (${frames} trames entières)`,
    'R2 de 3,3\u00a0kΩ au lieu de 10\u00a0kΩ\u00a0: les fronts sont trop lents\u00a0; puis R1, les fils I1, I2',
  ],
  lostLabels: (labels: string): Says => [
    `étiquettes qui manquent le plus dans les trames\u00a0: ${labels.replaceAll('%', '\u00a0%')}`,
    'abîmées à chaque fois\u00a0: R1, R2, fils I1 et I2\u00a0; jamais envoyées\u00a0: linky-monitor record, pour montrer les trames',
  ],
  hidden: (): Says => [
    'mode historique, contrat BASE\u00a0: une offre récente y cache ses périodes',
    'le mode standard les montre\u00a0: le demander au fournisseur (gratuit)',
  ],
  implausible: (count: number): Says => [
    `${count} valeurs d’index invraisemblables écartées`,
    'bruit que la somme de contrôle laisse passer\u00a0: voir R1, R2 et les fils',
  ],
  feedSilent: (input: string): Says => [
    `le démon n’entend aucune trame valide sur ${input}`,
    'autre mode\u00a0? LINKY_MODE A dans LinkyAcq.conf\u00a0; sinon les fils I1, I2, R1, R2',
  ],
  feedReconnecting: (input: string): Says => [
    `le démon n’arrive pas à lire ${input}`,
    'la cause est dans le journal du jour\u00a0: linky-monitor status, puis la fin du fichier de logs/',
  ],
  feedSearching: (input: string): Says => [
    `le démon cherche encore des trames sur ${input}`,
    'attendre 20\u00a0s et recommencer',
  ],
  unopened: (kind: string, detail: string): Says => [
    `le port ne s’ouvre pas (${describeFault({ part: 'input', detail: kind }, 'fr').why})\u00a0: ${detail}`,
    'un autre lecteur, ou un port d’un autre genre\u00a0: voir port ci-dessus',
  ],
  silence: (): Says => [
    'port ouvert, pas un octet, ni à 1200 ni à 9600 bauds',
    'fils I1 et I2 du compteur (pas A), optocoupleur et son sens, broche 10 (RXD), console du port',
  ],
  silencePi5: (): Says => [
    'port ouvert, pas un octet, ni à 1200 ni à 9600 bauds',
    'sudo apt full-upgrade (des noyaux du Pi 5 ne reçoivent rien à 1200 bauds sur ttyAMA0), puis I1 et I2, optocoupleur, broche 10',
  ],
  noGroups: (bytes: number): Says => [
    `${bytes} octets, aucun groupe juste, ni à 1200 ni à 9600 bauds`,
    'R1 (1,2\u00a0kΩ) et R2 (10\u00a0kΩ, vers 3,3\u00a0V broche 1), masse broche 6, sens de l’optocoupleur\u00a0; montage qui inverse\u00a0?',
  ],
  wrongMode: (mode: string, baud: number, now: string, letter: string): Says => [
    `le compteur parle en mode ${mode} (${baud} bauds), la configuration dit LINKY_MODE ${now}`,
    `LINKY_MODE ${letter}, ou A pour suivre le compteur`,
  ],
  noPanel: (): Says => ['pas un Raspberry Pi\u00a0: ni OLED ni LED à voir'],
  i2cOff: (file: string): Says => [
    'bus I2C éteint (utile seulement à l’écran OLED)',
    `sudo raspi-config → Interface Options → I2C, ou dtparam=i2c_arm=on dans ${file}\u00a0; redémarrer`,
  ],
  i2cNoDevice: (file: string): Says => [
    `${file} allume I2C, mais /dev/i2c-1 n’est pas là`,
    'redémarrer\u00a0; puis i2c-dev dans /etc/modules (raspi-config l’y met)',
  ],
  oledAnswers: (address: string): Says => [`l’écran répond à l’adresse ${address}`],
  oledAbsent: (address: string): Says => [
    `aucun écran ne répond à l’adresse ${address}`,
    'broches 1, 14, 5 (SCL), 3 (SDA)\u00a0; i2cdetect -y 1 montre l’adresse\u00a0: OLED_ADDRESS',
  ],
  oledOther: (address: string, code: string): Says => [
    `l’écran à l’adresse ${address}\u00a0: ${code}`,
    'un pilote du noyau le tient-il\u00a0? (dtoverlay de ssd1306)',
  ],
  i2cStuck: (): Says => [
    'le bus I2C est bloqué',
    'couper l’alimentation de l’écran un instant\u00a0; SDA ou SCL à la masse\u00a0?',
  ],
  moduleMissing: (name: string): Says => [
    `module ${name} absent ou pas compilé`,
    'sudo apt install build-essential python3, puis réinstaller le programme',
  ],
  ledCommands: (): Says => ['la LED passe par LED_ON_CMD et LED_OFF_CMD'],
  ledCommandLost: (name: string): Says => [
    `commande de la LED introuvable\u00a0: ${name}`,
    'donner son chemin entier dans LED_ON_CMD et LED_OFF_CMD',
  ],
  ledNumber: (gpio: number, label: string, number: number): Says => [
    `GPIO ${gpio} de ${label}\u00a0: numéro ${number} de sysfs`,
  ],
  gpioUnknown: (): Says => [
    '/sys/class/gpio n’a aucun contrôleur de Raspberry Pi',
    'donner LED_ON_CMD et LED_OFF_CMD (pinctrl set 25 op dh, dl)',
  ],
  gpioNone: (): Says => [
    'ce noyau n’a pas /sys/class/gpio',
    'donner LED_ON_CMD et LED_OFF_CMD (pinctrl set 25 op dh, dl)',
  ],
});

const en = (): ReturnType<typeof fr> => ({
  sttyCooked: (port) => [
    `${port} is no longer raw: a stty changed it, ETX empties the queue`,
    'take that stty away, then sudo systemctl restart linky-monitor',
  ],
  sttySane: (file, line) => [
    `${file}, line ${line}: stty … sane, which eats ETX and EOT`,
    'remove the line: the daemon sets the port itself',
  ],
  oldScript: (file, line) => [
    `${file}, line ${line}: the former LinkyAcq starts with the machine`,
    'put a # before that line: one reader a port',
  ],
  heard: (mode, frames, percent) => [
    `${mode} mode: ${frames} whole frame(s) heard, ${percent}% of the groups rejected`,
  ],
  feedFrames: (mode, frames, percent) => [
    `the daemon receives: ${mode} mode, ${frames} frame(s), ${percent}% of the groups rejected`,
  ],
  noisyHistorique: (percent, frames) => [
    `${percent}% of the groups rejected (${frames} whole frames)`,
    'R1 (1.2\u00a0kΩ, less when the signal is weak), R2 (10\u00a0kΩ), length and neighbours of the wires I1, I2; a second reader?',
  ],
  noisyStandard: (percent, frames) => [
    `${percent}% of the groups rejected at 9600 baud (${frames} whole frames)`,
    'R2 of 3.3\u00a0kΩ in place of 10\u00a0kΩ: the edges are too slow; then R1, the wires I1, I2',
  ],
  lostLabels: (labels) => [
    `labels that the frames lack most: ${labels}`,
    'damaged each time: R1, R2, wires I1 and I2; never sent: linky-monitor record, to show the frames',
  ],
  hidden: () => [
    'mode historique, contract BASE: a recent offer hides its periods there',
    'standard mode shows them: ask your supplier for it (free)',
  ],
  implausible: (count) => [
    `${count} implausible index values held back`,
    'noise that the checksum lets through: see R1, R2 and the wires',
  ],
  feedSilent: (input) => [
    `the daemon hears no valid frame on ${input}`,
    'another mode? LINKY_MODE A in LinkyAcq.conf; else the wires I1, I2, R1, R2',
  ],
  feedReconnecting: (input) => [
    `the daemon cannot read ${input}`,
    'the cause is in the log of the day: linky-monitor status, then the end of the file in logs/',
  ],
  feedSearching: (input) => [`the daemon still looks for frames on ${input}`, 'wait 20\u00a0s and try again'],
  unopened: (kind, detail) => [
    `the port does not open (${describeFault({ part: 'input', detail: kind }, 'en').why}): ${detail}`,
    'another reader, or a port of another kind: see port above',
  ],
  silence: () => [
    'port open, not one byte, neither at 1200 nor at 9600 baud',
    "the meter's I1 and I2 (not A), the optocoupler and which way round, pin 10 (RXD), a console on the port",
  ],
  silencePi5: () => [
    'port open, not one byte, neither at 1200 nor at 9600 baud',
    'sudo apt full-upgrade (some kernels of the Pi 5 receive nothing at 1200 baud on ttyAMA0), then I1 and I2, optocoupler, pin 10',
  ],
  noGroups: (bytes) => [
    `${bytes} bytes, no group right, neither at 1200 nor at 9600 baud`,
    'R1 (1.2\u00a0kΩ) and R2 (10\u00a0kΩ, to 3.3\u00a0V, pin 1), ground pin 6, which way round the optocoupler; a circuit that inverts?',
  ],
  wrongMode: (mode, baud, now, letter) => [
    `the meter speaks ${mode} mode (${baud} baud), the configuration says LINKY_MODE ${now}`,
    `LINKY_MODE ${letter}, or A to follow the meter`,
  ],
  noPanel: () => ['not a Raspberry Pi: no OLED or LED to look at'],
  i2cOff: (file) => [
    'the I2C bus is off (only the OLED display needs it)',
    `sudo raspi-config → Interface Options → I2C, or dtparam=i2c_arm=on in ${file}; reboot`,
  ],
  i2cNoDevice: (file) => [
    `${file} turns I2C on, but /dev/i2c-1 is not there`,
    'reboot; then i2c-dev in /etc/modules (raspi-config puts it there)',
  ],
  oledAnswers: (address) => [`the display answers at address ${address}`],
  oledAbsent: (address) => [
    `no display answers at address ${address}`,
    'pins 1, 14, 5 (SCL), 3 (SDA); i2cdetect -y 1 shows the address: OLED_ADDRESS',
  ],
  oledOther: (address, code) => [
    `the display at address ${address}: ${code}`,
    'does a kernel driver hold it? (dtoverlay of ssd1306)',
  ],
  i2cStuck: () => ['the I2C bus is stuck', 'cut the power of the display for a moment; SDA or SCL shorted to ground?'],
  moduleMissing: (name) => [
    `module ${name} is missing or was not compiled`,
    'sudo apt install build-essential python3, then install the program again',
  ],
  ledCommands: () => ['the LED goes through LED_ON_CMD and LED_OFF_CMD'],
  ledCommandLost: (name) => [
    `command of the LED not found: ${name}`,
    'give its whole path in LED_ON_CMD and LED_OFF_CMD',
  ],
  ledNumber: (gpio, label, number) => [`GPIO ${gpio} of ${label}: number ${number} in sysfs`],
  gpioUnknown: () => [
    '/sys/class/gpio has no controller of a Raspberry Pi',
    'give LED_ON_CMD and LED_OFF_CMD (pinctrl set 25 op dh, dl)',
  ],
  gpioNone: () => ['this kernel has no /sys/class/gpio', 'give LED_ON_CMD and LED_OFF_CMD (pinctrl set 25 op dh, dl)'],
});

export const signal = perLanguage(fr, en);
