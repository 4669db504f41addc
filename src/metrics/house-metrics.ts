import type { FaultPart, SampleMessage, StatusMessage } from '../feed/messages.ts';
import type { Metric, Sample } from './exposition.ts';

/** What a daemon has counted, this one and those before it. */
export interface Counters {
  /** Complete frames. */
  readonly frames: number;
  /** Groups rejected, by reason. */
  readonly checksum: number;
  readonly parity: number;
  readonly format: number;
  readonly implausible: number;
}

/** All that metrics are made of. */
export interface MetricsInput {
  readonly version: string;
  readonly status: StatusMessage;
  /** The last one, if any has come. */
  readonly sample: SampleMessage | undefined;
  readonly counters: Counters;
  /** When the last frame came, ms since 1970; undefined while that is not known. */
  readonly lastFrameAt: number | undefined;
}

/** Every part that can fail, so that a fault is a series that rises from 0, and not one that appears. */
const PARTS: Readonly<Record<FaultPart, true>> = {
  ...{ log: true, feed: true, oled: true, led: true, conf: true, clock: true, input: true, labels: true },
  ...{ relay: true, commands: true, metrics: true },
};

type Values = readonly (Sample | undefined)[];

const gauge = (name: string, help: string, values: Values): Metric => metric('gauge', name, help, values);
const counter = (name: string, help: string, values: Values): Metric => metric('counter', name, help, values);
const metric = (type: Metric['type'], name: string, help: string, values: Values): Metric => ({
  ...{ type, name, help, samples: values.filter((value) => value !== undefined) },
});

/** A value, where it is known. */
const known = (value: number | boolean | undefined, labels?: Sample['labels']): Sample | undefined =>
  value === undefined ? undefined : { value: Number(value), ...(labels ? { labels } : {}) };

/** What the house draws and the daemon does. What the meter does not say now is left out; what it has counted stays. */
export function metricsOf(input: MetricsInput): Metric[] {
  return [...meterMetrics(input), ...energyMetrics(input.sample), ...daemonMetrics(input)];
}

/** What the meter says at this moment: nothing while it is silent. */
function meterMetrics({ status, sample: last }: MetricsInput): Metric[] {
  const sample = status.state === 'receiving' ? last : undefined;
  const { papp, pappEstimated = false, pinj, pinjEstimated, iinst, phases, voltages, tempo } = sample ?? {};
  const ofPhase = (values: readonly number[]): Values => values.map((value, i) => known(value, { phase: `${i + 1}` }));
  // Of three phases the meter sends the sum of their powers, and the current of each.
  const currents = phases ?? (iinst === undefined ? [] : [iinst]);
  const ejp = sample?.contract === 'EJP' && !sample.ejp.unknown ? sample.ejp : undefined;
  const { contract, period } = sample ?? {};
  return [
    gauge('linky_apparent_power_voltamperes', 'Apparent power; estimated where it is deduced from the current.', [
      known(papp, { direction: 'drawn', estimated: String(pappEstimated) }),
      known(pinj, { direction: 'injected', estimated: String(pinjEstimated ?? false) }),
    ]),
    gauge('linky_current_amperes', 'Current of each phase.', ofPhase(currents)),
    gauge('linky_voltage_volts', 'Voltage of each phase.', ofPhase(voltages ?? [])),
    gauge('linky_subscribed_voltamperes', 'Subscribed power.', [known(sample?.subscribed)]),
    gauge('linky_overload', 'Whether more is drawn than is subscribed.', [known(sample && sample.overload !== null)]),
    gauge('linky_period_info', 'The contract, and the period that counts now.', [
      contract === undefined ? undefined : { labels: { contract, period: period ?? '' }, value: 1 },
    ]),
    gauge('linky_ejp_peak_active', 'Whether the mobile peak runs.', [known(ejp?.active)]),
    gauge('linky_ejp_notice', 'Whether a mobile peak is announced.', [known(ejp && ejp.notice !== null)]),
    gauge('linky_tempo_info', 'Tempo colours of today and tomorrow.', [
      tempo && { labels: { today: tempo.today ?? '', tomorrow: tempo.tomorrow ?? '' }, value: 1 },
    ]),
  ];
}

/** The meter's own indexes: they never fall, but where it is replaced. */
function energyMetrics(sample: SampleMessage | undefined): Metric[] {
  const { indexes = {}, indexNames = {}, injectionIndex } = sample ?? {};
  return [
    counter(
      'linky_energy_watthours_total',
      'Energy drawn, by index of the meter.',
      Object.entries(indexes).map(([register, wh]) => known(wh, { register })),
    ),
    gauge(
      'linky_register_info',
      'What the supplier calls an index of its calendar.',
      Object.entries(indexNames).map(([register, name]) => known(1, { register, name })),
    ),
    counter('linky_injected_energy_watthours_total', 'Energy injected, where the meter counts it.', [
      known(injectionIndex),
    ]),
  ];
}

function daemonMetrics({ version, status, counters, lastFrameAt }: MetricsInput): Metric[] {
  const { frames, ...rejected } = counters;
  const failing = new Set((status.faults ?? []).map(({ part }) => part));
  const { relay } = status;
  return [
    counter('linky_frames_total', 'Complete frames received.', [known(frames)]),
    counter(
      'linky_rejected_groups_total',
      'Groups of the meter that were not believed.',
      Object.entries(rejected).map(([reason, count]) => known(count, { reason })),
    ),
    gauge('linky_last_frame_timestamp_seconds', 'When the last frame came.', [
      known(lastFrameAt === undefined ? undefined : Math.round(lastFrameAt) / 1000),
    ]),
    gauge(
      'linky_fault',
      'Whether a part of the daemon fails.',
      Object.keys(PARTS).map((part) => known(failing.has(part), { part })),
    ),
    gauge('linky_relay_open', 'Whether the relay keeps its load off.', [known(relay?.open ?? undefined)]),
    gauge('linky_build_info', 'The version of linky-monitor.', [known(1, { version })]),
  ];
}
