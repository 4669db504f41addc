import type { Moment } from './facts.js';
import { type Graph, graphOf } from './graph.js';
import { blank, type Segment } from './lines.js';
import { feedTime } from './state.js';

/** Blanks that a sparkline is laid over, and the graph itself. */
export function sparkSegment(
  moment: Moment,
  kind: Graph['kind'],
  columns: number,
  window: number,
): Segment & { graph: Graph } {
  const end = feedTime(moment.state, moment.now);
  const graph = graphOf(kind, moment.state.trace, { columns, window, end, stale: moment.stale });
  return { ...blank(columns), graph };
}
