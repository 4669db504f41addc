import { formatData } from '../../src/journal/log-line.ts';
import { SeriesSampler } from '../../src/journal/series.ts';
import type { Lacking } from '../../src/meter/label-watch.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import { estimateSign, panelContentOf } from '../../src/panel/content.ts';
import { type MeterOptions, SimulatedMeter } from '../../src/simulator/meter.ts';
import { textsIn } from '../../src/text/index.ts';
import { FrameReader } from '../../src/tic/frame.ts';

const SERIES = { size: 8, pause: 10 };

export interface Sent {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** The frames of a simulated meter in this time, s. */
export function framesOf(options: MeterOptions, seconds: number): Sent[] {
  const meter = new SimulatedMeter(options);
  const frames: Sent[] = [];
  do {
    const { at, bytes } = meter.next();
    frames.push({ at, bytes: bytes.slice() });
  } while ((frames.at(-1) as Sent).at < options.start + seconds * 1000);
  return frames;
}

/** The labels of a frame. */
export const labelsOf = (bytes: Uint8Array): string[] =>
  [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/\n([A-Z0-9+-]+)[ \t]/g),
  ].map(([, label = '']) => label);

/** The frame with its group of this label damaged: its check character is another. */
export function without(label: string, bytes: Uint8Array): Uint8Array {
  const out = Buffer.from(bytes);
  for (const separator of [' ', '\t']) {
    const start = out.indexOf(`\n${label}${separator}`);
    if (start < 0) continue;
    const check = out.indexOf('\r', start) - 1;
    out[check] = (out[check] as number) === 0x20 ? 0x21 : 0x20;
  }
  return out;
}

/** What each output gave, at the end, of frames that never have one label sound. */
export interface Outputs {
  readonly frames: number;
  readonly readings: number;
  readonly lines: number;
  readonly reading: Reading | undefined;
  /** The last DATA line, without its date and time. */
  readonly line: string;
  /** Words of the OLED, in French. */
  readonly oled: string;
  /** The labels that are told as lacking, and how long after the first frame, s. */
  readonly told: string;
  readonly toldAfter: number | undefined;
  readonly lacking: readonly Lacking[];
}

/** Lives through frames, one label of which never arrives sound. */
export function outputsWithout(label: string, sent: readonly Sent[]): Outputs {
  const [meter, sampler] = [new Meter(), new SeriesSampler()];
  const start = (sent[0] as Sent).at;
  let [at, frames, readings, lines, line] = [start, 0, 0, 0, ''];
  let reading: Reading | undefined;
  let toldAfter: number | undefined;
  const reader = new FrameReader((frame) => {
    frames++;
    const now = meter.take(frame, at);
    if (meter.lacking.length > 0) toldAfter ??= Math.round((at - start) / 1000);
    if (!now) return;
    readings++;
    reading = now;
    const record = sampler.take(now, SERIES, at);
    if (!record) return;
    lines++;
    line = formatData(record).slice('2026/11/24 12:00:00 '.length);
  });
  for (const frame of sent) {
    ({ at } = frame);
    reader.push(without(label, frame.bytes));
  }
  const view = { reading, lacking: meter.lacking, link: 'live', silentMs: 1000, now: at } as const;
  const { word, title, details, drawn, drawnEstimated, fault } = panelContentOf(view, textsIn('fr').panel);
  const told = meter.lacking.map((each) => `${each.label} ${Math.round(each.share * 100)} %`).join(', ');
  const power = drawn === undefined ? '' : `${estimateSign(drawnEstimated, drawn)}${drawn} VA`;
  const oled = [word, title, ...details, power, fault].filter(Boolean).join(' · ');
  return { frames, readings, lines, reading, line, oled, told, toldAfter, lacking: meter.lacking };
}
