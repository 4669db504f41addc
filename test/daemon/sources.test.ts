import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { openSource } from '../../src/source/open.ts';
import { replay } from '../../src/source/replay.ts';
import { InputError } from '../../src/source/source.ts';
import { describeError } from '../../src/text/errors.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { joined } from '../support/captures.ts';
import { ejpFrame } from '../support/frames.ts';
import { daemonAt } from '../support/in-process-daemon.ts';
import { expectedData } from '../support/plain-reading.ts';
import { feed, TestHome, until } from '../support/program.ts';

process.env['TZ'] = 'Europe/Paris';

const CONF = 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n';
const HN = 688_322;
/** The real speed takes three minutes: LINE_SPEED=1 npm test. */
const BYTES_PER_SECOND = process.env['LINE_SPEED'] === '1' ? 120 : 6000;
const METER = { phases: 1, scenario: 'day', seed: 1, producer: false } as const;

/** Sends a frame each 100 ms until the test ends or the line is gone. */
function talk(t: TestContext, wire: ChildProcess, frame: () => Uint8Array): void {
  const timer = setInterval(() => wire.stdin?.write(frame()), 100);
  wire.stdin?.on('error', () => clearInterval(timer));
  t.after(() => clearInterval(timer));
}

describe('the daemon on a real source', { concurrency: 4 }, () => {
  test('a pty: the log says what came through it', async (t) => {
    const meter = new SimulatedMeter({ ...METER, contract: 'hc', mode: 'historique', start: Date.now() });
    const bytes = joined(...Array.from({ length: 100 }, () => meter.next().bytes));
    const expected = expectedData(bytes, 8);
    const home = new TestHome(t, 'WAIT_BETWEEN_FRAMES 0\n');
    const wire = await home.plug();
    const daemon = await daemonAt(home, home.port);
    await until(() => daemon.openings() > 0);
    await feed(wire, withParity(bytes), BYTES_PER_SECOND);
    await until(() => home.data().length >= expected.length);
    assert.ok(expected.length > 10);
    assert.deepEqual(home.data(), expected);
  });

  test('a pty that is unplugged and plugged again: the daemon comes back by itself', async (t) => {
    const home = new TestHome(t, `${CONF}WAIT_BETWEEN_READ_FAILURE 0.2\n`);
    const wire = await home.plug();
    const daemon = await daemonAt(home, home.port);
    await until(() => daemon.openings() > 0);
    wire.stdin?.write(ejpFrame(HN, 500));
    await until(() => home.data().length === 1);
    wire.stdin?.end();
    await until(() => daemon.warnings().length > 0);
    assert.match(daemon.warnings()[0] as string, /tty débranché/);
    const again = await home.plug();
    await until(() => daemon.openings() > 1);
    again.stdin?.write(ejpFrame(HN, 600));
    await until(() => home.data().length === 2);
    assert.equal(daemon.warnings().length, 1, daemon.warnings().join('\n'));
  });

  test('a pty that is silent is closed and opened again, and logged once', async (t) => {
    const home = new TestHome(t, `${CONF}READ_TIMEOUT 1\nWAIT_BETWEEN_READ_FAILURE 0.2\n`);
    const wire = await home.plug();
    const daemon = await daemonAt(home, home.port);
    await until(() => daemon.openings() > 2);
    assert.match(daemon.warnings().join('\n'), /^WARN .* ouvert mais muet.*$/);
    talk(t, wire, () => ejpFrame(HN));
    await until(() => home.data().length > 0);
  });

  test('automatic mode: finds the speed, finds it again when the meter changes it, and tries the last one first', async (t) => {
    const home = new TestHome(t, `${CONF}WAIT_BETWEEN_READ_FAILURE 0.2\n`);
    const meterAt = async (baud: number): Promise<ChildProcess> => {
      const wire = await home.plug(baud);
      const mode = baud === 9600 ? 'standard' : 'historique';
      const meter = new SimulatedMeter({ ...METER, contract: 'ejp', mode, start: Date.now() });
      talk(t, wire, () => meter.next().bytes);
      return wire;
    };
    const first = await meterAt(1200);
    const daemon = await daemonAt(home, home.port, 'auto');
    await until(() => home.data().length > 0);
    first.stdin?.end();
    await until(() => !existsSync(home.port));
    const second = await meterAt(9600);
    const before = home.data().length;
    await until(() => home.data().length > before + 2);
    await daemon.stop();
    assert.match(home.log().join('\n'), / INFO .*mode historique/);
    assert.ok(daemon.warnings().length <= 4, daemon.warnings().join('\n'));
    second.stdin?.end();
    await until(() => !existsSync(home.port));
    // A new line has the kernel's own speed: the first one that is set on it is the first that is tried.
    await home.plug();
    const speed = (): string | undefined =>
      /speed (\d+)/.exec(execFileSync('stty', ['-F', home.port], { encoding: 'utf8' }))?.[1];
    assert.notEqual(speed(), '9600');
    const later = await daemonAt(home, home.port, 'auto');
    await until(() => later.openings() > 0);
    assert.equal(speed(), '9600');
  });

  test('tcp: a port that another machine serves, lost and found again', async (t) => {
    const home = new TestHome(t, `${CONF}WAIT_BETWEEN_READ_FAILURE 0.2\n`);
    let visits = 0;
    const server = createServer((socket) => {
      visits++;
      socket.on('error', () => undefined);
      socket.write(ejpFrame(HN, 100 * visits));
      setTimeout(() => socket.destroy(), 200);
    });
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await daemonAt(home, `tcp://127.0.0.1:${port}`);
    await until(() => home.data().length >= 2);
    assert.match(home.data()[1] as string, /PuissConsommee=00200/);
  });

  test('replay: a capture at line speed, then the end with code 0', async (t) => {
    const home = new TestHome(t, 'NB_PAPP 2\nWAIT_BETWEEN_FRAMES 0\n');
    const file = join(home.home, 'capture.bin');
    writeFileSync(file, joined(ejpFrame(HN, 500), ejpFrame(HN, 600)));
    const began = performance.now();
    const daemon = await daemonAt(home, `replay:${file}`);
    assert.equal(await daemon.ended, 0);
    assert.ok(performance.now() - began > 2500, 'two frames of 173 bytes take 2.9 s');
    assert.match(home.data()[0] as string, /PuissConsommee=00550, IConsommee=002/);
  });

  test('replay: opened once, however slow', async (t) => {
    const home = new TestHome(t);
    const file = join(home.home, 'capture.bin');
    writeFileSync(file, ejpFrame(HN));
    const calls: string[] = [];
    const source = replay(file, 0.02);
    t.after(() => source.stop());
    source.start({
      opened: () => calls.push('opened'),
      bytes: (chunk) => calls.push(`${chunk.length}`),
      lost: () => assert.fail('lost'),
      ended: () => assert.fail('ended'),
    });
    // A byte each 417 ms, and a look each 250 ms.
    await until(() => calls.length >= 4);
    assert.deepEqual(calls.slice(0, 4), ['opened', '1', '1', '1']);
  });

  test('sim: the input of the conf is followed while frames come', async (t) => {
    const home = new TestHome(t, `INPUT_DEV sim:day?speed=10\n${CONF}`);
    await daemonAt(home, undefined);
    await until(() => home.data().length > 0);
    home.configure(`INPUT_DEV sim:hc?speed=10\n${CONF}`);
    await until(() => /Periode=H[CP]\.\./.test(home.data().at(-1) ?? ''));
  });
});

