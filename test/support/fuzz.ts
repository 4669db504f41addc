import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseSettings } from '../../src/config/settings.ts';
import { parseTariffs } from '../../src/config/tariffs.ts';
import { unflatten } from '../../src/energy/flat-record.ts';
import { parseMessage, sampleOf } from '../../src/feed/messages.ts';
import { formatData, formatLine, parseData } from '../../src/journal/log-line.ts';
import { JournalError } from '../../src/journal/reader.ts';
import { Scanner } from '../../src/journal/scan.ts';
import { SeriesSampler } from '../../src/journal/series.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { Meter } from '../../src/meter/meter.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { seededRandom } from '../../src/simulator/random.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { FrameReader } from '../../src/tic/frame.ts';
import { initialSelection } from '../../src/tui/model/selection.ts';
import { afterConnected, afterMessage, initialState } from '../../src/tui/model/state.ts';
import { sampleLine } from '../../src/tui/plain.ts';
import { view } from '../../src/tui/view.ts';
import { bytesOf, decode, shared } from './captures.ts';
import { root } from './paths.ts';
import { readDay } from './reports.ts';

/** One reader of spoilt input; `take` throws when something that must hold does not. */
export interface Target {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  take(bytes: Uint8Array, random: () => number): void;
}

const START = Date.UTC(2026, 10, 24, 6);
const below = (random: () => number, most: number): number => Math.floor(random() * most);
const pick = <T>(random: () => number, list: readonly T[]): T => list[below(random, list.length)] as T;

const SPITEFUL = [
  ...['\0', '\n', '\r', '\t', ' ', '"', '\\', '{', '[', ']', '}', ',', ':', '=', '#', '-', '.', '0', '9', '%', '$('],
  ...['\x1b[2J', '\x1b]0;x\x07', '\x9b31m', '{red-fg}', '{/}', '\u202e', '\u200b', '\ufeff', '\ud800', '💥', 'é'],
  ...['__proto__', 'constructor', 'null', 'true', '-1', '1e999', 'NaN', '99999999999999999999', '=cmd|x!A1'],
  ...['\x02', '\x03', '\x04', '\x8d', '\xff', '[[[[[[[[[[[[', '2021/02/20', '24:60:60', '/dev/', '../../'],
].map((text) => Buffer.from(text));

/** A seed with up to eight changes: bits, bytes, pieces put in, taken out, doubled, taken from another seed. */
function spoilt(seeds: readonly Uint8Array[], random: () => number): Uint8Array {
  let bytes: Uint8Array = pick(random, seeds);
  for (let left = below(random, 9); left > 0; left--) {
    const [at, length] = [below(random, bytes.length + 1), 1 + below(random, random() < 0.1 ? 2000 : 16)];
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const cut = bytes.subarray(at + length);
    switch (below(random, 7)) {
      case 0:
        bytes = bytes.map((byte, i) => (i === at ? byte ^ (1 << below(random, 8)) : byte));
        break;
      case 1:
        bytes = bytes.map((byte, i) => (i === at ? below(random, 256) : byte));
        break;
      case 2:
        bytes = Buffer.concat([before, pick(random, SPITEFUL), after]);
        break;
      case 3:
        bytes = Buffer.concat([before, cut]);
        break;
      case 4:
        bytes = Buffer.concat([before, bytes.subarray(at, at + length), after]);
        break;
      case 5: {
        const other = pick(random, seeds);
        const from = below(random, other.length);
        bytes = Buffer.concat([before, other.subarray(from, from + length), after]);
        break;
      }
      default:
        bytes = Buffer.concat([before, pick(random, SPITEFUL), cut]);
    }
  }
  return bytes;
}

/** Runs a target until `enough`. @returns how often; throws what it found with the seed that finds it again */
export function fuzz(target: Target, seed: number, enough: (done: number) => boolean): number {
  let done = 0;
  for (; !enough(done); done++) {
    const one = seed + done;
    const random = seededRandom(one);
    const bytes = spoilt(target.seeds, random);
    try {
      target.take(bytes, random);
    } catch (error) {
      const input = JSON.stringify(Buffer.from(bytes).toString('latin1')).slice(0, 2000);
      throw new Error(`${target.name}, seed ${one}: ${error}\n${input}`, { cause: error });
    }
  }
  return done;
}

