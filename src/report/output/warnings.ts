import { POWER_KEY } from '../../energy/prices.ts';
import { SUPPLIERS_CALENDAR } from '../../meter/contract.ts';
import type { Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import type { Day } from '../../time/local.ts';
import type { Span } from '../days/dates.ts';
import { dayList } from '../days/day-spans.ts';
import type { MissingPrice } from '../sums/pricing.ts';
import type { Report, ReportWarning } from '../sums/report.ts';

type Texts = (typeof allTexts)[Lang];

/** Warnings of one kind that are shown; the JSON has them all. */
const MAX_WARNINGS = 10;

/** The warnings of a report: days without a log, missing prices, odd indexes, damaged lines. */
export function describeWarnings(report: Report, lang: Lang): string[] {
  const texts = allTexts[lang];
  const { missingDays, warnings } = report;
  return [
    ...(missingDays.length === 0 ? [] : [texts.missing(dayList(missingDays, lang), missingDays.length)]),
    ...limited(described(warnings, lang), texts),
    ...describeDamage(report, lang),
  ];
}

/** What is odd in the logs of a span of the report: jumps of indexes, false clocks, changes of contract, damage. */
export function describeOddities(report: Report, { from, to }: Span, lang: Lang): string[] {
  const warnings = odditiesOf(report, { from, to });
  return [...limited(described(warnings, lang), allTexts[lang]), ...describeDamage({ warnings }, lang)];
}

/** The warnings of some days of a report; prices that are missing are no oddity of the logs. */
export const odditiesOf = ({ warnings }: Pick<Report, 'warnings'>, { from, to }: Span): ReportWarning[] =>
  warnings.filter((warning) => warning.kind !== 'noPrice' && warning.day >= from && warning.day <= to);

/** Which logs, and how many lines on which days, could not be read; none when all could. */
export function describeDamage(report: Pick<Report, 'warnings'>, lang: Lang): string[] {
  const damages = report.warnings.filter((warning) => warning.kind === 'damagedLines');
  const lines = damages.reduce((sum, { count }) => sum + count, 0);
  return [
    ...describeUnread(report, lang),
    ...(damages.length === 0 ? [] : [allTexts[lang].damaged(lines, dayList(daysOf(damages), lang))]),
  ];
}

/** The logs that could not be read, by their names; where they are many, how many first. */
function describeUnread({ warnings }: Pick<Report, 'warnings'>, lang: Lang): string[] {
  const texts = allTexts[lang];
  const unread = warnings.filter((warning) => warning.kind === 'unreadLog');
  const named = unread.map(({ name, code }) => texts.unreadLog(name, code));
  return [...(unread.length > 1 ? [texts.unreadLogs(unread.length)] : []), ...limited(named, texts)];
}

/** A line a warning; one for all days of a kind that has no more to say of each. */
function described(warnings: readonly ReportWarning[], lang: Lang): string[] {
  const texts = allTexts[lang];
  const noIndex = warnings.filter((warning) => warning.kind === 'noIndex');
  const falseClock = warnings.filter((warning) => warning.kind === 'falseClock');
  const listed = (list: readonly { readonly day: Day }[]): string => dayList(daysOf(list), lang);
  return warnings.flatMap((warning): string | readonly string[] => {
    if (warning.kind === 'noIndex') {
      return warning === noIndex[0] ? texts.noIndex(listed(noIndex), noIndex.length) : [];
    }
    if (warning.kind === 'falseClock') {
      const lines = falseClock.reduce((sum, { count }) => sum + count, 0);
      return warning === falseClock[0] ? texts.falseClock(listed(falseClock), lines) : [];
    }
    return describeWarning(warning, lang) ?? [];
  });
}

const daysOf = (list: readonly { readonly day: Day }[]): Day[] => [...new Set(list.map(({ day }) => day))].sort();

/** What is to be given where a price is missing: it, or the subscribed power that it depends on. */
export function missingPriceText({ key, name, from, to }: MissingPrice, lang: Lang): string {
  const texts = allTexts[lang];
  return key === POWER_KEY ? texts.noPower(from, to) : texts.noPrice(name ? `${key} (${name})` : key, from, to);
}

function describeWarning(
  warning: Exclude<ReportWarning, { readonly kind: 'noIndex' | 'falseClock' }>,
  lang: Lang,
): string | undefined {
  const texts = allTexts[lang];
  const named = (contract: string): string => (contract === SUPPLIERS_CALENDAR ? texts.ownCalendar : contract);
  switch (warning.kind) {
    case 'noPrice':
      return missingPriceText(warning, lang);
    case 'leap':
    case 'fall':
      return texts[warning.kind](warning.day, warning.key, warning.wh);
    case 'contract':
      return texts.contract(warning.day, named(warning.before), named(warning.after));
    case 'damagedLines':
    case 'unreadLog':
      return undefined;
  }
}

const limited = (items: readonly string[], texts: Texts): readonly string[] =>
  items.length <= MAX_WARNINGS ? items : [...items.slice(0, MAX_WARNINGS), texts.more(items.length - MAX_WARNINGS)];
