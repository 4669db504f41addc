import { describeFault } from '../../text/faults.ts';
import { formatDay } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { type Segment, seg } from '../layout/lines.ts';
import { frameAge } from '../model/state.ts';
import { duration, hourMinute, NONE } from './amounts.ts';
import type { ViewModel } from './view-model.ts';

/** Parts that can fail: a feed that names more is not ours. */
const MAX_FAULTS = 7;

/** One part of the daemon that fails. */
interface Fault {
  readonly name: string;
  /** From the longest to the shortest. */
  readonly texts: readonly string[];
}

/** The running period, by its name and by its code. */
export function describePeriod({ sample, lang, stale }: ViewModel): readonly Segment[] {
  if (!sample) return [];
  const style = stale ? 'dim' : 'plain';
  return [seg(entryOf(tui[lang].periods, sample.period) ?? sample.period, style), seg(sample.period, style)];
}

/** The link, from the longest text to the shortest: `● en direct`, `! compteur muet 42 s`, `! 42 s`, `!`. */
export function describeLink({ link, lang }: ViewModel): readonly Segment[] {
  const text = tui[lang].link;
  switch (link.kind) {
    case 'live':
      return [seg(`● ${text.live}`, 'good'), seg('●', 'good')];
    case 'connecting':
      return [seg(`… ${text.connecting}`, 'dim'), seg('…', 'dim')];
    case 'silent': {
      const age = duration(lang, link.age);
      return [`! ${text.silent} ${age}`, `! ${text.silent}`, `! ${age}`, '!'].map((each) => seg(each, 'warning'));
    }
    case 'absent':
      return [seg(`✕ ${text.absent}`, 'alarm'), seg('✕', 'alarm')];
  }
}

/** The parts of the daemon that fail; an absent one says nothing of them. */
export function describeFaults({ state, link, lang }: ViewModel): Fault[] {
  const faults = link.kind === 'absent' ? [] : (state.status?.message.faults ?? []);
  const t = views[lang];
  return faults.slice(0, MAX_FAULTS).map((fault) => {
    const at = Date.parse(fault.since);
    const { name, why } = describeFault(fault, lang);
    const short = `! ${name} ${why}`;
    const since = Number.isNaN(at) ? [] : [`${short} ${t.faultSince(hourMinute(at))}`];
    return { name, texts: [...since, short, `! ${name}`] };
  });
}

/** What fails, for the header: `! journal, LED`, or how many parts. */
export function describeFaultNames(model: ViewModel): readonly Segment[] {
  const names = describeFaults(model).map(({ name }) => name);
  if (names.length === 0) return [];
  return [seg(`! ${names.join(', ')}`, 'warning'), seg(`! ${names.length}`, 'warning')];
}

/** The date, in full or short. */
export const describeDate = ({ lang, today }: ViewModel, full: boolean): string =>
  full ? formatDay(lang, today) : views[lang].headerDate(today);

/** A younger frame has just come, ms. */
const RECENT_MS = 3_000;

/** When the last frame came: `à l’instant`, `il y a 4 s`. */
export function describeFrameAge({ state, now, lang, stale }: ViewModel): Segment {
  const age = frameAge(state, now);
  if (age === undefined) return seg(NONE, 'dim');
  // Frames come every 1 to 2 s: a count of that would only flicker.
  const text = age < RECENT_MS ? tui[lang].frameNow : tui[lang].frameAgo(duration(lang, age));
  return seg(text, stale ? 'warning' : 'plain');
}
