import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { splitCommand } from '../../src/config/shell-words.ts';
import { sysfsNumber, sysfsPin } from '../../src/panel/gpio.ts';
import { Led, ledStateOf } from '../../src/panel/led.ts';
import { commandLed, gpioLed, type LedDriver } from '../../src/panel/led-driver.ts';
import type { PanelView } from '../../src/panel/panel.ts';
import { fault } from '../support/panel-ports.ts';
import { SITUATIONS } from '../support/panel-situations.ts';
import { until } from '../support/program.ts';

const [OFF, NOTICE, PEAK] = ['off', 'notice', 'peak'].map((name) => SITUATIONS[name]) as [
  PanelView,
  PanelView,
  PanelView,
];

/** A driver that records its levels; each `set` takes as long as the test wants. */
class FakeDriver implements LedDriver {
  readonly blinkMs = 500;
  readonly sets: boolean[] = [];
  tries = 0;
  broken: string | undefined;
  released = false;
  wait: () => Promise<void> = async () => undefined;
  async set(on: boolean): Promise<void> {
    this.tries++;
    if (this.broken) throw fault(this.broken);
    this.sets.push(on);
    await this.wait();
  }
  offSync(): void {
    this.sets.push(false);
  }
  release(): void {
    this.released = true;
  }
}

function ledOf(driver: LedDriver): { led: Led; events: string[] } {
  const events: string[] = [];
  const led = new Led(driver, {
    failed: (detail) => void events.push(`failed ${detail}`),
    recovered: () => void events.push('recovered'),
  });
  return { led, events };
}

/** Lets everything go on that waits for promises alone. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

/** Takes the timers over. @returns lets time go by */
const mockTimers = (t: TestContext): ((ms: number) => Promise<void>) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  return async (ms) => {
    for (let passed = 0; passed < ms; passed += 100) {
      t.mock.timers.tick(100);
      await settled();
    }
  };
};

describe('the LED', () => {
  test('the LED is off, blinks in notice, is on in the peak and off at the end', async (t) => {
    const pass = mockTimers(t);
    const driver = new FakeDriver();
    const { led } = ledOf(driver);
    for (const view of [OFF, OFF]) led.show(view);
    await pass(5000);
    assert.deepEqual(driver.sets, [false]);
    led.show(NOTICE);
    await pass(2000);
    assert.deepEqual(driver.sets.slice(1), [true, false, true, false, true]);
    led.show(PEAK);
    await pass(5000);
    assert.equal(driver.sets.at(-1), true);
    assert.equal(driver.sets.length, 6, 'already on: not set once more');
    await led.stop();
    assert.deepEqual([driver.sets.at(-1), driver.released], [false, true]);
    await pass(5000);
    assert.equal(driver.sets.length, 7);
  });

  test("the LED keeps a silent meter's last state as long as it can be true", () => {
    const silent = (view: PanelView, silentMs: number): PanelView => ({
      ...view,
      link: 'silent',
      silentMs,
      now: view.now + silentMs,
    });
    assert.equal(ledStateOf(silent(PEAK, 3_600_000)), 'on');
    assert.equal(ledStateOf(silent(PEAK, 18 * 3_600_000)), 'off', 'the peak has ended at 01:00');
    assert.equal(ledStateOf(silent(NOTICE, 60_000)), 'blink');
    assert.equal(ledStateOf(silent(NOTICE, 1_800_000)), 'off');
    assert.equal(ledStateOf({ ...PEAK, reading: undefined }), 'off');
    assert.equal(ledStateOf({ ...PEAK, link: 'stopped' }), 'off');
  });

  test('a slow LED driver is never called twice at a time, and only the newest level waits', async (t) => {
    const pass = mockTimers(t);
    const driver = new FakeDriver();
    let finish = (): void => undefined;
    driver.wait = () => new Promise((resolve) => (finish = resolve));
    const { led } = ledOf(driver);
    led.show(NOTICE);
    await pass(10_250);
    assert.deepEqual(driver.sets, [true], 'twenty changes later, the first is still being set');
    led.show(PEAK);
    led.show(OFF);
    finish();
    await settled();
    assert.deepEqual(driver.sets, [true, false]);
    finish();
    await settled();
    assert.deepEqual(driver.sets, [true, false]);
  });

  test('an LED that fails is reported once, tried after 1 s, 2 s … 30 s, and lit in the middle of the peak', async (t) => {
    const pass = mockTimers(t);
    const driver = new FakeDriver();
    driver.broken = 'EBUSY';
    const { led, events } = ledOf(driver);
    led.show(PEAK);
    await settled();
    const tries: number[] = [];
    for (let second = 0; second < 130; second++) {
      const before = driver.tries;
      await pass(1000);
      if (driver.tries > before) tries.push(second + 1);
    }
    assert.deepEqual(tries, [1, 3, 7, 15, 31, 61, 91, 121]);
    assert.deepEqual(events, ['failed EBUSY']);
    driver.broken = undefined;
    await pass(30_000);
    assert.deepEqual([driver.sets, events], [[true], ['failed EBUSY', 'recovered']]);
  });

  test('a process that ends switches the LED off at once', async () => {
    const driver = new FakeDriver();
    const { led } = ledOf(driver);
    led.show(PEAK);
    await settled();
    led.turnOffSync();
    assert.deepEqual(driver.sets, [true, false]);
  });
});

