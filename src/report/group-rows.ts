import { type Euros, inCents } from '../energy/euros.ts';
import { formatNumber, formatShortDay, formatUnit, type Lang } from '../text/format.ts';
import { report as allTexts } from '../text/report.ts';
import { type Grouping, type GroupReport, groupDays } from './grouping.ts';
import type { Report } from './report.ts';
import type { PeriodTotal } from './totals.ts';

/** Widths of the columns. The day, three energies with an amount each, and the injection fill 80 columns. */
const COLUMNS = { day: 10, kwh: 11, euros: 9, coverage: 8 };

/** Stands for what is not known. */
export const UNKNOWN = '—';

/** The periods in the order of the former Perl report: the mobile peak first. */
export const inOrder = (periods: readonly PeriodTotal[]): readonly PeriodTotal[] =>
  [...periods].sort((a, b) => Number(b.key === 'HPM') - Number(a.key === 'HPM'));

/** What a period is called: the mobile peak is EJP. */
export const periodTitle = ({ key, period }: PeriodTotal): string => (key === 'HPM' ? 'EJP' : period);

export const percentText = (lang: Lang, fraction: number): string =>
  // Less than everything is never shown as everything.
  formatUnit(lang, fraction === 1 ? 100 : Math.min(99, Math.round(fraction * 100)), '%');

/**
 * A header, and a row for each day, week… that something is known of.
 * @param costsAsked each period with its cost; injection and coverage make room for it
 */
export function groupRows(report: Report, by: Grouping, costsAsked: boolean, lang: Lang): string[] {
  const texts = allTexts[lang];
  // Tempo's six periods do not fit side by side into 80 columns, and a single one is the total.
  const periods = report.periods.length === 2 ? inOrder(report.periods) : [];
  const withCosts = costsAsked && periods.length > 0;
  const kwh = (wh: number): string => formatNumber(lang, wh / 1000, 3);
  const euros = (amount: Euros | undefined): string =>
    amount === undefined ? UNKNOWN : formatNumber(lang, inCents(amount), 2);
  const header: Cells = {
    title: texts.groups[by],
    energies: periods.map((part) => {
      const titles = [`${periodTitle(part)} ${texts.kwh}`, periodTitle(part)];
      return [titles.find(({ length }) => length < COLUMNS.kwh) ?? '', '€'];
    }),
    total: [`${texts.total} ${texts.kwh}`, '€'],
    injection: [texts.injectedColumn, '€'],
    coverage: texts.coverageColumn,
  };
  const cellsOf = (group: GroupReport): Cells => ({
    title: group.name.by === 'day' ? formatShortDay(lang, group.name.day) : texts.groupName(group.name),
    energies: periods.map(({ key }) => {
      const part = group.periods.find((each) => each.key === key);
      return [kwh(part?.wh ?? 0), euros(part?.cost)];
    }),
    total: [kwh(group.wh), euros(group.cost)],
    injection: [kwh(group.injectedWh), euros(group.revenue)],
    coverage: percentText(lang, group.coverage),
  });
  return [header, ...groupDays(report, by).map(cellsOf)].map((cells) => rowOf(cells, withCosts));
}

type EnergyAndAmount = readonly [energy: string, amount: string];

interface Cells {
  readonly title: string;
  readonly energies: readonly EnergyAndAmount[];
  readonly total: EnergyAndAmount;
  readonly injection: EnergyAndAmount;
  readonly coverage: string;
}

function rowOf({ title, energies, total, injection, coverage }: Cells, withCosts: boolean): string {
  const both = ([energy, amount]: EnergyAndAmount): string =>
    energy.padStart(COLUMNS.kwh) + amount.padStart(COLUMNS.euros);
  return [
    title.padEnd(COLUMNS.day),
    ...energies.map((each) => (withCosts ? both(each) : each[0].padStart(COLUMNS.kwh))),
    both(total),
    withCosts ? injection[0].padStart(COLUMNS.kwh - 1) : both(injection) + coverage.padStart(COLUMNS.coverage),
  ].join('');
}
