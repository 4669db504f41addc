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

/** A driver that notes what it is set to; each set takes as long as the test wants. */
class NotedLamp implements LedDriver {
  readonly blinkMs = 500;
  readonly sets: boolean[] = [];
  broken: string | undefined;
  released = false;
  wait: () => Promise<void> = async () => undefined;
  async set(on: boolean): Promise<void> {
    if (this.broken) throw fault(this.broken);
    this.sets.push(on);
    await this.wait();
  }
  off(): void {
    this.sets.push(false);
  }
  release(): void {
    this.released = true;
  }
}

function ledOf(driver: LedDriver): { led: Led; told: string[] } {
  const told: string[] = [];
  const led = new Led({
    driver,
    failed: (detail) => void told.push(`failed ${detail}`),
    recovered: () => void told.push('recovered'),
  });
  return { led, told };
}

/** Lets what waits on promises alone go on. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

const clocks = (t: TestContext): ((ms: number) => Promise<void>) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  return async (ms) => {
    for (let passed = 0; passed < ms; passed += 100) {
      t.mock.timers.tick(100);
      await settled();
    }
  };
};

describe('the LED', () => {
  test('off, blinking in notice, on in the peak, off at the end', async (t) => {
    const pass = clocks(t);
    const driver = new NotedLamp();
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
    assert.equal(driver.sets.length, 6, 'already lit: not set once more');
    await led.stop();
    assert.deepEqual([driver.sets.at(-1), driver.released], [false, true]);
    await pass(5000);
    assert.equal(driver.sets.length, 7);
  });

  test("a silent meter's last word holds as long as it can be true", () => {
    const silent = (view: PanelView, quietMs: number): PanelView => ({
      ...view,
      link: 'silent',
      quietMs,
      now: view.now + quietMs,
    });
    assert.equal(ledStateOf(silent(PEAK, 3_600_000)), 'on');
    assert.equal(ledStateOf(silent(PEAK, 18 * 3_600_000)), 'off', 'the peak has ended at 01:00');
    assert.equal(ledStateOf(silent(NOTICE, 60_000)), 'blink');
    assert.equal(ledStateOf(silent(NOTICE, 1_800_000)), 'off');
    assert.equal(ledStateOf({ ...PEAK, reading: undefined }), 'off');
    assert.equal(ledStateOf({ ...PEAK, link: 'stopped' }), 'off');
  });

  test('a slow driver is never asked twice at a time, and only the newest level waits', async (t) => {
    const pass = clocks(t);
    const driver = new NotedLamp();
    let finish = (): void => undefined;
    driver.wait = () => new Promise((resolve) => (finish = resolve));
    const { led } = ledOf(driver);
    led.show(NOTICE);
    await pass(10_250);
    assert.deepEqual(driver.sets, [true], 'twenty changes later it is still at the first');
    led.show(PEAK);
    led.show(OFF);
    finish();
    await settled();
    assert.deepEqual(driver.sets, [true, false]);
    finish();
    await settled();
    assert.deepEqual(driver.sets, [true, false]);
  });

  test('one that fails is told once, tried after 1 s, 2 s … 30 s, and lit in the middle of the peak', async (t) => {
    const pass = clocks(t);
    const driver = new NotedLamp();
    driver.broken = 'EBUSY';
    const { led, told } = ledOf(driver);
    led.show(PEAK);
    await pass(600_000);
    assert.deepEqual(told, ['failed EBUSY']);
    driver.broken = undefined;
    await pass(30_000);
    assert.deepEqual([driver.sets, told], [[true], ['failed EBUSY', 'recovered']]);
  });

  test('a process that ends puts it out at once', async () => {
    const driver = new NotedLamp();
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
      'Zero, 1, 2, 3 on kernels before 6.6',
      [
        ['pinctrl-bcm2835', 0],
        ['raspberrypi-exp-gpio', 504],
      ],
      25,
    ],
    [
      'Zero, 1, 2, 3 since 6.6',
      [
        ['pinctrl-bcm2835', 512],
        ['raspberrypi-exp-gpio', 566],
      ],
      537,
    ],
    [
      '4 on old kernels',
      [
        ['pinctrl-bcm2711', 0],
        ['raspberrypi-exp-gpio', 504],
      ],
      25,
    ],
    [
      '4 since 6.6',
      [
        ['raspberrypi-exp-gpio', 570],
        ['pinctrl-bcm2711', 512],
      ],
      537,
    ],
    [
      '5 on 6.1',
      [
        ['pinctrl-rp1', 399],
        ['gpio-brcmstb@107d508500', 453],
      ],
      424,
    ],
    [
      '5 since 6.6',
      [
        ['gpio-brcmstb@107d508500', 512],
        ['gpio-brcmstb@107d517c00', 548],
        ['pinctrl-rp1', 571],
      ],
      596,
    ],
    [
      '5 with a 2712 of fewer lines',
      [
        ['gpio-brcmstb@107d508500', 512],
        ['pinctrl-rp1', 569],
      ],
      594,
    ],
    ['Debian arm64 of 2019', [['pinctrl-bcm2835', 458]], 483],
    ['no controller that is known', [['other', 0]], 25],
  ];
  for (const [name, chips, wanted] of machines) {
    test(`${name}: ${wanted}`, (t) => assert.equal(sysfsNumber(25, sysfs(t, chips)), wanted));
  }
});

test('a pin through sysfs alone: exported, an output at the low level, set, given back', (t) => {
  const root = sysfs(t, [['pinctrl-bcm2835', 512]]);
  // The kernel makes the directory when the number is written; here it is there.
  mkdirSync(join(root, 'gpio537'));
  for (const file of ['direction', 'value']) writeFileSync(join(root, 'gpio537', file), '0');
  const pin = sysfsPin(537, root);
  assert.equal(readFileSync(join(root, 'gpio537', 'direction'), 'utf8'), 'low');
  const value = (): string => readFileSync(join(root, 'gpio537', 'value'), 'utf8');
  pin.writeSync(1);
  assert.equal(value(), '1');
  pin.writeSync(0);
  assert.equal(value(), '0');
  pin.unexport();
  assert.equal(readFileSync(join(root, 'unexport'), 'utf8'), '537');
  assert.throws(() => sysfsPin(12, root), { code: 'ENOENT' }, 'a number that the kernel does not take');
  assert.equal(readFileSync(join(root, 'export'), 'utf8'), '12');
});

test('a pin that fails is given back, and taken anew', async () => {
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
  const node = (code: string, ...words: string[]): string[] => [process.execPath, '-e', code, ...words];
  const append = (file: string, word: string): string[] =>
    node('fs.appendFileSync(process.argv[1], process.argv[2] + "\\n")', file, word);

  test('init once, then on and off, words as they are: no shell', async (t) => {
    const file = join(home(t), 'a b$HOME;`x`');
    const driver = commandLed({ init: append(file, 'init'), on: append(file, 'on'), off: append(file, 'off') });
    await driver.set(true);
    await driver.set(false);
    driver.off();
    assert.equal(readFileSync(file, 'utf8'), 'init\non\noff\noff\n');
  });

  test('they see nothing of the environment', async (t) => {
    const file = join(home(t), 'env');
    process.env['LINKY_SECRET'] = 'x';
    t.after(() => delete process.env['LINKY_SECRET']);
    const on = node('fs.writeFileSync(process.argv[1], Object.keys(process.env).sort().join(" "))', file);
    await commandLed({ init: undefined, on, off: on }).set(true);
    assert.equal(readFileSync(file, 'utf8'), 'LANG PATH');
  });

  test('one that fails, is missing, or never ends is a fault with its name', async (t) => {
    const driver = (on: string[]): LedDriver => commandLed({ init: undefined, on, off: on });
    await assert.rejects(driver(node('process.exit(3)')).set(true), /node: 3$/);
    await assert.rejects(driver(['/nowhere/lamp']).set(true), /\/nowhere\/lamp: ENOENT/);
    const file = join(home(t), 'pid');
    const stuck = node('fs.writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000)', file);
    await assert.rejects(driver(stuck).set(true), /> 5 s$/);
    const pid = Number(readFileSync(file, 'utf8'));
    await until(() => !existsSync(`/proc/${pid}`));
  });

  test('a conf line becomes words by the quoting of a shell', () => {
    assert.deepEqual(splitCommand('pinctrl set 25 dh'), ['pinctrl', 'set', '25', 'dh']);
    assert.deepEqual(splitCommand('  sh -c \'echo 1 > "/sys/x"\'  '), ['sh', '-c', 'echo 1 > "/sys/x"']);
    assert.deepEqual(splitCommand('a\\ b "c \\"d\\" $e" f\'g\'h \'\''), ['a b', 'c "d" $e', 'fgh', '']);
    for (const wrong of ['', '   ', "'", "a 'b", 'a "b', 'a\\', "''", 'x '.repeat(101)]) {
      assert.equal(splitCommand(wrong), undefined, wrong);
    }
  });
});
