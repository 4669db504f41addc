import type { BlessedScreen, MouseEvent } from './blessed.ts';

export interface InputOptions {
  readonly mouse: boolean;
  /** The key that a click on this cell stands for. */
  keyAt(x: number, y: number): string | undefined;
  /** One key, by blessed's name for it: `q`, `C-c`, `left`, `S-tab`, `pageup`, `wheelup`. */
  onKey(key: string): void;
}

/** What the user does, as keys: typed ones, and with the mouse what is clicked on. */
export class Input {
  readonly #options: InputOptions;

  constructor(options: InputOptions) {
    this.#options = options;
  }

  listenTo(screen: BlessedScreen): void {
    // Enter comes a second time, as `return`.
    screen.on('keypress', (sign, key) => this.#press(key?.full === 'return' ? undefined : (key?.full ?? sign)));
    if (!this.#options.mouse) return;
    screen.program.bindMouse();
    screen.program.on('mouse', (event: MouseEvent) => this.#press(this.#keyOf(event)));
  }

  #keyOf({ action, x, y }: MouseEvent): string | undefined {
    if (action.startsWith('wheel')) return action;
    return action === 'mousedown' ? this.#options.keyAt(x, y) : undefined;
  }

  #press(key: string | undefined): void {
    if (key !== undefined) this.#options.onKey(key);
  }
}
