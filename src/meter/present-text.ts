import type { Frame } from '../tic/frame.ts';
import { Debounced, framesToEnd } from './debounced.ts';

/** Something was seen to begin if a frame without it came this shortly before (ms): up to 20 short frames part two long ones. */
export const SEEN_MS = 60_000;
/** Frames in a row that must agree before EJP changes. */
export const EJP_FRAMES = 2;

/** What the meter sends of a group that it sends at times only: a damaged frame neither brings it nor takes it away. */
export class PresentText {
  readonly #text = new Debounced<string>({ needed: EJP_FRAMES });

  /** The believed text; empty while the group is not sent, undefined before anything is known. */
  get text(): string | undefined {
    return this.#text.value;
  }

  /** Whether the last frame disagreed, and is not believed yet. */
  get isChanging(): boolean {
    return this.#text.isChanging;
  }

  /**
   * Takes what a frame has.
   * @param text undefined where a frame that would carry the group does not
   * @returns true when the believed text has just changed from one to another
   */
  take(text: string | undefined, { damaged }: Frame): boolean {
    if (text !== undefined) return this.#text.take(text);
    // A damaged frame may have lost the group: it says nothing against one that is not believed yet.
    return this.#text.value || damaged === 0 ? this.#text.take('', framesToEnd(damaged)) : false;
  }
}
