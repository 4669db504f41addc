import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Close, ReconnectingSource } from '../../src/source/reconnecting.ts';
import { LinkError, type SourceEvents } from '../../src/source/source.ts';
import { until } from '../support/program.ts';

const SETTINGS = () => ({ readTimeout: 60, waitAfterFailure: 60, baud: 1200 });

/** A port with a lock that is slow to open: each opening is answered when the test wants it. */
class SlowPort {
  readonly #openings: (() => void)[] = [];
  asked = 0;
  held = 0;
  refused = 0;
  readonly reported: string[] = [];
  readonly source = new ReconnectingSource(() => this.#open(), SETTINGS);
  readonly events: SourceEvents = {
    opened: () => this.reported.push('opened'),
    bytes: () => undefined,
    lost: ({ kind }) => this.reported.push(kind),
    ended: () => undefined,
  };

  /** Answers the openings that wait. */
  answer(): void {
    for (const open of this.#openings.splice(0)) open();
  }

  #open(): Promise<Close> {
    this.asked++;
    if (this.held > 0) {
      this.refused++;
      return Promise.reject(new LinkError('busy', 'locked'));
    }
    this.held++;
    return new Promise((resolve) => {
      const close = async (): Promise<void> => {
        this.held--;
      };
      this.#openings.push(() => resolve(close));
    });
  }
}

describe('a port that is slow to open', () => {
  test('a port reopened while it is still being opened does not meet its own lock', async (t) => {
    const port = new SlowPort();
    t.after(() => port.source.stop());
    port.source.start(port.events);
    await until(() => port.asked === 1);
    port.source.reopen();
    port.source.reopen();
    port.answer();
    await until(() => port.asked === 2);
    port.answer();
    await until(() => port.reported.length > 0);
    assert.deepEqual(port.reported, ['opened']);
    assert.deepEqual([port.asked, port.refused], [2, 0]);
  });

  test('stopping while it is being opened ends only when nothing holds the port', async () => {
    const port = new SlowPort();
    port.source.start(port.events);
    await until(() => port.asked === 1);
    let stopped = false;
    const stopping = port.source.stop().then(() => {
      stopped = true;
    });
    await new Promise(setImmediate);
    assert.deepEqual([port.held, stopped], [1, false]);
    port.answer();
    await stopping;
    assert.deepEqual([port.held, port.reported], [0, []]);
  });
});
