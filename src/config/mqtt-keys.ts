import { flag, key, number, oneOf, optional } from './key.ts';

/** Signs that no topic, name or path of ours may have: MQTT forbids them, or a terminal would take them for a command. */
const CONTROL = /\p{Cc}/u;

const path = optional('/…', (text) => (text.startsWith('/') && !CONTROL.test(text) ? text : undefined));

/** No user and no password in it: a file that many may read is no place for them. */
const BROKER = /^mqtts?:\/\/(\[[\da-f:.]+\]|[a-z\d](?:[\w.-]*[a-z\d])?)(?::(\d{1,5}))?\/?$/i;

const brokerUrl = (text: string): string | undefined => {
  const [, host, port = '1883'] = BROKER.exec(text) ?? [];
  return host !== undefined && Number(port) >= 1 && Number(port) <= 65_535 ? text : undefined;
};

/** The keys of `linky-monitor mqtt`; without MQTT_URL nothing is sent. */
export const MQTT_KEYS = {
  MQTT_URL: optional('mqtt://HOST:1883 | mqtts://HOST:8883', brokerUrl),
  MQTT_USER: optional('NAME', (text) => (text !== '' && !CONTROL.test(text) ? text : undefined)),
  MQTT_PASSWORD_FILE: path,
  MQTT_CA: path,
  MQTT_CERT: path,
  MQTT_KEY: path,
  MQTT_ID: optional('A-Z a-z 0-9 _ - (≤ 64)', (text) => (/^[\w-]{1,64}$/.test(text) ? text : undefined)),
  // Levels without a wildcard; a topic that begins with $ is the broker's own.
  MQTT_TOPIC: key('linky', 'linky, home/linky, …', (text) =>
    /^[^\s$/+#][^\s+#]{0,99}$/.test(text) && !/\/(\/|$)/.test(text) && !CONTROL.test(text) ? text : undefined,
  ),
  MQTT_INTERVAL: number(10, 1, 3600),
  MQTT_DISCOVERY: oneOf('homeassistant', 'none'),
  MQTT_BACKFILL: flag(true),
};
