import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { dayOf } from '../../src/time/local.ts';
import { Answered } from '../support/answers.ts';
import { root } from '../support/paths.ts';
import { feed, TestHome, until } from '../support/program.ts';
import { noMounts, SmallDisk } from '../support/small-disk.ts';

const shipped = (name: string): string => readFileSync(join(root, 'conf', name), 'utf8');
const today = dayOf(Date.now());

/** A home whose conf names a port with a meter on it, which speaks until the test is over. */
async function withMeter(t: TestContext, mode: 'historique' | 'standard' = 'historique', conf = ''): Promise<TestHome> {
  const home = new TestHome(t);
  home.configure(`# my own\nINPUT_DEV ${home.port}\n${conf}`);
  const wire = await home.plug(mode === 'historique' ? 1200 : 9600, true);
  const options = { contract: 'ejp', mode, phases: 1, scenario: 'day', seed: 1, producer: false } as const;
  const meter = new SimulatedMeter({ ...options, start: Date.now() });
  let speaks = true;
  const spoken = (async () => {
    while (speaks) await feed(wire, withParity(meter.next().bytes), 960);
  })();
  home.beforeRemoval(async () => {
    speaks = false;
    await spoken;
  });
  return home;
}

const prices = (home: TestHome): string => join(home.home, 'conf', 'tariffs.conf');
const read = (path: string): string => readFileSync(path, 'utf8');
/** Everything in the conf directory, by name. */
const everything = (home: TestHome): Record<string, string> =>
  Object.fromEntries(readdirSync(join(home.home, 'conf')).map((name) => [name, read(join(home.home, 'conf', name))]));

