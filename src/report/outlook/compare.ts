import { EnergyLedger } from '../../energy/ledger.ts';
import type { Summaries } from '../../journal/summaries.ts';
import { formatChange, type Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { addDays, clockOf, countDays, type Day, dayOf, instantOf } from '../../time/local.ts';
import type { Span } from '../days/dates.ts';
import { daysSteps, type LogRange } from '../sums/build.ts';
import type { Work } from '../sums/read-logs.ts';
import { type Report, type ReportRange, reportOfLedger } from '../sums/report.ts';
import { WELL_COVERED } from '../sums/totals.ts';

/** The days that are compared, and the same number of days before them. */
export interface Spans {
  readonly current: Span;
  readonly before: Span;
  /** Today up to its last line is compared with yesterday up to the same time. */
  readonly isPartialDay: boolean;
}

/** The days before a longer span are of another season: it is compared with the year before only. */
const MAX_DAYS = 31;

/** What a range has drawn against the days before it. */
export interface Comparison extends Spans {
  /** Wh; negative when the range has drawn less. */
  readonly differenceWh: number;
  /** The difference as a fraction of what the period before has drawn; undefined where that was nothing. */
  readonly share: number | undefined;
  /** The time up to which both days count, `HH:MM`, where today still runs. */
  readonly until: string | undefined;
}

/**
 * The instant, ms, up to which the day that runs is known: its last line. A log that has stopped says nothing of the time
 * since, which would look like a saving.
 */
export function endOfToday(logs: Summaries, now: number): number {
  const last = logs.of(dayOf(now)).runs.at(-1)?.last.at;
  return last === undefined ? now : Math.min(last, now);
}

/**
 * The days to compare. A day that still runs is left out, as half a day always looks like a saving; when it is the only
 * one, it is compared with the same hours of the day before. Undefined for days to come.
 */
export function spansOf({ from, to }: Span, today: Day): Spans | undefined {
  if (from > today) return undefined;
  if (from === today) {
    const yesterday = addDays(today, -1);
    return { current: { from, to: today }, before: { from: yesterday, to: yesterday }, isPartialDay: true };
  }
  const last = to < today ? to : addDays(today, -1);
  const count = countDays(from, last);
  const before = { from: addDays(from, -count), to: addDays(from, -1) };
  return { current: { from, to: last }, before, isPartialDay: false };
}

/**
 * The report against the period before, in steps of one log; undefined of more than a month, and when either has a day that
 * nothing is known of.
 * @param now the present instant, ms
 */
export function* comparisonSteps(
  report: Report,
  { logs, now, prices }: Pick<LogRange, 'logs' | 'prices'> & { readonly now: number },
): Work<Comparison | undefined> {
  const spans = spansOf(report, dayOf(now));
  if (!spans || report.days.length === 0) return undefined;
  const { current, before, isPartialDay } = spans;
  if (countDays(current.from, current.to) > MAX_DAYS) return undefined;
  const own = report.days.filter(({ day }) => day >= current.from && day <= current.to);
  if (
    !isKnown(own, current, logs, isPartialDay) ||
    logs.places.firstFrom(before.from) === logs.places.firstAfter(before.to)
  )
    return undefined;
  const end = isPartialDay ? endOfToday(logs, now) : now;
  const past = isPartialDay ? yesterdaySoFar(logs, end, prices) : yield* daysSteps({ logs, ...before, prices });
  if (!isKnown(past.days, before, logs, isPartialDay)) return undefined;
  const differenceWh = own.reduce((sum, { wh }) => sum + wh, 0) - past.total.wh;
  const share = past.total.wh === 0 ? undefined : differenceWh / past.total.wh;
  return { ...spans, differenceWh, share, until: isPartialDay ? clockOf(end).slice(0, 5) : undefined };
}

/**
 * Whether the energy of a span is known: unknown time would count as time without consumption. The energy of a hole
 * between two records is known by the index; before the first record of all and after the last one it is not.
 * @param isPartialDay the span's last day still runs: its end does not matter
 */
function isKnown(reports: Report['days'], { from, to }: Span, days: Summaries, isPartialDay: boolean): boolean {
  const [first, last] = [reports[0], reports.at(-1)];
  if (!first || !last || reports.length < countDays(from, to)) return false;
  return (
    (first.coverage >= WELL_COVERED || days.places.firstFrom(from) > 0) &&
    (isPartialDay || last.coverage >= WELL_COVERED || days.places.firstAfter(to) < days.list.length)
  );
}

function yesterdaySoFar(days: Summaries, end: number, prices: ReportRange['prices']): Report {
  const day = addDays(dayOf(end), -1);
  return dayUpTo(days, day, instantOf(`${day}T${clockOf(end)}`), prices);
}

/** The report of one day up to an instant of it, ms since 1970 UTC. */
export function dayUpTo(days: Summaries, day: Day, until: number, prices: ReportRange['prices']): Report {
  const ledger = new EnergyLedger();
  for (const run of [...days.of(addDays(day, -1)).runs, ...days.runsUpTo(day, until)]) ledger.add(run);
  ledger.finish();
  return reportOfLedger(ledger, { from: day, to: day, prices, now: until });
}

/** `+3,2 kWh (+6 %)`; a change of less than 1 % with a decimal, none of kWh that are shown as 0. */
export function changeText({ differenceWh, share }: Pick<Comparison, 'differenceWh' | 'share'>, lang: Lang): string {
  const change = formatChange(lang, differenceWh / 1000, 'kWh', 1);
  const percent = share === undefined ? 0 : share * 100;
  const decimals = Math.abs(percent) < 0.95 ? 1 : 0;
  if (Math.abs(differenceWh) < 50 || Math.abs(percent) < 0.05) return change;
  return `${change} (${formatChange(lang, percent, '%', decimals)})`;
}

/** `+3,2 kWh (+6 %)  6 jours contre 11/11/2026 → 16/11/2026`. */
export function comparisonText(comparison: Comparison, lang: Lang): string {
  const texts = allTexts[lang];
  const { until, before } = comparison;
  const count = countDays(before.from, before.to);
  const against = until !== undefined ? texts.soFar(until) : texts.finishedDays(count, before.from, before.to);
  return `${changeText(comparison, lang)}  ${against}`;
}
