import { type DaySteps, STEP_MS } from '../../energy/day-steps.ts';
import type { Summaries } from '../../journal/summaries.ts';
import { formatUnit, type Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { type Day, daysBetween } from '../../time/local.ts';
import type { DayReport, Report } from '../sums/report.ts';
import { inColumns } from './columns.ts';

const BARS = '▁▂▃▄▅▆▇█';
/** A month of days fits, and beside the curve its label and its greatest value. */
const MAX_COLUMNS = 36;

/** One line of bars from 0 to the greatest value; blank where nothing is known. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const greatest = Math.max(...values.map((value) => value ?? 0), 0);
  const bar = (value: number): string =>
    BARS[greatest === 0 ? 0 : Math.min(BARS.length - 1, Math.floor((value / greatest) * BARS.length))] as string;
  return values.map((value) => (value === undefined ? ' ' : bar(value))).join('');
}

/** The curve of a report with its label: the power of a day's hours, or the energy of the days; undefined when not known. */
export function describeCurve(
  { from, to, days }: Report,
  shape: DayShape | undefined,
  lang: Lang,
): { readonly label: string; readonly text: string } | undefined {
  const texts = allTexts[lang];
  const curve = from === to ? undefined : dayCurve(daysBetween(from, to), days);
  const values = curve?.values ?? shape?.hours ?? [];
  if (values.every((value) => value === undefined)) return undefined;
  const greatest = Math.max(...values.map((value) => value ?? 0));
  const greatestText = curve ? formatUnit(lang, greatest / 1000, 'kWh', 1) : formatUnit(lang, greatest, 'VA');
  return {
    label: curve ? texts.dayCurve(curve.daysPerColumn) : texts.hourCurve,
    text: `${sparkline(values)}  ${texts.most(greatestText)}`,
  };
}

export interface DayCurve {
  readonly daysPerColumn: number;
  /** Wh a day: the mean of a column's days that are known. */
  readonly values: readonly (number | undefined)[];
}

/** The energy of each day of a range; of several days in each column where the days are more than the columns. */
export function dayCurve(range: readonly Day[], days: readonly DayReport[]): DayCurve {
  const known = new Map<Day, number>();
  for (const { day, wh } of days) known.set(day, wh);
  const daysPerColumn = Math.max(1, Math.ceil(range.length / MAX_COLUMNS));
  const values = inColumns(range.keys(), {
    columns: Math.ceil(range.length / daysPerColumn),
    shows: 'mean',
    columnOf: (place) => Math.floor(place / daysPerColumn),
    amountOf: (place) => known.get(range[place] as Day),
  });
  return { daysPerColumn, values };
}

/** The power of one day. */
export interface DayShape {
  /** Mean power of each hour of the clock, VA; the doubled hour of October is one. */
  readonly hours: readonly (number | undefined)[];
  /** Instant of the highest mean power of a series, ms. */
  readonly maximumAt: number | undefined;
}

/** The shape of a day out of its 10-minute steps, which are cached once the day has ended. */
export function shapeOfDay(logs: Summaries, day: Day): DayShape {
  const shape = shapeOf(logs.stepsOf(day));
  logs.save();
  return shape;
}

function shapeOf({ start, maximum, records, sumVa }: DaySteps): DayShape {
  const sums = Array.from({ length: 24 }, () => ({ va: 0, records: 0 }));
  records.forEach((count, step) => {
    const hour = sums[new Date(start + step * STEP_MS).getHours()];
    if (!hour) return;
    hour.va += sumVa[step] ?? 0;
    hour.records += count ?? 0;
  });
  const hours = sums.map((hour) => (hour.records === 0 ? undefined : hour.va / hour.records));
  return { hours, maximumAt: maximum?.at };
}
