import type { Style } from './lines.ts';

/** Days of Tempo by the letter that ends the names of their periods: HCJB, HPJW, HPJR. */
const DAYS: Readonly<Record<string, Style>> = { B: 'blueDay', W: 'whiteDay', R: 'redDay' };

/** The letter of a Tempo day; undefined for a period of another contract. */
export const tempoDayOf = (period: string): string | undefined => /^H[CP]J([BWR])$/.exec(period)?.[1];

export const isCheap = (period: string): boolean => period.startsWith('HC');

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
