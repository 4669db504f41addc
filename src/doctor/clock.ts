import { EARLIEST_CLOCK } from '../time/local.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** The clock is set and synchronised, and survives a start without network. */
export function checkClock({ host, now, timedatectl, settings }: Examination): Finding[] {
  if (now < EARLIEST_CLOCK) return [finding('fault', 'clock', 'clockPast', new Date(now).getUTCFullYear())];
  const reported = /^NTPSynchronized=(yes|no)$/m.exec(timedatectl ?? '')?.[1];
  const synchronized = reported === 'yes' || host.stat('/run/systemd/timesync/synchronized') !== undefined;
  if (!synchronized) return [finding('warning', 'clock', reported === undefined ? 'clockUnknown' : 'clockUnsynced')];
  const rtc = host.list('/sys/class/rtc').length > 0;
  return [finding('ok', 'clock', rtc ? 'clockGood' : 'clockNoRtc', settings.TIMEZONE)];
}
