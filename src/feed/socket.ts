import { lstatSync, mkdirSync, realpathSync, statSync, unlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { AppError } from '../host/errors.ts';
import { codeOf } from '../host/files.ts';
import type { ErrorKind } from '../text/errors.ts';
import { queryDaemon } from './query.ts';

/** `sun_path` of Linux holds 108 bytes with its closing NUL. */
const MAX_PATH = 107;

/** Why the feed cannot be served; `detail`: the process that holds the socket, its unsafe directory, the system's code. */
export class FeedError extends AppError<ErrorKind<'FeedError'>> {
  override readonly name = 'FeedError';
}

/**
 * Makes a socket, mode 0660, and its directory, and listens. A socket that nobody serves any more is replaced; one that
 * is served is not, nor is a file of another kind.
 * @throws FeedError
 */
export async function listenOn(path: string, onClient: (client: Socket) => void): Promise<Server> {
  const length = Buffer.byteLength(path);
  if (length > MAX_PATH) throw new FeedError('tooLong', path, `${length} > ${MAX_PATH}`);
  try {
    const directory = dirname(path);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const unsafe = unsafeDirectory(directory);
    if (unsafe) throw new FeedError('unsafe', path, unsafe);
    await removeUnserved(path);
    return await listen(path, onClient);
  } catch (error) {
    if (error instanceof FeedError) throw error;
    throw new FeedError('failed', path, codeOf(error));
  }
}

function listen(path: string, onClient: (client: Socket) => void): Promise<Server> {
  const server = createServer(onClient);
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    // listen() makes the socket: from its first moment others must not get in. A chmod afterwards could follow a link.
    const before = process.umask(0o117);
    server.listen(path, () => resolve(server));
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
