import type { DataByLabel, Frame } from '../tic/frame.ts';
import { dayOf } from '../time/local.ts';
import { MAX_LATE_MS, peakStartOn } from './ejp.ts';
import { PresentText, SEEN_MS } from './present-text.ts';
import type { EjpNotice } from './reading.ts';

const MINUTE_MS = 60_000;

/** The notice of mode historique: PEJP, by its presence, for some minutes before the peak that it does not date (54E §6.1). */
export class PejpNotice {
  readonly #minutes = new PresentText();
  /** Instant of the last whole long frame without PEJP, ms. */
  #quietAt = Number.NEGATIVE_INFINITY;
  /** When the first frame of those that announce came, ms. */
  #firstAt: number | undefined;
  /** The notice was seen to begin; else it may be as old as it can be. */
  #isSeen = false;
  /** PEJP was sent in a peak: it announces nothing until it has been away. */
  #isSpent = false;

  /** @param at instant of the frame, ms @param active whether the peak runs */
  take(frame: Frame, groups: DataByLabel, at: number, active: boolean): EjpNotice | undefined {
    const text = groups.get('PEJP');
    // Only a whole long frame (no short one has PTEC) shows that it is not sent.
    const isWhole = frame.complete && groups.has('PTEC');
    const before = this.#minutes.text;
    if (text !== undefined) {
      // A meter that counts the minutes down announces anew with each.
      if (this.#minutes.take(text, frame) && before) this.#begin(at, true);
      else if (this.#firstAt === undefined) this.#begin(at, at - this.#quietAt <= SEEN_MS);
    } else if (isWhole) {
      this.#quietAt = at;
      this.#minutes.take(undefined, frame);
      if (!this.#minutes.text && !this.#minutes.isChanging) this.#end();
    }
    this.#isSpent ||= active && this.#firstAt !== undefined;
    return this.#isSpent ? undefined : this.#noticeAt(at);
  }

  /** The clock was set: what was dated by the old one moves with it. @param ms how far forward */
  clockSet(ms: number): void {
    this.#quietAt += ms;
    if (this.#firstAt !== undefined) this.#firstAt += ms;
  }

  #begin(at: number, isSeen: boolean): void {
    this.#firstAt = at;
    this.#isSeen = isSeen;
  }

  #end(): void {
    this.#firstAt = undefined;
    this.#isSpent = false;
  }

  #noticeAt(at: number): EjpNotice | undefined {
    const text = this.#minutes.text;
    if (!text || this.#firstAt === undefined) return undefined;
    const minutes = Number(text);
    const from = this.#startAfter(this.#firstAt, minutes);
    return at < from + MAX_LATE_MS ? { kind: 'in', minutes, from } : undefined;
  }

  /** The first frame counts; where it was not the beginning, the legal 07:00 wherever the notice can be that of it. */
  #startAfter(firstAt: number, minutes: number): number {
    const counted = firstAt + minutes * MINUTE_MS;
    const legal = peakStartOn(dayOf(counted));
    const earliest = this.#isSeen ? counted - MINUTE_MS : firstAt - MAX_LATE_MS;
    return legal >= earliest && legal <= counted + MINUTE_MS ? legal : counted;
  }
}
