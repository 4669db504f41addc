import { type Span, spanOf } from '../report/days/dates.ts';
import { formatShortDay } from '../text/format.ts';
import type { Texts } from '../text/index.ts';
import type { Day } from '../time/local.ts';
import { CliError } from './errors.ts';

type DayTexts = Pick<Texts, 'lang' | 'cli'>;

/** The day that an option names; of a week or a month the first. @throws CliError, code 2 */
export function dayOption(text: string, today: Day, texts: DayTexts): Day {
  return spanOption(text, today, texts).from;
}

/**
 * The days from the one option to the other. Without the second: up to today after a day, else the week, month or year
 * that the first one names.
 * @param names of the options, as the user writes them
 * @returns undefined when neither is given; @throws CliError, code 2
 */
export function rangeOption(
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
  names: { readonly from: string; readonly to: string },
  today: Day,
  texts: DayTexts,
): Span | undefined {
  if (from === undefined) {
    if (to === undefined) return undefined;
    throw new CliError(texts.cli.endAlone(names.to, names.from), 2);
  }
  const first = pastSpan(from, today, texts);
  if (to === undefined) return first.from === first.to ? { from: first.from, to: today } : first;
  const last = spanOption(to, today, texts);
  const shown = (day: Day): string => formatShortDay(texts.lang, day);
  if (first.from > last.to) throw new CliError(texts.cli.badOrder(shown(first.from), shown(last.to)), 2);
  return { from: first.from, to: last.to };
}

/** The days that a text means, which have begun. @throws CliError, code 2 */
export function pastSpan(text: string, today: Day, texts: DayTexts): Span {
  const span = spanOption(text, today, texts);
  if (span.from > today) throw new CliError(texts.cli.future(text, formatShortDay(texts.lang, today)), 2);
  return span;
}

function spanOption(text: string, today: Day, { cli }: DayTexts): Span {
  const read = spanOf(text, today);
  if (read.reason === undefined) return read.span;
  throw new CliError(read.reason === 'form' ? cli.badDate(text) : cli.notADay(text), 2);
}
