import { curve as texts } from '../../text/curve.ts';
import { views } from '../../text/views.ts';
import { type Curve, columnsOf } from '../layout/curve.ts';
import { type Line, type Segment, type Size, seg, widthOf } from '../layout/lines.ts';
import { periodFoot } from '../layout/period-foot.ts';
import { plot } from '../layout/plot.ts';
import { cursorColumn } from '../model/keys/curve.ts';
import { comparedName } from './compared-days.ts';
import { readOut } from './read-out.ts';
import { shownCurves } from './shown-curve.ts';
import type { ViewModel } from './view-model.ts';

/** From this height on the injection has a curve of its own, rows. */
const BOTH = 11;
/** From this height on there is room for the row that marks hours by their price. */
const MARKED = 5;
/** The injection's part of the rows. */
const INJECTION_SHARE = 0.33;

/** What stands over the curves: what is under the cursor, or what they are. */
export function curvesTitle(model: ViewModel, injected: { wh: number; estimated: boolean }, width: number): Line {
  const { lang, selection } = model;
  const curves = shownCurves(model, columnsOf(width - 2));
  const cursor = curves && cursorColumn(selection, curves.axis);
  if (curves && cursor !== undefined) return readOut(model, curves, cursor, width - 6);
  const t = views[lang].day;
  const compared = comparedName(model);
  const title: Segment[] = [seg(t.power, 'title')];
  const parts = [
    ...(compared === undefined ? [] : [texts[lang].against(compared)]),
    ...(compared === undefined && selection.compared ? [texts[lang].pinned] : []),
    ...(injected.wh > 0 ? [t.injection(injected.estimated)] : []),
  ];
  // What has no room is left out whole.
  for (const part of parts) if (widthOf(title) + part.length + 3 <= width - 6) title.push(seg(` · ${part}`));
  return title;
}

/** The power of the stretch that is shown, with its marked hours; under it the injection, where there was any. */
export function dayCurves(model: ViewModel, hasInjection: boolean, { width, height }: Size): Line[] {
  const { lang, selection, sample } = model;
  const curves = shownCurves(model, columnsOf(width));
  if (!curves || height <= 0) return [];
  const both = hasInjection && height >= BOTH;
  const below = both ? Math.max(3, Math.round(height * INJECTION_SHARE)) : 0;
  const foot = height >= MARKED ? periodFoot(curves.power) : undefined;
  const limit = sample?.subscribed;
  const common = { width, lang, plot: selection.plot, cursor: cursorColumn(selection, curves.axis) };
  const draw = (curve: Curve, options: Partial<Parameters<typeof plot>[1]>): Line[] =>
    plot(curve, { ...common, unit: 'VA', height, ...options });
  return [
    ...draw(curves.power, {
      ...{ height: height - below, limit, over: curves.over, feet: foot ? [foot] : [] },
      top: selection.scale === 'subscribed' ? limit : undefined,
    }),
    ...(both ? draw(curves.injection, { unit: 'kW', height: below, axis: false }) : []),
  ];
}
