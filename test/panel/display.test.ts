import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { panelContentOf } from '../../src/panel/content.ts';
import { dirtyRanges } from '../../src/panel/dirty-ranges.ts';
import { brightnessAt, Display, type Night } from '../../src/panel/display.ts';
import { i2cPort } from '../../src/panel/i2c.ts';
import { layoutOf } from '../../src/panel/layout.ts';
import { createCanvas } from '../../src/panel/oled.ts';
import type { PanelView } from '../../src/panel/panel.ts';
import { textsIn } from '../../src/text/index.ts';
import { fakeI2c, fault, i2cContract } from '../support/panel-ports.ts';
import { SITUATIONS } from '../support/panel-situations.ts';
import { until } from '../support/program.ts';
import { moved, Ssd1306 } from '../support/ssd1306.ts';

const texts = textsIn('fr').panel;
const NEVER: Night = { from: 0, to: 0, dark: false };
const situation = (name: string): PanelView => {
  const view = SITUATIONS[name];
  assert.ok(view, name);
  return view;
};
const [OFF, PEAK, SILENCE] = ['off', 'peak', 'silence'].map(situation) as [PanelView, PanelView, PanelView];

/** The picture that a view should give. */
function pictureOf(view: PanelView): string {
  const oled = new Ssd1306();
  const canvas = createCanvas({ height: 32, flipped: false });
  oled.write(canvas.setUp());
  for (const write of dirtyRanges(undefined, canvas.draw(layoutOf(panelContentOf(view, texts), 32), { x: 0, y: 0 })))
    oled.write(write);
  oled.write(canvas.brightness('bright'));
  return oled.picture();
}

