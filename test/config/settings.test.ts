import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { DEFAULTS, KNOWN_KEYS, parseSettings } from '../../src/config/settings.ts';
import { root } from '../support/paths.ts';

describe('conf/LinkyAcq.conf, the file that users start from', () => {
  const lines = readFileSync(join(root, 'conf', 'LinkyAcq.conf'), 'utf8')
    .split('\n')
    .filter((line) => /^#?[A-Z_]+ /.test(line));
  const text = lines.map((line) => line.replace('#', '')).join('\n');

  test('a time zone is taken in any spelling and is then the one in force; what is no name of one is refused', () => {
    const before = process.env['TZ'];
    const at = new Date('2026-07-15T12:00:00Z');
    for (const [value, hour] of [
      ['europe/paris', 14],
      ['EUROPE/PARIS', 14],
      ['"Europe/Paris"', 14],
      ['utc', 12],
      ['us/eastern', 8],
      ['asia/kolkata', 17],
      ['Etc/GMT+5', 7],
    ] as const) {
      const { settings, issues } = parseSettings(`TIMEZONE ${value}\n`, 'file');
      assert.deepEqual(issues, [], value);
      process.env['TZ'] = settings.TIMEZONE;
      assert.equal(at.getHours(), hour, value);
    }
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    for (const value of ['paris', '+02:00', 'CET-1CEST', '"Europe/Paris "', ':Europe/Paris', 'Europe']) {
      const { settings, issues } = parseSettings(`TIMEZONE ${value}\n`, 'file');
      assert.deepEqual([settings.TIMEZONE, issues.length, issues[0]?.key], ['Europe/Paris', 1, 'TIMEZONE'], value);
    }
  });

  test('conf/LinkyAcq.conf shows every key once, commented out', () => {
    assert.deepEqual(lines.map((line) => /^#([A-Z_]+) /.exec(line)?.[1]).sort(), [...KNOWN_KEYS].sort());
  });

  test('conf/LinkyAcq.conf shows each key at its default, or at a valid example where the default is none', () => {
    const { settings, issues } = parseSettings(text, 'LinkyAcq.conf');
    assert.deepEqual(issues, []);
    for (const [key, fallback] of Object.entries(DEFAULTS)) {
      const shown = settings[key as keyof typeof settings];
      if (fallback === undefined) assert.notEqual(shown, undefined, key);
      else assert.deepEqual(shown, fallback, key);
    }
  });
});

test('HC_HOURS: one range or several, to the minute, over midnight', () => {
  const ranges: readonly (readonly [string, readonly (readonly [number, number])[]])[] = [
    ['22:30-6:30', [[1350, 390]]],
    ['22-6', [[1320, 360]]],
    [
      '2:00-7:00,14:00-17:00',
      [
        [120, 420],
        [840, 1020],
      ],
    ],
    [
      '"22:38-6:38, 12:01-14:01"',
      [
        [1358, 398],
        [721, 841],
      ],
    ],
    ['0-24', [[0, 1440]]],
  ];
  for (const [text, expected] of ranges) {
    const { settings, issues } = parseSettings(`HC_HOURS ${text}`, 'x');
    assert.deepEqual([settings.HC_HOURS, issues], [expected.map(([from, to]) => ({ from, to })), []], text);
  }
  for (const text of ['22:30', '6-6', '2-7,', '2-7,14', '25-7', Array(9).fill('1-2').join()]) {
    const { settings, issues } = parseSettings(`HC_HOURS ${text}`, 'x');
    assert.deepEqual([settings.HC_HOURS, issues.length], [DEFAULTS.HC_HOURS, 1], text);
  }
});

describe('the conf of the panel', () => {
  test('OLED_NIGHT: by hours, by hours and minutes, over midnight, never', () => {
    const nights: readonly (readonly [string, number, number])[] = [
      ['22-7', 1320, 420],
      ['22-07', 1320, 420],
      ['22:30-6:45', 1350, 405],
      ['0-24', 0, 1440],
      ['0-0', 0, 0],
    ];
    for (const [text, from, to] of nights) {
      const { settings, issues } = parseSettings(`OLED_NIGHT ${text}`, 'x');
      assert.deepEqual([settings.OLED_NIGHT, issues], [{ from, to }, []], text);
    }
    for (const text of ['22', '22-', '-7', '25-7', '22-7-8', '22:60-7', 'x-y', '22 - 7']) {
      const { settings, issues } = parseSettings(`OLED_NIGHT ${text}`, 'x');
      assert.deepEqual([settings.OLED_NIGHT, issues.length], [DEFAULTS.OLED_NIGHT, 1], text);
    }
  });

  test('OLED_FLIPPED: yes and no are 1 and 0, and nothing else', () => {
    for (const [text, is] of [
      ['0', false],
      ['1', true],
    ] as const) {
      assert.equal(parseSettings(`OLED_FLIPPED ${text}`, 'x').settings.OLED_FLIPPED, is);
    }
    // The last two are names that every object has.
    for (const text of ['', '2', 'yes', 'constructor', 'toString']) {
      const { settings, issues } = parseSettings(`OLED_FLIPPED ${text}`, 'x');
      assert.deepEqual([settings.OLED_FLIPPED, issues.length], [false, 1], text);
    }
  });

  test('LED commands are read as words; a quote that is not closed is an issue', () => {
    const conf = [
      'LED_INIT_CMD "pinctrl set 25 op"',
      `LED_ON_CMD "sh -c 'echo 1 > /sys/class/leds/x/brightness'"`,
      `LED_OFF_CMD "sh -c 'echo"`,
    ];
    const { settings, issues } = parseSettings(conf.join('\n'), 'x');
    assert.deepEqual(settings.LED_INIT_CMD, ['pinctrl', 'set', '25', 'op']);
    assert.deepEqual(settings.LED_ON_CMD, ['sh', '-c', 'echo 1 > /sys/class/leds/x/brightness']);
    assert.equal(settings.LED_OFF_CMD, undefined);
    assert.deepEqual(
      issues.map(({ line, key }) => [line, key]),
      [[3, 'LED_OFF_CMD']],
    );
  });

  test('RELAY_OFF_WHEN: one word or several, in any order, each once', () => {
    for (const [text, when] of [
      ['peak', ['peak']],
      ['overload peak', ['peak', 'overload']],
      ['"notice, overload,peak" # all', ['peak', 'notice', 'overload']],
      ['peak peak', ['peak']],
    ] as const) {
      const { settings, issues } = parseSettings(`RELAY_OFF_WHEN ${text}`, 'x');
      assert.deepEqual([settings.RELAY_OFF_WHEN, issues], [when, []], text);
    }
    for (const text of ['', 'always', 'peak,always', '""', '","']) {
      const { settings, issues } = parseSettings(`RELAY_OFF_WHEN ${text}`, 'x');
      assert.deepEqual([settings.RELAY_OFF_WHEN, issues.length], [['peak'], 1], text);
    }
  });

  test("RELAY_GPIO: none by default; neither the meter's pins nor the LED's, but that one where the LED has commands", () => {
    const relay = (...lines: string[]): unknown[] => {
      const { settings, issues } = parseSettings(lines.join('\n'), 'x');
      return [settings.RELAY_GPIO, issues.map(({ line, value, expected }) => `${line} ${value} ${expected}`)];
    };
    assert.deepEqual(relay(''), [undefined, []]);
    assert.deepEqual(relay('RELAY_GPIO 17'), [17, []]);
    for (const pin of ['14', '15', '54', '-1', 'x', '1.5']) assert.equal(relay(`RELAY_GPIO ${pin}`)[0], undefined, pin);
    assert.deepEqual(relay('', 'RELAY_GPIO 25'), [undefined, ['2 25 ≠ LED_GPIO 25']]);
    assert.deepEqual(relay('RELAY_GPIO 17', 'LED_GPIO 17'), [undefined, ['1 17 ≠ LED_GPIO 17']]);
    assert.deepEqual(relay('RELAY_GPIO 25', 'LED_ON_CMD "lamp on"', 'LED_OFF_CMD "lamp off"'), [25, []]);
  });

  test('METRICS_FILE: a whole path that node_exporter reads', () => {
    for (const [text, path] of [
      ['/run/linky-monitor/metrics.prom', '/run/linky-monitor/metrics.prom'],
      ['metrics.prom', undefined],
      ['/run/metrics.txt', undefined],
      ['/run/.prom', undefined],
    ] as const) {
      assert.equal(parseSettings(`METRICS_FILE ${text}`, 'x').settings.METRICS_FILE, path, text);
    }
  });
});
