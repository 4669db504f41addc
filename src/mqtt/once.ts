import type { Settings } from '../config/settings.ts';
import type { PriceList } from '../energy/prices.ts';
import type { DaemonSnapshot } from '../feed/query.ts';
import type { GivenEjpDays } from '../report/days/season.ts';
import type { Texts } from '../text/index.ts';
import { type InjectedTotal, LogAccounts } from './log-accounts.ts';
import { recordOf } from './payloads/record.ts';
import { Publication } from './publication.ts';
import { LogRecords } from './records/log-records.ts';
import { type Outgoing, Topics } from './topics.ts';

export interface OnceInput {
  readonly snapshot: DaemonSnapshot;
  readonly settings: Settings;
  readonly prices: PriceList;
  readonly logs: string;
  readonly givenEjpDays?: (() => GivenEjpDays) | undefined;
  readonly id: string;
  readonly injected: InjectedTotal | undefined;
  readonly texts: Texts;
  readonly version: string;
}

/**
 * What would be sent now: all that is retained, a `live`, and the last line of the logs as a `record`.
 * @throws JournalError; the system's error for a log
 */
export async function messagesOf(input: OnceInput): Promise<Outgoing[]> {
  const { snapshot, settings, prices, logs, id, injected, texts, version } = input;
  const { status, sample } = snapshot;
  const topics = new Topics(settings.MQTT_TOPIC, id);
  const publication = new Publication(injected !== undefined);
  publication.takeStatus(status);
  const isOnline = sample !== undefined && status.state === 'receiving';
  if (sample) {
    publication.takeSample(sample);
    const ejp = sample.contract === 'EJP' ? { isPeak: sample.ejp.active && !sample.ejp.unknown } : undefined;
    const now = Date.parse(sample.at);
    const accounts = new LogAccounts(logs, injected, input.givenEjpDays);
    publication.takeAccounts(await accounts.read({ now, prices, ejp }, async () => undefined));
  }
  const { MQTT_INTERVAL: interval, MQTT_ID, MQTT_DISCOVERY } = settings;
  const presentation = { topics, texts: texts.mqttEntities, version, interval, isNamed: MQTT_ID !== undefined };
  const last = lastRecord(logs);
  const messages = [
    topics.message('bridge', 'online'),
    topics.message('meter', isOnline ? 'online' : 'offline'),
    MQTT_DISCOVERY === 'homeassistant' ? publication.discovery(presentation) : undefined,
    publication.index(topics),
    publication.state(topics),
    publication.cost(topics, prices),
    publication.live(topics),
    last && topics.message('record', JSON.stringify(recordOf(last.record, last.t))),
  ];
  return messages.filter((message) => message !== undefined);
}

function lastRecord(logs: string) {
  const records = new LogRecords(logs);
  const t = records.goToEnd();
  if (t === undefined) return undefined;
  records.goBack(t);
  return records.next();
}
