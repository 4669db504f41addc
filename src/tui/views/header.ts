import { tui } from '../../text/tui.ts';
import { clockOf } from '../../time/local.ts';
import { blank, fit, type Line, type Segment, seg, spread, widthOf } from '../layout/lines.ts';
import { describeEjp } from './ejp-words.ts';
import { describeDate, describeFaultNames, describeLink, describePeriod } from './status-text.ts';
import type { ViewModel } from './view-model.ts';

interface Wording {
  readonly ejp: number;
  readonly period: number;
  readonly link: number;
  readonly fault: number;
  readonly date: 'full' | 'short' | 'none';
  readonly clock: 'seconds' | 'minutes' | 'none';
}

/**
 * The first row: EJP, period, link, date and time. Where it does not fit, the date goes first; then the period, the
 * faults and the link get shorter (its symbol stays), then the clock goes; EJP stays to the end.
 */
export function header(model: ViewModel, width: number): Line {
  const date = width >= 110 ? 'full' : 'short';
  let wording: Wording = { ejp: 0, period: 0, link: 0, fault: 0, date, clock: 'seconds' };
  const shorter: Partial<Wording>[] = [
    ...[{ date: 'none' } as const, { period: 1 }, { fault: 1 }],
    ...describeLink(model).map((_, link) => ({ link })),
    ...([{ clock: 'minutes' }, { period: 2 }, { clock: 'none' }, { ejp: 1 }] as const),
  ];
  for (const step of [{}, ...shorter]) {
    wording = { ...wording, ...step };
    const line = compose(model, wording);
    if (widthOf(line.left) + widthOf(line.right) + 2 <= width) return spread(line.left, line.right, width);
  }
  return fit(compose(model, wording).left, width);
}

function compose(model: ViewModel, wording: Wording): { left: Line; right: Line } {
  const ejp = describeEjp(model);
  const paused = model.selection.pausedAt && seg(tui[model.lang].paused, 'warning');
  const parts = [
    ejp[Math.min(wording.ejp, ejp.length - 1)],
    paused,
    describePeriod(model)[wording.period],
    describeLink(model)[wording.link],
    describeFaultNames(model)[wording.fault],
  ].filter((part) => part !== undefined);
  const left = parts.flatMap((part, i): Segment[] => (i === 0 ? [part] : [blank(i === 1 ? 1 : 3), part]));
  const clock = clockOf(model.at);
  const time = wording.clock === 'none' ? '' : wording.clock === 'minutes' ? clock.slice(0, 5) : clock;
  const date = wording.date === 'none' ? '' : `${describeDate(model, wording.date === 'full')} `;
  return { left, right: time === '' ? [] : [seg(`${date}${time} `)] };
}
