import type { Moment } from './facts.js';
import { type Graph, graphOf } from './graph.js';
import { blank, type Segment } from './lines.js';
import { feedTime } from './state.js';

/** Blanks that a sparkline is laid over, and the graph itself. The widget needs two free columns at each side. */
export function graphSegment(moment: Moment, kind: Graph['kind'], columns: number): Segment & { graph: Graph } {
  const end = feedTime(moment.state, moment.now);
  const graph = graphOf(kind, moment.state.points, { columns, end, stale: moment.stale });
  return { ...blank(columns), graph };
}
