import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { FeedServer } from '../../src/feed/server.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { appendLine } from '../../src/journal/writer.ts';
import { record } from './meter-life.ts';
import { freePort } from './mosquitto.ts';
import { HOMES, type Home, samplesOf, statusOf } from './mqtt-homes.ts';
import { memoryOf } from './process-usage.ts';
import { TestHome, until } from './program.ts';

/**
 * Has a bridge without a broker read a feed for a time, and tells by how many MB it has grown meanwhile.
 * @param warmUp samples before the first measure: what is compiled and loaded once is no queue
 */
export async function offlineGrowth(
  t: TestContext,
  { samples, warmUp, lines }: { samples: number; warmUp: number; lines: number },
): Promise<number> {
  const home = new TestHome(t, `MQTT_URL mqtt://127.0.0.1:${await freePort()}\nMQTT_ID home\nMQTT_INTERVAL 1\n`);
  const logs = join(home.home, 'logs');
  mkdirSync(logs, { recursive: true });
  const server = new FeedServer(
    home.socket,
    () => [statusOf('historique')],
    () => undefined,
  );
  await server.start();
  home.beforeRemoval(() => server.stop());
  const run = home.start('mqtt');
  await until(() => server.clients === 1);
  const known = samplesOf(HOMES['EJP, historique'] as Home, 600);
  const pid = run.child.pid as number;
  const start = Date.parse(known[0]?.at ?? '');
  let sent = 0;
  const send = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++, sent++) {
      const sample = known[sent % known.length];
      const at = start + sent * 1500;
      if (sample) server.send({ ...sample, at: new Date(at).toISOString() });
      if (sent % Math.ceil(samples / lines) === 0) {
        const line = formatData(record(at, { HN: 1000 + sent, HPM: 5 }));
        appendLine(logs, at, line);
        server.send({ type: 'record', line });
      }
      if (i % 20 === 0) await sleep(10);
    }
    // What is in the socket's buffer is read.
    await sleep(1000);
  };
  await send(warmUp);
  const before = memoryOf(pid).now;
  await send(samples);
  return memoryOf(pid).now - before;
}
