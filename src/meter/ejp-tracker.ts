import type { DataByLabel, Frame } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';
import { MeterLead } from './clock.ts';
import { DatedNotice } from './dated-notice.ts';
import { Debounced } from './debounced.ts';
import { legalStartOf, MAX_LATE_MS, NO_EJP, PEAK_MS } from './ejp.ts';
import { PejpNotice } from './pejp-notice.ts';
import { EJP_FRAMES, SEEN_MS } from './present-text.ts';
import type { EjpNotice, EjpState } from './reading.ts';

/** This shortly before its time, ms, a notice that is no longer sent waits for its peak. */
const EARLY_MS = 120_000;

/** The EJP state from the signs of all frames: one damaged frame changes nothing, and no lost frame leaves it stuck. */
export class EjpTracker {
  readonly #active = new Debounced<boolean>({ needed: EJP_FRAMES });
  readonly #lead = new MeterLead();
  readonly #pejp = new PejpNotice();
  readonly #dated = new DatedNotice();
  #state: EjpState = NO_EJP;
  /** Instant of the last frame that said that no peak runs, ms. */
  #normalAt = Number.NEGATIVE_INFINITY;

  /**
   * Takes one frame of a meter with the EJP contract.
   * @param at instant of its end, ms
   */
  take(frame: Frame, groups: DataByLabel, at: number): EjpState {
    const isHistorique = frame.mode === 'historique';
    // Peaks are announced, and begin, by the meter's own clock; ours may not be set yet.
    const now = isHistorique ? at : at + this.#lead.take(frame, at);
    const sign = isHistorique ? periodSign(groups) : peakSign(groups);
    if (sign !== undefined) this.#active.take(sign);
    const active = this.#active.value ?? this.#state.active;
    const sent = isHistorique
      ? this.#pejp.take(frame, groups, now, active)
      : this.#dated.take(frame, groups, now, active);
    // Whether the peak runs is not known yet: what is sent may be what stays of its notice.
    const isTold = this.#active.value !== undefined || this.#state.notice !== undefined;
    const notice = isTold ? (sent ?? (active ? undefined : this.#held(now))) : undefined;
    const until = isHistorique ? undefined : this.#dated.endOfRunning(now);
    this.#state = { active, notice, ...this.#hours(active, now, until) };
    if (sign === false) this.#normalAt = now;
    return this.#state;
  }

  /** The clock was set: the start and end of the peak are worked out again from the next frame. @param ms how far forward */
  clockSet(ms: number): void {
    this.#state = { ...this.#state, since: undefined, until: undefined };
    this.#active.forget();
    this.#lead.forget();
    this.#pejp.clockSet(ms);
    this.#dated.clockSet();
    this.#normalAt = Number.NEGATIVE_INFINITY;
  }

  /** The last notice while its peak is due, or being believed: no gap between the two. */
  #held(now: number): EjpNotice | undefined {
    const { notice } = this.#state;
    if (!notice) return undefined;
    const isDue = now >= notice.from - EARLY_MS && now < notice.from + MAX_LATE_MS;
    return isDue || this.#active.isChanging ? notice : undefined;
  }

  /** Start and end of the running peak. @param until its end as the meter dates it */
  #hours(active: boolean, now: number, until: number | undefined): Pick<EjpState, 'since' | 'until'> {
    if (!active) return { since: undefined, until: undefined };
    const { active: wasActive, since, until: before } = this.#state;
    if (wasActive && since !== undefined) return { since, until: until ?? before };
    const legal = legalStartOf(now);
    // A start that was not seen is the legal one.
    const start = now - this.#normalAt <= SEEN_MS ? now : Math.min(legal, now);
    return { since: start, until: until ?? legal + PEAK_MS };
  }
}

/** PTEC says whether the peak runs. */
function periodSign(groups: DataByLabel): boolean | undefined {
  const ptec = groups.get('PTEC');
  return ptec === 'PM..' ? true : ptec === 'HN..' ? false : undefined;
}

/** STGE 30-31, NTARF and LTARF say whether the peak runs; undefined where none of them came. */
function peakSign(groups: DataByLabel): boolean | undefined {
  const status = parseStatus(groups.get('STGE'));
  const index = groups.get('NTARF');
  const text = groups.get('LTARF');
  if (status === undefined && index === undefined && text === undefined) return undefined;
  const isPeakIndex = index === undefined ? (text?.includes('POINTE') ?? false) : Number(index) === 2;
  return isPeakIndex || (status?.peakRunning ?? 0) > 0;
}
