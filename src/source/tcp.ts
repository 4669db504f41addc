import { connect } from 'node:net';
import { monotonicMs } from '../host/monotonic.ts';
import type { Connect } from './reconnecting.ts';
import { LinkError } from './source.ts';

const KINDS: Readonly<Record<string, LinkError['kind']>> = {
  ECONNREFUSED: 'missing',
  ENOTFOUND: 'missing',
  EHOSTUNREACH: 'missing',
  ETIMEDOUT: 'missing',
  EACCES: 'denied',
};

/** At most MAX_BYTES are read per WINDOW_MS, 60 times what a meter sends: a flooding peer is throttled. */
const MAX_BYTES = 1 << 16;
const WINDOW_MS = 1000;

/** Reads a serial port that another machine serves unchanged (ser2net in raw mode and the like). */
export function tcpPort(host: string, port: number): Connect {
  return ({ readTimeout }, on) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      let open = false;
      const down = (detail: string): void => {
        socket.destroy();
        if (open) on.lost(new LinkError('hangup', detail));
        else reject(new LinkError(KINDS[detail] ?? 'other', detail));
      };
      // Left to itself, the kernel tries a host that does not answer for two minutes: for the watchdog, a hung daemon.
      const unanswered = setTimeout(() => down('ETIMEDOUT'), readTimeout * 1000);
      socket.on('close', () => clearTimeout(unanswered));
      socket.on('error', (error: NodeJS.ErrnoException) => down(error.code ?? error.message));
      socket.on('end', () => down('EOF'));
      let left = MAX_BYTES;
      let since = monotonicMs();
      socket.on('data', (chunk) => {
        if (monotonicMs() - since >= WINDOW_MS) {
          left = MAX_BYTES;
          since = monotonicMs();
        }
        left -= chunk.length;
        if (left <= 0) {
          socket.pause();
          setTimeout(() => socket.resume(), WINDOW_MS);
        }
        on.bytes(chunk);
      });
      socket.on('connect', () => {
        clearTimeout(unanswered);
        open = true;
        resolve(async () => {
          open = false;
          socket.destroy();
        });
      });
    });
}
