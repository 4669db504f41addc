import { type MeterOptions, SimulatedMeter } from '../simulator/meter.ts';
import { type TransmissionOptions, transmission } from '../simulator/noise.ts';
import { SCENARIOS, SIMULATED_CONTRACTS } from '../simulator/scenario.ts';
import type { TicMode } from '../tic/labels.ts';
import { InputError, type Source, type SourceEvents } from './source.ts';

/** Most frames given at once, when a simulation faster than its line has fallen behind. */
const MAX_AT_ONCE = 200;

/** A simulated meter that lives in real time, or `speed` times as fast. */
class SimulatedSource implements Source {
  readonly #options: Omit<MeterOptions, 'start'> & TransmissionOptions;
  /** Instant from which the meter counts, ms; the start when undefined. */
  readonly #since: number | undefined;
  readonly #speed: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Omit<MeterOptions, 'start'> & TransmissionOptions, since: number | undefined, speed: number) {
    this.#options = options;
    this.#since = since;
    this.#speed = speed;
  }

  start(events: SourceEvents): void {
    const start = Date.now();
    const meter = new SimulatedMeter({ ...this.#options, start: this.#since ?? start });
    meter.advanceTo(start);
    const began = performance.now();
    let frame = meter.next();
    const line = transmission(this.#options);
    const due = (): number => (frame.at - start) / this.#speed - (performance.now() - began);
    const step = (): void => {
      for (let i = 0; i < MAX_AT_ONCE && due() <= 0; i++) {
        events.bytes(line(frame.bytes));
        frame = meter.next();
      }
      this.#timer = setTimeout(step, Math.max(5, due()));
    };
    this.#timer = setTimeout(() => {
      events.opened();
      step();
    }, 0);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
  }

  reopen(): void {}
}

/**
 * The source of `sim:NAME?contract=…&mode=…&phases=…&seed=…&since=…&speed=…&noise=…&parity=1&producer=1`, where NAME is
 * a scenario or a contract.
 * @throws InputError when a name is unknown or a number is not valid
 */
export function simulatedSource(url: string): Source {
  const [name = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  const scenario = SCENARIOS.find((known) => known === name);
  const contract = SIMULATED_CONTRACTS.find(
    (known) => known === (parameters.get('contract') ?? (scenario ? 'ejp' : name)),
  );
  if (!contract) throw new InputError('scenario', name, [...SCENARIOS, ...SIMULATED_CONTRACTS].join(', '));
  const number = (word: string): number | undefined => {
    const text = parameters.get(word);
    if (text === null) return undefined;
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0) throw new InputError('scenario', `${word}=${text}`, '0…');
    return value;
  };
  const mode: TicMode = parameters.get('mode') === 'standard' ? 'standard' : 'historique';
  const options = {
    contract,
    mode,
    phases: parameters.get('phases') === '3' ? (3 as const) : (1 as const),
    scenario: scenario ?? ('day' as const),
    seed: number('seed') ?? 1,
    producer: parameters.get('producer') === '1',
    noise: number('noise'),
    parity: parameters.get('parity') === '1',
  };
  return new SimulatedSource(options, number('since'), number('speed') || 1);
}
