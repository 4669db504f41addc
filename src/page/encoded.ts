import type { PriceList } from '../energy/prices.ts';
import { isCheap, keyOfPeriod, tariffKeyOf, tempoDayOf } from '../meter/contract.ts';
import { periodTitle } from '../report/output/group-rows.ts';
import { priceOf } from '../report/sums/pricing.ts';
import type { Report } from '../report/sums/report.ts';
import { addDays, type Day, daysBetween, startOfDay } from '../time/local.ts';
import { differences, encodeColumn } from './columns.ts';
import type { Measured } from './measured.ts';
import { MEAN_UNIT_VA, type PageData, type PeriodName, type PeriodStyle } from './page-data.ts';

const TEMPO_STYLES: Readonly<Record<string, PeriodStyle>> = { B: 'blue', W: 'white', R: 'red' };

interface CurveOptions {
  readonly report: Report;
  readonly prices: PriceList;
  readonly again?: number | undefined;
}

/** What the browser draws the curve from. */
export function pageDataOf(measured: Measured, { report, prices, again }: CurveOptions): PageData {
  const [from, to] = [startOfDay(report.from), startOfDay(addDays(report.to, 1))];
  const days = daysBetween(report.from, report.to);
  const { times, power, mean, injected, periods, step } = measured;
  const names = [...new Set(periods.map(({ period }) => period))];
  return {
    ...{ from: seconds(from), to: seconds(to), offsets: offsetsOf(from, to), step: step / 1000 },
    ...(step === 0 ? { times: encodeColumn(differences(times.map((at) => seconds(at - from)))) } : {}),
    power: encodeColumn(power),
    ...(step === 0 ? {} : { mean: encodeColumn(mean.map((va) => va && Math.round(va / MEAN_UNIT_VA))) }),
    ...(injected.some((va) => va) ? { injected: encodeColumn(injected) } : {}),
    estimated: estimatedTimes(report),
    periods: names.map((period) => nameOf(period, report)),
    spans: {
      from: encodeColumn(differences(periods.map((span) => seconds(span.from - from)))),
      length: encodeColumn(periods.map((span) => seconds(span.to - span.from))),
      period: encodeColumn(periods.map(({ period }) => names.indexOf(period))),
    },
    prices: names.flatMap((period, place) =>
      pricesOf(period, days, prices, report).map(([day, price]) => [place, seconds(startOfDay(day)), price] as const),
    ),
    ...(again === undefined ? {} : { again }),
  };
}

const seconds = (ms: number): number => Math.round(ms / 1000);

/** Minutes that local time is ahead of UTC, from the beginning on and from each change of the clock on. */
function offsetsOf(from: number, to: number): [number, number][] {
  const HALF_HOUR_MS = 1_800_000;
  const offsets: [number, number][] = [];
  // Clocks change at a whole or half hour of UTC.
  for (let at = from; at <= to; at += HALF_HOUR_MS) {
    const minutes = -new Date(at).getTimezoneOffset();
    if (minutes !== offsets.at(-1)?.[1]) offsets.push([seconds(at), minutes]);
  }
  return offsets;
}

/** The index that counts in a period: HPM in PM, INDEX01 in T01. */
const keyOf = (period: string): string => keyOfPeriod(period).replace(/^T(\d\d)$/, 'INDEX$1');

const calendarName = (key: string, { calendar }: Pick<Report, 'calendar'>): string | undefined =>
  calendar?.indexNames[key];

function nameOf(period: string, report: Report): PeriodName {
  const key = keyOf(period);
  const known = report.periods.find((part) => part.key === key);
  const name = known ? periodTitle(known) : period;
  return { name, ...styleOf(period, report) };
}

/** How a period, or the key of its index, is coloured. */
export function styleOf(period: string, report: Pick<Report, 'calendar'>): Omit<PeriodName, 'name'> {
  const key = keyOf(period);
  const day = tempoDayOf(key);
  if (day !== undefined) return { style: TEMPO_STYLES[day] ?? 'plain', ...(isCheap(key) ? { isLow: true } : {}) };
  if (key === 'HPM') return { style: 'peak' };
  return { style: isCheap(tariffKeyOf(key, calendarName(key, report))) ? 'cheap' : 'plain' };
}

/** The classes of what is coloured so in the style sheet. */
export const classOf = ({ style, isLow }: Omit<PeriodName, 'name'>): string => (isLow ? `${style} low` : style);

/** The price of a period and the days on which it becomes another. */
function pricesOf(period: string, days: readonly Day[], prices: PriceList, report: Report): [Day, number | null][] {
  const key = keyOf(period);
  const changes: [Day, number | null][] = [];
  for (const day of days) {
    const price = priceOf(key, day, prices, calendarName(key, report))?.price ?? null;
    if (changes.at(-1)?.[1] !== price) changes.push([day, price]);
  }
  return changes;
}

/** Days in a row whose injection is an estimate, in part at least. */
function estimatedTimes({ days }: Report): [number, number][] {
  const times: [number, number][] = [];
  for (const { day, injectionEstimated } of days) {
    if (!injectionEstimated) continue;
    const [from, to] = [startOfDay(day), startOfDay(addDays(day, 1))].map(seconds) as [number, number];
    const last = times.at(-1);
    if (last?.[1] === from) last[1] = to;
    else times.push([from, to]);
  }
  return times;
}
