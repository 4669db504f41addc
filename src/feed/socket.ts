import { realpathSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { parseMessage } from './messages.ts';

/** How long a daemon may take to say who it is, ms. */
const ANSWER_MS = 1000;
/** Its first line, `hello`, is not longer, characters. */
const LONGEST_HELLO = 10_000;

/**
 * Why a socket in this directory could be replaced by somebody else's: it belongs to another user, or everybody may
 * write there (but in a sticky one, as /tmp is, each removes only what is his own). Undefined where it is safe.
 */
export function unsafeDirectory(directory: string): string | undefined {
  const real = realpathSync(directory);
  const { uid, mode } = statSync(real);
  if (uid !== 0 && uid !== process.getuid?.()) return `${real} uid ${uid}`;
  const isOpen = (mode & 0o002) !== 0 && (mode & 0o1000) === 0;
  return isOpen ? `${real} mode ${(mode & 0o7777).toString(8)}` : undefined;
}

/** The daemon that serves a socket, by its own word; undefined where nobody does. */
export function servedBy(path: string): Promise<{ readonly pid: number | undefined } | undefined> {
  return new Promise((resolve) => {
    const probe = connect(path);
    let heard = '';
    const settle = (server: { readonly pid: number | undefined } | undefined): void => {
      clearTimeout(timer);
      probe.destroy();
      resolve(server);
    };
    const timer = setTimeout(() => settle({ pid: undefined }), ANSWER_MS);
    probe.setEncoding('utf8');
    probe.on('data', (text: string) => {
      heard += text;
      const end = heard.indexOf('\n');
      if (end < 0 && heard.length < LONGEST_HELLO) return;
      const message = parseMessage(heard.slice(0, Math.max(end, 0)));
      settle({ pid: message?.type === 'hello' ? message.pid : undefined });
    });
    probe.on('end', () => settle({ pid: undefined }));
    probe.on('error', ({ code }: NodeJS.ErrnoException) =>
      settle(code === 'ECONNREFUSED' || code === 'ENOENT' ? undefined : { pid: undefined }),
    );
  });
}
