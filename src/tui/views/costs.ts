import { tui } from '../../text/tui.js';
import type { Moment } from '../facts.js';
import { type Line, panel, type Size, seg } from '../lines.js';

export function costsView({ lang }: Moment, { width, height }: Size): Line[] {
  return panel([seg(tui[lang].views.costs, 'title')], [], width, height);
}
