import type { DataByLabel, Frame } from '../tic/frame.ts';

/** What a short frame holds: three phases in excess (54E §6.1.2). */
const SHORT = /^(ADCO|ADIR[123]|IINST[123])$/;

/** Whether a frame would carry all that the meter sends: only the short ones of historique do not. */
export function isLong(frame: Frame, groups: DataByLabel): boolean {
  if (frame.mode === 'standard') return true;
  for (const label of groups.keys()) if (!SHORT.test(label)) return true;
  return false;
}

/** What a whole frame lacks was not sent: no group of it was damaged. */
export const isUndamaged = ({ complete, damaged }: Frame): boolean => complete && damaged === 0;

/** Whether a frame says that the mobile peak runs, or that it does not. */
export const saysPeak = (frame: Frame, groups: DataByLabel): boolean =>
  frame.mode === 'historique'
    ? ['HN..', 'PM..'].includes(groups.get('PTEC') ?? '')
    : ['STGE', 'NTARF', 'LTARF'].some((label) => groups.has(label));
