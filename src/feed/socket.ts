import {
  closeSync,
  constants,
  linkSync,
  lstatSync,
  openSync,
  realpathSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { AppError } from '../host/errors.ts';
import { codeOf, makeDirectory } from '../host/files.ts';
import { type Lock, takeLock } from '../host/lock.ts';
import type { ErrorKind } from '../text/errors.ts';
import { queryDaemon } from './query.ts';

/** `sun_path` of Linux holds 108 bytes with its closing NUL. */
const MAX_PATH = 107;

/** Why the feed cannot be served; `detail`: the process that holds the socket, its unsafe directory, the system's code. */
export class FeedError extends AppError<ErrorKind<'FeedError'>> {
  override readonly name = 'FeedError';
}

/** The socket of the feed and the lock beside it, by which only one daemon serves it, also while the socket is not there. */
export class FeedSocket {
  readonly #path: string;
  readonly #onClient: (client: Socket) => void;
  #lock: Lock | undefined;
  #server: Server | undefined;
  /** Device and inode of our socket. */
  #identity: string | undefined;

  constructor(path: string, onClient: (client: Socket) => void) {
    this.#path = path;
    this.#onClient = onClient;
  }

  /**
   * Makes the socket, mode 0660, and its directory, and listens. A socket that nobody serves any more is replaced; one
   * that is served is not, nor is a file of another kind.
   * @throws FeedError
   */
  async open(): Promise<void> {
    const path = this.#path;
    const length = Buffer.byteLength(path);
    if (length > MAX_PATH) throw new FeedError('tooLong', path, `${length} > ${MAX_PATH}`);
    try {
      const directory = dirname(path);
      makeDirectory(directory, 0o700);
      const unsafe = unsafeDirectory(directory);
      if (unsafe) throw new FeedError('unsafe', path, unsafe);
      if (!this.#lock?.isHeld()) this.#lock = lockOf(path);
      void this.close();
      await removeUnserved(path);
      const { server, identity } = await listen(path, this.#onClient);
      this.#server = server;
      this.#identity = identity;
    } catch (error) {
      if (error instanceof FeedError) throw error;
      throw new FeedError('failed', path, codeOf(error));
    }
  }

  /** Why readers do not find our socket; undefined where they do. */
  get displacement(): FeedError | undefined {
    try {
      const stat = lstatSync(this.#path, { throwIfNoEntry: false });
      if (!stat) return new FeedError('failed', this.#path, 'ENOENT');
      return identityOf(stat) === this.#identity ? undefined : new FeedError('replaced', this.#path);
    } catch (error) {
      return new FeedError('failed', this.#path, codeOf(error));
    }
  }

  /** Listens no longer, and removes the socket, if it is ours. Resolves when the last reader has left. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    if (!this.displacement) rmSync(this.#path, { force: true });
    await new Promise((resolve) => server.close(resolve));
  }

  /** Lets another daemon serve the path. */
  release(): void {
    this.#lock?.release();
    this.#lock = undefined;
  }
}

function lockOf(path: string): Lock {
  const lock = takeLock(`${path}.lock`);
  if (typeof lock === 'number') throw new FeedError('inUse', path, String(lock));
  return lock;
}

const identityOf = ({ dev, ino }: { readonly dev: number; readonly ino: number }): string => `${dev} ${ino}`;

/**
 * Puts a socket that listens already in its place: one that does not answer is a dead one at any moment, and nothing that
 * came there meanwhile is replaced.
 */
async function listen(path: string, onClient: (client: Socket) => void): Promise<{ server: Server; identity: string }> {
  const server = createServer(onClient);
  const directory = dirname(path);
  const name = `.feed-${process.pid}`;
  const temporary = join(directory, name);
  rmSync(temporary, { force: true });
  const fd = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    // By way of /proc: with the directory's own path it might be too long.
    await listenAt(server, `/proc/self/fd/${fd}/${name}`);
    const identity = identityOf(lstatSync(temporary));
    linkSync(temporary, path);
    return { server, identity };
  } catch (error) {
    server.close();
    throw error;
  } finally {
    closeSync(fd);
    rmSync(temporary, { force: true });
  }
}

function listenAt(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    // listen() makes the socket: from its first moment others must not get in. A chmod afterwards could follow a link.
    const before = process.umask(0o117);
    server.listen(path, resolve);
    process.umask(before);
  });
}

/**
 * Why somebody else could replace a socket in this directory: it belongs to another user, or everybody may write there
 * (unless it is sticky, as /tmp: there each user removes only what is his own). Undefined where it is safe.
 */
function unsafeDirectory(directory: string): string | undefined {
  const real = realpathSync(directory);
  const { uid, mode } = statSync(real);
  if (uid !== 0 && uid !== process.getuid?.()) return `${real} uid ${uid}`;
  const isOpen = (mode & 0o002) !== 0 && (mode & 0o1000) === 0;
  return isOpen ? `${real} mode ${(mode & 0o7777).toString(8)}` : undefined;
}

async function removeUnserved(path: string): Promise<void> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isSocket()) throw new FeedError('notSocket', path);
  const server = await findServer(path);
  if (server !== undefined) throw new FeedError('inUse', path, server);
  unlinkSync(path);
}

/** The pid of the daemon that serves a socket, '' where another program does; undefined where nobody serves it. */
async function findServer(path: string): Promise<string | undefined> {
  try {
    const { hello } = await queryDaemon(path);
    return String(hello?.pid ?? '');
  } catch (error) {
    const { message: code } = error as Error;
    return code === 'ECONNREFUSED' || code === 'ENOENT' ? undefined : '';
  }
}