describe('setup on a terminal', { concurrency: 2 }, () => {
  test('a meter that answers: what was found stands in brackets, answers go into the files, nothing else changes', async (t) => {
    const home = await withMeter(t);
    writeFileSync(prices(home), shipped('tariffs.conf'));
    chmodSync(prices(home), 0o640);
    chmodSync(home.conf, 0o660);
    const conf = read(home.conf);
    const run = new Answered(t, home);
    assert.equal(await run.answer('Port of the TIC', ''), home.port);
    assert.match(run.text, /frames in mode historique, contract EJP/);
    assert.equal(await run.answer('Mode of the TIC', ''), 'H, says the meter');
    assert.equal(await run.answer('Subscribed power, kVA', ''), '9, says the meter');
    // The subscription of the contract and the power that were just found.
    assert.equal(await run.answer('Subscription EJP', ''), '19.20, says tariffs.conf');
    assert.equal(await run.answer('What injection pays', '16'), 'nothing: leave it so');
    assert.equal(await run.answer('What injection pays', '0,16 €/kWh'), 'nothing: leave it so');
    assert.match(run.text, /16 will not do; expected: 0…10 €\/kWh/);
    assert.equal(await run.answer('Since which day', '2022-02-01'), today);
    assert.match(run.text, /Since which day \(KVA, INJECTION\)/);
    assert.equal(await run.answer('OLED display and LED', ''), 'y/N');
    assert.equal(await run.answer('Do it?', ''), 'Y/n');
    assert.equal(await run.end(), 0);
    // Mode H is the default, the port is as it was: the conf has no line to change.
    assert.equal(read(home.conf), conf);
    assert.equal(read(prices(home)), `${shipped('tariffs.conf')}2022-02-01  KVA  9\n2022-02-01  INJECTION  0,16\n`);
    assert.equal(statSync(prices(home)).mode & 0o777, 0o640);
    assert.match(run.text, /\+ 2022-02-01 {2}INJECTION {2}0,16/);
    assert.match(run.text, /^ok +settings .*tariffs\.conf: /m);
    assert.match(run.text, /next: linky-monitor daemon, then linky-monitor/);
    assert.equal(run.pty.ending?.cooked, true);

    // The second time all is found, and nothing is written.
    const before = everything(home);
    const again = home.start('setup', '--yes', '--no-service', '--lang', 'en');
    assert.equal(await again.ended, 0, again.err);
    assert.match(again.out, /nothing to do: all is in place/);
    assert.doesNotMatch(again.out, /not found/);
    assert.deepEqual(everything(home), before);
  });

  test('wrong answers are asked again with what is expected; another mode changes its line and no other', async (t) => {
    const home = await withMeter(t, 'standard', '#LINKY_MODE H\nNB_PAPP 4 # fewer\n');
    const conf = read(home.conf);
    const run = new Answered(t, home);
    await run.answer('Port of the TIC', 'ttyUSB0');
    await run.answer('Port of the TIC', '');
    assert.match(run.text, /ttyUSB0 will not do; expected: \/dev\/…/);
    assert.equal(await run.answer('Mode of the TIC', 'x'), 'S, says the meter');
    await run.answer('Mode of the TIC', 'standard');
    assert.match(run.text, /x will not do; expected: H \| S \| A/);
    await run.answer('Subscribed power', '0');
    await run.answer('Subscribed power', '12 kVA');
    assert.match(run.text, /0 will not do; expected: 1…36 kVA/);
    await run.answer('Subscription', '');
    await run.answer('injection pays', '');
    await run.answer('Since which day', '2126-01-01');
    await run.answer('Since which day', 'hier');
    assert.match(run.text, /2126-01-01 will not do; expected: a day, \d{4}-\d\d-\d\d at the latest/);
    await run.answer('OLED', 'perhaps');
    await run.answer('OLED', 'n');
    await run.answer('Do it?', 'y');
    assert.equal(await run.end(), 0);
    assert.equal(read(home.conf), conf.replace('#LINKY_MODE H\n', '#LINKY_MODE H\nLINKY_MODE S\n'));
    assert.match(read(prices(home)), /\n\d{4}-\d\d-\d\d {2}KVA {2}12\n$/);
  });

  test('a meter that does not answer: the reasons are told, the port is asked again, and kept where it is meant', async (t) => {
    const home = new TestHome(t, 'INPUT_DEV /dev/none\n');
    const run = new Answered(t, home);
    const shown = await run.answer('Port of the TIC', '/dev/nowhere');
    assert.equal(shown, '/dev/none all the same');
    assert.match(run.text, /\/dev\/none: no frame was heard\s+\/dev\/none does not exist\s+→ ports there are: /);
    assert.equal(await run.answer('Port of the TIC', ''), '/dev/nowhere all the same');
    await run.answer('Mode', '');
    assert.equal(await run.answer('Subscribed power', ''), 'nothing: leave it so');
    await run.answer('Subscription', '');
    await run.answer('injection pays', '');
    await run.answer('OLED', '');
    await run.answer('Do it?', '');
    assert.equal(await run.end(), 0);
    assert.match(read(home.conf), /^INPUT_DEV \/dev\/nowhere$/m);
    assert.equal(read(prices(home)), shipped('tariffs.conf'));
  });

  for (const [what, keys, status] of [
    ['Ctrl-C', '\x03', 130],
    ['the end of the input', '\x04', 1],
  ] as const) {
    test(`${what} at any question leaves everything as it was`, async (t) => {
      const home = await withMeter(t);
      const before = everything(home);
      const questions = [
        'Port',
        'Mode',
        'Subscribed power',
        'Subscription',
        'injection pays',
        'Since',
        'OLED',
        'Do it',
      ];
      for (const [last, question] of questions.entries()) {
        // Every second one is enough here: the others are the same code.
        if (last % 2 === (status === 1 ? 0 : 1)) continue;
        const run = new Answered(t, home);
        for (const earlier of questions.slice(0, last)) await run.answer(earlier, '');
        await run.question(question);
        run.pty.keys(keys);
        assert.equal(await run.end(), status, question);
        assert.match(run.text, /given up: nothing was changed/);
        assert.equal(run.pty.ending?.cooked, true, question);
        assert.deepEqual(everything(home), before, question);
      }
    });
  }

  test('a no at the end writes nothing, exit 1', async (t) => {
    const home = await withMeter(t);
    const before = everything(home);
    const run = new Answered(t, home);
    for (const question of ['Port', 'Mode', 'Subscribed', 'Subscription', 'injection', 'Since', 'OLED'])
      await run.answer(question, '');
    await run.answer('Do it?', 'n');
    assert.equal(await run.end(), 1);
    assert.deepEqual(everything(home), before);
  });

  test('Ctrl-C while the port is listened to', async (t) => {
    const home = new TestHome(t);
    home.configure(`INPUT_DEV ${home.port}\n`);
    await home.plug(1200, true);
    const run = new Answered(t, home);
    await until(() => run.text.includes('listening to'));
    run.pty.keys('typed ahead\r');
    run.pty.keys('\x03');
    assert.equal(await run.end(), 130);
    assert.equal(run.pty.ending?.cooked, true);
  });
});

