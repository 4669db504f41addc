import { entryOf } from '../../text/format.js';
import { views } from '../../text/views.js';
import { count, type Moment } from '../facts.js';
import { type Line, seg, wrapped } from '../lines.js';

/** In place of a page that there is nothing to show on: the logs are being read, cannot be read, or are not there yet. */
export function unread({ lang, state }: Moment, page: { readonly fault?: string } | undefined, width: number): Line[] {
  const t = views[lang];
  const { progress } = state.archive;
  const say = (text: string, style: 'plain' | 'dim' | 'alarm' = 'plain'): Line[] =>
    wrapped(text, width - 2).map((part) => [seg(` ${part}`, style)]);
  if (page?.fault !== undefined) {
    const code = page.fault.split(' ')[0] ?? '';
    return [...say(t.unreadable(page.fault), 'alarm'), ...say(entryOf(t.cures, code) ?? t.otherCure)];
  }
  if (page) return say(t.noLogsYet);
  return say(progress ? t.reading(count(lang, progress.done), count(lang, progress.of)) : t.waiting, 'dim');
}
