/*
 * Many homes in one process, each with the bridge's own parts: its log, its cursor, its connection, its messages.
 *
 *   node dist/test/support/fleet-homes.js PORT HOMES RECORDS DIRECTORY
 *
 * Says `done` once every record of every home has been taken by the broker, and goes on until it is ended.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatData } from '../../src/journal/log-line.ts';
import { Broker } from '../../src/mqtt/broker/broker.ts';
import { Outbox } from '../../src/mqtt/outbox.ts';
import { recordOf } from '../../src/mqtt/payloads/record.ts';
import { LogRecords } from '../../src/mqtt/records/log-records.ts';
import { RecordPump } from '../../src/mqtt/records/pump.ts';
import { Topics } from '../../src/mqtt/topics.ts';
import { record } from './meter-life.ts';

const [port = 0, homes = 0, records = 0] = process.argv.slice(2, 5).map(Number);
const directory = process.argv[5] ?? '';
const START = Date.parse('2026-11-24T10:00:00+01:00');
/** A line each 22 s: all of them are within the half hour that is sent again. */
const STEP_S = 22;
/** Homes begin within this time. */
const SPREAD_MS = 10_000;

let done = 0;
let connects = 0;
for (let i = 0; i < homes; i++) {
  const logs = join(directory, `home${i}`);
  mkdirSync(logs);
  const lines = Array.from({ length: records }, (_, n) =>
    formatData(record(START + n * STEP_S * 1000, { HN: 1000 * i + n, HPM: 5 })),
  );
  writeFileSync(join(logs, 'LinkyMonitor_2026_11_24.log'), `${lines.join('\n')}\n`);
  const topics = new Topics('linky', `home${i}`);
  const outbox = new Outbox(() => undefined);
  const last = START / 1000 + (records - 1) * STEP_S;
  let isDone = false;
  const pump = new RecordPump(new LogRecords(logs), undefined, {
    send: async ({ record: line, t }) => {
      const outcome = await outbox.send(topics.message('record', JSON.stringify(recordOf(line, t))));
      setImmediate(() => {
        if (isDone || pump.cursor?.t !== last) return;
        isDone = true;
        if (++done === homes) console.log('done');
      });
      return outcome;
    },
    begun: () => undefined,
    unreadable: (error) => console.error(error),
  });
  const broker = new Broker(
    () => ({
      ...{ host: '127.0.0.1', port, tls: undefined, clientId: `linky-home${i}`, user: undefined, password: undefined },
      will: topics.message('bridge', 'offline'),
    }),
    {
      connected: (connection) => {
        connects++;
        outbox.use(connection);
        outbox.update(topics.message('bridge', 'online'));
        pump.start(true);
      },
      message: () => undefined,
      lost: () => {
        outbox.use(undefined);
        pump.stop();
      },
    },
    Math.random,
  );
  setTimeout(() => broker.start(), Math.random() * SPREAD_MS);
}
setInterval(() => console.log(`${done} ${connects}`), 1000);
