import { SUPPLIERS_CALENDAR } from '../meter/contract.ts';
import type { Lang } from '../text/format.ts';
import { report as allTexts } from '../text/report.ts';
import { addDays, type Day } from '../time/local.ts';
import type { Span } from './dates.ts';
import type { Report, ReportWarning } from './report.ts';

type Texts = (typeof allTexts)[Lang];

/** Warnings of one kind that are shown; the JSON has them all. */
const MAX_WARNINGS = 10;

/** The warnings of a report: days without a log, missing prices, odd indexes, damaged lines. */
export function describeWarnings(report: Report, lang: Lang): string[] {
  const texts = allTexts[lang];
  const { missingDays, warnings } = report;
  const others = warnings.flatMap((warning) => describeWarning(warning, texts) ?? []);
  return [
    ...(missingDays.length === 0 ? [] : [texts.missing(describeDays(missingDays, lang))]),
    ...limited(others, texts),
    ...describeDamage(report, lang),
  ];
}

/** Days in order, those that follow each other put together. */
export function describeDays(days: readonly Day[], lang: Lang): string {
  const texts = allTexts[lang];
  const spans = spansOf(days).map(([from, to]) => texts.shortSpan(from, to));
  return limited(spans, texts).join(', ');
}

/** What is odd in the logs of a span of the report: jumps of indexes, false clocks, changes of contract, damage. */
export function describeOddities(report: Report, { from, to }: Span, lang: Lang): string[] {
  const warnings = odditiesOf(report, { from, to });
  const texts = allTexts[lang];
  const told = warnings.flatMap((warning) => describeWarning(warning, texts) ?? []);
  return [...limited(told, texts), ...describeDamage({ warnings }, lang)];
}

/** The warnings of some days of a report; prices that are missing are no oddity of the logs. */
export const odditiesOf = ({ warnings }: Pick<Report, 'warnings'>, { from, to }: Span): ReportWarning[] =>
  warnings.filter((warning) => warning.kind !== 'noPrice' && warning.day >= from && warning.day <= to);

/** Which logs, and how many lines of the others, could not be read; none when all could. */
export function describeDamage(report: Pick<Report, 'warnings'>, lang: Lang): string[] {
  const damages = report.warnings.filter((warning) => warning.kind === 'damagedLines');
  const lines = damages.reduce((sum, { count }) => sum + count, 0);
  return [
    ...describeUnread(report, lang),
    ...(damages.length === 0 ? [] : [allTexts[lang].damaged(lines, damages.length)]),
  ];
}

/** The logs that could not be read, by their names; where they are many, how many first. */
export function describeUnread({ warnings }: Pick<Report, 'warnings'>, lang: Lang): string[] {
  const texts = allTexts[lang];
  const unread = warnings.filter((warning) => warning.kind === 'unreadLog');
  const named = unread.map(({ name, code }) => texts.unreadLog(name, code));
  return [...(unread.length > 1 ? [texts.unreadLogs(unread.length)] : []), ...limited(named, texts)];
}

function describeWarning(warning: ReportWarning, texts: Texts): string | undefined {
  const named = (contract: string): string => (contract === SUPPLIERS_CALENDAR ? texts.ownCalendar : contract);
  switch (warning.kind) {
    case 'noPrice':
      return texts.noPrice(warning.name ? `${warning.key} (${warning.name})` : warning.key, warning.from, warning.to);
    case 'leap':
    case 'fall':
      return texts[warning.kind](warning.day, warning.key, warning.wh);
    case 'contract':
      return texts.contract(warning.day, named(warning.before), named(warning.after));
    case 'noIndex':
      return texts.noIndex(warning.day);
    case 'falseClock':
      return texts.falseClock(warning.day, warning.count);
    case 'damagedLines':
    case 'unreadLog':
      return undefined;
  }
}

const limited = (items: readonly string[], texts: Texts): readonly string[] =>
  items.length <= MAX_WARNINGS ? items : [...items.slice(0, MAX_WARNINGS), texts.more(items.length - MAX_WARNINGS)];

/** Consecutive days put together: the first and the last of each span. */
function spansOf(days: readonly Day[]): [Day, Day][] {
  const spans: [Day, Day][] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last && addDays(last[1], 1) === day) last[1] = day;
    else spans.push([day, day]);
  }
  return spans;
}
