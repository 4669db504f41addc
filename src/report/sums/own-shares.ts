import type { Day } from '../../time/local.ts';

/**
 * What a home used of its own production, of the time that both the production and the home's meter are known. Wh as
 * fractions; what the sums are is rounded where it is shown.
 */
export interface OwnConsumption {
  readonly producedWh: number;
  readonly injectedWh: number;
  readonly drawnWh: number;
  /** The time that is counted, and all time of the days up to the present, ms. */
  readonly knownMs: number;
  readonly ofMs: number;
  /** Production or injection is an estimate, in part at least. */
  readonly isEstimated: boolean;
}

/** What follows from it; a share of nothing is undefined. */
export interface OwnShares {
  /** Production that was not injected, Wh. */
  readonly selfWh: number;
  /** What the home used: drawn, and of its own, Wh. */
  readonly houseWh: number;
  /** Of the production, of the home's use; and how much of the time that is known. */
  readonly ofProduction: number | undefined;
  readonly ofHouse: number | undefined;
  readonly coverage: number;
}

export type OwnByDay = ReadonlyMap<Day, OwnConsumption>;

export function sharesOf({ producedWh, injectedWh, drawnWh, knownMs, ofMs }: OwnConsumption): OwnShares {
  const selfWh = Math.max(0, producedWh - injectedWh);
  const houseWh = drawnWh + selfWh;
  return {
    ...{ selfWh, houseWh, coverage: ofMs === 0 ? 0 : knownMs / ofMs },
    ofProduction: producedWh > 0 ? selfWh / producedWh : undefined,
    ofHouse: houseWh > 0 ? selfWh / houseWh : undefined,
  };
}

/** Of several days together; undefined without production data. */
export function ownOf(own: OwnByDay | undefined, days: readonly Day[]): OwnConsumption | undefined {
  if (!own) return undefined;
  const sum = { producedWh: 0, injectedWh: 0, drawnWh: 0, knownMs: 0, ofMs: 0, isEstimated: false };
  for (const day of days) {
    const each = own.get(day);
    if (!each) continue;
    for (const key of ['producedWh', 'injectedWh', 'drawnWh', 'knownMs', 'ofMs'] as const) sum[key] += each[key];
    sum.isEstimated ||= each.isEstimated;
  }
  return sum;
}
