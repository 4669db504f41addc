import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** The terminal puts these around what is pasted, once it was asked to. */
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';

/** What is remembered between two packets. */
export interface PasteFilter {
  readonly pasting: boolean;
  /** The beginning of a sequence whose rest has not come. */
  readonly held: string;
}

export const emptyPasteFilter: PasteFilter = { pasting: false, held: '' };

/** The beginning of an escape sequence at the end of a packet: keys, mouse, marks of a paste. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins every sequence
const UNFINISHED = /\x1b(?:\[[0-9;<?]*|O)?$/;

/** The typed part of one packet: nothing that is pasted, no half sequence (a slow line cuts them). */
export function filterPaste({ pasting, held }: PasteFilter, packet: string): { typed: string; filter: PasteFilter } {
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
  return { typed, filter: { pasting: inside, held: rest } };
}

/** An Esc is a key of its own when nothing follows it within this, ms. */
const ESCAPE_MS = 60;

/** The keyboard as blessed reads it: a terminal whose input is filtered. */
export class Keyboard extends EventEmitter {
  readonly isTTY = true;
  isRaw = false;
  readonly #tty: Readable & { setRawMode?: (on: boolean) => unknown };
  readonly #decoder = new StringDecoder('utf8');
  #filter = emptyPasteFilter;
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
    const { typed, filter } = filterPaste(this.#filter, this.#decoder.write(packet));
    this.#filter = filter;
    this.#emit(typed);
    if (filter.held === '' || filter.pasting) return;
    this.#timer = setTimeout(() => {
      this.#filter = { ...this.#filter, held: '' };
      this.#emit(filter.held);
    }, ESCAPE_MS);
  };

  #emit(typed: string): void {
    if (typed !== '') this.emit('data', Buffer.from(typed));
  }
}
