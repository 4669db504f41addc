import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../broker/outcome.ts';
import type { LogRecords } from './log-records.ts';
import type { LogRecord } from './open-log.ts';
import { type Cursor, isFurther } from './place.ts';

/** A broker's acknowledgement is not durable: what it took in this time before a connection ended is sent again, s. */
const OVERLAP_S = 1800;
/** Records a second at most: a home that was offline for days must not crowd out the others. */
const PER_SECOND = 50;
const PAUSE_MS = 1000 / PER_SECOND;
/** Records on their way at most. */
const WINDOW = 16;
/** After a refusal, or where the logs cannot be read, it is tried again after this time, ms. */
const RETRY_MS = 60_000;

export interface PumpEvents {
  /** Sends one record; resolves when it is known what became of it. */
  send(record: LogRecord): Promise<Outcome>;
  /** There is a cursor for the first time: it is to be kept at once, as all that follows it is owed from now on. */
  begun(): void;
  /** The logs cannot be read. */
  unreadable(error: unknown): void;
}

/** Records on their way, in the order in which they were sent. */
interface OnItsWay {
  readonly behind: Cursor;
  isTaken: boolean;
}

/**
 * Sends the records of the logs to the broker while there is a connection. The cursor is the only queue: it goes behind a
 * record when the broker has taken that one and all before it.
 */
export class RecordPump {
  readonly #records: LogRecords;
  readonly #events: PumpEvents;
  #cursor: Cursor | undefined;
  /** Of the connection that records are sent on; aborted with it. */
  #run: AbortController | undefined;
  #wake: () => void = () => undefined;

  /** @param cursor where the last process was; undefined for the first one */
  constructor(records: LogRecords, cursor: Cursor | undefined, events: PumpEvents) {
    this.#records = records;
    this.#cursor = cursor;
    this.#events = events;
  }

  get cursor(): Cursor | undefined {
    return this.#cursor;
  }

  /** There is a connection. @param backfill also what was not sent before it, and what the broker may have lost */
  start(backfill: boolean): void {
    this.stop();
    const run = new AbortController();
    this.#run = run;
    void this.#work(run.signal, backfill);
  }

  /** The connection has ended. */
  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#wake();
  }

  /** The logs may have grown. */
  grown(): void {
    this.#wake();
  }

  async #work(signal: AbortSignal, backfill: boolean): Promise<void> {
    while (!signal.aborted) {
      try {
        this.#place(backfill);
        await this.#sendAll(signal);
      } catch (error) {
        this.#events.unreadable(error);
      }
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Goes to where sending begins on a new connection. */
  #place(backfill: boolean): void {
    if (backfill && this.#cursor) this.#records.goTo(this.#cursor);
    const last = backfill && this.#cursor ? this.#cursor.t : this.#records.goToEnd();
    if (backfill && last !== undefined) this.#records.goBack(last - OVERLAP_S);
  }

  /**
   * Sends what the logs have and get, until the connection ends, or until the broker refuses a record: none is to be left
   * out.
   */
  async #sendAll(signal: AbortSignal): Promise<void> {
    const onTheirWay: OnItsWay[] = [];
    let isRefused = false;
    const hasEnded = (): boolean => signal.aborted || isRefused;
    let freeAt = 0;
    while (!hasEnded()) {
      const pause = freeAt - performance.now();
      if (pause > 0) await sleep(pause);
      const record = onTheirWay.length < WINDOW && !hasEnded() ? this.#records.next() : undefined;
      if (!record) {
        if (!hasEnded()) await new Promise<void>((resolve) => (this.#wake = resolve));
        continue;
      }
      freeAt = performance.now() + PAUSE_MS;
      const { file = '' } = this.#records;
      const sent: OnItsWay = { behind: { file, offset: record.to, t: record.t }, isTaken: false };
      onTheirWay.push(sent);
      void this.#events.send(record).then((outcome) => {
        sent.isTaken = outcome === 'taken';
        isRefused ||= typeof outcome === 'object';
        const wasFull = onTheirWay.length >= WINDOW;
        while (onTheirWay[0]?.isTaken) this.#advance((onTheirWay.shift() as OnItsWay).behind);
        if (wasFull || isRefused) this.#wake();
      });
    }
  }

  #advance(behind: Cursor): void {
    const isFirst = this.#cursor === undefined;
    if (isFurther(behind, this.#cursor)) this.#cursor = behind;
    if (isFirst) this.#events.begun();
  }
}
