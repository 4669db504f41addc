import { type DaySteps, STEP_MS } from '../../energy/day-steps.ts';
import type { Euros } from '../../energy/euros.ts';
import type { PriceList } from '../../energy/prices.ts';
import { type StepEnergy, StepLedger } from '../../energy/step-energy.ts';
import type { Summaries } from '../../journal/summaries.ts';
import { type Day, monthOf, type Stretch } from '../../time/local.ts';
import { monthSpan } from '../days/dates.ts';
import { priced } from './pricing.ts';
import { ledgerSteps, type Work } from './read-logs.ts';
import type { Report } from './report.ts';
import { costOfPeriods, type PeriodTotal, sumOf } from './totals.ts';

/** The lengths of steps that a report may have, ms. */
export const STEP_LENGTHS = { '10min': STEP_MS, '30min': 3 * STEP_MS, hour: 6 * STEP_MS } as const;
export type StepName = keyof typeof STEP_LENGTHS;

/** Decimals of the euros of a step: a Wh costs less than a cent. */
export const STEP_EURO_DECIMALS = 6;

/** One step of a day; what is not known of it is undefined. */
export interface StepReport extends Stretch {
  /** In the order of the report's periods. */
  readonly energy:
    | { readonly periods: readonly PeriodTotal[]; readonly wh: number; readonly cost: Euros | undefined }
    | undefined;
  readonly injection:
    | { readonly wh: number; readonly revenue: Euros | undefined; readonly estimated: boolean }
    | undefined;
  /** Fraction of the step, up to the present, that the records speak for. */
  readonly coverage: number;
  /** Mean of the records' drawn powers, and the highest of them, VA. */
  readonly meanVa: number | undefined;
  readonly maximumVa: number | undefined;
}

export interface StepOptions {
  readonly logs: Summaries;
  readonly prices: PriceList;
  readonly step: StepName;
  /** The present instant, ms: there are no later steps. */
  readonly now: number;
}

/** The steps of all days that a report knows something of, in steps of one log; a month of them is in memory at a time. */
export function* stepReports(report: Report, options: StepOptions, take: (step: StepReport) => void): Work<void> {
  const { logs, step } = options;
  const days = report.days.map(({ day }) => day);
  yield* stepsByDay(logs, days, STEP_LENGTHS[step], (day, steps) => {
    for (const each of stepsOfDay(day, steps, report, options)) take(each);
  });
  logs.save();
}

/**
 * The energy of some days by steps, in steps of one log.
 * @param days in their order
 * @param take is given each day with all its steps; the days of a month after all of them are read
 */
export function* stepsByDay(
  logs: Summaries,
  days: readonly Day[],
  lengthMs: number,
  take: (day: Day, steps: readonly StepEnergy[]) => void,
): Work<void> {
  const of = days.length;
  let done = 0;
  for (const month of byMonth(days)) {
    const [from, to] = [month[0], month.at(-1)];
    if (from === undefined || to === undefined) continue;
    const ledger = new StepLedger(lengthMs);
    for (const { done: read } of ledgerSteps(ledger, logs, { from, to }, (day) => logs.stepRunsOf(day)))
      yield { done: Math.min(of, done + read), of };
    for (const day of month) take(day, ledger.stepsOf(day));
    logs.save();
    done += month.length;
  }
}

function byMonth(days: readonly Day[]): Day[][] {
  const months: Day[][] = [];
  for (const day of days) {
    const last = months.at(-1);
    const isSame = last?.[0] !== undefined && day <= monthSpan(monthOf(last[0])).to;
    if (last && isSame) last.push(day);
    else months.push([day]);
  }
  return months;
}

function* stepsOfDay(
  day: Day,
  steps: readonly StepEnergy[],
  report: Report,
  options: StepOptions,
): Generator<StepReport> {
  const powers = options.logs.stepsOf(day);
  for (const step of steps) {
    if (step.from >= options.now) return;
    const { from, to, coveredMs, injectedWh: wh, injectionEstimated: estimated } = step;
    yield {
      ...{ from, to, energy: energyOf(step, day, report, options.prices) },
      injection:
        wh === undefined ? undefined : { wh, revenue: priced(wh, 'INJECTION', day, options.prices), estimated },
      coverage: coveredMs / (Math.min(to, options.now) - from),
      ...powersOf(step, powers),
    };
  }
}

function energyOf({ wh }: StepEnergy, day: Day, report: Report, prices: PriceList): StepReport['energy'] {
  if (!wh) return undefined;
  const names = report.calendars.get(day)?.indexNames;
  const periods = report.periods.map(({ period, key }): PeriodTotal => {
    const drawn = wh.get(key) ?? 0;
    return { period, key, wh: drawn, cost: priced(drawn, key, day, prices, names?.[key]) };
  });
  return { periods, wh: sumOf(periods, (part) => part.wh), ...costOfPeriods(periods) };
}

/** The powers of the 10-minute steps within a step. */
function powersOf({ from, to }: Stretch, steps: DaySteps): Pick<StepReport, 'meanVa' | 'maximumVa'> {
  const first = (from - steps.start) / STEP_MS;
  const end = (to - steps.start) / STEP_MS;
  let [records, sumVa] = [0, 0];
  let maximumVa: number | undefined;
  for (let i = first; i < end; i++) {
    records += steps.records[i] ?? 0;
    sumVa += steps.sumVa[i] ?? 0;
    const most = steps.maximumVa[i] ?? undefined;
    if (most !== undefined) maximumVa = Math.max(maximumVa ?? 0, most);
  }
  return { meanVa: records === 0 ? undefined : sumVa / records, maximumVa };
}
