import { type Euros, energyCost } from '../../energy/euros.ts';
import type { PriceList } from '../../energy/prices.ts';
import { PEAK_MS, peakStartOn } from '../../meter/ejp.ts';
import { addDays, countDays, dayOf } from '../../time/local.ts';
import { PEAKS_OF_A_SEASON, type Season } from '../days/season.ts';
import type { EjpDayReport } from '../sums/ejp-days.ts';
import type { Report } from '../sums/report.ts';

/** A peak whose lines begin later than this lacks those of its beginning, ms. */
const MAX_MISSING_MS = 30 * 60_000;

/** What a peak draws on the mean, Wh, and of how many peaks that is the mean. */
export interface MeanPeak {
  readonly wh: number;
  readonly count: number;
  /** They are of the season before. */
  readonly isOld: boolean;
}

/** The mean of the peaks that have ended; of a season without one, that of the season before, from the sums of days. */
export function meanPeakOf(
  ended: readonly EjpDayReport[],
  before: Report | undefined,
  season: Season,
): MeanPeak | undefined {
  // A peak that has drawn nothing is one whose index is not known; one whose lines begin late may lack what was before.
  const drawn = ended.filter(({ peakWh }) => peakWh > 0);
  const whole = drawn.filter(({ day, from }) => from === undefined || from - peakStartOn(day) <= MAX_MISSING_MS);
  const known = whole.length > 0 ? whole : drawn;
  if (known.length > 0) {
    return { wh: known.reduce((sum, { peakWh }) => sum + peakWh, 0) / known.length, count: known.length, isOld: false };
  }
  const year = Number(season.from.slice(0, 4)) - 1;
  const isBefore = (day: string): boolean => day >= `${year}-11-01` && day <= `${year + 1}-04-01`;
  const count = before?.ejpDays.filter(isBefore).length ?? 0;
  const wh = (before?.days ?? [])
    .filter(({ day }) => isBefore(day))
    .reduce((sum, { periods }) => sum + (periods.find(({ key }) => key === 'HPM')?.wh ?? 0), 0);
  return count > 0 && wh > 0 ? { wh: wh / count, count, isOld: true } : undefined;
}

/** What a season may still bring: an estimate. */
export interface EjpOutlook {
  /** Peaks that the contract still allows, and days that they can fall on. */
  readonly left: number;
  readonly days: number;
  /** Of one peak and of all that are left, at the price of today; undefined where that or the mean is not known. */
  readonly each: Euros | undefined;
  readonly all: Euros | undefined;
}

/** What is left of a season at an instant (ms). @param used EJP days so far, with one that runs */
export function outlookOf(
  { season, used, at, mean }: { season: Season; used: number; at: number; mean: MeanPeak | undefined },
  prices: PriceList,
): EjpOutlook {
  const today = dayOf(at);
  // A peak begins at 07:00 or not at all.
  const next = at < peakStartOn(today) ? today : addDays(today, 1);
  const days = countDays(next < season.from ? season.from : next, season.to);
  const left = Math.max(0, Math.min(PEAKS_OF_A_SEASON - used, days));
  const price = prices.priceOn('HPM', today);
  const each = mean && price !== undefined ? energyCost(mean.wh, price) : undefined;
  return { left, days, each, all: each === undefined ? undefined : each * BigInt(left) };
}

/** The least time that says at which rate a peak draws, ms. */
const MIN_RATE_MS = 3_600_000;
/** What a running peak will have cost in the end: an estimate. */
export interface PeakForecast {
  readonly total: Euros;
  /** At the rate of its own hours so far, and not of the peaks before it. */
  readonly isOwnRate: boolean;
}

/** @param price €/kWh in the peak */
export function forecastOf(
  { day, from, to, cost }: EjpDayReport,
  mean: MeanPeak | undefined,
  price: number | undefined,
): PeakForecast | undefined {
  if (cost === undefined) return undefined;
  const start = peakStartOn(day);
  const end = start + PEAK_MS;
  if (from !== undefined && to !== undefined && from - start <= MAX_MISSING_MS && to - start >= MIN_RATE_MS) {
    const left = Math.max(0, end - to);
    return { total: cost + (cost * BigInt(Math.round(left))) / BigInt(Math.round(to - start)), isOwnRate: true };
  }
  if (mean === undefined || price === undefined) return undefined;
  const left = to === undefined ? 1 : Math.max(0, end - to) / PEAK_MS;
  return { total: cost + energyCost(mean.wh * left, price), isOwnRate: false };
}
