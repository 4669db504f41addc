import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { Clock } from '../../src/daemon/clock.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { appendLine } from '../../src/journal/writer.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { encodeFrame } from '../../src/tic/encoder.ts';
import { dayOf, EARLIEST_CLOCK, instantOf } from '../../src/time/local.ts';
import { ejpFrame, hnOf } from '../support/frames.ts';
import { InProcessDaemon, type InProcessOptions } from '../support/in-process-daemon.ts';
import { buildReport } from '../support/reports.ts';

process.env['TZ'] = 'Europe/Paris';

const CONF = 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nCLOCK_WAIT 600\n';
/** The time of a Pi without a clock when it starts, and the true time. */
const FALSE_TIME = instantOf('2026-11-02T03:17:00');
const TRUE_TIME = instantOf('2026-11-24T23:58:00');
const LAST_LINE = '2026/11/24 23:58:00 INFO stopped';

/**
 * A daemon on a Pi, and a meter that sends a frame every 1.5 s with an HN index that rises by 1 Wh each.
 * @param last the line that the log has already, if it has one
 */
async function started(t: TestContext, options: Partial<InProcessOptions>, last?: string) {
  const daemon = new InProcessDaemon(t, { conf: CONF, start: FALSE_TIME, earliestClock: EARLIEST_CLOCK, ...options });
  if (last !== undefined) appendLine(daemon.logs, stampOf(last), last);
  await daemon.start();
  let hn = 1_000_000;
  const frames = (count: number, intervalMs = 1500): void => {
    for (let i = 0; i < count; i++) {
      daemon.advance(intervalMs);
      daemon.take(ejpFrame(++hn));
    }
  };
  return { daemon, frames };
}

const stampOf = (line: string): number => instantOf(line.slice(0, 19).replace(/^(\d+)\/(\d+)\/(\d+) /, '$1-$2-$3T'));
const data = (daemon: InProcessDaemon): string[] => daemon.lines().filter((line) => hnOf(line) !== undefined);
const matching = (daemon: InProcessDaemon, text: RegExp): string[] => daemon.lines().filter((line) => text.test(line));

/** No line is earlier than the one before it in its file, and each is in the file of its day. */
function assertOrdered(daemon: InProcessDaemon): void {
  const stamps = daemon.lines().map(stampOf);
  for (let i = 1; i < stamps.length; i++)
    assert.ok((stamps[i] as number) >= (stamps[i - 1] as number), daemon.lines()[i]);
}

