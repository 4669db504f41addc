import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** The terminal puts these around what is pasted, once it was asked to. */
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';

/** The beginning of an escape sequence at the end of a packet: keys, mouse, marks of a paste. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins every sequence
const UNFINISHED = /\x1b(?:\[[0-9;<?]*|O)?$/;

/** Lets through what is typed: nothing that is pasted, no half sequence (a slow line cuts them). */
export class PasteFilter {
  isPasting = false;
  /** The beginning of a sequence whose rest has not come. */
  held = '';

  /** The typed part of one packet, after what was held back of the one before. */
  typedIn(packet: string): string {
    let text = this.held + packet;
    let typed = '';
    for (;;) {
      const mark = this.isPasting ? PASTE_ENDS : PASTE_BEGINS;
      const at = text.indexOf(mark);
      if (at < 0) break;
      if (!this.isPasting) typed += text.slice(0, at);
      text = text.slice(at + mark.length);
      this.isPasting = !this.isPasting;
    }
    this.held = UNFINISHED.exec(text)?.[0] ?? '';
    return this.isPasting ? typed : typed + text.slice(0, text.length - this.held.length);
  }
}

/** An Esc is a key of its own when nothing follows it within this, ms. */
const ESCAPE_MS = 60;

/** The keyboard as blessed reads it: a terminal whose input is filtered. */
export class Keyboard extends EventEmitter {
  readonly isTTY = true;
  isRaw = false;
  readonly #tty: Readable & { setRawMode?: (on: boolean) => unknown };
  readonly #decoder = new StringDecoder('utf8');
  readonly #filter = new PasteFilter();
  #timer: NodeJS.Timeout | undefined;

  constructor(tty: Readable) {
    super();
    this.#tty = tty;
  }

  start(): void {
    this.#tty.on('data', this.#onPacket);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#tty.removeListener('data', this.#onPacket);
    this.setRawMode(false);
    this.#tty.pause();
  }

  setRawMode(on: boolean): void {
    this.isRaw = on;
    this.#tty.setRawMode?.(on);
  }

  resume(): void {
    this.#tty.resume();
  }

  pause(): void {
    this.#tty.pause();
  }

  readonly #onPacket = (packet: Buffer): void => {
    clearTimeout(this.#timer);
    this.#emit(this.#filter.typedIn(this.#decoder.write(packet)));
    if (this.#filter.held === '' || this.#filter.isPasting) return;
    this.#timer = setTimeout(() => {
      this.#emit(this.#filter.held);
      this.#filter.held = '';
    }, ESCAPE_MS);
  };

  #emit(typed: string): void {
    if (typed !== '') this.emit('data', Buffer.from(typed));
  }
}