/** A display on a fake bus, its clock set by the test. */
function fakeDisplay({ night = NEVER }: { night?: Night } = {}) {
  const state = {
    oled: new Ssd1306(),
    writes: [] as Buffer[],
    tries: 0,
    broken: undefined as string | undefined,
    now: 0,
    events: [] as string[],
    night,
  };
  const module = fakeI2c((address, bytes) => {
    assert.equal(address, 0x3c);
    state.tries++;
    if (state.broken) throw fault(state.broken);
    state.writes.push(Buffer.from(bytes));
    state.oled.write(bytes);
  });
  const display = new Display({
    height: 32,
    texts,
    night: () => state.night,
    canvas: createCanvas({ height: 32, flipped: false }),
    open: () => i2cPort(module, 0x3c),
    failed: (detail) => void state.events.push(`failed ${detail}`),
    recovered: () => void state.events.push('recovered'),
    monotonic: () => state.now,
  });
  /** Shows a view and waits until nothing more is sent. */
  const show = async (view: PanelView): Promise<void> => {
    display.show({ ...view });
    for (let last = -1; last !== state.tries; ) {
      last = state.tries;
      for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { state, display, show };
}

i2cContract('the fake bus', {
  present: () =>
    i2cPort(
      fakeI2c(() => undefined),
      0x3c,
    ),
  absent: () => {
    const nobody = (): never => {
      throw fault('EREMOTEIO');
    };
    return i2cPort(fakeI2c(nobody), 0x3d);
  },
});

describe('the OLED on its bus', () => {
  test('the OLED is set up dark, drawn whole, then switched on; an unchanged view sends nothing; the end leaves it dark', async () => {
    const { state, display, show } = fakeDisplay();
    await show(OFF);
    assert.equal(state.oled.picture(), pictureOf(OFF));
    assert.deepEqual([state.oled.horizontal, state.oled.rows, state.oled.startLine], [true, 32, 0]);
    const lit = state.writes.findIndex((write) => write[0] === 0 && write.includes(0xaf));
    assert.equal(lit, state.writes.length - 1, 'what its memory held before is never seen');
    const sent = state.writes.length;
    for (let i = 0; i < 20; i++) await show({ ...OFF, now: OFF.now + i, silentMs: i });
    assert.equal(state.writes.length, sent);
    await display.stop();
    assert.equal(state.oled.on, false);
  });

  test('the OLED is sent only what has changed: another power is a few columns of two pages', async () => {
    const { state, show } = fakeDisplay();
    assert.ok(OFF.reading);
    await show(OFF);
    const bytes = (): number => state.writes.reduce((sum, write) => sum + write.length, 0);
    const before = bytes();
    await show({ ...OFF, reading: { ...OFF.reading, papp: (OFF.reading.papp ?? 0) + 10 } });
    const cost = bytes() - before;
    assert.ok(cost > 0 && cost < 80, `${cost} bytes for a digit, 512 for a picture`);
    assert.notEqual(state.oled.picture(), pictureOf(OFF));
    await show(PEAK);
    assert.equal(state.oled.picture(), pictureOf(PEAK));
  });

  test('views that come faster than the bus of the OLED are not queued: the newest one is shown', async () => {
    const { state, display } = fakeDisplay();
    for (let papp = 0; papp < 500; papp += 10) {
      assert.ok(OFF.reading);
      display.show({ ...OFF, reading: { ...OFF.reading, papp } });
    }
    display.show(PEAK);
    await until(() => state.oled.picture() === pictureOf(PEAK));
    assert.ok(state.writes.length < 40, String(state.writes.length));
  });

  test('the picture of the OLED moves by a pixel every three minutes, never by more than two, and comes back', async () => {
    const { state, show } = fakeDisplay();
    const seen: string[] = [];
    for (state.now = 0; state.now < 9 * 180_000; state.now += 180_000) {
      await show(OFF);
      seen.push(state.oled.picture());
    }
    assert.equal(new Set(seen).size, 9);
    const places = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => moved(pictureOf(OFF), x, y)));
    assert.deepEqual([...seen].sort(), places.sort());
    await show(OFF);
    assert.equal(state.oled.picture(), pictureOf(OFF));
  });

  test('a missing OLED is reported once, tried after 30 s, 60 s … ten minutes, and drawn whole when it is back', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { state, show } = fakeDisplay();
    state.broken = 'EREMOTEIO';
    const tries: number[] = [];
    for (let seconds = 0; seconds < 3600; seconds += 2.5) {
      const before = state.tries;
      await show(OFF);
      if (state.tries > before) tries.push(seconds);
      t.mock.timers.tick(2500);
    }
    assert.deepEqual(tries.slice(0, 7), [0, 30, 90, 210, 450, 930, 1530]);
    assert.equal(state.tries, tries.length, 'one transaction a try: a stuck bus takes a second for each');
    assert.deepEqual(state.events, ['failed EREMOTEIO']);
    state.broken = undefined;
    t.mock.timers.tick(600_000);
    await show(OFF);
    assert.deepEqual(state.events, ['failed EREMOTEIO', 'recovered']);
    assert.equal(state.oled.picture(), pictureOf(OFF));
  });

  test('an OLED unplugged in the middle of a picture is drawn whole when it is plugged in again, its memory lost', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { state, show } = fakeDisplay();
    await show(OFF);
    state.broken = 'ETIMEDOUT';
    await show(PEAK);
    state.oled = new Ssd1306();
    state.broken = undefined;
    await show(PEAK);
    assert.equal(state.oled.on, false, 'not tried before its time');
    t.mock.timers.tick(30_000);
    await show(SILENCE);
    assert.equal(state.oled.picture(), pictureOf(SILENCE));
    assert.deepEqual(state.events, ['failed ETIMEDOUT', 'recovered']);
  });

  test('a process that ends switches the OLED off at once, and does not wait for one whose bus is stuck', async () => {
    const { state, display, show } = fakeDisplay();
    await show(PEAK);
    display.turnOffSync();
    assert.equal(state.oled.on, false);
    state.broken = 'ETIMEDOUT';
    await show(OFF);
    const { tries } = state;
    display.turnOffSync();
    await display.stop();
    assert.equal(state.tries, tries);
  });

  test('the OLED is dimmed by night, dark where the conf says so, and bright again', async () => {
    const { state, show } = fakeDisplay({ night: { from: 300, to: 301, dark: false } });
    await show(OFF);
    assert.deepEqual([state.oled.on, state.oled.contrast], [true, 0], '05:00');
    await show({ ...OFF, now: OFF.now + 60_000 });
    assert.deepEqual([state.oled.on, state.oled.contrast], [true, 0x8f], '05:01');
    state.night = { from: 300, to: 301, dark: true };
    await show(OFF);
    assert.equal(state.oled.on, false);
    await show({ ...OFF, now: OFF.now + 60_000 });
    assert.equal(state.oled.picture(), pictureOf(OFF));
  });
});

test('the night of the OLED may run over midnight; one that begins when it ends is never', () => {
  const at = (clock: string): PanelView => ({ ...OFF, now: new Date(`2026-12-08T${clock}:00`).getTime() });
  const levels = (night: Night): string[] =>
    ['00:00', '06:59', '07:00', '12:00', '21:59', '22:00', '23:59'].map((clock) => brightnessAt(night, at(clock)));
  const [bright, dim] = ['bright', 'dim'];
  assert.deepEqual(levels({ from: 1320, to: 420, dark: false }), [dim, dim, bright, bright, bright, dim, dim]);
  assert.deepEqual(levels({ from: 0, to: 420, dark: false }), [dim, dim, bright, bright, bright, bright, bright]);
  assert.deepEqual(new Set(levels({ from: 420, to: 420, dark: false })), new Set([bright]));
});

test('in a dark night the OLED still shows the peak, its notice and an overload, dimmed', () => {
  const night: Night = { from: 0, to: 1440, dark: true };
  const levels = ['off', 'peak', 'notice', 'overload', 'silence', 'unknown'].map((name) =>
    brightnessAt(night, situation(name)),
  );
  assert.deepEqual(levels, ['dark', 'dim', 'dim', 'dim', 'dark', 'dark']);
});
