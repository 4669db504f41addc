import { readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatData } from '../../src/journal/log-line.ts';
import { appendLine } from '../../src/journal/writer.ts';
import { record } from './meter-life.ts';
import { Mosquitto } from './mosquitto.ts';
import { type Run, TestHome, until } from './program.ts';

/**
 * Seconds from one line to the next, by their time. The half hour that is sent again has 180 of them, which take 3.6 s: a
 * reader without a session of its own is back by then.
 */
const STEP_S = 10;
const START = Date.parse('2026-11-24T20:00:00+01:00');
const PER_SECOND = 50;

/** What a reader has of the lines of a log, after broker and bridge were killed while they were written. */
export interface KillResult {
  readonly lines: number;
  /** The times of lines that never came, s. */
  readonly missing: readonly number[];
  /** Lines that came again, and those of them with other values than before. */
  readonly repeats: number;
  readonly changed: number;
  /** Wills that the broker has sent for a bridge that was killed. */
  readonly wills: number;
}

/**
 * Writes lines, over midnight, while kill -9 hits the broker and the bridge so many times each; reads what comes.
 * @param betweenMs a pause after each kill: the pauses of the bridge grow while its connections are short
 */
export async function mqttKilled(
  t: TestContext,
  { lines, kills, betweenMs }: { lines: number; kills: number; betweenMs: number },
): Promise<KillResult> {
  const broker = await Mosquitto.start(t);
  const home = new TestHome(t, `MQTT_URL ${broker.url}\nMQTT_ID home\nMQTT_DISCOVERY none\n`);
  const logs = `${home.home}/logs`;
  const heard = await broker.listen(t, 'linky/home/#');
  let bridge: Run = home.start('mqtt');
  const times: number[] = [];
  const writing = (async () => {
    for (let i = 0; i < lines; i++) {
      const at = START + i * STEP_S * 1000;
      appendLine(logs, at, formatData(record(at, { HN: 1000 + i })));
      times.push(at / 1000);
      await sleep(1000 / PER_SECOND);
    }
  })();
  await until(() => heard.texts('record').length > 5);
  for (let i = 0; i < kills; i++) {
    bridge.child.kill('SIGKILL');
    await bridge.ended;
    bridge = home.start('mqtt');
    await sleep(betweenMs);
    await broker.kill('SIGKILL');
    await broker.run();
    await sleep(betweenMs);
  }
  await writing;
  const seen = (): Set<unknown> => new Set(heard.payloads('record').map((each) => each['t']));
  await until(() => seen().has(times.at(-1)), 120_000).catch((error: unknown) => {
    const cursor = readFileSync(`${home.home}/mqtt/cursor.json`, 'utf8').trim();
    const last = heard.messages.at(-1);
    const about = [
      `${seen().size} of ${lines}`,
      cursor,
      last?.text,
      heard.client.connected,
      bridge.code,
      bridge.out,
      bridge.err,
    ];
    throw new Error(about.join('\n'), { cause: error });
  });
  const first = new Map<unknown, string>();
  let [repeats, changed] = [0, 0];
  for (const text of heard.texts('record')) {
    const { t: time } = JSON.parse(text) as { t: unknown };
    const before = first.get(time);
    if (before === undefined) first.set(time, text);
    else {
      repeats++;
      if (before !== text) changed++;
    }
  }
  return {
    lines,
    missing: times.filter((time) => !first.has(time)),
    repeats,
    changed,
    wills: heard.texts('bridge').filter((text) => text === 'offline').length,
  };
}
