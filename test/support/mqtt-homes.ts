import { type SampleMessage, type StatusMessage, sampleOf } from '../../src/feed/messages.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import { type MeterOptions, SimulatedMeter } from '../../src/simulator/meter.ts';
import { FrameReader } from '../../src/tic/frame.ts';

/** A kind of home: what its meter is asked for. */
export type Home = Pick<MeterOptions, 'contract' | 'mode' | 'phases'> & Partial<MeterOptions>;

/** Eleven kinds: every contract, both modes, one and three phases, with and without injection. */
export const HOMES: Readonly<Record<string, Home>> = {
  'BASE, historique': { contract: 'base', mode: 'historique', phases: 1 },
  'BASE, historique, three phases': { contract: 'base', mode: 'historique', phases: 3 },
  'BASE, standard': { contract: 'base', mode: 'standard', phases: 1 },
  'HC, historique': { contract: 'hc', mode: 'historique', phases: 1 },
  'HC, standard, three phases': { contract: 'hc', mode: 'standard', phases: 3 },
  'EJP, historique': { contract: 'ejp', mode: 'historique', phases: 1, scenario: 'ejp-day' },
  'EJP, standard, producer': { contract: 'producer', mode: 'standard', phases: 1, scenario: 'ejp-day' },
  'TEMPO, historique': { contract: 'tempo', mode: 'historique', phases: 1 },
  'TEMPO, standard, three phases': { contract: 'tempo', mode: 'standard', phases: 3 },
  'BASE, standard, producer, three phases': { contract: 'producer', mode: 'standard', phases: 3 },
  'BASE, historique, panels': { contract: 'producer', mode: 'historique', phases: 1 },
};

export const START = Date.parse('2026-11-24T11:00:00+01:00');

/** What the daemon's readings of a simulated meter are from an instant on, for so many seconds. */
export function readingsOf(home: Home, seconds: number, start = START): Reading[] {
  const wire = new SimulatedMeter({ scenario: 'day', seed: 7, producer: false, start, ...home });
  const meter = new Meter();
  const readings: Reading[] = [];
  let at = start;
  const reader = new FrameReader((frame) => {
    const reading = meter.take(frame, at);
    if (reading) readings.push(reading);
  }, home.mode);
  while (at < start + seconds * 1000) {
    const frame = wire.next();
    at = frame.at;
    reader.push(frame.bytes);
  }
  return readings;
}

/** The samples of the feed of such a meter. */
export const samplesOf = (home: Home, seconds: number, start = START): SampleMessage[] =>
  readingsOf(home, seconds, start).map((reading) => JSON.parse(JSON.stringify(sampleOf(reading))) as SampleMessage);

export const statusOf = (mode: string, more: Partial<StatusMessage> = {}): StatusMessage => ({
  type: 'status',
  state: 'receiving',
  since: '2026-11-24T11:00:00.000+01:00',
  input: '/dev/ttyAMA0',
  mode,
  frames: 100,
  rejected: { checksum: 3, parity: 1, format: 0, implausible: 2 },
  clients: 1,
  faults: [],
  ...more,
});

/** A supplier's own calendar with all ten registers, which the simulator does not have. */
export const suppliersSample: SampleMessage = {
  type: 'sample',
  at: '2026-11-24T11:00:02.120+01:00',
  contract: 'MES 10 HEURES',
  calendar: 'MES 10 HEURES',
  period: 'HEURE PLEINE',
  papp: 1200,
  iinst: 5,
  voltages: [231],
  pinj: 0,
  pinjEstimated: false,
  indexes: Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [`INDEX${String(i + 1).padStart(2, '0')}`, 1000 + i]),
  ),
  indexNames: { INDEX01: 'HEURE CREUSE', INDEX02: 'HEURE PLEINE' },
  injectionIndex: 81_250,
  ejp: { active: false, notice: null },
  overload: null,
  facts: { breaker: 0, coverOpen: false, overvoltage: false, clockDegraded: false },
  subscribed: 12_000,
};
