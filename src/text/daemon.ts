/** What the daemon says in its log and on its terminal. */
const fr = {
  started: (version: string, input: string, logs: string) =>
    `linky-monitor ${version} démarré\u00a0: lit ${input}, journaux dans ${logs}`,
  feedAt: (path: string) => `flux servi sur ${path}`,
  stopped: 'arrêté',
  heldBack: (text: string, times: number) => `${text} (${times} fois de plus, non écrites)`,
  receiving: (mode: string, contract: string, meter: string) =>
    `trames reçues\u00a0: mode ${mode}, contrat ${contract}, compteur ${meter}`,
  hidden:
    'en mode historique, le compteur cache les périodes des offres récentes et dit BASE\u00a0; si votre offre en a, demandez le mode standard à votre fournisseur (gratuit)',
  back: (seconds: number) => `trames de nouveau reçues après ${seconds}\u00a0s`,
  silent: (seconds: number) => `compteur muet\u00a0: aucune trame valide depuis ${seconds}\u00a0s`,
  implausible: (count: number) => `valeurs d’index invraisemblables, non retenues\u00a0: ${count} depuis le démarrage`,
  contract: (before: string, after: string) => `contrat du compteur changé\u00a0: ${before} -> ${after}`,
  ended: 'fin de la capture',
  problem: {
    missing: (input: string) => `${input} absent\u00a0: vérifier le câble, le nom du port (INPUT_DEV) ou l’hôte`,
    denied: (input: string) =>
      `${input} refusé\u00a0: ajouter l’utilisateur au groupe dialout (sudo usermod -aG dialout $USER)`,
    busy: (input: string) =>
      `${input} déjà lu par un autre programme\u00a0: l’arrêter d’abord (sudo fuser -v ${input})`,
    notTty: (input: string) => `${input} n’est pas un port série\u00a0: corriger INPUT_DEV ou --input`,
    hangup: (input: string) => `${input} débranché`,
    quiet: (input: string) => `${input} ouvert mais muet\u00a0: vérifier les fils I1 et I2 et l’optocoupleur`,
    other: (input: string) => `${input} ne s’ouvre pas`,
  },
  retry: (words: string, seconds: number) => `${words}\u00a0; nouvel essai toutes les ${seconds}\u00a0s`,
  journalFailed: (logs: string, code: string) =>
    `journal impossible dans ${logs} (${code})\u00a0: les lignes attendent en mémoire\u00a0; vérifier la place, les droits et le montage`,
  journalLost: (lines: number, logs: string) => `${lines} ligne(s) n’ont pas pu être écrites dans ${logs}`,
  fault: (file: string, line: number, key: string, value: string, expected: string) =>
    line === 0
      ? `${file} illisible (${expected})\u00a0: les valeurs en vigueur restent`
      : `${file}, ligne ${line}\u00a0: ${[key, value].filter(Boolean).join(' ')}\u00a0: attendu ${expected}`,
  unknownKey: (file: string, line: number, key: string, _value: string, keys: string) =>
    `${file}, ligne ${line}\u00a0: clé inconnue ${key}\u00a0: attendu ${keys}`,
  rootOnly: (file: string, _line: number, keys: string, path: string, cure: string) =>
    `${file}\u00a0: root n’exécute pas ${keys}, car d’autres peuvent écrire dans ${path}\u00a0: ${cure}, ou lancer le démon sous un autre utilisateur`,
  inputUnknown: (input: string) =>
    `entrée inconnue ${input}\u00a0: attendu /dev/…, tcp://hôte:port, replay:FICHIER ou sim:SCÉNARIO`,
  inputEmpty: (input: string) => `${input}\u00a0: capture vide, aucun octet à lire`,
  inputUnreadable: (input: string, code: string) => `${input} illisible (${code})`,
  scenarioUnknown: (scenario: string, known: string) => `scénario inconnu ${scenario}\u00a0: attendu ${known}`,
  feedTooLong: (path: string, detail: string) =>
    `chemin de socket trop long (${detail} octets)\u00a0: ${path}\u00a0; en donner un plus court (--socket ou FEED_SOCKET)`,
  feedInUse: (path: string, pid: string) =>
    `un démon${pid === '' ? '' : ` (pid ${pid})`} sert déjà ${path}\u00a0: l’arrêter d’abord, ou donner un autre --socket`,
  feedUnsafe: (path: string, directory: string) =>
    `socket refusé\u00a0: ${path}\u00a0; d’autres peuvent écrire dans son dossier (${directory})\u00a0: le retirer ou le fermer (chmod go-w), ou donner un autre --socket`,
  feedRefused: {
    full: 'flux\u00a0: trop de lecteurs à la fois, les nouveaux sont refusés',
    flood: 'flux\u00a0: trop de connexions par seconde, les nouvelles attendent',
  },
  feedNotSocket: (path: string) =>
    `${path} existe et n’est pas un socket\u00a0: le retirer, ou donner un autre --socket`,
  feedFailed: (path: string, code: string) =>
    `socket impossible\u00a0: ${path} (${code})\u00a0; vérifier le dossier et ses droits, ou donner un autre --socket`,
  panelMissing: (module: string) =>
    `${module} absent\u00a0: l’écran reste éteint\u00a0; l’installer avec un compilateur (npm rebuild ${module}) ou ôter -l`,
  panelFailed: (part: string, detail: string) => `${part} indisponible (${detail})\u00a0: nouvel essai plus tard`,
  panelBack: (part: string) => `${part} de nouveau en service`,
};

