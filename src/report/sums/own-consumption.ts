import { STEP_MS } from '../../energy/day-steps.ts';
import { type Produced, Production } from '../../energy/production.ts';
import type { StepEnergy } from '../../energy/step-energy.ts';
import type { Summaries } from '../../journal/summaries.ts';
import { type Day, daysBetween, endOfDay, startOfDay } from '../../time/local.ts';
import type { Span } from '../days/dates.ts';
import type { OwnConsumption } from './own-shares.ts';
import type { Work } from './read-logs.ts';
import type { Report } from './report.ts';
import { stepsByDay } from './step-report.ts';

interface OwnOptions {
  readonly logs: Summaries;
  readonly production: Production;
  /** The present instant, ms. */
  readonly now: number;
}

/** A report with what the home used of its own production, joined by steps of ten minutes. */
export function* withOwnConsumption(report: Report, { logs, production, now }: OwnOptions): Work<Report> {
  const own = new Map<Day, OwnConsumption>();
  const known = new Set(report.days.map(({ day }) => day));
  yield* stepsByDay(logs, [...known], STEP_MS, (day, steps) => own.set(day, joined(steps, production, now)));
  // Days without anything of the meter are part of the time, too.
  for (const day of report.missingDays)
    if (!known.has(day)) own.set(day, { ...NOTHING, ofMs: Math.min(endOfDay(day), now) - startOfDay(day) });
  return { ...report, own };
}

const NOTHING: OwnConsumption = {
  ...{ producedWh: 0, injectedWh: 0, drawnWh: 0, knownMs: 0, ofMs: 0 },
  isEstimated: false,
};

function joined(steps: readonly StepEnergy[], production: Production, now: number): OwnConsumption {
  const sum = { ...NOTHING } as { -readonly [K in keyof OwnConsumption]: OwnConsumption[K] };
  for (const step of steps) {
    const to = Math.min(step.to, now);
    if (to <= step.from) break;
    sum.ofMs += to - step.from;
    const { wh, coveredMs } = production.within({ from: step.from, to });
    // A step counts as a whole: a part of one has another production than the injection beside it.
    if (!step.wh || !isInjectionWhole(step, to) || coveredMs < to - step.from) continue;
    sum.knownMs += to - step.from;
    sum.producedWh += wh;
    sum.injectedWh += step.injectedWh ?? 0;
    for (const drawn of step.wh.values()) sum.drawnWh += drawn;
    sum.isEstimated ||= step.injectionEstimated || production.isEstimated;
  }
  return sum;
}

/** The part of a step that lines speak for whose powers tell what was injected in all of it. */
const WELL_COVERED = 0.9;

/** Whether all of what a step has injected is known. */
const isInjectionWhole = ({ from, to, coveredMs, injectionMeasured }: StepEnergy, end = to): boolean =>
  injectionMeasured || coveredMs >= WELL_COVERED * (end - from);

/**
 * What a second meter counted, out of its logs: what it injected; where it has injected nothing at all, what went through
 * it, as of a meter that is wired to count the production as drawn.
 */
export function* productionOfLogs(logs: Summaries, { from, to }: Span): Work<Production> {
  const all: StepEnergy[] = [];
  yield* stepsByDay(logs, daysBetween(from, to), STEP_MS, (_, steps) => all.push(...steps));
  const injects = all.some(({ injectedWh = 0 }) => injectedWh > 0);
  const parts = all.flatMap((step): Produced | readonly Produced[] => {
    const drawn = step.wh && [...step.wh.values()].reduce((sum, each) => sum + each, 0);
    const wh = injects ? (isInjectionWhole(step) ? step.injectedWh : undefined) : drawn;
    return wh === undefined ? [] : { from: step.from, to: step.to, wh };
  });
  return new Production(parts, injects && all.some(({ injectionEstimated }) => injectionEstimated));
}
