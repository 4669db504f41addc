import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSettings, type Settings } from '../../src/config/settings.ts';

/** Whether each value is taken by a key. */
function taken(key: keyof Settings, values: readonly string[]): boolean[] {
  return values.map((value) => parseSettings(`${key} "${value}"\n`, 'file').issues.length === 0);
}

describe('the conf of MQTT', () => {
  test('MQTT_URL: a host, an address of either kind, a port; no user, no password, no path, no other scheme', () => {
    const good = [
      'mqtt://pi',
      'mqtt://192.168.1.10:1883',
      'mqtts://broker.example.org:8883/',
      'mqtts://[fe80::1]:8883',
    ];
    assert.deepEqual(taken('MQTT_URL', good), [true, true, true, true]);
    const bad = [
      ...['pi:1883', 'http://pi', 'mqtt://', 'mqtt://pi:0', 'mqtt://pi:65536', 'mqtt://pi:18 83', 'mqtt://pi/linky'],
      ...['mqtt://user:secret@pi', 'mqtts://user@pi', 'ws://pi', 'mqtt://-pi', 'mqtt://pi?x=1'],
    ];
    assert.deepEqual(
      bad.filter((_, i) => taken('MQTT_URL', bad)[i]),
      [],
    );
  });

  test('MQTT_ID takes what Home Assistant takes in a topic; MQTT_TOPIC takes levels without wildcards', () => {
    assert.deepEqual(taken('MQTT_ID', ['0f3a91c2', 'maison_de-campagne', 'a b', 'é', 'a/b', 'x'.repeat(65)]), [
      ...[true, true, false, false, false, false],
    ]);
    assert.deepEqual(taken('MQTT_TOPIC', ['linky', 'home/linky', '/linky', 'linky/', 'a//b', '+', 'a/#', '$SYS', '']), [
      ...[true, true, false, false, false, false, false, false, false],
    ]);
  });

  test('files are named from the root; no key holds a password or turns a check off', () => {
    assert.deepEqual(taken('MQTT_PASSWORD_FILE', ['/etc/linky/password', 'password', './password']), [
      true,
      false,
      false,
    ]);
    for (const key of ['MQTT_PASSWORD', 'MQTT_INSECURE', 'MQTT_VERIFY']) {
      assert.equal(parseSettings(`${key} 0\n`, 'file').issues.length, 1, key);
    }
  });
});
