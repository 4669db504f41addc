import { actions } from '../../text/actions.ts';
import { formatDay } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { clockOf } from '../../time/local.ts';
import { blank, fit, type Line, type Segment, seg, spread, widthOf } from '../layout/lines.ts';
import { duration, NONE } from './amounts.ts';
import { describeEjp, speaksOfEjp } from './ejp-words.ts';
import { lastKnownPeriod } from './last-known.ts';
import { describeFaults, isRelayOpen } from './sample-values.ts';
import type { ViewModel } from './view-model.ts';

/**
 * The first row: EJP, period, link, date and time. Where it does not fit, the date goes first; then the period, the
 * faults, the relay, the link (its symbol stays) and EJP get shorter, then the clock goes; EJP stays to the end, of a notice with
 * the time of its peak.
 */
export function header(model: ViewModel, width: number): Line {
  const clock = clockOf(model.at);
  const [ejp, period] = [describeEjp(model), describePeriod(model)];
  const [link, relay, fault] = [describeLink(model), describeRelay(model), describeFaultNames(model)];
  const { lang, today } = model;
  const date = [`${width >= 110 ? formatDay(lang, today) : views[lang].headerDate(today)} `, ''];
  const time = [clock, clock.slice(0, 5), ''];
  const paused = model.selection.pausedAt && seg(tui[lang].paused, 'warning');
  const shortened = { ejp: 0, period: 0, link: 0, relay: 0, fault: 0, date: 0, time: 0 };
  const steps: (keyof typeof shortened)[] = [
    'date',
    'period',
    'fault',
    'relay',
    ...link.slice(1).map(() => 'link' as const),
  ];
  let left: Line = [];
  for (const step of [undefined, ...steps, 'ejp', 'time', 'period', 'time', 'ejp', 'ejp'] as const) {
    if (step) shortened[step]++;
    const badge = ejp[shortened.ejp] ?? ejp.at(-1);
    const parts = [badge, paused, period[shortened.period], link[shortened.link], relay[shortened.relay]];
    parts.push(fault[shortened.fault]);
    left = parts
      .filter((part) => part !== undefined)
      .flatMap((part, i) => (i === 0 ? [part] : [blank(i === 1 ? 1 : 3), part]));
    const shown = time[shortened.time];
    const right = shown ? [seg(`${date[shortened.date]}${shown} `)] : [];
    if (widthOf(left) + widthOf(right) + 2 <= width) return spread(left, right, width);
  }
  return fit(left, width);
}

/** The running period, by its name and by its code. */
function describePeriod(model: ViewModel): readonly Segment[] {
  const { sample, lang, stale } = model;
  const period = sample ? sample.period : lastKnownPeriod(model)?.period;
  // The badge has said it already.
  if (sample && period === sample.contract && !speaksOfEjp(model)) return [];
  if (period === undefined) return sample ? [seg(NONE, 'dim')] : [];
  const style = stale ? 'dim' : 'plain';
  return [seg(entryOf(tui[lang].periods, period) ?? period, style), seg(period, style)];
}

/** The link, from the longest text to the shortest: `● en direct`, `! compteur muet 42 s`, `! 42 s`, `!`. */
function describeLink({ link, lang }: ViewModel): readonly Segment[] {
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

/** The relay while it keeps its load off. */
function describeRelay(model: ViewModel): readonly Segment[] {
  return isRelayOpen(model) ? [seg(actions[model.lang].open, 'warning')] : [];
}

/** What fails, for the header: `! journal, LED`, or how many parts. */
function describeFaultNames(model: ViewModel): readonly Segment[] {
  const names = describeFaults(model).map(({ short }) => short);
  if (names.length === 0) return [];
  return [seg(`! ${names.join(', ')}`, 'warning'), seg(`! ${names.length}`, 'warning')];
}
