import type { DataByLabel } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';

/** Words of LTARF (HEURE NORMALE, HEURE POINTE): those of a peak, and those of the periods of other contracts. */
const PEAK_WORDS = /POINTE|\bPM\b|\bEJP\b/;
const OTHER_WORDS = /CREUSE|PLEINE|\bH[CP]\b|BLEU|BLANC|ROUGE/;

/**
 * Whether a supplier's calendar is EJP in other words than the usual one (OPTION EJP, EJP 22 J): it has the word, and what
 * the frame says besides is that of EJP: two indexes, the second of which runs in the peak only. A sign that did not come
 * contradicts nothing.
 */
export function isEjpCalendar(calendar: string, groups: DataByLabel): boolean {
  if (!/(?<![A-Z])EJP(?![A-Z])/.test(calendar.toUpperCase().replaceAll('.', ''))) return false;
  const running = Number(groups.get('NTARF') ?? 1);
  const text = groups.get('LTARF')?.toUpperCase();
  const isPeak = (parseStatus(groups.get('STGE'))?.peakRunning ?? 0) > 0;
  if (running < 1 || running > 2 || usesOtherIndexes(groups)) return false;
  if (text === undefined) return true;
  // STGE may say that the peak runs before the index does.
  if (running === 1) return !PEAK_WORDS.test(text) && !OTHER_WORDS.test(text);
  return PEAK_WORDS.test(text) || (isPeak && !OTHER_WORDS.test(text));
}

function usesOtherIndexes(groups: DataByLabel): boolean {
  return [3, 4, 5, 6, 7, 8, 9, 10].some((n) => Number(groups.get(`EASF${String(n).padStart(2, '0')}`) ?? 0) > 0);
}
