import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseSettings } from '../../src/config/settings.ts';
import { accessOf } from '../../src/mqtt/broker/access.ts';
import { tryConnection } from '../../src/mqtt/broker/broker.ts';
import { type BrokerFailure, describeFailure, reasonFailure, socketFailure } from '../../src/mqtt/broker/failure.ts';
import { textsIn } from '../../src/text/index.ts';
import { freePort, lacksMosquitto, Mosquitto, makeCertificates } from '../support/mosquitto.ts';
import { BridgeHome } from '../support/mqtt-bridge.ts';
import { HOMES, type Home, samplesOf, statusOf } from '../support/mqtt-homes.ts';
import { until } from '../support/program.ts';

/** Tries a connection with a conf. @returns why there is none; undefined where there is one */
async function failureWith(conf: string, env: NodeJS.ProcessEnv = {}): Promise<BrokerFailure | undefined> {
  const { settings, issues } = parseSettings(conf, 'file');
  assert.deepEqual(issues, []);
  const access = accessOf(settings, env);
  return 'kind' in access ? access : tryConnection({ ...access, clientId: 'linky-test' }, 5000);
}

const kindWith = async (conf: string): Promise<string> => (await failureWith(conf))?.kind ?? 'connected';

describe('why there is no connection', { skip: lacksMosquitto }, () => {
  test('user, password, protocol, address', async (t) => {
    const broker = await Mosquitto.start(t, 'allow_anonymous false\npassword_file %DIR/passwd');
    const password = broker.write('password', 'secret\n');
    await broker.setPassword('linky', 'secret');
    const user = `MQTT_URL ${broker.url}\nMQTT_USER linky\n`;
    assert.equal(await kindWith(`${user}MQTT_PASSWORD_FILE ${password}\n`), 'connected');
    assert.equal(await kindWith(user), 'badPassword');
    assert.equal(await kindWith(`${user}MQTT_PASSWORD_FILE ${broker.write('wrong', 'Secret')}\n`), 'badPassword');
    assert.equal(await kindWith(`MQTT_URL mqtt://127.0.0.1:${await freePort()}\n`), 'unreachable');
    assert.equal(await kindWith('MQTT_URL mqtt://no-such-host.invalid\n'), 'unknownHost');
  });

  test('a password that others may read, or that is not there, is not used; what systemd hands over comes first', async (t) => {
    const broker = await Mosquitto.start(t, 'allow_anonymous false\npassword_file %DIR/passwd');
    await broker.setPassword('linky', 'secret');
    const password = broker.write('password', 'other');
    const conf = `MQTT_URL ${broker.url}\nMQTT_USER linky\nMQTT_PASSWORD_FILE ${password}\n`;
    broker.write('mqtt-password', 'secret');
    assert.equal(await failureWith(conf, { CREDENTIALS_DIRECTORY: broker.directory }), undefined);
    chmodSync(password, 0o644);
    assert.deepEqual(await failureWith(conf), { kind: 'openPassword', detail: '', path: password });
    const missing = conf.replace(password, `${password}-no`);
    assert.deepEqual(await failureWith(missing), { kind: 'file', detail: 'ENOENT', path: `${password}-no` });
  });

  test('TLS: the own authority; an unknown one, another name, expired, the wrong kind of port, a certificate of ours', async (t) => {
    const plain = await Mosquitto.start(t);
    makeCertificates(plain.directory);
    const pem = (name: string): string => join(plain.directory, name);
    const tls = async (name: string, more = ''): Promise<Mosquitto> =>
      Mosquitto.start(
        t,
        `allow_anonymous true\ncafile ${pem('ca.pem')}\ncertfile ${pem(`${name}.pem`)}\nkeyfile ${pem(`${name}.key`)}\n${more}`,
      );
    const [good, other, expired, strict] = await Promise.all([
      tls('good'),
      tls('other'),
      tls('expired'),
      tls('good', 'require_certificate true'),
    ]);
    const url = (host: string, { port }: Mosquitto): string => `MQTT_URL mqtts://${host}:${port}\n`;
    const ca = `MQTT_CA ${pem('ca.pem')}\n`;
    assert.equal(await kindWith(url('127.0.0.1', good) + ca), 'connected');
    assert.equal(await kindWith(url('localhost', good) + ca), 'connected');
    assert.equal(await kindWith(url('localhost', good)), 'unknownCa');
    assert.equal(await kindWith(`${url('localhost', good)}MQTT_CA ${pem('stranger.pem')}\n`), 'unknownCa');
    assert.deepEqual(await failureWith(url('localhost', other) + ca), {
      kind: 'wrongName',
      detail: 'DNS:broker.example.org',
    });
    assert.equal(await kindWith(url('localhost', expired) + ca), 'expired');
    assert.equal(await kindWith(url('localhost', plain) + ca), 'plainPort');
    assert.equal(await kindWith(`MQTT_URL mqtt://localhost:${good.port}\n`), 'tlsPort');
    assert.equal(await kindWith(url('localhost', strict) + ca), 'clientCertificate');
    const own = `MQTT_CERT ${pem('client.pem')}\nMQTT_KEY ${pem('client.key')}\n`;
    assert.equal(await kindWith(url('localhost', strict) + ca + own), 'connected');
    assert.equal((await failureWith(`${url('localhost', good)}MQTT_CA ${pem('none.pem')}\n`))?.kind, 'file');
    assert.equal((await failureWith(`${url('localhost', good) + ca}MQTT_KEY ${pem('ca.pem')}\n`))?.kind, 'tls');
  });

  test('no variable of the environment turns the check of certificates off', async (t) => {
    const directory = (await Mosquitto.start(t)).directory;
    makeCertificates(directory);
    const files = `certfile ${join(directory, 'good.pem')}\nkeyfile ${join(directory, 'good.key')}`;
    const broker = await Mosquitto.start(t, `allow_anonymous true\n${files}`);
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    t.after(() => {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    });
    assert.equal(await kindWith(`MQTT_URL mqtts://localhost:${broker.port}\n`), 'unknownCa');
  });
});

