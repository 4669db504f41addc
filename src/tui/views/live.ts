import { isDeepStrictEqual } from 'node:util';
import type { Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { type Graph, graphOf } from '../layout/graph.ts';
import { blank, box, type Line, type Segment, type Size, seg } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { chart, columnsOf } from './chart.ts';
import { factRows, factsPanel } from './facts-panel.ts';
import * as measured from './sample-values.ts';
import { todayPanel } from './today-panel.ts';
import { valuesPanel } from './values-panel.ts';
import { type ViewModel, windowOf } from './view-model.ts';

/** From 80x20 on: curves at the left, the present values at the right, costs or the banner below. */
export function live(model: ViewModel, { width, height }: Size): Line[] {
  const { zoom } = model.selection;
  if (zoom !== undefined) return curvePanel(model, zoom, { width, height });
  const side = width >= 110 ? 36 : 27;
  const bottom = height >= 34 ? 9 : 6;
  const facts = factRows({ width, height });
  const upper = height - bottom - facts;
  const left = width - side;
  const powerHeight = measured.showsInjection(model) ? Math.round(upper * 0.6) : upper;
  const curves = [
    ...curvePanel(model, 'power', { width: left, height: powerHeight }),
    ...(powerHeight < upper ? curvePanel(model, 'injection', { width: left, height: upper - powerHeight }) : []),
  ];
  const values = valuesPanel(model, { width: side, height: upper });
  return [
    ...curves.map((line, i) => [...line, ...(values[i] ?? [])]),
    ...(facts > 0 ? factsPanel(model, width) : []),
    ...todayPanel(model, { width, height: bottom }),
  ];
}

function curvePanel(model: ViewModel, kind: Graph['kind'], { width, height }: Size): Line[] {
  const { lang, state, at: end, stale, selection, sample } = model;
  const text = tui[lang];
  const isPower = kind === 'power';
  const window = windowOf(model);
  const columns = columnsOf(width - 2);
  const fixed = (isPower && selection.scale === 'subscribed' && sample?.subscribed) || undefined;
  const graph = unchanged(graphOf(kind, state.samples, { columns, window, end, stale, top: fixed, strides: true }));
  const over = isPower ? measured.overload(model) : undefined;
  const title: Segment[] = [
    seg(isPower ? text.powerTitle : text.injectionTitle, 'title'),
    seg(` · ${text.window(window)}`),
    ...(fixed ? [seg(` · ${text.fixedScale}`)] : []),
    ...(over ? [blank(1), over] : []),
    ...measured.estimateMark(model, kind, ' · '),
  ];
  return [...box(title, [], width, 2).slice(0, 1), ...plotted(graph, width, height, lang)];
}

/** The curves drawn last: from one second to the next they hardly ever change. */
const last: Graph[] = [];

/** The object of before, where the curve is still the same: what is drawn from it is then known. */
function unchanged(graph: Graph): Graph {
  const same = last.find((each) => isDeepStrictEqual(each, graph));
  if (same) return same;
  last.unshift(graph);
  last.length = Math.min(last.length, 2);
  return graph;
}

/** The panel of a curve below its title. */
const plotted = memoizeLast((graph: Graph, width: number, height: number, lang: Lang) => {
  const rows = chart(graph, { width: width - 2, height: height - 2, lang, kilo: graph.kind === 'injection' });
  return box([], rows, width, height).slice(1);
});
