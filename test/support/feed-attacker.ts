/*
 * What a bad neighbour does to the feed, as a process of its own: `attacker.js HOW SOCKET SECONDS [NUMBER]`.
 * Prints `ready` once it is at it, and at its end how many connections it made and how many were closed on it.
 */
import { connect, type Socket } from 'node:net';

const [, , how = '', socket = '', seconds = '1', number = '1'] = process.argv;
const sockets = new Set<Socket>();
let made = 0;
let closed = 0;
let refused = 0;

function come(): Socket {
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

const WAYS: Readonly<Record<string, () => void>> = {
  /** So many that never read. */
  deaf() {
    for (let i = 0; i < Number(number); i++) come().pause();
  },
  /** So many that read 200 bytes a second. */
  slow() {
    for (let i = 0; i < Number(number); i++) {
      const client = come().pause();
      setInterval(() => client.read(200), 1000);
      client.on('readable', () => undefined);
    }
  },
  /** So many that end their half at once and stay. */
  half() {
    for (let i = 0; i < Number(number); i++) come().resume().end();
  },
  /** So many that send megabytes, and come back when they are cut off. */
  loud() {
    const noise = Buffer.alloc(1 << 16, '{"type":"hello"\n');
    const shout = (): void => {
      const client = come().resume();
      const more = (): void => {
        while (!client.destroyed && client.write(noise)) {}
      };
      client.on('connect', more).on('drain', more);
      client.on('close', () => setTimeout(shout, 1));
    };
    for (let i = 0; i < Number(number); i++) shout();
  },
  /** So many connections a second, each left at once. */
  storm() {
    const began = performance.now();
    let asked = 0;
    setInterval(() => {
      const due = ((performance.now() - began) / 1000) * Number(number);
      for (let i = 0; i < 500 && asked < due; i++, asked++) {
        const client = come();
        client.on('connect', () => client.destroy());
      }
    }, 5);
  },
  /** So many that stay and read, counting those that are told that they are too many. */
  crowd() {
    for (let i = 0; i < Number(number); i++) {
      let first = '';
      come().on('data', (bytes: Buffer) => {
        if (first === '') {
          first = bytes.toString('latin1', 0, 20);
          if (first.startsWith('{"type":"refused"')) refused++;
        }
      });
    }
  },
};

WAYS[how]?.();
process.stdout.write('ready\n');
setTimeout(() => {
  process.stdout.write(`${JSON.stringify({ made, closed, refused, open: sockets.size })}\n`, () => process.exit(0));
}, Number(seconds) * 1000);