describe('a machine whose clock is wrong at the start', () => {
  test('a Pi that starts in the past writes nothing until the time server answers; then every line has its true time and day', async (t) => {
    let synchronised = false;
    const { daemon, frames } = await started(t, { synchronised: () => synchronised });
    frames(40);
    assert.deepEqual(daemon.files(), []);
    assert.match(
      daemon.shown.join('\n'),
      /^WARN the machine's clock is not set: lines of the log wait, 600 s at most$/m,
    );
    // The time server answers: the clock leaps by 22 days, a little before the system says that it is right.
    daemon.wall = TRUE_TIME + 61_500;
    frames(1);
    assert.deepEqual(daemon.files(), []);
    synchronised = true;
    frames(60);
    assert.deepEqual(daemon.files(), ['LinkyMonitor_2026_11_24.log', 'LinkyMonitor_2026_11_25.log']);
    assertOrdered(daemon);
    const lines = data(daemon);
    assert.deepEqual(
      lines.map(hnOf),
      Array.from({ length: 101 }, (_, i) => 1_000_001 + i),
    );
    // 41 frames before the clock was right, the first of them a minute before: all 1.5 s apart.
    lines.forEach((line, i) => {
      const at = TRUE_TIME + 61_500 + 1500 - 40 * 1500 + i * 1500;
      assert.ok(Math.abs(stampOf(line) - at) < 1000, line);
    });
    assert.equal(matching(daemon, /INFO clock set/).length, 1);
    assert.equal(matching(daemon, /was set forward/).length, 0, 'nothing had been written under the false time');
  });

  test('a clock that no time server confirms is believed after CLOCK_WAIT, and the log says so', async (t) => {
    const { daemon, frames } = await started(t, { synchronised: () => false });
    frames(99, 6000);
    assert.deepEqual(daemon.files(), []);
    frames(10);
    assert.equal(data(daemon).length, 109);
    assert.equal(matching(daemon, /WARN clock still not verified/).length, 1);
    // It answers after all: the leap is logged, and no line is between.
    daemon.wall += 3 * 86_400_000 + 3_600_000;
    frames(1);
    assert.equal(matching(daemon, /INFO the clock was set forward by 3 d 01:00:00/).length, 1);
    assertOrdered(daemon);
  });

  test('a Pi that starts in the past takes the time from a meter in standard mode', async (t) => {
    const { daemon } = await started(t, { synchronised: () => false });
    const meter = new SimulatedMeter({
      contract: 'ejp',
      mode: 'standard',
      phases: 1,
      scenario: 'day',
      seed: 1,
      start: TRUE_TIME,
      producer: false,
    });
    for (let i = 0, at = TRUE_TIME; i < 10; i++) {
      const frame = meter.next();
      daemon.advance(frame.at - at);
      daemon.take(frame.bytes);
      at = frame.at;
    }
    const lines = daemon.lines().filter((line) => / DATA /.test(line));
    assert.equal(lines.length, 10);
    for (const line of lines) assert.ok(Math.abs(stampOf(line) - TRUE_TIME) < 15_000, line);
    assert.equal(matching(daemon, /WARN time taken from the meter/).length, 1);
  });

  test('no time is taken from a meter that has lost it (e, h), nor from one frame alone', async (t) => {
    const { daemon } = await started(t, { synchronised: () => false });
    const sendDate = (horodate: string): void => {
      daemon.advance(1500);
      daemon.take(encodeFrame([{ mode: 'standard', label: 'DATE', horodate, data: '' }]));
    };
    for (let i = 0; i < 10; i++) sendDate('h261124235800');
    for (const horodate of ['H261124235800', 'H261124225801', 'H261125235800', 'H261123235800']) sendDate(horodate);
    assert.deepEqual(daemon.files(), []);
  });

  test('a clock that is behind the log is not believed where nothing tells whether it is right', async (t) => {
    const { daemon, frames } = await started(t, { synchronised: () => undefined }, LAST_LINE);
    frames(1);
    assert.equal(daemon.lines().length, 1);
    daemon.wall = TRUE_TIME + 60_000;
    daemon.advance(2500);
    assert.equal(data(daemon).length, 1);
    assertOrdered(daemon);
  });

  for (const [what, start] of [
    ['in 1970', '1970-01-01T01:00:10'],
    ['a little in the past', '2026-11-24T22:17:00'],
  ] as const) {
    test(`a clock ${what}, behind the log, where nothing tells the time: the log goes on from its last line`, async (t) => {
      const { daemon, frames } = await started(t, { start: instantOf(start), synchronised: () => false }, LAST_LINE);
      frames(125, 6000);
      assert.deepEqual(daemon.files(), ['LinkyMonitor_2026_11_24.log', 'LinkyMonitor_2026_11_25.log']);
      assertOrdered(daemon);
      assert.equal(data(daemon).length, 125);
      assert.equal(matching(daemon, /WARN clock not set, and behind the log/).length, 1);
      daemon.wall = TRUE_TIME + 86_400_000;
      daemon.advance(2500);
      assert.equal(matching(daemon, /was set forward/).length, 0, 'nobody has said that this clock is right');
    });
  }

  test('a log that is weeks ahead of a clock that may be right is not continued', async (t) => {
    const { daemon, frames } = await started(t, { synchronised: () => undefined }, LAST_LINE);
    frames(125, 6000);
    assert.deepEqual(daemon.files(), ['LinkyMonitor_2026_11_02.log', 'LinkyMonitor_2026_11_24.log']);
    assert.equal(matching(daemon, /WARN clock still not verified/).length, 1);
  });

  test('a daemon that is stopped before it knows the time says how many lines it could not write', async (t) => {
    const { daemon, frames } = await started(t, { synchronised: () => false });
    frames(3);
    assert.equal(await daemon.stop(), 1);
    assert.deepEqual(daemon.files(), []);
    assert.match(daemon.shown.at(-1) as string, /^ERR \d+ line\(s\) could not be written/);
  });
});

