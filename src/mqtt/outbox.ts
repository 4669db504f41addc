import type { Connection } from './broker/connection.ts';
import type { Outcome } from './broker/outcome.ts';
import type { Outgoing } from './topics.ts';

/** Sends messages on the present connection; without one nothing is sent, and nothing waits. */
export class Outbox {
  readonly #refused: (message: Outgoing, reason: number) => void;
  #connection: Connection | undefined;
  /** The payload that each retained topic was given last on this connection. */
  readonly #last = new Map<string, string>();

  /** @param refused told of each message that the broker does not take */
  constructor(refused: (message: Outgoing, reason: number) => void) {
    this.#refused = refused;
  }

  get connection(): Connection | undefined {
    return this.#connection;
  }

  /** There is another connection, or none. */
  use(connection: Connection | undefined): void {
    this.#connection = connection;
    this.#last.clear();
  }

  /** The next message of each topic is sent even where it is the same. */
  forget(): void {
    this.#last.clear();
  }

  async send(message: Outgoing): Promise<Outcome> {
    const outcome = (await this.#connection?.publish(message)) ?? 'lost';
    if (typeof outcome === 'object') this.#refused(message, outcome.refused);
    return outcome;
  }

  /** Sends a retained message where it says something new. */
  update(message: Outgoing | undefined): void {
    if (!message || this.#last.get(message.topic) === message.payload || !this.#connection) return;
    this.#last.set(message.topic, message.payload);
    void this.send(message);
  }
}
