import { isDeepStrictEqual } from 'node:util';
import { formatData, parseData } from '../../src/journal/log-line.ts';
import { SeriesSampler } from '../../src/journal/series.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { EjpNotice, Reading } from '../../src/meter/reading.ts';
import { type MeterOptions, SimulatedMeter } from '../../src/simulator/meter.ts';
import { Noise, type NoiseOptions } from '../../src/simulator/noise.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { type Frame, FrameReader } from '../../src/tic/frame.ts';

const MIDNIGHT = Date.parse('2026-11-23T00:00:00+01:00');
const MINUTE_MS = 60_000;
const SERIES = { size: 8, pause: 10 };
/** A value whose group was damaged is remembered for at most this many frames; three-phase ones are mostly short. */
const REMEMBERED_FRAMES = { 1: 20, 3: 150 };
/** Readings at the start in which what was damaged may still be unknown. */
const FIRST_READINGS = 4;

const PRODUCER = { contract: 'producer', scenario: 'day', start: Date.parse('2026-06-23T00:00:00+02:00') } as const;

/** Meters whose day is lived through on a noisy wire. */
export const NOISY_METERS: Readonly<Record<string, Partial<MeterOptions>>> = {
  'EJP in historique': {},
  'EJP in standard': { mode: 'standard' },
  'EJP in historique, three phases, in excess twice': { phases: 3, scenario: 'overload' },
  'three-phase producer in standard, in June': { ...PRODUCER, mode: 'standard', phases: 3 },
};

/** The minutes of a day that are received, from and to. */
export type Hours = readonly (readonly [from: number, to: number])[];
export const WHOLE_DAY: Hours = [[0, 24 * 60]];
/** The peak's end, the notice and the peak's beginning, noon, an excess, the evening's notice: two hours in all. */
export const EVENTFUL_HOURS: Hours = [
  [45, 65],
  [6 * 60 + 12, 6 * 60 + 20],
  [6 * 60 + 25, 7 * 60 + 5],
  [12 * 60, 12 * 60 + 20],
  [16 * 60 + 55, 17 * 60 + 5],
  [20 * 60 + 25, 20 * 60 + 45],
];

/** What a noisy wire did to a day. */
export interface NoisyDay {
  frames: number;
  readings: number;
  cleanLines: number;
  lines: number;
  /** Groups of the noisy wire that passed every check, and those whose content the meter had not sent. */
  groups: number;
  readonly foreign: string[];
  /** Wrong values by what they are values of: how many, and the first of them. */
  readonly wrong: Record<string, string>;
}

/** Lives through a day on a clean and on a noisy wire, and compares all that comes of the noisy one. */
export function liveThrough(options: Partial<MeterOptions>, wire: NoiseOptions, hours: Hours): NoisyDay {
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
  const day: NoisyDay = { frames: 0, readings: 0, cleanLines: 0, lines: 0, groups: 0, foreign: [], wrong: {} };
  const noise = new Noise(wire);
  const [cleanMeter, noisyMeter] = [new Meter(), new Meter()];
  const [cleanRecorder, noisyRecorder, mirror] = [new SeriesSampler(), new SeriesSampler(), new SeriesSampler()];
  /** The latest clean readings, and the groups of the last two clean frames; the last at the end. */
  const clean: Reading[] = [];
  const sent: Set<string>[] = [];
  let at = start;
  const addWrong = (of: string, value: string): void => {
    const [count = '0', ...first] = (day.wrong[of] ?? `0 × ${new Date(at).toTimeString().slice(0, 8)} ${value}`).split(
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
    if (clean.length > REMEMBERED_FRAMES[options.phases ?? 1]) clean.shift();
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
    for (const [of, value] of untrue(reading, clean)) {
      if (value !== undefined || day.readings > FIRST_READINGS) addWrong(of, value ?? 'nothing');
    }
    // A frame whose end was lost comes with the next one.
    const same = [clean.at(-1), clean.at(-2)].find((truth) => truth && samePower(reading, truth));
    if (!same) addWrong('power', `${powersOf(reading)}, sent ${powersOf(clean.at(-1))}`);
    const record = noisyRecorder.take(reading, SERIES, at);
    const ifSent = <T>(value: T | undefined, truth: T | undefined): T | undefined =>
      value === undefined ? value : truth;
    const truth = mirror.take(
      {
        ...(same ?? reading),
        at,
        isPartial: reading.isPartial,
        papp: ifSent(reading.papp, same?.papp),
        iinst: ifSent(reading.iinst, same?.iinst),
        pinj: ifSent(reading.pinj, same?.pinj),
      },
      SERIES,
      at,
    );
    if (!record) return;
    day.lines++;
    const text = formatData(record);
    const back = parseData(text);
    if (!back || !truth) return addWrong('line', text);
    for (const key of ['papp', 'iinst', 'pinj'] as const) {
      if (back[key] !== truth[key]) addWrong(`line's ${key}`, `${truth[key]} is true: ${text}`);
    }
    const wasSent = (agrees: (reading: Reading) => boolean): boolean => clean.some(agrees);
    if (!wasSent(({ periodCode }) => periodCode === back.periodCode)) addWrong("line's period", text);
    for (const [key, wh] of Object.entries(back.indexes)) {
      if (!wasSent(({ indexes }) => indexes[key] === wh)) addWrong(`line's ${key}`, text);
    }
    if (!wasSent(({ injectionIndex }) => injectionIndex === back.injectionIndex)) addWrong("line's injection", text);
    if (Object.keys(back.indexes).join() !== Object.keys(clean[0]?.indexes ?? {}).join())
      addWrong("order of the line's indexes", text);
  });
  for (const [from, to] of hours) {
    simulated.advanceTo(start + from * MINUTE_MS);
    do {
      const frame = simulated.next();
      at = frame.at;
      day.frames++;
      cleanReader.push(frame.bytes);
      noisyReader.push(noise.damaged(withParity(frame.bytes)));
    } while (at < start + to * MINUTE_MS);
  }
  return day;
}

