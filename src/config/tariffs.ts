import { PRICE_KEYS, type Price, PriceList } from '../energy/prices.ts';
import { isDay } from '../time/local.ts';
import type { ConfigIssue } from './issue.ts';
import { readText } from './read.ts';

export interface TariffsText {
  readonly prices: readonly Price[];
  readonly faults: readonly ConfigIssue[];
}

/** Above these it is a slip: ct/kWh written for €/kWh, €/year for €/month. The dearest hour yet was 1.52 €/kWh. */
const RANGES = { energy: { most: 10, unit: '€/kWh' }, ABO: { most: 1000, unit: '€/month' } };

/**
 * Reads tariffs.conf: `DATE KEY PRICE`, `#` starts a comment, the decimals after a point or a comma.
 * A line that cannot be taken is a fault; the others hold.
 */
export function parseTariffs(text: string, file: string): TariffsText {
  const prices: Price[] = [];
  const faults: ConfigIssue[] = [];
  text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .forEach((raw, i) => {
      const line = raw.replace(/#.*/, '').trim();
      if (line === '') return;
      const [day = '', key = '', price = '', ...rest] = line.split(/\s+/);
      const fault = (value: string, expected: string): void => {
        faults.push({ file, line: i + 1, key: key.slice(0, 60), value: value.slice(0, 60), expected });
      };
      const { most, unit } = key === 'ABO' ? RANGES.ABO : RANGES.energy;
      const value = /^\d+([.,]\d+)?$/.test(price) ? Number(price.replace(',', '.')) : Number.NaN;
      if (key === '' || rest.length > 0) fault(line, 'DATE KEY PRICE');
      else if (!isDay(day)) fault(day, 'YYYY-MM-DD');
      else if (!PRICE_KEYS.includes(key)) fault(price, PRICE_KEYS.join(' '));
      else if (!(value <= most)) fault(price, `0…${most} ${unit}`);
      else prices.push({ day, key, price: value });
    });
  return { prices, faults };
}

/** Reads tariffs.conf. A file that is not there means no prices; one that cannot be read is a fault of line 0. */
export function loadTariffs(file: string): { readonly prices: PriceList; readonly faults: readonly ConfigIssue[] } {
  try {
    const { prices, faults } = parseTariffs(readText(file), file);
    return { prices: new PriceList(prices), faults };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const fault: ConfigIssue = { file, line: 0, key: '', value: '', expected: code };
    return { prices: new PriceList([]), faults: code === 'ENOENT' ? [] : [fault] };
  }
}
