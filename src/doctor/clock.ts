import type { Settings } from '../config/settings.ts';
import type { Host } from '../host/host.ts';
import { EARLIEST_CLOCK } from '../time/local.ts';
import { type Finding, finding } from './finding.ts';

export interface ClockInput {
  /** Wall clock, ms since 1970. */
  readonly now: number;
  /** `timedatectl show`, where there is one. */
  readonly timedatectl: string | undefined;
}

/** The clock is set and synchronised, and survives a start without network. */
export function checkClock(host: Host, { now, timedatectl }: ClockInput, { TIMEZONE }: Settings): Finding[] {
  const year = new Date(now).getUTCFullYear();
  if (now < EARLIEST_CLOCK) return [finding('fault', 'clock', 'clockPast', year)];
  const reported = /^NTPSynchronized=(yes|no)$/m.exec(timedatectl ?? '')?.[1];
  const synchronized = reported === 'yes' || host.stat('/run/systemd/timesync/synchronized') !== undefined;
  if (!synchronized) return [finding('warning', 'clock', reported === undefined ? 'clockUnknown' : 'clockUnsynced')];
  const rtc = host.list('/sys/class/rtc').length > 0;
  return [finding('ok', 'clock', rtc ? 'clockGood' : 'clockNoRtc', TIMEZONE)];
}
