import type { Lang } from './format.ts';
import { perLanguage } from './per-language.ts';
import { entryOf } from './untrusted.ts';

/** `12 s`, `03:04:05`, `2 j 03:04:05`. @param blank the space between a number and its unit */
function duration(ms: number, days: string, blank: string): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 120) return `${seconds}${blank}s`;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const clock = `${two((seconds / 3600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 86_400 ? clock : `${Math.floor(seconds / 86_400)}${blank}${days} ${clock}`;
}

/** A label that frames lack, in how many of them, and its data where the contract does not have that. */
interface LackingLabel {
  readonly label: string;
  readonly percent: number;
  readonly data?: string | undefined;
}

/** The texts of the daemon's parts that fail, each alone, and of its clock; `status` and the doctor use them too. */
const fr = () => ({
  parts: {
    log: 'journal',
    feed: 'flux',
    oled: 'écran OLED',
    led: 'LED',
    conf: 'configuration',
    clock: 'horloge',
    input: 'entrée',
    labels: 'trames',
    relay: 'relais',
    commands: 'commandes',
    metrics: 'mesures',
  },
  /** By the detail of a fault. A detail that is not here, a system's code or a file's line, is shown as it is. */
  details: {
    missing: 'introuvable',
    denied: 'accès refusé',
    busy: 'autre lecteur',
    notTty: 'pas un port série',
    hangup: 'liaison coupée',
    quiet: 'aucun octet',
    silent: 'aucune trame valide',
    module: 'module serialport inutilisable',
    other: 'ouverture impossible',
    unset: 'pas réglée',
    unverified: 'pas vérifiée',
    log: 'en retard sur le journal',
    meter: 'celle du compteur',
    notSocket: 'pas un socket',
    replaced: 'socket remplacé',
    inUse: 'servi par un autre',
  } as Readonly<Record<string, string>>,
  /** `status`: the parts that fail now. */
  list: (faults: readonly string[]) => `en défaut\u00a0: ${faults.join(', ')}`,
  one: (part: string, detail: string, since: string) => `${part} (${detail}) depuis ${since}`,
  journalBack: (waited: number, dropped: number) =>
    waited === 0 && dropped === 0
      ? 'journal de nouveau écrit'
      : `journal de nouveau écrit\u00a0: ${waited} ligne(s) en attente écrites, ${dropped} perdue(s) faute de place en mémoire`,
  /** Labels that frames lack: `PTEC manque dans 100 % des trames, NTARF 03 est inconnu du contrat dans 60 %`. */
  lacking: (labels: readonly LackingLabel[]) =>
    labels
      .map(({ label, percent, data }, i) => {
        const what = data === undefined ? `${label} manque` : `${label} ${data} est inconnu du contrat`;
        return `${what} dans ${percent}\u00a0%${i === 0 ? ' des trames' : ''}`;
      })
      .join(', '),
  /** The same in few letters: `sans PTEC 100 %`, `NTARF=03 inconnu 60 %`, or without the shares. */
  without: (label: string, data: string | undefined) =>
    data === undefined ? `sans ${label}` : `${label}=${data} inconnu`,
  share: (text: string, percent: number) => `${text} ${percent}\u00a0%`,
  labelsBack: (labels: string) => `de nouveau dans les trames\u00a0: ${labels}`,
  feedBack: (path: string) => `flux de nouveau servi sur ${path}`,
  confBack: 'configuration de nouveau sans faute',
  clockUnset: (seconds: number) =>
    `l’heure de la machine n’est pas réglée\u00a0: les lignes du journal attendent, au plus ${seconds}\u00a0s`,
  clockKnown: {
    system: 'heure réglée\u00a0: le journal est écrit',
    meter: 'heure prise au compteur, la machine ne l’a pas encore\u00a0: le journal est écrit',
    unverified: 'heure toujours pas vérifiée\u00a0: le journal est écrit quand même',
    log: 'horloge pas à l’heure, en retard sur le journal\u00a0: il continue à partir de sa dernière ligne',
  },
  clockStepped: (ms: number) => `l’horloge a été ${ms > 0 ? 'avancée' : 'reculée'} de ${duration(ms, 'j', '\u00a0')}`,
});

const en = (): ReturnType<typeof fr> => ({
  parts: {
    log: 'log',
    feed: 'feed',
    oled: 'OLED',
    led: 'LED',
    conf: 'configuration',
    clock: 'clock',
    input: 'input',
    labels: 'frames',
    relay: 'relay',
    commands: 'commands',
    metrics: 'metrics',
  },
  details: {
    missing: 'not found',
    denied: 'no access',
    busy: 'another reader',
    notTty: 'no serial port',
    hangup: 'unplugged',
    quiet: 'not one byte',
    silent: 'no valid frame',
    module: 'module serialport unusable',
    other: 'does not open',
    unset: 'not set',
    unverified: 'not verified',
    log: 'behind the log',
    meter: "the meter's",
    notSocket: 'no socket',
    replaced: 'socket replaced',
    inUse: 'served by another',
  },
  list: (faults) => `failing: ${faults.join(', ')}`,
  one: (part, detail, since) => `${part} (${detail}) since ${since}`,
  journalBack: (waited, dropped) =>
    waited === 0 && dropped === 0
      ? 'log written again'
      : `log written again: ${waited} line(s) that waited are written, ${dropped} were lost for want of memory`,
  lacking: (labels) =>
    labels
      .map(({ label, percent, data }, i) => {
        const what = data === undefined ? `${label} is missing` : `${label} ${data} is unknown to the contract`;
        return `${what} in ${percent}%${i === 0 ? ' of the frames' : ''}`;
      })
      .join(', '),
  without: (label, data) => (data === undefined ? `no ${label}` : `${label}=${data} unknown`),
  share: (text, percent) => `${text} ${percent}%`,
  labelsBack: (labels) => `in the frames again: ${labels}`,
  feedBack: (path) => `feed served again at ${path}`,
  confBack: 'configuration without fault again',
  clockUnset: (seconds) => `the machine's clock is not set: lines of the log wait, ${seconds} s at most`,
  clockKnown: {
    system: 'clock set: the log is written',
    meter: "time taken from the meter, the machine's clock is not set yet: the log is written",
    unverified: 'clock still not verified: the log is written all the same',
    log: 'clock not set, and behind the log: it goes on from its last line',
  },
  clockStepped: (ms) => `the clock was set ${ms > 0 ? 'forward' : 'back'} by ${duration(ms, 'd', ' ')}`,
});

