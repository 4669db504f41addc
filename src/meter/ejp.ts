import type { Frame } from '../tic/frame.ts';
import { parseHorodate } from '../tic/horodate.ts';
import { parseStatus } from '../tic/stge.ts';
import { addDays, type Day, dayOf, instantOf } from '../time/local.ts';
import type { DataByLabel } from './groups.ts';
import type { EjpNotice, EjpState } from './reading.ts';

export const NO_EJP: EjpState = { active: false, notice: undefined, since: undefined, until: undefined };

/** The law's mobile peak: from 07:00, 18 hours long (arrêté du 30/10/2014, art. 3); no change of the clock falls inside. */
export const PEAK_MS = 18 * 3_600_000;
/** The instant at which the peak of a day begins. */
export const peakStartOn = (day: Day): number => instantOf(`${day}T07:00:00`);
/** Frames in a row that must agree before a peak begins or ends, or is announced: one alone may be damaged. */
const AGREEING_FRAMES = 2;
/** A peak was seen to begin if the meter said so little before that none ran, ms; 20 short frames come between two long ones. */
const SEEN_MS = 60_000;
/** Damaged frames in a row without the notice after which it is gone: at 1 flipped bit in 1000, one group in 6 is lost. */
const QUIET_FRAMES = 4;

/** What one frame says of the peak; undefined where it says nothing. */
interface Signs {
  readonly active: boolean | undefined;
  /** `gone`: a frame that would carry the notice does not. */
  readonly notice: EjpNotice | 'gone' | undefined;
  /** End of the peak that runs, ms, where the meter tells it. */
  readonly until?: number | undefined;
}

/** The EJP state out of every sign of every frame (design 8.5): never by one damaged frame, never stuck. */
export class EjpTracker {
  #state: EjpState = NO_EJP;
  /** The state is known: the first frame that tells it is believed at once. */
  #known = false;
  /** When the meter last said that no peak runs, ms. */
  #normalAt = Number.NEGATIVE_INFINITY;
  #otherActive = 0;
  #announced = 0;
  #quiet = 0;

