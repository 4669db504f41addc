process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SampleMessage } from '../../src/feed/messages.ts';
import { MeterFeed } from '../../src/mqtt/meter-feed.ts';
import { Heard, lacksMosquitto, Mosquitto } from '../support/mosquitto.ts';
import { BridgeHome } from '../support/mqtt-bridge.ts';
import { HOMES, type Home, samplesOf, statusOf } from '../support/mqtt-homes.ts';
import { until } from '../support/program.ts';

const EJP = samplesOf(HOMES['EJP, historique'] as Home, 120);
const [first] = EJP as [SampleMessage];
const START = Date.parse(first.at) - 3_600_000;
const CONFIG = 'homeassistant/device/linky_home/config';
const confOf = (broker: Mosquitto, more = ''): string => `MQTT_URL ${broker.url}\nMQTT_ID home\n${more}`;

describe('the bridge and a real broker', { skip: lacksMosquitto, concurrency: true }, () => {
  test('each topic with its QoS; retained are exactly bridge, meter, index, state, cost and the document', async (t) => {
    const broker = await Mosquitto.start(t);
    const home = await BridgeHome.make(t, confOf(broker, 'MQTT_INTERVAL 1\n'));
    writeFileSync(join(home.home, 'conf', 'tariffs.conf'), '2022-02-01 HN 0.1781\n');
    home.line(START, 0);
    const heard = await broker.listen(t, '#');
    home.bridge(t);
    await until(() => heard.texts('bridge').includes('online'));
    for (const sample of EJP.slice(0, 20)) {
      home.send(sample);
      await sleep(60);
    }
    home.send(
      { ...first, overload: 50 },
      statusOf('historique', { rejected: { checksum: 9, parity: 0, format: 0, implausible: 0 } }),
    );
    home.line(START, 20);
    await until(() => heard.texts('record').length >= 2 && heard.texts('event').length === 1);
    await until(() => heard.payloads('cost').length > 0);
    const qos = Object.fromEntries(heard.messages.map((message) => [message.topic, message.qos]));
    const known = { bridge: 1, meter: 1, live: 0, index: 1, state: 1, cost: 1, event: 1, record: 1 };
    const own = Object.entries(known).map(([name, expected]) => [`linky/home/${name}`, expected] as const);
    assert.deepEqual(qos, Object.fromEntries([...own, [CONFIG, 1]]));
    // The first at once, then by the second, however many samples come; one more for the overload.
    const live = heard.messages.filter(({ topic }) => topic.endsWith('/live')).map(({ at }) => at);
    const seconds = ((live.at(-1) ?? 0) - (live[0] ?? 0)) / 1000;
    assert.ok(live.length >= 2 && live.length <= seconds + 3, `${live.length} in ${seconds} s`);
    // On change: the first one, once the logs are read, the overload; not for the groups that were rejected.
    assert.ok(heard.texts('state').length <= 4, heard.texts('state').join('\n'));
    assert.deepEqual(
      heard.payloads('event').map(({ event }) => event),
      ['overload-start'],
    );
    const { now, price, today } = heard.payloads('cost').at(-1) ?? {};
    assert.deepEqual([now, price, today], [null, { HN: 0.1781, HPM: null, INJECTION: null }, 0]);
    const late = await broker.listen(t, '#');
    await until(() => late.messages.length >= 6);
    await sleep(50);
    const retained = late.messages.filter(({ retain }) => retain).map(({ topic }) => topic);
    assert.deepEqual(retained.sort(), [
      CONFIG,
      ...['bridge', 'cost', 'index', 'meter', 'state'].map((name) => `linky/home/${name}`),
    ]);
  });

  test("Home Assistant's start has all of it sent again, once; a retained word of an old start has not", async (t) => {
    const broker = await Mosquitto.start(t);
    const home = await BridgeHome.make(t, confOf(broker));
    home.greeting = [first, statusOf('historique')];
    const heard = await broker.listen(t, '#');
    await heard.client.publishAsync('homeassistant/status', 'online', { retain: true });
    home.bridge(t, 'en', 0.05);
    await until(() => heard.texts('config').length === 1 && heard.texts('index').length === 1);
    await sleep(600);
    assert.equal(heard.texts('config').length, 1);
    for (const text of ['offline', 'online', 'online']) await heard.client.publishAsync('homeassistant/status', text);
    await until(() => heard.texts('config').length === 2);
    await sleep(600);
    for (const topic of ['bridge', 'meter', 'config', 'index']) assert.equal(heard.texts(topic).length, 2, topic);
  });

  test('another contract: what is gone is taken back once, then left out, also over a restart; `none` takes all back', async (t) => {
    const broker = await Mosquitto.start(t);
    const home = await BridgeHome.make(t, confOf(broker));
    const heard = await broker.listen(t, CONFIG);
    const components = (): Record<string, object>[] =>
      heard.payloads('config').map((each) => each['components'] as never);
    home.greeting = [first, statusOf('historique')];
    const before = home.bridge(t);
    await until(() => components().length === 1);
    await before.stop();
    const [base] = samplesOf(HOMES['BASE, historique'] as Home, 5) as [SampleMessage];
    home.greeting = [base, statusOf('historique')];
    const after = home.bridge(t);
    await until(() => components().length === 3);
    const [ejp, both, last] = components() as [Record<string, object>, Record<string, object>, Record<string, object>];
    const gone = Object.keys(ejp).filter((key) => !Object.hasOwn(last, key));
    assert.ok(gone.includes('ejp_active') && gone.includes('index_hn') && !gone.includes('papp'));
    for (const key of gone) assert.deepEqual(Object.keys(both[key] ?? {}), ['platform'], key);
    assert.deepEqual(Object.keys(both).sort(), [...new Set([...Object.keys(ejp), ...Object.keys(last)])].sort());
    await after.stop();
    home.configure(confOf(broker, 'MQTT_DISCOVERY none\n'));
    home.bridge(t);
    await until(() => heard.texts('config').at(-1) === '');
    await sleep(200);
    assert.equal(heard.texts('config').length, 4);
  });

  test('the conf is read again: without MQTT_URL nothing is sent, with it all is, under another id too', async (t) => {
    const broker = await Mosquitto.start(t);
    const home = await BridgeHome.make(t, '');
    home.greeting = [first, statusOf('historique')];
    const heard = await broker.listen(t, '#');
    const bridge = home.bridge(t);
    assert.match(home.shown.join('\n'), /nothing is sent: MQTT_URL is missing in .*LinkyAcq\.conf/);
    home.configure(confOf(broker));
    await until(() => heard.texts('bridge').length > 0);
    home.configure(`MQTT_URL ${broker.url}\nMQTT_ID other\nMQTT_TOPIC home/linky\n`);
    await until(() =>
      heard.messages.some(({ topic, text }) => topic === 'home/linky/other/bridge' && text === 'online'),
    );
    assert.deepEqual(
      heard.messages.flatMap(({ topic, text }) => (topic === 'linky/home/bridge' ? [text] : [])),
      ['online', ''],
    );
    // Of the former name nothing is left at the broker.
    const late = await broker.listen(t, '#');
    await until(() => late.messages.length >= 5);
    assert.deepEqual(
      late.messages.filter(({ topic }) => /home\/|linky_home/.test(topic.replace('home/linky/', ''))),
      [],
    );
    await bridge.stop();
    assert.equal(heard.texts('bridge').at(-1), 'offline');
    assert.equal(home.shown.at(-1), 'INFO stopped');
  });

  test('it follows the daemon over a restart; edges that it missed are told', async (t) => {
    const broker = await Mosquitto.start(t);
    const home = await BridgeHome.make(t, confOf(broker));
    const heard = await broker.listen(t, '#');
    home.greeting = [first, statusOf('historique')];
    home.bridge(t);
    await until(() => heard.texts('meter').includes('online') && heard.texts('state').length > 0);
    await home.stopFeed();
    await until(() => home.shown.some((line) => line.includes('daemon absent')));
    home.greeting = [{ ...first, overload: 51 }, statusOf('historique')];
    await home.startFeed();
    await until(() => heard.texts('event').length === 1);
    assert.deepEqual(heard.texts('meter'), ['online']);
    assert.equal(home.shown.filter((line) => /daemon/.test(line)).length, 2, home.shown.join('\n'));
  });

  test('one with the same id: both say so, and come back later each time', async (t) => {
    const broker = await Mosquitto.start(t);
    const homes = [await BridgeHome.make(t, confOf(broker)), await BridgeHome.make(t, confOf(broker))];
    const heard = await broker.listen(t, '+/+/bridge');
    for (const home of homes) home.bridge(t);
    await until(() => homes.every(({ shown }) => shown.some((line) => /same id linky-home/.test(line))));
    for (const { shown } of homes) assert.ok(shown.length <= 5, shown.join('\n'));
    // 1, 2, 4… s between the tries of each.
    const online = heard.texts('bridge').filter((text) => text === 'online').length;
    assert.ok(online <= 10, String(online));
  });

  test('acknowledged, and lost by a broker that is killed: what an absent reader needs is sent again', async (t) => {
    const data = 'persistence true\npersistence_location %DIR/data/\nautosave_interval 1800';
    const broker = await Mosquitto.start(t, 'allow_anonymous true', data);
    const home = await BridgeHome.make(t, confOf(broker));
    const absent = { clientId: 'absent', clean: false, properties: { sessionExpiryInterval: 3600 } };
    const reader = new Heard(broker.url, absent);
    await reader.subscribe('linky/+/record');
    await reader.end();
    // The broker keeps the subscription when it ends in order.
    await broker.kill('SIGTERM');
    await broker.run();
    const times = Array.from({ length: 80 }, (_, i) => home.line(START, i * 22));
    const listening = await broker.listen(t, 'linky/+/record');
    home.bridge(t);
    await until(() => new Set(listening.payloads('record').map((each) => each['t'])).size === 80);
    await broker.kill('SIGKILL');
    await broker.run();
    await until(() => listening.texts('record').length >= 160);
    const back = new Heard(broker.url, absent);
    t.after(() => back.end());
    await until(() => back.texts('record').length >= 80);
    assert.deepEqual([...new Set(back.payloads('record').map((each) => each['t']))], times);
  });
});

test('the meter is offline after a silence, whatever the daemon greets with, and back with the next frame', async (t) => {
  const home = await BridgeHome.make(t, '');
  const told: (boolean | string)[] = [];
  const silent = statusOf('historique', { state: 'silent' });
  home.greeting = [first, silent];
  const samples: string[] = [];
  const feed = new MeterFeed(
    home.socket,
    {
      sample: ({ at }) => samples.push(at),
      status: () => undefined,
      record: () => undefined,
      online: (isOnline) => told.push(isOnline),
      lost: (code) => told.push(code),
      back: () => told.push('back'),
    },
    250,
  );
  t.after(() => feed.stop());
  feed.start();
  await until(() => told.length === 2);
  assert.deepEqual([told, samples], [['back', false], []]);
  home.send(first);
  await until(() => told.length === 3);
  await until(() => told.length === 4);
  assert.deepEqual(told, ['back', false, true, false]);
  await home.stopFeed();
  home.greeting = [EJP[1] as SampleMessage, statusOf('historique')];
  await home.startFeed();
  await until(() => told.includes('EOF') && told.at(-1) === true);
});
