/** The systemd unit of the daemon and its file: written by `service install`, examined by the doctor. */
export const SERVICE = 'linky-monitor.service';
export const UNIT = `/etc/systemd/system/${SERVICE}`;
