import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';

const PROGRAM = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'].find((path) => existsSync(path));

/** For `skip` of a test that needs a real broker. */
export const lacksMosquitto = PROGRAM ? false : 'needs mosquitto (apt install mosquitto)';

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A real broker, on the loopback and in a directory of its own. */
export class Mosquitto {
  readonly directory = mkdtempSync(join(tmpdir(), 'linky-mosquitto-'));
  readonly port: number;
  #conf: string;
  #child: ChildProcess | undefined;

  private constructor(port: number, conf: string) {
    this.port = port;
    this.#conf = conf;
  }

  /**
   * @param listener lines of its listener; anybody may connect where there are none
   * @param more further lines, of the whole; `%DIR` is its directory
   * @param files of its directory, by name
   */
  static async start(
    t: TestContext,
    listener = 'allow_anonymous true',
    more = 'persistence false',
    files: Readonly<Record<string, string>> = {},
  ): Promise<Mosquitto> {
    const port = await freePort();
    const broker = new Mosquitto(
      port,
      `per_listener_settings false\n${more}\nlistener ${port} 127.0.0.1\n${listener}\n`,
    );
    t.after(async () => {
      await broker.kill('SIGKILL');
      rmSync(broker.directory, { recursive: true, force: true });
    });
    mkdirSync(join(broker.directory, 'data'));
    for (const [name, text] of Object.entries({ passwd: '', ...files })) broker.write(name, text);
    await broker.run();
    return broker;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  /** Writes a file into its directory. */
  write(name: string, text: string): string {
    const path = join(this.directory, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  async run(): Promise<void> {
    const conf = this.write('mosquitto.conf', this.#conf.replaceAll('%DIR', this.directory));
    // Started by root it would become another user, who may not read here.
    const user = process.getuid?.() === 0 ? 'user root\n' : '';
    writeFileSync(conf, `${user}log_dest none\n${this.#conf.replaceAll('%DIR', this.directory)}`);
    this.#child = spawn(PROGRAM as string, ['-c', conf], { stdio: 'ignore' });
    for (let i = 0; i < 500; i++) {
      if (await answers(this.port)) return;
      await sleep(10);
    }
    throw new Error('mosquitto does not listen');
  }

  /** Gives a user a password, in the file `passwd`. */
  async setPassword(user: string, password: string): Promise<void> {
    const words = ['-b', join(this.directory, 'passwd'), user, password];
    const { status, stderr } = spawnSync('mosquitto_passwd', words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    await this.kill('SIGTERM');
    await this.run();
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  /** Listens to topics, also over the broker's restarts; ends with the test. */
  listen(t: TestContext, ...topics: string[]): Promise<Heard> {
    return this.listenAs(t, {}, ...topics);
  }

  async listenAs(t: TestContext, options: mqtt.IClientOptions, ...topics: string[]): Promise<Heard> {
    const heard = new Heard(this.url, options);
    t.after(() => heard.end());
    await heard.subscribe(...topics);
    return heard;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: '127.0.0.1', port });
    const done = (ok: boolean): void => {
      socket.destroy();
      resolve(ok);
    };
    socket.on('connect', () => done(true));
    socket.on('error', () => done(false));
  });
}

export interface HeardMessage {
  readonly topic: string;
  readonly text: string;
  readonly retain: boolean;
  readonly qos: number;
  /** Monotonic clock, ms. */
  readonly at: number;
}

/** A subscriber and what it has heard. */
export class Heard {
  readonly messages: HeardMessage[] = [];
  readonly client: mqtt.MqttClient;

  constructor(url: string, options: mqtt.IClientOptions = {}) {
    this.client = mqtt.connect(url, { protocolVersion: 5, reconnectPeriod: 50, resubscribe: true, ...options });
    this.client.on('error', () => undefined);
    this.client.on('message', (topic, payload, { retain, qos }) => {
      this.messages.push({ topic, text: String(payload), retain, qos, at: performance.now() });
    });
  }

  async subscribe(...topics: string[]): Promise<void> {
    // Messages come with the QoS that they were sent with, and say whether they are retained ones.
    await this.client.subscribeAsync(topics, { qos: 1, rap: true });
  }

  /** The texts that a topic was given, in order; by the end of its name. */
  texts(topic: string): string[] {
    return this.messages.flatMap((message) => (message.topic.endsWith(`/${topic}`) ? [message.text] : []));
  }

  /** The payloads of a topic. */
  payloads(topic: string): Record<string, unknown>[] {
    return this.texts(topic).map((text) => JSON.parse(text) as Record<string, unknown>);
  }

  async end(): Promise<void> {
    await this.client.endAsync(true);
  }
}

/** Certificates of a home's own authority, made by openssl: for localhost, for another name, one that has expired. */
export function makeCertificates(directory: string): void {
  const run = (...words: string[]): void => {
    const { status, stderr } = spawnSync('openssl', words, { cwd: directory, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  for (const ca of ['ca', 'stranger']) {
    run('req', '-x509', ...key, '-keyout', `${ca}.key`, '-out', `${ca}.pem`, '-subj', `/CN=${ca}`, '-days', '30');
  }
  const names = {
    good: ['DNS:localhost,IP:127.0.0.1', '30'],
    other: ['DNS:broker.example.org', '30'],
    expired: ['DNS:localhost,IP:127.0.0.1', '-1'],
    client: ['DNS:linky', '30'],
  } as const;
  for (const [name, [subject, days]] of Object.entries(names)) {
    writeFileSync(join(directory, 'extensions'), `subjectAltName=${subject}`);
    run('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'extensions'];
    run('x509', '-req', '-in', `${name}.csr`, ...by, '-days', days, '-out', `${name}.pem`);
  }
}
