import { type Graph, graphOf } from './layout/graph.ts';
import { blank, type Segment } from './layout/lines.ts';
import { feedTime } from './model/state.ts';
import type { ViewModel } from './views/view-model.ts';

/** Blanks that a sparkline is laid over, and the graph itself. */
export function sparkSegment(
  moment: ViewModel,
  kind: Graph['kind'],
  columns: number,
  window: number,
): Segment & { graph: Graph } {
  const end = feedTime(moment.state, moment.now);
  const graph = graphOf(kind, moment.state.samples, { columns, window, end, stale: moment.stale });
  return { ...blank(columns), graph };
}
