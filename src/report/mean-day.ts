import type { PriceList } from '../energy/prices.ts';
import { peakStartOn } from '../meter/ejp.ts';
import { addDays, type Day, dayOf, daysBetween } from '../time/local.ts';
import { outlookOf } from './ejp-outlook.ts';
import type { DayReport, Report } from './report.ts';
import { PEAKS_OF_A_SEASON, seasonOf } from './season.ts';
import { sumOf } from './totals.ts';

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

/** The means of EJP days and of normal ones; the peaks that are left fall evenly on the days that are left for them. */
export class EjpMeans {
  /** EJP days that the mean is of. */
  readonly seen: number;
  readonly #peak: MeanDay | undefined;
  readonly #normal: MeanDay | undefined;
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
    const peaks = days.filter(({ day }) => this.#ejpDays.has(day));
    const others = days.filter(({ day }) => !this.#ejpDays.has(day));
    const isPeak = (key: string): boolean => key === 'HPM';
    this.seen = peaks.length;
    // A peak lasts until one o'clock of the morning after: all that HPM counts belongs to EJP days.
    if (peaks.length > 0) this.#peak = meanOf(peaks, sumsOf(peaks), sumsOf(others, isPeak));
    if (others.length > 0)
      this.#normal = meanOf(
        others,
        sumsOf(others, (key) => !isPeak(key)),
      );
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
    return day > season.to ? 0 : PEAKS_OF_A_SEASON / daysBetween(season.from, season.to).length;
  }

  /** How many of these days will be EJP days and are not yet. */
  leftOn(days: readonly Day[]): number {
    return sumOf(days, (day) => (this.#ejpDays.has(day) ? 0 : this.shareOf(day)));
  }

  /** A day between the two means, as far as it is likely an EJP day. */
  meanOn(day: Day): MeanDay {
    const share = this.#peak ? this.shareOf(day) : 0;
    const [peak, normal] = [this.#peak ?? this.#normal, this.#normal ?? this.#peak];
    const mixed = (of: (mean: MeanDay) => number): number =>
      (peak ? share * of(peak) : 0) + (normal ? (1 - share) * of(normal) : 0);
    const keys = new Set([peak, normal].flatMap((mean) => [...(mean?.wh.keys() ?? [])]));
    return {
      wh: new Map([...keys].map((key) => [key, mixed(({ wh }) => wh.get(key) ?? 0)])),
      injectedWh: mixed((mean) => mean.injectedWh),
    };
  }
}
