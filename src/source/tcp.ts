import { connect } from 'node:net';
import type { Connect } from './reconnecting.ts';
import { LinkError } from './source.ts';

const KINDS: Readonly<Record<string, LinkError['kind']>> = {
  ECONNREFUSED: 'missing',
  ENOTFOUND: 'missing',
  EHOSTUNREACH: 'missing',
  ETIMEDOUT: 'missing',
  EACCES: 'denied',
};

/** So many bytes are read in so many ms, 60 times what a meter sends: one that pours more must wait, not we. */
const MOST_BYTES = 1 << 16;
const EVERY_MS = 1000;

/** Reads a serial port that another machine serves as it is (ser2net in raw mode and the like). */
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
      // The kernel alone asks a host that does not answer for two minutes, which the watchdog takes for a hung daemon.
      const unanswered = setTimeout(() => down('ETIMEDOUT'), readTimeout * 1000);
      socket.on('close', () => clearTimeout(unanswered));
      socket.on('error', (error: NodeJS.ErrnoException) => down(error.code ?? error.message));
      socket.on('end', () => down('EOF'));
      let room = MOST_BYTES;
      let since = performance.now();
      socket.on('data', (chunk) => {
        if (performance.now() - since >= EVERY_MS) {
          room = MOST_BYTES;
          since = performance.now();
        }
        room -= chunk.length;
        if (room <= 0) {
          socket.pause();
          setTimeout(() => socket.resume(), EVERY_MS);
        }
        on.bytes(chunk);
      });
      socket.on('connect', () => {
        clearTimeout(unanswered);
        open = true;
        resolve({
          close: async () => {
            open = false;
            socket.destroy();
          },
        });
      });
    });
}
