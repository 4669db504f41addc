import { formatNumber, formatUnit, type Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { type Segment, type Style, seg } from '../layout/lines.ts';
import { initialSelection, type Selection, WINDOWS } from '../model/selection.ts';
import { type Link, linkOf, type State } from '../model/state.ts';

/** What is shown for a value that never came. */
export const NONE = '—';
export const NBSP = '\u00a0';

/** The state at one moment and in one language: the facts of the screen, each as words with a style. */
export interface ViewModel {
  readonly state: State;
  readonly now: number;
  readonly lang: Lang;
  readonly link: Link;
  /** The values are the last ones known, not the present ones. */
  readonly stale: boolean;
  readonly selection: Selection;
}

export function viewModelOf(state: State, now: number, lang: Lang, selection: Selection = initialSelection): ViewModel {
  const link = linkOf(state, now);
  return { state, now, lang, link, stale: link.kind !== 'live', selection };
}

/** A value: dimmed and followed by `?` when it is stale, a dash when it never came. */
export function value(model: ViewModel, text: string | undefined, style: Style = 'plain'): Segment {
  if (text === undefined) return seg(NONE, 'dim');
  return model.stale ? seg(`${text}${NBSP}?`, 'dim') : seg(text, style);
}

/** An age or a wait: `42 s`, `3 min 12 s`, `2 h 05 min`, `3 j 04 h`. */
export function duration(lang: Lang, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const [minutes, hours, days] = [60, 3600, 86_400].map((unit) => Math.floor(seconds / unit)) as [
    number,
    number,
    number,
  ];
  if (minutes === 0) return formatUnit(lang, seconds, 's');
  if (hours === 0) return `${formatUnit(lang, minutes, 'min')} ${two(seconds % 60)}${NBSP}s`;
  if (days === 0) return `${formatUnit(lang, hours, 'h')} ${two(minutes % 60)}${NBSP}min`;
  return `${formatUnit(lang, days, tui[lang].day)} ${two(hours % 24)}${NBSP}h`;
}

/** The contract by the meter's word, or by that of the logs. */
export const contractOf = ({ sample, hello, logData }: State): string | undefined =>
  sample?.message.contract ?? hello?.contract ?? logData.costs?.report?.contract;

/** A count, grouped. */
export const count = (lang: Lang, n: number): string => formatNumber(lang, n);

/** What the live curves span, s. */
export const windowOf = ({ selection }: ViewModel): number => WINDOWS[selection.window] ?? WINDOWS[0];
