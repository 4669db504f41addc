import { type PeriodTotal, type Report, type ReportWarning, sumOf } from './report.ts';

/** Reports on ranges that follow each other without a hole, as the report on all of it; at least one. */
export function concatReports(parts: readonly Report[]): Report {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) throw new RangeError('no report to join');
  const periods = periodsOf(parts);
  return {
    from: first.from,
    to: last.to,
    contract: parts.flatMap((part) => part.contract ?? []).at(-1),
    periods,
    total: { wh: sumOf(periods, ({ wh }) => wh) ?? 0, cost: sumOf(periods, ({ cost }) => cost) },
    injected: {
      wh: sumOf(parts, ({ injected }) => injected.wh) ?? 0,
      revenue: sumOf(parts, ({ injected }) => injected.revenue),
      estimated: parts.some(({ injected }) => injected.estimated),
    },
    subscription: sumOf(parts, ({ subscription }) => subscription),
    ejpDays: parts.flatMap(({ ejpDays }) => ejpDays),
    ejpSeason: last.ejpSeason,
    days: parts.flatMap(({ days }) => days),
    missingDays: parts.flatMap(({ missingDays }) => missingDays),
    warnings: warningsOf(parts),
  };
}

/** The sum of each period; one that a part does not know drew nothing there. */
function periodsOf(parts: readonly Report[]): PeriodTotal[] {
  const known = new Map(parts.flatMap(({ periods }) => periods.map(({ key, period }) => [key, period] as const)));
  return [...known].map(([key, period]) => {
    const own = parts.flatMap(({ periods }) => periods.filter((part) => part.key === key));
    return { key, period, wh: sumOf(own, ({ wh }) => wh) ?? 0, cost: sumOf(own, ({ cost }) => cost) };
  });
}

/** A price that is missing in several parts is told once, from the first day to the last. */
function warningsOf(parts: readonly Report[]): ReportWarning[] {
  const missing = new Map<string, ReportWarning & { kind: 'noPrice' }>();
  const others: ReportWarning[] = [];
  for (const warning of parts.flatMap(({ warnings }) => warnings)) {
    if (warning.kind !== 'noPrice') others.push(warning);
    else missing.set(warning.key, { ...warning, from: missing.get(warning.key)?.from ?? warning.from });
  }
  return [...missing.values(), ...others];
}
