import { tempoDayOf } from '../../meter/contract.ts';
import { costsPage } from '../../text/costs-page.ts';
import { ejpTexts } from '../../text/ejp.ts';
import type { Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { BY_INDEX } from '../days/season.ts';
import { DAY_SIGNS, kindOfDay } from '../sums/day-kind.ts';
import type { GroupReport } from '../sums/grouping.ts';
import type { Report } from '../sums/report.ts';
import type { PeriodTotal } from '../sums/totals.ts';

/** What marks the rows of days that have kinds, EJP days and the colours of Tempo; without it in any other table. */
export interface DayMarks {
  /** Empty where a day has no mark. */
  signOf(row: GroupReport): string;
  /** Each sign with its meaning. */
  readonly legend: readonly string[];
  /** What is to know of hours after midnight, which belong to the day before. */
  readonly remarks: readonly string[];
}

export function dayMarks(report: Report, rows: readonly GroupReport[], lang: Lang): DayMarks | undefined {
  const texts = allTexts[lang];
  const kindOf = ({ from, periods }: GroupReport) => kindOfDay(report, from, periods);
  const signOf = (row: GroupReport): string => {
    const kind = kindOf(row);
    return kind === 'ejp' && report.ejpDaysByIndex.includes(row.from) ? BY_INDEX : kind ? DAY_SIGNS[kind] : '';
  };
  const days = rows.filter(({ name }) => name.by === 'day');
  const kinds = new Set(days.flatMap((row) => kindOf(row) ?? []));
  if (kinds.size === 0 && !days.some(hasPeak)) return undefined;
  const signs = new Set(days.map(signOf));
  return {
    signOf,
    legend: [
      ...(signs.has(DAY_SIGNS.ejp) && kinds.has('ejp') ? [`${DAY_SIGNS.ejp} ${costsPage[lang].ejpDay}`] : []),
      ...(signs.has(BY_INDEX) ? [`${BY_INDEX} ${ejpTexts[lang].indexOnlyDay}`] : []),
      ...(['red', 'white', 'blue'] as const).flatMap((colour) =>
        kinds.has(colour) ? [`${DAY_SIGNS[colour]} ${costsPage[lang].colourDay[colour]}`] : [],
      ),
    ],
    remarks: [
      ...(days.some((row) => hasPeak(row) && kindOf(row) !== 'ejp') ? [texts.peakAfterMidnight] : []),
      ...(days.some(hasColours) ? [texts.colourBeforeSix] : []),
    ],
  };
}

const drawn = ({ periods }: { readonly periods: readonly PeriodTotal[] }): string[] =>
  periods.filter(({ wh }) => wh > 0).map(({ key }) => key);

const hasPeak = (row: GroupReport): boolean => drawn(row).includes('HPM');

/** Whether a day has hours of two colours of Tempo. */
const hasColours = (row: GroupReport): boolean => new Set(drawn(row).flatMap((key) => tempoDayOf(key) ?? [])).size > 1;
