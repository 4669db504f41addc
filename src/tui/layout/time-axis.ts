import type { Lang } from '../../text/format.ts';
import { type Curve, SCALE } from './curve.ts';
import { blank, type Line, seg } from './lines.ts';
import { ticksOf } from './time-ticks.ts';

/** From this height on the tick marks have a row of their own above their labels, rows. */
const MARKED = 6;

/** How many rows the time axis of a plot of this height takes. */
export const axisRows = (height: number): number => (height >= MARKED ? 2 : 1);

/** The time axis: tick marks where there is room, and labels centred under them. */
export function timeAxis(
  { from, step, columns: { length } }: Pick<Curve, 'from' | 'step' | 'columns'>,
  lang: Lang,
  height: number,
): Line[] {
  const marked = axisRows(height) > 1;
  // Without marks the corner of the axis stands in the labels' row.
  const margin = marked ? SCALE : 0;
  const ticks = ticksOf({ from, to: from + length * step, columns: length, lang, margin });
  let labels = '';
  for (const { start, label } of ticks) labels = labels.padEnd(start + margin) + label;
  if (!marked) return [[blank(SCALE - 1), seg('└', 'border'), seg(labels, 'dim')]];
  let marks = '';
  for (const { column } of ticks) marks = `${marks.padEnd(column, '─')}┬`;
  return [[blank(SCALE - 1), seg(`└${marks.padEnd(length, '─')}`, 'border')], [seg(labels, 'dim')]];
}
