import assert from 'node:assert/strict';
import { existsSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import type { FaultMessage, StatusMessage } from '../../src/feed/messages.ts';
import type { PanelListener } from '../../src/panel/create.ts';
import { Panel } from '../../src/panel/panel.ts';
import { instantOf } from '../../src/time/local.ts';
import { ejpFrame, hnOf } from '../support/frames.ts';
import { InProcessDaemon } from '../support/in-process-daemon.ts';
import { TestHome, until } from '../support/program.ts';

process.env['TZ'] = 'Europe/Paris';

const START = instantOf('2026-11-24T12:00:00');
const CONF = 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n';

/** What the daemon says of itself now: the last message of its greeting. */
async function status(inside: InProcessDaemon): Promise<StatusMessage> {
  await settled();
  const socket = connect(inside.socket);
  for await (const line of createInterface({ input: socket })) {
    const message = JSON.parse(line) as { type: string };
    if (message.type !== 'status') continue;
    socket.destroy();
    return message as StatusMessage;
  }
  throw new Error('no status');
}

const short = (faults: readonly FaultMessage[] | undefined): string[] =>
  (faults ?? []).map(({ part, detail, since }) => `${part} ${detail} ${since.slice(11, 19)}`);
const told = (inside: InProcessDaemon, words: RegExp): number =>
  inside.lines().filter((line) => words.test(line)).length;
const logged = (inside: InProcessDaemon): number => inside.lines().filter((line) => hnOf(line) !== undefined).length;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function frames(inside: InProcessDaemon, count: number): void {
  for (let i = 0; i < count; i++) {
    inside.advance(1000);
    inside.take(ejpFrame(1_000_000 + i));
  }
}

describe('each part fails alone', () => {
  test('the feed: what is in its way stops nothing else, and when it is gone the feed comes', async (t) => {
    const inside = new InProcessDaemon(t, { conf: CONF, start: START });
    writeFileSync(inside.socket, 'a file');
    await inside.start();
    frames(inside, 25);
    assert.equal(logged(inside), 25);
    assert.equal(told(inside, / WARN .*feed\.sock exists and is no socket/), 1);
    unlinkSync(inside.socket);
    while (!existsSync(inside.socket)) {
      frames(inside, 11);
      await settled();
    }
    assert.deepEqual((await status(inside)).faults, []);
    assert.equal(told(inside, / INFO feed served again/), 1);
  });

  test('the feed: a socket that somebody removed is made again', async (t) => {
    const inside = new InProcessDaemon(t, { conf: CONF, start: START });
    await inside.start();
    rmSync(inside.socket);
    while (!existsSync(inside.socket)) {
      frames(inside, 11);
      await settled();
    }
    assert.deepEqual((await status(inside)).faults, []);
  });

  test('OLED and LED: what they say is told once, dated, and over when they are back', async (t) => {
    let listener: PanelListener | undefined;
    const panel = async (given: PanelListener): Promise<Panel> => {
      listener = given;
      return new Panel([]);
    };
    const inside = new InProcessDaemon(t, { conf: CONF, start: START, panel });
    await inside.start();
    frames(inside, 5);
    for (let i = 0; i < 50; i++) listener?.failed('oled', 'EREMOTEIO');
    listener?.missing('led', 'onoff');
    frames(inside, 5);
    assert.deepEqual(short((await status(inside)).faults), ['oled EREMOTEIO 12:00:05', 'led onoff 12:00:05']);
    listener?.recovered('oled');
    // One that comes and goes fills no log.
    for (let i = 0; i < 50; i++) {
      listener?.failed('oled', 'EREMOTEIO');
      listener?.recovered('oled');
    }
    assert.deepEqual(short((await status(inside)).faults), ['led onoff 12:00:05']);
    assert.equal(told(inside, /OLED/), 2);
    assert.equal(logged(inside), 10);
  });

  test('a panel that cannot even be opened', async (t) => {
    const panel = async (): Promise<Panel> => Promise.reject(new Error('no such bus'));
    const inside = new InProcessDaemon(t, { conf: CONF, start: START, panel });
    await inside.start();
    frames(inside, 5);
    assert.equal(logged(inside), 5);
    assert.equal((await status(inside)).faults?.length, 2);
  });

  test('a conf that is wrong is a fault until it is right', async (t) => {
    const inside = new InProcessDaemon(t, { conf: `${CONF}NB_PAPP many\n`, start: START });
    await inside.start();
    assert.deepEqual(short((await status(inside)).faults), ['conf LinkyAcq.conf:3 NB_PAPP 12:00:00']);
    writeFileSync(join(inside.home, 'LinkyAcq.conf'), CONF);
    frames(inside, 8);
    assert.deepEqual((await status(inside)).faults, []);
  });
});

test('status says which parts fail, and since when; --json the same', async (t) => {
  const rig = new TestHome(t, 'NB_PAPP many\n');
  rmSync(join(rig.home, 'logs'), { recursive: true });
  writeFileSync(join(rig.home, 'logs'), 'in the way');
  await rig.daemon('--input', 'sim:ejp');
  const text = rig.start('status', '--lang', 'en');
  const json = rig.start('status', '--json');
  assert.equal(await text.ended, 0);
  assert.equal(await json.ended, 0);
  await until(() => text.out !== '' && json.out !== '');
  assert.match(
    text.out,
    / {2}failing: log \(EEXIST\) since \d{4}-\d\d-\d\d \d\d:\d\d, configuration \(LinkyAcq\.conf:1 NB_PAPP\) since /,
  );
  assert.equal(text.out.trimEnd().split('\n').length, 1);
  const { faults } = JSON.parse(json.out) as StatusMessage;
  assert.deepEqual(
    faults?.map(({ part, detail }) => [part, detail]),
    [
      ['log', 'EEXIST'],
      ['conf', 'LinkyAcq.conf:1 NB_PAPP'],
    ],
  );
});
