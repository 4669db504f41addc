import { curve as texts } from '../../text/curve.ts';
import { tui } from '../../text/tui.ts';
import { clockOf, dayOf } from '../../time/local.ts';
import { type Curve, columnsOf, type PlotOptions } from '../layout/curve.ts';
import { blank, box, filled, type Line, type Segment, type Size, seg, widthOf } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { periodFoot } from '../layout/period-foot.ts';
import { plot } from '../layout/plot.ts';
import { cursorColumn } from '../model/keys/curve.ts';
import { liveLayout } from './curve-place.ts';
import { readOut } from './read-out.ts';
import * as measured from './sample-values.ts';
import { shownCurves } from './shown-curve.ts';
import { todayPanel } from './today-panel.ts';
import { valuesPanel } from './values-panel.ts';
import type { ViewModel } from './view-model.ts';

/** From this height on a plot has room for the row that marks hours by their price. */
const MARKED = 7;

/**
 * From 80x20 on: curves at the left, the present values at the right, costs or the banner below.
 * @param factsPanel what a large screen has above them, once it is loaded
 */
export function live(
  model: ViewModel,
  { width, height }: Size,
  factsPanel?: (model: ViewModel, width: number) => Line[],
): Line[] {
  const { zoom } = model.selection;
  if (zoom !== undefined) return curvePanel(model, zoom, { width, height });
  const { side, bottom, facts } = liveLayout({ width, height });
  const upper = height - bottom - facts;
  const left = width - side;
  const powerHeight = measured.showsInjection(model) ? Math.round(upper * 0.6) : upper;
  const curves = [
    ...curvePanel(model, 'power', { width: left, height: powerHeight }),
    ...(powerHeight < upper ? curvePanel(model, 'injection', { width: left, height: upper - powerHeight }) : []),
  ];
  const values = valuesPanel(model, { width: side, height: upper }, columnsOf(left - 2));
  return [
    ...curves.map((line, i) => [...line, ...(values[i] ?? [])]),
    ...(facts > 0 ? filled(factsPanel?.(model, width) ?? [], { width, height: facts }) : []),
    ...todayPanel(model, { width, height: bottom }),
  ];
}

function curvePanel(model: ViewModel, kind: Curve['kind'], { width, height }: Size): Line[] {
  const { lang, selection, sample } = model;
  const curves = shownCurves(model, columnsOf(width - 2));
  if (!curves) return [];
  const isPower = kind === 'power';
  const limit = (isPower && sample?.subscribed) || undefined;
  const top = selection.scale === 'subscribed' ? limit : undefined;
  const cursor = cursorColumn(selection, curves.axis);
  const title =
    cursor === undefined || (!isPower && selection.zoom === undefined)
      ? titleOf(model, kind, top !== undefined, width - 6)
      : readOut(model, curves, cursor, width - 6);
  const body = plotted(curves[kind], width, height, lang, selection.plot, top, limit, cursor);
  return [...box(title, [], width, 2).slice(0, 1), ...body];
}

/** What the curve is and spans; what has no room is left out whole. */
function titleOf(model: ViewModel, kind: Curve['kind'], isFixed: boolean, width: number): Segment[] {
  const text = tui[model.lang];
  const isPower = kind === 'power';
  const over = isPower ? measured.overload(model) : undefined;
  const title: Segment[] = [seg(isPower ? text.powerTitle : text.injectionTitle, 'title')];
  const add = (part: Line): boolean => {
    const fits = widthOf(title) + widthOf(part) <= width;
    if (fits) title.push(...part);
    return fits;
  };
  const spans = [windowText(model), texts[model.lang].span(model.selection.window.span)];
  spans.some((words) => add([seg(` · ${words}`)]));
  if (over) add([blank(1), over]);
  if (isFixed) add([seg(` · ${text.fixedScale}`)]);
  add(measured.estimateMark(model, kind, ' · '));
  return title;
}

/** `10 min`; of the past with its end: `10 min jusqu’à 13:40`, `23/11 13:40`. */
function windowText({ lang, selection, today }: ViewModel): string {
  const { span, end } = selection.window;
  const text = texts[lang];
  if (end === undefined) return text.span(span);
  const clock = clockOf(end).slice(0, 5);
  const day = dayOf(end);
  return `${text.span(span)} ${text.until(day === today ? clock : text.dayAndTime(day, clock))}`;
}

/** The panel of a curve below its title: from one second to the next it hardly ever changes. */
const plotted = memoizeLast(
  (
    curve: Curve,
    width: number,
    height: number,
    lang: ViewModel['lang'],
    style: PlotOptions['plot'],
    top: number | undefined,
    limit: number | undefined,
    cursor: number | undefined,
  ): Line[] => {
    const isPower = curve.kind === 'power';
    const foot = isPower && height >= MARKED ? periodFoot(curve) : undefined;
    const rows = plot(curve, {
      ...{ width: width - 2, height: height - 2, lang, unit: isPower ? 'VA' : 'kW', plot: style },
      ...{ top, limit, cursor, feet: foot ? [foot] : [] },
    });
    return box([], rows, width, height).slice(1);
  },
);