describe('an input that cannot be read', () => {
  test('at all, of each kind, is refused in one line that names it', async (t) => {
    const home = new TestHome(t);
    const empty = join(home.home, 'empty.bin');
    writeFileSync(empty, '');
    const cases: readonly (readonly [string, RegExp])[] = [
      ['nonsense', /^entrée inconnue nonsense/],
      ['sim:nowhere', /^scénario inconnu nowhere/],
      ['sim:day?speed=-1', /^scénario inconnu speed=-1\s: attendu 0…/],
      ['replay:x.bin?speed=0', /^entrée inconnue replay:x\.bin\?speed=0/],
      [`replay:${empty}`, /capture vide/],
      [`replay:${home.home}/none`, /none illisible \(ENOENT\)$/],
    ];
    for (const [input, text] of cases) {
      const settings = () => ({ baud: 1200, readTimeout: 1, waitAfterFailure: 1 });
      const error = await openSource(input, settings).catch((error: unknown) => error);
      assert.ok(error instanceof InputError, input);
      assert.match(describeError(error, 'fr') ?? '', text);
    }
  });

  test('now: a port that is not there is waited for, and was never read; a file or directory ends the daemon at once', async (t) => {
    const missing = new TestHome(t);
    const waiting = await daemonAt(missing, `${missing.home}/none`);
    await until(() => waiting.warnings().length > 0);
    await waiting.stop();
    assert.equal(await waiting.ended, 1);
    assert.match(waiting.warnings().join('\n'), /^WARN .*none absent.*\nERR .*none n’a jamais pu s’ouvrir.*$/);
    for (const name of ['a file', 'a directory']) {
      const home = new TestHome(t);
      const path = join(home.home, name);
      if (name === 'a file') writeFileSync(path, '');
      else mkdirSync(path);
      const daemon = await daemonAt(home, path);
      assert.equal(await daemon.ended, 1);
      assert.match(daemon.warnings().join('\n'), /^ERR .* n.est pas un port série.*$/);
    }
  });
});
