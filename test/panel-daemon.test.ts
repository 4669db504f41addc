import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EJP_DAY, frameAt } from './panel-situations.js';
import { Rig, until } from './rig.js';

/** A daemon in a peak that does not end, its LED a command that writes down what it is told. */
async function inPeak(t: TestContext) {
  const rig = new Rig(t);
  const lamp = join(rig.home, 'lamp');
  const capture = join(rig.home, 'peak.bin');
  writeFileSync(capture, Buffer.concat(Array.from({ length: 200 }, () => frameAt(EJP_DAY.peak))));
  rig.configure(['INIT', 'ON', 'OFF'].map((word) => `LED_${word}_CMD "sh -c 'echo ${word} >> ${lamp}'"`).join('\n'));
  const run = await rig.daemon('-l', '--input', `replay:${capture}`);
  const said = (): string[] => (existsSync(lamp) ? readFileSync(lamp, 'utf8').trim().split('\n') : []);
  await until(() => said().at(-1) === 'ON', 30_000);
  return { rig, run, said };
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`the LED of a running peak is put out by ${signal}`, async (t) => {
    const { run, said } = await inPeak(t);
    run.child.kill(signal);
    await run.ended;
    assert.deepEqual(said(), ['INIT', 'OFF', 'ON', 'OFF']);
  });
}

test('the LED of a running peak is put out by an exception that nobody catches', async (t) => {
  process.env['NODE_OPTIONS'] = '--import data:text/javascript,process.on("SIGUSR2",()=>{throw(1)})';
  t.after(() => delete process.env['NODE_OPTIONS']);
  const { run, said } = await inPeak(t);
  run.child.kill('SIGUSR2');
  assert.notEqual(await run.ended, 0);
  assert.deepEqual(said(), ['INIT', 'OFF', 'ON', 'OFF']);
});

test('without a display the daemon reads on; its log has one line of it', {
  skip: existsSync('/dev/i2c-1'),
}, async (t) => {
  const { rig } = await inPeak(t);
  await until(() => rig.log().some((line) => line.includes('OLED')), 30_000);
  await until(() => rig.log().some((line) => line.includes('trames reçues')), 30_000);
  assert.equal(rig.log().filter((line) => line.includes('OLED') || line.includes('i2c-bus')).length, 1);
});