describe('a clock that is set while lines are written', () => {
  const start = instantOf('2026-11-24T12:00:00');

  test('a clock set back by a little: the order of the lines stays, and it is logged once', async (t) => {
    const { daemon, frames } = await started(t, { start });
    frames(20);
    daemon.wall -= 20_000;
    frames(40);
    assertOrdered(daemon);
    assert.equal(data(daemon).length, 60);
    assert.equal(matching(daemon, /INFO the clock was set back by 20 s/).length, 1);
  });

  test('a clock set forward and back by hours: logged, each line under the time that was in force', async (t) => {
    const { daemon, frames } = await started(t, { start });
    frames(10);
    daemon.wall += 13 * 3_600_000;
    frames(10);
    daemon.wall -= 13 * 3_600_000;
    frames(10);
    assert.equal(matching(daemon, /INFO the clock was set forward by 13:00:00/).length, 1);
    assert.equal(matching(daemon, /INFO the clock was set back by 13:00:00/).length, 1);
    assert.deepEqual(daemon.files(), ['LinkyMonitor_2026_11_24.log', 'LinkyMonitor_2026_11_25.log']);
    for (const line of data(daemon)) assert.equal(dayOf(stampOf(line)).length, 10);
    assert.equal(data(daemon).length, 30);
  });

  for (const [what, hours] of [
    ['forward', 1],
    ['back, over lines that are written already', -1],
  ] as const) {
    test(`a clock set by an hour ${what}: the energy is what the indexes counted, no more and no less`, async (t) => {
      const { daemon, frames } = await started(t, { start, conf: `${CONF}WAIT_BETWEEN_FRAMES 20\n` });
      frames(300, 6000);
      daemon.wall += hours * 3_600_000;
      frames(1000, 6000);
      const indexes = data(daemon).map((line) => hnOf(line) as number);
      const day = dayOf(start);
      const { total, warnings } = buildReport({ logs: daemon.logs, from: day, to: day, prices: new PriceList([]) });
      assert.equal(total.wh, (indexes.at(-1) as number) - (indexes[0] as number), JSON.stringify(warnings));
    });
  }

  test('a clock set by a leap second, smeared or not: nothing is logged, no line goes back', async (t) => {
    const { daemon, frames } = await started(t, { start });
    for (let i = 0; i < 100; i++) {
      frames(1);
      daemon.wall -= 10;
    }
    daemon.wall -= 1000;
    frames(10);
    assertOrdered(daemon);
    assert.equal(matching(daemon, /clock/).length, 0);
  });

  test('a clock a little behind the last line of the log at the start: the order of the lines stays', async (t) => {
    const { daemon, frames } = await started(t, { start }, '2026/11/24 12:00:30 INFO stopped');
    frames(1);
    assertOrdered(daemon);
    assert.equal(data(daemon).length, 1);
  });
});

test('a machine that does not know the time follows the meter for days, though its own seconds are wrong', () => {
  const steps: number[] = [];
  let monotonic = 0;
  const clock = new Clock(
    {
      now: () => FALSE_TIME,
      monotonic: () => monotonic,
      synchronised: () => false,
      earliestClock: EARLIEST_CLOCK,
    },
    () => 600_000,
  );
  clock.on('source', () => steps.splice(0));
  clock.on('stepped', (ms) => steps.push(ms));
  /** A frame a second: DATE has whole seconds and is read up to half a second late; ours loses 50 s in a million. */
  const follow = (from: number, seconds: number): void => {
    for (let i = 0, last = from; i < seconds; i++) {
      const at = from + i * 1000 + ((i * 7) % 10) * 50;
      const before = clock.now();
      monotonic += (at - last) * 0.99995;
      last = at;
      clock.applyMeterTime(from + i * 1000 - monotonic);
      assert.ok(i === 0 || clock.now() > before, 'time never goes back');
      assert.ok(Math.abs(clock.now() - at) < 1000, `${clock.now() - at} ms`);
    }
  };
  // Three days, in which it loses 13 s.
  follow(TRUE_TIME, 3 * 86_400);
  assert.deepEqual(steps, []);
  // The meter was set by a minute.
  follow(TRUE_TIME + 3 * 86_400_000 + 60_000, 60);
  assert.equal(steps.length, 1);
});
