import { SCENARIOS, SIMULATED_CONTRACTS } from '../simulator/choices.ts';
import { type MeterOptions, SimulatedMeter } from '../simulator/meter.ts';
import { type TransmissionOptions, transmission } from '../simulator/noise.ts';
import { simulatedTime } from './simulated-time.ts';
import { InputError, type Source, type SourceEvents } from './source.ts';

/** A frame is this old at most when the meter is first listened to, ms: it has been sending for ever. */
const FRAME_MS = 1500;
/** Most frames given at once, when a simulation faster than its line has fallen behind. */
const MAX_AT_ONCE = 200;

interface SimulationOptions extends Omit<MeterOptions, 'start'>, TransmissionOptions {
  /** Instant from which the meter counts, ms; now when undefined. */
  readonly since: number | undefined;
  /** Seconds of the meter in one of ours. */
  readonly speed: number;
}

/**
 * The source of `sim:NAME?contract=…&mode=…&phases=…&seed=…&noise=…&parity=1&producer=1`, where NAME is a scenario or a
 * contract. `since=…&indexes=…,…`: when its counting began, ms, and with which values, Wh; `at=…&speed=…`: its time
 * (simulated-time.ts).
 * @throws InputError when a name is unknown or a number is not valid
 */
export function simulatedSource(url: string): Source {
  const options = parseOptions(url);
  const time = simulatedTime(`sim:${url}`);
  let timer: NodeJS.Timeout | undefined;
  const live = (events: SourceEvents): void => {
    const start = (time?.now() ?? Date.now()) - FRAME_MS;
    const meter = new SimulatedMeter({ ...options, start: options.since ?? start });
    meter.advanceTo(start);
    const began = performance.now();
    let frame = meter.next();
    const line = transmission(options);
    const due = (): number => (frame.at - start - FRAME_MS) / options.speed - (performance.now() - began);
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
  const numberIn = (word: string, text: string): number => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0) throw new InputError('scenario', `${word}=${text}`, '0…');
    return value;
  };
  const number = (word: string): number | undefined => {
    const text = parameters.get(word);
    return text === null ? undefined : numberIn(word, text);
  };
  const oneOf = <T extends string>(word: string, choices: readonly [T, ...T[]]): T => {
    const text = parameters.get(word) ?? choices[0];
    const choice = choices.find((known) => known === text);
    if (choice === undefined) throw new InputError('scenario', `${word}=${text}`, choices.join(', '));
    return choice;
  };
  // Read by simulated-time.ts, which takes a wrong one for none.
  number('at');
  return {
    contract,
    mode: oneOf('mode', ['historique', 'standard']),
    phases: oneOf('phases', ['1', '3']) === '3' ? 3 : 1,
    scenario: scenario ?? 'day',
    seed: number('seed') ?? 1,
    producer: oneOf('producer', ['0', '1']) === '1',
    noise: number('noise'),
    parity: oneOf('parity', ['0', '1']) === '1',
    since: number('since'),
    indexes: parameters
      .get('indexes')
      ?.split(',')
      .map((text) => numberIn('indexes', text)),
    speed: number('speed') || 1,
  };
}