/** A copy of /sys/class/gpio with these chips: label, base. */
function sysfs(t: TestContext, chips: readonly (readonly [string, number])[]): string {
  const root = mkdtempSync(join(tmpdir(), 'linky-gpio-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [label, base] of chips) {
    mkdirSync(join(root, `gpiochip${base}`));
    writeFileSync(join(root, `gpiochip${base}`, 'label'), `${label}\n`);
    writeFileSync(join(root, `gpiochip${base}`, 'base'), `${base}\n`);
  }
  for (const file of ['export', 'unexport']) writeFileSync(join(root, file), '');
  return root;
}

describe('the number of GPIO 25 on each Pi and kernel', () => {
  const machines: readonly (readonly [string, readonly (readonly [string, number])[], number])[] = [
    [
      'a Pi Zero, 1, 2, 3 with a kernel before 6.6',
      [
        ['pinctrl-bcm2835', 0],
        ['raspberrypi-exp-gpio', 504],
      ],
      25,
    ],
    [
      'a Pi Zero, 1, 2, 3 since 6.6',
      [
        ['pinctrl-bcm2835', 512],
        ['raspberrypi-exp-gpio', 566],
      ],
      537,
    ],
    [
      'a Pi 4 with an old kernel',
      [
        ['pinctrl-bcm2711', 0],
        ['raspberrypi-exp-gpio', 504],
      ],
      25,
    ],
    [
      'a Pi 4 since 6.6',
      [
        ['raspberrypi-exp-gpio', 570],
        ['pinctrl-bcm2711', 512],
      ],
      537,
    ],
    [
      'a Pi 5 with 6.1',
      [
        ['pinctrl-rp1', 399],
        ['gpio-brcmstb@107d508500', 453],
      ],
      424,
    ],
    [
      'a Pi 5 since 6.6',
      [
        ['gpio-brcmstb@107d508500', 512],
        ['gpio-brcmstb@107d517c00', 548],
        ['pinctrl-rp1', 571],
      ],
      596,
    ],
    [
      'a Pi 5 whose BCM2712 has fewer lines',
      [
        ['gpio-brcmstb@107d508500', 512],
        ['pinctrl-rp1', 569],
      ],
      594,
    ],
    ['Debian arm64 of 2019', [['pinctrl-bcm2835', 458]], 483],
    ['a Pi without a known controller', [['other', 0]], 25],
  ];
  for (const [name, chips, wanted] of machines) {
    test(`GPIO 25 is number ${wanted} on ${name}`, (t) => assert.equal(sysfsNumber(25, sysfs(t, chips)), wanted));
  }
});

test('a pin through sysfs alone is exported, an output at the low level, then set, then given back', (t) => {
  const root = sysfs(t, [['pinctrl-bcm2835', 512]]);
  // The kernel makes this directory when the number is written; here it exists already.
  mkdirSync(join(root, 'gpio537'));
  for (const file of ['direction', 'value']) writeFileSync(join(root, 'gpio537', file), '0');
  const pin = sysfsPin(537, 0, root);
  assert.equal(readFileSync(join(root, 'gpio537', 'direction'), 'utf8'), 'low');
  const value = (): string => readFileSync(join(root, 'gpio537', 'value'), 'utf8');
  pin.writeSync(1);
  assert.equal(value(), '1');
  pin.writeSync(0);
  assert.equal(value(), '0');
  pin.unexport();
  assert.equal(readFileSync(join(root, 'unexport'), 'utf8'), '537');
  assert.throws(() => sysfsPin(12, 0, root), { code: 'ENOENT' }, 'a number that the kernel does not take');
  assert.equal(readFileSync(join(root, 'export'), 'utf8'), '12');
});

test('a pin that fails is given back, and taken again at the next try', async () => {
  let broken = true;
  const calls: string[] = [];
  const driver = gpioLed(() => ({
    writeSync(level) {
      if (broken) throw fault('EIO');
      calls.push(String(level));
    },
    unexport: () => void calls.push('back'),
  }));
  await assert.rejects(driver.set(true), { code: 'EIO' });
  broken = false;
  await driver.set(true);
  driver.release();
  driver.release();
  assert.deepEqual(calls, ['back', '1', 'back']);
});

describe('commands in place of the GPIO', () => {
  const home = (t: TestContext): string => {
    const directory = mkdtempSync(join(tmpdir(), 'linky-lamp-'));
    t.after(() => rmSync(directory, { recursive: true, force: true }));
    return directory;
  };
  const sh = (script: string, ...args: string[]): string[] => ['sh', '-c', script, 'sh', ...args];
  const append = (file: string, word: string): string[] => sh('echo "$2" >> "$1"', file, word);

  test('an LED command is run without a shell: init once, then on and off', async (t) => {
    const file = join(home(t), 'a b$HOME;`x`');
    const driver = commandLed({ init: append(file, 'init'), on: append(file, 'on'), off: append(file, 'off') });
    await driver.set(true);
    await driver.set(false);
    driver.offSync();
    assert.equal(readFileSync(file, 'utf8'), 'init\non\noff\noff\n');
  });

  test('an LED command sees nothing of the environment', async (t) => {
    const file = join(home(t), 'env');
    process.env['LINKY_SECRET'] = 'x';
    t.after(() => delete process.env['LINKY_SECRET']);
    const on = ['cp', '/proc/self/environ', file];
    await commandLed({ init: undefined, on, off: on }).set(true);
    const names = readFileSync(file, 'utf8').match(/[A-Z]+(?==)/g);
    assert.deepEqual(names?.sort(), ['LANG', 'PATH']);
  });

  test('an LED command that fails, is missing or never ends is an error with its name', async (t) => {
    const driver = (on: string[]): LedDriver => commandLed({ init: undefined, on, off: on });
    await assert.rejects(driver(sh('exit 3')).set(true), /sh: 3$/);
    await assert.rejects(driver(['/nowhere/lamp']).set(true), /\/nowhere\/lamp: ENOENT/);
    const file = join(home(t), 'pid');
    await assert.rejects(driver(sh('echo $$ > "$1"; exec sleep 600', file)).set(true), /> 5 s$/);
    const pid = Number(readFileSync(file, 'utf8'));
    await until(() => !existsSync(`/proc/${pid}`));
  });

  test('an LED command in the conf is split by the quoting rules of a shell', () => {
    assert.deepEqual(splitCommand('pinctrl set 25 dh'), ['pinctrl', 'set', '25', 'dh']);
    assert.deepEqual(splitCommand('  sh -c \'echo 1 > "/sys/x"\'  '), ['sh', '-c', 'echo 1 > "/sys/x"']);
    assert.deepEqual(splitCommand('a\\ b "c \\"d\\" $e" f\'g\'h \'\''), ['a b', 'c "d" $e', 'fgh', '']);
    for (const wrong of ['', '   ', "'", "a 'b", 'a "b', 'a\\', "''", 'x '.repeat(101)]) {
      assert.equal(splitCommand(wrong), undefined, wrong);
    }
  });
});
