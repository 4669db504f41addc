import { FeedClient } from './client.ts';
import type { HelloMessage, SampleMessage, StatusMessage } from './messages.ts';

/** A daemon greets at once; one that does not within this time hangs, ms. */
const ANSWER_MS = 3000;

/** What a daemon says to whoever comes. */
export interface DaemonSnapshot {
  readonly hello: HelloMessage | undefined;
  readonly status: StatusMessage;
  /** The last one; undefined while there is none. */
  readonly sample: SampleMessage | undefined;
}

/** Asks the daemon behind a socket how it is. @throws Error whose message is the system's code, or ETIMEDOUT */
export function queryDaemon(path: string): Promise<DaemonSnapshot> {
  return new Promise((resolve, reject) => {
    let hello: HelloMessage | undefined;
    let sample: SampleMessage | undefined;
    const client = new FeedClient(path, {
      connected: () => undefined,
      message: (message) => {
        if (message.type === 'hello') hello = message;
        if (message.type === 'sample') sample = message;
        // The greeting ends with the status: a sample, if there is one, has come before.
        if (message.type !== 'status') return;
        settle();
        resolve({ hello, status: message, sample });
      },
      lost: ({ code }) => giveUp(code),
    });
    const giveUp = (code: string): void => {
      settle();
      reject(new Error(code));
    };
    const timer = setTimeout(() => giveUp('ETIMEDOUT'), ANSWER_MS);
    const settle = (): void => {
      clearTimeout(timer);
      client.stop();
    };
    client.start();
  });
}
