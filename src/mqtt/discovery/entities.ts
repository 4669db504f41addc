import { knownContract } from '../../meter/contract.ts';
import { EVENTS } from '../payloads/events.ts';
import {
  choice,
  diagnostic,
  type Entity,
  energy,
  euros,
  field,
  instant,
  item,
  measure,
  onOff,
  price,
  sensor,
} from './component.ts';
import type { Traits } from './traits.ts';

const COLOURS = ['blue', 'white', 'red'];
const PHASES = [1, 2, 3];

/** EJP as one state. */
export const EJP_STATES = ['off', 'notice', 'peak'];
const EJP_STATE =
  "{{ none if value_json.ejp.active is none else 'peak' if value_json.ejp.active == 'ON' else 'notice' if value_json.ejp.announced == 'ON' else 'off' }}";

/** The entities of a home. */
export function entitiesOf(traits: Traits): Entity[] {
  return [...powers(traits), ...indexes(traits), ...tariff(traits), ...health(traits), ...costs(traits), events];
}

function powers({ threePhase, hasVoltages, injection }: Traits): Entity[] {
  const perPhase = (name: string, list: string, deviceClass: string, unit: string): Entity[] =>
    PHASES.map((phase) => measure('live', `${name}_${phase}`, deviceClass, unit, item(list, phase - 1)));
  return [
    measure('live', 'papp', 'apparent_power', 'VA'),
    measure('live', 'mean', 'power', 'W'),
    measure('live', 'iinst', 'current', 'A'),
    ...(threePhase ? perPhase('iinst', 'phases', 'current', 'A') : []),
    ...(hasVoltages && threePhase ? perPhase('voltage', 'voltages', 'voltage', 'V') : []),
    ...(hasVoltages && !threePhase ? [measure('live', 'voltage', 'voltage', 'V', item('voltages', 0))] : []),
    ...(injection ? [measure('live', 'pinj', 'apparent_power', 'VA')] : []),
  ];
}

function indexes({ keys, injection }: Traits): Entity[] {
  return [
    ...keys.map((key) => energy(`index_${key.toLowerCase()}`, key)),
    ...(injection === 'measured' ? [energy('injection', 'injection')] : []),
    ...(injection === 'estimated' ? [energy('injection_estimated', 'injectionEstimated')] : []),
  ];
}

function tariff({ contract }: Traits): Entity[] {
  const periods = knownContract(contract)?.periods;
  return [
    diagnostic(sensor('state', 'contract', field('contract'))),
    // The words of a supplier's calendar are learned one by one.
    periods ? choice('period', 'period', periods) : sensor('state', 'period', field('period')),
    ...(contract === 'EJP' ? ejp : []),
    ...(contract === 'TEMPO' ? tempo : []),
  ];
}

const ejp: readonly Entity[] = [
  choice('ejp', 'ejp', EJP_STATES, EJP_STATE),
  onOff('ejp_active', 'ejp.active'),
  onOff('ejp_announced', 'ejp.announced'),
  instant('ejp_from', 'ejp.from'),
  instant('ejp_until', 'ejp.until'),
  sensor('state', 'ejp_days', field('ejp.days'), { more: { state_class: 'measurement' } }),
  sensor('state', 'ejp_left', field('ejp.left'), { more: { state_class: 'measurement' } }),
];

const tempo: readonly Entity[] = [
  choice('tempo_today', 'tempo.today', COLOURS),
  choice('tempo_tomorrow', 'tempo.tomorrow', COLOURS),
];

function health({ hasFacts }: Traits): Entity[] {
  const facts: readonly Entity[] = [
    sensor('state', 'breaker', field('facts.breaker'), { more: { state_class: 'measurement' } }),
    onOff('cover', 'facts.coverOpen', 'tamper'),
    onOff('overvoltage', 'facts.overvoltage', 'problem'),
    onOff('meter_clock', 'facts.clockDegraded', 'problem'),
  ];
  return [
    onOff('overload', 'overload', 'problem'),
    diagnostic(measure('state', 'subscribed', 'apparent_power', 'VA')),
    ...(hasFacts ? facts.map(diagnostic) : []),
    diagnostic({ ...onOff('fault', 'fault', 'problem'), withoutMeter: true }),
    diagnostic(
      sensor('state', 'rejected', field('rejected'), { more: { state_class: 'total_increasing' }, withoutMeter: true }),
    ),
    diagnostic({
      key: 'meter',
      platform: 'binary_sensor',
      topic: 'meter',
      template: '{{ value }}',
      more: { device_class: 'connectivity', payload_on: 'online', payload_off: 'offline' },
      withoutMeter: true,
    }),
  ];
}

const costs = ({ keys, injection }: Traits): Entity[] => [
  price('price_now', 'now'),
  ...keys.map((key) => price(`price_${key.toLowerCase()}`, `price.${key}`)),
  euros('cost_today', 'today'),
  ...(injection ? [price('price_injection', 'price.INJECTION'), euros('revenue_today', 'revenue')] : []),
];

/** Each edge as an event; `event_type` is the name that Home Assistant looks for. */
const events: Entity = {
  key: 'event',
  platform: 'event',
  topic: 'event',
  template: '{"event_type": "{{ value_json.event }}", "at": "{{ value_json.at }}"}',
  more: { event_types: EVENTS },
  withoutMeter: true,
};
