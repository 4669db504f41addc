import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { examine } from '../../src/cli/commands/doctor.ts';
import { pathsOf } from '../../src/cli/paths.ts';
import { probeLine } from '../../src/doctor/probe-line.ts';
import { RealHost } from '../../src/host/host.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import type { Connect } from '../../src/source/reconnecting.ts';
import { textsIn } from '../../src/text/index.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { lacksMosquitto, Mosquitto } from '../support/mosquitto.ts';
import { feed, type Run, TestHome, until } from '../support/program.ts';

const meterOf = (mode: 'historique' | 'standard'): SimulatedMeter =>
  new SimulatedMeter({
    contract: 'ejp',
    mode,
    phases: 1,
    scenario: 'day',
    seed: 1,
    producer: false,
    start: Date.now(),
  });

/** A meter at its wire's own speed, until the run has ended. */
async function meterFor(run: Run, wire: Parameters<typeof feed>[0], mode: 'historique' | 'standard'): Promise<void> {
  const meter = meterOf(mode);
  while (run.code === undefined) await feed(wire, withParity(meter.next().bytes), mode === 'historique' ? 120 : 960);
}

/** What the doctor finds in a home, in this process. */
const examined = (testHome: TestHome) =>
  examine({}, pathsOf({ home: testHome.home, socket: testHome.socket }, process.env), textsIn('fr'));

test('doctor tries the broker that the conf names, and disturbs nobody who is connected', {
  skip: lacksMosquitto,
}, async (t) => {
  const broker = await Mosquitto.start(t);
  const testHome = new TestHome(t, `INPUT_DEV /nonexistent\nMQTT_URL ${broker.url}\nMQTT_ID home\n`);
  const heard = await broker.listen(t, '#');
  const said = async (): Promise<string[]> =>
    (await examined(testHome)).findings.filter(({ part }) => part === 'mqtt').map(({ code }) => code);
  assert.ok((await said()).includes('brokerGood'));
  await broker.kill('SIGTERM');
  assert.ok((await said()).includes('brokerFault'));
  assert.deepEqual(heard.messages, []);
});

describe('doctor on a machine', { concurrency: 3 }, () => {
  test('doctor: a meter on a wire at 1200 baud: frames heard, exit 0; --json says the same', async (t) => {
    const testHome = new TestHome(t);
    testHome.configure(`INPUT_DEV ${testHome.port}\n`);
    const wire = await testHome.plug(1200, true);
    const run = testHome.start('doctor', '--json');
    await meterFor(run, wire, 'historique');
    const { findings } = JSON.parse(run.out) as { findings: { code: string; level: string; values: unknown[] }[] };
    const heard = findings.find(({ code }) => code === 'heard');
    assert.equal(heard?.values[0], 'historique', run.out);
    assert.equal(await run.ended, 0);
  });

  test('doctor: a meter that speaks standard, read as historique: the mode is named, exit 1', async (t) => {
    const testHome = new TestHome(t);
    testHome.configure(`INPUT_DEV ${testHome.port}\n`);
    const wire = await testHome.plug(9600, true);
    const run = testHome.start('doctor', '--lang', 'en');
    await meterFor(run, wire, 'standard');
    assert.match(
      run.out,
      /^fault +frames +the meter speaks standard mode \(9600.baud\), .* LINKY_MODE H\n +→ LINKY_MODE S/m,
    );
    assert.equal(await run.ended, 1);
  });

  test('doctor: the port is left to a daemon that reads it, whose word is taken; --report names nobody', async (t) => {
    const testHome = new TestHome(t);
    testHome.configure(`INPUT_DEV ${testHome.port}\nNB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n`);
    const wire = await testHome.plug(1200, true);
    const daemon = await testHome.daemon();
    await sleep(300);
    await feed(wire, withParity(meterOf('historique').next().bytes), 2000);
    await until(() => testHome.data().length === 1);
    const run = testHome.start('doctor', '--report');
    await meterFor(run, wire, 'historique');
    assert.match(run.out, /^ok +port +.*.: le démon le lit \(pid \d+\)$/m);
    assert.match(run.out, /^ok +trames +le démon reçoit.: mode historique/m);
    assert.match(run.out, /^ok +démon +répond sur /m);
    assert.doesNotMatch(run.out, /0418/);
    assert.equal(daemon.code, undefined);
  });

  test('doctor: a socket where no daemon answers is a fault', async (t) => {
    const testHome = new TestHome(t, 'INPUT_DEV sim:day\n');
    const server = createServer(() => undefined).listen(testHome.socket);
    t.after(() => server.close());
    const { text, findings } = await examined(testHome);
    assert.match(text, /^défaut +démon +.*ne répond pas \(ETIMEDOUT\)/m);
    assert.ok(findings.some(({ code, level }) => code === 'daemonMute' && level === 'fault'));
  });

  test('doctor: garbage in every file of the home does no harm', async (t) => {
    const testHome = new TestHome(t);
    const garbage = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256));
    writeFileSync(testHome.conf, garbage);
    writeFileSync(join(testHome.home, 'conf', 'tariffs.conf'), garbage);
    writeFileSync(join(testHome.home, 'logs', 'LinkyMonitor_2026_11_24.log'), garbage);
    const { text } = await examined(testHome);
    assert.match(text, /réglages .*ligne 1/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may reach the terminal
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});

test('probeLine: a silent line is tried at both speeds and given up', async () => {
  const speeds: number[] = [];
  const silent: Connect = async ({ baud }) => {
    speeds.push(baud);
    return async () => undefined;
  };
  const probes = await probeLine(silent, 'historique', { historique: 20, standard: 20 });
  assert.deepEqual(speeds, [1200, 9600]);
  assert.deepEqual(
    probes.map(({ mode, bytes, linkError }) => [mode, bytes, linkError]),
    [
      ['historique', 0, undefined],
      ['standard', 0, undefined],
    ],
  );
});

describe('the host that is this machine', () => {
  test('RealHost: a path that does not exist gives undefined, one that exists gives what it is', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'linky-host-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const host = new RealHost();
    const file = join(folder, 'file');
    writeFileSync(file, 'é'.repeat(10));
    symlinkSync('file', join(folder, 'link'));
    assert.equal(host.read(file), 'é'.repeat(10));
    assert.equal(host.tail(file, 4)?.toString(), 'éé');
    assert.equal(host.real(join(folder, 'link')), host.real(file));
    assert.equal(host.link(join(folder, 'link')), 'file');
    assert.deepEqual(host.list(folder), ['file', 'link']);
    assert.deepEqual(
      [host.stat(file)?.kind, host.stat(folder)?.kind, host.stat('/dev/null')?.kind],
      ['file', 'directory', 'character'],
    );
    assert.equal(host.stat('/dev/null')?.device, 0x103);
    const gone = join(folder, 'gone');
    assert.deepEqual(
      [host.read(gone), host.tail(gone, 3), host.real(gone), host.link(gone), host.stat(gone), host.space(gone)],
      Array.from({ length: 6 }, () => undefined),
    );
    assert.deepEqual(
      [host.list(gone), host.code(gone), host.code(file), host.may(gone, 'read')],
      [[], 'ENOENT', undefined, false],
    );
    assert.ok((host.space(folder)?.freeBytes ?? 0) > 0);
    assert.equal(await host.run(process.execPath, '-p', '6*7'), '42\n');
    assert.equal(await host.run(process.execPath, '-e', 'process.exit(3)'), undefined);
    assert.equal(await host.run('/no/such/program'), undefined);
    assert.equal(host.read('/proc/self/comm'), readFileSync('/proc/self/comm', 'utf8'));
  });
});
