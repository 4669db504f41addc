import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { DEFAULTS } from '../../src/config/settings.ts';
import type { SourceOptions } from '../../src/daemon/current-source.ts';
import { MeterLink } from '../../src/daemon/meter-link.ts';
import { openSource } from '../../src/source/open.ts';
import { LinkError, type SourceEvents, type SourceSettings } from '../../src/source/source.ts';
import { encodeGroup } from '../../src/tic/encoder.ts';
import { serialFrame } from '../support/frames.ts';

const QUIET = new LinkError('quiet', '5 s');
const GONE = new LinkError('hangup', 'EOF');
const MISSING = new LinkError('missing', 'No such file or directory');

/** A link whose clock and port are the test's. */
class TestLink {
  readonly logs = mkdtempSync(join(tmpdir(), 'linky-test-'));
  readonly meterLink: MeterLink;
  /** What the sources were asked for, and what the link reported. */
  readonly calls: string[] = [];
  readonly reports: string[] = [];
  readonly configuration = {
    settings: { ...DEFAULTS, INPUT_DEV: '/dev/ttyUSB0', READ_TIMEOUT: 5, WAIT_BETWEEN_READ_FAILURE: 10 },
  };
  #now = 0;
  #events: SourceEvents | undefined;
  #sourceSettings: (() => SourceSettings) | undefined;

  constructor(t: TestContext) {
    t.after(() => rmSync(this.logs, { recursive: true, force: true }));
    const options: SourceOptions = {
      configuration: this.configuration,
      input: undefined,
      mode: 'auto',
      monotonic: () => this.#now,
      logs: this.logs,
      open: async (input, settings) => {
        // A capture that is not there is refused as the program itself refuses it.
        if (input.startsWith('replay:')) return openSource(input, settings);
        this.#sourceSettings = settings;
        return {
          start: (events) => {
            this.calls.push(`start ${input}`);
            this.#events = events;
          },
          stop: async () => void this.calls.push(`stop ${input}`),
          reopen: () => this.calls.push(`reopen ${this.baud}`),
        };
      },
    };
    this.meterLink = new MeterLink(options, () => this.#now);
    this.meterLink.on('linkError', ({ kind }) => this.reports.push(kind));
    this.meterLink.on('silent', () => this.reports.push('silent'));
  }

  /** The speed that the port would be opened at now. */
  get baud(): number | undefined {
    return this.#sourceSettings?.().baud;
  }

  get source(): SourceEvents {
    return this.#events as SourceEvents;
  }

  async start(): Promise<void> {
    await this.meterLink.source.prepare();
    this.meterLink.start();
  }

  /** Lets time go by, with a tick each 2.5 s as the daemon has. */
  pass(seconds: number): void {
    for (const end = this.#now + seconds * 1000; this.#now < end; this.meterLink.tick()) this.#now += 2500;
  }
}

test('automatic mode: a link that returns is read at its old speed, and the other is tried only if no group comes', async (t) => {
  const link = new TestLink(t);
  const { meterLink, calls } = link;
  await link.start();
  link.source.opened();
  link.source.bytes(serialFrame(500));
  link.source.bytes(serialFrame(500));
  assert.equal(meterLink.tracker.state, 'receiving');

  link.source.lost(GONE);
  for (let i = 0; i < 3; i++) {
    link.pass(10);
    link.source.lost(MISSING);
  }
  link.pass(7.5);
  assert.equal(link.baud, 1200);
  link.source.opened();
  link.pass(2.5);
  assert.deepEqual(calls, ['start /dev/ttyUSB0']);
  assert.equal(meterLink.tracker.state, 'detecting');
  link.pass(5);
  assert.deepEqual(calls, ['start /dev/ttyUSB0', 'reopen 9600']);
  assert.deepEqual(link.reports, ['hangup']);

  // Not a byte: closed for a while, and opened at the other speed, not at the same again.
  link.source.opened();
  link.source.lost(QUIET);
  link.pass(10);
  assert.equal(calls.length, 2);
  assert.equal(link.baud, 1200);

  // The speed that was found is not taken for a change of the settings.
  link.source.opened();
  link.source.bytes(serialFrame(500));
  await meterLink.source.applySettings();
  assert.equal(calls.length, 2);
});

test('noise that looks like one valid group and both ends of a frame each second is not taken for a meter', async (t) => {
  const link = new TestLink(t);
  await link.start();
  link.source.opened();
  const group = encodeGroup({ mode: 'historique', label: 'PAPP', data: '01150' });
  for (let i = 0; i < 3; i++) link.source.bytes(Uint8Array.from([0x02, ...group, 0x03]));
  assert.equal(link.meterLink.tracker.state, 'detecting');
  assert.equal(link.meterLink.counts.valid, 3);
  link.source.bytes(serialFrame(500));
  link.source.bytes(serialFrame(500));
  assert.equal(link.meterLink.tracker.state, 'receiving');
});

test('an input that cannot be read does not stop the one before', async (t) => {
  const link = new TestLink(t);
  await link.start();
  link.configuration.settings.INPUT_DEV = `replay:${link.logs}/none.bin`;
  await assert.rejects(link.meterLink.source.applySettings(), { kind: 'unreadable' });
  await link.meterLink.source.applySettings();
  assert.deepEqual(link.calls, ['start /dev/ttyUSB0']);
  link.configuration.settings.INPUT_DEV = '/dev/ttyUSB1';
  await link.meterLink.source.applySettings();
  assert.deepEqual(link.calls, ['start /dev/ttyUSB0', 'stop /dev/ttyUSB0', 'start /dev/ttyUSB1']);
});
