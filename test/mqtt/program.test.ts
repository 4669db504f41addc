process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { findingsOf } from '../support/home-assistant-rules.ts';
import { lacksMosquitto, Mosquitto } from '../support/mosquitto.ts';
import { mqttKilled } from '../support/mqtt-kills.ts';
import { offlineGrowth } from '../support/mqtt-offline.ts';
import { TestHome, until } from '../support/program.ts';

interface Shown {
  readonly topic: string;
  readonly qos: number;
  readonly retain: boolean;
  readonly payload: Record<string, unknown> | string;
}

describe('linky-monitor mqtt', { concurrency: true }, () => {
  test('--once shows what would be sent, a line of JSON a message, and writes nothing; code 3 without a daemon', async (t) => {
    const home = new TestHome(t, 'INPUT_DEV sim:ejp-day\nNB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    const absent = home.start('mqtt', '--once');
    assert.equal(await absent.ended, 3);
    assert.match(absent.err, /^linky-monitor: aucun démon ne répond/);
    await home.daemon();
    await until(() => home.data().length > 0);
    const run = home.start('mqtt', '--once', '--lang', 'en');
    assert.deepEqual([await run.ended, run.err], [0, '']);
    const lines = run.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Shown);
    const names = ['bridge', 'meter', 'index', 'state', 'cost', 'live', 'record'];
    assert.deepEqual(lines.map(({ topic }) => topic).sort(), [
      'homeassistant/device/linky_00000000/config',
      ...names.map((name) => `linky/00000000/${name}`).sort(),
    ]);
    for (const line of lines) assert.deepEqual(Object.keys(line), ['topic', 'qos', 'retain', 'payload']);
    const payload = (name: string): unknown => lines.find(({ topic }) => topic.endsWith(`/${name}`))?.payload;
    assert.deepEqual([payload('bridge'), payload('meter')], ['online', 'online']);
    assert.deepEqual(Object.keys(payload('state') as object), [
      ...['contract', 'mode', 'period', 'ejp', 'overload', 'subscribed', 'fault', 'faults', 'rejected'],
    ]);
    const document = lines.find(({ topic }) => topic.endsWith('/config'));
    const isRetained = (topic: string): boolean => lines.some((line) => line.topic === topic && line.retain);
    assert.deepEqual(findingsOf(document?.topic ?? '', document?.payload as Record<string, unknown>, isRetained), []);
    assert.ok(!existsSync(join(home.home, 'mqtt')));
  });

  test('by a daemon, to a broker: offline at once on SIGTERM, by the will on kill -9; one bridge a home', {
    skip: lacksMosquitto,
  }, async (t) => {
    const broker = await Mosquitto.start(t);
    const home = new TestHome(t, `INPUT_DEV sim:ejp-day\nNB_PAPP 1\nMQTT_URL ${broker.url}\n`);
    const heard = await broker.listen(t, '#');
    const daemon = await home.daemon();
    const run = home.start('mqtt');
    await until(() => heard.texts('live').length > 0 && heard.texts('record').length > 0);
    const second = home.start('mqtt');
    assert.equal(await second.ended, 1);
    assert.match(second.err, /un autre linky-monitor mqtt \(pid \d+\) tient déjà/);
    const id = JSON.parse(readFileSync(`${home.home}/mqtt/id.json`, 'utf8')) as string;
    assert.match(id, /^[0-9a-f]{8}$/);
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 0);
    assert.deepEqual(heard.texts('bridge'), ['online', 'offline']);
    assert.match(run.out, /INFO arrêté\n$/);
    const again = home.start('mqtt');
    await until(() => heard.texts('bridge').length === 3);
    again.child.kill('SIGKILL');
    await until(() => heard.texts('bridge').length === 4);
    assert.deepEqual(heard.texts('bridge'), ['online', 'offline', 'online', 'offline']);
    // The same home: the id was kept.
    assert.ok(heard.messages.every(({ topic }) => topic.startsWith(`linky/${id}/`) || topic.includes(`linky_${id}/`)));
    // Of all this the daemon knows nothing.
    assert.equal(daemon.code, undefined);
    assert.ok(!home.log().some((line) => /mqtt/i.test(line)));
    daemon.child.kill('SIGTERM');
    await once(daemon.child, 'exit');
  });

  test('kill -9 of broker and bridge while lines are written: none is missing, none comes with other values', {
    skip: lacksMosquitto,
  }, async (t) => {
    const { missing, repeats, changed, wills } = await mqttKilled(t, { lines: 300, kills: 2, betweenMs: 1500 });
    assert.deepEqual({ missing, changed }, { missing: [], changed: 0 });
    // A bridge that is killed before it has come back to the broker has no will there.
    assert.ok(repeats > 0 && wills >= 1, `${repeats} repeats, ${wills} wills`);
  });

  test('without a broker nothing waits: a feed of hours leaves the memory as it was', async (t) => {
    const grown = await offlineGrowth(t, { warmUp: 1500, samples: 6000, lines: 300 });
    t.diagnostic(`${grown.toFixed(1)} MB more`);
    // 6000 queued samples would be 4 MB; the collector may have 2 of its own.
    assert.ok(grown < 3, `${grown} MB`);
  });
});
