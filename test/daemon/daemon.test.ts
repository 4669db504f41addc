import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { logFile } from '../../src/journal/writer.ts';
import { type MeterOptions, SimulatedMeter } from '../../src/simulator/meter.ts';
import { LinkError } from '../../src/source/source.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { BAUD } from '../../src/tic/labels.ts';
import { instantOf } from '../../src/time/local.ts';
import { cutEvery, joined, shared } from '../support/captures.ts';
import { ejpFrame } from '../support/frames.ts';
import { InProcessDaemon, type InProcessOptions, settled } from '../support/in-process-daemon.ts';
import { expectedData } from '../support/plain-reading.ts';

process.env['TZ'] = 'Europe/Paris';

const START = instantOf('2026-11-24T12:00:00');
const CONF = 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n';
const HN = 688_322;

async function started(t: TestContext, conf = CONF, more: Partial<InProcessOptions> = {}): Promise<InProcessDaemon> {
  const daemon = new InProcessDaemon(t, { conf, start: START, ...more });
  await daemon.start();
  return daemon;
}

/** Frames of these powers (VA), one each 1.5 s. */
function frames(daemon: InProcessDaemon, ...papps: number[]): void {
  for (const papp of papps) {
    daemon.advance(1500);
    daemon.take(ejpFrame(HN, papp));
  }
}

/** What the DATA lines say, without their date and time. */
const data = (daemon: InProcessDaemon): string[] =>
  daemon.lines().flatMap((line) => /^\S+ \S+ (DATA .*)$/.exec(line)?.[1] ?? []);
const events = (daemon: InProcessDaemon): string[] => daemon.lines().filter((line) => !/ DATA /.test(line));
const warnings = (daemon: InProcessDaemon): string[] => events(daemon).filter((line) => !/ INFO /.test(line));
const papps = (daemon: InProcessDaemon): number[] =>
  data(daemon).map((line) => Number(/PuissConsommee=(\d+)/.exec(line)?.[1]));

describe('the log says what the meter sends', () => {
  const meters: readonly MeterOptions[] = [
    { contract: 'hc', mode: 'historique', phases: 1, scenario: 'day', seed: 1, start: START, producer: false },
    { contract: 'base', mode: 'standard', phases: 1, scenario: 'day', seed: 1, start: START, producer: false },
  ];
  const streams = meters.map((options) => {
    const meter = new SimulatedMeter(options);
    const bytes = joined(...Array.from({ length: 100 }, () => meter.next().bytes));
    return { name: `a simulated meter, ${options.mode}`, mode: options.mode, bytes };
  });
  const captures = [
    ['historique_hc_older_meter.bin', 'historique'],
    ['standard_base.bin', 'standard'],
  ] as const;
  for (const [name, mode] of captures) {
    const file = shared(`captures/${name}`);
    if (file !== undefined) streams.push({ name, mode, bytes: readFileSync(file) });
    else test(name, { skip: '../shared is not there' });
  }

  for (const { name, mode, bytes } of streams) {
    test(`${name}, at the speed of its line`, async (t) => {
      const expected = expectedData(bytes, 8);
      const daemon = await started(t, `WAIT_BETWEEN_FRAMES 0\nLINKY_MODE ${mode === 'standard' ? 'S' : 'H'}\n`);
      // Ten bits for a byte, half a second a piece.
      for (const piece of cutEvery(withParity(bytes), BAUD[mode] / 20)) {
        daemon.advance(500);
        daemon.take(piece);
      }
      assert.ok(expected.length > 0);
      assert.deepEqual(data(daemon), expected);
    });
  }

  test("the owner's line is written byte for byte, under the local day of TIMEZONE", async (t) => {
    t.after(() => {
      process.env['TZ'] = 'Europe/Paris';
    });
    // Kiritimati is 14 hours ahead of UTC, all year.
    const daemon = await started(t, `${CONF}TIMEZONE Pacific/Kiritimati\n`);
    frames(daemon, 0);
    assert.deepEqual(daemon.files(), ['LinkyMonitor_2026_11_25.log']);
    assert.equal(
      daemon.lines().at(-1),
      '2026/11/25 01:00:01 DATA Periode=HN.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00000, IConsommee=002',
    );
  });

  test('a series that drew and injected says the mean injection, which its mean power hides', async (t) => {
    const daemon = await started(t, 'NB_PAPP 2\nWAIT_BETWEEN_FRAMES 0\n');
    frames(daemon, 0, 500);
    assert.match(data(daemon)[0] as string, /PuissConsommee=00250, IConsommee=002, PuissInjectee=00220$/);
  });

  test('a line that a crash has torn is ended, and nothing before it changes', async (t) => {
    const daemon = new InProcessDaemon(t, { conf: CONF, start: START });
    const file = logFile(daemon.logs, '2026-11-24');
    const torn = '2026/11/24 11:00:00 INFO stopped\n2026/11/24 11:30:00 DATA Periode=HN.., Ind';
    appendFileSync(file, torn);
    await daemon.start();
    frames(daemon, 600);
    assert.ok(readFileSync(file, 'utf8').startsWith(`${torn} ~\n2026/11/24 12:00:00 INFO `));
    assert.match(data(daemon).at(-1) as string, /PuissConsommee=00600/);
  });
});

