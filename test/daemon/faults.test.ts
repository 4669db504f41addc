import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { FaultMessage, StatusMessage } from '../../src/feed/messages.ts';
import type { PanelListener } from '../../src/panel/create.ts';
import type { PanelPart } from '../../src/panel/panel.ts';
import { instantOf } from '../../src/time/local.ts';
import { ejpFrame, hnOf } from '../support/frames.ts';
import { daemonAt, InProcessDaemon, settled } from '../support/in-process-daemon.ts';
import { TestHome } from '../support/program.ts';

process.env['TZ'] = 'Europe/Paris';

const START = instantOf('2026-11-24T12:00:00');
const CONF = 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n';

/** What the daemon says of itself now: the last message of its greeting. */
async function status(daemon: InProcessDaemon): Promise<StatusMessage> {
  const messages = await daemon.follow();
  return messages.find(({ type }) => type === 'status') as unknown as StatusMessage;
}

/** Part, detail and time of each fault. */
const brief = (faults: readonly FaultMessage[] | undefined): string[] =>
  (faults ?? []).map(({ part, detail, since }) => `${part} ${detail} ${since.slice(11, 19)}`);
const countOf = (daemon: InProcessDaemon, text: RegExp): number =>
  daemon.lines().filter((line) => text.test(line)).length;
const records = (daemon: InProcessDaemon): number => daemon.lines().filter((line) => hnOf(line) !== undefined).length;

function frames(daemon: InProcessDaemon, count: number): void {
  for (let i = 0; i < count; i++) {
    daemon.advance(1000);
    daemon.take(ejpFrame(1_000_000 + i));
  }
}

describe('each part fails alone', () => {
  test('the feed: what is in its way stops nothing else, and when it is gone the feed comes', async (t) => {
    const daemon = new InProcessDaemon(t, { conf: CONF, start: START });
    writeFileSync(daemon.socket, 'a file');
    await daemon.start();
    frames(daemon, 25);
    assert.equal(records(daemon), 25);
    assert.equal(countOf(daemon, / WARN .*feed\.sock exists and is no socket/), 1);
    unlinkSync(daemon.socket);
    await settled(() => {
      frames(daemon, 1);
      return existsSync(daemon.socket);
    });
    assert.deepEqual((await status(daemon)).faults, []);
    assert.equal(countOf(daemon, / INFO feed served again/), 1);
  });

  test('the feed: a socket that somebody removed is made again', async (t) => {
    const daemon = new InProcessDaemon(t, { conf: CONF, start: START });
    await daemon.start();
    rmSync(daemon.socket);
    await settled(() => {
      frames(daemon, 1);
      return existsSync(daemon.socket);
    });
    assert.deepEqual((await status(daemon)).faults, []);
  });

  test('the feed: what takes the place of the socket is told within 10 s, stays, and is not removed at the end', async (t) => {
    const daemon = new InProcessDaemon(t, { conf: CONF, start: START });
    await daemon.start();
    const reader = await daemon.follow();
    rmSync(daemon.socket);
    writeFileSync(daemon.socket, 'a file');
    frames(daemon, 10);
    assert.equal(countOf(daemon, / WARN .*feed\.sock is no longer the daemon's socket/), 1);
    // Those who read already go on.
    await settled(() => reader.some(({ faults }) => (faults as FaultMessage[])?.[0]?.part === 'feed'));
    rmSync(daemon.socket);
    await settled(() => {
      frames(daemon, 1);
      return existsSync(daemon.socket);
    });
    await settled(() => countOf(daemon, / INFO feed served again/) === 1);
    rmSync(daemon.socket);
    writeFileSync(daemon.socket, 'a file');
    await daemon.stop();
    assert.equal(readFileSync(daemon.socket, 'utf8'), 'a file');
  });

  test('OLED and LED: a fault is logged once, dated, and over when they are back', async (t) => {
    let listener: PanelListener | undefined;
    const panel = async (given: PanelListener): Promise<PanelPart[]> => {
      listener = given;
      return [];
    };
    const daemon = new InProcessDaemon(t, { conf: CONF, start: START, panel });
    await daemon.start();
    frames(daemon, 5);
    for (let i = 0; i < 50; i++) listener?.failed('oled', 'EREMOTEIO');
    listener?.missing('led', 'onoff');
    frames(daemon, 5);
    assert.deepEqual(brief((await status(daemon)).faults), ['oled EREMOTEIO 12:00:05', 'led onoff 12:00:05']);
    listener?.recovered('oled');
    // A display that comes and goes does not fill the log.
    for (let i = 0; i < 50; i++) {
      listener?.failed('oled', 'EREMOTEIO');
      listener?.recovered('oled');
    }
    assert.deepEqual(brief((await status(daemon)).faults), ['led onoff 12:00:05']);
    assert.equal(countOf(daemon, /OLED/), 2);
    assert.equal(records(daemon), 10);
  });

  test('a panel that cannot be opened at all: both its parts fail, and no other', async (t) => {
    const panel = async (): Promise<PanelPart[]> => Promise.reject(new Error('no such bus'));
    const daemon = new InProcessDaemon(t, { conf: CONF, start: START, panel });
    await daemon.start();
    frames(daemon, 5);
    assert.equal(records(daemon), 5);
    assert.equal((await status(daemon)).faults?.length, 2);
  });

  test('a conf that is wrong is a part that fails until it is right', async (t) => {
    const daemon = new InProcessDaemon(t, { conf: `${CONF}NB_PAPP many\n`, start: START });
    await daemon.start();
    assert.deepEqual(brief((await status(daemon)).faults), ['conf LinkyAcq.conf:3 NB_PAPP 12:00:00']);
    writeFileSync(join(daemon.home, 'LinkyAcq.conf'), CONF);
    frames(daemon, 8);
    assert.deepEqual((await status(daemon)).faults, []);
  });
});

test('status says which parts fail and since when, in words and with --json', async (t) => {
  const home = new TestHome(t, 'NB_PAPP many\n');
  rmSync(join(home.home, 'logs'), { recursive: true });
  writeFileSync(join(home.home, 'logs'), 'in the way');
  await daemonAt(home, 'sim:ejp');
  const text = home.start('status', '--lang', 'en');
  const json = home.start('status', '--json');
  assert.equal(await text.ended, 0);
  assert.equal(await json.ended, 0);
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
