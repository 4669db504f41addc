import type { Lang } from './format.ts';
import { meant, nearest } from './nearest.ts';
import { perLanguage } from './per-language.ts';

/** What a mistyped word may have been meant for. @param known the words, with commas between them */
function suggested(lang: Lang, typed: string, known: string): string {
  const near = nearest(typed, known.split(', '));
  return near.length === 0 ? '' : `${lang === 'fr' ? '\u00a0' : ''}; ${meant[lang](near)}`;
}

/** The line of each error, by its name and kind: what is wrong, and what to do about it. */
const fr = () => ({
  InputError: {
    unknown: (input: string) =>
      `entrée inconnue ${input}\u00a0: attendu /dev/…, tcp://hôte:port, replay:FICHIER ou sim:SCÉNARIO`,
    replaced: (input: string, detail: string) =>
      `${input} ne s’ouvre pas\u00a0: des fichiers du programme manquent ou sont d’une autre version (${detail})\u00a0; le relancer, ou l’installer de nouveau`,
    empty: (input: string) => `${input}\u00a0: capture vide, aucun octet à lire`,
    unreadable: (input: string, code: string) => `${input} illisible (${code})`,
    notFile: (input: string) => `${input} n’est pas un fichier\u00a0: replay: rejoue une capture déjà enregistrée`,
    scenario: (scenario: string, known: string) =>
      `scénario inconnu ${scenario}\u00a0: attendu ${known}${suggested('fr', scenario, known)}`,
  },
  LinkError: {
    missing: (input: string) => `${input} absent\u00a0: vérifier le câble, le nom du port (INPUT_DEV) ou l’hôte`,
    denied: (input: string) =>
      `${input} refusé\u00a0: ajouter l’utilisateur au groupe dialout (sudo usermod -aG dialout $USER)`,
    busy: (input: string) =>
      `${input} déjà lu par un autre programme\u00a0: l’arrêter d’abord (sudo fuser -v ${input})`,
    notTty: (input: string) => `${input} n’est pas un port série\u00a0: corriger INPUT_DEV ou --input`,
    hangup: (input: string) => `${input} débranché`,
    quiet: (input: string) => `${input} ouvert mais muet\u00a0: vérifier les fils I1 et I2 et l’optocoupleur`,
    module: (input: string) =>
      `${input} ne s’ouvre pas\u00a0: le module serialport n’est pas fait pour ce processeur ou ce système\u00a0; réinstaller le programme sur cette machine (npm install -g)`,
    other: (input: string) => `${input} ne s’ouvre pas`,
  },
  FeedError: {
    tooLong: (path: string, detail: string) =>
      `chemin de socket trop long (${detail} octets)\u00a0: ${path}\u00a0; en donner un plus court (--socket ou FEED_SOCKET)`,
    inUse: (path: string, pid: string) =>
      `un démon${pid === '' ? '' : ` (pid ${pid})`} sert déjà ${path}\u00a0: l’arrêter d’abord, ou donner un autre --socket`,
    unsafe: (path: string, directory: string) =>
      `socket refusé\u00a0: ${path}\u00a0; d’autres peuvent écrire dans son dossier (${directory})\u00a0: le retirer ou le fermer (chmod go-w), ou donner un autre --socket`,
    notSocket: (path: string) => `${path} existe et n’est pas un socket\u00a0: le retirer, ou donner un autre --socket`,
    replaced: (path: string) =>
      `${path} n’est plus le socket du démon\u00a0: autre chose a pris sa place\u00a0; le retirer, le socket revient de lui-même`,
    failed: (path: string, code: string) =>
      `socket impossible\u00a0: ${path} (${code})\u00a0; vérifier le dossier et ses droits, ou donner un autre --socket`,
  },
  JournalError: {
    noDirectory: (path: string, code: string) =>
      `dossier des journaux illisible\u00a0: ${path} (${code})\u00a0; donner --logs ou --home, ou lancer d’abord le démon`,
    unreadable: (path: string, code: string) =>
      `journal illisible\u00a0: ${path} (${code})\u00a0; vérifier ses droits et le disque`,
  },
});

