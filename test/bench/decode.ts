/*
 * How fast bytes become groups and frames, on 100 MB of each mode, in CPU time, the median of three runs: `node dist/test/bench/decode.js`.
 *   steady     real captures, over and over: nearly every group is recognised as one seen before
 *   day        a simulated day: three or eight groups of each frame are new
 *   new        every group differs from the last one of its label: each is verified in full
 */
import { readFileSync } from 'node:fs';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { TicDecoder } from '../../src/tic/decoder.ts';
import { encodeFrame } from '../../src/tic/encoder.ts';
import { FrameReader } from '../../src/tic/frame.ts';
import type { Group } from '../../src/tic/group.ts';
import { LABELS, type TicMode } from '../../src/tic/labels.ts';
import { joined, shared } from '../support/captures.ts';

const BYTES = 100_000_000;
const RUNS = 3;
/** Bytes a call, as when a file is read. */
const PIECE = 65_536;

const CAPTURES: Readonly<Record<TicMode, readonly string[]>> = {
  historique: ['historique_tempo_red_tomorrow', 'historique_hc_older_meter'],
  standard: ['standard_base', 'standard_producer_night'],
};

/** The captures of a mode, one after another; undefined where the shared folder does not exist. */
function captured(mode: TicMode): Uint8Array | undefined {
  const paths = CAPTURES[mode].map((name) => shared(`captures/${name}.bin`));
  if (!paths.every((path) => path !== undefined)) return undefined;
  return joined(...paths.map((path) => new Uint8Array(readFileSync(path))));
}

function simulated(mode: TicMode, frames: number): Uint8Array {
  const contract = mode === 'historique' ? 'ejp' : 'producer';
  const start = Date.parse('2026-11-23T18:00:00+01:00');
  const meter = new SimulatedMeter({ contract, mode, phases: 1, scenario: 'day', seed: 1, start, producer: false });
  const parts: Uint8Array[] = [];
  for (let i = 0; i < frames; i++) parts.push(meter.next().bytes);
  return concatenated(parts);
}

/** Frames of the mode's labels in which every number counts up: no group comes twice in a few thousand frames. */
function allNew(mode: TicMode, frames: number): Uint8Array {
  const labels = [...LABELS.values()].filter((label) => label.mode === mode && label.width >= 5);
  const parts: Uint8Array[] = [];
  for (let i = 0; i < frames; i++) {
    const groups = labels.map(({ name, kind, width, horodate }): Group => {
      const number = String((i * 7919 + 1) % 10 ** Math.min(width, 9)).padStart(Math.min(width, 9), '0');
      const data = kind === 'text' ? number.padEnd(width) : number;
      return {
        mode,
        label: name,
        data,
        ...(horodate ? { horodate: `H2611231${String(i % 100_000).padStart(5, '0')}` } : {}),
      };
    });
    parts.push(encodeFrame(groups));
  }
  return concatenated(parts);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Takes bytes and counts groups. */
interface Reader {
  push(chunk: Uint8Array): void;
  groups(): number;
}

function decoderAlone(): Reader {
  let groups = 0;
  const decoder = new TicDecoder({ group: () => groups++, boundary() {}, reject() {} });
  return { push: (chunk) => decoder.push(chunk), groups: () => groups };
}

function toFrames(): Reader {
  const reader = new FrameReader(() => {});
  return { push: (chunk) => reader.push(chunk), groups: () => reader.counts.valid };
}

/** The least that a decoder must do: looks at each byte for the end of a group. */
function scanAlone(): Reader {
  let groups = 0;
  const push = (chunk: Uint8Array): void => {
    for (let i = 0; i < chunk.length; i++) if ((chunk[i] as number) === 0x0d) groups++;
  };
  return { push, groups: () => groups };
}

interface Speed {
  readonly groups: number;
  /** CPU time: others use the machine, too. */
  readonly seconds: number;
  readonly bytes: number;
}

function run(stream: Uint8Array, make: () => Reader): Speed {
  const reader = make();
  const start = process.cpuUsage();
  let bytes = 0;
  while (bytes < BYTES) {
    for (let at = 0; at < stream.length; at += PIECE) reader.push(stream.subarray(at, at + PIECE));
    bytes += stream.length;
  }
  const { user, system } = process.cpuUsage(start);
  return { groups: reader.groups(), seconds: (user + system) / 1e6, bytes };
}

function median(stream: Uint8Array, make: () => Reader): Speed {
  const speeds = Array.from({ length: RUNS }, () => run(stream, make)).sort((a, b) => a.seconds - b.seconds);
  return speeds[Math.floor(RUNS / 2)] as Speed;
}

function row(...cells: readonly string[]): void {
  console.log(cells.map((cell, i) => (i < 3 ? cell.padEnd(i === 0 ? 12 : 20) : cell.padStart(12))).join(''));
}

/** Time of one group, ns. */
const nsPerGroup = ({ seconds, groups }: Speed): number => (seconds * 1e9) / groups;

row('mode', 'stream', 'what', 'groups/s', 'MB/s', 'ns/group');
for (const mode of ['historique', 'standard'] as const) {
  const real = captured(mode);
  if (!real) console.log('(../shared/captures does not exist: simulated frames instead of captures)');
  const steady = real ?? simulated(mode, 60);
  const streams = [
    [real ? 'steady (captures)' : 'steady (simulated)', steady],
    ['day (simulated)', simulated(mode, 5000)],
    ['new (all verified)', allNew(mode, 5000)],
  ] as const;
  const cost: number[] = [];
  for (const [name, stream] of streams) {
    for (const [what, make] of [
      ['decoder alone', decoderAlone],
      ['to frames', toFrames],
      ['scan alone', scanAlone],
    ] as const) {
      const speed = median(stream, make);
      const rate = Math.round(speed.groups / speed.seconds).toLocaleString('en');
      row(mode, name, what, rate, (speed.bytes / speed.seconds / 1e6).toFixed(0), nsPerGroup(speed).toFixed(0));
      cost.push(nsPerGroup(speed));
    }
  }
  const [known = 0, , scan = 0, , , , unseen = 0] = cost;
  console.log(
    `  a group of ${mode}: about ${scan.toFixed(0)} ns to look at its bytes, ${(known - scan).toFixed(0)} ns to recognise it,` +
      ` ${(unseen - scan).toFixed(0)} ns to verify it in full\n`,
  );
}
