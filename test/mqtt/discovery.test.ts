process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { PriceList } from '../../src/energy/prices.ts';
import type { SampleMessage } from '../../src/feed/messages.ts';
import { EJP_STATES } from '../../src/mqtt/discovery/entities.ts';
import { EventWatch } from '../../src/mqtt/payloads/events.ts';
import { type Presentation, Publication } from '../../src/mqtt/publication.ts';
import { Topics } from '../../src/mqtt/topics.ts';
import { textsIn } from '../../src/text/index.ts';
import { findingsOf } from '../support/home-assistant-rules.ts';
import { HOMES, type Home, samplesOf, statusOf, suppliersSample } from '../support/mqtt-homes.ts';
import { root } from '../support/paths.ts';

const topics = new Topics('linky', '0f3a91c2');
const isRetained = (topic: string): boolean =>
  !['live', 'event', 'record'].some((name) => topic === topics.of(name as 'live'));
const presentation = (lang: 'fr' | 'en' = 'fr'): Presentation => ({
  topics,
  texts: textsIn(lang).mqttEntities,
  version: '1.0.0',
  interval: 10,
  isNamed: false,
});
const prices = new PriceList(
  ['BASE', 'HC', 'HP', 'HN', 'HPM', 'HCJB', 'INDEX01', 'INJECTION'].map((key) => ({
    day: '2026-01-01',
    key,
    price: 0.2,
  })),
);
const money = { day: '2026-11-24', cost: 0n, revenue: 0n } as const;

type Document = Record<string, unknown> & { components: Record<string, Record<string, unknown>> };

/** A home after some of its samples, with what its logs say. */
function publicationOf(samples: readonly SampleMessage[], mode: string): Publication {
  const publication = new Publication(false);
  publication.takeStatus(statusOf(mode));
  for (const sample of samples) publication.takeSample(sample);
  publication.takeAccounts({ money, season: { days: 3, left: 19 }, injectedEstimate: undefined });
  return publication;
}

const homeOf = (home: Home, seconds = 60): Publication => publicationOf(samplesOf(home, seconds), home.mode);
const documentOf = (publication: Publication, lang?: 'fr' | 'en'): Document =>
  JSON.parse(publication.discovery(presentation(lang))?.payload ?? '') as Document;
const DISCOVERY_TOPIC = 'homeassistant/device/linky_0f3a91c2/config';

const CASES: readonly (readonly [string, () => Publication])[] = [
  ...Object.entries(HOMES).map(([name, home]) => [name, () => homeOf(home)] as const),
  ["a supplier's calendar, standard, producer", () => publicationOf([suppliersSample], 'standard')],
];

