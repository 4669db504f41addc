import { PEAK_KEY } from '../../energy/part-counts.ts';
import type { PriceList } from '../../energy/prices.ts';
import { peakStartOn } from '../../meter/ejp.ts';
import { addDays, countDays, type Day, dayOf, daysBetween } from '../../time/local.ts';
import { PEAKS_OF_A_SEASON, seasonOf } from '../days/season.ts';
import type { DayReport, Report } from '../sums/report.ts';
import { sumOf } from '../sums/totals.ts';
import { outlookOf } from './ejp-outlook.ts';

type WhByKey = ReadonlyMap<string, number>;

/** What a day draws, by index key, and injects on the mean, Wh. */
export interface MeanDay {
  readonly wh: WhByKey;
  readonly injectedWh: number;
}

/** What days have drawn together, Wh. @param counts which indexes count */
export function sumsOf(days: readonly DayReport[], counts: (key: string) => boolean = () => true): WhByKey {
  const sums = new Map<string, number>();
  for (const { periods } of days)
    for (const { key, wh } of periods) if (counts(key)) sums.set(key, (sums.get(key) ?? 0) + wh);
  return sums;
}

/** The mean of some days, one at least. @param sums what they have drawn, in parts */
export function meanOf(days: readonly DayReport[], ...sums: readonly WhByKey[]): MeanDay {
  const wh = new Map<string, number>();
  for (const [key, sum] of sums.flatMap((each) => [...each])) wh.set(key, (wh.get(key) ?? 0) + sum / days.length);
  return { wh, injectedWh: sumOf(days, ({ injectedWh }) => injectedWh) / days.length };
}

/** The mobile peak lasts 17 hours of its EJP day and one of the day after. */
const PEAK_HOURS = { own: 17, after: 1, all: 18 };

/**
 * The mean of days on which no peak runs, and what a peak is: energy of its own, and hours that the normal time is without.
 * The hours of a projection are so those of the calendar, whichever day the end of a peak falls on. The peaks that are left
 * fall evenly on the days that are left for them.
 */
export class EjpMeans {
  /** EJP days that the mean is of. */
  readonly seen: number;
  /** A day without a peak. */
  readonly #plain: MeanDay;
  /** What a day with a peak has more than that, or less. */
  readonly #ofPeak: MeanDay;
  readonly #ejpDays: ReadonlySet<Day>;
  /** Days of that season before the logs, of which it is not known. */
  readonly #before: ReadonlySet<Day>;
  /** Days that peaks may still fall on in the season of the present day, and the part of them that will be EJP days. */
  readonly #open: { readonly from: Day; readonly to: Day; readonly share: number };

  /** @param now ms since 1970 UTC */
  constructor(
    { ejpDays, ejpSeason }: Pick<Report, 'ejpDays' | 'ejpSeason'>,
    days: readonly DayReport[],
    { prices, now }: { readonly prices: PriceList; readonly now: number },
  ) {
    this.#ejpDays = new Set([...ejpDays, ...(ejpSeason?.days ?? [])]);
    const has = (day: Day): boolean => this.#ejpDays.has(day);
    const peaks = days.filter(({ day }) => has(day));
    const ends = days.filter(({ day }) => has(addDays(day, -1)));
    const plain = days.filter(({ day }) => !has(day) && !has(addDays(day, -1)));
    this.seen = peaks.length;
    // Peaks of 18 hours, of which the days have all or a part.
    const count = (peaks.length * PEAK_HOURS.own + ends.length * PEAK_HOURS.after) / PEAK_HOURS.all;
    const sums = sumsOf(days, (key) => key !== PEAK_KEY);
    // Without a day that no peak touches, the hours outside the peaks say what such a day has.
    const hours = days.length * 24 - count * PEAK_HOURS.all;
    const normal = plain.length > 0 ? meanOf(plain, sumsOf(plain)).wh : scaled(sums, 24 / hours);
    const others = days.filter(({ day }) => !has(day));
    const injected = (list: readonly DayReport[]): number => (list.length > 0 ? meanOf(list).injectedWh : 0);
    this.#plain = { wh: normal, injectedWh: injected(others.length > 0 ? others : days) };
    const ofPeak = new Map<string, number>();
    if (count > 0) {
      for (const [key, wh] of sums) ofPeak.set(key, (wh - (normal.get(key) ?? 0) * days.length) / count);
      ofPeak.set(PEAK_KEY, (sumsOf(days).get(PEAK_KEY) ?? 0) / count);
    }
    const more = peaks.length > 0 ? injected(peaks) - this.#plain.injectedWh : 0;
    this.#ofPeak = { wh: ofPeak, injectedWh: more };
    const today = dayOf(now);
    const season = seasonOf(today);
    const used = (ejpSeason?.days ?? ejpDays).filter((day) => day >= season.from && day <= season.to).length;
    const { days: daysLeft } = outlookOf({ season, used, at: now, mean: undefined }, prices);
    // The peaks that are not known of have been before the logs, or are to come.
    const since = ejpSeason?.since;
    const before = since === undefined || since <= season.from ? [] : daysBetween(season.from, addDays(since, -1));
    this.#before = new Set(before.filter((day) => !this.#ejpDays.has(day)));
    const open = daysLeft + this.#before.size;
    const share = open > 0 ? Math.min(1, Math.max(0, PEAKS_OF_A_SEASON - used) / open) : 0;
    const from = now < peakStartOn(today) ? today : addDays(today, 1);
    this.#open = { from, to: season.to, share };
  }

  /** How likely a day is an EJP day, from 0 to 1. */
  shareOf(day: Day): number {
    if (this.#ejpDays.has(day)) return 1;
    const { from, to, share } = this.#open;
    if (this.#before.has(day)) return share;
    if (day <= to) return day < from ? 0 : share;
    const season = seasonOf(day);
    return day > season.to ? 0 : PEAKS_OF_A_SEASON / countDays(season.from, season.to);
  }

  /** How many of these days will be EJP days and are not yet. */
  leftOn(days: readonly Day[]): number {
    return sumOf(days, (day) => (this.#ejpDays.has(day) ? 0 : this.shareOf(day)));
  }

  /** A day with as much of a peak as it is likely an EJP day. */
  meanOn(day: Day): MeanDay {
    const share = this.seen > 0 ? this.shareOf(day) : 0;
    const keys = new Set([...this.#plain.wh.keys(), ...this.#ofPeak.wh.keys()]);
    const whOf = (key: string): number => (this.#plain.wh.get(key) ?? 0) + share * (this.#ofPeak.wh.get(key) ?? 0);
    return {
      wh: new Map([...keys].map((key) => [key, Math.max(0, whOf(key))])),
      injectedWh: Math.max(0, this.#plain.injectedWh + share * this.#ofPeak.injectedWh),
    };
  }
}

const scaled = (sums: WhByKey, factor: number): WhByKey => new Map([...sums].map(([key, wh]) => [key, wh * factor]));
