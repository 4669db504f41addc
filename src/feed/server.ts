import { chmodSync, lstatSync, mkdirSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { FeedMessage } from './messages.js';

/** What a reader may leave unread, bytes: the history and ten minutes more. Beyond it, it is cut off. */
const MOST_UNREAD = 1 << 20;
const MOST_CLIENTS = 256;
/** `sun_path` of Linux holds 108 bytes with its closing NUL. */
const LONGEST_PATH = 107;

/** Why the feed cannot be served. */
export class FeedError extends Error {
  readonly kind: 'tooLong' | 'inUse' | 'notSocket' | 'failed';
  readonly path: string;

  constructor(kind: FeedError['kind'], path: string, detail = '') {
    super(detail || kind);
    this.kind = kind;
    this.path = path;
  }
}

/** Sends every message to every reader of a Unix socket, one line of JSON each. Never waits for one. */
export class FeedServer {
  readonly #path: string;
  readonly #greeting: () => readonly FeedMessage[];
  readonly #clients = new Set<Socket>();
  #server: Server | undefined;

  /** @param greeting what a new reader gets first */
  constructor(path: string, greeting: () => readonly FeedMessage[]) {
    this.#path = path;
    this.#greeting = greeting;
  }

  get clients(): number {
    return this.#clients.size;
  }

  /**
   * Listens, mode 0660. A socket that nobody serves any more is replaced; one that is served is not.
   * @throws FeedError
   */
  async start(): Promise<void> {
    if (Buffer.byteLength(this.#path) > LONGEST_PATH) {
      throw new FeedError('tooLong', this.#path, `${Buffer.byteLength(this.#path)} > ${LONGEST_PATH}`);
    }
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      await this.#clear();
      await this.#listen();
    } catch (error) {
      if (error instanceof FeedError) throw error;
      throw new FeedError('failed', this.#path, (error as NodeJS.ErrnoException).code ?? String(error));
    }
  }

  send(message: FeedMessage): void {
    if (this.#clients.size === 0) return;
    const line = `${JSON.stringify(message)}\n`;
    for (const client of this.#clients) this.#write(client, line);
  }

  /** Says goodbye to the readers and removes the socket. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const client of this.#clients) client.end();
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
    if (await isServed(this.#path)) throw new FeedError('inUse', this.#path);
    unlinkSync(this.#path);
  }

  #listen(): Promise<void> {
    const server = createServer((client) => this.#greet(client));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.on('error', reject);
      // The socket is made within listen(): from its first moment others must not get in.
      const before = process.umask(0o117);
      server.listen(this.#path, () => {
        chmodSync(this.#path, 0o660);
        resolve();
      });
      process.umask(before);
    });
  }

  #greet(client: Socket): void {
    if (this.#clients.size >= MOST_CLIENTS) {
      client.destroy();
      return;
    }
    this.#clients.add(client);
    client.on('close', () => this.#clients.delete(client));
    // The feed is one-way: what a reader sends is thrown away, and its going away is no error of ours.
    client.on('error', () => client.destroy());
    client.resume();
    for (const message of this.#greeting()) this.#write(client, `${JSON.stringify(message)}\n`);
  }

  #write(client: Socket, line: string): void {
    if (client.writableLength > MOST_UNREAD) client.destroy();
    else client.write(line);
  }
}

function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.on('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}
