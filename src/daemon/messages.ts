import { type FaultMessage, type HelloMessage, PROTOCOL, type StatusMessage } from '../feed/messages.ts';
import type { Reading } from '../meter/reading.ts';
import { isoOf } from '../time/local.ts';
import type { MeterLink } from './meter-link.ts';

/** The feed's `hello`. @param started ms since 1970 */
export function helloMessage(
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

export interface StatusInput {
  readonly meterLink: MeterLink;
  readonly reading: Reading | undefined;
  readonly implausible: number;
  readonly clients: number;
  readonly faults: readonly FaultMessage[];
}

/** The feed's `status`. */
export function statusMessage({ meterLink, reading, implausible, clients, faults }: StatusInput): StatusMessage {
  const { link, counts, input } = meterLink;
  const { checksum, parity, format } = counts.rejected;
  return {
    type: 'status',
    state: link.state,
    since: isoOf(link.since),
    input,
    mode: reading?.mode ?? null,
    frames: counts.complete,
    rejected: { checksum, parity, format, implausible },
    clients,
    faults,
  };
}
