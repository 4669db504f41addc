import { type Euros, meanPriceOf } from '../../energy/euros.ts';
import { amountText } from '../../report/output/amount-text.ts';
import { amountOr } from '../../report/sums/amount.ts';
import type { GroupReport } from '../../report/sums/grouping.ts';
import type { Report } from '../../report/sums/report.ts';
import { ESTIMATED, type PeriodTitle, type PeriodTotal, titleOf } from '../../report/sums/totals.ts';
import { costsPage } from '../../text/costs-page.ts';
import { formatNumber, formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import type { Column } from '../layout/table.ts';
import { kwhText, NONE, percentText } from './amounts.ts';

/** One row of energy and cost; a sum of today or of all days has no coverage. */
export interface EnergyRow
  extends Pick<
    GroupReport,
    'periods' | 'wh' | 'cost' | 'costPart' | 'injectedWh' | 'revenue' | 'revenuePart' | 'injectionEstimated'
  > {
  readonly label: string;
  readonly coverage?: number;
  readonly maximumVa?: number | undefined;
  /** Mean power of the time whose energy is known, W. */
  readonly meanW?: number | undefined;
}

/** Euros for a kWh on the mean, where there was any. */
export const meanPrice = (lang: Lang, { wh, cost }: Pick<GroupReport, 'wh' | 'cost'>): string =>
  cost === undefined || wh <= 0 ? NONE : formatNumber(lang, meanPriceOf(cost, wh), 3);

/** All of a report in one row. */
export const sumRow = (label: string, { periods, total, injected }: Report): EnergyRow => ({
  ...{ label, periods, ...total },
  ...{ injectedWh: injected.wh, revenue: injected.revenue, revenuePart: injected.revenuePart },
  injectionEstimated: injected.estimated,
});

const NOTHING: Pick<PeriodTotal, 'wh' | 'cost' | 'costPart'> = { wh: 0, cost: 0n };
/** From this width on periods have columns of their own. */
const DETAILED = 76;

export interface EnergyColumnsOptions {
  readonly lang: Lang;
  /** Title of the rows' labels. */
  readonly unit: string;
  readonly periods: readonly PeriodTitle[];
  readonly rows: readonly EnergyRow[];
  readonly width: number;
  /** Of kWh. */
  readonly decimals: number;
}

/** Two periods have a column each; more of them only where there is room for all. */
export function energyColumns({
  lang,
  unit,
  periods,
  rows,
  width,
  decimals,
}: EnergyColumnsOptions): Column<EnergyRow>[] {
  const t = views[lang];
  const kwh = (wh: number): string => kwhText(lang, wh, decimals);
  const euros = (exact: Euros | undefined, part?: Euros): string => amountText(amountOr(exact, part), lang);
  const va = (power: number | undefined): string => (power === undefined ? '' : formatUnit(lang, power, 'VA'));
  const several = width >= DETAILED && periods.length > 1 ? periods : [];
  const [ofAll, deep] = [several.length > 0 ? `${t.total} ` : '', periods.length > 2 ? 4 : 0];
  const own = (row: EnergyRow, key: string) => row.periods.find((part) => part.key === key) ?? NOTHING;
  const ofPeriods = (
    sign: string,
    rank: number,
    cell: (part: Pick<PeriodTotal, 'wh' | 'cost' | 'costPart'>) => string,
  ) =>
    several.map(
      (period): Column<EnergyRow> => ({
        title: `${titleOf(period)} ${sign}`,
        rank: rank + deep,
        cell: (row) => cell(own(row, period.key)),
      }),
    );
  const injection: Column<EnergyRow>[] = [
    {
      title: `${t.injected} kWh`,
      rank: 5,
      cell: (row) => (row.injectionEstimated ? ESTIMATED : '') + kwh(row.injectedWh),
    },
    { title: `${t.injected} €`, rank: 6, cell: ({ revenue, revenuePart }) => euros(revenue, revenuePart) },
  ];
  return [
    { title: unit, rank: 0, left: true, cell: ({ label }) => label },
    ...ofPeriods('kWh', 3, ({ wh }) => kwh(wh)),
    { title: `${ofAll}kWh`, rank: several.length > 0 && deep === 0 ? 4 : 1, cell: ({ wh }) => kwh(wh) },
    ...ofPeriods('€', 2, ({ cost, costPart }) => euros(cost, costPart)),
    { title: `${ofAll}€`, rank: 0, style: 'value', cell: ({ cost, costPart }) => euros(cost, costPart) },
    ...(rows.some(({ injectedWh }) => injectedWh > 0) ? injection : []),
    {
      title: costsPage[lang].meanShort,
      rank: 12,
      cell: (row) => meanPrice(lang, row),
    },
    {
      title: costsPage[lang].meanPower,
      rank: 11,
      cell: ({ meanW }) => (meanW === undefined ? '' : formatUnit(lang, Math.round(meanW), 'W')),
    },
    { title: t.coverage, rank: 9, cell: ({ coverage }) => (coverage === undefined ? '' : percentText(lang, coverage)) },
    { title: t.peak, rank: 10, cell: ({ maximumVa }) => va(maximumVa) },
  ];
}
