/** The systemd units, of the daemon and of the MQTT bridge, and their files: written by `service install`, examined by the doctor. */
export const SERVICE = 'linky-monitor.service';
export const UNIT = `/etc/systemd/system/${SERVICE}`;
export const MQTT_SERVICE = 'linky-monitor-mqtt.service';
export const MQTT_UNIT = `/etc/systemd/system/${MQTT_SERVICE}`;
