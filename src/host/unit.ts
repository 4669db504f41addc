import type { Host } from './host.ts';

/** The systemd units, of the daemon, of the MQTT bridge and of the pages, and their files: written by `service install`, examined by the doctor. */
export const SERVICE = 'linky-monitor.service';
export const UNIT = `/etc/systemd/system/${SERVICE}`;
export const MQTT_SERVICE = 'linky-monitor-mqtt.service';
export const MQTT_UNIT = `/etc/systemd/system/${MQTT_SERVICE}`;
export const PAGES_SERVICE = 'linky-monitor-pages.service';
export const PAGES_UNIT = `/etc/systemd/system/${PAGES_SERVICE}`;

/** Where the Debian package has a unit; one of the same name in /etc comes before it. */
export const packagedUnit = (service: string): string => `/usr/lib/systemd/system/${service}`;

/** The file that systemd has a service from, and its text; undefined where there is none. */
export function unitInForce(
  host: Host,
  service = SERVICE,
): { readonly path: string; readonly text: string } | undefined {
  for (const path of [`/etc/systemd/system/${service}`, packagedUnit(service)]) {
    const text = host.read(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}
