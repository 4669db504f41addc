import { DEFAULT_WINDOW, type Selection, WINDOWS } from '../selection.ts';
import type { KeyContext } from './moves.ts';

export function liveKey(selection: Selection, key: string, { state, now }: KeyContext): Selection {
  const { window, zoom, scale, pausedAt } = selection;
  switch (key) {
    case '+':
      return { ...selection, window: Math.min(WINDOWS.length - 1, window + 1) };
    case '-':
      return { ...selection, window: Math.max(0, window - 1) };
    case '=':
      return { ...selection, window: DEFAULT_WINDOW };
    case 'z':
      return { ...selection, zoom: zoom === undefined ? 'power' : zoom === 'power' ? 'injection' : undefined };
    case 'y':
      return { ...selection, scale: scale === 'auto' ? 'subscribed' : 'auto' };
    case 'p':
      return { ...selection, pausedAt: pausedAt ? undefined : { state, now } };
    default:
      return selection;
  }
}
