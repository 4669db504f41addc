import { isCheap, tempoDayOf } from '../../meter/contract.ts';
import type { Style } from './lines.ts';

/** Days of Tempo by the letter that ends the names of their periods: HCJB, HPJW, HPJR. */
const DAYS: Readonly<Record<string, Style>> = { B: 'blueDay', W: 'whiteDay', R: 'redDay' };

/**
 * What is drawn or written of a period (HN, PM, HCJB…) by its price; also of the key of its index (HPM). Injection has one
 * price, and one style.
 */
export function styleOfPeriod(period: string | undefined, kind: 'power' | 'injection' = 'power'): Style {
  if (kind === 'injection') return 'injection';
  if (period === undefined) return 'power';
  if (period === 'PM' || period === 'HPM') return 'peak';
  const day = tempoDayOf(period);
  if (day !== undefined) return DAYS[day] as Style;
  return isCheap(period) ? 'cheap' : 'power';
}
