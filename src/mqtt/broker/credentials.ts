import type { Settings } from '../../config/settings.ts';

/** The files that the conf names, and the name under which systemd hands each to the service (LoadCredential=). */
export const CREDENTIALS = {
  MQTT_PASSWORD_FILE: 'mqtt-password',
  MQTT_CA: 'mqtt-ca',
  MQTT_CERT: 'mqtt-cert',
  MQTT_KEY: 'mqtt-key',
} as const satisfies Partial<Record<keyof Settings, string>>;

export type CredentialKey = keyof typeof CREDENTIALS;
