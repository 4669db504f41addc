import type { Euros } from '../../energy/euros.ts';
import type { GroupReport } from '../../report/sums/grouping.ts';
import type { Report } from '../../report/sums/report.ts';
import type { Day } from '../../time/local.ts';
import type { CostsPage } from '../model/log-data.ts';

/** What the detail is of: a row of the list, or the bar under the cursor. */
export interface Detailed {
  readonly page: Pick<CostsPage, 'prices'>;
  readonly report: Report;
  readonly group: GroupReport;
  /** Its sums stand in the list too. */
  readonly isListed: boolean;
  readonly today: Day;
  /** ms since 1970 UTC */
  readonly now: number;
}

/** One row of the detail. */
export interface DetailRow {
  readonly label: string;
  readonly wh?: number;
  /** Before the kWh. */
  readonly sign?: string;
  readonly cost: Euros | undefined;
  /** What is foretold is said in whole kWh and euros. */
  readonly isAbout?: boolean;
  /** Of the energy, of the cost: fractions of the total. */
  readonly shareWh?: number | undefined;
  readonly shareCost?: number | undefined;
  readonly price?: string;
  readonly since?: string;
  readonly meanW?: number | undefined;
  readonly before?: { readonly wh?: number; readonly cost: Euros | undefined } | undefined;
  readonly change?: number | undefined;
  readonly note?: string;
}
