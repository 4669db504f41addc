import type { Socket } from 'node:net';
import { monotonicMs } from '../host/monotonic.ts';
import type { FeedMessage } from './messages.ts';
import { type FeedError, FeedSocket } from './socket.ts';

/** Bytes that a reader may leave unread, the history and ten minutes more; then it is cut off. */
const MAX_UNREAD = 1 << 20;
/** Bytes that all readers together may leave unread; then the one that is furthest behind is cut off. */
const MAX_UNREAD_BY_ALL = 16 << 20;
const MAX_CLIENTS = 256;
/** Readers do not write; one that sends more bytes than this is cut off. */
const MAX_RECEIVED = 4096;
/** Connections in a second; after more the socket is closed for a second: accepting must not delay the meter. */
const MAX_ARRIVALS = 500;
const SECOND_MS = 1000;
/** Refusals are reported at most once in this time. */
const REPORT_REFUSALS_MS = 60_000;
/** Readers that do not take their last lines within this time are cut off at the end. */
const GOODBYE_MS = 300;

/** Sends every message to every reader of a Unix socket, one line of JSON each. Never waits for a reader. */
export class FeedServer {
  readonly #greeting: () => readonly FeedMessage[];
  readonly #onRefusal: (why: 'full' | 'flood') => void;
  readonly #clients = new Set<Socket>();
  /** Each message is encoded once for all readers; those that lag share its bytes. */
  readonly #encoded = new WeakMap<FeedMessage, Buffer>();
  readonly #socket: FeedSocket;
  /** Connections since `#secondAt`, where the second that they are counted in begins. */
  #arrivals = 0;
  #secondAt = Number.NEGATIVE_INFINITY;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #pause: NodeJS.Timeout | undefined;
  #stopped = false;

  /**
   * @param greeting the first messages for a new reader
   * @param onRefusal readers are refused, at most one report a minute: there are too many, or too many came at once
   */
  constructor(path: string, greeting: () => readonly FeedMessage[], onRefusal: (why: 'full' | 'flood') => void) {
    this.#socket = new FeedSocket(path, (client) => this.#admit(client));
    this.#greeting = greeting;
    this.#onRefusal = onRefusal;
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** Why readers do not find the socket; undefined where they do, or will: it has a pause of a second after too many came. */
  get displacement(): FeedError | undefined {
    return this.#pause === undefined ? this.#socket.displacement : undefined;
  }

  /** Makes the socket, again too: readers that are connected stay. @throws FeedError */
  async start(): Promise<void> {
    await this.#socket.open();
    // Stopped meanwhile: nobody else would close it.
    if (this.#stopped) await this.#close();
  }

  send(message: FeedMessage): void {
    for (const client of this.#clients) this.#write(client, message);
    this.#limitUnread();
  }

  /** Ends every connection, for ever, and closes the socket. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#pause);
    this.#pause = undefined;
    for (const client of this.#clients) client.end();
    await this.#close();
  }

  async #close(): Promise<void> {
    const timer = setTimeout(() => {
      for (const client of this.#clients) client.destroy();
    }, GOODBYE_MS);
    await this.#socket.close();
    clearTimeout(timer);
    this.#socket.release();
  }

  #admit(client: Socket): void {
    // A reader may go at any moment.
    client.on('error', () => client.destroy());
    const isFlood = this.#isFlood();
    if (isFlood && this.#pause === undefined) this.#closeForASecond();
    if (isFlood) this.#refuse(client, 'flood');
    else if (this.#clients.size >= MAX_CLIENTS) this.#refuse(client, 'full');
    else this.#greet(client);
  }

  #isFlood(): boolean {
    const now = monotonicMs();
    if (now - this.#secondAt > SECOND_MS) {
      this.#secondAt = now;
      this.#arrivals = 0;
    }
    return ++this.#arrivals > MAX_ARRIVALS;
  }

  /** Readers that are connected stay. */
  #closeForASecond(): void {
    void this.#socket.close();
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      // Should this fail, the daemon sees that there is no socket, and starts again.
      this.start().catch(() => undefined);
    }, SECOND_MS);
  }

  #refuse(client: Socket, why: 'full' | 'flood'): void {
    client.resume();
    client.end(`${JSON.stringify({ type: 'refused', why, clients: this.#clients.size })}\n`, () => client.destroy());
    if (monotonicMs() - this.#reportedAt < REPORT_REFUSALS_MS) return;
    this.#reportedAt = monotonicMs();
    this.#onRefusal(why);
  }

  #greet(client: Socket): void {
    this.#clients.add(client);
    client.on('close', () => this.#clients.delete(client));
    let received = 0;
    // Without reading we would not learn that the reader has gone.
    client.on('data', (bytes) => {
      received += bytes.length;
      if (received > MAX_RECEIVED) client.destroy();
    });
    for (const message of this.#greeting()) this.#write(client, message);
    this.#limitUnread();
  }

  #write(client: Socket, message: FeedMessage): void {
    let bytes = this.#encoded.get(message);
    if (!bytes) {
      bytes = Buffer.from(`${JSON.stringify(message)}\n`);
      this.#encoded.set(message, bytes);
    }
    if (client.writableLength > MAX_UNREAD) client.destroy();
    else client.write(bytes);
  }

  #limitUnread(): void {
    let total = 0;
    let worst: Socket | undefined;
    for (const client of this.#clients) {
      total += client.writableLength;
      if (client.writableLength > (worst?.writableLength ?? 0)) worst = client;
    }
    if (total > MAX_UNREAD_BY_ALL) worst?.destroy();
  }
}
