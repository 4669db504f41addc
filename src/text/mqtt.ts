import { perLanguage } from './per-language.ts';

/** Help and lines of `linky-monitor mqtt`, and what a broker's refusal means. */
const fr = () => ({
  command:
    'envoie ce que disent le démon et ses journaux à un courtier MQTT, avec la découverte de Home Assistant (conf\u00a0: MQTT_URL…)',
  once: 'montre ce qui serait envoyé, une ligne JSON par message, sans courtier\u00a0; code 3 si aucun démon ne répond',
  off: (conf: string) => `rien n’est envoyé\u00a0: MQTT_URL manque dans ${conf}\u00a0; l’y mettre suffit, il est relu`,
  started: (version: string, base: string) => `linky-monitor ${version}, MQTT\u00a0: sujets ${base}`,
  connected: (url: string) => `connecté à ${url}`,
  stopped: 'arrêté',
  inUse: (directory: string, pid: number) =>
    `un autre linky-monitor mqtt (pid ${pid}) tient déjà ${directory}\u00a0: l’arrêter d’abord`,
  noState: (path: string, code: string) =>
    `${path} ne s’écrit pas (${code})\u00a0: l’identifiant et la place dans les journaux seraient perdus\u00a0; vérifier le dossier et ses droits`,
  feedLost: (path: string, code: string) => `démon absent, ${path}\u00a0: ${code}\u00a0; nouveaux essais`,
  feedBack: 'démon de nouveau là',
  logsUnreadable: (logs: string, code: string) =>
    `journaux illisibles dans ${logs} (${code})\u00a0: ni relevés ni coûts ne sont envoyés tant que cela dure`,
  retry: (text: string, seconds: number) => `${text}\u00a0; nouvel essai dans ${seconds}\u00a0s`,
  failures: {
    unreachable: (url: string, code: string) =>
      `${url} ne répond pas (${code})\u00a0: vérifier l’hôte, le port et que le courtier tourne`,
    unknownHost: (url: string) => `${url}\u00a0: ce nom d’hôte n’existe pas ici\u00a0; vérifier MQTT_URL`,
    timeout: (url: string) => `${url}\u00a0: pas de réponse à temps\u00a0; vérifier l’hôte, le port et le pare-feu`,
    closed: (url: string) =>
      `${url} coupe sans rien dire\u00a0: est-ce bien un courtier MQTT v5\u00a0? Si c’est un port TLS, écrire mqtts://`,
    lost: (url: string, code: string) => `lien perdu avec ${url}${code && ` (${code})`}`,
    plainPort: (url: string) =>
      `${url} ne parle pas TLS\u00a0: écrire mqtt://, ou le port TLS du courtier (souvent 8883)`,
    tlsPort: (url: string) => `${url} parle TLS\u00a0: écrire mqtts://, ou le port sans TLS (souvent 1883)`,
    unknownCa: (url: string, code: string) =>
      `${url}\u00a0: certificat d’une autorité inconnue (${code})\u00a0; donner son certificat par MQTT_CA`,
    wrongName: (url: string, names: string) =>
      `${url}\u00a0: le certificat est d’un autre nom (${names})\u00a0; mettre ce nom dans MQTT_URL, ou refaire le certificat`,
    expired: (url: string) => `${url}\u00a0: certificat périmé\u00a0; le renouveler sur le courtier`,
    notYet: (url: string) =>
      `${url}\u00a0: certificat pas encore valable\u00a0; l’horloge de cette machine est-elle juste\u00a0?`,
    clientCertificate: (url: string, code: string) =>
      `${url} n’accepte pas notre certificat (${code})\u00a0: vérifier MQTT_CERT et MQTT_KEY`,
    tls: (url: string, code: string) => `${url}\u00a0: TLS échoue (${code})`,
    file: (path: string, code: string) => `${path} illisible (${code})\u00a0: vérifier le chemin et les droits`,
    openPassword: (path: string) => `${path} est lisible par d’autres\u00a0: chmod 600 ${path}`,
    badPassword: (url: string) =>
      `${url} refuse le nom ou le mot de passe\u00a0: vérifier MQTT_USER et MQTT_PASSWORD_FILE`,
    badProtocol: (url: string) => `${url} ne parle pas MQTT v5\u00a0: mettre le courtier à jour (mosquitto ≥ 1.6)`,
    badId: (url: string) => `${url} refuse l’identifiant\u00a0: en donner un autre par MQTT_ID`,
    busy: (url: string, reason: string) => `${url} est surchargé ou s’arrête (${reason})`,
    taken: (url: string, id: string) =>
      `${url}\u00a0: un autre client se connecte sous le même identifiant ${id}\u00a0; donner à chacun son MQTT_ID`,
    maybeTaken: (url: string, id: string) =>
      `${url} coupe chaque connexion peu après\u00a0: un autre client a-t-il le même identifiant ${id}\u00a0? Donner à chacun son MQTT_ID`,
    refused: (url: string, reason: string) => `${url} refuse la connexion (${reason})`,
    broken: (url: string, detail: string) => `${url} ne parle pas MQTT comme attendu (${detail})`,
  },
  /** A message that the broker does not take; 135 is an access list. */
  notAllowed: (topic: string, all: string) =>
    `le courtier refuse ${topic} (liste d’accès)\u00a0: permettre «\u00a0topic readwrite ${all}\u00a0» à cet utilisateur`,
  notTaken: (topic: string, reason: number) => `le courtier refuse ${topic} (raison ${reason})`,
  noBirth: (topic: string) =>
    `le courtier refuse l’abonnement à ${topic}\u00a0: après un redémarrage de Home Assistant, rien n’est renvoyé\u00a0; permettre «\u00a0topic read ${topic}\u00a0»`,
  noDiscovery: (topic: string) =>
    `le courtier refuse ${topic} (liste d’accès)\u00a0: permettre «\u00a0topic write ${topic}\u00a0», ou MQTT_DISCOVERY none`,
});

