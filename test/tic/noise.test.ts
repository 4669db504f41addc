import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { Recorder } from '../../src/daemon/recorder.ts';
import { formatData, parseData } from '../../src/journal/log-line.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { EjpNotice, Reading } from '../../src/meter/reading.ts';
import { type MeterOptions, SimulatedMeter } from '../../src/simulator/meter.ts';
import { Noise } from '../../src/simulator/noise.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { type Frame, FrameReader } from '../../src/tic/frame.ts';

process.env['TZ'] = 'Europe/Paris';

const MIDNIGHT = Date.parse('2026-11-23T00:00:00+01:00');
const DAY = 86_400_000;
const SERIES = { size: 8, pause: 10 };
/** A fact whose group was damaged is remembered: from this many frames before at most; most three-phase ones may be short. */
const REMEMBERED = { 1: 20, 3: 150 };

describe('noise', () => {
  const bytes = new Uint8Array(1_000_000);

  test('flips the bits that its rate promises, in every place of a byte', () => {
    const noise = new Noise({ seed: 3, flip: 0.001 });
    const places = new Array<number>(8).fill(0);
    const out = noise.damaged(bytes);
    for (const byte of out) for (let bit = 0; bit < 8; bit++) (places[bit] as number) += (byte >> bit) & 1;
    const flipped = places.reduce((sum, count) => sum + count, 0);
    assert.equal(flipped, noise.flipped);
    assert.ok(Math.abs(flipped - 8000) < 400, `${flipped} bits of 8,000,000`);
    for (const count of places) assert.ok(count > 850 && count < 1150, places.join(' '));
  });

  test('is the same however the bytes are cut, and another with another seed', () => {
    const whole = new Noise({ seed: 3, flip: 0.01, lose: 0.001, repeat: 0.001 }).damaged(bytes.subarray(0, 50_000));
    const cut = new Noise({ seed: 3, flip: 0.01, lose: 0.001, repeat: 0.001 });
    const pieces: number[] = [];
    for (let at = 0; at < 50_000; at += 77) pieces.push(...cut.damaged(bytes.subarray(at, Math.min(50_000, at + 77))));
    assert.deepEqual(Uint8Array.from(pieces), whole);
    const other = new Noise({ seed: 4, flip: 0.01 }).damaged(bytes.subarray(0, 50_000));
    assert.notDeepEqual(other, new Noise({ seed: 3, flip: 0.01 }).damaged(bytes.subarray(0, 50_000)));
  });

  test('loses and repeats bytes', () => {
    const lost = new Noise({ seed: 1, flip: 0, lose: 0.01 }).damaged(bytes.subarray(0, 100_000)).length;
    const more = new Noise({ seed: 1, flip: 0, repeat: 0.01 }).damaged(bytes.subarray(0, 100_000)).length;
    assert.ok(lost > 98_700 && lost < 99_300 && more > 100_700 && more < 101_300, `${lost} ${more}`);
  });

  test('no noise is no change', () => {
    const line = withParity(Uint8Array.from([2, 10, 65, 66, 13, 3]));
    assert.deepEqual(new Noise({ seed: 1, flip: 0 }).damaged(line), line);
  });
});

/** What a noisy line did to a day. */
interface Day {
  frames: number;
  readings: number;
  cleanLines: number;
  lines: number;
  /** Groups of the noisy line that passed every check, and those whose content the meter had not sent. */
  groups: number;
  readonly foreign: string[];
  /** Wrong values by what they are of: how many, and the first of them. */
  readonly wrong: Record<string, string>;
}

