import type { ComparedContract } from '../../report/contracts/choices.ts';
import { contractsCsv } from '../../report/contracts/csv.ts';
import { contractsJson } from '../../report/contracts/json.ts';
import { type ContractsRequest, contractsSteps } from '../../report/contracts/steps.ts';
import { renderContracts } from '../../report/contracts/table.ts';
import { renderJson } from '../../report/output/json.ts';
import { describeDamage } from '../../report/output/warnings.ts';
import type { Work } from '../../report/sums/read-logs.ts';
import type { Lang } from '../../text/format.ts';

export interface CompareRequest extends ContractsRequest {
  readonly contracts: readonly ComparedContract[];
  readonly format: 'table' | 'json' | 'csv';
}

/** `report --compare`: what the days of a report would have cost under other contracts. */
export function* comparedSteps(request: CompareRequest, lang: Lang): Work<string> {
  const { report, offPeak, format, by } = request;
  const comparison = yield* contractsSteps(request);
  switch (format) {
    case 'json':
      return renderJson(report, by, { compared: contractsJson(report, comparison, offPeak) });
    case 'csv':
      // A spreadsheet has no place for it.
      for (const line of describeDamage(report, lang)) process.stderr.write(`linky-monitor: ${line}\n`);
      return contractsCsv(report, comparison, lang, by);
    case 'table':
      return renderContracts({ report, comparison, offPeak, lang }, by);
  }
}