export const faults = perLanguage(fr, en);

/** The detail of the fault `labels`: `PTEC 100%, NTARF=03 60%`. */
export const labelsDetail = (labels: readonly LackingLabel[]): string =>
  labels.map(({ label, data, percent }) => `${data === undefined ? label : `${label}=${data}`} ${percent}%`).join(', ');

/** The labels of such a detail; a text of another form is taken as it is. */
const labelsIn = (detail: string): LackingLabel[] =>
  detail.split(', ').flatMap((part) => {
    const [, label, data, percent] = /^([A-Z0-9+-]+)(?:=(\S+))? (\d{1,3})%$/.exec(part) ?? [];
    return label === undefined ? [] : [{ label, data, percent: Number(percent) }];
  });

/**
 * The name of a part and why it fails; where this version knows no text, the fault's own word. `short`: the name as
 * where there is no room for why.
 */
export function describeFault(
  { part, detail }: { readonly part: string; readonly detail: string },
  lang: Lang,
): { readonly name: string; readonly why: string; readonly short: string } {
  const { parts, details, without, share } = faults[lang];
  const name = entryOf<string>(parts, part) ?? part;
  const labels = part === 'labels' ? labelsIn(detail) : [];
  if (labels.length > 0) {
    const shown = (showsShare: boolean): string =>
      labels
        .map(({ label, data, percent }) => {
          const text = without(label, data);
          return showsShare ? share(text, percent) : text;
        })
        .join(', ');
    return { name, why: shown(true), short: shown(false) };
  }
  return { name, why: entryOf(details, detail) ?? detail, short: name };
}
