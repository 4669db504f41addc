import { FeedClient, type FeedClientEvents } from './client.ts';
import type { HelloMessage, SampleMessage, StatusMessage } from './messages.ts';

/** A daemon greets at once; one that has not done so after this time hangs. */
const GREETING_TIMEOUT_MS = 3000;

/** What a daemon says to a new reader. */
export interface DaemonSnapshot {
  readonly hello: HelloMessage | undefined;
  readonly status: StatusMessage;
  /** The last sample; undefined where the daemon has none yet. */
  readonly sample: SampleMessage | undefined;
}

/** Asks a daemon for its state. @throws Error whose message is the system's code, or ETIMEDOUT */
export function queryDaemon(path: string): Promise<DaemonSnapshot> {
  return new Promise((resolve, reject) => {
    let hello: HelloMessage | undefined;
    let sample: SampleMessage | undefined;
    const events: FeedClientEvents = {
      connected: () => undefined,
      message: (message) => {
        if (message.type === 'hello') hello = message;
        if (message.type === 'sample') sample = message;
        // The status ends the greeting: the sample, if there is one, came before it.
        if (message.type === 'status') end(() => resolve({ hello, status: message, sample }));
      },
      lost: ({ code }) => end(() => reject(new Error(code))),
    };
    // Its hour of readings takes a hundred times longer to be read than all the rest.
    const client = new FeedClient(path, events, 'history');
    const timer = setTimeout(() => end(() => reject(new Error('ETIMEDOUT'))), GREETING_TIMEOUT_MS);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      client.stop();
      settle();
    };
    client.start();
  });
}
