import { perLanguage } from './per-language.ts';
import { entryOf } from './untrusted.ts';

/** What has a relay open, as conf and feed name it. */
const REASONS = {
  fr: { peak: 'pointe', notice: 'préavis', overload: 'dépassement' },
  en: { peak: 'peak', notice: 'notice', overload: 'overload' },
} as const;

const named = (lang: 'fr' | 'en', reasons: readonly string[]): string =>
  reasons.map((reason) => entryOf<string>(REASONS[lang], reason) ?? reason).join(', ');

/** The owner's commands and the relay: in the log, on the screen, in `status`. */
const fr = () => ({
  relayOpen: (reasons: readonly string[]) => `relais ouvert, charge coupée (${named('fr', reasons)})`,
  relayClosed: 'relais fermé, charge rétablie',
  relayFailed: (detail: string) => `relais indisponible (${detail})\u00a0: nouvel essai plus tard`,
  relayBack: 'relais de nouveau en service',
  commandFailed: (key: string, reason: string) => `${key} a échoué (${reason})\u00a0: deux autres essais suivent`,
  commandDone: (key: string) => `${key} exécutée`,
  /** On one line of `status`, in the header of the screen. */
  open: 'relais ouvert',
  openFor: (reasons: readonly string[]) => `relais ouvert (${named('fr', reasons)})`,
  openSince: (open: string, since: string) => `${open} depuis ${since}`,
});

const en = (): ReturnType<typeof fr> => ({
  relayOpen: (reasons) => `relay open, load off (${named('en', reasons)})`,
  relayClosed: 'relay closed, load on',
  relayFailed: (detail) => `relay unavailable (${detail}): tried again later`,
  relayBack: 'relay in service again',
  commandFailed: (key, reason) => `${key} failed (${reason}): it is tried twice more`,
  commandDone: (key) => `${key} done`,
  open: 'relay open',
  openFor: (reasons) => `relay open (${named('en', reasons)})`,
  openSince: (open, since) => `${open} since ${since}`,
});

export const actions = perLanguage(fr, en);
