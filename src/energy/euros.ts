/**
 * An exact amount of money: whole parts of a euro, so small that the cost of a Wh at any price and a day of any month's
 * subscription are whole numbers of them. Sums are exact; only `inCents` rounds, once for each sum that is shown.
 */
export type Euros = bigint;

/** Digits after the point of a price. More of them do not fit beside 1000 €/month into an exact number. */
export const MAX_PRICE_DECIMALS = 12;
/** A month is this many parts, which 28, 29, 30 and 31 days share evenly. */
const MONTH = 377_580;
const PARTS_PER_MONTH = BigInt(MONTH);
const WH_PER_KWH = 1000n;
const PARTS_PER_EURO = 10n ** BigInt(MAX_PRICE_DECIMALS) * WH_PER_KWH * PARTS_PER_MONTH;
const PARTS_PER_CENT = PARTS_PER_EURO / 100n;

/** What an energy costs, or pays. Whole Wh are priced: those that kWh with three decimals show. */
export const energyCost = (wh: number, eurosPerKwh: number): Euros =>
  BigInt(Math.round(wh)) * monthOfDecimal(eurosPerKwh);

/** One day's part of a monthly price, in a month of 28 to 31 days. */
export const dayOfMonthly = (eurosPerMonth: number, days: number): Euros =>
  (monthOfDecimal(eurosPerMonth) / BigInt(days)) * WH_PER_KWH;

/** Euros to the cent, half a cent away from zero: 1.005 is 1.01. */
export const inCents = (amount: Euros): number => Number(toCent(amount) / PARTS_PER_CENT) / 100;

/** The nearest whole cent, as `inCents` shows it: what an amount counts for in a sum of amounts that are shown. */
export function toCent(amount: Euros): Euros {
  const half = amount < 0n ? -PARTS_PER_CENT / 2n : PARTS_PER_CENT / 2n;
  // BigInt division cuts towards zero.
  return ((amount + half) / PARTS_PER_CENT) * PARTS_PER_CENT;
}

/** Euros as a number, for amounts of less than a cent: the nearest one, no longer exact. */
export const inEuros = (amount: Euros): number => Number(amount) / Number(PARTS_PER_EURO);

/** What a kWh has cost on the mean, €: of an energy that is not 0, Wh. */
export const meanPriceOf = (amount: Euros, wh: number): number => inEuros(amount) * (1000 / wh);

/**
 * A price as often as a month has parts. It is the one that was typed, in units of its last decimal: the nearest whole
 * number puts right what binary cannot say.
 */
function monthOfDecimal(price: number): bigint {
  let known = months.get(price);
  if (known === undefined) {
    known = BigInt(Math.round(price * 10 ** MAX_PRICE_DECIMALS)) * PARTS_PER_MONTH;
    if (months.size >= MAX_MONTHS) months.clear();
    months.set(price, known);
  }
  return known;
}

/** By price: years of days have the same few. */
const months = new Map<number, bigint>();
const MAX_MONTHS = 64;

/** A sum that is unknown as soon as one of its parts is. */
export const plus = (a: Euros | undefined, b: Euros | undefined): Euros | undefined =>
  a === undefined || b === undefined ? undefined : a + b;

/** The sum of a part of each item, unknown as soon as one is. */
export const eurosOf = <T>(items: readonly T[], part: (item: T) => Euros | undefined): Euros | undefined =>
  items.reduce<Euros | undefined>((sum, item) => plus(sum, part(item)), 0n);
