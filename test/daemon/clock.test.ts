import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, type TestContext, test } from 'node:test';
import { Clock } from '../../src/daemon/clock.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { appendLine, logFile } from '../../src/journal/writer.ts';
import { buildReport } from '../../src/report/build.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { encodeFrame } from '../../src/tic/encoder.ts';
import { dayOf, EARLIEST_CLOCK, instantOf } from '../../src/time/local.ts';
import { ejpFrame, hnOf } from '../support/frames.ts';
import { InProcessDaemon, type InProcessOptions } from '../support/in-process-daemon.ts';

process.env['TZ'] = 'Europe/Paris';

const CONF = 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nCLOCK_WAIT 600\n';
/** What a Pi without a clock says when it starts, and what time it really is. */
const FALSE_TIME = instantOf('2026-11-02T03:17:00');
const TRUE_TIME = instantOf('2026-11-24T23:58:00');

/** A daemon on a Pi, and a meter that sends a frame every 1.5 s with an HN index that rises by 1 Wh each. */
async function started(t: TestContext, options: Partial<InProcessOptions>) {
  const inside = new InProcessDaemon(t, { conf: CONF, start: FALSE_TIME, earliestClock: EARLIEST_CLOCK, ...options });
  await inside.start();
  let hn = 1_000_000;
  const frames = (count: number): void => {
    for (let i = 0; i < count; i++) {
      inside.advance(1500);
      inside.take(ejpFrame(++hn));
    }
  };
  return { inside, frames };
}

const stampOf = (line: string): number => instantOf(line.slice(0, 19).replace(/^(\d+)\/(\d+)\/(\d+) /, '$1-$2-$3T'));
const data = (inside: InProcessDaemon): string[] => inside.lines().filter((line) => hnOf(line) !== undefined);
const told = (inside: InProcessDaemon, words: RegExp): string[] => inside.lines().filter((line) => words.test(line));

/** No line is earlier than the one before it in its file, and each is in the file of its day. */
function assertOrdered(inside: InProcessDaemon): void {
  const stamps = inside.lines().map(stampOf);
  for (let i = 1; i < stamps.length; i++)
    assert.ok((stamps[i] as number) >= (stamps[i - 1] as number), inside.lines()[i]);
}

