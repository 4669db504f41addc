import { addDays, type Day, dayOf, endOfDay, startOfDay } from '../../src/time/local.ts';
import type { LogText } from './household-faults.ts';
import { type SlowTold, slowIndexes } from './slow-index.ts';
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

const DAY = 24 * 3_600_000;
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

/** Rule 3.2: how far the two clocks may differ. */
const SLACK = 15 * 60_000;

/** Rule 3.2: from 07:00 to 01:00 of the next day; with `slack` ms more at both ends. */
const peakOf = (day: Day, slack = 0): Span => {
  const next = addDays(day, 1);
  return {
    start: new Date(`${day}T07:00:00`).getTime() - slack,
    end: new Date(`${next}T01:00:00`).getTime() + slack,
  };
};

/** Whether a span has an instant of another, its ends included. */
const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

/** The days whose peak can run at some time of a span, whichever clock is right. */
const peakDaysOf = (span: Span): Day[] =>
  [addDays(dayOf(span.start), -1), ...daysOf({ start: span.start, end: span.end + DAY })].filter((day) =>
    touches(peakOf(day, SLACK), span),
  );

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
  if (line.code === '----') return undefined;
  const instant = { start: line.at, end: line.at };
  if (isPeakCode(line)) return touches(peakOf(day, SLACK), instant) ? true : undefined;
  return touches(peakOf(day, -SLACK), instant) ? false : undefined;
}

/** Rule 3.2: the days whose peak ran when HPM rose between two lines. */
function peakDaysBetween(from: Line, to: Line): Day[] {
  const days = peakDaysOf({ start: from.at, end: to.at });
  const running = days.filter((day) => shows(from, day) || shows(to, day));
  const possible = days.filter((day) => shows(from, day) !== false && shows(to, day) !== false);
  if (running.length > 0) return running;
  const left = possible.length > 0 ? possible : days;
  const working = left.filter((day) => ![0, 6].includes(new Date(`${day}T12:00:00`).getDay()));
  return (working.length > 0 ? working : left).slice(0, 1);
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
      const isPeak = key === 'HPM' && rise.to.wh > rise.from.wh;
      const peaks = isPeak ? peakDaysBetween(lines[rise.from.place] as Line, lines[rise.to.place] as Line) : [];
      for (const day of peaks) byIndex.add(day);
      if (rise.wh === 0) continue;
      const whole = { start: rise.from.at, end: rise.to.at };
      const hours = peaks.map((day) => within(peakOf(day), whole)).filter((span) => lengthOf(span) > 0);
      const spans = hours.length > 0 ? hours : [whole];
      for (const [day, wh] of shared(rise.wh, spans)) {
        const energy = dayFor(day);
        if (key === 'INJECTION') energy.measuredWh += wh;
        else energy.wh.set(key, (energy.wh.get(key) ?? 0) + wh);
      }
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
    if (isPeakCode(before) && isPeakCode(line) && line.at > before.at) {
      const [day] = peakDaysOf({ start: line.at, end: line.at });
      if (day !== undefined && peakDaysOf({ start: before.at, end: before.at }).includes(day)) byCode.add(day);
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
