import { dayIn } from '../report/dates.ts';
import type { Texts } from '../text/index.ts';
import type { Day } from '../time/local.ts';
import { CliError } from './errors.ts';

/** The day that an option names. @throws CliError, code 2 */
export function dayOption(text: string, t: Texts['cli']): Day {
  const day = dayIn(text);
  if (day === undefined) throw new CliError(t.badDate(text), 2);
  return day;
}
