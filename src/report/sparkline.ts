import { type DaySteps, expandSteps } from '../energy/day-steps.ts';
import { formatUnit, type Lang } from '../text/format.ts';
import { report as texts } from '../text/report.ts';
import { addDays, type Day, daysBetween, startOfDay } from '../time/local.ts';
import { type Logs, openLogs } from './read-logs.ts';
import type { DayReport, Report } from './report.ts';

const BARS = '▁▂▃▄▅▆▇█';
/** A month of days, and what the row has room for beside its label and its greatest value. */
const MOST_COLUMNS = 36;

/** One line of bars from 0 to the greatest value; blank where nothing is known. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const most = Math.max(...values.map((value) => value ?? 0), 0);
  const bar = (value: number): string =>
    BARS[most === 0 ? 0 : Math.min(BARS.length - 1, Math.floor((value / most) * BARS.length))] as string;
  return values.map((value) => (value === undefined ? ' ' : bar(value))).join('');
}

/** The curve of a report with its label: the power of a day's hours, or the energy of the days; none when unknown. */
export function curveText(
  { from, to, days }: Report,
  shape: DayShape | undefined,
  lang: Lang,
): { readonly label: string; readonly text: string } | undefined {
  const t = texts[lang];
  const several = from === to ? undefined : dayCurve(daysBetween(from, to), days);
  const values = several?.values ?? shape?.hours ?? [];
  if (values.every((value) => value === undefined)) return undefined;
  const most = Math.max(...values.map((value) => value ?? 0));
  const greatest = several ? formatUnit(lang, most / 1000, 'kWh', 1) : formatUnit(lang, most, 'VA');
  return {
    label: several ? t.dayCurve(several.daysPerColumn) : t.hourCurve,
    text: `${sparkline(values)}  ${t.most(greatest)}`,
  };
}

/** What a curve of days shows: Wh, a column for so many days, each the mean of those of them that are known. */
export interface DayCurve {
  readonly daysPerColumn: number;
  readonly values: readonly (number | undefined)[];
}

/** The energy of each day of a range; where they are more than the columns, of several days in each. */
export function dayCurve(range: readonly Day[], days: readonly DayReport[]): DayCurve {
  const known = new Map(days.map(({ day, wh }) => [day, wh]));
  const daysPerColumn = Math.max(1, Math.ceil(range.length / MOST_COLUMNS));
  const values = Array.from({ length: Math.ceil(range.length / daysPerColumn) }, (_, i) =>
    mean(range.slice(i * daysPerColumn, (i + 1) * daysPerColumn).flatMap((day) => known.get(day) ?? [])),
  );
  return { daysPerColumn, values };
}

/** The power of one day. */
export interface DayShape {
  /** Mean power of each hour of the clock, VA; the doubled hour of October is one. */
  readonly hours: readonly (number | undefined)[];
  /** Instant of the highest mean power of a series, ms. */
  readonly maximumAt: number | undefined;
}

/** The shape of a day out of its 10-minute steps, which are read from the cache when the day has ended. @throws JournalError */
export function shapeOfDay(logs: Logs, day: Day): DayShape {
  const days = openLogs(logs);
  const shape = shapeOf(days.stepsOf(day));
  days.save();
  return shape;
}

export function shapeOf(steps: DaySteps): DayShape {
  const sums = Array.from({ length: 24 }, () => ({ va: 0, records: 0 }));
  for (const step of expandSteps(steps)) {
    const hour = step && sums[new Date(step.from).getHours()];
    if (!hour) continue;
    hour.va += step.sumVa;
    hour.records += step.records;
  }
  const hours = sums.map(({ va, records }) => (records === 0 ? undefined : va / records));
  return { hours, maximumAt: steps.maximum?.at };
}

/** Days of which the records speak for at least so much give the mean power. */
export const WELL_COVERED = 0.95;

/**
 * Mean power, W: energy over the time that the records speak for, on the days that are well covered; where there are
 * none, over the days' hours. The energy of a hole is known and its share of the time is not, hence not of any day.
 * @param now the present instant, ms: the day it falls on lasts up to here
 */
export function meanPower(days: readonly DayReport[], now = Number.POSITIVE_INFINITY): number | undefined {
  const well = days.filter(({ coverage }) => coverage >= WELL_COVERED);
  let [wh, ms] = [0, 0];
  for (const day of well.length > 0 ? well : days) {
    const length = Math.min(startOfDay(addDays(day.day, 1)), now) - startOfDay(day.day);
    wh += day.wh;
    ms += length * (well.length > 0 ? day.coverage : 1);
  }
  return ms > 0 ? (wh * 3_600_000) / ms : undefined;
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