describe('the discovery document', () => {
  assert.equal(CASES.length, 12);

  for (const [name, publication] of CASES) {
    test(`keeps every rule of Home Assistant: ${name}`, () => {
      const message = publication().discovery(presentation());
      assert.ok(message);
      assert.deepEqual([message.topic, message.qos, message.retain], [DISCOVERY_TOPIC, 1, true]);
      assert.deepEqual(findingsOf(message.topic, JSON.parse(message.payload) as Document, isRetained), []);
    });
  }

  const planted: readonly (readonly [string, (document: Document) => void, topic?: string])[] = [
    ['an unknown key at the root', (d) => Object.assign(d, { '~': 'linky' })],
    ['a component without unique_id', (d) => Reflect.deleteProperty(d.components['papp'] ?? {}, 'unique_id')],
    ['object_id, which is gone', (d) => Object.assign(d.components['papp'] ?? {}, { object_id: 'papp' })],
    [
      'energy that is a measurement',
      (d) => Object.assign(d.components['index_hn'] ?? {}, { state_class: 'measurement' }),
    ],
    ['apparent power in W', (d) => Object.assign(d.components['papp'] ?? {}, { unit_of_measurement: 'W' })],
    ['an enum with a unit', (d) => Object.assign(d.components['ejp'] ?? {}, { unit_of_measurement: '1' })],
    [
      'a price with a device class',
      (d) => Object.assign(d.components['price_now'] ?? {}, { device_class: 'monetary' }),
    ],
    [
      'monetary that is increasing',
      (d) => Object.assign(d.components['cost_today'] ?? {}, { state_class: 'measurement' }),
    ],
    ['a retained topic that expires', (d) => Object.assign(d.components['index_hn'] ?? {}, { expire_after: 60 })],
    [
      'the same unique_id twice',
      (d) => Object.assign(d.components['mean'] ?? {}, { unique_id: d.components['papp']?.['unique_id'] }),
    ],
    ['a topic that Home Assistant does not look at', () => undefined, 'homeassistant/device/linky é/config'],
  ];
  for (const [what, plant, topic = DISCOVERY_TOPIC] of planted) {
    test(`the rules find a planted fault: ${what}`, () => {
      const document = documentOf(homeOf(HOMES['EJP, historique'] as Home));
      plant(document);
      assert.ok(findingsOf(topic, document, isRetained).length > 0);
    });
  }

  test('names each entity in both languages, and no entity twice', () => {
    for (const [name, publication] of CASES) {
      for (const lang of ['fr', 'en'] as const) {
        const names = Object.values(documentOf(publication(), lang).components).map((component) => component['name']);
        assert.deepEqual(names.length, new Set(names).size, `${name}: ${names.join(', ')}`);
      }
    }
    const supplier = documentOf(publicationOf([suppliersSample], 'standard')).components;
    assert.deepEqual(
      [supplier['index_index01']?.['name'], supplier['price_index03']?.['name']],
      ['Index HEURE CREUSE', 'Prix INDEX03'],
    );
  });

  test('the README names no entity that no home has', () => {
    const ids = new Set(
      CASES.flatMap(([, publication]) =>
        Object.values(documentOf(publication()).components).map((component) => component['default_entity_id']),
      ),
    );
    const named =
      readFileSync(join(root, 'src/mqtt/README.md'), 'utf8').match(/\b(sensor|binary_sensor|event)\.linky_\w+/g) ?? [];
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter((id) => !ids.has(id)),
      [],
    );
  });

  test('what only some homes have: EJP, Tempo colours, phases, voltages, injection, the status register', () => {
    const has = (name: string): string[] => Object.keys(documentOf(homeOf(HOMES[name] as Home)).components);
    const differs = (name: string, keys: readonly string[]): boolean[] => keys.map((key) => has(name).includes(key));
    const keys = [
      'ejp',
      'tempo_tomorrow',
      'iinst_3',
      'voltage',
      'voltage_2',
      'injection',
      'injection_estimated',
      'breaker',
    ];
    const [no, yes] = [false, true];
    assert.deepEqual(differs('EJP, historique', keys), [yes, no, no, no, no, no, yes, no]);
    assert.deepEqual(differs('TEMPO, standard, three phases', keys), [no, yes, yes, no, yes, no, no, yes]);
    assert.deepEqual(differs('EJP, standard, producer', keys), [yes, no, no, yes, no, yes, no, yes]);
    assert.deepEqual(differs('BASE, historique', keys), [no, no, no, no, no, no, no, no]);
  });

  test('an estimated injection shows from the first one on, and is not forgotten', () => {
    const publication = new Publication(false);
    const [sample] = samplesOf(HOMES['BASE, historique'] as Home, 10) as [SampleMessage];
    const hasInjection = (): boolean => Object.hasOwn(publication.components ?? {}, 'injection_estimated');
    publication.takeSample(sample);
    assert.ok(!hasInjection());
    publication.takeSample({ ...sample, papp: 0, iinst: 2, pinj: 440 });
    publication.takeSample(sample);
    assert.ok(hasInjection());
    assert.ok(
      Object.hasOwn(new Publication(true).components ?? {}, 'papp') === false,
      'nothing before the first sample',
    );
  });

  test('a value that a frame lacks takes no entity away; another contract does', () => {
    const publication = homeOf(HOMES['TEMPO, standard, three phases'] as Home);
    const before = publication.components;
    const { sample } = publication;
    assert.ok(sample);
    const { phases, voltages, facts, injectionIndex, ...poor } = sample;
    publication.takeSample(poor);
    assert.deepEqual(publication.components, before);
    publication.takeSample({ ...poor, contract: 'BASE', indexes: { BASE: 1 } });
    const gone = ['index_hcjb', 'tempo_today', 'iinst_1', 'breaker'].filter((key) =>
      Object.hasOwn(publication.components ?? {}, key),
    );
    assert.deepEqual(gone, []);
    const message = publication.discovery(presentation(), { index_hcjb: 'sensor' });
    const document = JSON.parse(message?.payload ?? '') as Document;
    assert.deepEqual(document.components['index_hcjb'], { platform: 'sensor' });
    assert.deepEqual(findingsOf(DISCOVERY_TOPIC, document, isRetained), []);
  });
});

