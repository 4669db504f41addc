import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { Replay } from '../../src/source/replay.ts';
import { encodeFrame, withParity } from '../../src/tic/encoder.ts';
import { shared } from '../support/captures.ts';
import { feed, TestHome, until } from '../support/program.ts';

/** The real speed takes three minutes: LINE_SPEED=1 npm test. */
const FASTER = process.env['LINE_SPEED'] === '1' ? 1 : 10;

const EJP_METER = { contract: 'ejp', phases: 1, scenario: 'day', seed: 1, producer: false } as const;

const ejp = (papp: number, iinst: number, more: [string, string][] = [], ptec = 'HN..') =>
  encodeFrame(
    (
      [
        ['ADCO', '041876000001'],
        ['OPTARIF', 'EJP.'],
        ['ISOUSC', '45'],
        ['EJPHN', '000688322'],
        ['EJPHPM', '000080072'],
        ...more,
        ['PTEC', ptec],
        ['IINST', String(iinst)],
        ['IMAX', '090'],
        ['PAPP', String(papp)],
        ['HHPHC', 'A'],
        ['MOTDETAT', '000000'],
      ] as [string, string][]
    ).map(([label, data]) => ({ mode: 'historique', label, data })),
  );

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: they delimit frames and groups
/** What the captures say, by the plainest reading of the specification: nothing of the program is used here. */
function expectedData(capture: Buffer, size: number): string[] {
  const text = Buffer.from(capture.map((byte) => byte & 0x7f)).toString('latin1');
  const right = (zone: string, check: string): boolean =>
    ([...zone].reduce((sum, character) => sum + character.charCodeAt(0), 0) & 0x3f) + 0x20 === check.charCodeAt(0);
  const readings: Record<string, string>[] = [];
  for (const [, frame = ''] of text.matchAll(/\x02([^\x02\x03\x04]*)\x03/g)) {
    const groups: Record<string, string> = {};
    for (const line of frame.split(/[\r\n]+/).filter(Boolean)) {
      const historique = /^(\S+) (.*) (.)$/.exec(line);
      const standard = /^([^\t]+)\t(?:[^\t]*\t)?([^\t]*)\t(.)$/.exec(line);
      if (standard?.[1] && right(line.slice(0, -1), line.slice(-1))) groups[standard[1]] = standard[2] as string;
      else if (!standard && historique?.[1] && right(line.slice(0, -2), line.slice(-1))) {
        groups[historique[1]] = historique[2] as string;
      }
    }
    readings.push(groups);
  }
  const lines: string[] = [];
  for (let at = 0; at + size <= readings.length; at += size) {
    const series = readings.slice(at, at + size);
    const last = series[size - 1] as Record<string, string>;
    const mean = (...labels: string[]): number =>
      Math.round(series.reduce((sum, groups) => sum + Number(labels.map((l) => groups[l]).find(Boolean)), 0) / size);
    const index = last['HCHC']
      ? `IndexHC=${last['HCHC']}, IndexHP=${last['HCHP']}`
      : `IndexBase=${last['BASE'] ?? last['EASF01']}`;
    const papp = String(mean('PAPP', 'SINSTS')).padStart(5, '0');
    const iinst = String(mean('IINST', 'IRMS1')).padStart(3, '0');
    const period = last['PTEC'] ?? 'TH..';
    lines.push(`DATA Periode=${period}, ${index}, PuissConsommee=${papp}, IConsommee=${iinst}`);
  }
  return lines;
}

// biome-ignore-end lint/suspicious/noControlCharactersInRegex: see above

