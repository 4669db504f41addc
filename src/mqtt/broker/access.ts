import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { codeOf, withCode, withRegularFile } from '../../host/files.ts';
import type { ConnectionOptions } from './connection.ts';
import { CREDENTIALS, type CredentialKey } from './credentials.ts';
import type { BrokerFailure } from './failure.ts';

/** A longer password or certificate is a mistaken file, bytes. */
const MAX_BYTES = 1 << 20;

/** What a connection needs of the conf. */
export type Access = Pick<ConnectionOptions, 'host' | 'port' | 'tls' | 'user' | 'password'>;

/**
 * Reads what a connection needs, as it is now: a new password counts at the next try.
 * @param env with $CREDENTIALS_DIRECTORY: what systemd has read for us, from files that only it may read
 * @returns the failure where a file cannot be read, or others can read the password
 */
export function accessOf(settings: Settings, env: NodeJS.ProcessEnv): Access | BrokerFailure {
  const { protocol, hostname, port } = new URL(settings.MQTT_URL ?? '');
  const isTls = protocol === 'mqtts:';
  const keys: readonly CredentialKey[] = isTls
    ? ['MQTT_PASSWORD_FILE', 'MQTT_CA', 'MQTT_CERT', 'MQTT_KEY']
    : ['MQTT_PASSWORD_FILE'];
  const files: Partial<Record<CredentialKey, Buffer>> = {};
  for (const key of keys) {
    const path = settings[key];
    const content = path === undefined ? undefined : contentOf(path, key, env);
    if (content && 'kind' in content) return content;
    if (content) files[key] = content;
  }
  const { MQTT_PASSWORD_FILE: password, MQTT_CA: ca, MQTT_CERT: cert, MQTT_KEY: key } = files;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isTls ? 8883 : 1883),
    tls: isTls ? { ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) } : undefined,
    user: settings.MQTT_USER,
    password: password?.toString('utf8').replace(/\r?\n$/, ''),
  };
}

function contentOf(path: string, key: CredentialKey, env: NodeJS.ProcessEnv): Buffer | BrokerFailure {
  const directory = env['CREDENTIALS_DIRECTORY'];
  const credential = directory === undefined ? '' : join(directory, CREDENTIALS[key]);
  const isCredential = credential !== '' && existsSync(credential);
  try {
    return withRegularFile(isCredential ? credential : path, (fd, { size, mode }) => {
      if (size > MAX_BYTES) throw withCode('EFBIG');
      // Its group may read it, as it may read the conf; nobody else.
      if (key === 'MQTT_PASSWORD_FILE' && !isCredential && (mode & 0o007) !== 0) {
        return { kind: 'openPassword', detail: '', path };
      }
      return readFileSync(fd);
    });
  } catch (error) {
    return { kind: 'file', detail: codeOf(error), path };
  }
}