/** A server that is no broker: says this to who connects, and hangs up where `ends`. */
async function stranger(t: TestContext, says: string, ends: boolean): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => (ends ? socket.end(says) : socket.write(says)));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `MQTT_URL mqtt://127.0.0.1:${port}\n`;
}

test('what is no broker is told as that', async (t) => {
  assert.equal(await kindWith(await stranger(t, '', true)), 'closed');
  const http = await kindWith(await stranger(t, 'HTTP/1.1 400 Bad Request\r\n\r\n', true));
  assert.ok(['broken', 'closed'].includes(http), http);
  // A broker of v3.1.1 alone: CONNACK with return code 1, and none of v5's properties.
  assert.ok(['badProtocol', 'broken'].includes(await kindWith(await stranger(t, '\x20\x02\x00\x01', true))));
});

test('each failure has its line in both languages, which names the broker or the file', () => {
  const failures: BrokerFailure[] = [
    ...[
      'ENOTFOUND',
      'ECONNREFUSED',
      'EHOSTUNREACH',
      'ETIMEDOUT',
      'CERT_HAS_EXPIRED',
      'ERR_SSL_WRONG_VERSION_NUMBER',
    ].map((code) => socketFailure({ code }, true)),
    ...[1, 128, 133, 134, 135, 137, 142, 151].map((reason) => reasonFailure(reason, 'linky-home')),
    { kind: 'file', detail: 'EACCES', path: 'mqtt://pi' },
  ];
  for (const lang of ['fr', 'en'] as const) {
    const lines = failures.map((failure) => describeFailure(failure, 'mqtt://pi', textsIn(lang).mqtt));
    for (const line of lines) assert.match(line, /mqtt:\/\/pi/);
    assert.ok(new Set(lines).size >= 11, lines.join('\n'));
  }
});

const [first] = samplesOf(HOMES['EJP, historique'] as Home, 10);
assert.ok(first);

describe('what the bridge says of a broker that refuses', { skip: lacksMosquitto, concurrency: true }, () => {
  test('a wrong password: one line, tries that are further and further apart', async (t) => {
    const broker = await Mosquitto.start(t, 'allow_anonymous false');
    const home = await BridgeHome.make(t, `MQTT_URL ${broker.url}\nMQTT_ID home\n`);
    home.bridge(t, 'fr');
    await sleep(2500);
    assert.equal(home.shown.length, 2, home.shown.join('\n'));
    assert.match(
      home.shown[1] ?? '',
      /^WARN mqtt:\/\/127\.0\.0\.1:\d+ refuse le nom ou le mot de passe\u00a0: vérifier MQTT_USER et MQTT_PASSWORD_FILE\u00a0; nouvel essai dans 1\u00a0s$/,
    );
  });

  test('an access list: told once, with what to allow; no record is left out, and the rest goes on', async (t) => {
    const listener = 'allow_anonymous true\nacl_file %DIR/acl';
    const broker = await Mosquitto.start(t, listener, 'persistence false', {
      acl: 'topic readwrite linky/home/state\ntopic write linky/home/bridge\ntopic read #\n',
    });
    const home = await BridgeHome.make(t, `MQTT_URL ${broker.url}\nMQTT_ID home\n`);
    home.greeting = [first, statusOf('historique')];
    home.line(Date.parse(first.at), 0);
    const heard = await broker.listen(t, '#');
    const bridge = home.bridge(t);
    await until(() => home.shown.length >= 3);
    await until(() => heard.texts('state').length > 0);
    await bridge.stop();
    const lines = home.shown.filter((line) => line.startsWith('WARN'));
    assert.ok(lines.length <= 3, lines.join('\n'));
    assert.ok(
      lines.some((line) => line.includes('allow "topic readwrite linky/home/#" to this user')),
      lines.join('\n'),
    );
    assert.ok(
      lines.some((line) => line.includes('homeassistant/device/linky_home/config')),
      lines.join('\n'),
    );
    assert.equal(home.files.read('cursor'), undefined);
    assert.deepEqual(heard.texts('bridge'), ['online', 'offline']);
  });

  test('the password is in no line, no message and not in the words of the process', async (t) => {
    const broker = await Mosquitto.start(t, 'allow_anonymous false\npassword_file %DIR/passwd');
    await broker.setPassword('linky', 'hunter2-secret');
    const home = await BridgeHome.make(t, '');
    const file = join(home.home, 'password');
    writeFileSync(file, 'hunter2-secret\n', { mode: 0o600 });
    home.configure(`MQTT_URL ${broker.url}\nMQTT_ID home\nMQTT_USER linky\nMQTT_PASSWORD_FILE ${file}\n`);
    home.greeting = [first, statusOf('historique')];
    const heard = await broker.listenAs(t, { username: 'linky', password: 'hunter2-secret' }, '#');
    const bridge = home.bridge(t);
    await until(() => heard.texts('cost').length > 0);
    await bridge.stop();
    assert.ok(!home.shown.some((line) => line.includes('hunter2')));
    assert.ok(!heard.messages.some(({ text, topic }) => (text + topic).includes('hunter2')));
  });
});
