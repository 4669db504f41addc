/*
 * A bad neighbour of the feed, a process of its own: `feed-attacker.js HOW SOCKET SECONDS NUMBER`. Prints `ready` when the
 * attack runs and, at its end, how many connections it made, how many were closed and how many were refused.
 */
import { connect, type Socket } from 'node:net';

const [, , how = '', socket = '', seconds = '1', number = '1'] = process.argv;
const count = Number(number);
const sockets = new Set<Socket>();
let made = 0;
let closed = 0;
let refused = 0;

function open(): Socket {
  const client = connect(socket);
  client.on('connect', () => made++);
  client.on('error', () => undefined);
  client.on('close', () => {
    closed++;
    sockets.delete(client);
  });
  sockets.add(client);
  return client;
}

const ATTACKS: Readonly<Record<string, () => void>> = {
  /** Clients that never read. */
  deaf() {
    for (let i = 0; i < count; i++) open().pause();
  },
  /** Clients that read 200 bytes a second. */
  slow() {
    for (let i = 0; i < count; i++) {
      const client = open().pause();
      setInterval(() => client.read(20), 100);
      client.on('readable', () => undefined);
    }
  },
  /** Clients that end their half of the connection at once and stay. */
  half() {
    for (let i = 0; i < count; i++) open().resume().end();
  },
  /** Clients that send megabytes, and come back when they are cut off. */
  loud() {
    const noise = Buffer.alloc(1 << 16, '{"type":"hello"\n');
    const shout = (): void => {
      const client = open().resume();
      const more = (): void => {
        while (!client.destroyed && client.write(noise)) {}
      };
      client.on('connect', more).on('drain', more);
      client.on('close', () => setTimeout(shout, 1));
    };
    for (let i = 0; i < count; i++) shout();
  },
  /** Connections a second, each closed at once. */
  storm() {
    const began = performance.now();
    let opened = 0;
    setInterval(() => {
      const due = ((performance.now() - began) / 1000) * count;
      for (let i = 0; i < 500 && opened < due; i++, opened++) {
        const client = open();
        client.on('connect', () => client.destroy());
      }
    }, 5);
  },
  /** Clients that stay and read; those are counted that the feed refuses, since there are too many. */
  crowd() {
    for (let i = 0; i < count; i++) {
      open()
        .resume()
        .once('data', (bytes: Buffer) => {
          if (bytes.toString('latin1').startsWith('{"type":"refused"')) refused++;
        });
    }
  },
};

ATTACKS[how]?.();
process.stdout.write('ready\n');
setTimeout(() => {
  process.stdout.write(`${JSON.stringify({ made, closed, refused, open: sockets.size })}\n`, () => process.exit(0));
}, Number(seconds) * 1000);
