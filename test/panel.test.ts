import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_EJP } from '../src/meter/ejp.js';
import { sysfsNumber } from '../src/panel/gpio.js';
import { gpioLamp, Led } from '../src/panel/led.js';
import { type I2cBus, OledDisplay } from '../src/panel/oled.js';
import { pageOf } from '../src/panel/page.js';
import type { PanelView } from '../src/panel/panel.js';
import { textsIn } from '../src/text/index.js';

const QUIET: PanelView = { ejp: NO_EJP, papp: 1240, pinj: 0, link: 'live' };
const PEAK: PanelView = { ...QUIET, ejp: { ...NO_EJP, active: true } };
const NOTICE: PanelView = { ...QUIET, ejp: { ...NO_EJP, notice: { startsInMinutes: 30 } } };
const texts = textsIn('fr').panel;

describe('the page of the OLED', () => {
  test('EJP large, powers small; the link before the powers', () => {
    assert.deepEqual(pageOf(QUIET, texts), { large: 'EJP NON', small: ['PAPP 1240 VA', 'PINJ 0 VA'] });
    assert.equal(pageOf(PEAK, texts).large, 'EJP OUI');
    assert.equal(pageOf(NOTICE, texts).large, 'PREAVIS');
    assert.deepEqual(pageOf({ ...PEAK, link: 'silent' }, texts), { large: 'EJP OUI', small: ['COMPTEUR MUET', ''] });
    assert.equal(pageOf({ ...QUIET, papp: undefined }, texts).small[0], 'PAPP -');
    assert.equal(pageOf({ ...QUIET, ejp: undefined, link: 'silent' }, texts).large, 'EJP ?');
  });

  test('every line fits: ten large characters, twenty-one small ones, in both languages', () => {
    for (const lang of ['fr', 'en'] as const) {
      const words = textsIn(lang).panel;
      for (const link of ['live', 'silent', 'stopped'] as const) {
        for (const view of [QUIET, PEAK, NOTICE]) {
          const { large, small } = pageOf({ ...view, papp: 99_990, pinj: 99_990, link }, words);
          assert.ok(large.length <= 10, large);
          for (const line of small) assert.ok(line.length <= 21, line);
        }
      }
    }
  });
});

/** A display on a bus: what it was sent, and a fault that can be switched on. */
class Bus implements I2cBus {
  writes: Buffer[] = [];
  fault: string | undefined;
  i2cWriteSync(_address: number, length: number, buffer: Buffer): number {
    if (this.fault) throw Object.assign(new Error(this.fault), { code: this.fault });
    this.writes.push(Buffer.from(buffer.subarray(0, length)));
    return length;
  }
  i2cReadSync(_address: number, length: number): number {
    if (this.fault) throw Object.assign(new Error(this.fault), { code: this.fault });
    return length;
  }
}

describe('the OLED on its bus', () => {
  const settings = { address: 0x3c, height: 32, flipped: false } as const;
  const pages = (bus: Bus): Buffer[] => bus.writes.filter((write) => write[0] === 0x40 && write.length > 100);
  const settle = (): Promise<void> => sleep(20);

  test('a page is sent once, an unchanged one not again, and the end leaves the display dark', async () => {
    const bus = new Bus();
    const oled = new OledDisplay(bus, settings, texts, { problem: () => assert.fail(), monotonic: () => 0 });
    oled.show(QUIET);
    await settle();
    assert.equal(pages(bus).length, 1);
    const sent = bus.writes.length;
    oled.show(QUIET);
    await settle();
    assert.equal(bus.writes.length, sent);
    oled.show(PEAK);
    await settle();
    assert.equal(pages(bus).length, 2);
    assert.notDeepEqual(pages(bus)[1], pages(bus)[0]);
    await oled.stop();
    assert.deepEqual(bus.writes.at(-1), Buffer.from([0x00, 0xae]));
  });

  test('a missing display is told once, tried again after thirty seconds, and drawn afresh when it is back', async () => {
    const bus = new Bus();
    const told: string[] = [];
    let now = 0;
    const oled = new OledDisplay(bus, settings, texts, {
      problem: (detail) => told.push(detail),
      monotonic: () => now,
    });
    bus.fault = 'EREMOTEIO';
    for (; now < 95_000; now += 1000) oled.show(QUIET);
    await settle();
    assert.deepEqual(told, ['EREMOTEIO'], 'four tries, one word');
    bus.fault = undefined;
    now = 130_000;
    oled.show(QUIET);
    await settle();
    assert.equal(pages(bus).length, 1);
    assert.deepEqual(bus.writes[0], Buffer.from([0x00, 0xae]), 'it is initialised again');
  });
});

describe('the LED', () => {
  test('off, blinking in notice, on in the peak, off at the end', async () => {
    const states: boolean[] = [];
    const led = new Led({ set: (on) => void states.push(on), release: () => undefined }, () => assert.fail());
    led.show(QUIET);
    led.show(QUIET);
    assert.deepEqual(states, [false]);
    led.show(NOTICE);
    await sleep(1200);
    assert.deepEqual(states, [false, true, false, true]);
    led.show(PEAK);
    await sleep(700);
    assert.deepEqual(states.slice(4), [true]);
    await led.stop();
    assert.equal(states.at(-1), false);
  });

  test('one that fails is told once and stops nothing', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const told: string[] = [];
    const fail = (): never => {
      throw Object.assign(new Error('gone'), { code: 'EIO' });
    };
    const led = new Led({ set: fail, release: () => undefined }, (detail) => told.push(detail));
    for (const view of [QUIET, PEAK, QUIET, PEAK]) led.show(view);
    assert.deepEqual(told, ['EIO']);
    t.mock.timers.reset();
  });

  test('a pin that another holds is taken when it is free, in the middle of the peak', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let busy = true;
    const written: number[] = [];
    const open = () => {
      if (busy) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
      return { writeSync: (value: 0 | 1) => void written.push(value), unexport: () => undefined };
    };
    const told: string[] = [];
    const led = new Led(gpioLamp(open), (detail) => told.push(detail));
    led.show(PEAK);
    t.mock.timers.tick(60_000);
    assert.deepEqual([told, written], [['EBUSY'], []]);
    busy = false;
    t.mock.timers.tick(30_000);
    assert.deepEqual([told, written], [['EBUSY'], [1]]);
  });
});

test("the GPIO number is found by the chip's label: base 512 on new kernels, 569 and others on a Pi 5, 0 on old ones", (t) => {
  const root = mkdtempSync(join(tmpdir(), 'linky-gpio-'));
  t.after(() => rmSync(root, { recursive: true }));
  const chip = (name: string, label: string, base: number): void => {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'label'), `${label}\n`);
    writeFileSync(join(root, name, 'base'), `${base}\n`);
  };
  assert.equal(sysfsNumber(25, root), 25);
  chip('gpiochip566', 'raspberrypi-exp-gpio', 566);
  assert.equal(sysfsNumber(25, root), 25);
  chip('gpiochip512', 'pinctrl-bcm2835', 512);
  assert.equal(sysfsNumber(25, root), 537);
  rmSync(join(root, 'gpiochip512'), { recursive: true });
  chip('gpiochip569', 'pinctrl-rp1', 569);
  assert.equal(sysfsNumber(25, root), 594);
});
