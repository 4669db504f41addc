import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EJP_DAY, frameAt } from '../support/panel-situations.ts';
import { TestHome, until } from '../support/program.ts';

/** For a machine that others use as well. */
const PATIENCE_MS = 120_000;

/** A daemon in a peak that does not end, its LED a command that writes down what it is told. */
async function inPeak(t: TestContext) {
  const rig = new TestHome(t);
  const lamp = join(rig.home, 'lamp');
  const capture = join(rig.home, 'peak.bin');
  writeFileSync(capture, Buffer.concat(Array.from({ length: 200 }, () => frameAt(EJP_DAY.peak))));
  rig.configure(['INIT', 'ON', 'OFF'].map((word) => `LED_${word}_CMD "sh -c 'echo ${word} >> ${lamp}'"\n`).join(''));
  const run = await rig.daemon('-l', '--input', `replay:${capture}`);
  const said = (): string[] => (existsSync(lamp) ? readFileSync(lamp, 'utf8').trim().split('\n') : []);
  await until(() => said().at(-1) === 'ON', PATIENCE_MS);
  return { rig, run, said };
}

test('SIGTERM puts the LED of a running peak out; a display that is not there has cost one line of the log', async (t) => {
  const { rig, run, said } = await inPeak(t);
  await until(() => rig.log().some((line) => line.includes('trames reçues')), PATIENCE_MS);
  run.child.kill('SIGTERM');
  await run.ended;
  assert.deepEqual(said(), ['INIT', 'OFF', 'ON', 'OFF']);
  const lines = rig.log().filter((line) => line.includes('OLED') || line.includes('i2c-bus'));
  assert.equal(lines.length, existsSync('/dev/i2c-1') ? lines.length : 1, lines.join('\n'));
});

test('the LED of a running peak is put out by an exception that nobody catches', async (t) => {
  process.env['NODE_OPTIONS'] = "--import data:text/javascript,process.on('SIGUSR2',()=>{throw(1)})";
  t.after(() => delete process.env['NODE_OPTIONS']);
  const { run, said } = await inPeak(t);
  run.child.kill('SIGUSR2');
  assert.notEqual(await run.ended, 0);
  assert.deepEqual(said(), ['INIT', 'OFF', 'ON', 'OFF']);
});
