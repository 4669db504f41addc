import { addDays, type Day, dayOf, endOfDay, startOfDay } from '../../src/time/local.ts';
import type { LogText } from './household-faults.ts';
import { type Rise, type SlowTold, slowIndexes } from './slow-index.ts';
import { type Line, type SlowDay, slowLogs } from './slow-lines.ts';

/*
 * Sections 3 and 4 of src/energy/README.md, written a second time, from its text alone: what a day has of it all.
 */

export interface SlowDayEnergy {
  /** Wh by index key, those above 0. */
  readonly wh: Map<string, number>;
  measuredWh: number;
  estimatedWh: number;
  coveredMs: number;
}

export interface SlowEnergy {
  readonly days: ReadonlyMap<Day, SlowDayEnergy>;
  /** Days whose peak ran. */
  readonly ejpDays: readonly Day[];
  /** Those of them that an index alone shows. */
  readonly ejpByIndex: readonly Day[];
  readonly told: readonly SlowTold[];
  readonly leftOut: ReadonlyMap<Day, number>;
  readonly damaged: ReadonlyMap<Day, number>;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const HOUR = 3_600_000;

const daysOf = ({ start, end }: Span): Day[] => {
  const days: Day[] = [];
  for (let day = dayOf(start); startOfDay(day) < end || days.length === 0; day = addDays(day, 1)) days.push(day);
  return days;
};

const within = (span: Span, other: Span): Span => ({
  start: Math.max(span.start, other.start),
  end: Math.min(span.end, other.end),
});

const lengthOf = ({ start, end }: Span): number => Math.max(0, end - start);

const dayWhole = (day: Day): Span => ({ start: startOfDay(day), end: endOfDay(day) });

/** Rule 3.2: from 07:00 to 01:00 of the next day. */
const peakOf = (day: Day): Span => {
  const next = addDays(day, 1);
  return {
    start: new Date(`${day}T07:00:00`).getTime(),
    end: new Date(`${next}T01:00:00`).getTime(),
  };
};

/** The day whose peak can run at an instant. */
const peakDayAt = (at: number): Day | undefined =>
  [dayOf(at), addDays(dayOf(at), -1)].find((day) => at >= peakOf(day).start && at < peakOf(day).end);

/** Rule 3.1: shares of the days in whole Wh; they add up. */
function shared(wh: number, spans: readonly Span[]): Map<Day, number> {
  const whole = spans.reduce((sum, span) => sum + lengthOf(span), 0);
  const shares = new Map<Day, number>();
  const last = spans.at(-1) as Span;
  if (whole === 0) return shares.set(dayOf(last.end), wh);
  let [passed, given] = [0, 0];
  for (const span of spans) {
    for (const day of daysOf(span)) {
      passed += lengthOf(within(span, dayWhole(day)));
      const upToHere = Math.round((wh * passed) / whole);
      shares.set(day, (shares.get(day) ?? 0) + upToHere - given);
      given = upToHere;
    }
  }
  return shares;
}

/** Rule 3.4: the longest time for which two lines of a day speak, ms. */
function limitOf({ lines }: SlowDay): number {
  const steps = lines
    .slice(1)
    .map((line, i) => line.at - (lines[i] as Line).at)
    .sort((a, b) => a - b);
  // Fewer than three say nothing of what is usual.
  const median = steps.length < 3 ? 0 : (steps[Math.ceil(steps.length / 2) - 1] as number);
  return Math.min(HOUR, Math.max(60_000, 2.5 * median));
}

const isPeakCode = (line: Line): boolean => line.code === 'PM..';

/** Whether a line shows the peak of a day running, or not running, or nothing of it. */
function shows(line: Line, day: Day): boolean | undefined {
  const { start, end } = peakOf(day);
  if (line.at < start || line.at >= end || line.code === '----') return undefined;
  return isPeakCode(line);
}

/** Rule 3.2: the spans in which HPM can have risen, in a hole. */
function peakSpans(from: Line, to: Line): Span[] {
  const hole = { start: from.at, end: to.at };
  const days = [addDays(dayOf(from.at), -1), ...daysOf(hole)].filter((day) => lengthOf(within(peakOf(day), hole)) > 0);
  const running = days.filter((day) => shows(from, day) || shows(to, day));
  const possible = days.filter((day) => shows(from, day) !== false && shows(to, day) !== false);
  const chosen = running.length > 0 ? running : possible.slice(0, 1);
  return chosen.length > 0 ? chosen.map((day) => within(peakOf(day), hole)) : [hole];
}

/** What the logs say, day by day. */
export function slowEnergy(files: readonly LogText[]): SlowEnergy {
  const logs = slowLogs(files);
  const { rises, told } = slowIndexes(logs.days);
  const lines = logs.days.flatMap((day) => day.lines);
  const limits = new Map(logs.days.map((day) => [day.day, limitOf(day)]));
  /** Between two lines; over midnight, the longer one of the two days. */
  const limitBetween = (from: number, to: number): number =>
    Math.max(limits.get(dayOf(from)) ?? 0, limits.get(dayOf(to)) ?? 0);
  const days = new Map<Day, SlowDayEnergy>();
  const dayFor = (day: Day): SlowDayEnergy => {
    const found = days.get(day) ?? { wh: new Map(), measuredWh: 0, estimatedWh: 0, coveredMs: 0 };
    days.set(day, found);
    return found;
  };
  const byCode = new Set<Day>();
  const byIndex = new Set<Day>();

  for (const [key, all] of rises) {
    for (const rise of all) {
      if (rise.wh === 0) continue;
      const spans = key === 'HPM' ? spansOfPeak(rise, lines, limitBetween) : [{ start: rise.from.at, end: rise.to.at }];
      for (const [day, wh] of shared(rise.wh, spans)) {
        const energy = dayFor(day);
        if (key === 'INJECTION') energy.measuredWh += wh;
        else energy.wh.set(key, (energy.wh.get(key) ?? 0) + wh);
      }
      if (key !== 'HPM') continue;
      for (const span of spans) for (const day of peakDaysOf(span)) byIndex.add(day);
    }
  }

  let lastMeasured: number | undefined;
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    dayFor(dayOf(line.at));
    if (line.values.has('INJECTION')) lastMeasured = line.at;
    if (!before) return;
    const span = { start: before.at, end: line.at };
    const limit = limitBetween(before.at, line.at);
    if (lengthOf(span) <= limit) {
      for (const day of daysOf(span)) dayFor(day).coveredMs += lengthOf(within(span, dayWhole(day)));
    }
    if (isPeakCode(before) && isPeakCode(line)) {
      const day = peakDayAt(line.at);
      if (day !== undefined && day === peakDayAt(before.at)) byCode.add(day);
    }
    const isMeasured = lastMeasured !== undefined && line.at - lastMeasured <= 7 * 24 * HOUR;
    if (isMeasured) return;
    const power = line.pinj ?? (line.papp === 0 ? 220 * (line.iinst ?? 0) : 0);
    const spoken = { start: Math.max(span.start, line.at - limit), end: line.at };
    for (const day of daysOf(spoken)) {
      dayFor(day).estimatedWh += (power * lengthOf(within(spoken, dayWhole(day)))) / HOUR;
    }
  });

  return {
    days,
    ejpDays: [...new Set([...byCode, ...byIndex])].sort(),
    ejpByIndex: [...byIndex].filter((day) => !byCode.has(day)).sort(),
    told,
    leftOut: new Map(logs.days.filter(({ leftOut }) => leftOut > 0).map(({ day, leftOut }) => [day, leftOut])),
    damaged: logs.damaged,
  };
}

/** Where HPM rose: evenly between two lines, in the peak's hours where a hole is between them. */
function spansOfPeak(
  { from, to }: Rise,
  lines: readonly Line[],
  limitBetween: (from: number, to: number) => number,
): Span[] {
  const isHole = to.at - from.at > limitBetween(from.at, to.at);
  return isHole ? peakSpans(lines[from.place] as Line, lines[to.place] as Line) : [{ start: from.at, end: to.at }];
}

/** The days whose peak has a part in a span. */
function peakDaysOf(span: Span): Day[] {
  if (lengthOf(span) === 0) return [peakDayAt(span.end)].flatMap((day) => day ?? []);
  return [addDays(dayOf(span.start), -1), ...daysOf(span)].filter((day) => lengthOf(within(peakOf(day), span)) > 0);
}
