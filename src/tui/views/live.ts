import { clockOf } from '../../meter/time.js';
import { formatUnit } from '../../text/format.js';
import { tui } from '../../text/tui.js';
import { graphSegment } from '../curve.js';
import * as facts from '../facts.js';
import { type Graph, statistics } from '../graph.js';
import { blank, choose, type Line, panel, type Row, type Segment, type Size, seg } from '../lines.js';
import { feedTime } from '../state.js';
import { bottomPanel } from './bottom.js';
import { nowPanel } from './now.js';

/** From 80x20 on: curves at the left, the values of this moment at the right, today or the banner below. */
export function wide(moment: facts.Moment, { width, height }: Size): Line[] {
  const side = width >= 110 ? 36 : 27;
  const bottom = height >= 34 ? 9 : 6;
  const upper = height - bottom;
  const left = width - side;
  const powerHeight = facts.showsInjection(moment) ? Math.round(upper * 0.6) : upper;
  const curves = [
    ...powerPanel(moment, { width: left, height: powerHeight }),
    ...(powerHeight < upper ? injectionPanel(moment, { width: left, height: upper - powerHeight }) : []),
  ];
  const values = nowPanel(moment, { width: side, height: upper });
  return [
    ...curves.map((line, i) => [...line, ...(values[i] ?? [])]),
    ...bottomPanel(moment, { width, height: bottom }),
  ];
}

function powerPanel(moment: facts.Moment, { width, height }: Size): Line[] {
  const text = tui[moment.lang];
  const over = facts.overload(moment);
  const first: Line = [blank(2), facts.power(moment), ...(over ? [blank(2), over] : [])];
  const graph = graphSegment(moment, 'power', width - 6);
  const va = (value: number): string => formatUnit(moment.lang, Math.round(value), 'VA');
  const known = statistics(moment.state.points, graph.graph.from);
  const range = known && text.statistics(va(known.min), va(known.mean), va(known.max));
  const rows = curveRows(moment, first, graph, va(graph.graph.top));
  if (range !== undefined) rows.push({ line: [], rank: 2 }, { line: [blank(2), seg(range, 'dim')], rank: 1 });
  return curvePanel(text.powerTitle, rows, { width, height });
}

function injectionPanel(moment: facts.Moment, { width, height }: Size): Line[] {
  const first: Line = [blank(2), facts.injection(moment), ...facts.injectionMark(moment)];
  const graph = graphSegment(moment, 'injection', width - 6);
  const { top } = graph.graph;
  const scale = formatUnit(moment.lang, top / 1000, 'kW', top % 1000 === 0 ? 0 : 1);
  return curvePanel(tui[moment.lang].injectionTitle, curveRows(moment, first, graph, scale), { width, height });
}

/** A value, its curve, and under it the time of both ends and the scale. */
function curveRows(moment: facts.Moment, first: Line, graph: Segment & { graph: Graph }, top: string): Row[] {
  const columns = graph.text.length;
  const ends = [graph.graph.from, feedTime(moment.state, moment.now)].map((at) => clockOf(at).slice(0, 5));
  const scale = seg(tui[moment.lang].scale(top), 'dim');
  const gap = columns - 10 - scale.text.length;
  const half = Math.floor(gap / 2);
  const axis: Line = [seg(ends[0] ?? '', 'dim'), blank(half), scale, blank(gap - half), seg(ends[1] ?? '', 'dim')];
  return [
    { line: first, rank: 0 },
    { line: [], rank: 3 },
    { line: [blank(2), graph, blank(2)], rank: 0 },
    { line: [blank(2), ...axis], rank: 1 },
  ];
}

function curvePanel(title: string, rows: readonly Row[], { width, height }: Size): Line[] {
  const chosen = choose(rows, height - 2);
  const above = Math.floor((height - 2 - chosen.length) / 2);
  return panel([seg(title, 'title')], [...Array.from({ length: above }, (): Line => []), ...chosen], width, height);
}
