import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULTS, parseSettings } from '../../src/config/settings.ts';

describe('the conf of the panel', () => {
  test('the night by hours, by hours and minutes, over midnight, never', () => {
    const nights: readonly (readonly [string, number, number])[] = [
      ['22-7', 1320, 420],
      ['22-07', 1320, 420],
      ['22:30-6:45', 1350, 405],
      ['0-24', 0, 1440],
      ['0-0', 0, 0],
    ];
    for (const [text, from, to] of nights) {
      const { settings, faults } = parseSettings(`OLED_NIGHT ${text}`, 'x');
      assert.deepEqual([settings.OLED_NIGHT, faults], [{ from, to }, []], text);
    }
    for (const text of ['22', '22-', '-7', '25-7', '22-7-8', '22:60-7', 'x-y', '22 - 7']) {
      const { settings, faults } = parseSettings(`OLED_NIGHT ${text}`, 'x');
      assert.deepEqual([settings.OLED_NIGHT, faults.length], [DEFAULTS.OLED_NIGHT, 1], text);
    }
  });

  test('yes and no are 1 and 0, and nothing else', () => {
    for (const [text, is] of [
      ['0', false],
      ['1', true],
    ] as const) {
      assert.equal(parseSettings(`OLED_FLIPPED ${text}`, 'x').settings.OLED_FLIPPED, is);
    }
    // The last two are names that every object has.
    for (const text of ['', '2', 'yes', 'constructor', 'toString']) {
      const { settings, faults } = parseSettings(`OLED_FLIPPED ${text}`, 'x');
      assert.deepEqual([settings.OLED_FLIPPED, faults.length], [false, 1], text);
    }
  });

  test('commands as words; a quote that is not closed is a fault', () => {
    const conf = [
      'LED_INIT_CMD "pinctrl set 25 op"',
      `LED_ON_CMD "sh -c 'echo 1 > /sys/class/leds/x/brightness'"`,
      `LED_OFF_CMD "sh -c 'echo"`,
    ];
    const { settings, faults } = parseSettings(conf.join('\n'), 'x');
    assert.deepEqual(settings.LED_INIT_CMD, ['pinctrl', 'set', '25', 'op']);
    assert.deepEqual(settings.LED_ON_CMD, ['sh', '-c', 'echo 1 > /sys/class/leds/x/brightness']);
    assert.equal(settings.LED_OFF_CMD, undefined);
    assert.deepEqual(
      faults.map(({ line, key }) => [line, key]),
      [[3, 'LED_OFF_CMD']],
    );
  });
});
