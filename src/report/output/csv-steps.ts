import { type Euros, inEuros } from '../../energy/euros.ts';
import type { Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { isoSecondsOf } from '../../time/local.ts';
import type { Report } from '../sums/report.ts';
import { STEP_EURO_DECIMALS, type StepReport } from '../sums/step-report.ts';
import { CsvCells, periodHeads } from './csv-cells.ts';

/** Lines for spreadsheets, one a step. */
export class CsvSteps {
  readonly #texts;
  readonly #cells: CsvCells;
  readonly #report: Report;

  constructor(report: Report, lang: Lang) {
    this.#report = report;
    this.#texts = allTexts[lang].csv;
    this.#cells = new CsvCells(lang);
  }

  header(): string {
    const { time, coverage, peak, mean, estimated } = this.#texts;
    return this.#cells.line([time, ...periodHeads(this.#report), coverage, peak, mean, estimated]);
  }

  line({ from, energy, injection, coverage, meanVa, maximumVa }: StepReport): string {
    const cells = this.#cells;
    const euros = (amount: Euros | undefined): string =>
      cells.number(amount === undefined ? undefined : inEuros(amount), STEP_EURO_DECIMALS);
    return cells.line([
      isoSecondsOf(from),
      // What is unknown is empty, in each column.
      ...this.#report.periods.flatMap((_, i) => [cells.kwh(energy?.periods[i]?.wh), euros(energy?.periods[i]?.cost)]),
      ...[cells.kwh(energy?.wh), euros(energy?.cost)],
      ...[cells.kwh(injection?.wh), euros(injection?.revenue)],
      cells.number(coverage, 3),
      ...[cells.number(maximumVa, 0), cells.number(meanVa, 0)],
      injection ? String(Number(injection.estimated)) : '',
    ]);
  }
}
