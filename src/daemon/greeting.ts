import { type FaultMessage, type HelloMessage, PROTOCOL, type StatusMessage } from '../feed/messages.js';
import type { Reading } from '../meter/reading.js';
import { isoOf } from '../meter/time.js';
import type { Intake } from './intake.js';

/** The feed's `hello`. @param started ms since 1970 */
export function helloOf(
  { version, logs }: { readonly version: string; readonly logs: string },
  started: number,
  reading: Reading | undefined,
): HelloMessage {
  return {
    type: 'hello',
    protocol: PROTOCOL,
    version,
    pid: process.pid,
    started: isoOf(started),
    mode: reading?.mode ?? null,
    contract: reading?.contract ?? null,
    logs,
  };
}

export interface StatusFacts {
  readonly intake: Intake;
  readonly reading: Reading | undefined;
  readonly implausible: number;
  readonly clients: number;
  readonly faults: readonly FaultMessage[];
}

/** The feed's `status`. */
export function statusOf({ intake, reading, implausible, clients, faults }: StatusFacts): StatusMessage {
  const { health, counts, input } = intake;
  const { checksum, parity, format } = counts.rejected;
  return {
    type: 'status',
    state: health.state,
    since: isoOf(health.since),
    input,
    mode: reading?.mode ?? null,
    frames: counts.complete,
    rejected: { checksum, parity, format, implausible },
    clients,
    faults,
  };
}