describe('a Pi that starts in the past', () => {
  test('writes nothing until the time server answers; then every line has its true time and day', async (t) => {
    let synchronised = false;
    const { inside, frames } = await started(t, { synchronised: () => synchronised });
    frames(40);
    assert.deepEqual(inside.files(), []);
    assert.match(
      inside.shown.join('\n'),
      /^WARN the machine's clock is not set: lines of the log wait, 600 s at most$/m,
    );
    // The time server answers: the clock leaps by 22 days, a little before the system says that it is right.
    inside.wall = TRUE_TIME + 61_500;
    frames(1);
    assert.deepEqual(inside.files(), []);
    synchronised = true;
    frames(60);
    assert.deepEqual(inside.files(), ['LinkyMonitor_2026_11_24.log', 'LinkyMonitor_2026_11_25.log']);
    assertOrdered(inside);
    const lines = data(inside);
    assert.deepEqual(
      lines.map(hnOf),
      Array.from({ length: 101 }, (_, i) => 1_000_001 + i),
    );
    // 41 frames before the clock was right, the first of them a minute before: all 1.5 s apart.
    lines.forEach((line, i) => {
      const at = TRUE_TIME + 61_500 + 1500 - 40 * 1500 + i * 1500;
      assert.ok(Math.abs(stampOf(line) - at) < 1000, line);
    });
    assert.equal(told(inside, /INFO clock set/).length, 1);
    assert.equal(told(inside, /was set forward/).length, 0, 'nothing had been written under the false time');
  });

  test('with no time server is believed after CLOCK_WAIT, and says so', async (t) => {
    const { inside, frames } = await started(t, { synchronised: () => false });
    frames(399);
    assert.deepEqual(inside.files(), []);
    frames(10);
    assert.equal(data(inside).length, 409);
    assert.equal(told(inside, /WARN clock still not verified/).length, 1);
    // It answers after all: the leap is told, and no line lies between.
    inside.wall += 3 * 86_400_000 + 3_600_000;
    frames(1);
    assert.equal(told(inside, /INFO the clock was set forward by 3 d 01:00:00/).length, 1);
    assertOrdered(inside);
  });

  test('takes the time from the meter in standard mode', async (t) => {
    const inside = new InProcessDaemon(t, {
      conf: CONF,
      start: FALSE_TIME,
      earliestClock: EARLIEST_CLOCK,
      synchronised: () => false,
    });
    await inside.start();
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
      inside.advance(frame.at - at);
      inside.take(frame.bytes);
      at = frame.at;
    }
    const lines = inside.lines().filter((line) => / DATA /.test(line));
    assert.equal(lines.length, 10);
    for (const line of lines) assert.ok(Math.abs(stampOf(line) - TRUE_TIME) < 15_000, line);
    assert.equal(told(inside, /WARN time taken from the meter/).length, 1);
  });

  test('takes no time from a meter that has lost it (e, h), nor from one frame alone', async (t) => {
    const inside = new InProcessDaemon(t, {
      conf: CONF,
      start: FALSE_TIME,
      earliestClock: EARLIEST_CLOCK,
      synchronised: () => false,
    });
    await inside.start();
    const say = (horodate: string): void => {
      inside.advance(1500);
      inside.take(encodeFrame([{ mode: 'standard', label: 'DATE', horodate, data: '' }]));
    };
    for (let i = 0; i < 10; i++) say('h261124235800');
    for (const horodate of ['H261124235800', 'H261124225801', 'H261125235800', 'H261123235800']) say(horodate);
    assert.deepEqual(inside.files(), []);
  });

  test('that is earlier than the log it has is not believed where nothing else tells', async (t) => {
    const inside = new InProcessDaemon(t, { conf: CONF, start: FALSE_TIME, synchronised: () => undefined });
    appendLine(inside.logs, TRUE_TIME, '2026/11/24 23:58:00 INFO stopped');
    await inside.start();
    inside.advance(1500);
    inside.take(ejpFrame(1_000_001));
    assert.equal(inside.lines().length, 1);
    inside.wall = TRUE_TIME + 60_000;
    inside.advance(2500);
    assert.equal(data(inside).length, 1);
    assertOrdered(inside);
  });

  for (const [what, start, logged] of [
    ['in 1970', '1970-01-01T01:00:10', '2026-11-24 23:58:00'],
    ['a little in the past', '2026-11-24T22:17:00', '2026-11-24 23:58:00'],
  ] as const) {
    test(`that starts ${what}, behind its log, and is told the time by nobody: the log goes on from its last line`, async (t) => {
      const inside = new InProcessDaemon(t, {
        conf: CONF,
        start: instantOf(start),
        earliestClock: EARLIEST_CLOCK,
        synchronised: () => false,
      });
      appendLine(inside.logs, TRUE_TIME, `${logged.replaceAll('-', '/')} INFO stopped`);
      await inside.start();
      for (let i = 1; i <= 500; i++) {
        inside.advance(1500);
        inside.take(ejpFrame(1_000_000 + i));
      }
      assert.deepEqual(inside.files(), ['LinkyMonitor_2026_11_24.log', 'LinkyMonitor_2026_11_25.log']);
      assertOrdered(inside);
      assert.equal(data(inside).length, 500);
      assert.equal(told(inside, /WARN clock not set, and behind the log/).length, 1);
      inside.wall = TRUE_TIME + 86_400_000;
      inside.advance(2500);
      assert.equal(told(inside, /was set forward/).length, 0, 'nobody has said that this clock is right');
    });
  }

  test('with a log that is weeks ahead of a clock that may be right: that log is not gone on with', async (t) => {
    const inside = new InProcessDaemon(t, {
      conf: CONF,
      start: FALSE_TIME,
      earliestClock: EARLIEST_CLOCK,
      synchronised: () => undefined,
    });
    appendLine(inside.logs, TRUE_TIME, '2026/11/24 23:58:00 INFO stopped');
    await inside.start();
    for (let i = 1; i <= 500; i++) {
      inside.advance(1500);
      inside.take(ejpFrame(1_000_000 + i));
    }
    assert.deepEqual(inside.files(), ['LinkyMonitor_2026_11_02.log', 'LinkyMonitor_2026_11_24.log']);
    assert.equal(told(inside, /WARN clock still not verified/).length, 1);
  });

  test('that is stopped before it knows the time says what it could not write', async (t) => {
    const { inside, frames } = await started(t, { synchronised: () => false });
    frames(3);
    assert.equal(await inside.stop(), 1);
    assert.deepEqual(inside.files(), []);
    assert.match(inside.shown.at(-1) as string, /^ERR \d+ line\(s\) could not be written/);
  });
});