const en = (): ReturnType<typeof fr> => ({
  command:
    "sends what the daemon and its logs say to an MQTT broker, with Home Assistant's discovery (conf: MQTT_URL…)",
  once: 'shows what would be sent, a line of JSON a message, without a broker; exit code 3 when no daemon answers',
  off: (conf) => `nothing is sent: MQTT_URL is missing in ${conf}; put it there, it is read again`,
  started: (version, base) => `linky-monitor ${version}, MQTT: topics ${base}`,
  connected: (url) => `connected to ${url}`,
  stopped: 'stopped',
  inUse: (directory, pid) => `another linky-monitor mqtt (pid ${pid}) holds ${directory}: stop it first`,
  noState: (path, code) =>
    `cannot write ${path} (${code}): the id and the place in the logs would be lost; check the directory and its rights`,
  feedLost: (path, code) => `daemon absent, ${path}: ${code}; trying again`,
  feedBack: 'the daemon is back',
  logsUnreadable: (logs, code) =>
    `cannot read the logs in ${logs} (${code}): neither records nor costs are sent while that lasts`,
  retry: (text, seconds) => `${text}; next try in ${seconds} s`,
  failures: {
    unreachable: (url, code) => `${url} does not answer (${code}): check host, port, and that the broker runs`,
    unknownHost: (url) => `${url}: no such host name here; check MQTT_URL`,
    timeout: (url) => `${url}: no answer in time; check host, port and firewall`,
    closed: (url) => `${url} hangs up without a word: is it an MQTT v5 broker? If it is a TLS port, write mqtts://`,
    lost: (url, code) => `link to ${url} lost${code && ` (${code})`}`,
    plainPort: (url) => `${url} does not speak TLS: write mqtt://, or the broker's TLS port (often 8883)`,
    tlsPort: (url) => `${url} speaks TLS: write mqtts://, or the port without TLS (often 1883)`,
    unknownCa: (url, code) => `${url}: certificate of an unknown authority (${code}); name its certificate by MQTT_CA`,
    wrongName: (url, names) =>
      `${url}: the certificate is of another name (${names}); put that name into MQTT_URL, or make the certificate anew`,
    expired: (url) => `${url}: the certificate has expired; renew it on the broker`,
    notYet: (url) => `${url}: the certificate is not valid yet; is this machine's clock right?`,
    clientCertificate: (url, code) => `${url} does not accept our certificate (${code}): check MQTT_CERT and MQTT_KEY`,
    tls: (url, code) => `${url}: TLS fails (${code})`,
    file: (path, code) => `cannot read ${path} (${code}): check path and rights`,
    openPassword: (path) => `${path} can be read by others: chmod 600 ${path}`,
    badPassword: (url) => `${url} refuses user name or password: check MQTT_USER and MQTT_PASSWORD_FILE`,
    badProtocol: (url) => `${url} does not speak MQTT v5: update the broker (mosquitto ≥ 1.6)`,
    badId: (url) => `${url} refuses the id: give another one by MQTT_ID`,
    busy: (url, reason) => `${url} is overloaded or shuts down (${reason})`,
    taken: (url, id) => `${url}: another client connects with the same id ${id}; give each its own MQTT_ID`,
    maybeTaken: (url, id) =>
      `${url} cuts each connection soon after: has another client the same id ${id}? Give each its own MQTT_ID`,
    refused: (url, reason) => `${url} refuses the connection (${reason})`,
    broken: (url, detail) => `${url} does not speak MQTT as expected (${detail})`,
  },
  notAllowed: (topic, all) => `the broker refuses ${topic} (access list): allow "topic readwrite ${all}" to this user`,
  notTaken: (topic, reason) => `the broker refuses ${topic} (reason ${reason})`,
  noBirth: (topic) =>
    `the broker refuses the subscription to ${topic}: after a restart of Home Assistant nothing is sent again; allow "topic read ${topic}"`,
  noDiscovery: (topic) =>
    `the broker refuses ${topic} (access list): allow "topic write ${topic}", or MQTT_DISCOVERY none`,
});

export const mqtt = perLanguage(fr, en);
