import { formatShortDay } from './format.ts';
import { perLanguage } from './per-language.ts';

/** Texts of `setup`: what it asks, what it has found, what it will write. */
const fr = () => ({
  command:
    'premier démarrage\u00a0: demande ce qu’il ne trouve pas, écrit conf et tarifs, installe et démarre le service',
  yes: 'ne demande rien\u00a0: prend ce qui est trouvé, nomme ce qui ne l’est pas',
  dryRun: 'montre seulement ce qui serait écrit',
  from: 'reprend conf et journaux de ce dossier\u00a0; d’office /var/www/html/LinkyMonitor s’il est là',
  noService: 'écrit conf et tarifs, sans toucher au service',
  needsTerminal: 'pas de terminal pour demander\u00a0: ajouter --yes (prend ce qui est trouvé)',
  noSystemd: 'pas de systemd ici\u00a0: le service n’est pas installé',
  intro: 'Entrée garde ce qui est entre crochets\u00a0; Ctrl-C laisse tout comme avant.',
  prompt: (text: string, found: string | undefined) => `${text} [${found ?? 'rien\u00a0: laisser ainsi'}]\u00a0:`,
  taken: (text: string, found: string | boolean) => {
    const shown = found === true ? 'oui' : found === false ? 'non' : found;
    return text.endsWith('?') ? `${text} ${shown}` : `${text}\u00a0: ${shown}`;
  },
  expected: (answer: string, expected: string) => `  ${answer} ne va pas\u00a0; attendu\u00a0: ${expected}`,
  unchanged: 'abandonné\u00a0: rien n’a été changé',
  yesShown: 'O/n',
  noShown: 'o/N',
  yesOrNo: 'o (oui) ou n (non)',
  listening: (input: string) => `écoute de ${input}, 10\u00a0s au plus…`,
  heard: (input: string, mode: string, contract: string) =>
    `${input}\u00a0: trames en mode ${mode}, contrat ${contract}`,
  notHeard: (input: string) => `${input}\u00a0: pas de trame entendue`,
  keptSilent: (input: string) => `${input}, quand même`,
  saidByMeter: (value: string) => `${value}, dit le compteur`,
  saidByFile: (value: string, file: string) => `${value}, dit ${file}`,
  otherInFile: (found: string, other: string) => `${found}\u00a0; tariffs.conf dit ${other}`,
  displayAnswers: (address: string) => `un écran OLED répond à l’adresse ${address}`,
  takeOver: (from: string, logs: number, conf: boolean) =>
    `${from}\u00a0: reprendre ${conf ? 'la conf et ' : ''}${logs} ${logs > 1 ? 'journaux' : 'journal'} (copiés, rien n’est écrasé)\u00a0?`,
  port: 'Port de la TIC',
  mode: 'Mode de la TIC, H historique, S standard, A automatique',
  power: 'Puissance souscrite, kVA',
  subscription: (contract: string | undefined) => `Abonnement${contract ? ` ${contract}` : ''}, € TTC par mois`,
  injection: 'Ce que paie l’injection, €/kWh',
  since: (keys: string) => `Depuis quel jour (${keys})`,
  sinceHint: 'Le début du contrat, par exemple\u00a0; les jours d’avant restent comme ils sont.',
  /** A day as it is shown, and may be answered. */
  day: (day: string) => formatShortDay('fr', day),
  sinceExpected: (today: string) => `un jour, ${formatShortDay('fr', today)} au plus tard`,
  sinceHidden: (key: string, day: string, today: string) =>
    `un jour du ${formatShortDay('fr', day)} au ${formatShortDay('fr', today)}\u00a0: tariffs.conf a déjà ${key} depuis le ${formatShortDay('fr', day)}`,
  panel: 'Écran OLED et LED',
  commentOut: (file: string, line: number) =>
    `${file}, ligne ${line}, démarre encore le script Perl\u00a0: la mettre en commentaire\u00a0?`,
  stillStarts: (file: string, line: number) =>
    `${file}, ligne ${line}, démarre encore le script Perl avec la machine\u00a0: un seul lecteur par port, y mettre un # devant`,
  will: 'voici ce qui sera fait\u00a0:',
  files: (paths: readonly string[]) => `écrire ${paths.join(', ')}`,
  question: 'Le faire\u00a0?',
  notFound: (what: string) => `non trouvé, laissé ainsi\u00a0: ${what}`,
  logsStay: (from: string) => `${from}\u00a0: les journaux ne sont repris qu’avec le service`,
  next: 'ensuite\u00a0: linky-monitor',
  nextAlone: 'ensuite\u00a0: linky-monitor daemon, puis linky-monitor',
});