/** Lives through a day on a clean and on a noisy line, and compares all that the noisy one makes us say. */
function live(
  options: Partial<MeterOptions>,
  line: { seed: number; flip: number; lose?: number; repeat?: number },
): Day {
  const start = options.start ?? MIDNIGHT;
  const simulated = new SimulatedMeter({
    contract: 'ejp',
    mode: 'historique',
    phases: 1,
    scenario: 'ejp-day',
    seed: 7,
    start,
    producer: false,
    ...options,
  });
  const day: Day = { frames: 0, readings: 0, cleanLines: 0, lines: 0, groups: 0, foreign: [], wrong: {} };
  const noise = new Noise(line);
  const [cleanMeter, noisyMeter] = [new Meter(), new Meter()];
  const [cleanRecorder, noisyRecorder, mirror] = [new Recorder(), new Recorder(), new Recorder()];
  /** The latest clean readings and the groups of the latest clean frames, the last at the end. */
  const clean: Reading[] = [];
  const sent: Set<string>[] = [];
  let at = start;
  const wrong = (of: string, what: string): void => {
    const [count = '0', ...first] = (day.wrong[of] ?? `0 × ${new Date(at).toTimeString().slice(0, 8)} ${what}`).split(
      ' ',
    );
    day.wrong[of] = [Number(count) + 1, ...first].join(' ');
  };
  const cleanReader = new FrameReader((frame: Frame) => {
    sent.push(new Set(frame.groups.map(contentOf)));
    if (sent.length > 2) sent.shift();
    const reading = cleanMeter.take(frame, at);
    if (!reading) return;
    clean.push(reading);
    if (clean.length > REMEMBERED[options.phases ?? 1]) clean.shift();
    if (cleanRecorder.take(reading, SERIES, at)) day.cleanLines++;
  });
  const noisyReader = new FrameReader((frame: Frame) => {
    day.groups += frame.groups.length;
    for (const group of frame.groups) {
      if (!sent.some((contents) => contents.has(contentOf(group)))) day.foreign.push(contentOf(group));
    }
    const reading = noisyMeter.take(frame, at);
    if (!reading) return;
    day.readings++;
    for (const [of, what] of untrue(reading, clean)) wrong(of, what);
    // A frame whose end was lost comes with the next one.
    const same = [clean.at(-1), clean.at(-2)].find((frame) => frame && samePower(reading, frame));
    if (!same) wrong('power', `${said(reading)}, sent ${said(clean.at(-1))}`);
    const record = noisyRecorder.take(reading, SERIES, at);
    const heard = <T>(value: T | undefined, truth: T | undefined): T | undefined =>
      value === undefined ? value : truth;
    const truth = mirror.take(
      {
        ...(same ?? reading),
        at,
        papp: heard(reading.papp, same?.papp),
        iinst: heard(reading.iinst, same?.iinst),
        pinj: heard(reading.pinj, same?.pinj),
      },
      SERIES,
      at,
    );
    if (!record) return;
    day.lines++;
    const text = formatData(record);
    const back = parseData(text);
    if (!back || !truth) return wrong('line', text);
    for (const key of ['papp', 'iinst', 'pinj'] as const) {
      if (back[key] !== truth[key]) wrong(`line's ${key}`, `${truth[key]} is true: ${text}`);
    }
    const knew = (agrees: (reading: Reading) => boolean): boolean => clean.some(agrees);
    if (!knew(({ periodCode }) => periodCode === back.periodCode)) wrong("line's period", text);
    for (const [key, wh] of Object.entries(back.indexes)) {
      if (!knew(({ indexes }) => indexes[key] === wh)) wrong(`line's ${key}`, text);
    }
    if (!knew(({ injectionIndex }) => injectionIndex === back.injectionIndex)) wrong("line's injection", text);
    if (Object.keys(back.indexes).join() !== Object.keys(clean[0]?.indexes ?? {}).join())
      wrong("order of the line's indexes", text);
  });
  while (at < start + DAY) {
    const frame = simulated.next();
    at = frame.at;
    day.frames++;
    cleanReader.push(frame.bytes);
    noisyReader.push(noise.damaged(withParity(frame.bytes)));
  }
  return day;
}

const contentOf = ({ label, horodate = '', data }: { label: string; horodate?: string; data: string }): string =>
  `${label} ${horodate} ${data}`;

const said = (reading: Reading | undefined): string => `${reading?.papp} VA ${reading?.iinst} A -${reading?.pinj} VA`;

/** The same powers as the frame told, or none: a damaged group is no value. */
function samePower(reading: Reading, truth: Reading): boolean {
  return (['papp', 'iinst', 'pinj'] as const).every((key) => reading[key] === undefined || reading[key] === truth[key]);
}

/** What a reading says that no clean frame of the last ones said, by what it is of. */
function untrue(reading: Reading, clean: readonly Reading[]): [of: string, what: string][] {
  const faults: [string, string][] = [];
  const check = (of: string, value: unknown, agrees: (truth: Reading) => boolean): void => {
    if (!clean.some(agrees)) faults.push([of, JSON.stringify(value) ?? 'nothing']);
  };
  const { ejp } = reading;
  for (const key of ['contract', 'period', 'periodCode', 'serial', 'subscribed', 'overload'] as const)
    check(key, reading[key], (truth) => truth[key] === reading[key]);
  for (const [key, wh] of Object.entries(reading.indexes)) check(key, wh, ({ indexes }) => indexes[key] === wh);
  check('EJP active', ejp, (truth) => truth.ejp.active === ejp.active);
  check('EJP notice', ejp, (truth) => sameNotice(ejp.notice, truth.ejp.notice));
  return faults;
}

/** The end of a peak is not told where its group was damaged. */
function sameNotice(notice: EjpNotice | undefined, truth: EjpNotice | undefined): boolean {
  if (notice?.kind !== 'at' || truth?.kind !== 'at') return isDeepStrictEqual(notice, truth);
  return notice.from === truth.from && (notice.to === undefined || notice.to === truth.to);
}

describe('a line with 0.1 % of its bits flipped puts no wrong value into the log of 24 hours', () => {
  const producer = { contract: 'producer', scenario: 'day', start: Date.parse('2026-06-23T00:00:00+02:00') } as const;
  const days: Readonly<Record<string, Partial<MeterOptions>>> = {
    'EJP in historique': {},
    'EJP in standard': { mode: 'standard' },
    'EJP in historique, three phases, in excess twice': { phases: 3, scenario: 'overload' },
    'three-phase producer in standard, in June': { ...producer, mode: 'standard', phases: 3 },
  };
  for (const [name, options] of Object.entries(days)) {
    test(name, (context) => {
      const day = live(options, { seed: 5, flip: 0.001 });
      context.diagnostic(
        `${day.frames} frames, ${day.readings} readings, ${day.lines} lines of ${day.cleanLines} without noise, ` +
          `${day.groups} groups accepted, ${day.foreign.length} of them not as sent, wrong: ${JSON.stringify(day.wrong)}`,
      );
      context.diagnostic(`not as sent: ${day.foreign.slice(0, 12).map((group) => JSON.stringify(group))}`);
      assert.deepEqual(day.wrong, {});
      assert.ok(day.lines > day.cleanLines / 2 && day.lines <= day.cleanLines, `${day.lines} of ${day.cleanLines}`);
    });
  }
});
