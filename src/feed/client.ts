import { connect, Socket } from 'node:net';
import { Backoff } from '../time/backoff.ts';
import { type FeedMessage, parseMessage } from './messages.ts';
import { FOREIGN, isForeign } from './path.ts';

/** The pauses between tries: 1, 2, 4, 8 s, then 15 s each. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 15_000;
/** A server whose line is longer, in characters, is not ours: it is dropped. An hour of history is 200 KB. */
const MAX_LINE = 1 << 20;

/** How a message begins, as a daemon writes it: one that is not wanted need not be read. */
const beginningOf = (type: FeedMessage['type']): string => `{"type":"${type}",`;

export interface FeedClientEvents {
  message(message: FeedMessage): void;
  connected(): void;
  /** The daemon is not there or has gone; the next try begins at `retryAt` (ms since 1970). */
  lost(error: {
    readonly code: string;
    readonly path: string;
    readonly attempt: number;
    readonly retryAt: number;
  }): void;
}

/** Reads a daemon's feed; after each loss it connects again by itself. */
export class FeedClient {
  readonly #path: string;
  readonly #events: FeedClientEvents;
  readonly #unwanted: string | undefined;
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #backoff = new Backoff(FIRST_RETRY_MS, LAST_RETRY_MS);
  /** Tries in a row that brought no message. */
  #attempt = 0;

  /** @param unwanted a message that is passed over */
  constructor(path: string, events: FeedClientEvents, unwanted?: FeedMessage['type']) {
    this.#path = path;
    this.#events = events;
    this.#unwanted = unwanted && beginningOf(unwanted);
  }

  start(): void {
    const foreign = isForeign(this.#path);
    const socket = foreign ? new Socket() : connect(this.#path);
    this.#socket = socket;
    let code = 'EOF';
    /** The pieces of a line whose end has not come yet, and their length. */
    let pieces: string[] = [];
    let length = 0;
    socket.setEncoding('utf8');
    socket.on('connect', () => this.#events.connected());
    socket.on('data', (text: string) => {
      const lines = text.split('\n');
      const rest = lines.pop() ?? '';
      for (const end of lines) {
        pieces.push(end);
        const message = length + end.length > MAX_LINE ? undefined : this.#read(pieces.join(''));
        pieces = [];
        length = 0;
        if (!message || this.#socket !== socket) continue;
        // A connection alone resets nothing: a daemon that dies at each start is not to be retried every second.
        this.#attempt = 0;
        this.#backoff.reset();
        this.#events.message(message);
      }
      pieces.push(rest);
      length += rest.length;
      if (length > MAX_LINE) {
        code = 'EMSGSIZE';
        socket.destroy();
      }
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      code = error.code ?? error.message;
    });
    socket.on('close', () => {
      if (this.#socket === socket) this.#retryLater(code);
    });
    if (foreign) socket.destroy(Object.assign(new Error(FOREIGN), { code: FOREIGN }));
  }

  #read(line: string): FeedMessage | undefined {
    return this.#unwanted !== undefined && line.startsWith(this.#unwanted) ? undefined : parseMessage(line);
  }

  /** Ends the pause and tries now. */
  retryNow(): void {
    if (this.#timer === undefined) return;
    this.stop();
    this.start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
  }

  #retryLater(code: string): void {
    this.#socket = undefined;
    const pause = this.#backoff.next();
    this.#attempt++;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.start();
    }, pause);
    // Last: the listener may stop the client, which must clear this timer.
    this.#events.lost({ code, path: this.#path, attempt: this.#attempt, retryAt: Date.now() + pause });
  }
}
