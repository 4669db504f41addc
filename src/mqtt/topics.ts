/** A message as it goes to the broker. */
export interface Outgoing {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

/**
 * The topics of a home below `linky/<id>/`. What a late reader needs is retained; `live` is not, as Home Assistant lets its
 * values expire, and what expires must not come back at a restart.
 */
const TOPICS = {
  /** `online`, `offline`: this program; also the will. */
  bridge: { qos: 1, retain: true },
  /** `online`, `offline`: the meter speaks. */
  meter: { qos: 1, retain: true },
  live: { qos: 0, retain: false },
  index: { qos: 1, retain: true },
  state: { qos: 1, retain: true },
  cost: { qos: 1, retain: true },
  event: { qos: 1, retain: false },
  record: { qos: 1, retain: false },
} as const;

export type TopicName = keyof typeof TOPICS;

/** Home Assistant's own prefix, and where it says that it has started. */
const HOME_ASSISTANT = 'homeassistant';
export const BIRTH_TOPIC = `${HOME_ASSISTANT}/status`;

/** The topics of one home. */
export class Topics {
  readonly id: string;
  readonly #base: string;

  /** @param prefix MQTT_TOPIC @param id MQTT_ID */
  constructor(prefix: string, id: string) {
    this.id = id;
    this.#base = `${prefix}/${id}`;
  }

  of(name: TopicName): string {
    return `${this.#base}/${name}`;
  }

  /** All of them, as an access list of a broker names them. */
  get all(): string {
    return `${this.#base}/#`;
  }

  has(topic: string): boolean {
    return topic.startsWith(`${this.#base}/`);
  }

  message(name: TopicName, payload: string): Outgoing {
    return { topic: this.of(name), payload, ...TOPICS[name] };
  }

  /** Home Assistant's discovery document; an empty one removes the device. */
  discovery(payload: string): Outgoing {
    return { topic: `${HOME_ASSISTANT}/device/linky_${this.id}/config`, payload, qos: 1, retain: true };
  }
}
