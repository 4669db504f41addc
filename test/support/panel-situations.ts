/*
 * Situations of the panel, each from a frame of the simulated meter. The emulated Raspberry Pi of test/pi gets the frames
 * of the EJP day too.
 */
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import type { PanelView } from '../../src/panel/panel.ts';
import { type MeterOptions, SimulatedMeter } from '../../src/simulator/meter.ts';
import { FrameReader } from '../../src/tic/frame.ts';
import { instantOf } from '../../src/time/local.ts';
import { framesOf, outputsWithout } from './lost-label.ts';

process.env['TZ'] = 'Europe/Paris';

const METER: Omit<MeterOptions, 'start'> = {
  contract: 'ejp',
  mode: 'historique',
  phases: 1,
  scenario: 'ejp-day',
  seed: 3,
  producer: false,
};

/** Local times of an EJP day. */
export const EJP_DAY = {
  off: '2026-12-08T05:00:00',
  notice: '2026-12-08T06:30:00',
  peak: '2026-12-08T07:30:00',
  injection: '2026-12-08T12:45:00',
} as const;

/** One frame of the simulated meter at a local time. */
export function frameAt(local: string, options: Partial<MeterOptions> = {}): Uint8Array {
  return new SimulatedMeter({ ...METER, ...options, start: instantOf(local) }).next().bytes;
}

/** The reading at a local time: the frame comes three times, so that the meter's rules accept it. */
function readingAt(local: string, options: Partial<MeterOptions> = {}): Reading {
  const meter = new Meter();
  let reading: Reading | undefined;
  const reader = new FrameReader((frame) => {
    reading = meter.take(frame, instantOf(local)) ?? reading;
  });
  const bytes = frameAt(local, options);
  for (let i = 0; i < 3; i++) reader.push(bytes);
  if (!reading) throw new Error(`no reading at ${local}`);
  return reading;
}

const viewAt = (local: string, options: Partial<MeterOptions> = {}): PanelView => ({
  reading: readingAt(local, options),
  lacking: [],
  link: 'live',
  silentMs: 1500,
  now: instantOf(local),
});

/** The view after a minute of frames of which one label never arrives sound. */
function lostAt(local: string, label: string, options: Partial<MeterOptions> = {}): PanelView {
  const now = instantOf(local);
  const sent = framesOf({ ...METER, ...options, start: now - 60_000 }, 60);
  const { reading, lacking } = outputsWithout(label, sent);
  return { reading, lacking, link: 'live', silentMs: 1500, now };
}

export const SITUATIONS: Readonly<Record<string, PanelView>> = {
  unknown: { reading: undefined, lacking: [], link: 'live', silentMs: 2000, now: instantOf(EJP_DAY.off) },
  off: viewAt(EJP_DAY.off),
  notice: viewAt(EJP_DAY.notice),
  peak: viewAt(EJP_DAY.peak),
  injection: viewAt(EJP_DAY.injection),
  silence: { ...viewAt(EJP_DAY.injection), link: 'silent', silentMs: 12_000 },
  stop: { ...viewAt(EJP_DAY.injection), link: 'stopped' },
  'notice-standard': viewAt('2026-12-08T05:10:00', { mode: 'standard' }),
  'peak-and-notice-standard': viewAt('2026-12-08T18:20:00', { mode: 'standard' }),
  'silence-long': { ...viewAt(EJP_DAY.peak), link: 'silent', silentMs: 7_300_000 },
  'silence-from-start': {
    reading: undefined,
    lacking: [],
    link: 'silent',
    silentMs: 65_000,
    now: instantOf(EJP_DAY.off),
  },
  'peak-shed': { ...viewAt(EJP_DAY.peak), isRelayOpen: true },
  'notice-shed': { ...viewAt(EJP_DAY.notice), isRelayOpen: true },
  overload: viewAt('2026-12-08T20:34:00', { scenario: 'overload' }),
  'overload-shed': { ...viewAt('2026-12-08T20:34:00', { scenario: 'overload' }), isRelayOpen: true },
  tempo: viewAt('2027-01-12T21:30:00', { contract: 'tempo', scenario: 'day' }),
  'tempo-morning': viewAt('2027-01-12T09:30:00', { contract: 'tempo', scenario: 'day' }),
  base: viewAt('2026-12-08T19:30:00', { contract: 'base', scenario: 'day' }),
  hc: viewAt('2026-12-08T23:30:00', { contract: 'hc', scenario: 'day' }),
  'lost-period': lostAt(EJP_DAY.peak, 'PTEC'),
  'lost-power': lostAt(EJP_DAY.peak, 'PAPP'),
  'lost-index': lostAt('2027-01-12T09:30:00', 'BBRHPJW', { contract: 'tempo', scenario: 'day' }),
  'foreign-period': {
    ...viewAt('2026-12-08T23:30:00', { contract: 'hc', scenario: 'day' }),
    reading: { ...readingAt('2026-12-08T23:30:00', { contract: 'hc', scenario: 'day' }), period: undefined },
    lacking: [{ label: 'NTARF', share: 1, data: '03' }],
  },
  'other-calendar': {
    ...viewAt('2026-12-08T19:30:00', { contract: 'base', scenario: 'day' }),
    reading: {
      ...readingAt('2026-12-08T19:30:00', { contract: 'base', scenario: 'day', mode: 'standard', producer: true }),
      contract: 'ZEN FLEX',
      period: 'HEURE SUPER CREUSE',
    },
  },
};
