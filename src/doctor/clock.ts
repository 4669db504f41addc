import type { Settings } from '../config/settings.ts';
import type { Host } from '../host/host.ts';
import { EARLIEST_CLOCK } from '../time/local.ts';
import { type Finding, finding } from './finding.ts';

export interface ClockFacts {
  /** Wall clock, ms since 1970. */
  readonly now: number;
  /** `timedatectl show`, where there is one. */
  readonly timedatectl: string | undefined;
}

/** The clock is set, by whom, and what a start without network would do to it. */
export function checkClock(host: Host, { now, timedatectl }: ClockFacts, { TIMEZONE }: Settings): Finding[] {
  const year = new Date(now).getUTCFullYear();
  if (now < EARLIEST_CLOCK) return [finding('fault', 'clock', 'clockPast', year)];
  const told = /^NTPSynchronized=(yes|no)$/m.exec(timedatectl ?? '')?.[1];
  const synchronized = told === 'yes' || host.stat('/run/systemd/timesync/synchronized') !== undefined;
  if (!synchronized) return [finding('warning', 'clock', told === undefined ? 'clockUnknown' : 'clockUnsynced')];
  const rtc = host.list('/sys/class/rtc').length > 0;
  return [finding('ok', 'clock', rtc ? 'clockGood' : 'clockNoRtc', TIMEZONE)];
}
