import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { type Line, seg, wrapped } from '../layout/lines.ts';
import { count, type ViewModel } from './view-model.ts';

/** In place of a page with nothing to show: the logs are being read, cannot be read, or are not there yet. */
export function placeholder(
  { lang, state }: ViewModel,
  page: { readonly fault?: string } | undefined,
  width: number,
): Line[] {
  const t = views[lang];
  const { progress } = state.logData;
  const rowsOf = (text: string, style: 'plain' | 'dim' | 'alarm' = 'plain'): Line[] =>
    wrapped(text, width - 2).map((part) => [seg(` ${part}`, style)]);
  if (page?.fault !== undefined) {
    const code = page.fault.split(' ')[0] ?? '';
    return [...rowsOf(t.unreadable(page.fault), 'alarm'), ...rowsOf(entryOf(t.cures, code) ?? t.otherCure)];
  }
  if (page) return rowsOf(t.noLogsYet);
  return rowsOf(progress ? t.reading(count(lang, progress.done), count(lang, progress.of)) : t.waiting, 'dim');
}
