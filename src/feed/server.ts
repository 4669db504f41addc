import { lstatSync, mkdirSync, unlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { AppError } from '../host/errors.ts';
import { codeOf } from '../host/files.ts';
import type { ErrorKind } from '../text/errors.ts';
import type { FeedMessage } from './messages.ts';
import { servedBy, unsafeDirectory } from './socket.ts';

/** What a reader may leave unread, bytes: the history and ten minutes more. Beyond it, it is cut off. */
const MOST_UNREAD = 1 << 20;
/** The same for all readers together: then the one that is furthest behind is cut off. */
const MOST_UNREAD_BY_ALL = 16 << 20;
const MOST_CLIENTS = 256;
/** The feed is one-way: a reader that sends more than this is none, bytes. */
const MOST_SENT = 4096;
/** Arrivals in a second beyond which nobody is let in for the next one: accepting must not keep the meter waiting. */
const MOST_ARRIVALS = 500;
const SECOND_MS = 1000;
/** `sun_path` of Linux holds 108 bytes with its closing NUL. */
const LONGEST_PATH = 107;

/** Why the feed cannot be served; `detail`: the process that holds the socket, its unsafe directory, the system's code. */
export class FeedError extends AppError<ErrorKind<'FeedError'>> {
  override readonly name = 'FeedError';
}

export interface FeedEvents {
  /** What a new reader gets first. */
  greeting(): readonly FeedMessage[];
  /** Readers were turned away, for the first time within a minute: there are too many, or too many at once. */
  refused?(why: 'full' | 'flood'): void;
}

/** Sends every message to every reader of a Unix socket, one line of JSON each. Never waits for one. */
export class FeedServer {
  readonly #path: string;
  readonly #events: FeedEvents;
  readonly #clients = new Set<Socket>();
  /** Encoded once, however many readers it goes to: those that lag share the same bytes. */
  readonly #encoded = new WeakMap<FeedMessage, Buffer>();
  #server: Server | undefined;
  #arrivals = 0;
  #arrivedSince = Number.NEGATIVE_INFINITY;
  #refusedAt = Number.NEGATIVE_INFINITY;
  #opening: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(path: string, events: FeedEvents) {
    this.#path = path;
    this.#events = events;
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** Too many came: there is no socket for a second. */
  get isResting(): boolean {
    return this.#opening !== undefined;
  }

  /**
   * Listens, mode 0660. A socket that nobody serves any more is replaced; one that is served is not.
   * @throws FeedError
   */
  async start(): Promise<void> {
    this.#stopped = false;
    if (Buffer.byteLength(this.#path) > LONGEST_PATH) {
      throw new FeedError('tooLong', this.#path, `${Buffer.byteLength(this.#path)} > ${LONGEST_PATH}`);
    }
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      const unsafe = unsafeDirectory(dirname(this.#path));
      if (unsafe) throw new FeedError('unsafe', this.#path, unsafe);
      await this.#clear();
      await this.#listen();
      // Stopped meanwhile: nobody would end it any more.
      if (this.#stopped) this.#server?.close();
    } catch (error) {
      if (error instanceof FeedError) throw error;
      throw new FeedError('failed', this.#path, codeOf(error));
    }
  }

  send(message: FeedMessage): void {
    for (const client of this.#clients) this.#write(client, message);
    this.#limitUnread();
  }

  /** Says goodbye to the readers and removes the socket. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#opening);
    this.#opening = undefined;
    for (const client of this.#clients) client.end();
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    // One that does not take its last lines in time does not hold up the end.
    const timer = setTimeout(() => {
      for (const client of this.#clients) client.destroy();
    }, 300);
    await closed;
    clearTimeout(timer);
  }

  async #clear(): Promise<void> {
    try {
      if (!lstatSync(this.#path).isSocket()) throw new FeedError('notSocket', this.#path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    const server = await servedBy(this.#path);
    if (server) throw new FeedError('inUse', this.#path, String(server.pid ?? ''));
    unlinkSync(this.#path);
  }

  #listen(): Promise<void> {
    const server = createServer((client) => this.#admit(client));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.on('error', reject);
      // The socket is made within listen(): from its first moment others must not get in. No chmod after it: by then
      // the name might lead elsewhere.
      const before = process.umask(0o117);
      server.listen(this.#path, resolve);
      process.umask(before);
    });
  }

  /** Nobody comes in for a second. Those who are in stay. */
  #closeDoor(): void {
    this.#server?.close();
    this.#server = undefined;
    this.#opening = setTimeout(() => {
      this.#opening = undefined;
      // The feed's keeper sees that there is no socket, should this fail.
      this.start().catch(() => undefined);
    }, SECOND_MS);
  }

  #admit(client: Socket): void {
    // Its going away is no error of ours.
    client.on('error', () => client.destroy());
    const now = performance.now();
    if (now - this.#arrivedSince > SECOND_MS) {
      this.#arrivedSince = now;
      this.#arrivals = 0;
    }
    this.#arrivals++;
    const flood = this.#arrivals > MOST_ARRIVALS;
    if (flood && this.#server) this.#closeDoor();
    if (flood || this.#clients.size >= MOST_CLIENTS) this.#refuse(client, flood ? 'flood' : 'full');
    else this.#greet(client);
  }

  #refuse(client: Socket, why: 'full' | 'flood'): void {
    client.resume();
    client.end(`${JSON.stringify({ type: 'refused', why, clients: this.#clients.size })}\n`, () => client.destroy());
    if (performance.now() - this.#refusedAt < 60 * SECOND_MS) return;
    this.#refusedAt = performance.now();
    this.#events.refused?.(why);
  }

  #greet(client: Socket): void {
    this.#clients.add(client);
    client.on('close', () => this.#clients.delete(client));
    let sent = 0;
    // Read only to learn that the reader has gone; one that pours out its own is not worth the reading.
    client.on('data', (bytes) => {
      sent += bytes.length;
      if (sent > MOST_SENT) client.destroy();
    });
    for (const message of this.#events.greeting()) this.#write(client, message);
    this.#limitUnread();
  }

  #write(client: Socket, message: FeedMessage): void {
    let bytes = this.#encoded.get(message);
    if (!bytes) {
      bytes = Buffer.from(`${JSON.stringify(message)}\n`);
      this.#encoded.set(message, bytes);
    }
    if (client.writableLength > MOST_UNREAD) client.destroy();
    else client.write(bytes);
  }

  #limitUnread(): void {
    let total = 0;
    let worst: Socket | undefined;
    for (const client of this.#clients) {
      total += client.writableLength;
      if (client.writableLength > (worst?.writableLength ?? 0)) worst = client;
    }
    if (total > MOST_UNREAD_BY_ALL) worst?.destroy();
  }
}
