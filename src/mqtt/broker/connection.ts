import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import clientModule from 'mqtt/lib/client';
import type { Outgoing } from '../topics.ts';
import { type BrokerFailure, failure, reasonFailure, socketFailure } from './failure.ts';
import type { Outcome } from './outcome.ts';
import { speaksTls } from './tls-probe.ts';

const MqttClient = clientModule.default;

/** Seconds after which a silent connection is tried by a ping; the broker sends the will after one and a half times as long. */
const KEEPALIVE_S = 30;
const OPEN_MS = 15_000;
/** How long the broker has to take our leave, ms. */
const GOODBYE_MS = 500;
/** QoS 1 messages on their way at most, if the broker allows as many. */
const MAX_ON_THEIR_WAY = 20;
/** With more bytes unsent the connection is too slow for what may be lost. */
const MAX_UNSENT = 1 << 16;
/** First byte of a TLS alert: what a TLS port answers to who does not speak TLS. */
const TLS_ALERT = 0x15;

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  /** Undefined for a connection without TLS. Certificates are checked in any case. */
  readonly tls: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer } | undefined;
  readonly clientId: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly will?: Outgoing;
}

export interface ConnectionEvents {
  opened(): void;
  /** A message of a topic that was subscribed. */
  message(topic: string, payload: string, isRetained: boolean): void;
  /** It has ended, or could not be made. Called once, and not after `end`. */
  closed(why: BrokerFailure): void;
}