const en: typeof fr = {
  started: (version, input, logs) => `linky-monitor ${version} started: reads ${input}, logs in ${logs}`,
  feedAt: (path) => `feed served at ${path}`,
  stopped: 'stopped',
  heldBack: (text, times) => `${text} (${times} times more, not written)`,
  receiving: (mode, contract, meter) => `frames received: ${mode} mode, contract ${contract}, meter ${meter}`,
  hidden:
    'in mode historique the meter hides the periods of recent offers and says BASE; if your offer has any, ask your supplier for mode standard (free of charge)',
  back: (seconds) => `frames received again after ${seconds} s`,
  silent: (seconds) => `meter silent: no valid frame for ${seconds} s`,
  implausible: (count) => `implausible index values, held back: ${count} since the start`,
  contract: (before, after) => `the meter's contract has changed: ${before} -> ${after}`,
  ended: 'end of the capture',
  problem: {
    missing: (input) => `${input} not there: check the cable, the port's name (INPUT_DEV) or the host`,
    denied: (input) => `${input} refused: add the user to the dialout group (sudo usermod -aG dialout $USER)`,
    busy: (input) => `${input} is read by another program: stop that first (sudo fuser -v ${input})`,
    notTty: (input) => `${input} is not a serial port: correct INPUT_DEV or --input`,
    hangup: (input) => `${input} unplugged`,
    quiet: (input) => `${input} open but silent: check wires I1 and I2 and the optocoupler`,
    other: (input) => `${input} does not open`,
  },
  retry: (words, seconds) => `${words}; next tries every ${seconds} s`,
  journalFailed: (logs, code) =>
    `cannot write the log in ${logs} (${code}): lines wait in memory; check space, rights and mount`,
  journalLost: (lines, logs) => `${lines} line(s) could not be written in ${logs}`,
  fault: (file, line, key, value, expected) =>
    line === 0
      ? `${file} cannot be read (${expected}): the values in force stay`
      : `${file}, line ${line}: ${[key, value].filter(Boolean).join(' ')}: expected ${expected}`,
  unknownKey: (file, line, key, _value, keys) => `${file}, line ${line}: unknown key ${key}: expected ${keys}`,
  rootOnly: (file, _line, keys, path, cure) =>
    `${file}: root does not run ${keys}, since others can write in ${path}: ${cure}, or run the daemon as another user`,
  inputUnknown: (input) => `unknown input ${input}: expected /dev/…, tcp://host:port, replay:FILE or sim:SCENARIO`,
  inputEmpty: (input) => `${input}: empty capture, no byte to read`,
  inputUnreadable: (input, code) => `cannot read ${input} (${code})`,
  scenarioUnknown: (scenario, known) => `unknown scenario ${scenario}: expected ${known}`,
  feedTooLong: (path, detail) =>
    `socket path too long (${detail} bytes): ${path}; give a shorter one (--socket or FEED_SOCKET)`,
  feedInUse: (path, pid) =>
    `a daemon${pid === '' ? '' : ` (pid ${pid})`} already serves ${path}: stop it first, or give another --socket`,
  feedUnsafe: (path, directory) =>
    `socket refused: ${path}; others can write in its directory (${directory}): remove or close it (chmod go-w), or give another --socket`,
  feedRefused: {
    full: 'feed: too many readers at once, new ones are refused',
    flood: 'feed: too many connections a second, new ones wait',
  },
  feedNotSocket: (path) => `${path} exists and is no socket: remove it, or give another --socket`,
  feedFailed: (path, code) =>
    `cannot make the socket ${path} (${code}); check the directory and its rights, or give another --socket`,
  panelMissing: (module) =>
    `${module} not installed: the display stays dark; install it with a compiler (npm rebuild ${module}) or drop -l`,
  panelFailed: (part, detail) => `${part} unavailable (${detail}): tried again later`,
  panelBack: (part) => `${part} in service again`,
};

export const daemon = { fr, en };
