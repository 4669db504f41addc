import type { TicMode } from '../tic/labels.js';
import { type MeterOptions, SimulatedMeter } from './simulated.js';
import { InputError, type Source, type SourceEvents } from './source.js';

export const CONTRACTS = ['base', 'hc', 'ejp', 'tempo', 'producer'] as const;
export const SCENARIOS = ['day', 'ejp-day'] as const;

/** Frames given at once at most, when a simulation faster than its line has fallen behind. */
const MOST_AT_ONCE = 200;

/** A simulated meter that lives in real time, or `speed` times as fast. */
class Simulation implements Source {
  readonly #options: Omit<MeterOptions, 'start'>;
  /** Instant since which the meter has been counting, ms; now when undefined. */
  readonly #since: number | undefined;
  readonly #speed: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Omit<MeterOptions, 'start'>, since: number | undefined, speed: number) {
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
    const due = (): number => (frame.at - start) / this.#speed - (performance.now() - began);
    const step = (): void => {
      for (let i = 0; i < MOST_AT_ONCE && due() <= 0; i++) {
        events.bytes(frame.bytes);
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
 * The source of `sim:NAME?contract=…&mode=…&phases=…&seed=…&since=…`, where NAME is a scenario or a contract.
 * @throws InputError when a name is not known
 */
export function simulation(url: string): Source {
  const [name = '', query = ''] = url.split('?');
  const words = new URLSearchParams(query);
  const scenario = SCENARIOS.find((known) => known === name);
  const contract = CONTRACTS.find((known) => known === (words.get('contract') ?? (scenario ? 'ejp' : name)));
  if (!contract) throw new InputError('scenario', name, [...SCENARIOS, ...CONTRACTS].join(', '));
  const mode: TicMode = words.get('mode') === 'standard' ? 'standard' : 'historique';
  const options = {
    contract,
    mode,
    phases: words.get('phases') === '3' ? (3 as const) : (1 as const),
    scenario: scenario ?? ('day' as const),
    seed: Number(words.get('seed') ?? 1),
    producer: contract === 'producer',
  };
  const since = words.get('since');
  return new Simulation(options, since === null ? undefined : Number(since), Number(words.get('speed') ?? 1) || 1);
}
