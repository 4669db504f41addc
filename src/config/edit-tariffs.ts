import type { Day } from '../time/local.ts';
import { parseTariffs } from './tariffs.ts';

/** A line for tariffs.conf. */
export interface NewPrice {
  readonly day: Day;
  readonly key: string;
  /** As the user wrote it. */
  readonly value: string;
}

/** A line as the file has it. */
export const priceLine = ({ day, key, value }: NewPrice): string => `${day}  ${key}  ${value}`;

/** The price that the file's own parser makes of a value, or the values that it takes for the key. */
export function readPriceValue(key: string, value: string): { readonly price: number } | { readonly expected: string } {
  const { prices, issues } = parseTariffs(`2000-01-01 ${key} ${value}`, '');
  const [price] = prices;
  // Several values, or one for a subscribed power, are no answer to what one price is.
  if (price && prices.length === 1 && price.kva === undefined) return { price: price.price };
  return { expected: issues[0]?.expected ?? '0.1234' };
}

/** The text of tariffs.conf with lines at its end, where they count before those of the same day and key. */
export function withPrices(text: string, prices: readonly NewPrice[]): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' || text.endsWith('\n') ? text : text + eol;
  return before + prices.map((price) => priceLine(price) + eol).join('');
}