describe('the feed', () => {
  test('says hello and history, then what happens as it happens, a record as it is in the log', async (t) => {
    const daemon = await started(t);
    assert.equal(statSync(daemon.socket).mode & 0o777, 0o660);
    const messages = await daemon.follow();
    assert.deepEqual(
      messages.map(({ type }) => type),
      ['hello', 'history', 'status'],
    );
    daemon.advance(1500);
    daemon.take(ejpFrame(HN, 0, [['PEJP', '30']]));
    await settled(() => messages.some(({ type }) => type === 'record'));
    const { at, ...sample } = messages.find(({ type }) => type === 'sample') as Record<string, unknown>;
    assert.equal(at, '2026-11-24T12:00:01.500+01:00');
    assert.deepEqual(sample, {
      type: 'sample',
      contract: 'EJP',
      period: 'HN',
      papp: 0,
      iinst: 2,
      pinj: 440,
      pinjEstimated: true,
      indexes: { HN, HPM: 80072 },
      ejp: { active: false, notice: { startsInMinutes: 30, from: '2026-11-24T12:30:01.500+01:00' } },
      overload: null,
      subscribed: 9000,
      meter: '0418…0001',
    });
    assert.equal(messages.find(({ type }) => type === 'record')?.['line'], daemon.lines().at(-1));
    // A reader that comes later finds the past in the history.
    const [hello, history] = await daemon.follow();
    assert.equal(hello?.['mode'], 'historique');
    assert.deepEqual(
      (history as { samples?: number[][] }).samples?.map((row) => row.slice(1)),
      [[0, 440, 2]],
    );
  });

  test('does not pause; the log pauses for WAIT_BETWEEN_FRAMES after a series', async (t) => {
    const daemon = await started(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 4\n');
    const messages = await daemon.follow();
    frames(daemon, 500, 600, 700, 800);
    const samples = () => messages.filter(({ type }) => type === 'sample');
    await settled(() => samples().length === 4);
    assert.deepEqual(
      samples().map(({ papp }) => papp),
      [500, 600, 700, 800],
    );
    assert.deepEqual(papps(daemon), [500, 800]);
  });

  test('cuts off a reader that does not read, which costs the others nothing', async (t) => {
    const daemon = await started(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 600\n');
    const lazy = connect(daemon.socket);
    t.after(() => lazy.destroy());
    lazy.on('error', () => undefined);
    lazy.pause();
    const messages = await daemon.follow();
    const ofType = (type: string) => messages.filter((message) => message.type === type);
    let sent = 0;
    const clients = () => ofType('status').at(-1)?.['clients'];
    frames(daemon, 500, 500, 500, 500, 500, 500, 500, 500);
    await settled(() => clients() === 2);
    for (sent = 8; clients() === 2; sent += 200) {
      assert.ok(sent < 20_000, 'never cut off');
      frames(daemon, ...Array.from({ length: 200 }, (_, i) => 500 + i));
      await settled(() => ofType('sample').length >= sent + 200 - 1);
    }
    assert.equal(clients(), 1);
  });
});

describe('a link that fails', () => {
  const retries = `${CONF}WAIT_BETWEEN_READ_FAILURE 2\n`;

  test('unplugged and plugged again: the loss and the return are logged once each', async (t) => {
    const daemon = await started(t, retries);
    frames(daemon, 500);
    daemon.source?.lost(new LinkError('hangup', 'EOF'));
    for (let i = 0; i < 10; i++) {
      daemon.advance(2000);
      daemon.source?.lost(new LinkError('missing', 'ENOENT'));
    }
    daemon.source?.opened();
    frames(daemon, 600);
    assert.deepEqual(papps(daemon), [500, 600]);
    assert.match(warnings(daemon).join('\n'), /^\S+ \S+ WARN sim:test unplugged \[EOF\]; next tries every 2 s$/);
    assert.equal(events(daemon).filter((line) => / INFO frames received again after 2\d s$/.test(line)).length, 1);
  });

  test('silent, closed and opened again for ever: logged once, and every reader sees the state', async (t) => {
    const daemon = await started(t, retries);
    const messages = await daemon.follow();
    for (let i = 0; i < 5; i++) {
      daemon.advance(3000);
      daemon.source?.lost(new LinkError('quiet', '3 s'));
      daemon.advance(2000);
      daemon.source?.opened();
    }
    assert.equal(warnings(daemon).length, 1, warnings(daemon).join('\n'));
    assert.match(warnings(daemon)[0] as string, / WARN sim:test open but silent: .*\[3 s\]/);
    frames(daemon, 500);
    const states = () => messages.flatMap(({ type, state }) => (type === 'status' ? [state] : []));
    await settled(() => states().at(-1) === 'receiving');
    assert.ok(states().includes('silent'), states().join(' '));
  });
});

describe('the configuration of a running daemon', () => {
  test('of a file of faults twenty are named, and the others counted', async (t) => {
    const faults = Array.from({ length: 27 }, (_, i) => `NO_SUCH_KEY_${i} 1\n`);
    const daemon = await started(t, `${CONF}${faults.join('')}`);
    const found = warnings(daemon);
    assert.equal(found.filter((line) => /unknown key NO_SUCH_KEY_\d+,/.test(line)).length, 20);
    assert.match(found.at(-1) as string, /… and 7 more lines at fault$/);
  });

  test('is read again after each series; each issue is logged once, with file, line, key and range', async (t) => {
    const daemon = await started(t);
    daemon.configure(`# changed\nNB_PAPP many\nWAIT_BETWEEN_FRAMES 0\nNO_SUCH_KEY 1\n`);
    writeFileSync(join(daemon.home, 'tariffs.conf'), '2026-02-01 HN dear\n');
    frames(daemon, 500, 600, 700);
    // The wrong value left the last good one in force: three frames, three series.
    assert.deepEqual(papps(daemon), [500, 600, 700]);
    const found = warnings(daemon);
    assert.equal(found.length, 3, found.join('\n'));
    assert.match(found[0] as string, /LinkyAcq\.conf, line 2: NB_PAPP many: expected 1…3600/);
    assert.match(found[1] as string, /LinkyAcq\.conf, line 4: unknown key NO_SUCH_KEY, without effect; /);
    assert.match(found[2] as string, /tariffs\.conf, line 1: HN dear: expected /);
  });

  test('an input that cannot be read is logged once, and the one before goes on', async (t) => {
    const daemon = await started(t, `INPUT_DEV /dev/ttyUSB0\n${CONF}`, { input: undefined });
    const cases: readonly (readonly [string, RegExp])[] = [
      ['nonsense', / WARN .*LinkyAcq\.conf, line 1: INPUT_DEV nonsense: expected \/dev\//],
      ['sim:nowhere', / WARN unknown scenario nowhere/],
      [`replay:${daemon.home}/none.bin`, / WARN cannot read .*none\.bin \(ENOENT\)/],
    ];
    for (const [i, [input, text]] of cases.entries()) {
      daemon.configure(`INPUT_DEV ${input}\n${CONF}`);
      frames(daemon, 500);
      await settled(() => warnings(daemon).length > i);
      frames(daemon, 600, 700);
      assert.match(warnings(daemon)[i] as string, text);
    }
    assert.equal(warnings(daemon).length, 3, warnings(daemon).join('\n'));
    assert.equal(papps(daemon).length, 9);
    assert.match(events(daemon).join('\n'), / INFO configuration without fault again/);
    const before = daemon.source;
    daemon.configure(`INPUT_DEV /dev/ttyUSB1\n${CONF}`);
    frames(daemon, 800);
    await settled(() => daemon.source !== before);
    daemon.source?.opened();
    frames(daemon, 900);
    assert.deepEqual(papps(daemon).slice(-2), [800, 900]);
  });

  test('a wrong INPUT_DEV that is corrected while nothing comes is read', async (t) => {
    const daemon = await started(t, `INPUT_DEV /dev/nonexistent\n${CONF}`, { input: undefined });
    const before = daemon.source;
    before?.lost(new LinkError('missing', 'ENOENT'));
    daemon.configure(`INPUT_DEV /dev/ttyUSB0\n${CONF}`);
    daemon.advance(2500);
    await settled(() => daemon.source !== before);
    daemon.source?.opened();
    frames(daemon, 500);
    assert.deepEqual(papps(daemon), [500]);
  });

  test('MAX_TIME ends it, with code 0', async (t) => {
    const daemon = await started(t);
    frames(daemon, 500);
    daemon.configure(`${CONF}MAX_TIME 9\n`);
    frames(daemon, 600);
    for (let i = 0; i < 4; i++) daemon.advance(2500);
    assert.equal(await daemon.ended, 0);
    assert.deepEqual(papps(daemon), [500, 600]);
    assert.match(daemon.lines().at(-1) as string, / INFO stopped$/);
  });
});
