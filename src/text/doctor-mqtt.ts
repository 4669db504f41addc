import type { Says } from './doctor-port.ts';
import { mqtt } from './mqtt.ts';
import { perLanguage } from './per-language.ts';
import { entryOf } from './untrusted.ts';

type Causes = Readonly<Record<string, (about: string, detail: string) => string>>;
const causeIn = (causes: Causes, kind: string) => entryOf(causes, kind) ?? ((about: string) => `${about}: ${kind}`);

/** Findings on the broker and on the service that sends to it. */
const fr = () => ({
  brokerGood: (url: string): Says => [`${url} répond et nous accepte`],
  brokerFault: (kind: string, about: string, detail: string): Says => [
    'pas de connexion au courtier',
    causeIn(mqtt.fr.failures, kind)(about, detail),
  ],
  brokerUnseen: (path: string): Says => [
    `${path} est fermé à cet utilisateur\u00a0: courtier pas essayé`,
    'sudo linky-monitor doctor',
  ],
  mqttClosed: (path: string): Says => [
    `le service MQTT ne peut pas lire ${path}, que systemd ne lui donne pas`,
    'sudo linky-monitor service install --mqtt\u00a0: systemd le lit alors pour lui',
  ],
  mqttDown: (state: string): Says => [
    `le service MQTT ne tourne pas (${state})`,
    'sudo journalctl -u linky-monitor-mqtt -n 20',
  ],
  mqttNoBroker: (): Says => [
    'le service MQTT n’a pas de courtier',
    'MQTT_URL dans LinkyAcq.conf, ou service install --no-mqtt',
  ],
  mqttNoService: (url: string): Says => [
    `MQTT_URL est ${url}, mais aucun service n’y envoie`,
    'sudo linky-monitor service install --mqtt, ou linky-monitor mqtt pour essayer',
  ],
});

const en = (): ReturnType<typeof fr> => ({
  brokerGood: (url) => [`${url} answers and takes us`],
  brokerFault: (kind, about, detail) => ['no connection to the broker', causeIn(mqtt.en.failures, kind)(about, detail)],
  brokerUnseen: (path) => [`${path} is closed to this user: broker not tried`, 'sudo linky-monitor doctor'],
  mqttClosed: (path) => [
    `the MQTT service cannot read ${path}, and systemd does not hand it over`,
    'sudo linky-monitor service install --mqtt: then systemd reads it for the service',
  ],
  mqttDown: (state) => [`the MQTT service does not run (${state})`, 'sudo journalctl -u linky-monitor-mqtt -n 20'],
  mqttNoBroker: () => ['the MQTT service has no broker', 'MQTT_URL in LinkyAcq.conf, or service install --no-mqtt'],
  mqttNoService: (url) => [
    `MQTT_URL is ${url}, but no service sends to it`,
    'sudo linky-monitor service install --mqtt, or linky-monitor mqtt to try it',
  ],
});

export const mqttFindings = perLanguage(fr, en);
