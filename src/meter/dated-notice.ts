import type { DataByLabel, Frame } from '../tic/frame.ts';
import { parseHorodate } from '../tic/horodate.ts';
import { parseStatus } from '../tic/stge.ts';
import { instantOf } from '../time/local.ts';
import { Debounced } from './debounced.ts';
import { BETWEEN_PEAKS_MS, MAX_LATE_MS, nextPeakAfter, PEAK_MS } from './ejp.ts';
import { EJP_FRAMES, PresentText } from './present-text.ts';
import type { EjpNotice } from './reading.ts';

/**
 * A peak is announced on the day before it. A date further ahead is none that anybody announced, and one that is further
 * past has nothing to do with what is announced now (ms).
 */
const MAX_AHEAD_MS = 48 * 3_600_000;
/** No mobile peak is longer, those of Tempo included: dates that lie further apart are not those of one peak (ms). */
const MAX_PEAK_MS = 24 * 3_600_000;

const NUMBERS = [1, 2, 3] as const;

/** A peak that the meter dates. @property to undefined where its end is not known */
interface DatedPeak {
  readonly from: number;
  readonly to: number | undefined;
}

/**
 * The notice of mode standard: the peaks that DPMn and FPMn date, or STGE 28-29, which says that there is one. All of them may
 * stay for days after their peak, and so may PPOINTE, the profile of an announced day, which has no date: it announces nothing.
 */
export class DatedNotice {
  readonly #starts = NUMBERS.map(() => new PresentText());
  readonly #ends = NUMBERS.map(() => new PresentText());
  readonly #bits = new Debounced<boolean>({ needed: EJP_FRAMES });
  /** The bits were seen to be set; else they may be those of an earlier peak. */
  #isSeen = false;
  /** When the peak begins that the bits announce, ms. */
  #bitsFrom: number | undefined;

  /** @param now the meter's time, ms @param active whether a peak runs */
  take(frame: Frame, groups: DataByLabel, now: number, active: boolean): EjpNotice | undefined {
    for (const n of NUMBERS) {
      takeHorodate(this.#starts[n - 1] as PresentText, frame, `DPM${n}`);
      takeHorodate(this.#ends[n - 1] as PresentText, frame, `FPM${n}`);
    }
    const after = this.#earliestNext(now, active);
    this.#takeBits(groups, active, after);
    const coming = [...this.#peaks(), ...this.#undated(now)].find((peak) => isAnnounced(peak, now, after));
    return coming && { kind: 'at', ...coming };
  }

  /** The end of the running peak, ms, where the meter dates it. */
  endOfRunning(now: number): number | undefined {
    const isRunning = ({ from, to }: DatedPeak): boolean =>
      from <= now + BETWEEN_PEAKS_MS && to !== undefined && to > now;
    return this.#peaks().find(isRunning)?.to;
  }

  /** The clock was set: a day that was worked out by the old one is worked out again. */
  clockSet(): void {
    this.#bitsFrom = undefined;
    this.#isSeen = false;
  }

  /** What begins later than this is not the peak that runs, nor one that never came. */
  #earliestNext(now: number, active: boolean): number {
    if (!active) return now - MAX_LATE_MS;
    return Math.min(now + BETWEEN_PEAKS_MS, (this.endOfRunning(now) ?? Number.POSITIVE_INFINITY) - 1);
  }

  /** @param after only a later peak can be announced */
  #takeBits(groups: DataByLabel, active: boolean, after: number): void {
    const status = parseStatus(groups.get('STGE'));
    if (status && this.#bits.take(status.peakNotice > 0)) {
      this.#isSeen = true;
      this.#bitsFrom = undefined;
    }
    // Bits that a peak began with are not known to announce the next one.
    if (this.#bits.value && (!active || this.#isSeen)) this.#bitsFrom ??= nextPeakAfter(after);
  }

  /** The peak that only the bits announce; the law leaves no other time than 07:00. */
  #undated(now: number): DatedPeak[] {
    if (!this.#bits.value || this.#bitsFrom === undefined) return [];
    // Bits that nobody saw begin are explained by a date that has just passed; a date too far ahead is no day to guess at.
    const explained = now - (this.#isSeen ? 0 : MAX_AHEAD_MS);
    const isExplained = this.#peaks().some(({ from }) => from > explained);
    return isExplained ? [] : [{ from: this.#bitsFrom, to: this.#bitsFrom + PEAK_MS }];
  }

  /** The peaks that are dated, in the order of time, each once. */
  #peaks(): DatedPeak[] {
    return NUMBERS.flatMap((n) => {
      const from = instantIn(this.#starts[n - 1]?.text);
      const to = instantIn(this.#ends[n - 1]?.text);
      if (from === undefined) return to === undefined ? [] : [{ from: to - PEAK_MS, to }];
      return [{ from, to: to !== undefined && to > from && to - from <= MAX_PEAK_MS ? to : undefined }];
    }).sort((a, b) => a.from - b.from || Number(a.to === undefined) - Number(b.to === undefined));
  }
}

const isAnnounced = ({ from, to = Number.POSITIVE_INFINITY }: DatedPeak, now: number, after: number): boolean =>
  from > after && from <= now + MAX_AHEAD_MS && to > now;

function takeHorodate(text: PresentText, frame: Frame, label: string): void {
  const horodate = frame.groups.find((group) => group.label === label)?.horodate;
  if (horodate !== undefined || frame.complete) text.take(horodate, frame);
}

/** DPMn and FPMn have local time without a season (54E §6.2.1.1); some meters may give one. */
function instantIn(text: string | undefined): number | undefined {
  const parsed = parseHorodate(text);
  return parsed && (parsed.epochMs ?? instantOf(parsed.local));
}
