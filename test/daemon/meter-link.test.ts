import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { MeterLink } from '../../src/daemon/meter-link.ts';
import { ModeMemory } from '../../src/daemon/mode-memory.ts';
import { openSource } from '../../src/source/open.ts';
import { LinkError, type Source, type SourceEvents, type SourceSettings } from '../../src/source/source.ts';
import { encodeGroup } from '../../src/tic/encoder.ts';
import { serialFrame } from '../support/frames.ts';

const QUIET = new LinkError('quiet', '5 s');
const GONE = new LinkError('hangup', 'EOF');
const MISSING = new LinkError('missing', 'No such file or directory');

test('automatic mode: a line that went down is heard at its speed as it returns, and another is tried only if it stays mute', async (t) => {
  const logs = mkdtempSync(join(tmpdir(), 'linky-test-'));
  t.after(() => rmSync(logs, { recursive: true, force: true }));
  let now = 0;
  let reopened = 0;
  let line: SourceEvents | undefined;
  let speed: () => SourceSettings = () => assert.fail('not opened');
  const told: string[] = [];
  const source: Source = {
    start: (events) => {
      line = events;
    },
    stop: async () => undefined,
    reopen: () => {
      reopened++;
    },
  };
  const intake = new MeterLink(
    () => ({ input: '/dev/ttyUSB0', mode: 'auto', readTimeout: 5, waitAfterFailure: 10 }),
    {
      frame: () => undefined,
      problem: ({ kind }) => told.push(kind),
      changed: () => undefined,
      silent: () => told.push('silent'),
      ended: () => undefined,
    },
    {
      now: () => now,
      monotonic: () => now,
      memory: new ModeMemory(logs),
      open: async (_input, settings) => {
        speed = settings;
        return source;
      },
    },
  );
  /** Lets so many seconds go by, with a look at the clock every 2.5 s as the daemon has. */
  const pass = (seconds: number): void => {
    for (const end = now + seconds * 1000; now < end; intake.tick()) now += 2500;
  };
  await intake.prepare();
  intake.start();
  line?.opened();
  line?.bytes(serialFrame(500));
  line?.bytes(serialFrame(500));
  assert.equal(intake.link.state, 'receiving');

  line?.lost(GONE);
  for (let i = 0; i < 3; i++) {
    pass(10);
    line?.lost(MISSING);
  }
  pass(7.5);
  assert.equal(speed().baud, 1200);
  line?.opened();
  pass(2.5);
  assert.equal(reopened, 0);
  assert.equal(intake.link.state, 'detecting');
  pass(5);
  assert.equal(reopened, 1);
  assert.equal(speed().baud, 9600);
  assert.deepEqual(told, ['hangup']);

  // Not a byte: closed for a while, and opened at the other speed, not at the same again.
  line?.opened();
  line?.lost(QUIET);
  pass(10);
  assert.equal(reopened, 1);
  assert.equal(speed().baud, 1200);

  // What has been found is no change of the settings.
  line?.opened();
  line?.bytes(serialFrame(500));
  await intake.applySettings();
  assert.equal(reopened, 1);
});

test('one valid group between two characters that end a frame, as noise has them each second: that is no meter', async (t) => {
  const logs = mkdtempSync(join(tmpdir(), 'linky-test-'));
  t.after(() => rmSync(logs, { recursive: true, force: true }));
  let line: SourceEvents | undefined;
  const source: Source = {
    start: (events) => {
      line = events;
    },
    stop: async () => undefined,
    reopen: () => undefined,
  };
  const deaf = { problem: () => undefined, changed: () => undefined, silent: () => undefined, ended: () => undefined };
  const intake = new MeterLink(
    () => ({ input: '/dev/ttyUSB0', mode: 'auto', readTimeout: 5, waitAfterFailure: 10 }),
    { frame: () => undefined, ...deaf },
    { now: () => 0, monotonic: () => 0, memory: new ModeMemory(logs), open: async () => source },
  );
  await intake.prepare();
  intake.start();
  line?.opened();
  const group = encodeGroup({ mode: 'historique', label: 'PAPP', data: '01150' });
  for (let i = 0; i < 3; i++) line?.bytes(Uint8Array.from([0x02, ...group, 0x03]));
  assert.equal(intake.link.state, 'detecting');
  assert.equal(intake.counts.valid, 3);
  line?.bytes(serialFrame(500));
  line?.bytes(serialFrame(500));
  assert.equal(intake.link.state, 'receiving');
});

test('an input that cannot be read does not stop the one before', async (t) => {
  const logs = mkdtempSync(join(tmpdir(), 'linky-test-'));
  t.after(() => rmSync(logs, { recursive: true, force: true }));
  let input = '/dev/ttyUSB0';
  const told: string[] = [];
  const intake = new MeterLink(
    () => ({ input, mode: 'historique', readTimeout: 5, waitAfterFailure: 10 }),
    {
      frame: () => undefined,
      problem: () => undefined,
      changed: () => undefined,
      silent: () => undefined,
      ended: () => undefined,
    },
    {
      now: () => 0,
      monotonic: () => 0,
      memory: new ModeMemory(logs),
      open: async (name, settings) => {
        // A capture that is not there is refused as the program itself refuses it.
        if (name.startsWith('replay:')) return openSource(name, settings);
        return {
          start: () => told.push(`start ${name}`),
          stop: async () => {
            told.push(`stop ${name}`);
          },
          reopen: () => undefined,
        };
      },
    },
  );
  await intake.prepare();
  intake.start();
  input = `replay:${logs}/none.bin`;
  await assert.rejects(intake.applySettings(), { kind: 'unreadable' });
  await intake.applySettings();
  assert.deepEqual(told, ['start /dev/ttyUSB0']);
  input = '/dev/ttyUSB1';
  await intake.applySettings();
  assert.deepEqual(told, ['start /dev/ttyUSB0', 'stop /dev/ttyUSB0', 'start /dev/ttyUSB1']);
});
