import { formatNumber } from '../../text/format.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { type Line, paragraph } from '../layout/lines.ts';
import type { ViewModel } from './view-model.ts';

/** In place of a page with nothing to show: the logs are being read, cannot be read, or are not there yet. */
export function placeholder(
  { lang, state }: ViewModel,
  page: { readonly fault?: string } | undefined,
  width: number,
): Line[] {
  const t = views[lang];
  const { progress } = state.logData;
  if (page?.fault !== undefined) {
    const [code = ''] = page.fault.split(' ');
    const cure = entryOf(t.cures, code) ?? t.otherCure;
    return [...paragraph(t.unreadable(page.fault), width, 'alarm'), ...paragraph(cure, width)];
  }
  if (page) return paragraph(t.noLogsYet, width);
  const counts = progress && ([progress.done, progress.of].map((n) => formatNumber(lang, n)) as [string, string]);
  return paragraph(counts ? t.reading(...counts) : t.waiting, width, 'dim');
}
