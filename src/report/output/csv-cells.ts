import { type Euros, inCents } from '../../energy/euros.ts';
import { type Lang, toDecimals } from '../../text/format.ts';
import type { Report } from '../sums/report.ts';
import { type PeriodTotal, titleOf } from '../sums/totals.ts';

/**
 * Cells of a table for spreadsheets. The French form separates with `;` and writes 1,5. An unknown value is empty, never
 * 0; cells have neither units nor thousands separators.
 */
export class CsvCells {
  readonly #isFrench: boolean;

  constructor(lang: Lang) {
    this.#isFrench = lang === 'fr';
  }

  number(value: number | undefined, decimals: number): string {
    const text = value === undefined ? '' : toDecimals(value, decimals);
    return this.#isFrench ? text.replace('.', ',') : text;
  }

  kwh(wh: number | undefined): string {
    return this.number(wh === undefined ? undefined : wh / 1000, 3);
  }

  /** To the cent. */
  euros(amount: Euros | undefined): string {
    return this.number(amount === undefined ? undefined : inCents(amount), 2);
  }

  table(rows: readonly (readonly string[])[]): string {
    return rows.map((cells) => this.line(cells)).join('');
  }

  line(cells: readonly string[]): string {
    const separator = this.#isFrench ? ';' : ',';
    const quoted = (text: string): string =>
      text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    return `${cells.map(quoted).join(separator)}\n`;
  }
}

/** The heads of energies and their amounts. No accents and no €: spreadsheets guess the encoding of a file, and guess wrong. */
export const periodHeads = ({ periods }: Pick<Report, 'periods'>): string[] =>
  [...periods.map(plainTitle), 'total', 'injection'].flatMap((title) => [`${title} kWh`, `${title} EUR`]);

/** Periods of a supplier's own calendar may have any name: no spreadsheet may take one for a formula. */
const plainTitle = (period: PeriodTotal): string => titleOf(period).replace(/^(?=[=+\-@])/, "'");
