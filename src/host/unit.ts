/** The systemd units, of the daemon, of the MQTT bridge and of the pages, and their files: written by `service install`, examined by the doctor. */
export const SERVICE = 'linky-monitor.service';
export const UNIT = `/etc/systemd/system/${SERVICE}`;
export const MQTT_SERVICE = 'linky-monitor-mqtt.service';
export const MQTT_UNIT = `/etc/systemd/system/${MQTT_SERVICE}`;
export const PAGES_SERVICE = 'linky-monitor-pages.service';
export const PAGES_UNIT = `/etc/systemd/system/${PAGES_SERVICE}`;