function cutAnywhere(bytes: Uint8Array, random: () => number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + below(random, random() < 0.5 ? 4 : 300);
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

const CAPTURES = ['historique_hc_older_meter.bin', 'standard_base.bin'].flatMap((name) => {
  const path = shared(`captures/${name}`);
  return path ? [readFileSync(path).subarray(0, 3000)] : [];
});
const FRAMES = (['base', 'hc', 'ejp', 'tempo', 'producer'] as const).flatMap((contract) =>
  (['historique', 'standard'] as const).map((mode) => {
    const meter = new SimulatedMeter({
      contract,
      mode,
      phases: 1,
      scenario: 'day',
      seed: 1,
      producer: false,
      start: START,
    });
    const bytes = Buffer.concat([meter.next().bytes, meter.next().bytes]);
    return mode === 'standard' ? withParity(bytes) : bytes;
  }),
);

const LINE =
  '2021/02/20 19:10:22 DATA Periode=HN.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00000, IConsommee=013\n';
const DAY = '2021-02-20';
const LOGS = [
  Buffer.from(LINE.repeat(3)),
  Buffer.from(`${LINE}2021/02/20 19:10:23 WARN compteur muet\n${LINE.replace('19:10', '20:10')}`),
  Buffer.from(LINE.replace('\n', ', IndexInjection=000000120, PuissInjectee=00120\r\n').repeat(2)),
];

const conf = (name: string): Uint8Array =>
  Buffer.from(readFileSync(join(root, 'conf', name), 'utf8').replace(/^#(?=[A-Z0-9])/gm, ''));

const MESSAGES = (() => {
  const messages: unknown[] = [
    {
      type: 'hello',
      protocol: 1,
      version: '1',
      pid: 1,
      started: '2026-11-24T07:00:00+01:00',
      mode: 'historique',
      contract: 'EJP',
      logs: '/x',
    },
    {
      type: 'history',
      fields: ['at', 'papp', 'pinj', 'iinst'],
      samples: [
        [START - 1000, 1200, 0, 5],
        [START, null, null, 5],
      ],
    },
    { type: 'record', line: LINE.trim() },
    {
      type: 'status',
      state: 'silent',
      since: '2026-11-24T07:00:00+01:00',
      input: '/dev/ttyAMA0',
      mode: 'standard',
      frames: 3,
      rejected: { checksum: 1, parity: 2, format: 3, implausible: 4 },
      clients: 1,
      faults: [{ part: 'log', since: '2026-11-24T07:00:00+01:00', detail: 'ENOSPC' }],
    },
  ];
  for (const frames of FRAMES) {
    const meter = new Meter();
    const reader = new FrameReader((frame) => {
      const reading = meter.take(frame, START);
      if (reading) messages.push(sampleOf(reading));
    });
    reader.push(frames);
    reader.end();
  }
  return messages.map((message) => Buffer.from(JSON.stringify(message)));
})();

/** What a terminal must never be sent out of a text. */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const harmless = (text: string): void => assert.ok(!HARMFUL.test(text), JSON.stringify(text));

const directory = mkdtempSync(join(tmpdir(), 'linky-fuzz-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

/** Reads a day, which may fail in one way only. */
const dayOrError = (): unknown => {
  try {
    return readDay(directory, DAY);
  } catch (error) {
    assert.ok(error instanceof JournalError);
    return error.kind;
  }
};

export const TARGETS: readonly Target[] = [
  {
    name: 'decoder: the same however it is cut',
    seeds: [...FRAMES, ...CAPTURES],
    take(bytes, random) {
      assert.deepEqual(decode(...cutAnywhere(bytes, random)), decode(bytes));
    },
  },
  {
    name: 'frames to log and feed: what is written is read back',
    seeds: [...FRAMES, ...CAPTURES],
    take(bytes) {
      const meter = new Meter();
      const series = new SeriesSampler();
      const reader = new FrameReader((frame) => {
        assert.ok(frame.groups.length <= 100);
        const reading = meter.take(frame, START);
        if (!reading) return;
        assert.ok(parseMessage(JSON.stringify(sampleOf(reading))));
        const record = series.take(reading, { size: 1, pause: 0 }, START);
        if (record)
          assert.deepEqual(parseData(formatData(record)), { ...record, periodCode: record.periodCode.trim() });
      });
      reader.push(bytes);
      reader.end();
    },
  },
  {
    name: 'log lines: scanned in pieces as in one',
    seeds: LOGS,
    take(bytes, random) {
      const buffer = Buffer.from(bytes);
      const whole: unknown[] = [];
      const atOnce = new Scanner(DAY, (row) => whole.push(unflatten(row)));
      atOnce.read(buffer, bytes.length);
      const { lines, damaged } = atOnce;
      const pieces: unknown[] = [];
      const scanner = new Scanner(DAY, (row) => pieces.push(unflatten(row)));
      const middle = scanner.read(buffer, below(random, bytes.length + 1));
      scanner.read(buffer.subarray(middle), bytes.length - middle);
      assert.deepEqual([scanner.lines, scanner.damaged, pieces], [lines, damaged, whole]);
      // The plain reader, line by line, accepts the same lines.
      const text = Buffer.from(bytes);
      let accepted = 0;
      for (let from = 0, end = text.indexOf(10); end >= 0; from = end + 1, end = text.indexOf(10, from)) {
        const line = text.toString('utf8', from + text.subarray(from, end).lastIndexOf(0) + 1, end).replace(/\r$/, '');
        const record = line.length > 1000 ? undefined : parseData(line);
        const day = record && new Date(record.at);
        if (day && day.getFullYear() === 2021 && day.getMonth() === 1 && day.getDate() === 20) accepted++;
      }
      assert.equal(whole.length, accepted);
      harmless(formatLine({ kind: 'event', at: START, level: 'WARN', text: text.toString() }));
    },
  },
  {
    name: 'LinkyAcq.conf: every line is a setting or an issue',
    seeds: [conf('LinkyAcq.conf'), Buffer.from('NB_PAPP 8\nLED_ON_CMD "a b"\nFEED_SOCKET /x\n')],
    take(bytes) {
      const text = Buffer.from(bytes).toString();
      const { settings, issues } = parseSettings(text, 'f');
      assert.ok(settings.NB_PAPP >= 1 && settings.NB_PAPP <= 3600 && settings.READ_TIMEOUT >= 1);
      assert.ok(settings.OLED_ADDRESS >= 3 && settings.OLED_ADDRESS <= 0x77);
      assert.ok(issues.length <= text.split('\n').length);
      for (const { value, key } of issues) assert.ok(value.length <= 60 && key.length <= 60);
    },
  },
  {
    name: 'tariffs.conf: every price is a plausible number',
    seeds: [conf('tariffs.conf'), Buffer.from('2026-02-01 HN 0.1781\n')],
    take(bytes) {
      const { prices } = parseTariffs(Buffer.from(bytes).toString(), 'f');
      for (const { price } of prices) assert.ok(price >= 0 && price <= 1000);
    },
  },
  {
    name: 'feed messages, as the screen and the plain lines show them',
    seeds: MESSAGES,
    take(bytes, random) {
      const message = parseMessage(Buffer.from(bytes).toString());
      if (!message) return;
      let state = afterConnected(initialState(START), START);
      for (const seed of MESSAGES) {
        const other = parseMessage(seed.toString());
        if (other && random() < 0.3) state = afterMessage(state, other, START);
      }
      state = afterMessage(state, message, START);
      if (message.type === 'sample') harmless(sampleLine('fr', message));
      const size = pick(random, [
        { width: 80, height: 24 },
        { width: 120, height: 40 },
        { width: 60, height: 15 },
      ]);
      const lines = view(state, {
        ...size,
        lang: pick(random, ['fr', 'en']),
        now: START + 1000,
        selection: initialSelection,
      });
      for (const line of lines) {
        const text = line.map((segment) => segment.text).join('');
        harmless(text);
        assert.equal(text.length, size.width);
      }
    },
  },
  {
    name: 'compressed logs',
    seeds: LOGS.map((log) => gzipSync(log)),
    take(bytes) {
      writeFileSync(join(directory, 'x_2021_02_20.log.gz'), bytes);
      dayOrError();
      rmSync(join(directory, 'x_2021_02_20.log.gz'));
    },
  },
  {
    name: 'the cache of sums: right or ignored',
    seeds: (() => {
      writeFileSync(join(directory, 'y_2021_02_21.log'), LINE.replaceAll('02/20', '02/21').repeat(2));
      // A log that has only just been written is not remembered.
      utimesSync(join(directory, 'y_2021_02_21.log'), 1e9, 1e9);
      const first = new Summaries(directory);
      first.of('2021-02-21');
      first.save();
      return [readFileSync(join(directory, '.summaries'))];
    })(),
    take(bytes) {
      writeFileSync(join(directory, '.summaries'), bytes);
      const [run] = new Summaries(directory).of('2021-02-21').runs;
      assert.deepEqual(run?.first.indexes, { HN: 688_322, HPM: 80_072 });
    },
  },
  {
    name: 'bytes that are not text become harmless text',
    seeds: [bytesOf('a')],
    take(bytes) {
      harmless(formatLine({ kind: 'event', at: START, level: 'INFO', text: Buffer.from(bytes).toString('utf16le') }));
    },
  },
];
