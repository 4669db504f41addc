import type { Lang } from './format.ts';
import { entryOf } from './untrusted.ts';

/** `12 s`, `03:04:05`, `2 j 03:04:05`. @param blank the space between a number and its unit */
function duration(ms: number, days: string, blank: string): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 120) return `${seconds}${blank}s`;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const clock = `${two((seconds / 3600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 86_400 ? clock : `${Math.floor(seconds / 86_400)}${blank}${days} ${clock}`;
}

/** The texts of the daemon's parts that fail, each alone, and of its clock; `status` and the doctor use them too. */
const fr = {
  parts: {
    log: 'journal',
    feed: 'flux',
    oled: 'écran OLED',
    led: 'LED',
    conf: 'configuration',
    clock: 'horloge',
    input: 'entrée',
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
};

const en: typeof fr = {
  parts: {
    log: 'log',
    feed: 'feed',
    oled: 'OLED',
    led: 'LED',
    conf: 'configuration',
    clock: 'clock',
    input: 'input',
  },
  details: {
    missing: 'not found',
    denied: 'no access',
    busy: 'another reader',
    notTty: 'no serial port',
    hangup: 'unplugged',
    quiet: 'not one byte',
    silent: 'no valid frame',
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
};

export const faults = { fr, en };

/** The name of a part and why it fails; where this version knows no text, the fault's own word. */
export function describeFault(
  { part, detail }: { readonly part: string; readonly detail: string },
  lang: Lang,
): { readonly name: string; readonly why: string } {
  const { parts, details } = faults[lang];
  return { name: entryOf<string>(parts, part) ?? part, why: entryOf(details, detail) ?? detail };
}
