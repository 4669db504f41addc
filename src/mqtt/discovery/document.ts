import type { Texts } from '../../text/index.ts';
import type { Topics } from '../topics.ts';
import type { Entity } from './component.ts';
import { entitiesOf } from './entities.ts';
import type { Traits } from './traits.ts';

/** Values of `live` that are so much older than its interval are none any more, s. */
const EXPIRE_AFTER_S = 60;

/** The platform of each component that Home Assistant was told of, by key: what has to be taken back later. */
export type Components = Readonly<Record<string, string>>;

export interface DocumentInput {
  readonly traits: Traits;
  readonly topics: Topics;
  readonly texts: Texts['mqttEntities'];
  /** Of this program. */
  readonly version: string;
  /** MQTT_INTERVAL, s. */
  readonly interval: number;
  /** Whether the user has named this home: its device is called by that name then. */
  readonly isNamed: boolean;
}

/** What Home Assistant is told of a home. */
export function componentsOf(traits: Traits): Components {
  return Object.fromEntries(entitiesOf(traits).map(({ key, platform }) => [key, platform]));
}

/**
 * The device's discovery document. Home Assistant refuses all of it for one unknown key at its root, or one component
 * without `unique_id`.
 * @param gone components that it was told of before and that are no more: each is named with its platform alone, once
 */
export function documentOf(input: DocumentInput, gone: Components = {}): string {
  const { traits, topics, version, isNamed } = input;
  return JSON.stringify({
    device: {
      identifiers: [`linky_${topics.id}`],
      name: isNamed ? `Linky ${topics.id}` : 'Linky',
      manufacturer: 'Enedis',
      model: 'Linky',
    },
    origin: { name: 'linky-monitor', sw_version: version },
    availability: availabilityOf(topics, true),
    availability_mode: 'all',
    components: {
      ...Object.fromEntries(entitiesOf(traits).map((entity) => [entity.key, componentOf(entity, input)])),
      ...Object.fromEntries(Object.entries(gone).map(([key, platform]) => [key, { platform }])),
    },
  });
}

const availabilityOf = (topics: Topics, withMeter: boolean) => [
  { topic: topics.of('bridge') },
  ...(withMeter ? [{ topic: topics.of('meter') }] : []),
];

function componentOf(entity: Entity, { topics, traits, texts, interval }: DocumentInput): object {
  const { key, platform, topic, template, more, withoutMeter, expires } = entity;
  return {
    platform,
    unique_id: `linky_${topics.id}_${key}`,
    default_entity_id: `${platform}.linky_${key}`,
    name: texts.nameOf(key, traits.names),
    state_topic: topics.of(topic),
    value_template: template,
    ...more,
    ...(expires ? { expire_after: Math.max(EXPIRE_AFTER_S, 3 * interval) } : {}),
    ...(withoutMeter ? { availability: availabilityOf(topics, false) } : {}),
  };
}
