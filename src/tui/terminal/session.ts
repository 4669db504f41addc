import type { Readable, Writable } from 'node:stream';
import { type BlessedScreen, loadBlessed } from './blessed.ts';
import type { Terminal } from './capabilities.ts';
import { Keyboard } from './keyboard.ts';
import { enterSequence, leaveSequence, titleOf } from './sequences.ts';

export interface SessionOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly terminal: Terminal;
  /** Clicks and the wheel are keys; the terminal's own selection of text is then off. */
  readonly mouse?: boolean;
  /** The terminal is gone. */
  onGone(): void;
  /** Stops this process until SIGCONT. */
  stop?(): void;
}

/** A stop that did not come within this does not come: a process without a shell above it is not stopped. */
const STOP_COMES_MS = 200;

/** The terminal as long as it is ours: taken over, lent to the shell and back, given back as it was. */
export class Session {
  readonly screen: BlessedScreen;
  readonly #options: SessionOptions;
  readonly #keyboard: Keyboard;
  readonly #onResume: () => void;
  #holder: 'us' | 'shell' | 'nobody' = 'us';
  #titled = false;

  private constructor(options: SessionOptions, onResume: () => void) {
    this.#options = options;
    this.#onResume = onResume;
    this.#keyboard = new Keyboard(options.input);
    this.screen = loadBlessed().screen(options.terminal, this.#keyboard, options.output);
  }

  /**
   * Takes the terminal over.
   * @param onResume it came back from the shell, empty
   */
  static open(options: SessionOptions, onResume: () => void): Session {
    const session = new Session(options, onResume);
    session.#start();
    return session;
  }

  /** Whether what is written is seen: not while the shell has the terminal, nor after the end. */
  get isShown(): boolean {
    return this.#holder === 'us';
  }

  /** Sets the terminal's title, where it has one. */
  title(text: string): void {
    if (!this.isShown || !this.#options.terminal.titled) return;
    this.#write(titleOf(text, this.#titled));
    this.#titled = true;
  }

  bell(): void {
    if (this.isShown) this.#write('\x07');
  }

  /** Lends the terminal to the shell until SIGCONT. blessed's own sigtstp() leaves the alternate screen over the shell. */
  suspend(): void {
    if (!this.isShown) return;
    this.#holder = 'shell';
    this.#leave();
    this.screen.leave();
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
    this.screen.destroy();
    this.#keyboard.stop();
  }

  #start(): void {
    const { input, output } = this.#options;
    process.on('SIGCONT', this.#resume);
    // An ssh link that was cut: there is nobody to show anything to.
    output.on('error', this.#gone);
    input.on('error', this.#gone);
    input.on('end', this.#gone);
    this.#keyboard.start();
    this.#enter();
  }

  readonly #gone = (): void => {
    this.close();
    this.#options.onGone();
  };

  readonly #resume = (): void => {
    if (this.#holder !== 'shell') return;
    this.#holder = 'us';
    this.#keyboard.setRawMode(true);
    this.screen.enter();
    this.#enter();
    // Only the shell was told if the window got another size meanwhile.
    process.emit('SIGWINCH');
    this.#onResume();
  };

  #enter(): void {
    this.#write(enterSequence(this.#options.mouse ?? false));
  }

  #leave(): void {
    this.#write(leaveSequence(this.#options.mouse ?? false, this.#titled));
    this.#titled = false;
  }

  #write(text: string): void {
    this.#options.output.write(text);
  }
}
