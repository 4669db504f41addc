import { SCENARIOS, SIMULATED_CONTRACTS } from '../simulator/choices.ts';
import { type MeterOptions, SimulatedMeter } from '../simulator/meter.ts';
import { type TransmissionOptions, transmission } from '../simulator/noise.ts';
import { InputError, type Source, type SourceEvents } from './source.ts';

/** Most frames given at once, when a simulation faster than its line has fallen behind. */
const MAX_AT_ONCE = 200;

interface SimulationOptions extends Omit<MeterOptions, 'start'>, TransmissionOptions {
  /** Instant from which the meter counts, ms; now when undefined. */
  readonly since: number | undefined;
  /** Seconds of the meter in one of ours. */
  readonly speed: number;
}

/**
 * The source of `sim:NAME?contract=…&mode=…&phases=…&seed=…&since=…&speed=…&noise=…&parity=1&producer=1`, where NAME is
 * a scenario or a contract.
 * @throws InputError when a name is unknown or a number is not valid
 */
export function simulatedSource(url: string): Source {
  const options = parseOptions(url);
  let timer: NodeJS.Timeout | undefined;
  const live = (events: SourceEvents): void => {
    const start = Date.now();
    const meter = new SimulatedMeter({ ...options, start: options.since ?? start });
    meter.advanceTo(start);
    const began = performance.now();
    let frame = meter.next();
    const line = transmission(options);
    const due = (): number => (frame.at - start) / options.speed - (performance.now() - began);
    const step = (): void => {
      for (let i = 0; i < MAX_AT_ONCE && due() <= 0; i++) {
        events.bytes(line(frame.bytes));
        frame = meter.next();
      }
      timer = setTimeout(step, Math.max(5, due()));
    };
    events.opened();
    step();
  };
  return {
    start: (events) => {
      timer = setTimeout(live, 0, events);
    },
    stop: async () => clearTimeout(timer),
  };
}

function parseOptions(url: string): SimulationOptions {
  const [name = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  const scenario = SCENARIOS.find((known) => known === name);
  const wanted = parameters.get('contract') ?? (scenario ? 'ejp' : name);
  const contract = SIMULATED_CONTRACTS.find((known) => known === wanted);
  if (!contract) throw new InputError('scenario', name, [...SCENARIOS, ...SIMULATED_CONTRACTS].join(', '));
  const number = (word: string): number | undefined => {
    const text = parameters.get(word);
    if (text === null) return undefined;
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0) throw new InputError('scenario', `${word}=${text}`, '0…');
    return value;
  };
  return {
    contract,
    mode: parameters.get('mode') === 'standard' ? 'standard' : 'historique',
    phases: parameters.get('phases') === '3' ? 3 : 1,
    scenario: scenario ?? 'day',
    seed: number('seed') ?? 1,
    producer: parameters.get('producer') === '1',
    noise: number('noise'),
    parity: parameters.get('parity') === '1',
    since: number('since'),
    speed: number('speed') || 1,
  };
}