describe('a clock that is set while lines are written', () => {
  const start = instantOf('2026-11-24T12:00:00');

  test('back by a little: the order stays, nothing is said twice', async (t) => {
    const { inside, frames } = await started(t, { start });
    frames(20);
    inside.wall -= 20_000;
    frames(40);
    assertOrdered(inside);
    assert.equal(data(inside).length, 60);
    assert.equal(told(inside, /INFO the clock was set back by 20 s/).length, 1);
  });

  test('forward and back by hours: told, each line under the time that was in force', async (t) => {
    const { inside, frames } = await started(t, { start });
    frames(10);
    inside.wall += 13 * 3_600_000;
    frames(10);
    inside.wall -= 13 * 3_600_000;
    frames(10);
    assert.equal(told(inside, /INFO the clock was set forward by 13:00:00/).length, 1);
    assert.equal(told(inside, /INFO the clock was set back by 13:00:00/).length, 1);
    assert.deepEqual(inside.files(), ['LinkyMonitor_2026_11_24.log', 'LinkyMonitor_2026_11_25.log']);
    for (const line of data(inside)) assert.equal(dayOf(stampOf(line)).length, 10);
    assert.equal(data(inside).length, 30);
  });

  for (const [what, hours] of [
    ['forward', 1],
    ['back, over lines that are written already', -1],
  ] as const) {
    test(`${what} by an hour: the energy is what the indexes counted, no more and no less`, async (t) => {
      const { inside, frames } = await started(t, { start, conf: `${CONF}WAIT_BETWEEN_FRAMES 20\n` });
      frames(1200);
      inside.wall += hours * 3_600_000;
      frames(4000);
      const indexes = data(inside).map((line) => hnOf(line) as number);
      const day = dayOf(start);
      const { total, warnings } = buildReport({ logs: inside.logs, from: day, to: day, prices: new PriceList([]) });
      assert.equal(total.wh, (indexes.at(-1) as number) - (indexes[0] as number), JSON.stringify(warnings));
    });
  }

  test('by a leap second, smeared or not: nothing is told, nothing goes back', async (t) => {
    const { inside, frames } = await started(t, { start });
    for (let i = 0; i < 100; i++) {
      frames(1);
      inside.wall -= 10;
    }
    inside.wall -= 1000;
    frames(10);
    assertOrdered(inside);
    assert.equal(told(inside, /clock/).length, 0);
  });

  test('at the start, a little behind the last line of the log: the order stays', async (t) => {
    const inside = new InProcessDaemon(t, { conf: CONF, start });
    writeFileSync(logFile(inside.logs, '2026-11-24'), '2026/11/24 12:00:30 INFO stopped\n');
    await inside.start();
    inside.advance(1500);
    inside.take(ejpFrame(1_000_001));
    assertOrdered(inside);
    assert.equal(data(inside).length, 1);
  });
});

test('a machine that knows no time goes by the meter all along, however wrong its own seconds are', () => {
  const steps: number[] = [];
  let monotonic = 0;
  const clock = new Clock({
    wall: () => FALSE_TIME,
    monotonic: () => monotonic,
    synchronised: () => false,
    earliestClock: EARLIEST_CLOCK,
    clockWaitMs: () => 600_000,
  });
  clock.on('source', () => steps.splice(0));
  clock.on('stepped', (ms) => steps.push(ms));
  /** A frame a second: DATE has whole seconds and is read up to half a second late; ours loses 50 s in a million. */
  const hear = (from: number, seconds: number): void => {
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
  hear(TRUE_TIME, 3 * 86_400);
  assert.deepEqual(steps, []);
  // The meter was set by a minute.
  hear(TRUE_TIME + 3 * 86_400_000 + 60_000, 60);
  assert.equal(steps.length, 1);
});
