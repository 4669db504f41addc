import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** The terminal puts these around what is pasted, once it was asked to. */
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';

/** What is known between two packets. */
export interface PasteFilter {
  readonly pasting: boolean;
  /** The beginning of a sequence whose rest has not come. */
  readonly held: string;
}

export const emptyPasteFilter: PasteFilter = { pasting: false, held: '' };

/** The beginning of an escape sequence at the end of a packet: keys, mouse, marks of a paste. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins every sequence
const UNFINISHED = /\x1b(?:\[[0-9;<?]*|O)?$/;

/** What is typed out of one packet: nothing pasted, no half sequence (a slow line cuts them, B13). */
export function filterPaste({ pasting, held }: PasteFilter, packet: string): { typed: string; sieve: PasteFilter } {
  let text = held + packet;
  let inside = pasting;
  let typed = '';
  for (;;) {
    const mark = inside ? PASTE_ENDS : PASTE_BEGINS;
    const at = text.indexOf(mark);
    if (at < 0) break;
    if (!inside) typed += text.slice(0, at);
    text = text.slice(at + mark.length);
    inside = !inside;
  }
  const rest = UNFINISHED.exec(text)?.[0] ?? '';
  if (!inside) typed += text.slice(0, text.length - rest.length);
  return { typed, sieve: { pasting: inside, held: rest } };
}

/** A lone Esc is told from the beginning of a sequence by what follows within this, ms. */
const ESCAPE_MS = 60;

/** The keyboard as blessed reads it: a terminal whose input went through the sieve. */
export class Keyboard extends EventEmitter {
  readonly isTTY = true;
  isRaw = false;
  readonly #tty: Readable & { setRawMode?: (on: boolean) => unknown };
  readonly #decoder = new StringDecoder('utf8');
  #sieve = emptyPasteFilter;
  #timer: NodeJS.Timeout | undefined;

  constructor(tty: Readable) {
    super();
    this.#tty = tty;
  }

  start(): void {
    this.#tty.on('data', this.#take);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#tty.removeListener('data', this.#take);
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

  readonly #take = (packet: Buffer): void => {
    clearTimeout(this.#timer);
    const { typed, sieve } = filterPaste(this.#sieve, this.#decoder.write(packet));
    this.#sieve = sieve;
    this.#give(typed);
    if (sieve.held === '' || sieve.pasting) return;
    this.#timer = setTimeout(() => {
      this.#sieve = { ...this.#sieve, held: '' };
      this.#give(sieve.held);
    }, ESCAPE_MS);
  };

  #give(typed: string): void {
    if (typed !== '') this.emit('data', Buffer.from(typed));
  }
}
