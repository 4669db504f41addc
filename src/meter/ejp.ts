import type { DataByLabel, Frame } from '../tic/frame.ts';
import { parseHorodate } from '../tic/horodate.ts';
import { parseStatus } from '../tic/stge.ts';
import { addDays, type Day, dayOf, instantOf } from '../time/local.ts';
import { Debounced, framesToEnd } from './debounced.ts';
import type { EjpNotice, EjpState } from './reading.ts';

export const NO_EJP: EjpState = { active: false, notice: undefined, since: undefined, until: undefined };

/** The legal peak lasts 18 hours from 07:00 (arrêté du 30/10/2014, art. 3); the clocks never change inside it. */
export const PEAK_MS = 18 * 3_600_000;
/** The instant at which the peak of a day begins. */
export const peakStartOn = (day: Day): number => instantOf(`${day}T07:00:00`);
/** Frames in a row that must agree before a peak begins or ends, or is announced. */
const AGREEING_FRAMES = 2;
/** A peak was seen to begin if a frame without it came this shortly before (ms): up to 20 short frames part two long ones. */
const SEEN_MS = 60_000;
/** How far the meter's clock may be behind ours: a peak may still be announced this long after it was to begin. */
const CLOCK_LAG_MS = 120_000;

/** What one frame says of the peak; undefined where it says nothing. */
interface Signs {
  readonly active: boolean | undefined;
  /** `absent`: a frame that would carry the notice does not. */
  readonly notice: EjpNotice | 'absent' | undefined;
  /** End of the running peak, ms, where the meter sends it. */
  readonly until?: number | undefined;
}

/** The EJP state from the signs of all frames: one damaged frame changes nothing, and no lost frame leaves it stuck. */
export class EjpTracker {
  readonly #active = new Debounced<boolean>({ needed: AGREEING_FRAMES });
  readonly #announced = new Debounced<boolean>({ needed: AGREEING_FRAMES, initial: false });
  #state: EjpState = NO_EJP;
  /** Instant of the last frame that said that no peak runs, ms. */
  #normalAt = Number.NEGATIVE_INFINITY;

  /**
   * Takes one frame of a meter with the EJP contract.
   * @param at instant of its end, ms
   */
  take(frame: Frame, groups: DataByLabel, at: number): EjpState {
    const signs = frame.mode === 'historique' ? historiqueSigns(frame, groups) : standardSigns(frame, groups, at);
    const wasKnown = this.#active.value !== undefined;
    if (signs.active !== undefined) this.#active.take(signs.active);
    const active = this.#active.value ?? this.#state.active;
    const announced = this.#noticeAfter(signs.notice, frame.damaged, wasKnown);
    // Old meters send PEJP all through the peak, where it announces nothing. A date may be that of the next peak.
    const notice = active && announced?.kind === 'in' ? undefined : announced;
    const began = active && (!this.#state.active || this.#state.since === undefined);
    // A start that was not seen is the legal one.
    const legalStart = peakStartOn(peakDayOf(at));
    const start = at - this.#normalAt <= SEEN_MS ? at : legalStart;
    const since = began ? start : active ? this.#state.since : undefined;
    const until = active ? (signs.until ?? (began ? legalStart + PEAK_MS : this.#state.until)) : undefined;
    if (signs.active === false) this.#normalAt = at;
    this.#state = { active, notice, since, until };
    return this.#state;
  }

  /** The clock was set: the start and end of the peak are worked out again from the next frame. */
  clockSet(): void {
    this.#state = { ...this.#state, since: undefined, until: undefined };
    this.#active.forget();
    this.#normalAt = Number.NEGATIVE_INFINITY;
  }

  #noticeAfter(sign: Signs['notice'], damaged: number, wasKnown: boolean): EjpNotice | undefined {
    const { notice } = this.#state;
    if (sign === undefined) return notice;
    if (sign !== 'absent') {
      this.#announced.take(true, wasKnown ? AGREEING_FRAMES : 1);
      return this.#announced.value ? sign : undefined;
    }
    // The notice stays until the peak that follows it is believed: no gap between the two.
    if (this.#active.isChanging) return notice;
    // A damaged frame may have lost the notice: it says nothing against one that is not believed yet.
    if (this.#announced.value || damaged === 0) this.#announced.take(false, framesToEnd(damaged));
    return this.#announced.value ? notice : undefined;
  }
}

/** PTEC says whether the peak runs; PEJP, by its presence, whether it is announced (54E §6.1). */
function historiqueSigns(frame: Frame, groups: DataByLabel): Signs {
  const ptec = groups.get('PTEC');
  const active = ptec === 'PM..' ? true : ptec === 'HN..' ? false : undefined;
  const minutes = groups.get('PEJP');
  if (minutes !== undefined) return { active, notice: { kind: 'in', minutes: Number(minutes) } };
  // Only a whole long frame (no short one has PTEC) shows that it is not sent.
  return { active, notice: frame.complete && ptec !== undefined ? 'absent' : undefined };
}

/** STGE 30-31 and NTARF say whether the peak runs; STGE 28-29, DPM/FPM and PPOINTE whether it is announced. */
function standardSigns(frame: Frame, groups: DataByLabel, at: number): Signs {
  const status = parseStatus(groups.get('STGE'));
  const index = groups.get('NTARF');
  const text = groups.get('LTARF');
  const isKnown = status !== undefined || index !== undefined || text !== undefined;
  const peakIndex = index === undefined ? (text?.includes('POINTE') ?? false) : Number(index) === 2;
  const active = isKnown ? peakIndex || (status?.peakRunning ?? 0) > 0 : undefined;
  const peaks = datedPeaks(frame);
  const until = peaks.find(({ from, to }) => from <= at && to !== undefined && to > at)?.to;
  const coming = peaks.filter(({ from }) => from > at).sort((a, b) => a.from - b.from)[0];
  if (coming) return { active, notice: { kind: 'at', ...coming }, until };
  // PPOINTE, the profile of the announced day, is sent from the announcement to the start only.
  const announced = (status?.peakNotice ?? 0) > 0 || groups.has('PPOINTE');
  // A date that has just passed is a peak about to begin: the meter's clock is a little behind ours.
  if (!active && peaks.length === 0 && announced) return { active, notice: nextPeak(at), until };
  return { active, notice: frame.complete && status && !announced ? 'absent' : undefined, until };
}

/** The peaks that DPMn/FPMn date: in the horodate, without a season (54E §6.2.1.1). */
function datedPeaks(frame: Frame): { from: number; to: number | undefined }[] {
  const instant = (label: string): number | undefined => {
    const parsed = parseHorodate(frame.groups.find((group) => group.label === label)?.horodate);
    return parsed && (parsed.epochMs ?? instantOf(parsed.local));
  };
  return [1, 2, 3].flatMap((n) => {
    const from = instant(`DPM${n}`);
    const to = instant(`FPM${n}`);
    return from === undefined ? [] : [{ from, to }];
  });
}

/** The peak that is announced without a date, or whose date was damaged: the next 07:00, as the law leaves no other. */
function nextPeak(at: number): EjpNotice {
  const today = peakStartOn(dayOf(at));
  const from = at < today + CLOCK_LAG_MS ? today : peakStartOn(addDays(dayOf(at), 1));
  return { kind: 'at', from, to: from + PEAK_MS };
}

/**
 * The day that names a peak running at this instant: 00:00-01:00 belongs to the day before.
 * @returns the local day of its 07:00
 */
export function peakDayOf(at: number): Day {
  const day = dayOf(at);
  return at < peakStartOn(day) ? addDays(day, -1) : day;
}
