import type { Command } from '../host/command.ts';
import { legalStartOf, PEAK_MS } from '../meter/ejp.ts';
import type { EjpNotice, EjpState, Reading } from '../meter/reading.ts';
import { isoOf } from '../time/local.ts';
import type { HouseState } from './house-state.ts';

/** What happens to the house, and the key of the command that is run then. */
export const COMMAND_KEYS = {
  'ejp-notice': 'EJP_NOTICE_CMD',
  'ejp-on': 'EJP_ON_CMD',
  'ejp-off': 'EJP_OFF_CMD',
  'overload-on': 'OVERLOAD_ON_CMD',
  'overload-off': 'OVERLOAD_OFF_CMD',
} as const;

export type EventName = keyof typeof COMMAND_KEYS;
export type CommandKey = (typeof COMMAND_KEYS)[EventName];
export type CommandSettings = { readonly [Key in CommandKey]: Command | undefined };

/** Each is told by itself: what is true of it now takes the place of what was. */
export const SUBJECTS = ['notice', 'ejp', 'overload'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** An event, with the variables that its command gets. */
export interface HouseEvent {
  readonly name: EventName;
  readonly env: Readonly<Record<string, string>>;
}

/** Two notices whose peaks begin this far apart, ms, are two: peaks are a day apart. */
const ANOTHER_PEAK_MS = 12 * 3_600_000;

/** Finds what is new in the state of the house: each change once, and at the start what is then true. */
export class EventFinder {
  readonly #told = new Map<Subject, EventName>();
  #notice: EjpNotice | undefined;

  /**
   * What has to be told now; undefined for a notice that is over.
   * @param isClockKnown hours are counted by it
   */
  take(house: HouseState, reading: Reading | undefined, isClockKnown = true): Map<Subject, HouseEvent | undefined> {
    const news = new Map<Subject, HouseEvent | undefined>();
    const { ejp, overload } = house;
    const tell = (subject: Subject, name: EventName, hours: Hours = {}): void => {
      if (this.#told.get(subject) === name) return;
      this.#told.set(subject, name);
      news.set(subject, { name, env: variables(name, isClockKnown ? hours : {}, reading) });
    };
    if (house.isEjpSaid) {
      const { notice } = ejp;
      if (!notice || !this.#notice || isAnother(this.#notice, notice)) {
        if (this.#told.delete('notice')) news.set('notice', undefined);
      }
      this.#notice = notice;
      if (notice) tell('notice', 'ejp-notice', noticeHours(notice));
      tell('ejp', ejp.active ? 'ejp-on' : 'ejp-off', peakHours(ejp));
    }
    if (house.isOverloadSaid) tell('overload', overload ? 'overload-on' : 'overload-off');
    return news;
  }
}

/** Of a peak; ms, where known. */
interface Hours {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

const peakHours = ({ active, since, until }: EjpState): Hours => (active ? { from: since, until } : {});

/** Historique does not say when the announced peak will end: the law does. */
const noticeHours = (notice: EjpNotice): Hours => ({
  from: notice.from,
  until: notice.kind === 'at' ? notice.to : legalStartOf(notice.from) + PEAK_MS,
});

/** Only dated notices follow each other without a gap; the others are counted by our clock, which may be set. */
const isAnother = (before: EjpNotice, after: EjpNotice): boolean =>
  before.kind === 'at' && after.kind === 'at' && Math.abs(after.from - before.from) >= ANOTHER_PEAK_MS;

function variables(name: EventName, { from, until }: Hours, reading: Reading | undefined): Record<string, string> {
  const { papp, contract } = reading ?? {};
  return {
    LINKY_EVENT: name,
    ...(from === undefined ? {} : { LINKY_FROM: isoOf(from) }),
    ...(until === undefined ? {} : { LINKY_UNTIL: isoOf(until) }),
    ...(papp === undefined ? {} : { LINKY_PAPP: String(papp) }),
    ...(contract === undefined ? {} : { LINKY_CONTRACT: contract }),
  };
}
