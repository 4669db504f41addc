import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Connection, ReconnectingSource } from '../../src/source/reconnecting.ts';
import type { SourceEvents } from '../../src/source/source.ts';
import { until } from '../support/program.ts';

const SETTINGS = () => ({ readTimeout: 60, waitAfterFailure: 60, baud: 1200 });

/** A port with a lock that takes its time to open: each opening is answered when the test says so. */
class SlowPort {
  readonly #opening: (() => void)[] = [];
  asked = 0;
  held = 0;
  refused = 0;
  readonly told: string[] = [];
  readonly line = new ReconnectingSource(() => this.#open(), SETTINGS);
  readonly events: SourceEvents = {
    opened: () => this.told.push('opened'),
    bytes: () => undefined,
    lost: ({ kind }) => this.told.push(kind),
    ended: () => undefined,
  };

  /** Answers the openings that wait. */
  answer(): void {
    for (const open of this.#opening.splice(0)) open();
  }

  #open(): Promise<Connection> {
    this.asked++;
    if (this.held > 0) {
      this.refused++;
      return Promise.reject({ kind: 'busy', detail: 'locked' });
    }
    this.held++;
    return new Promise((resolve) => {
      const close = async (): Promise<void> => {
        this.held--;
      };
      this.#opening.push(() => resolve({ close }));
    });
  }
}

describe('a line that is opened slowly', () => {
  test('and opened anew meanwhile does not meet its own lock', async (t) => {
    const port = new SlowPort();
    t.after(() => port.line.stop());
    port.line.start(port.events);
    await until(() => port.asked === 1);
    port.line.reopen();
    port.line.reopen();
    port.answer();
    await until(() => port.asked === 2);
    port.answer();
    await until(() => port.told.length > 0);
    assert.deepEqual(port.told, ['opened']);
    assert.deepEqual([port.asked, port.refused], [2, 0]);
  });

  test('and stopped meanwhile has stopped when nothing holds the port any more', async () => {
    const port = new SlowPort();
    port.line.start(port.events);
    await until(() => port.asked === 1);
    let stopped = false;
    const stopping = port.line.stop().then(() => {
      stopped = true;
    });
    await new Promise(setImmediate);
    assert.deepEqual([port.held, stopped], [1, false]);
    port.answer();
    await stopping;
    assert.deepEqual([port.held, port.told], [0, []]);
  });
});
