import { formatNumber } from '../../text/format.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { blank, box, filled, type Line, paragraph, type Size } from '../layout/lines.ts';
import type { ViewModel } from './view-model.ts';

/** Whether the body of a screen has room for frames; without them a section is a title over its rows. */
export const hasFrames = ({ width, height }: Size): boolean => width >= 80 && height >= 18;

/** Rows that a section's own frame or title takes. */
export const frameRows = (frames: boolean): number => (frames ? 2 : 1);

/** A part of a view, rows under a title, in rows that fill the size exactly. */
export function section(title: Line, rows: readonly Line[], size: Size, frames: boolean): Line[] {
  if (frames) return box(title, rows, size.width, size.height);
  return filled(title.length === 0 ? rows : [[blank(1), ...title], ...rows], size);
}

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
