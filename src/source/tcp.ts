import { connect } from 'node:net';
import type { Connect } from './line.js';
import type { Problem } from './source.js';

const KINDS: Readonly<Record<string, Problem['kind']>> = {
  ECONNREFUSED: 'missing',
  ENOTFOUND: 'missing',
  EHOSTUNREACH: 'missing',
  EACCES: 'denied',
};

/** Reads a serial port that another machine serves as it is (ser2net in raw mode and the like). */
export function tcpPort(host: string, port: number): Connect {
  return (_settings, on) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      let open = false;
      const down = (detail: string): void => {
        socket.destroy();
        if (open) on.lost({ kind: 'hangup', detail });
        else reject({ kind: KINDS[detail] ?? 'other', detail } satisfies Problem);
      };
      socket.on('error', (error: NodeJS.ErrnoException) => down(error.code ?? error.message));
      socket.on('end', () => down('EOF'));
      socket.on('data', (chunk) => on.bytes(chunk));
      socket.on('connect', () => {
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
