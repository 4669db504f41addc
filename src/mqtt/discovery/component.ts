import type { TopicName } from '../topics.ts';

/** An entity of Home Assistant before it has topics and names: what is the same for each home. */
export interface Entity {
  /** Makes its unique id and, at first, its entity id: `sensor.linky_papp`. */
  readonly key: string;
  readonly platform: 'sensor' | 'binary_sensor' | 'event';
  /** The topic that its state is read from. */
  readonly topic: TopicName;
  readonly template: string;
  /** Further keys of its configuration. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** It is known while the meter is silent too. */
  readonly withoutMeter?: boolean;
  /** Its values expire where no new ones come. */
  readonly expires?: boolean;
}

/** A field of a JSON payload, by its path: null, which is unknown, becomes `None`, which Home Assistant takes for unknown. */
export const field = (path: string): string => `{{ value_json.${path} }}`;

/** An item of a list that may be null as a whole. */
export const item = (name: string, place: number): string =>
  `{{ value_json.${name}[${place}] if value_json.${name} else none }}`;

type Options = Pick<Entity, 'more' | 'withoutMeter' | 'expires'>;

export function sensor(topic: TopicName, key: string, template: string, options: Options = {}): Entity {
  return { key, platform: 'sensor', topic, template, ...options };
}

/** A quantity: Home Assistant keeps its statistics. */
export const measure = (
  topic: TopicName,
  key: string,
  deviceClass: string,
  unit: string,
  template = field(key),
): Entity =>
  sensor(topic, key, template, {
    more: { device_class: deviceClass, unit_of_measurement: unit, state_class: 'measurement' },
    expires: topic === 'live',
  });

/** A counter of Wh. */
export const energy = (key: string, name: string): Entity =>
  sensor('index', key, field(name), {
    more: { device_class: 'energy', unit_of_measurement: 'Wh', state_class: 'total_increasing' },
  });

/** One of a few words. */
export const choice = (key: string, path: string, options: readonly string[], template = field(path)): Entity =>
  sensor('state', key, template, { more: { device_class: 'enum', options } });

export const instant = (key: string, path: string): Entity =>
  sensor('state', key, field(path), { more: { device_class: 'timestamp' } });

/** €/kWh: no device class has this unit. The energy dashboard takes it as a price. */
export const price = (key: string, path: string): Entity =>
  sensor('cost', key, field(path), {
    more: { unit_of_measurement: 'EUR/kWh', state_class: 'measurement', suggested_display_precision: 4 },
    withoutMeter: true,
  });

/** Euros since the midnight that the payload says. */
export const euros = (key: string, path: string): Entity =>
  sensor('cost', key, field(path), {
    more: {
      device_class: 'monetary',
      unit_of_measurement: 'EUR',
      state_class: 'total',
      last_reset_value_template: field('since'),
      suggested_display_precision: 2,
    },
    withoutMeter: true,
  });

/** ON or OFF. */
export const onOff = (key: string, path: string, deviceClass?: string): Entity => ({
  key,
  platform: 'binary_sensor',
  topic: 'state',
  template: field(path),
  ...(deviceClass === undefined ? {} : { more: { device_class: deviceClass } }),
});

/** For who looks after the installation. */
export const diagnostic = (entity: Entity): Entity => ({
  ...entity,
  more: { ...entity.more, entity_category: 'diagnostic' },
});
