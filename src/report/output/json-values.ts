import { type Euros, inCents } from '../../energy/euros.ts';
import { toDecimals } from '../../text/format.ts';

/** kWh to 3 decimals. */
export const kwh = (wh: number): number => Number(toDecimals(wh / 1000, 3));
/** To the cent; null where it is not known. */
export const euros = (amount: Euros | undefined): number | null => (amount === undefined ? null : inCents(amount));
export const fraction = (value: number): number => Number(toDecimals(value, 3));