/** The day in one line, for the report of a test. */
export const summaryOf = (day: NoisyDay): string =>
  `${day.frames} frames, ${day.readings} readings, ${day.lines} lines of ${day.cleanLines} without noise, ` +
  `${day.groups} groups accepted, ${day.foreign.length} of them not as sent, wrong: ${JSON.stringify(day.wrong)}, ` +
  `not as sent: ${day.foreign.slice(0, 12).map((group) => JSON.stringify(group))}`;

const contentOf = ({ label, horodate = '', data }: { label: string; horodate?: string; data: string }): string =>
  `${label} ${horodate} ${data}`;

const powersOf = (reading: Reading | undefined): string =>
  `${reading?.papp} VA ${reading?.iinst} A -${reading?.pinj} VA`;

/** Whether the powers are those of the true reading; a damaged group has no value. */
function samePower(reading: Reading, truth: Reading): boolean {
  return (['papp', 'iinst', 'pinj'] as const).every((key) => reading[key] === undefined || reading[key] === truth[key]);
}

/** The values of a reading that none of the last clean frames had, by what they are values of; undefined: not known. */
function untrue(reading: Reading, clean: readonly Reading[]): [of: string, value: string | undefined][] {
  const faults: [string, string | undefined][] = [];
  const check = (of: string, value: unknown, agrees: (truth: Reading) => boolean): void => {
    if (!clean.some(agrees)) faults.push([of, JSON.stringify(value)]);
  };
  const { ejp, contract, isPeakKnown } = reading;
  // What is said to be unknown is not wrong; without a contract the registers have no meaning yet.
  if (contract === undefined) return [];
  for (const key of ['contract', 'period', 'periodCode', 'serial', 'subscribed', 'overload'] as const) {
    if (key.startsWith('period') && reading[key] === undefined && reading.isPartial) continue;
    check(key, reading[key], (truth) => truth[key] === reading[key]);
  }
  for (const [key, wh] of Object.entries(reading.indexes)) check(key, wh, ({ indexes }) => indexes[key] === wh);
  if (!isPeakKnown) return faults;
  check('EJP active', ejp.active, (truth) => truth.ejp.active === ejp.active);
  check('EJP notice', ejp.notice, (truth) => sameNotice(ejp.notice, truth.ejp.notice));
  return faults;
}

/** Whether two notices agree; the end of a peak is unknown where its group was damaged. */
function sameNotice(notice: EjpNotice | undefined, truth: EjpNotice | undefined): boolean {
  if (notice?.kind !== 'at' || truth?.kind !== 'at') return isDeepStrictEqual(notice, truth);
  return notice.from === truth.from && (notice.to === undefined || notice.to === truth.to);
}