describe('the daemon', { concurrency: 4 }, () => {
  for (const [name, words, bytesPerSecond] of [
    ['historique_hc_older_meter.bin', [], 120 * FASTER],
    ['standard_base.bin', ['-m', 'standard'], 960],
  ] as const) {
    const file = shared(`captures/${name}`);
    test(`${name} on a pty: the log says what the capture says`, {
      skip: file ? false : '../shared is not there',
    }, async (t) => {
      const capture = readFileSync(file as string);
      const expected = expectedData(capture, 8);
      const rig = new TestHome(t, 'WAIT_BETWEEN_FRAMES 0\n');
      const wire = await rig.plug();
      const daemon = await rig.daemon('--input', rig.port, ...words);
      await sleep(500);
      await feed(wire, withParity(capture), bytesPerSecond);
      await until(() => rig.data().length >= expected.length);
      daemon.child.kill('SIGTERM');
      assert.equal(await daemon.ended, 0);
      assert.ok(expected.length > 0);
      assert.deepEqual(rig.data(), expected);
    });
  }

  test("the owner's line, byte for byte, under the local day of TIMEZONE", async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 2\nWAIT_BETWEEN_FRAMES 0\nTIMEZONE Pacific/Kiritimati\n');
    const wire = await rig.plug();
    await rig.daemon('--input', rig.port);
    await sleep(300);
    await feed(wire, Buffer.concat([ejp(0, 13), ejp(0, 13)]), 2000);
    await until(() => rig.data().length === 1);
    assert.deepEqual(rig.data(), [
      'DATA Periode=HN.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00000, IConsommee=013',
    ]);
    // Kiritimati is 14 hours ahead of UTC, all year: its day and hour are UTC's of 14 hours later.
    const there = new Date(Date.now() + 14 * 3_600_000).toISOString();
    const day = there.slice(0, 10);
    const log = readFileSync(join(rig.home, 'logs', `LinkyMonitor_${day.replaceAll('-', '_')}.log`), 'utf8');
    assert.match(log, new RegExp(`^${day.replaceAll('-', '/')} ${there.slice(11, 13)}:\\d\\d:\\d\\d DATA `, 'm'));
  });

  test('a series that drew and injected says the mean injection, which its mean power hides', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 2\nWAIT_BETWEEN_FRAMES 0\n');
    const wire = await rig.plug();
    await rig.daemon('--input', rig.port);
    await sleep(300);
    await feed(wire, Buffer.concat([ejp(0, 4), ejp(500, 2)]), 2000);
    await until(() => rig.data().length === 1);
    assert.match(rig.data()[0] as string, /PuissConsommee=00250, IConsommee=003, PuissInjectee=00440$/);
  });

  test('the pause after a series is WAIT_BETWEEN_FRAMES; the feed does not pause', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 60\n');
    const wire = await rig.plug();
    await rig.daemon('--input', rig.port);
    const heard = rig.listen((messages) => messages.filter(({ type }) => type === 'sample').length === 3);
    await sleep(300);
    await feed(wire, Buffer.concat([ejp(500, 2), ejp(600, 2), ejp(700, 2)]), 2000);
    const samples = (await heard).filter(({ type }) => type === 'sample');
    assert.deepEqual(
      samples.map(({ papp }) => papp),
      [500, 600, 700],
    );
    assert.equal(rig.data().length, 1);
  });

  test('the feed: hello, history, then what happens as it happens', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    const wire = await rig.plug();
    await rig.daemon('--input', rig.port);
    const heard = rig.listen((messages) => messages.some(({ type }) => type === 'record'));
    await sleep(300);
    await feed(wire, ejp(0, 8, [['PEJP', '30']]), 2000);
    const messages = await heard;
    assert.deepEqual(
      messages.slice(0, 3).map(({ type }) => type),
      ['hello', 'history', 'status'],
    );
    const sample = messages.find(({ type }) => type === 'sample');
    const { at, ...facts } = sample as Record<string, unknown>;
    assert.match(String(at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
    assert.deepEqual(facts, {
      type: 'sample',
      contract: 'EJP',
      period: 'HN',
      papp: 0,
      iinst: 8,
      pinj: 1760,
      pinjEstimated: true,
      indexes: { HN: 688322, HPM: 80072 },
      ejp: { active: false, notice: { startsInMinutes: 30 } },
      overload: null,
      subscribed: 9000,
      meter: '0418…0001',
    });
    const record = messages.find(({ type }) => type === 'record');
    assert.ok(rig.log().includes(String(record?.['line'])));
    assert.equal(statSync(rig.socket).mode & 0o777, 0o660);
    // Whoever comes later finds the past in the history.
    const later = await rig.listen((all) => all.length === 3);
    assert.equal((later[0] as { mode?: unknown }).mode, 'historique');
    assert.deepEqual(
      (later[1] as { samples?: number[][] }).samples?.map((row) => row.slice(1)),
      [[0, 1760, 8]],
    );
  });

  test('SIGTERM and SIGINT: exit 0 within 2 s, the last series in the log, no socket left', async (t) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
      const wire = await rig.plug();
      const daemon = await rig.daemon('--input', rig.port);
      await sleep(300);
      await feed(wire, ejp(500, 2), 2000);
      await until(() => rig.data().length === 1);
      const began = performance.now();
      daemon.child.kill(signal);
      assert.equal(await daemon.ended, 0);
      assert.ok(performance.now() - began < 2000);
      assert.ok(!existsSync(rig.socket));
      assert.equal(daemon.err, '');
    }
  });

  test('after kill -9: the stale socket is replaced, the torn line is ended, nothing before it changes', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nTIMEZONE UTC\n');
    const wire = await rig.plug();
    const first = await rig.daemon('--input', rig.port);
    await sleep(300);
    await feed(wire, ejp(500, 2), 2000);
    await until(() => rig.data().length === 1);
    first.child.kill('SIGKILL');
    await first.ended;
    assert.ok(existsSync(rig.socket));
    const log = join(
      rig.home,
      'logs',
      `LinkyMonitor_${new Date().toISOString().slice(0, 10).replaceAll('-', '_')}.log`,
    );
    const before = readFileSync(log, 'utf8');
    appendFileSync(log, '2026/11/23 12:00:00 DATA Periode=HN.., Ind');
    await rig.daemon('--input', rig.port);
    await sleep(300);
    await feed(wire, ejp(600, 3), 2000);
    await until(() => rig.data().length === 3);
    assert.ok(readFileSync(log, 'utf8').startsWith(`${before}2026/11/23 12:00:00 DATA Periode=HN.., Ind ~\n`));
  });

  test('a second daemon on the same socket, or on the same port, says so and leaves', async (t) => {
    // A silent port is given up for a while: the first daemon must keep it.
    const rig = new TestHome(t, 'READ_TIMEOUT 3600\n');
    await rig.plug();
    const first = await rig.daemon('--input', rig.port);
    await sleep(300);
    const second = rig.start('daemon', '--input', rig.port);
    assert.equal(await second.ended, 1);
    assert.match(second.err, new RegExp(`^linky-monitor: un démon \\(pid ${first.child.pid}\\) sert déjà .*\\n$`));
    const third = rig.start('daemon', '--input', rig.port, '--socket', `${rig.socket}2`);
    // The last --socket counts for commander too: the rig's own comes after, so say it by the conf instead.
    await third.ended;
    const other = new TestHome(t);
    const fourth = other.start('daemon', '--input', rig.port);
    assert.equal(await fourth.ended, 1);
    assert.match(fourth.err, new RegExp(`^ERR .*déjà lu par un autre programme.*, pid ${first.child.pid}\\]\\n$`));
    assert.equal(first.code, undefined);
  });

  test('unplugged and plugged again: the daemon comes back by itself and says so once each', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nWAIT_BETWEEN_READ_FAILURE 0.2\n');
    const wire = await rig.plug();
    const daemon = await rig.daemon('--input', rig.port);
    await sleep(300);
    await feed(wire, ejp(500, 2), 2000);
    await until(() => rig.data().length === 1);
    wire.stdin?.end();
    await until(() => /débranché/.test(daemon.err));
    await sleep(1500);
    const again = await rig.plug();
    await sleep(1500);
    await feed(again, ejp(600, 3), 2000);
    await until(() => rig.data().length === 2);
    const said = rig.log().filter((line) => !/ DATA /.test(line));
    assert.equal(said.filter((line) => / WARN .* débranché/.test(line)).length, 1, said.join('\n'));
    assert.equal(said.filter((line) => / WARN /.test(line)).length, 1, said.join('\n'));
    assert.equal(said.filter((line) => /de nouveau reçues/.test(line)).length, 1, said.join('\n'));
  });

  test('a silent line is closed and opened again, and told once', async (t) => {
    const rig = new TestHome(t, 'READ_TIMEOUT 1\nWAIT_BETWEEN_READ_FAILURE 0.2\nNB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    const wire = await rig.plug();
    const daemon = await rig.daemon('--input', rig.port);
    const states = rig.listen((messages) => messages.some(({ state }) => state === 'receiving'));
    await until(() => /ouvert mais muet/.test(daemon.err), 30_000);
    // Time enough to be closed and opened once more, and to be told again.
    await sleep(2500);
    assert.equal(daemon.err.trimEnd().split('\n').length, 1, daemon.err);
    const keepTalking = setInterval(() => wire.stdin?.write(ejp(500, 2)), 100);
    try {
      await until(() => rig.data().length > 0, 30_000);
    } finally {
      clearInterval(keepTalking);
    }
    const seen = (await states).flatMap(({ type, state }) => (type === 'status' ? [state] : []));
    assert.ok(seen.includes('silent') && seen.at(-1) === 'receiving', seen.join(' '));
  });

  test('the configuration is read again after each series; each fault is told once, with file, line, key and range', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    const wire = await rig.plug();
    const daemon = await rig.daemon('--input', rig.port);
    await sleep(300);
    rig.configure('# changed\nNB_PAPP beaucoup\nWAIT_BETWEEN_FRAMES 0\nNO_SUCH_KEY 1\n');
    writeFileSync(join(rig.home, 'conf', 'tariffs.conf'), '2026-02-01 HN cher\n');
    for (const papp of [500, 600, 700]) {
      await feed(wire, ejp(papp, 2), 2000);
      await until(() => rig.data().length === (papp - 400) / 100);
    }
    // The wrong value left the last good one in force: three frames, three series.
    const warnings = daemon.err.trimEnd().split('\n');
    assert.equal(warnings.length, 3, daemon.err);
    assert.match(warnings[0] as string, /LinkyAcq\.conf, ligne 2\s: NB_PAPP beaucoup\s: attendu 1…3600/);
    assert.match(warnings[1] as string, /LinkyAcq\.conf, ligne 4\s: clé inconnue NO_SUCH_KEY\s: attendu INPUT_DEV /);
    assert.match(warnings[2] as string, /tariffs\.conf, ligne 1\s: HN cher\s: attendu /);
  });

  test('an input that cannot be read is told once, and the one before goes on', async (t) => {
    const rig = new TestHome(t, 'INPUT_DEV sim:day\nNB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    const daemon = await rig.daemon();
    await until(() => rig.data().length > 0);
    const inputs = ['nonsense', 'sim:nowhere', `replay:${rig.home}/none.bin`];
    for (const [i, input] of inputs.entries()) {
      rig.configure(`INPUT_DEV ${input}\nNB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n`);
      await until(() => daemon.err.trimEnd().split('\n').length > i);
      const before = rig.data().length;
      await until(() => rig.data().length > before + 2, 20_000);
    }
    const warnings = daemon.err.trimEnd().split('\n');
    assert.equal(warnings.length, 3, daemon.err);
    assert.match(warnings[0] as string, /LinkyAcq\.conf, ligne 1\s: INPUT_DEV nonsense\s: attendu \/dev\//);
    assert.match(warnings[1] as string, /scénario inconnu nowhere/);
    assert.match(warnings[2] as string, /none\.bin illisible \(ENOENT\)/);
    assert.match(rig.log().join('\n'), /INFO configuration de nouveau sans faute/);
    rig.configure('INPUT_DEV sim:hc\nNB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    await until(() => /Periode=H[CP]\.\./.test(rig.data().at(-1) ?? ''), 20_000);
  });

  test('a wrong INPUT_DEV that is corrected while nothing comes is read anew', async (t) => {
    const rig = new TestHome(t, 'INPUT_DEV /dev/nonexistent\nNB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    const daemon = await rig.daemon();
    await until(() => /\/dev\/nonexistent absent/.test(daemon.err));
    rig.configure('INPUT_DEV sim:day\nNB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    await until(() => rig.data().length > 0, 20_000);
  });

  test('automatic mode: finds the speed, finds it again when the meter changes it, and tries the last one first', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nWAIT_BETWEEN_READ_FAILURE 0.2\n');
    const talk = async (baud: number): Promise<ChildProcess> => {
      const wire = await rig.plug(baud);
      const meter = new SimulatedMeter({
        ...EJP_METER,
        mode: baud === 9600 ? 'standard' : 'historique',
        start: Date.now(),
      });
      const timer = setInterval(() => wire.stdin?.write(meter.next().bytes), 200);
      t.after(() => clearInterval(timer));
      wire.stdin?.on('error', () => clearInterval(timer));
      return wire;
    };
    const first = await talk(1200);
    const daemon = await rig.daemon('--input', rig.port, '-m', 'auto');
    await until(() => rig.data().length > 0, 20_000);
    first.stdin?.end();
    await until(() => !existsSync(rig.port));
    const second = await talk(9600);
    const before = rig.data().length;
    await until(() => rig.data().length > before + 2, 30_000);
    daemon.child.kill('SIGTERM');
    await daemon.ended;
    assert.match(daemon.out, /mode historique/);
    assert.ok(daemon.err.trimEnd().split('\n').length <= 4, daemon.err);
    second.stdin?.end();
    await until(() => !existsSync(rig.port));
    // A new line has the kernel's own speed: the first one that is set on it is the first that is tried.
    await rig.plug();
    const speed = (): string =>
      /speed (\d+)/.exec(execFileSync('stty', ['-F', rig.port], { encoding: 'utf8' }))?.[1] ?? '';
    const unset = speed();
    await rig.daemon('--input', rig.port, '-m', 'auto');
    await until(() => speed() !== unset);
    assert.equal(speed(), '9600');
  });

  test('a reader that does not read is cut off, and costs the others nothing', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    // A line a thousand times as fast as the real one: a megabyte of feed in seconds.
    const { connect } = await import('node:net');
    const daemon = await rig.daemon('--input', 'sim:ejp?speed=2000');
    const lazy = connect(rig.socket);
    let cut = false;
    lazy.on('close', () => {
      cut = true;
    });
    lazy.on('error', () => undefined);
    lazy.pause();
    let samples = 0;
    // Looked at one by one: a reader that takes its time would be cut off itself.
    await rig.listen((all) => all.at(-1)?.type === 'sample' && ++samples > 8000);
    lazy.resume();
    await until(() => cut);
    assert.equal(daemon.code, undefined);
  });

  test('tcp: a port that another machine serves, lost and found again', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nWAIT_BETWEEN_READ_FAILURE 0.2\n');
    let visits = 0;
    const server = createServer((socket) => {
      visits++;
      socket.on('error', () => undefined);
      socket.write(ejp(100 * visits, 2));
      setTimeout(() => socket.destroy(), 200);
    });
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await rig.daemon('--input', `tcp://127.0.0.1:${port}`);
    await until(() => rig.data().length >= 2);
    assert.match(rig.data()[1] as string, /PuissConsommee=00200/);
  });

  test('replay: a capture at line speed, then the end', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 2\nWAIT_BETWEEN_FRAMES 0\n');
    const file = join(rig.home, 'capture.bin');
    writeFileSync(file, Buffer.concat([ejp(500, 2), ejp(600, 3)]));
    const began = performance.now();
    const daemon = rig.start('daemon', '--input', `replay:${file}`);
    assert.equal(await daemon.ended, 0);
    assert.ok(performance.now() - began > 2500, 'two frames of 173 bytes take 2.9 s');
    assert.match(rig.data()[0] as string, /PuissConsommee=00550, IConsommee=003/);
  });

  test('replay: opened once, however slow', async (t) => {
    const rig = new TestHome(t);
    const file = join(rig.home, 'capture.bin');
    writeFileSync(file, ejp(500, 2));
    const told: string[] = [];
    const replay = Replay.open(file, 0.02);
    t.after(() => replay.stop());
    replay.start({
      opened: () => told.push('opened'),
      bytes: (chunk) => told.push(`${chunk.length}`),
      lost: () => assert.fail('lost'),
      ended: () => assert.fail('ended'),
    });
    // 120 B/s: a byte every 417 ms, and a look every 250 ms.
    await until(() => told.length >= 4);
    assert.deepEqual(told.slice(0, 4), ['opened', '1', '1', '1']);
  });

  test('MAX_TIME written into the conf of a running daemon ends it', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    const daemon = await rig.daemon('--input', 'sim:ejp');
    await until(() => rig.data().length > 0);
    assert.equal(daemon.code, undefined);
    rig.configure('NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nMAX_TIME 1\n');
    assert.equal(await daemon.ended, 0);
    assert.match(rig.log().at(-1) as string, /INFO arrêté$/);
  });

  test('bad input: one line each, the right exit code, no stack', async (t) => {
    const rig = new TestHome(t);
    const empty = join(rig.home, 'empty.bin');
    writeFileSync(empty, '');
    mkdirSync(join(rig.home, 'dir'));
    const long = join(rig.home, 'x'.repeat(120));
    const cases: [string[], number, RegExp][] = [
      [['daemon', '--input', `${rig.home}/none`, '-t', '1'], 1, /none absent/],
      [['daemon', '--input', empty, '-t', '1'], 1, /n.est pas un port série/],
      [['daemon', '--input', join(rig.home, 'dir')], 1, /n.est pas un port série/],
      [['daemon', '--input', 'nonsense'], 1, /entrée inconnue nonsense/],
      [['daemon', '--input', 'sim:nowhere'], 1, /scénario inconnu nowhere/],
      [['daemon', '--input', 'sim:day?speed=-1'], 1, /scénario inconnu speed=-1\s: attendu 0…/],
      [['daemon', '--input', 'replay:x.bin?speed=0'], 1, /entrée inconnue replay:x\.bin\?speed=0/],
      [['daemon', '--input', `replay:${empty}`], 1, /capture vide/],
      [['daemon', '--input', `replay:${rig.home}/none`], 1, /none illisible \(ENOENT\)/],
      [
        ['daemon', '--conf', `${rig.home}/none.conf`, '--input', 'sim:ejp', '-t', '1'],
        0,
        /none\.conf illisible \(ENOENT\)/,
      ],
      [['daemon', '-t', 'soon'], 2, /-t, --time <sec>.*\s: attendu 0\.1…99999999/],
      [['daemon', '-m', 'linky'], 2, /-m, --mode <mode>.*\s: attendu historique, standard, auto/],
      [['decode', `${rig.home}/none`], 1, /none illisible \(ENOENT\)/],
      [['decode', empty], 1, /vide, aucun octet/],
      [['report', '-s', '2026_02_30'], 2, /date 2026_02_30\s: attendu AAAA_MM_JJ/],
      [['report', '-s', '2026_03_01', '-e', '2026_02_01'], 2, /est après/],
      [['status'], 3, /aucun démon ne répond/],
      [['fly'], 2, /fly/],
      [['daemon', '--fly'], 2, /option inconnue --fly/],
    ];
    for (const [words, code, line] of cases) {
      const run = rig.start(...words);
      assert.equal(await run.ended, code, `${words.join(' ')}: ${run.err}`);
      assert.match(run.err, line, words.join(' '));
      assert.equal(run.err.trimEnd().split('\n').length, 1, run.err);
    }
    const socket = new TestHome(t, `FEED_SOCKET ${long}\n`);
    const run = socket.start('daemon', '--input', 'sim:ejp', '-t', '1', '--lang', 'en');
    await run.ended;
    assert.match(run.err, /LinkyAcq\.conf, line 1: FEED_SOCKET .*: expected/);
  });
});
