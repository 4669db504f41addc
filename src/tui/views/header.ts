import { tui } from '../../text/tui.ts';
import { clockOf } from '../../time/local.ts';
import { blank, fit, type Line, seg, spread, widthOf } from '../layout/lines.ts';
import { describeEjp } from './ejp-words.ts';
import { describeDate, describeFaultNames, describeLink, describePeriod } from './status-text.ts';
import type { ViewModel } from './view-model.ts';

/**
 * The first row: EJP, period, link, date and time. Where it does not fit, the date goes first; then the period, the
 * faults and the link get shorter (its symbol stays), then the clock goes; EJP stays to the end.
 */
export function header(model: ViewModel, width: number): Line {
  const clock = clockOf(model.at);
  const [ejp, period] = [describeEjp(model), describePeriod(model)];
  const [link, fault] = [describeLink(model), describeFaultNames(model)];
  const date = [`${describeDate(model, width >= 110)} `, ''];
  const time = [clock, clock.slice(0, 5), ''];
  const paused = model.selection.pausedAt && seg(tui[model.lang].paused, 'warning');
  const shortened = { ejp: 0, period: 0, link: 0, fault: 0, date: 0, time: 0 };
  const steps: (keyof typeof shortened)[] = ['date', 'period', 'fault', ...link.slice(1).map(() => 'link' as const)];
  let left: Line = [];
  for (const step of [undefined, ...steps, 'time', 'period', 'time', 'ejp'] as const) {
    if (step) shortened[step]++;
    const badge = ejp[shortened.ejp] ?? ejp.at(-1);
    const parts = [badge, paused, period[shortened.period], link[shortened.link], fault[shortened.fault]];
    left = parts
      .filter((part) => part !== undefined)
      .flatMap((part, i) => (i === 0 ? [part] : [blank(i === 1 ? 1 : 3), part]));
    const shown = time[shortened.time];
    const right = shown ? [seg(`${date[shortened.date]}${shown} `)] : [];
    if (widthOf(left) + widthOf(right) + 2 <= width) return spread(left, right, width);
  }
  return fit(left, width);
}
