import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EJP_DAY, frameAt } from '../support/panel-situations.ts';
import { TestHome, until } from '../support/program.ts';

/** A daemon in a peak that does not end, its LED a command that records each call. */
async function inPeak(t: TestContext) {
  const home = new TestHome(t);
  const calls = join(home.home, 'led-calls');
  const capture = join(home.home, 'peak.bin');
  writeFileSync(capture, Buffer.concat(Array.from({ length: 200 }, () => frameAt(EJP_DAY.peak))));
  home.configure(['INIT', 'ON', 'OFF'].map((word) => `LED_${word}_CMD "sh -c 'echo ${word} >> ${calls}'"\n`).join(''));
  const run = await home.daemon('-l', '--input', `replay:${capture}`);
  const ledCalls = (): string[] => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []);
  await until(() => ledCalls().at(-1) === 'ON');
  return { home, run, ledCalls };
}

test('SIGTERM switches the LED of a running peak off; a missing display has cost one line of the log', async (t) => {
  const { home, run, ledCalls } = await inPeak(t);
  await until(() => home.log().some((line) => line.includes('trames reçues')));
  run.child.kill('SIGTERM');
  await run.ended;
  assert.deepEqual(ledCalls(), ['INIT', 'OFF', 'ON', 'OFF']);
  const lines = home.log().filter((line) => line.includes('OLED') || line.includes('i2c-bus'));
  assert.equal(lines.length, existsSync('/dev/i2c-1') ? lines.length : 1, lines.join('\n'));
});

test('an exception that nobody catches switches the LED of a running peak off', async (t) => {
  process.env['NODE_OPTIONS'] = "--import data:text/javascript,process.on('SIGUSR2',()=>{throw(1)})";
  t.after(() => delete process.env['NODE_OPTIONS']);
  const { run, ledCalls } = await inPeak(t);
  run.child.kill('SIGUSR2');
  assert.notEqual(await run.ended, 0);
  assert.deepEqual(ledCalls(), ['INIT', 'OFF', 'ON', 'OFF']);
});
