import { MAX_PRICE_DECIMALS } from '../energy/euros.ts';
import { PRICE_KEYS, type Price, PriceList } from '../energy/prices.ts';
import { codeOf } from '../host/files.ts';
import { nearest } from '../text/nearest.ts';
import { isDay } from '../time/local.ts';
import type { ConfigIssue } from './issue.ts';
import { readText } from './read.ts';

/** A price above `max` is a slip: ct/kWh for €/kWh, €/year for €/month. The dearest hour so far cost 1.52 €/kWh. */
const RANGES = { energy: { max: 10, unit: '€/kWh' }, ABO: { max: 1000, unit: '€/month' } };

const DECIMAL = /^\d+([.,]\d+)?$/;
const decimalsOf = (price: string): number => price.split(/[.,]/)[1]?.length ?? 0;

/**
 * Reads tariffs.conf: `DATE KEY PRICE`, `#` starts a comment, the decimals after a point or a comma.
 * A line that cannot be used is an issue; the others count.
 */
export function parseTariffs(text: string, file: string): { readonly prices: Price[]; readonly issues: ConfigIssue[] } {
  const prices: Price[] = [];
  const issues: ConfigIssue[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  for (const [i, raw] of lines.entries()) {
    const line = raw.replace(/#.*/, '').trim();
    if (line === '') continue;
    const [day = '', key = '', price = '', ...rest] = line.split(/\s+/);
    const refuse = (value: string, expected: string, near?: readonly string[]): void => {
      const issue = { file, line: i + 1, key: key.slice(0, 60), value: value.slice(0, 60), expected };
      issues.push(near ? { ...issue, near } : issue);
    };
    const { max, unit } = key === 'ABO' ? RANGES.ABO : RANGES.energy;
    const value = DECIMAL.test(price) ? Number(price.replace(',', '.')) : Number.NaN;
    if (key === '' || rest.length > 0) refuse(line, 'DATE KEY PRICE');
    else if (!isDay(day)) refuse(day, 'YYYY-MM-DD');
    else if (!PRICE_KEYS.includes(key)) refuse(price, 'DATE KEY PRICE', nearest(key, PRICE_KEYS));
    else if (!(value <= max)) refuse(price, `0…${max} ${unit}`);
    else if (decimalsOf(price) > MAX_PRICE_DECIMALS) refuse(price, `0…${max} ${unit}, ${MAX_PRICE_DECIMALS} decimals`);
    else prices.push({ day, key, price: value, line: i + 1 });
  }
  return { prices, issues };
}

/** Reads tariffs.conf. A file that is not there means no prices; one that cannot be read is an issue of line 0. */
export function loadTariffs(file: string): { readonly prices: PriceList; readonly issues: readonly ConfigIssue[] } {
  try {
    const { prices, issues } = parseTariffs(readText(file), file);
    return { prices: new PriceList(prices), issues };
  } catch (error) {
    const code = codeOf(error);
    const issue: ConfigIssue = { file, line: 0, key: '', value: '', expected: code };
    return { prices: new PriceList([]), issues: code === 'ENOENT' ? [] : [issue] };
  }
}
