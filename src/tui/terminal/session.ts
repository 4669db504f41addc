import type { Readable, Writable } from 'node:stream';
import { type BlessedScreen, openScreen } from './blessed.ts';
import type { Terminal } from './capabilities.ts';
import { Keyboard } from './keyboard.ts';
import { ensureSize } from './window-size.ts';

export interface SessionOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly terminal: Terminal;
  /** Clicks and the wheel are keys; the terminal's own selection of text is then off. */
  readonly mouse?: boolean | undefined;
  /** The terminal is gone. */
  onGone(): void;
  /** Stops this process until SIGCONT. */
  stop?(): void;
}

/** Has the terminal mark what is pasted (keyboard.ts). */
const PASTE_ON = '\x1b[?2004h';
const PASTE_OFF = '\x1b[?2004l';
/** Reports clicks, the wheel and what is dragged, in the form that works on screens of any size. */
const MOUSE_ON = '\x1b[?1002h\x1b[?1006h';
const MOUSE_OFF = '\x1b[?1006l\x1b[?1002l';
/** Put the title on the terminal's stack, and take it back; terminals without a stack get an empty one. */
const TITLE_KEEP = '\x1b[22;2t';
const TITLE_BACK = '\x1b]2;\x07\x1b[23;2t';

/** A stop that did not come within this does not come: a process without a shell above it is not stopped. */
const STOP_COMES_MS = 200;

/** The terminal as long as it is ours: taken over, lent to the shell and back, given back as it was. */
export abstract class Session {
  protected readonly blessed: BlessedScreen;
  readonly #options: SessionOptions;
  readonly #keyboard: Keyboard;
  #holder: 'us' | 'shell' | 'nobody' = 'us';
  #titled = false;
  #mouse: boolean;

  /** Takes the terminal over. */
  protected constructor(options: SessionOptions) {
    this.#options = options;
    const { input, output, terminal, mouse = false } = options;
    this.#mouse = mouse;
    this.#keyboard = new Keyboard(input);
    ensureSize(output, process.env);
    this.blessed = openScreen(terminal, this.#keyboard, output);
    process.on('SIGCONT', this.#resume);
    // An ssh link that was cut: there is nobody to show anything to.
    output.on('error', this.#gone);
    input.on('error', this.#gone);
    input.on('end', this.#gone);
    this.#keyboard.start();
    this.#enter();
  }

  /** Draws all of it again, over whatever another program wrote there. */
  abstract redraw(): void;

  /** Whether what is written is seen: not while the shell has the terminal, nor after the end. */
  protected get isShown(): boolean {
    return this.#holder === 'us';
  }

  /** Sets the terminal's title, where it has one; the first time the one before is kept. */
  title(text: string): void {
    if (!this.isShown || !this.#options.terminal.titled) return;
    this.#write(`${this.#titled ? '' : TITLE_KEEP}\x1b]2;${text}\x07`);
    this.#titled = true;
  }

  /** Has the terminal report the mouse, or no longer. */
  protected setMouse(on: boolean): void {
    if (this.#mouse === on) return;
    this.#mouse = on;
    if (this.isShown) this.#write(on ? MOUSE_ON : MOUSE_OFF);
  }

  bell(): void {
    if (this.isShown) this.#write('\x07');
  }

  /** Lends the terminal to the shell until SIGCONT. blessed's own sigtstp() leaves the alternate screen over the shell. */
  suspend(): void {
    if (!this.isShown) return;
    this.#holder = 'shell';
    this.#leave();
    this.blessed.leave();
    this.#keyboard.setRawMode(false);
    if (this.#options.stop) {
      this.#options.stop();
      return;
    }
    // The whole job stops, as the kernel does it: npm and a shell may stand between us and the user's shell.
    process.kill(0, 'SIGTSTP');
    setTimeout(this.#resume, STOP_COMES_MS);
  }

  /** Gives the terminal back as it was. May be called twice. */
  close(): void {
    if (this.#holder === 'nobody') return;
    const wasShown = this.isShown;
    this.#holder = 'nobody';
    process.removeListener('SIGCONT', this.#resume);
    const { input, output } = this.#options;
    for (const stream of [input, output]) {
      stream.removeListener('error', this.#gone);
      stream.on('error', () => {});
    }
    input.removeListener('end', this.#gone);
    if (wasShown) this.#leave();
    this.blessed.destroy();
    this.#keyboard.stop();
  }

  readonly #gone = (): void => {
    this.close();
    this.#options.onGone();
  };

  readonly #resume = (): void => {
    if (this.#holder !== 'shell') return;
    this.#holder = 'us';
    this.#keyboard.setRawMode(true);
    this.blessed.enter();
    this.#enter();
    // The window may have another size now: only the shell was signalled.
    process.emit('SIGWINCH');
    this.redraw();
  };

  #enter(): void {
    this.#write(`${PASTE_ON}${this.#mouse ? MOUSE_ON : ''}`);
  }

  #leave(): void {
    this.#write(`${this.#mouse ? MOUSE_OFF : ''}${PASTE_OFF}${this.#titled ? TITLE_BACK : ''}`);
    this.#titled = false;
  }

  #write(text: string): void {
    this.#options.output.write(text);
  }
}
