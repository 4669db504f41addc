import type { Lacking } from '../meter/label-watch.ts';
import type { Reading } from '../meter/reading.ts';
import type { PanelView } from '../panel/panel.ts';
import type { LinkTracker } from './link-state.ts';

/**
 * What panel and actions follow, at one moment.
 * @param lacking labels that the frames lack, the worst first
 * @param monotonic ms @param now wall time, ms
 */
export function viewOf(
  link: LinkTracker,
  reading: Reading | undefined,
  lacking: readonly Lacking[],
  monotonic: number,
  now: number,
): PanelView {
  const { state } = link;
  // Before the first reading the panel waits; a meter that is looked for again is silent.
  const isLive = state === 'receiving' || (state === 'detecting' && !reading);
  const shown = isLive ? 'live' : state === 'stopped' ? 'stopped' : 'silent';
  return { reading, lacking, link: shown, silentMs: link.silentFor(monotonic), now };
}
