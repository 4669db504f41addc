import type { Machine } from '../../host/machine.ts';
import { CLI } from '../paths.ts';

const FIELDS = 'UnitFileState,ActiveState,SubState,ActiveEnterTimestamp,StatusText,NRestarts';

/** What systemd says of a service, by field; empty where systemd does not answer. */
export async function serviceState(machine: Machine, service: string): Promise<ServiceState> {
  const text = (await machine.run('systemctl', 'show', service, '--timestamp=unix', `--property=${FIELDS}`)) ?? '';
  return Object.fromEntries([...text.matchAll(/^([^=\n]+)=(.*)$/gm)].map(([, field, value]) => [field, value]));
}

type ServiceState = Readonly<Record<string, string>>;

/** Since when the service has been active, ms since 1970. */
export function activeSince(state: ServiceState): number | undefined {
  const seconds = Number(/^@(\d+)/.exec(state['ActiveEnterTimestamp'] ?? '')?.[1] ?? Number.NaN);
  return seconds > 0 ? seconds * 1000 : undefined;
}

/** Whether the service that runs was started from an older program than the one on the disk. */
export function isOutdated(machine: Machine, state: ServiceState): boolean {
  const started = activeSince(state);
  const changed = machine.stat(CLI)?.changed;
  return started !== undefined && changed !== undefined && changed > started;
}
