import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { FleetSink } from '../support/fleet-sink.ts';
import { freePort, lacksMosquitto, Mosquitto } from '../support/mosquitto.ts';
import { root } from '../support/paths.ts';
import { cpuOf, memoryOf } from '../support/process-usage.ts';
import { until } from '../support/program.ts';
import { addResult } from './table.ts';

/*
 * A fleet: HOMES homes (2000), each with the bridge's own code and 50 lines of its log, one mosquitto, one VictoriaMetrics
 * (`apt install mosquitto victoria-metrics`); both are ended and started again in the middle. Every record is to be stored.
 */
const HOMES = Number(process.env['HOMES'] ?? 2000);
const RECORDS = 50;
const hasStore = spawnSync('victoria-metrics', ['-version']).status === 0;
const lacks = lacksMosquitto || (hasStore ? false : 'needs victoria-metrics (apt install victoria-metrics)');

test(`MQTT: ${HOMES} homes, broker and database restarted: every record is stored`, { skip: lacks }, async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'linky-fleet-'));
  const children: ChildProcess[] = [];
  t.after(async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(directory, { recursive: true, force: true });
  });
  const storePort = await freePort();
  const store = (): ChildProcess => {
    const words = [`-httpListenAddr=127.0.0.1:${storePort}`, `-storageDataPath=${join(directory, 'store')}`];
    const child = spawn('victoria-metrics', [...words, '-retentionPeriod=100y', '-dedup.minScrapeInterval=1ms'], {
      stdio: 'ignore',
    });
    children.push(child);
    return child;
  };
  const url = `http://127.0.0.1:${storePort}`;
  const isUp = (): Promise<boolean> =>
    fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  let database = store();
  while (!(await isUp())) await sleep(50);
  const data = 'persistence true\npersistence_location %DIR/data/\nmax_queued_messages 0\nmax_inflight_messages 2000';
  const broker = await Mosquitto.start(t, 'allow_anonymous true', data);
  const sink = new FleetSink(broker.port, `${url}/write?precision=ms`);
  t.after(() => sink.stop());
  await until(() => sink.connections > 0);
  mkdirSync(join(directory, 'homes'));
  const program = join(root, 'dist', 'test', 'support', 'fleet-homes.js');
  const words = [program, String(broker.port), String(HOMES), String(RECORDS), join(directory, 'homes')];
  const homes = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(homes);
  let said = '';
  homes.stdout?.on('data', (text: Buffer) => {
    said += text;
  });
  const began = performance.now();
  await until(() => sink.stored >= (HOMES * RECORDS) / 3, 120_000);
  const [brokerCpu, storeCpu] = [cpuOf(broker.pid), cpuOf(database.pid as number)];
  const [brokerMb, storeMb] = [memoryOf(broker.pid).peak, memoryOf(database.pid as number).peak];
  database.kill('SIGTERM');
  await once(database, 'exit');
  database = store();
  await broker.kill('SIGTERM');
  await broker.run();
  await until(() => said.includes('done'), 300_000);
  // What is still at the broker.
  let before = -1;
  while (before !== sink.stored) {
    before = sink.stored;
    await sleep(1500);
  }
  const seconds = (performance.now() - began) / 1000;
  await fetch(`${url}/internal/force_flush`);
  const text = await (await fetch(`${url}/api/v1/export?match[]=linky_HN`)).text();
  const distinct = new Set<string>();
  let wrong = 0;
  for (const row of text.trim().split('\n')) {
    const { metric, values, timestamps } = JSON.parse(row) as {
      metric: { id: string };
      values: number[];
      timestamps: number[];
    };
    const home = Number(metric.id.slice('home'.length));
    for (const [i, at] of timestamps.entries()) {
      const n = (at - Date.parse('2026-11-24T10:00:00+01:00')) / 22_000;
      if (values[i] !== 1000 * home + n) wrong++;
      distinct.add(`${metric.id} ${at}`);
    }
  }
  const connects = Number(/(\d+)\n[^\n]*$/.exec(said.replace('done\n', ''))?.[1]);
  const of = HOMES * RECORDS;
  const mb = (value: number): string => `${value.toFixed(0)} MB`;
  t.diagnostic(
    `${distinct.size} of ${of} in ${seconds.toFixed(0)} s; ${sink.stored - of} repeats, ${connects} connections; ` +
      `the generator ${mb(memoryOf(homes.pid as number).peak)}, ${(cpuOf(homes.pid as number) / 1000).toFixed(1)} s of CPU`,
  );
  t.diagnostic(
    `until a third was stored: mosquitto ${(brokerCpu / 1000).toFixed(1)} s of CPU, ${mb(brokerMb)}; ` +
      `VictoriaMetrics ${(storeCpu / 1000).toFixed(1)} s, ${mb(storeMb)}`,
  );
  const end = [cpuOf(broker.pid) / 1000, memoryOf(broker.pid).peak, cpuOf(database.pid as number) / 1000] as const;
  t.diagnostic(
    `after the restart: mosquitto ${end[0].toFixed(1)} s, ${mb(end[1])}; VictoriaMetrics ${end[2].toFixed(1)} s, ${mb(memoryOf(database.pid as number).peak)}`,
  );
  addResult(t, { trial: `MQTT, ${HOMES} homes, ${of} records`, count: 1, lost: of - distinct.size, damaged: wrong });
  assert.deepEqual({ stored: distinct.size, wrong }, { stored: of, wrong: 0 });
});
