import type { ShownWindow, Window } from './window.ts';

/** What a page remembers over its reloading. */
export interface Remembered {
  readonly shown?: Window | undefined;
  readonly cursor?: number | undefined;
  /** The last time that was measured. */
  readonly until: number;
}

const KEY = 'linkyMonitor';

/** What the page remembers of before it was loaded anew. */
export function remembered(): Remembered | undefined {
  const state = history.state as Record<string, Remembered> | null;
  return state?.[KEY];
}

/** Keeps what is shown with the entry of the browser's history: it survives a reload, of a file too, and needs no storage. */
export function remember(what: Remembered): void {
  history.replaceState({ [KEY]: what }, '');
}

/** Shows what was shown before. A part that reached the newest measurement goes along with it. */
export function restore(window: ShownWindow, { shown, until }: Remembered, now: number): void {
  if (!shown || shown.to <= window.whole.from || shown.from >= window.whole.to) return;
  const by = shown.to >= until && now > until ? now - until : 0;
  window.show({ from: shown.from + by, to: shown.to + by });
}

/**
 * Loads the page anew after some seconds: it may ask nothing of any network, and a file may ask for no other one. While it
 * is not looked at it waits; while a button or a finger is down it does too.
 * @param keep remembers what is shown: what has changed just before would be lost
 */
export function follow(seconds: number, keep: () => void): void {
  let isDue = false;
  let isHeld = false;
  const look = (): void => {
    if (!isDue || isHeld || document.hidden) return;
    keep();
    location.reload();
  };
  const held = (is: boolean) => (): void => {
    isHeld = is;
    look();
  };
  setTimeout(() => {
    isDue = true;
    look();
  }, seconds * 1000);
  document.addEventListener('visibilitychange', look);
  document.addEventListener('pointerdown', held(true), true);
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, held(false), true);
}