describe('setup without questions', { concurrency: 2 }, () => {
  test('no terminal and no --yes: wrong usage, nothing is listened to', async (t) => {
    const run = new TestHome(t).start('setup', '--no-service');
    assert.equal(await run.ended, 2);
    assert.match(run.err, /--yes/);
    assert.equal(run.out, '');
  });

  test('--yes takes what is found and names what is not; --dry-run writes none of it', async (t) => {
    const home = await withMeter(t, 'standard');
    const before = everything(home);
    const dry = home.start('setup', '--yes', '--dry-run', '--no-service', '--lang', 'en');
    assert.equal(await dry.ended, 0, dry.err);
    assert.match(dry.out, /\+ LINKY_MODE S\n/);
    assert.match(dry.out, /\+ \d{4}-\d\d-\d\d {2}KVA {2}9\n/);
    assert.deepEqual(everything(home), before);
    const run = home.start('setup', '--yes', '--no-service', '--lang', 'en');
    assert.equal(await run.ended, 0, run.err);
    assert.match(run.out, /^not found, left so: What injection pays, €\/kWh$/m);
    assert.match(read(home.conf), /^LINKY_MODE S$/m);
    assert.equal(read(prices(home)), `${shipped('tariffs.conf')}${today}  KVA  9\n`);
  });

  test('a home without files gets the shipped ones; a former home’s conf comes first', async (t) => {
    const home = new TestHome(t);
    rmSync(join(home.home, 'conf'), { recursive: true });
    const former = join(home.home, 'LinkyMonitor');
    mkdirSync(join(former, 'conf'), { recursive: true });
    mkdirSync(join(former, 'logs'));
    // As an old editor wrote it: not UTF-8.
    const conf = Buffer.from('# acquisition \xe0 la minute\nINPUT_DEV /dev/none\nNB_PAPP 6\n', 'latin1');
    writeFileSync(join(former, 'conf', 'LinkyAqc.conf'), conf);
    writeFileSync(join(former, 'logs', 'LinkyMonitor_2026_11_01.log'), '');
    const run = home.start('setup', '--yes', '--no-service', '--from', former, '--lang', 'en');
    assert.equal(await run.ended, 0, run.err);
    assert.deepEqual(readFileSync(home.conf), conf);
    assert.equal(read(prices(home)), shipped('tariffs.conf'));
    assert.match(run.out, /LinkyMonitor: logs are taken over with the service only/);
    assert.deepEqual(readFileSync(join(former, 'conf', 'LinkyAqc.conf')), conf);
  });

  test('a conf that nobody has touched takes the values of the former one, and keeps its list of keys; one with a line of one’s own stays', async (t) => {
    const home = new TestHome(t);
    const former = join(home.home, 'LinkyMonitor');
    mkdirSync(former);
    const led = `LED_ON_CMD "echo 'a b' > x" # mine`;
    const lines = ['# accents', 'INPUT_DEV /dev/none', 'NB_PAPP 7', 'NB_PAPP 6', led, 'LINKY_MODE H', 'SPEED 1200'];
    writeFileSync(join(former, 'LinkyAcq.conf'), `${lines.join('\r\n')}\r\n`);
    writeFileSync(home.conf, shipped('LinkyAcq.conf'));
    const run = home.start('setup', '--yes', '--no-service', '--from', former);
    assert.equal(await run.ended, 0, run.err);
    // Each below its commented default; what is the default already, a comment, and a line that an other one hides stay behind.
    const conf = read(home.conf).split('\n');
    const added = ['INPUT_DEV /dev/none', 'NB_PAPP 6', led, 'SPEED 1200'];
    assert.equal(conf.filter((line) => !added.includes(line)).join('\n'), shipped('LinkyAcq.conf'));
    for (const line of added.slice(0, 3)) {
      const [name = ''] = line.split(' ');
      assert.match(conf[conf.indexOf(line) - 1] ?? '', new RegExp(`^#\\s*${name} `));
    }
    assert.equal(conf.at(-2), 'SPEED 1200', 'no key: doctor names it');
    assert.match(run.out, /SPEED/);
    writeFileSync(home.conf, `${shipped('LinkyAcq.conf')}NB_PAPP 9\n`);
    const before = everything(home);
    const again = home.start('setup', '--yes', '--no-service', '--from', former);
    assert.equal(await again.ended, 0, again.err);
    assert.deepEqual(everything(home), before);
  });

  test('a meter over the network is listened to as well', async (t) => {
    const options = {
      contract: 'ejp',
      mode: 'standard',
      phases: 1,
      scenario: 'day',
      seed: 1,
      producer: false,
    } as const;
    const meter = new SimulatedMeter({ ...options, start: Date.now() });
    const server = createServer((socket) => {
      const timer = setInterval(() => socket.write(meter.next().bytes), 100);
      socket.on('close', () => clearInterval(timer)).on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const home = new TestHome(t, `INPUT_DEV tcp://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
    const run = home.start('setup', '--yes', '--dry-run', '--no-service', '--lang', 'en');
    assert.equal(await run.ended, 0, run.err);
    assert.match(run.out, /frames in mode standard, contract EJP/);
    assert.match(run.out, /^Subscribed power, kVA: 9, says the meter$/m);
    assert.match(run.out, /\+ LINKY_MODE S\n/);
  });

  test('a conf that cannot be read ends it: it is not replaced', async (t) => {
    const home = new TestHome(t);
    rmSync(home.conf);
    mkdirSync(home.conf);
    const run = home.start('setup', '--yes', '--no-service', '--lang', 'en');
    assert.equal(await run.ended, 1);
    assert.match(run.err, /LinkyAcq\.conf.*EISDIR/);
    assert.ok(!existsSync(prices(home)));
  });

  test('a full disk: neither file is changed, and nothing is left over', { skip: noMounts }, async (t) => {
    const home = await withMeter(t, 'standard');
    const directory = join(home.home, 'conf');
    const conf = read(home.conf);
    const disk = new SmallDisk(directory, 64);
    home.beforeRemoval(async () => disk.unmount());
    writeFileSync(home.conf, conf);
    writeFileSync(prices(home), shipped('tariffs.conf'));
    disk.fill();
    // Room for the one and not for the other.
    disk.free(4096);
    const before = everything(home);
    const run = home.start('setup', '--yes', '--no-service', '--lang', 'en');
    assert.equal(await run.ended, 1, run.out);
    assert.match(run.err, /ENOSPC/);
    assert.deepEqual(everything(home), before);
  });
});
