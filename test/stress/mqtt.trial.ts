process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lacksMosquitto } from '../support/mosquitto.ts';
import { mqttKilled } from '../support/mqtt-kills.ts';
import { offlineGrowth } from '../support/mqtt-offline.ts';
import { addResult } from './table.ts';

const KILLS = Number(process.env['KILLS'] ?? 10);
/** A frame each 1.5 s. */
const SAMPLES_OF_A_DAY = 57_600;
const LINES_OF_A_DAY = 3900;

test('MQTT: broker and bridge killed -9 in turn while 2000 lines are written', { skip: lacksMosquitto }, async (t) => {
  const result = await mqttKilled(t, { lines: 2000, kills: KILLS, betweenMs: 11_000 });
  const { lines, missing, changed, repeats, wills } = result;
  addResult(t, {
    trial: `MQTT, kill -9, ${lines} lines, ${repeats} again, ${wills} wills`,
    count: 2 * KILLS,
    lost: missing.length,
    damaged: changed,
  });
  assert.deepEqual({ missing, changed }, { missing: [], changed: 0 });
});

test('MQTT: a day without a broker costs 2 MB at most', async (t) => {
  const grown = await offlineGrowth(t, { warmUp: 5000, samples: SAMPLES_OF_A_DAY, lines: LINES_OF_A_DAY });
  addResult(t, {
    trial: `MQTT, a day offline: ${grown.toFixed(1)} MB more`,
    count: SAMPLES_OF_A_DAY,
    lost: 0,
    damaged: 0,
  });
  assert.ok(grown <= 2, `${grown} MB`);
});
