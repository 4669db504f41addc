import { MAX_PRICE_DECIMALS } from '../energy/euros.ts';
import { isSubscription, POWER_KEY, PRICE_KEYS, type Price, PriceList } from '../energy/prices.ts';
import { codeOf } from '../host/files.ts';
import { nearest } from '../text/nearest.ts';
import { isDay } from '../time/local.ts';
import type { ConfigIssue } from './issue.ts';
import { readText } from './read.ts';

/** A price above `max` is a slip: ct/kWh for €/kWh, €/year for €/month. The dearest hour so far cost 1.52 €/kWh. */
const RANGES = {
  energy: { max: 10, unit: '€/kWh' },
  subscription: { max: 1000, unit: '€/month' },
  power: { max: 36, unit: 'kVA' },
};

const DECIMAL = /^\d+([.,]\d+)?$/;
/** A price for one subscribed power: `9:18.01`. */
const OF_POWER = /^(\d{1,2}):(.*)$/;
const decimalsOf = (price: string): number => price.split(/[.,]/)[1]?.length ?? 0;
const rangeOf = (key: string) =>
  isSubscription(key) ? RANGES.subscription : key === POWER_KEY ? RANGES.power : RANGES.energy;

/**
 * Reads tariffs.conf: `DATE KEY PRICE`, or `DATE KEY 6:PRICE 9:PRICE …` where it depends on the subscribed power, which
 * `DATE KVA 9` says. `#` starts a comment, the decimals stand after a point or a comma. A line that cannot be used is an
 * issue; the others count.
 */
export function parseTariffs(text: string, file: string): { readonly prices: Price[]; readonly issues: ConfigIssue[] } {
  const prices: Price[] = [];
  const issues: ConfigIssue[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  for (const [i, raw] of lines.entries()) {
    const text = raw.replace(/#.*/, '').trim();
    if (text === '') continue;
    const [day = '', key = '', ...values] = text.split(/\s+/);
    const line = i + 1;
    const refuse = (value: string, expected: string, near?: readonly string[]): void => {
      const issue = { file, line, key: key.slice(0, 60), value: value.slice(0, 60), expected };
      issues.push(near ? { ...issue, near } : issue);
    };
    const isOfPowers = key !== POWER_KEY && values.every((value) => OF_POWER.test(value));
    if (key === '' || (values.length > 1 && !isOfPowers)) refuse(text, 'DATE KEY PRICE');
    else if (!isDay(day)) refuse(day, 'YYYY-MM-DD');
    else if (key !== POWER_KEY && !PRICE_KEYS.includes(key))
      refuse(values[0] ?? '', 'DATE KEY PRICE', nearest(key, [...PRICE_KEYS, POWER_KEY]));
    else {
      const read = (values.length === 0 ? [''] : values).map((value) => readPrice(value, key));
      const bad = read.find((each) => 'expected' in each);
      if (bad) refuse(bad.value, bad.expected);
      else for (const each of read) if ('price' in each) prices.push({ day, key, ...each, line });
    }
  }
  return { prices, issues };
}

type ReadPrice = Pick<Price, 'price' | 'kva'> | Pick<ConfigIssue, 'value' | 'expected'>;

function readPrice(value: string, key: string): ReadPrice {
  const { max, unit } = rangeOf(key);
  const [, kva, ofPower] = OF_POWER.exec(value) ?? [];
  const text = ofPower ?? value;
  const price = DECIMAL.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  if (kva !== undefined && !(Number(kva) >= 1 && Number(kva) <= RANGES.power.max))
    return { value, expected: `1…${RANGES.power.max} kVA` };
  if (!(price <= max)) return { value, expected: `0…${max} ${unit}` };
  if (decimalsOf(text) > MAX_PRICE_DECIMALS)
    return { value, expected: `0…${max} ${unit}, ${MAX_PRICE_DECIMALS} decimals` };
  return { price, ...(kva === undefined ? {} : { kva: Number(kva) }) };
}

/** The prices, and what is wrong in their file. */
export interface Tariffs {
  readonly prices: PriceList;
  readonly issues: readonly ConfigIssue[];
  /** There is no such file. */
  readonly isMissing: boolean;
}

/** Reads tariffs.conf. A file that is not there means no prices; one that cannot be read is an issue of line 0. */
export function loadTariffs(file: string): Tariffs {
  try {
    const { prices, issues } = parseTariffs(readText(file), file);
    return { prices: new PriceList(prices), issues, isMissing: false };
  } catch (error) {
    const code = codeOf(error);
    const issue: ConfigIssue = { file, line: 0, key: '', value: '', expected: code };
    const isMissing = code === 'ENOENT';
    return { prices: new PriceList([]), issues: isMissing ? [] : [issue], isMissing };
  }
}
