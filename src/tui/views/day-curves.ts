import type { Report } from '../../report/sums/report.ts';
import { ESTIMATED } from '../../report/sums/totals.ts';
import { curve as texts } from '../../text/curve.ts';
import type { Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Curve, columnsOf } from '../layout/curve.ts';
import { type Line, type Segment, type Size, seg, widthOf } from '../layout/lines.ts';
import { periodFoot } from '../layout/period-foot.ts';
import { plot } from '../layout/plot.ts';
import { DAY_MS } from '../model/curve/time-window.ts';
import { cursorColumn } from '../model/keys/curve.ts';
import { costText, energyText } from './amounts.ts';
import { comparedName } from './compared-days.ts';
import { readOut } from './read-out.ts';
import { hasFrames, section } from './section.ts';
import { shownCurves } from './shown-curve.ts';
import type { ViewModel } from './view-model.ts';

/** Least rows of the curves, with their frame. */
const MIN_CURVES = 12;
/** From this height on the injection has a curve of its own, rows. */
const BOTH = 11;
/** From this height on there is room for the row that marks hours by their price. */
const MARKED = 5;
/** The injection's part of the rows. */
const INJECTION_SHARE = 0.33;

/** What stands over the curves: what is under the cursor, or what they are. */
function curvesTitle(model: ViewModel, injected: { wh: number; estimated: boolean }, width: number): Line {
  const { lang, selection } = model;
  const curves = shownCurves(model, columnsOf(width - 2));
  const cursor = curves && cursorColumn(selection, curves.axis);
  if (curves && cursor !== undefined) return readOut(model, curves, cursor, width - 6);
  const t = views[lang].day;
  const compared = comparedName(model);
  const title: Segment[] = [seg(t.power, 'title')];
  const { range } = selection;
  const parts = [
    ...(range && range.to - range.from < DAY_MS ? [texts[lang].span(range.to - range.from)] : []),
    ...(compared === undefined ? [] : [texts[lang].against(compared)]),
    ...(compared === undefined && selection.compared ? [texts[lang].pinned] : []),
    ...(injected.wh > 0 ? [t.injection(injected.estimated)] : []),
  ];
  // What has no room is left out whole.
  for (const part of parts) if (widthOf(title) + part.length + 3 <= width - 6) title.push(seg(` · ${part}`));
  return title;
}

/** The power of the stretch that is shown, with its marked hours; under it the injection, where there was any. */
function dayCurves(model: ViewModel, hasInjection: boolean, { width, height }: Size): Line[] {
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

/** What stands under the curves of the day view. */
interface Figures {
  readonly injected: { readonly wh: number; readonly estimated: boolean };
  readonly title: Line;
  /** @param size columns, and rows that they may take */
  rows(size: Size): readonly Line[];
}

/** The curves over their figures: they have what the figures leave, and at least half of the rows. */
export function curvesOverFigures(model: ViewModel, { injected, title, rows: rowsOf }: Figures, size: Size): Line[] {
  const { width, height } = size;
  const frames = hasFrames(size);
  const frame = frames ? 2 : 0;
  const inner = width - frame;
  const least = frames ? MIN_CURVES : Math.max(4, Math.ceil(height / 2));
  const rows = rowsOf({ width: inner, height: Math.max(0, height - least) - frame });
  const below = Math.max(0, Math.min(rows.length + frame, height - least));
  const above = height - below;
  const plot = dayCurves(model, injected.wh > 0, { width: inner, height: above - frame });
  return [
    ...section(frames ? curvesTitle(model, injected, width) : [], plot, { width, height: above }, frames),
    ...section(frames ? title : [], rows, { width, height: below }, frames),
  ];
}

/** The energy of the days shown, their cost, and what was injected; after three blanks. */
export function energyOf(lang: Lang, { total, injected }: Pick<Report, 'total' | 'injected'>): Line {
  const sign = injected.estimated ? ESTIMATED : '';
  return [
    seg(`   ${energyText(lang, total.wh)}`, 'value'),
    seg(`  ${costText(lang, total.cost)}`, 'value'),
    ...(injected.wh > 0 ? [seg(`  ${views[lang].day.injected} ${sign}${energyText(lang, injected.wh)}`)] : []),
  ];
}