/** Renders templates as Home Assistant does, by jinja2: `[template, payload]` each, from stdin to stdout. */
const RENDER = `
import json, sys
from jinja2 import Environment
env = Environment()
def render(template, payload):
    try: value = json.loads(payload)
    except ValueError: value = None
    return env.from_string(template).render(value=payload, value_json=value)
print(json.dumps([render(*each) for each in json.load(sys.stdin)]))
`;
const hasJinja = spawnSync('python3', ['-c', 'import jinja2']).status === 0;

/** Whether a rendered text is what its entity takes. `None` is unknown. */
function fits(component: Record<string, unknown>, text: string): boolean {
  if (component['platform'] === 'event') {
    const { event_type: type } = JSON.parse(text) as { event_type: unknown };
    return (component['event_types'] as unknown[]).includes(type);
  }
  if (text === 'None') return true;
  if (component['platform'] === 'binary_sensor') {
    return [component['payload_on'] ?? 'ON', component['payload_off'] ?? 'OFF'].includes(text);
  }
  if (component['options']) return (component['options'] as unknown[]).includes(text);
  if (component['device_class'] === 'timestamp')
    return /T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  if (component['unit_of_measurement'] || component['state_class']) return text !== '' && !Number.isNaN(Number(text));
  return text !== '';
}

describe('every template in a real jinja2', { skip: hasJinja ? false : 'needs python3-jinja2' }, () => {
  for (const [name, make] of CASES) {
    test(`every template renders what its entity takes: ${name}`, () => {
      const publication = make();
      const { components } = documentOf(publication);
      const full = publication.sample as SampleMessage;
      const watch = new EventWatch();
      watch.takeSample(full);
      const events = watch.takeSample({ ...full, overload: 42 }).map((event) => JSON.stringify(event));
      assert.equal(events.length, 1);
      /** By topic the payloads of a full sample and of one that knows next to nothing. */
      const payloads = (): Record<string, string | undefined> =>
        Object.fromEntries(
          [
            publication.live(topics),
            publication.index(topics),
            publication.state(topics),
            publication.cost(topics, prices),
          ].map((message) => [message?.topic ?? '', message?.payload]),
        );
      const rich = payloads();
      const { at, contract, pinjEstimated } = full;
      const ejp = { active: false, unknown: true, notice: null };
      publication.takeSample({ type: 'sample', at, contract, pinjEstimated, indexes: {}, ejp, overload: null });
      const poor = payloads();
      const fixed = { [topics.of('meter')]: 'online', [topics.of('event')]: events[0] };
      const jobs = [rich, poor].flatMap((each) =>
        Object.entries(components).flatMap(([key, component]) =>
          [component['value_template'], component['last_reset_value_template']].flatMap((template, i) =>
            template === undefined
              ? []
              : [
                  {
                    key,
                    component: i === 0 ? component : { device_class: 'timestamp' },
                    template,
                    payload: { ...each, ...fixed }[component['state_topic'] as string],
                  },
                ],
          ),
        ),
      );
      for (const { key, payload } of jobs) assert.ok(payload, `${key}: nothing on its topic`);
      const input = JSON.stringify(jobs.map(({ template, payload }) => [template, payload]));
      const { stdout, stderr } = spawnSync('python3', ['-c', RENDER], { input, encoding: 'utf8' });
      assert.equal(stderr, '');
      const texts = JSON.parse(stdout) as string[];
      const wrong = jobs.flatMap(({ key, component, payload }, i) =>
        fits(component, texts[i] ?? '') ? [] : [`${key}: ${texts[i]} of ${payload}`],
      );
      assert.deepEqual(wrong, []);
      // Of a full sample nearly all is known.
      const known = texts.slice(0, texts.length / 2).filter((text) => text !== 'None').length;
      assert.ok(known >= texts.length / 2 - 12, `${known} of ${texts.length / 2}`);
    });
  }

  test('EJP as one state: off, notice, peak, unknown', () => {
    const publication = homeOf(HOMES['EJP, historique'] as Home);
    const { sample } = publication;
    assert.ok(sample);
    const template = documentOf(publication).components['ejp']?.['value_template'];
    const notice = { from: '2026-11-25T07:00:00+01:00' };
    const states = [
      { active: false, notice: null },
      { active: false, notice },
      { active: true, notice: null },
      { active: true, unknown: true, notice: null },
    ].map((ejp) => {
      publication.takeSample({ ...sample, ejp });
      return [template, publication.state(topics)?.payload];
    });
    const { stdout } = spawnSync('python3', ['-c', RENDER], { input: JSON.stringify(states), encoding: 'utf8' });
    assert.deepEqual(JSON.parse(stdout), [...EJP_STATES, 'None']);
  });
});
