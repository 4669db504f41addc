import type { Frame } from '../tic/frame.js';
import { parseHorodate } from '../tic/horodate.js';
import { parseStatus } from '../tic/stge.js';
import type { Groups } from './contract.js';
import type { EjpNotice, EjpState } from './reading.js';
import { addDays, dayOf, instantOf, startOfDay } from './time.js';

export const NO_EJP: EjpState = { active: false, notice: undefined };

/** The law's mobile peak: from 07:00, 18 hours long (arrêté du 30/10/2014, art. 3). */
const PEAK_HOURS = 18;

/**
 * The EJP state after one more frame, from every sign that it carries (design 8.5). What the frame does
 * not say stays as it was; that PEJP is gone is concluded from complete frames only.
 * @param before the state before this frame
 * @param quietFrames complete long frames in a row without PEJP, this one included
 */
export function ejpAfter(before: EjpState, frame: Frame, groups: Groups, at: number, quietFrames: number): EjpState {
  return frame.mode === 'historique'
    ? historiqueEjp(before, frame, groups, quietFrames)
    : standardEjp(before, frame, groups, at);
}

/** PTEC says whether the peak runs; PEJP, present or not, says whether it is announced (facts/tic.md 4.2). */
function historiqueEjp(before: EjpState, frame: Frame, groups: Groups, quietFrames: number): EjpState {
  const ptec = groups.get('PTEC');
  const active = ptec === undefined ? before.active : ptec.startsWith('PM');
  const minutes = groups.get('PEJP');
  // Old meters go on sending PEJP all through the peak: it warns of nothing then.
  if (active) return { active, notice: undefined };
  if (minutes !== undefined) return { active, notice: { startsInMinutes: Number(minutes) } };
  // Only a long frame (PTEC is in no short one) can miss it. The group that was damaged may have been PEJP:
  // one frame without any damage, or two in a row, settle it.
  const gone = frame.complete && ptec !== undefined && (frame.damaged === 0 || quietFrames >= 2);
  return { active, notice: gone ? undefined : before.notice };
}

/** STGE 30-31 and NTARF say whether the peak runs, STGE 28-29 and DPM/FPM whether it is announced (4.3). */
function standardEjp(before: EjpState, frame: Frame, groups: Groups, at: number): EjpState {
  const status = parseStatus(groups.get('STGE') ?? '');
  const index = groups.get('NTARF');
  const text = groups.get('LTARF');
  if (!status && index === undefined && text === undefined) return before;
  const peakIndex = index === undefined ? (text?.includes('POINTE') ?? false) : Number(index) === 2;
  const active = peakIndex || (status?.peakRunning ?? 0) > 0;
  const announced = announcedPeak(frame, at);
  if (announced) return { active, notice: announced };
  // With a date that has passed the peak is about to begin: the meter's clock is a little behind ours.
  const dated = [1, 2, 3].some((n) => groups.has(`DPM${n}`));
  if (!active && !dated && (status?.peakNotice ?? 0) > 0) return { active, notice: nextPeak(at) };
  return { active, notice: status || frame.complete ? undefined : before.notice };
}

/** The first peak that DPMn/FPMn announce and that has not begun: the date stands in the horodate. */
function announcedPeak(frame: Frame, at: number): EjpNotice | undefined {
  const moment = (label: string): number | undefined => {
    const horodate = frame.groups.find((group) => group.label === label)?.horodate;
    const parsed = horodate === undefined ? undefined : parseHorodate(horodate);
    return parsed && (parsed.epochMs ?? instantOf(parsed.local));
  };
  const peaks = [1, 2, 3].flatMap((n) => {
    const from = moment(`DPM${n}`);
    const to = moment(`FPM${n}`);
    return from === undefined || from <= at ? [] : [{ from, ...(to === undefined ? {} : { to }) }];
  });
  return peaks.sort((a, b) => a.from - b.from)[0];
}

/** Announced without a date: the law leaves only the next 07:00. */
function nextPeak(at: number): EjpNotice {
  const sevenOn = (day: string): number => instantOf(`${day}T07:00:00`);
  const today = dayOf(at);
  const from = at < sevenOn(today) ? sevenOn(today) : sevenOn(addDays(today, 1));
  return { from, to: from + PEAK_HOURS * 3_600_000 };
}

/**
 * The day that names a peak running at this instant: 00:00-01:00 belongs to the day before.
 * @returns the local day of its 07:00
 */
export function peakDayOf(at: number): string {
  const day = dayOf(at);
  return at - startOfDay(day) < 7 * 3_600_000 ? addDays(day, -1) : day;
}
