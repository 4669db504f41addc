import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { SampleMessage } from '../../src/feed/messages.ts';
import type { OpenPin } from '../../src/panel/gpio.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { clockOf, instantOf } from '../../src/time/local.ts';
import { FakePins, noFakePins } from '../support/fake-pins.ts';
import { InProcessDaemon, settled } from '../support/in-process-daemon.ts';
import { EJP_DAY, frameAt } from '../support/panel-situations.ts';
import { feed, type Message, TestHome, until } from '../support/program.ts';

process.env['TZ'] = 'Europe/Paris';

interface RelayStatus {
  readonly open: boolean | null;
  readonly why: readonly string[];
  readonly since: string;
}

/** Pins of the test. @returns how to take them, and the level that each was given last */
function pins() {
  const levels = new Map<number, 0 | 1 | 'back'>();
  const open: OpenPin = (pin, level) => {
    levels.set(pin, level);
    return { writeSync: (value) => void levels.set(pin, value), unexport: () => void levels.set(pin, 'back') };
  };
  return { levels, pins: async () => open };
}

describe('a daemon that does something to the house, by its own clock', () => {
  test('a whole EJP day: notice, peak and end are told to the commands, relay, log and feed, each once and in time', async (t) => {
    const { levels, pins: open } = pins();
    const daemon = new InProcessDaemon(t, { start: instantOf('2026-12-08T05:00:00'), pins: open });
    const calls = join(daemon.home, 'calls');
    const record = `"sh -c 'echo $LINKY_EVENT $LINKY_FROM $LINKY_UNTIL >> ${calls}'"`;
    const keys = ['EJP_NOTICE_CMD', 'EJP_ON_CMD', 'EJP_OFF_CMD', 'OVERLOAD_ON_CMD'];
    daemon.configure(`${keys.map((key) => `${key} ${record}\n`).join('')}RELAY_GPIO 17\nRELAY_OFF_WHEN peak notice\n`);
    await daemon.start();
    const messages = await daemon.follow();
    const meter = new SimulatedMeter({
      ...{ contract: 'ejp', mode: 'historique', phases: 1, scenario: 'ejp-day', seed: 3, producer: false },
      start: daemon.wall,
    });
    const seen: string[] = [];
    const told = (): string[] => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []);
    let [level, said, changes] = ['', '', 0];
    for (; daemon.wall < instantOf('2026-12-09T03:00:00'); daemon.advance(6000)) {
      let next = meter.next();
      while (next.at < daemon.wall) next = meter.next();
      daemon.take(next.bytes);
      for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
      const ejp = messages.filter(({ type }) => type === 'sample').at(-1)?.['ejp'] as SampleMessage['ejp'] | undefined;
      const saying = ejp ? `${ejp.active} ${ejp.notice !== null}` : said;
      // Commands run in real time: it waits for each.
      if (saying !== said) await settled(() => told().length > changes);
      if (saying !== said) changes++;
      said = saying;
      if (`${levels.get(17)}` === level) continue;
      level = `${levels.get(17)}`;
      seen.push(`${clockOf(daemon.wall).slice(0, 4)}x ${level}`);
    }
    await settled(() => told().length === 4);
    assert.deepEqual(seen, ['05:0x 0', '06:3x 1', '01:0x 0']);
    assert.equal(told()[0], 'ejp-off');
    assert.match(told()[1] ?? '', /^ejp-notice 2026-12-08T0[67]:\S+ 2026-12-09T01:00:00.000\+01:00$/);
    assert.match(told()[2] ?? '', /^ejp-on 2026-12-08T07:0\S+ 2026-12-09T01:00:00.000\+01:00$/);
    assert.equal(told()[3], 'ejp-off');
    const relays = messages.flatMap(({ relay }) => (relay ? [relay as RelayStatus] : []));
    const why = relays.map(({ open: isOpen, why: reasons }) => `${isOpen} ${reasons}`);
    assert.deepEqual(
      why.filter((text, i) => text !== why[i - 1]),
      ['false ', 'true notice', 'true peak', 'false '],
    );
    assert.match(relays.find(({ open: isOpen }) => isOpen)?.since ?? '', /^2026-12-08T06:3/);
    const lines = daemon.lines().filter((line) => line.includes('relay') || line.includes('_CMD'));
    assert.deepEqual(
      lines.map((line) => line.replace(/^\S+ \S+ /, '')),
      [
        'INFO EJP_OFF_CMD done',
        'INFO relay open, load off (notice)',
        'INFO EJP_NOTICE_CMD done',
        'INFO EJP_ON_CMD done',
        'INFO relay closed, load on',
        'INFO EJP_OFF_CMD done',
      ],
    );
    assert.equal(await daemon.stop(), 0);
    assert.equal(levels.get(17), 'back');
  });

  test('changes of the conf take effect: what has a relay open, its pin, its board, none', async (t) => {
    const { levels, pins: open } = pins();
    const daemon = new InProcessDaemon(t, { start: instantOf(EJP_DAY.peak), pins: open });
    daemon.configure('RELAY_GPIO 17\nRELAY_OFF_WHEN overload\nNB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    await daemon.start();
    const messages = await daemon.follow();
    const frame = async (conf?: string): Promise<void> => {
      if (conf !== undefined) daemon.configure(`${conf}NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n`);
      // Read again at the end of a series; the next frame has it in force.
      for (let i = 0; i < 3; i++) {
        daemon.advance(1500);
        daemon.take(frameAt(EJP_DAY.peak));
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await frame();
    await settled(() => levels.get(17) === 0);
    await frame('RELAY_GPIO 17\nRELAY_OFF_WHEN notice, peak\n');
    await settled(() => levels.get(17) === 1);
    await frame('RELAY_GPIO 22\nRELAY_ACTIVE_LOW 1\n');
    await settled(() => levels.get(17) === 'back' && levels.get(22) === 0);
    await frame('');
    await settled(() => levels.get(22) === 'back');
    daemon.advance(10_000);
    await frame();
    await settled(() => messages.at(-1)?.type === 'status' || messages.some(({ type }) => type === 'status'));
    assert.equal(messages.filter(({ type }) => type === 'status').at(-1)?.['relay'], undefined);
    await frame(`RELAY_GPIO 25\n`);
    assert.equal(levels.has(25), false, "the LED's pin is not taken");
    await settled(() => daemon.lines().some((line) => line.includes('RELAY_GPIO 25: expected ≠ LED_GPIO 25')));
  });

  test('a pin that another program holds is told: in the log once, in status, and that nobody knows how the relay is', async (t) => {
    const refused: OpenPin = () => {
      throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
    };
    const daemon = new InProcessDaemon(t, { start: instantOf(EJP_DAY.peak), pins: async () => refused });
    daemon.configure('RELAY_GPIO 17\n');
    await daemon.start();
    const messages = await daemon.follow();
    const last = (): Message | undefined => messages.filter(({ type }) => type === 'status').at(-1);
    for (let i = 0; i < 10; i++) {
      daemon.advance(2500);
      daemon.take(frameAt(EJP_DAY.peak));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await settled(() => (last()?.['relay'] as RelayStatus | undefined)?.open === null);
    assert.match(JSON.stringify(last()?.['faults']), /"part":"relay",.*"detail":"EBUSY"/);
    assert.equal(daemon.lines().filter((line) => line.includes('relay unavailable (EBUSY)')).length, 1);
  });
});

/** The time zone in which it is about three in the afternoon now: a peak that runs has long begun and ends late. */
function afternoon(): string {
  const ahead = 15 - new Date().getUTCHours();
  const hours = ahead > 12 ? ahead - 24 : ahead < -11 ? ahead + 24 : ahead;
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

/** What the daemon keeps for the next one. */
function stateOf({ home }: TestHome): string {
  const file = join(home, 'logs', '.state');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** A home whose daemon reads a wire, and sees pins of the test. */
async function wired(t: TestContext, conf: string) {
  const home = new TestHome(t);
  const classes = join(home.home, 'classes');
  mkdirSync(classes);
  const fake = new FakePins(classes, [17]);
  home.wrapper = fake.wrapper;
  home.configure(`TIMEZONE ${afternoon()}\nNB_PAPP 2\nWAIT_BETWEEN_FRAMES 0\n${conf}`);
  const wire = await home.plug();
  const say = async (local: string, frames = 2): Promise<void> => {
    for (let i = 0; i < frames; i++) await feed(wire, frameAt(local), 20_000);
  };
  /** Says it until something is so, however long the port takes to be opened. @returns after how many frames */
  const sayUntil = async (local: string, what: () => boolean): Promise<number> => {
    for (let frames = 0; frames < 200; frames++) {
      if (what()) return frames;
      await say(local, 1);
    }
    throw new Error(`said 200 times in vain for ${what}`);
  };
  const start = () => home.daemon('--input', home.port);
  return { home, fake, say, sayUntil, start };
}

describe('a daemon that does something to the house, as a process', { skip: noFakePins }, () => {
  test('killed in the peak, it finds its relay open and keeps it so until the meter has spoken', async (t) => {
    const { home, fake, say, sayUntil, start } = await wired(t, 'RELAY_GPIO 17\n');
    const first = await start();
    await sayUntil(EJP_DAY.peak, () => fake.level(17) === '1' && /"peak":true/.test(stateOf(home)));
    first.child.kill('SIGKILL');
    await first.ended;
    assert.equal(fake.level(17), '1', 'nobody has touched it');
    const second = await start();
    await until(() => fake.taken(17) === 'high');
    await say(EJP_DAY.peak, 2);
    const [status] = (await home.listen((all) => all.some(({ relay }) => relay))).filter(({ relay }) => relay);
    assert.match(JSON.stringify(status?.['relay']), /"open":true,"why":\["peak"\]/);
    assert.equal(fake.level(17), '1');
    second.child.kill('SIGKILL');
    await second.ended;
    // Meanwhile the peak has ended: two frames say so.
    const third = await start();
    assert.equal(fake.level(17), '1');
    const frames = await sayUntil(EJP_DAY.off, () => fake.level(17) === '0');
    assert.ok(frames >= 1, 'not before the meter has spoken');
    third.child.kill('SIGTERM');
    assert.equal(await third.ended, 0);
    assert.ok(fake.isBack(17), 'released');
  });

  test('ended in the peak, by a signal or by an exception, it leaves the load on', async (t) => {
    const { home, fake, sayUntil, start } = await wired(t, 'RELAY_GPIO 17\nRELAY_ACTIVE_LOW 1\n');
    home.env['NODE_OPTIONS'] = "--import data:text/javascript,process.on('SIGUSR2',()=>{throw(1)})";
    for (const signal of ['SIGTERM', 'SIGUSR2'] as const) {
      const run = await start();
      await sayUntil(EJP_DAY.peak, () => fake.level(17) === '0');
      run.child.kill(signal);
      await run.ended;
      assert.equal(fake.level(17), '1', signal);
    }
    assert.match(home.log().join('\n'), /relais ouvert, charge coupée \(pointe\)/);
  });

  test('hostile commands cost a line each, and delay nothing: frames, log, feed, relay, stop', async (t) => {
    const { home, fake, sayUntil, start } = await wired(t, '');
    const script = join(home.home, 'hang');
    writeFileSync(script, `#!/bin/sh\necho $$ > ${home.home}/pid\ntrap '' TERM\nsleep 600 & sleep 600\n`, {
      mode: 0o755,
    });
    const conf = readFileSync(home.conf, 'utf8');
    home.configure(
      `${conf}RELAY_GPIO 17\nEJP_ON_CMD "${script}"\nEJP_NOTICE_CMD "/nowhere/command"\n` +
        `OVERLOAD_OFF_CMD "sh -c 'cat /dev/zero >&2'"\nEJP_OFF_CMD "sh -c '(sleep 600; echo late) & exit 3'"\n`,
    );
    const run = await start();
    await sayUntil(EJP_DAY.off, () => run.err.includes('OVERLOAD_OFF_CMD') && run.err.includes('EJP_OFF_CMD'));
    await sayUntil(EJP_DAY.notice, () => run.err.includes('EJP_NOTICE_CMD'));
    await sayUntil(EJP_DAY.peak, () => existsSync(join(home.home, 'pid')) && fake.level(17) === '1');
    const data = home.data().length;
    await sayUntil(EJP_DAY.peak, () => home.data().length >= data + 3);
    const lines = home.log().filter((line) => line.includes('_CMD'));
    assert.deepEqual(lines.map((line) => /WARN (\S+) a échoué \((.*)\)/.exec(line)?.slice(1).join(' ')).sort(), [
      'EJP_NOTICE_CMD /nowhere/command: ENOENT',
      'EJP_OFF_CMD sh: 3',
      'OVERLOAD_OFF_CMD sh: stderr > 64 KB',
    ]);
    const [status] = (await home.listen((all) => all.some(({ faults }) => faults))).filter(({ faults }) => faults);
    assert.match(JSON.stringify(status?.['faults']), /"part":"commands"/);
    const began = performance.now();
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 0);
    assert.ok(performance.now() - began < 20_000, 'it does not wait for the command');
    assert.equal(fake.level(17), '0');
    const pid = Number(readFileSync(join(home.home, 'pid'), 'utf8'));
    await until(() => !existsSync(`/proc/${pid}`));
    assert.equal(statSync(join(home.home, 'logs', '.state')).mode & 0o007, 0o004 & ~process.umask());
  });
});
