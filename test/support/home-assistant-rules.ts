/*
 * What Home Assistant accepts as a discovery document of a device, by its own source (core 2026.9: components/mqtt/discovery.py,
 * schemas.py, sensor.py, binary_sensor.py, event.py, components/sensor/const.py), as a table. A document that breaks one of the first
 * rules is refused as a whole.
 */

type Json = Readonly<Record<string, unknown>>;

const ROOT_KEYS = [
  ...[
    'availability',
    'availability_mode',
    'availability_template',
    'availability_topic',
    'command_topic',
    'components',
  ],
  ...['device', 'encoding', 'message_expiry_interval', 'origin', 'payload_available', 'payload_not_available', 'qos'],
  'state_topic',
];
const DEVICE_KEYS = [
  ...['configuration_url', 'connections', 'hw_version', 'identifiers', 'manufacturer', 'model', 'model_id', 'name'],
  ...['serial_number', 'suggested_area', 'sw_version', 'via_device'],
];
const ORIGIN_KEYS = ['name', 'sw_version', 'support_url'];
const COMMON_KEYS = [
  ...['platform', 'unique_id', 'default_entity_id', 'name', 'state_topic', 'value_template', 'device_class', 'qos'],
  ...['entity_category', 'availability', 'availability_mode', 'icon', 'enabled_by_default', 'json_attributes_topic'],
];
/** Further keys by platform. */
const PLATFORM_KEYS: Readonly<Record<string, readonly string[]>> = {
  sensor: [
    ...['unit_of_measurement', 'state_class', 'options', 'expire_after', 'last_reset_value_template'],
    ...['suggested_display_precision', 'force_update'],
  ],
  binary_sensor: ['payload_on', 'payload_off', 'expire_after', 'off_delay', 'force_update'],
  event: ['event_types'],
};
/** Units of a sensor's device class; undefined: none at all. */
const UNITS: Readonly<Record<string, readonly string[] | undefined>> = {
  apparent_power: ['mVA', 'VA', 'kVA'],
  power: ['mW', 'W', 'kW', 'MW', 'GW', 'TW'],
  energy: ['J', 'kJ', 'MJ', 'GJ', 'mWh', 'Wh', 'kWh', 'MWh', 'GWh', 'TWh'],
  current: ['A', 'mA'],
  voltage: ['V', 'mV', 'µV', 'kV', 'MV'],
  monetary: ['EUR'],
  enum: undefined,
  timestamp: undefined,
};
const STATE_CLASSES: Readonly<Record<string, readonly string[]>> = {
  apparent_power: ['measurement'],
  power: ['measurement'],
  energy: ['total', 'total_increasing'],
  current: ['measurement'],
  voltage: ['measurement'],
  monetary: ['total'],
  enum: [],
  timestamp: [],
};
const BINARY_CLASSES = ['problem', 'tamper', 'connectivity', 'safety', 'power', 'opening', 'running'];

/** The rules that a document breaks; none where Home Assistant takes it as it is meant. */
export function findingsOf(topic: string, document: Json, isRetained: (topic: string) => boolean): string[] {
  const findings: string[] = [];
  const find = (ok: boolean, finding: string): void => void (ok || findings.push(finding));
  find(/^homeassistant\/device\/[A-Za-z0-9_-]+\/config$/.test(topic), `topic ${topic}`);
  for (const key of Object.keys(document)) find(ROOT_KEYS.includes(key), `root: unknown key ${key}`);
  const { device, origin, components, availability } = document as Record<string, Json | undefined>;
  find(Boolean(device?.['identifiers'] || device?.['connections']), 'device: neither identifiers nor connections');
  for (const key of Object.keys(device ?? {})) find(DEVICE_KEYS.includes(key), `device: unknown key ${key}`);
  find(typeof origin?.['name'] === 'string', 'origin: no name');
  for (const key of Object.keys(origin ?? {})) find(ORIGIN_KEYS.includes(key), `origin: unknown key ${key}`);
  find(
    availability === undefined || ['all', 'any', 'latest'].includes(document['availability_mode'] as string),
    'mode',
  );
  const ids = new Set<unknown>();
  for (const [key, component] of Object.entries(components ?? {})) {
    const about = componentFindings(component as Json, isRetained);
    findings.push(...about.map((finding) => `${key}: ${finding}`));
    const { unique_id: id } = component as Json;
    find(id === undefined || !ids.has(id), `${key}: unique_id twice`);
    ids.add(id);
  }
  return findings;
}

function componentFindings(component: Json, isRetained: (topic: string) => boolean): string[] {
  const platform = component['platform'] as string;
  // With its platform alone, a component is taken back.
  if (Object.keys(component).length === 1 && PLATFORM_KEYS[platform]) return [];
  const findings: string[] = [];
  const find = (ok: boolean, finding: string): void => void (ok || findings.push(finding));
  const own = PLATFORM_KEYS[platform];
  find(own !== undefined, `unknown platform ${platform}`);
  find(typeof component['unique_id'] === 'string', 'no unique_id');
  find(typeof component['state_topic'] === 'string', 'no state_topic');
  find(typeof component['name'] === 'string' && component['name'] !== '', 'no name');
  for (const key of Object.keys(component)) find([...COMMON_KEYS, ...(own ?? [])].includes(key), `unknown key ${key}`);
  const entityId = component['default_entity_id'];
  find(
    typeof entityId === 'string' && new RegExp(`^${platform}\\.[a-z0-9_]+$`).test(entityId),
    `entity id ${entityId}`,
  );
  const category = component['entity_category'];
  find(category === undefined || category === 'diagnostic', `entity category ${category}`);
  const expires = component['expire_after'] !== undefined;
  find(!(expires && isRetained(component['state_topic'] as string)), 'expires, and its topic is retained');
  if (platform === 'sensor') findings.push(...sensorFindings(component));
  if (platform === 'event') find(Array.isArray(component['event_types']), 'no event types');
  const kind = component['device_class'] as string | undefined;
  if (platform === 'binary_sensor') find(kind === undefined || BINARY_CLASSES.includes(kind), `device class ${kind}`);
  return findings;
}

function sensorFindings(sensor: Json): string[] {
  const findings: string[] = [];
  const find = (ok: boolean, finding: string): void => void (ok || findings.push(finding));
  const kind = sensor['device_class'] as string | undefined;
  const unit = sensor['unit_of_measurement'] as string | undefined;
  const stateClass = sensor['state_class'] as string | undefined;
  const options = sensor['options'];
  if (kind !== undefined) {
    find(Object.hasOwn(UNITS, kind), `device class ${kind}`);
    const units = UNITS[kind];
    find(units ? units.includes(unit ?? '') : unit === undefined, `unit ${unit} of ${kind}`);
    find(stateClass === undefined || (STATE_CLASSES[kind]?.includes(stateClass) ?? false), `${stateClass} of ${kind}`);
  }
  find(stateClass === undefined || ['measurement', 'total', 'total_increasing'].includes(stateClass), 'state class');
  find((options !== undefined) === (kind === 'enum'), 'options without enum, or enum without options');
  find(options === undefined || (Array.isArray(options) && options.length > 0), 'no options');
  find(sensor['last_reset_value_template'] === undefined || stateClass === 'total', 'last_reset without total');
  find(!unit?.includes('/kWh') || (unit === 'EUR/kWh' && kind === undefined), `a price in ${unit}, ${kind}`);
  return findings;
}
