import { inCents } from '../../energy/euros.ts';
import { contracts as allTexts } from '../../text/contracts.ts';
import { formatEuros, formatNumber, formatUnit, type Lang } from '../../text/format.ts';
import { type ClockRange, clockRangeText } from '../../time/clock-range.ts';
import { dayList } from '../days/day-spans.ts';
import { PEAKS_OF_A_SEASON } from '../days/season.ts';
import { amountText, PARTIAL, UNKNOWN } from '../output/amount-text.ts';
import { percentText, periodTitle } from '../output/group-rows.ts';
import { missingPriceText } from '../output/warnings.ts';
import type { Report } from '../sums/report.ts';
import { sumOf } from '../sums/totals.ts';
import type { ComparedContract } from './choices.ts';
import type { ContractComparison, ContractCost, ContractRow } from './comparison.ts';

/** A contract in words: amounts without their unit, a dash where nothing is known, a sign after what is known in part. */
export interface ContractLine {
  readonly contract: ComparedContract | undefined;
  readonly label: string;
  readonly energy: string;
  readonly subscription: string;
  readonly total: string;
  /** Of the total from that of the own contract; empty for that one. */
  readonly difference: string;
  readonly share: string;
  /** The days of the report on which it is known. */
  readonly days: string;
  /** `HC 22:30-6:30 · HC 120,3 kWh 18,99 € · HP 88,1 kWh 18,19 €`; empty for a contract of one period. */
  readonly periods: string;
}

/** A comparison in words, for whoever draws it. */
export interface ContractsSheet {
  /** `151 sur 151`, `2 345,6 kWh`, `relevés 99 %`. */
  readonly compared: readonly string[];
  readonly lines: readonly ContractLine[];
  /** What the sign means, where one is there. */
  readonly sign: string | undefined;
  /** What was left out, is missing or is not certain. */
  readonly notes: readonly string[];
}

export interface SheetOptions {
  readonly report: Report;
  readonly comparison: ContractComparison;
  /** The off-peak hours that the contract HC was given. */
  readonly offPeak: readonly ClockRange[];
  readonly lang: Lang;
}

export function contractsSheet({ report, comparison, offPeak, lang }: SheetOptions): ContractsSheet {
  const { days, ofDays, wh, rows } = comparison;
  const t = allTexts[lang];
  const coverage = days.length === 0 ? 0 : sumOf(days, (day) => day.coverage) / days.length;
  const isEqual = days.every((day) => day.coverage === 1);
  return {
    compared: [
      t.days(days.length, ofDays),
      formatUnit(lang, wh / 1000, 'kWh', 1),
      t.covered(percentText(lang, isEqual ? 1 : coverage)),
    ],
    lines: rows.map((row) => ({
      ...costTexts(row, lang),
      ...(row.contract !== undefined && row.difference.euros === undefined ? { difference: UNKNOWN } : {}),
      contract: row.contract,
      label: labelOf(row, report, lang),
      days: row.contract === undefined ? '' : formatNumber(lang, row.knownDays),
      periods: periodsText(row, offPeak, lang),
    })),
    sign: rows.some(({ total }) => total.isPart) ? t.sign : undefined,
    notes: notesOf(comparison, lang),
  };
}

/** What a contract is called in a table. */
export const labelOf = ({ contract }: Pick<ContractRow, 'contract'>, report: Report, lang: Lang): string =>
  contract === undefined ? allTexts[lang].own(ownNameOf(report)) : nameOf(contract);

/** The own contract; undefined where the logs do not tell. */
export const ownNameOf = ({ contract, calendar }: Report): string | undefined => contract ?? calendar?.name;

const nameOf = (contract: ComparedContract): string => contract.toUpperCase();

/** The amounts of a contract. */
export function costTexts(
  { energy, subscription, total, difference, share }: ContractCost,
  lang: Lang,
): Pick<ContractLine, 'energy' | 'subscription' | 'total' | 'difference' | 'share'> {
  const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text);
  return {
    energy: amountText(energy, lang),
    subscription: amountText(subscription, lang),
    total: amountText(total, lang),
    difference: difference.euros === undefined ? '' : signed(inCents(difference.euros), amountText(difference, lang)),
    share: share === undefined ? '' : signed(share, formatUnit(lang, share * 100, '%', 1)),
  };
}

function periodsText({ contract, periods }: ContractRow, offPeak: readonly ClockRange[], lang: Lang): string {
  if (periods.length < 2) return '';
  const hours = contract === 'hc' ? [offPeak.map(clockRangeText).join(', ')] : [];
  const texts = periods
    .filter(({ wh }) => wh !== 0)
    .map(({ key, period, wh, cost }) => {
      const amount =
        cost.euros === undefined ? UNKNOWN : formatEuros(lang, inCents(cost.euros)) + (cost.isPart ? PARTIAL : '');
      return `${periodTitle({ key, period })} ${formatUnit(lang, wh / 1000, 'kWh', 1)} ${amount}`;
    });
  return [...hours, ...texts].join(' · ');
}

function notesOf({ days, rows, unknown, leftOut, oddWinters, missing }: ContractComparison, lang: Lang): string[] {
  const t = allTexts[lang];
  return [
    ...(days.length === 0 ? [t.noDays] : []),
    ...unknown.flatMap((contract) => (contract === 'tempo' || contract === 'ejp' ? t.unknown[contract] : [])),
    ...leftOut.map((each) => t.leftOut(nameOf(each.contract), each.days.length, dayList(each.days, lang))),
    ...rows.flatMap(({ contract, apportionedWh }) =>
      contract === undefined || apportionedWh <= 0 ? [] : t.apportioned(nameOf(contract), apportionedWh),
    ),
    ...oddWinters.map(({ from, to, count }) => t.oddWinter(from, to, count, PEAKS_OF_A_SEASON)),
    ...missing.map((each) => missingPriceText(each, lang)),
  ];
}
