import { type Graph, graphOf } from '../layout/graph.ts';
import { blank, type Segment } from '../layout/lines.ts';
import { feedTime } from '../model/state.ts';
import type { ViewModel } from './view-model.ts';

/** Blanks that a sparkline is laid over, and the graph itself. */
export function sparkSegment(
  model: ViewModel,
  kind: Graph['kind'],
  columns: number,
  window: number,
): Segment & { graph: Graph } {
  const end = feedTime(model.state, model.now);
  const graph = graphOf(kind, model.state.samples, { columns, window, end, stale: model.stale });
  return { ...blank(columns), graph };
}