/** One connection to a broker. When it ends it is done with: nothing of it waits for the next one. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  #socket: Socket | undefined;
  #client: InstanceType<typeof MqttClient> | undefined;
  #isOpen = false;
  #hasEnded = false;
  #why: BrokerFailure | undefined;
  #receiveMaximum = MAX_ON_THEIR_WAY;
  /** What settles each QoS 1 message on its way, and starts each that waits for a place. */
  readonly #onTheirWay = new Set<(outcome: Outcome) => void>();
  readonly #waiting: { readonly start: () => void; readonly settle: (outcome: Outcome) => void }[] = [];

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Opens the socket first: no word of MQTT, no password, goes to a broker whose certificate has not been checked. */
  open(): void {
    const { host, port, tls } = this.#options;
    try {
      this.#socket = tls
        ? // Said aloud, so that no variable of the environment turns it off.
          connectTls({ host, port, ...tls, rejectUnauthorized: true, servername: isIP(host) ? '' : host })
        : connectTcp({ host, port });
    } catch (error) {
      // A key that is none.
      queueMicrotask(() => this.#close(socketFailure(error, true)));
      return;
    }
    const socket = this.#socket;
    socket.setNoDelay(true);
    const timer = setTimeout(() => {
      this.#why ??= failure('timeout');
      socket.destroy();
    }, OPEN_MS);
    const isOwn = (): boolean => this.#client === undefined;
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      this.#speak(socket);
    });
    socket.on('error', (error) => {
      if (isOwn()) this.#why ??= socketFailure(error, tls !== undefined);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      if (isOwn()) this.#close(this.#why ?? failure('closed'));
    });
  }

  /** QoS 0: taken once it is handed to the socket; lost where that is too slow. Never rejects. */
  publish(message: Outgoing): Promise<Outcome> {
    if (!this.#isOpen) return Promise.resolve('lost');
    if (message.qos === 1) return this.#inTurn(message);
    if ((this.#socket?.writableLength ?? 0) > MAX_UNSENT) return Promise.resolve('lost');
    return new Promise((settle) => this.#send(message, settle));
  }

  /** @returns whether the broker allows it */
  async subscribe(topic: string): Promise<boolean> {
    const client = this.#client;
    if (!client || !this.#isOpen) return false;
    return new Promise((resolve) => client.subscribe(topic, { qos: 0 }, (error) => resolve(!error)));
  }

  /** Takes leave of the broker, which then does not send the will. Resolves when the socket is closed. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    const socket = this.#socket;
    if (!socket || socket.destroyed) return;
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const timer = setTimeout(() => socket.destroy(), GOODBYE_MS);
    if (this.#isOpen) this.#client?.end();
    else socket.destroy();
    this.#settleAll();
    await closed;
    clearTimeout(timer);
  }

  /** Ends it without taking leave: the broker sends the will. */
  abort(why: BrokerFailure): void {
    this.#why ??= why;
    this.#socket?.destroy();
  }

  #speak(socket: Socket): void {
    const { clientId, user, password, will, tls } = this.#options;
    socket.once('data', (bytes: Buffer) => {
      if (!tls && bytes[0] === TLS_ALERT) this.#why ??= failure('tlsPort');
    });
    const client = new MqttClient(() => socket as never, {
      protocolVersion: 5,
      clientId,
      clean: true,
      keepalive: KEEPALIVE_S,
      // A ping is due even while we send: what we send tells nothing of whether it arrives.
      reschedulePings: false,
      reconnectPeriod: 0,
      connectTimeout: OPEN_MS,
      resubscribe: false,
      queueQoSZero: false,
      // A table of all numbers of two bytes, 7 MB.
      writeCache: false,
      ...(user === undefined ? {} : { username: user }),
      ...(password === undefined ? {} : { password }),
      ...(will ? { will: { ...will, payload: Buffer.from(will.payload) } } : {}),
    });
    this.#client = client;
    client.on('connect', ({ properties }) => {
      if (this.#hasEnded) return;
      this.#receiveMaximum = Math.min(MAX_ON_THEIR_WAY, properties?.receiveMaximum ?? MAX_ON_THEIR_WAY);
      this.#isOpen = true;
      this.#events.opened();
    });
    client.on('message', (topic, payload, { retain }) => this.#events.message(topic, String(payload), retain));
    client.on('disconnect', ({ reasonCode = 0 }) => {
      this.#why ??= reasonFailure(reasonCode, clientId);
    });
    client.on('error', (error) => {
      const { code } = error as { code?: unknown };
      if (typeof code === 'number') this.#why ??= reasonFailure(code, clientId);
      // With TLS 1.3 a broker looks at our certificate after the handshake.
      else if (typeof code === 'string' && code.startsWith('ERR_SSL')) this.#why ??= socketFailure(error, true);
      else if (typeof code === 'string') this.#why ??= this.#lost(code);
      else if (/timeout/i.test(error.message)) this.#why ??= failure('timeout');
      else this.#why ??= failure('broken', error.message);
      // An error of the protocol leaves the socket open.
      socket.destroy();
    });
    client.on('close', () => this.#close(this.#why ?? this.#lost('')));
  }

  #lost(code: string): BrokerFailure {
    return failure(this.#isOpen ? 'lost' : 'closed', code);
  }

  #inTurn(message: Outgoing): Promise<Outcome> {
    return new Promise((settle) => {
      const start = (): void => {
        const done = (outcome: Outcome): void => {
          if (!this.#onTheirWay.delete(done)) return;
          settle(outcome);
          if (this.#isOpen) this.#waiting.shift()?.start();
        };
        this.#onTheirWay.add(done);
        this.#send(message, done);
      };
      if (this.#onTheirWay.size < this.#receiveMaximum) start();
      else this.#waiting.push({ start, settle });
    });
  }

  #send({ topic, payload, qos, retain }: Outgoing, settle: (outcome: Outcome) => void): void {
    this.#client?.publish(topic, payload, { qos, retain }, (error) => {
      const { code } = (error ?? {}) as { code?: unknown };
      settle(!error ? 'taken' : typeof code === 'number' ? { refused: code } : 'lost');
    });
  }

  #settleAll(): void {
    this.#isOpen = false;
    for (const settle of [...this.#onTheirWay]) settle('lost');
    for (const { settle } of this.#waiting.splice(0)) settle('lost');
  }

  #close(why: BrokerFailure): void {
    this.#settleAll();
    if (this.#hasEnded) return;
    const { host, port, tls } = this.#options;
    if (why.kind !== 'closed' || tls) {
      this.#hasEnded = true;
      this.#events.closed(why);
      return;
    }
    // A TLS port hangs up on who does not speak TLS; so does much else.
    void speaksTls(host, port).then((isTlsPort) => {
      if (this.#hasEnded) return;
      this.#hasEnded = true;
      this.#events.closed(isTlsPort ? failure('tlsPort') : why);
    });
  }
}
