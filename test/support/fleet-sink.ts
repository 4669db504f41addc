import { createRequire } from 'node:module';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The codec of MQTT.js: its client acknowledges what it hands over, and here the database is to have it first. */
const codec = createRequire(createRequire(import.meta.url).resolve('mqtt'))('mqtt-packet') as {
  parser(options: object): { on(event: 'packet', take: (packet: Packet) => void): void; parse(bytes: Buffer): void };
  generate(packet: object, options: object): Buffer;
};
interface Packet {
  readonly cmd: string;
  readonly messageId?: number;
  readonly topic?: string;
  readonly payload?: Buffer;
}
const V5 = { protocolVersion: 5 };
const FLUSH_MS = 50;

/**
 * Brings the records of many homes into a time-series database: a persistent session, and an acknowledgement for each
 * message once the database has answered 204. Whatever ends in between, the broker sends again.
 */
export class FleetSink {
  readonly #port: number;
  readonly #write: string;
  #socket: Socket | undefined;
  #batch: { readonly line: string; readonly id: number; readonly socket: Socket }[] = [];
  #isStopped = false;
  /** Messages that the database has taken, repeats included. */
  stored = 0;
  connections = 0;

  /** @param write URL to which Influx lines are posted, times in ms */
  constructor(port: number, write: string) {
    this.#port = port;
    this.#write = write;
    this.#connect();
    void this.#flushing();
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket?.destroy();
  }

  #connect(): void {
    if (this.#isStopped) return;
    const socket = connect(this.#port, '127.0.0.1');
    this.#socket = socket;
    const parser = codec.parser(V5);
    const send = (packet: object): void => void socket.write(codec.generate(packet, V5));
    const properties = { sessionExpiryInterval: 3600, receiveMaximum: 2000 };
    socket.on('connect', () =>
      send({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 5,
        clientId: 'sink',
        clean: false,
        keepalive: 0,
        properties,
      }),
    );
    socket.on('data', (bytes) => parser.parse(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => setTimeout(() => this.#connect(), 100));
    parser.on('packet', (packet) => {
      if (packet.cmd === 'connack') {
        this.connections++;
        send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'linky/+/record', qos: 1 }] });
      }
      if (packet.cmd !== 'publish' || packet.messageId === undefined) return;
      this.#batch.push({ line: lineOf(packet), id: packet.messageId, socket });
    });
  }

  async #flushing(): Promise<void> {
    while (!this.#isStopped) {
      const batch = this.#batch;
      this.#batch = [];
      if (batch.length > 0) await this.#store(batch.map(({ line }) => line).join('\n'));
      this.stored += batch.length;
      for (const { id, socket } of batch) {
        if (!socket.destroyed) socket.write(codec.generate({ cmd: 'puback', messageId: id, reasonCode: 0 }, V5));
      }
      await sleep(FLUSH_MS);
    }
  }

  /** Until the database has it, however long that is away. */
  async #store(lines: string): Promise<void> {
    while (!this.#isStopped) {
      const status = await fetch(this.#write, { method: 'POST', body: lines }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 204) return;
      await sleep(200);
    }
  }
}

/** `linky,id=home7 HN=1007,papp=500 1795900000000` */
function lineOf({ topic = '', payload }: Packet): string {
  const [, id] = topic.split('/');
  const record = JSON.parse(String(payload)) as Record<string, unknown>;
  const fields = Object.entries(record).flatMap(([name, value]) =>
    name !== 't' && typeof value === 'number' ? [`${name}=${value}`] : [],
  );
  return `linky,id=${id} ${fields.join(',')} ${Math.round((record['t'] as number) * 1000)}`;
}
