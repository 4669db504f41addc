import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { FeedMessage, SampleMessage } from '../../src/feed/messages.ts';
import { FeedServer } from '../../src/feed/server.ts';
import { greeting, sample } from './screen-situations.ts';

/** A daemon as the screen sees it: the real feed on a socket of its own, its messages said by the test. */
export class ServedFeed {
  readonly socket: string;
  readonly server: FeedServer;

  private constructor(socket: string) {
    this.socket = socket;
    this.server = new FeedServer(socket, () => greeting, assert.fail);
  }

  /** @param socket where it is served; undefined: in a directory of its own */
  static async open(t: TestContext, socket?: string): Promise<ServedFeed> {
    const directory = socket === undefined ? mkdtempSync(join(tmpdir(), 'linky-feed-')) : undefined;
    const feed = new ServedFeed(socket ?? join(directory ?? '', 'feed.sock'));
    t.after(async () => {
      await feed.server.stop();
      if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
    });
    await feed.server.start();
    return feed;
  }

  send(message: FeedMessage): void {
    this.server.send(message);
  }

  /** A frame of this moment. */
  sample(values: Partial<SampleMessage> = {}): void {
    this.send({ ...sample, at: new Date().toISOString(), ...values });
  }

  /** A frame each half second, until the test ends. */
  sampleOn(t: TestContext): void {
    const timer = setInterval(() => this.sample(), 500);
    t.after(() => clearInterval(timer));
    this.sample();
  }
}
