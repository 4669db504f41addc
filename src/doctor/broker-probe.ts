import type { Settings } from '../config/settings.ts';
import type { BrokerFailure } from '../mqtt/broker/failure.ts';

/** A broker that takes longer does not answer, ms. */
const TIMEOUT_MS = 8000;

/** What came of a connection to the broker that the conf names. */
export type BrokerAnswer = 'connected' | BrokerFailure;

/** Connects to the broker as the bridge does, under another id, and leaves again; undefined where the conf names none. */
export async function probeBroker(settings: Settings): Promise<BrokerAnswer | undefined> {
  if (settings.MQTT_URL === undefined) return undefined;
  const [{ accessOf }, { tryConnection }] = await Promise.all([
    import('../mqtt/broker/access.ts'),
    import('../mqtt/broker/broker.ts'),
  ]);
  const access = accessOf(settings, process.env);
  if ('kind' in access) return access;
  const clientId = `linky-doctor-${process.pid}`;
  return (await tryConnection({ ...access, clientId }, TIMEOUT_MS)) ?? 'connected';
}