const en = (): ReturnType<typeof fr> => ({
  command: 'first start: asks what it cannot find out, writes conf and prices, installs and starts the service',
  yes: 'asks nothing: takes what is found, names what is not',
  dryRun: 'only shows what would be written',
  from: 'takes conf and logs of this directory; by itself /var/www/html/LinkyMonitor where that is there',
  noService: 'writes conf and prices, and leaves the service alone',
  needsTerminal: 'no terminal to ask on: add --yes (takes what is found)',
  noSystemd: 'no systemd here: the service is not installed',
  intro: 'Enter keeps what stands in brackets; Ctrl-C leaves everything as it was.',
  prompt: (text, found) => `${text} [${found ?? 'nothing: leave it so'}]:`,
  taken: (text, found) => {
    const shown = found === true ? 'yes' : found === false ? 'no' : found;
    return text.endsWith('?') ? `${text} ${shown}` : `${text}: ${shown}`;
  },
  expected: (answer, expected) => `  ${answer} will not do; expected: ${expected}`,
  unchanged: 'given up: nothing was changed',
  yesShown: 'Y/n',
  noShown: 'y/N',
  yesOrNo: 'y (yes) or n (no)',
  listening: (input) => `listening to ${input}, 10 s at most…`,
  heard: (input, mode, contract) => `${input}: frames in mode ${mode}, contract ${contract}`,
  notHeard: (input) => `${input}: no frame was heard`,
  keptSilent: (input) => `${input} all the same`,
  saidByMeter: (value) => `${value}, says the meter`,
  saidByFile: (value, file) => `${value}, says ${file}`,
  otherInFile: (found, other) => `${found}; tariffs.conf says ${other}`,
  displayAnswers: (address) => `an OLED display answers at ${address}`,
  takeOver: (from, logs, conf) =>
    `${from}: take over ${conf ? 'the conf and ' : ''}${logs} ${logs > 1 ? 'logs' : 'log'} (copied, nothing is overwritten)?`,
  port: 'Port of the TIC',
  mode: 'Mode of the TIC, H historique, S standard, A automatic',
  power: 'Subscribed power, kVA',
  subscription: (contract) => `Subscription${contract ? ` ${contract}` : ''}, € a month, all taxes included`,
  injection: 'What injection pays, €/kWh',
  since: (keys) => `Since which day (${keys})`,
  sinceHint: 'The start of the contract, for example; the days before it stay as they are.',
  day: (day) => day,
  sinceExpected: (today) => `a day, ${today} at the latest`,
  sinceHidden: (key, day, today) => `a day from ${day} to ${today}: tariffs.conf has ${key} since ${day} already`,
  panel: 'OLED display and LED',
  commentOut: (file, line) => `${file}, line ${line}, still starts the Perl script: make a comment of it?`,
  stillStarts: (file, line) =>
    `${file}, line ${line}, still starts the Perl script with the machine: one reader a port, put a # before it`,
  will: 'this is what will be done:',
  files: (paths) => `write ${paths.join(', ')}`,
  question: 'Do it?',
  notFound: (what) => `not found, left so: ${what}`,
  logsStay: (from) => `${from}: logs are taken over with the service only`,
  next: 'next: linky-monitor',
  nextAlone: 'next: linky-monitor daemon, then linky-monitor',
});

export const setup = perLanguage(fr, en);
