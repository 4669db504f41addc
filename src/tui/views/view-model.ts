import type { SampleMessage } from '../../feed/messages.ts';
import type { Lang } from '../../text/format.ts';
import { type Day, dayOf } from '../../time/local.ts';
import { type Segment, type Style, seg } from '../layout/lines.ts';
import { contractOf } from '../model/contract.ts';
import { initialSelection, type Selection } from '../model/selection.ts';
import { feedTime, type Link, linkOf, type State } from '../model/state.ts';
import { NBSP, NONE } from './amounts.ts';

/** What every view is made of: the state at one moment, in one language, as the user chose to look at it. */
export interface ViewModel {
  readonly state: State;
  /** Our clock, ms since 1970 UTC. */
  readonly now: number;
  /** The clock of the feed, ms since 1970 UTC, and its day. */
  readonly at: number;
  readonly today: Day;
  readonly lang: Lang;
  readonly selection: Selection;
  /** The last one. */
  readonly sample: SampleMessage | undefined;
  readonly link: Link;
  /** The values are the last ones known, not the present ones. */
  readonly stale: boolean;
}

export function viewModelOf(state: State, now: number, lang: Lang, selection: Selection = initialSelection): ViewModel {
  const at = feedTime(state, now);
  const link = linkOf(state, now);
  const sample = state.sample?.message;
  return { state, now, at, today: dayOf(at), lang, selection, sample, link, stale: link.kind !== 'live' };
}

/** A value: dimmed and followed by `?` when it is stale, a dash when it never came. */
export function value(model: ViewModel, text: string | undefined, style: Style = 'plain'): Segment {
  if (text === undefined) return seg(NONE, 'dim');
  return model.stale ? seg(`${text}${NBSP}?`, 'dim') : seg(text, style);
}

/** The contract by the meter's word, or by that of the logs. */
export const shownContract = ({ state }: ViewModel): string | undefined => contractOf(state);
