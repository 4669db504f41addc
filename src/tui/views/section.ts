import { firstUse } from '../../text/first-use.ts';
import { formatNumber } from '../../text/format.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { blank, box, filled, type Line, paragraph, type Size } from '../layout/lines.ts';
import { adviceRows, logsAdvice, noLogsRows } from './first-use.ts';
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
export function placeholder(model: ViewModel, page: { readonly fault?: string } | undefined, width: number): Line[] {
  const { lang, state, link } = model;
  const t = views[lang];
  const { progress } = state.logData;
  if (page?.fault !== undefined) {
    const [code = '', ...path] = page.fault.split(' ');
    // Nobody has ever written here: that is no fault, but a first look.
    if (code === 'ENOENT' && link.kind === 'absent' && state.machine) return noLogsRows(model, path.join(' '), width);
    const advice = code === 'EACCES' ? adviceRows(logsAdvice(model), width) : [];
    const cure = paragraph(entryOf(t.cures, code) ?? t.otherCure, width);
    return [...paragraph(t.unreadable(page.fault), width, 'alarm'), ...(advice.length > 0 ? advice : cure)];
  }
  if (page) return noLogsYet(model, width);
  const counts = progress && ([progress.done, progress.of].map((n) => formatNumber(lang, n)) as [string, string]);
  return paragraph(counts ? t.reading(...counts) : t.waiting, width, 'dim');
}

/** The directory is there, and no log in it: what is promised depends on who is there to write one. */
export function noLogsYet(model: ViewModel, width: number): Line[] {
  const { lang, link, state } = model;
  if (link.kind === 'absent') return state.machine ? noLogsRows(model, state.machine.logs, width) : [];
  return paragraph(link.kind === 'live' ? views[lang].noLogsYet : firstUse[lang].noLogsSilent, width);
}
