import type { MeterStatus } from '../meter/overload.ts';
import type { EjpNotice, EjpState, Reading } from '../meter/reading.ts';
import { masked } from '../meter/reading.ts';
import type { Colour } from '../meter/tempo.ts';
import { isoOf } from '../time/local.ts';

/** Version of the messages below; new fields do not change it, a client ignores what it does not know. */
export const PROTOCOL = 1;

/** The daemon's input, as the state of `status` says it. */
export type LinkState = 'detecting' | 'receiving' | 'silent' | 'reconnecting' | 'stopped';

/** First message of a connection. Instants are local time with offset. */
export interface HelloMessage {
  readonly type: 'hello';
  readonly protocol: number;
  readonly version: string;
  readonly pid: number;
  readonly started: string;
  readonly mode: string | null;
  readonly contract: string | null;
  /** The directory of the daily logs. */
  readonly logs: string;
}

/** Second message: the last hour, oldest first, each sample a row of `fields`; null where there was no value. */
export interface HistoryMessage {
  readonly type: 'history';
  /** at: ms since 1970 UTC; papp, pinj: VA; iinst: A. */
  readonly fields: readonly ['at', 'papp', 'pinj', 'iinst'];
  readonly samples: readonly (readonly (number | null)[])[];
}

export type NoticeMessage = { readonly startsInMinutes: number } | { readonly from: string; readonly to?: string };

/** `since` and `until` only while the peak runs. */
export interface EjpMessage {
  readonly active: boolean;
  readonly notice: NoticeMessage | null;
  readonly since?: string;
  readonly until?: string;
}

/** One complete frame. papp and pinj in VA, iinst and phases in A, indexes in Wh; absent when the frame has none. */
export interface SampleMessage {
  readonly type: 'sample';
  readonly at: string;
  readonly contract: string;
  readonly period: string;
  readonly papp?: number;
  /** Present where papp is deduced from the current. */
  readonly pappEstimated?: true;
  readonly iinst?: number;
  readonly phases?: readonly number[];
  readonly pinj?: number;
  readonly pinjEstimated: boolean;
  readonly indexes: Readonly<Record<string, number>>;
  readonly injectionIndex?: number;
  readonly ejp: EjpMessage;
  /** Tempo contracts only; null while a colour is not known. */
  readonly tempo?: { readonly today: Colour | null; readonly tomorrow: Colour | null };
  readonly overload: number | null;
  /** Standard mode only: what the status register tells. */
  readonly facts?: MeterStatus;
  /** Subscribed power, VA. */
  readonly subscribed?: number;
  /** Serial number of the meter, masked. */
  readonly meter?: string;
}

/** One line as it was written to the log. */
export interface RecordMessage {
  readonly type: 'record';
  readonly line: string;
}

/** The parts of the daemon that may fail, each alone. */
export type FaultPart = 'log' | 'feed' | 'oled' | 'led' | 'conf' | 'clock' | 'input';

/** A part that fails now. */
export interface FaultMessage {
  readonly part: FaultPart;
  readonly since: string;
  /** The system's code (ENOSPC…) or a short text. */
  readonly detail: string;
}

/** The daemon's health, on change and every ten seconds. */
export interface StatusMessage {
  readonly type: 'status';
  readonly state: LinkState;
  readonly since: string;
  readonly input: string;
  readonly mode: string | null;
  readonly frames: number;
  readonly rejected: {
    readonly checksum: number;
    readonly parity: number;
    readonly format: number;
    readonly implausible: number;
  };
  readonly clients: number;
  /** Empty while all is well; absent from a daemon that does not tell. */
  readonly faults?: readonly FaultMessage[];
}

export type FeedMessage = HelloMessage | HistoryMessage | SampleMessage | RecordMessage | StatusMessage;

/** The sample message of a reading. */
export function sampleOf(reading: Reading): SampleMessage {
  const { papp, iinst, phases, pinj, injectionIndex, tempo, status, subscribed, serial } = reading;
  return {
    type: 'sample',
    at: isoOf(reading.at),
    contract: reading.contract,
    period: reading.period,
    ...(papp === undefined ? {} : { papp }),
    ...(reading.pappEstimated ? { pappEstimated: true } : {}),
    ...(iinst === undefined ? {} : { iinst }),
    ...(phases === undefined ? {} : { phases }),
    ...(pinj === undefined ? {} : { pinj }),
    pinjEstimated: reading.pinjEstimated,
    indexes: reading.indexes,
    ...(injectionIndex === undefined ? {} : { injectionIndex }),
    ejp: ejpOf(reading.ejp),
    ...(tempo === undefined ? {} : { tempo: { today: tempo.today ?? null, tomorrow: tempo.tomorrow ?? null } }),
    overload: reading.overload ?? null,
    ...(status === undefined ? {} : { facts: status }),
    ...(subscribed === undefined ? {} : { subscribed }),
    ...(serial === undefined ? {} : { meter: masked(serial) }),
  };
}

function ejpOf({ active, notice, since, until }: EjpState): EjpMessage {
  return {
    active,
    notice: noticeOf(notice),
    ...(since === undefined ? {} : { since: isoOf(since) }),
    ...(until === undefined ? {} : { until: isoOf(until) }),
  };
}

function noticeOf(notice: EjpNotice | undefined): NoticeMessage | null {
  if (!notice) return null;
  if ('startsInMinutes' in notice) return notice;
  return { from: isoOf(notice.from), ...(notice.to === undefined ? {} : { to: isoOf(notice.to) }) };
}