const en = (): ReturnType<typeof fr> => ({
  InputError: {
    unknown: (input) => `unknown input ${input}: expected /dev/…, tcp://host:port, replay:FILE or sim:SCENARIO`,
    replaced: (input, detail) =>
      `${input} does not open: files of the program are missing or of another version (${detail}); restart it, or install it again`,
    empty: (input) => `${input}: empty capture, no byte to read`,
    unreadable: (input, code) => `cannot read ${input} (${code})`,
    notFile: (input) => `${input} is not a file: replay: plays a capture that was recorded before`,
    scenario: (scenario, known) => `unknown scenario ${scenario}: expected ${known}${suggested('en', scenario, known)}`,
  },
  LinkError: {
    missing: (input) => `${input} not there: check the cable, the port's name (INPUT_DEV) or the host`,
    denied: (input) => `${input} refused: add the user to the dialout group (sudo usermod -aG dialout $USER)`,
    busy: (input) => `${input} is read by another program: stop that first (sudo fuser -v ${input})`,
    notTty: (input) => `${input} is not a serial port: correct INPUT_DEV or --input`,
    hangup: (input) => `${input} unplugged`,
    quiet: (input) => `${input} open but silent: check wires I1 and I2 and the optocoupler`,
    module: (input) =>
      `${input} does not open: the module serialport is not made for this processor or system; install the program again on this machine (npm install -g)`,
    other: (input) => `${input} does not open`,
  },
  FeedError: {
    tooLong: (path, detail) =>
      `socket path too long (${detail} bytes): ${path}; give a shorter one (--socket or FEED_SOCKET)`,
    inUse: (path, pid) =>
      `a daemon${pid === '' ? '' : ` (pid ${pid})`} already serves ${path}: stop it first, or give another --socket`,
    unsafe: (path, directory) =>
      `socket refused: ${path}; others can write in its directory (${directory}): remove or close it (chmod go-w), or give another --socket`,
    notSocket: (path) => `${path} exists and is no socket: remove it, or give another --socket`,
    replaced: (path) =>
      `${path} is no longer the daemon's socket: something else took its place; remove it, and the socket comes back by itself`,
    failed: (path, code) =>
      `cannot make the socket ${path} (${code}); check the directory and its rights, or give another --socket`,
  },
  JournalError: {
    noDirectory: (path, code) =>
      `the directory of the logs cannot be read: ${path} (${code}); give --logs or --home, or run the daemon first`,
    unreadable: (path, code) => `a log cannot be read: ${path} (${code}); check its permissions and the disk`,
  },
});

const errors = perLanguage(fr, en);

export type ErrorName = keyof ReturnType<typeof fr>;
export type ErrorKind<N extends ErrorName> = keyof ReturnType<typeof fr>[N];

/** The parts of an `AppError` (host/errors.ts) that its text is made with. */
interface Described {
  readonly name: string;
  readonly kind: string;
  readonly path: string | undefined;
  readonly detail: string;
}

/**
 * The line of an error that the program expects.
 * @param path what the error is about, where it does not say so itself: the input of a `LinkError`
 * @returns undefined for any other error
 */
export function describeError(error: unknown, lang: Lang, path?: string): string | undefined {
  if (!isDescribed(error, lang)) return undefined;
  const { name, kind, detail } = error;
  const lines: Readonly<Record<string, (path: string, detail: string) => string>> = errors[lang][name];
  const line = lines[kind]?.(path ?? error.path ?? '', detail);
  // The words of the driver or the system have too many forms for texts of our own: they follow in brackets.
  return name === 'LinkError' ? `${line} [${detail}]` : line;
}

function isDescribed(error: unknown, lang: Lang): error is Described & { readonly name: ErrorName } {
  return error instanceof Error && Object.hasOwn(errors[lang], error.name) && 'kind' in error;
}
