import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type MeterOptions, SimulatedMeter } from '../../src/simulator/meter.ts';
import { instantOf } from '../../src/time/local.ts';
import { InProcessDaemon } from '../support/in-process-daemon.ts';
import { frameAt } from '../support/panel-situations.ts';

process.env['TZ'] = 'Europe/Paris';

/** The values of a metrics file, by name and labels. */
function valuesOf(file: string): Map<string, number> {
  const lines = readFileSync(file, 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^(linky_\S+(?: \S+=)?[^ ]*) (\S+)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(value)] as const];
    }),
  );
}

const counters = (values: ReadonlyMap<string, number>): [string, number][] =>
  [...values].filter(([name]) => /_total/.test(name));

interface Life {
  readonly daemon: InProcessDaemon;
  readonly file: string;
}

/** A daemon whose conf has METRICS_FILE. @param after the daemon whose state it finds */
async function begin(t: TestContext, start: number, after?: Life): Promise<Life> {
  const daemon = new InProcessDaemon(t, { start });
  const file = join(daemon.home, 'linky.prom');
  daemon.configure(`METRICS_FILE ${file}\n`);
  if (after) cpSync(after.daemon.logs, daemon.logs, { recursive: true });
  await daemon.start();
  return { daemon, file };
}

const turn = async (): Promise<void> => {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** Lets a meter send for a while. */
async function send({ daemon }: Life, meter: SimulatedMeter, ms: number, stepMs = 1500): Promise<void> {
  for (const end = daemon.wall + ms; daemon.wall < end; daemon.advance(stepMs)) {
    let next = meter.next();
    while (next.at < daemon.wall) next = meter.next();
    daemon.take(next.bytes);
    await turn();
  }
}

const METER: Omit<MeterOptions, 'start'> = {
  ...{ contract: 'ejp', mode: 'historique', phases: 1, scenario: 'noisy', seed: 3, producer: false },
};

test('METRICS_FILE is written at most once in ten seconds, without what came damaged at first, and goes with the daemon', async (t) => {
  const start = instantOf('2026-12-08T07:30:00');
  const life = await begin(t, start);
  const meter = new SimulatedMeter({ ...METER, scenario: 'ejp-day', start });
  const times = new Set<number>();
  for (let i = 0; i < 40; i++) {
    await send(life, meter, 1500);
    if (existsSync(life.file)) times.add(statSync(life.file).ino + statSync(life.file).mtimeMs);
    if (times.size === 1)
      assert.deepEqual(
        counters(valuesOf(life.file)).filter(([name]) => /energy/.test(name)),
        [],
      );
  }
  assert.ok(times.size >= 4 && times.size <= 7, `${times.size} writings in a minute`);
  const values = valuesOf(life.file);
  assert.equal(values.get('linky_ejp_peak_active'), 1);
  assert.ok((values.get('linky_energy_watthours_total{register="HPM"}') ?? 0) > 0);
  await life.daemon.stop();
  assert.equal(existsSync(life.file), false);
});

test('counters never fall: over noisy hours, a daemon that is stopped, and one that is killed', async (t) => {
  const start = instantOf('2026-12-08T05:00:00');
  const meter = new SimulatedMeter({ ...METER, start });
  const last = new Map<string, number>();
  const look = ({ file }: Life): void => {
    if (!existsSync(file)) return;
    for (const [name, value] of counters(valuesOf(file))) {
      assert.ok(value >= (last.get(name) ?? 0), `${name} fell from ${last.get(name)} to ${value}`);
      last.set(name, value);
    }
  };
  let life: Life | undefined;
  for (const ending of ['stopped', 'killed', 'killed', 'stopped', 'killed']) {
    const before = life;
    life = await begin(t, before ? before.daemon.wall + 5000 : start, before);
    for (let i = 0; i < 60; i++) {
      await send(life, meter, 6000);
      look(life);
    }
    if (ending === 'stopped') await life.daemon.stop();
    // Killed, it leaves what is on the disk at this moment: the next one begins with a copy of that.
    t.mock.timers.reset();
  }
  assert.ok((last.get('linky_frames_total') ?? 0) > 600, String(last.get('linky_frames_total')));
  assert.ok((last.get('linky_rejected_groups_total{reason="checksum"}') ?? 0) > 0);
});

test('a stop keeps the counters to the frame; a change of the path takes the old file away', async (t) => {
  const start = instantOf('2026-12-08T07:30:00');
  const first = await begin(t, start);
  const meter = new SimulatedMeter({ ...METER, scenario: 'ejp-day', start });
  await send(first, meter, 30_000);
  const frames = valuesOf(first.file).get('linky_frames_total') ?? 0;
  await first.daemon.stop();
  t.mock.timers.reset();
  const second = await begin(t, start + 60_000, first);
  second.daemon.advance(2500);
  await turn();
  assert.equal(valuesOf(second.file).get('linky_frames_total'), frames);
  const other = join(second.daemon.home, 'other.prom');
  second.daemon.configure(`METRICS_FILE ${other}\n`);
  second.daemon.advance(12_500);
  assert.deepEqual([existsSync(second.file), existsSync(other)], [false, true]);
  second.daemon.configure('');
  second.daemon.advance(12_500);
  assert.equal(existsSync(other), false);
});

test('a directory that is not there costs one line, and is tried again', async (t) => {
  const daemon = new InProcessDaemon(t, { start: instantOf('2026-12-08T07:30:00') });
  const file = join(daemon.home, 'later', 'linky.prom');
  daemon.configure(`METRICS_FILE ${file}\n`);
  await daemon.start();
  for (let i = 0; i < 20; i++) {
    daemon.advance(2500);
    daemon.take(frameAt('2026-12-08T07:30:00'));
    await turn();
  }
  const told = (): string[] => daemon.lines().filter((line) => line.includes('linky.prom'));
  assert.equal(told().length, 1);
  assert.match(told()[0] ?? '', /WARN cannot write metrics to .* \(ENOENT\)/);
  mkdirSync(join(daemon.home, 'later'));
  daemon.advance(12_500);
  assert.match(told()[1] ?? '', /INFO metrics written again/);
  assert.ok(existsSync(file));
});
