import type { KeyContext } from './model/keys/moves.ts';
import { afterPointer, type Pointer, type Press } from './model/keys/pointer.ts';
import type { Selection } from './model/selection.ts';
import type { MouseEvent } from './terminal/blessed.ts';

/** What the mouse does to a curve. */
const POINTER: Readonly<Record<string, Pointer['action']>> = {
  ...{ mousedown: 'press', mousemove: 'drag', wheelup: 'wheelup', wheeldown: 'wheeldown' },
};

/** What the mouse asks for: a key, another selection, or nothing. */
type Asked = { readonly key: string } | { readonly selection: Selection } | undefined;

/** The mouse where no key is under it: on a curve, else its wheel is a key. */
export class Mouse {
  #press: Press | undefined;

  /** @param column of the curve under the pointer; undefined beside it */
  after({ action }: MouseEvent, column: number | undefined, selection: Selection, context: KeyContext): Asked {
    const isUp = action === 'mouseup';
    if (isUp) this.#press = undefined;
    if (isUp || column === undefined) return action.startsWith('wheel') ? { key: action } : undefined;
    if (action === 'mousedown') this.#press = { column, selection };
    const kind = POINTER[action];
    return kind && { selection: afterPointer(selection, { action: kind, column }, context, this.#press) };
  }
}
