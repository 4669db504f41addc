import { minutesUntil } from '../meter/ejp.ts';
import { type EjpNotice, masked, type Reading } from '../meter/reading.ts';
import { isoOf } from '../time/local.ts';
import {
  either,
  flag,
  instant,
  list,
  map,
  nullable,
  number,
  object,
  oneOf,
  optional,
  parseJson,
  rows,
  type TypeOf,
  text,
} from './schema.ts';

/** Version of the messages below; new fields do not change it: a client ignores the fields that it does not know. */
export const PROTOCOL = 1;

/** `startsInMinutes`: historique, from the instant of the sample; an older daemon does not say `from`. */
const notice = either(
  object({ startsInMinutes: number, from: optional(instant) }),
  object({ from: instant, to: optional(instant) }),
);
const colour = nullable(oneOf('blue', 'white', 'red'));
const linkState = oneOf('detecting', 'receiving', 'silent', 'reconnecting', 'stopped');
/** A part of the daemon that fails now; a newer daemon may have parts that this version does not know. */
const fault = object({
  part: text,
  since: instant,
  /** The system's code (ENOSPC…) or a short text; of `labels` those that frames lack: `PTEC 100%, NTARF=03 60%`. */
  detail: text,
});

/** First message of a connection. */
const hello = object({
  type: oneOf('hello'),
  protocol: number,
  version: text,
  pid: number,
  started: instant,
  mode: nullable(text),
  contract: nullable(text),
  /** The directory of the daily logs. */
  logs: text,
});

/**
 * Second message: the last hour, oldest first, each sample a row of `fields`; null where there was no value. The fields
 * are at (ms since 1970 UTC), papp and pinj (VA), iinst (A).
 */
const history = object({ type: oneOf('history'), fields: list(text), samples: rows });

/**
 * One frame; a field is absent where the meter's value is not known: it did not come, or has not come sound for a minute
 * (powers and current: not in this frame).
 */
const sample = object({
  type: oneOf('sample'),
  at: instant,
  contract: optional(text),
  period: optional(text),
  /** Drawn power, VA. */
  papp: optional(number),
  /** Present where papp is deduced from the current. */
  pappEstimated: optional(flag),
  /** A, the sum of the phases; each phase in `phases`. */
  iinst: optional(number),
  phases: optional(list(number)),
  /** V, of each phase; standard mode only. */
  voltages: optional(list(number)),
  /** Injected power, VA. */
  pinj: optional(number),
  pinjEstimated: flag,
  /** Wh, as is `injectionIndex`. */
  indexes: map(number),
  /** A supplier's calendar by its own name, and what it calls its indexes, as far as they have run. */
  calendar: optional(text),
  indexNames: optional(map(text)),
  injectionIndex: optional(number),
  /** `since` and `until` only while the peak runs. */
  ejp: object({
    active: flag,
    /** Present where the meter no longer says whether the peak runs: `active` is what it said last. */
    unknown: optional(flag),
    notice: nullable(notice),
    since: optional(instant),
    until: optional(instant),
  }),
  /** Tempo contracts only; null while a colour is not known. */
  tempo: optional(object({ today: colour, tomorrow: colour })),
  /** Present current, A, while the subscribed power is exceeded. */
  overload: nullable(number),
  /** The status register; standard mode only. */
  facts: optional(object({ breaker: number, coverOpen: flag, overvoltage: flag, clockDegraded: flag })),
  /** Subscribed power, VA. */
  subscribed: optional(number),
  /** Serial number of the meter, masked. */
  meter: optional(text),
});

/** One line as it was written to the log. */
const record = object({ type: oneOf('record'), line: text });

/**
 * The relay, where the conf has one: open while it keeps its load off, and then why (`peak`, `notice`, `overload`); null where
 * its pin cannot be set.
 */
const relay = object({ open: nullable(flag), why: list(text), since: instant });

/** The daemon's health, on change and every ten seconds. */
const status = object({
  type: oneOf('status'),
  state: linkState,
  since: instant,
  input: text,
  mode: nullable(text),
  frames: number,
  rejected: object({ checksum: number, parity: number, format: number, implausible: number }),
  clients: number,
  /** The labels that the last frames lacked most, and the share of frames that did, 0 to 1; empty while all come. */
  lost: optional(list(object({ label: text, share: number }))),
  /** Empty while all is well; absent from an older daemon. */
  faults: optional(list(fault)),
  relay: optional(relay),
});

/** Every message by its `type`. Instants are local time with offset. */
const MESSAGES = { hello, history, sample, record, status } as const;

export type HelloMessage = TypeOf<typeof hello>;
export type HistoryMessage = TypeOf<typeof history>;
export type SampleMessage = TypeOf<typeof sample>;
export type StatusMessage = TypeOf<typeof status>;
export type FeedMessage = TypeOf<(typeof MESSAGES)[keyof typeof MESSAGES]>;
export type NoticeMessage = TypeOf<typeof notice>;
/** State of the daemon's input. */
export type LinkState = TypeOf<typeof linkState>;
export type FaultMessage = TypeOf<typeof fault>;
export type RelayMessage = TypeOf<typeof relay>;
/** The parts of the daemon that may fail, each alone. */
export type FaultPart =
  | ('log' | 'feed' | 'oled' | 'led' | 'conf' | 'clock' | 'input' | 'labels')
  | ('relay' | 'commands' | 'metrics');

/** Reads one line of the feed; undefined where this version knows no such message. Never throws. */
export function parseMessage(line: string): FeedMessage | undefined {
  const value = parseJson(line);
  return Object.values(MESSAGES).find((schema) => schema(value)) ? (value as FeedMessage) : undefined;
}

/** The sample message of a reading. */
export function sampleOf(reading: Reading): SampleMessage {
  const { ejp, tempo, serial, indexNames } = reading;
  return {
    type: 'sample',
    at: isoOf(reading.at),
    contract: reading.contract,
    period: reading.period,
    papp: reading.papp,
    pappEstimated: reading.pappEstimated || undefined,
    iinst: reading.iinst,
    phases: reading.phases,
    voltages: reading.voltages,
    pinj: reading.pinj,
    pinjEstimated: reading.pinjEstimated,
    indexes: reading.indexes,
    calendar: reading.calendar,
    indexNames: Object.keys(indexNames).length > 0 ? indexNames : undefined,
    injectionIndex: reading.injectionIndex,
    ejp: {
      active: ejp.active,
      unknown: !reading.isPeakKnown || undefined,
      notice: noticeOf(ejp.notice, reading.at),
      since: optionalIso(ejp.since),
      until: optionalIso(ejp.until),
    },
    tempo: tempo && { today: tempo.today ?? null, tomorrow: tempo.tomorrow ?? null },
    overload: reading.overload ?? null,
    facts: reading.register,
    subscribed: reading.subscribed,
    meter: serial === undefined ? undefined : masked(serial),
  };
}

function noticeOf(announced: EjpNotice | undefined, at: number): NoticeMessage | null {
  if (!announced) return null;
  const from = isoOf(announced.from);
  if (announced.kind === 'in') return { startsInMinutes: minutesUntil(announced.from, at), from };
  return { from, to: optionalIso(announced.to) };
}

const optionalIso = (at: number | undefined): string | undefined => (at === undefined ? undefined : isoOf(at));