  /**
   * Takes one frame of a meter with the EJP contract.
   * @param at instant of its end, ms
   */
  take(frame: Frame, groups: DataByLabel, at: number): EjpState {
    const signs = frame.mode === 'historique' ? historiqueSigns(frame, groups) : standardSigns(frame, groups, at);
    const active = this.#activeAfter(signs.active);
    const announced = this.#noticeAfter(signs.notice, frame.damaged);
    // Old meters go on sending PEJP all through the peak: it warns of nothing then. A date may be the next peak's.
    const notice = active && announced?.kind === 'in' ? undefined : announced;
    const began = active && (!this.#state.active || this.#state.since === undefined);
    // Begun before our eyes, or unseen: then it began when the law has it begin.
    const start = at - this.#normalAt <= SEEN_MS ? at : peakStart(at);
    const since = began ? start : active ? this.#state.since : undefined;
    const until = active ? (signs.until ?? (began ? peakStart(at) + PEAK_MS : this.#state.until)) : undefined;
    if (signs.active !== undefined) this.#known = true;
    if (signs.active === false) this.#normalAt = at;
    this.#state = { active, notice, since, until };
    return this.#state;
  }

  /** The clock was set: when a peak began and will end is told anew. */
  clockSet(): void {
    this.#state = { ...this.#state, since: undefined, until: undefined };
    this.#known = false;
    this.#normalAt = Number.NEGATIVE_INFINITY;
  }

  #activeAfter(sign: boolean | undefined): boolean {
    const { active } = this.#state;
    if (sign === undefined) return active;
    if (!this.#known) return sign;
    this.#otherActive = sign === active ? 0 : this.#otherActive + 1;
    if (this.#otherActive < AGREEING_FRAMES) return active;
    this.#otherActive = 0;
    return sign;
  }

  #noticeAfter(sign: EjpNotice | 'gone' | undefined, damaged: number): EjpNotice | undefined {
    const { notice } = this.#state;
    if (sign === undefined) return notice;
    // In its last moment the notice stands until the peak is believed: no gap between the two.
    if (sign === 'gone' && this.#otherActive > 0) return notice;
    if (sign === 'gone') {
      this.#announced = 0;
      this.#quiet++;
      // The group that was damaged may have been the notice: one frame without any damage settles it, or several in a row.
      return damaged === 0 || this.#quiet >= QUIET_FRAMES ? undefined : notice;
    }
    this.#quiet = 0;
    this.#announced++;
    return notice || !this.#known || this.#announced >= AGREEING_FRAMES ? sign : undefined;
  }
}

/** PTEC says whether the peak runs; PEJP, present or not, says whether it is announced (facts/tic.md 4.2). */
function historiqueSigns(frame: Frame, groups: DataByLabel): Signs {
  const ptec = groups.get('PTEC');
  const active = ptec === 'PM..' ? true : ptec === 'HN..' ? false : undefined;
  const minutes = groups.get('PEJP');
  if (minutes !== undefined) return { active, notice: { kind: 'in', minutes: Number(minutes) } };
  // Only a whole long frame (PTEC is in no short one) can miss it.
  return { active, notice: frame.complete && ptec !== undefined ? 'gone' : undefined };
}

/** STGE 30-31 and NTARF say whether the peak runs; STGE 28-29, DPM/FPM and PPOINTE whether it is announced (4.3). */
function standardSigns(frame: Frame, groups: DataByLabel, at: number): Signs {
  const status = parseStatus(groups.get('STGE') ?? '');
  const index = groups.get('NTARF');
  const text = groups.get('LTARF');
  const told = status !== undefined || index !== undefined || text !== undefined;
  const peakIndex = index === undefined ? (text?.includes('POINTE') ?? false) : Number(index) === 2;
  const active = told ? peakIndex || (status?.peakRunning ?? 0) > 0 : undefined;
  const peaks = datedPeaks(frame);
  const until = peaks.find(({ from, to }) => from <= at && to !== undefined && to > at)?.to;
  const coming = peaks.filter(({ from }) => from > at).sort((a, b) => a.from - b.from)[0];
  if (coming) return { active, notice: { kind: 'at', ...coming }, until };
  // PPOINTE, the profile of the announced day, is sent from the announcement to the start only.
  const announced = (status?.peakNotice ?? 0) > 0 || groups.has('PPOINTE');
  // With a date that has passed the peak is about to begin: the meter's clock is a little behind ours.
  if (!active && peaks.length === 0 && announced) return { active, notice: nextPeak(at), until };
  return { active, notice: frame.complete && status && !announced ? 'gone' : undefined, until };
}

/** The peaks that DPMn/FPMn date: the moment stands in the horodate, without a season (54E §6.2.1.1). */
function datedPeaks(frame: Frame): { from: number; to: number | undefined }[] {
  const moment = (label: string): number | undefined => {
    const horodate = frame.groups.find((group) => group.label === label)?.horodate;
    const parsed = horodate === undefined ? undefined : parseHorodate(horodate);
    return parsed && (parsed.epochMs ?? instantOf(parsed.local));
  };
  return [1, 2, 3].flatMap((n) => {
    const from = moment(`DPM${n}`);
    const to = moment(`FPM${n}`);
    return from === undefined ? [] : [{ from, to }];
  });
}

/** Announced without a date: the law leaves only the next 07:00. */
function nextPeak(at: number): EjpNotice {
  const today = peakStartOn(dayOf(at));
  const from = at < today ? today : peakStartOn(addDays(dayOf(at), 1));
  return { kind: 'at', from, to: from + PEAK_MS };
}

/** 07:00 of the day whose peak runs at this instant. */
const peakStart = (at: number): number => peakStartOn(peakDayOf(at));

/**
 * The day that names a peak running at this instant: 00:00-01:00 belongs to the day before.
 * @returns the local day of its 07:00
 */
export function peakDayOf(at: number): Day {
  const day = dayOf(at);
  return at < peakStartOn(day) ? addDays(day, -1) : day;
}
