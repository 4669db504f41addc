process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialSelection, type Selection } from '../../src/tui/model/selection.ts';
import { afterLogData, afterMessage, type State } from '../../src/tui/model/state.ts';
import { view } from '../../src/tui/view.ts';
import { euros } from '../support/euros.ts';
import { type Page, pages } from '../support/screen-pages.ts';
import { costOf, liveWith, NOW, situations } from '../support/screen-situations.ts';

const page = (name: string): Page => pages()[name] as Page;

const shown = (
  state: State,
  [width, height]: readonly [number, number],
  look: Partial<Selection> = {},
  lang: 'fr' | 'en' = 'fr',
): string =>
  view(state, { width, height, lang, now: NOW, selection: { ...initialSelection, ...look } })
    .map((line) => line.map(({ text }) => text).join(''))
    .join('\n')
    .replace(/[\u202f\u00a0]/g, ' ');

test('a home that never injected gives the room of the injection to the power; the user may say otherwise', () => {
  const { state } = page('liveBase');
  for (const size of [
    [60, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const) {
    assert.doesNotMatch(shown(state, size), /Injection/, String(size));
    assert.match(shown(state, size, { injection: 'on' }), /Injection/);
  }
  const { state: panels } = page('liveCosts');
  assert.match(shown(panels, [80, 24]), /Injection/);
  assert.doesNotMatch(shown(panels, [80, 24], { injection: 'off' }), /Injection \(kW\)/);
});

test('injection has its place at the first VA of it, and until the logs are read', () => {
  const { state } = page('liveBase');
  const sample = state.sample?.message;
  assert.ok(sample);
  assert.match(shown(afterMessage(state, { ...sample, pinj: 20 }, NOW), [80, 24]), /Injection \(kW\)/);
  assert.match(shown(afterMessage(state, { ...sample, injectionIndex: 12 }, NOW), [80, 24]), /Injection \(kW\)/);
  const { costs, ...others } = state.logData;
  assert.ok(costs);
  assert.match(shown({ ...state, logData: others }, [80, 24]), /Injection \(kW\)/);
});

test('a missing price takes the place of no row: the title says it', () => {
  const unpriced = costOf({
    periods: [{ period: 'HN', key: 'HN', wh: 8412, cost: euros(1.3) }],
    total: { wh: 8412, cost: euros(1.3) },
    injected: { wh: 4105, revenue: undefined, estimated: true, isKnown: true },
  });
  const state = { ...page('liveCosts').state, today: unpriced };
  const text = shown(state, [80, 24]);
  assert.match(text, /Conso et coût · 24\/11\/2026 · Prix manquant : INJECTION ─/);
  assert.match(text, /Aujourd’hui[\s\S]*Hier[\s\S]*Mois/);
  assert.match(shown(state, [120, 40]), /Prix manquant : INJECTION \(à donner dans tariffs\.conf\) ─/);
  assert.match(shown(state, [60, 15]), /Conso et coût · Prix manquant : INJECTION/);
});

test('the month and the year have what is known of today at once', () => {
  const { state } = page('liveCosts');
  const wh = (text: string, label: string): number =>
    Number((new RegExp(`${label} +([\\d ]+,\\d{3})`).exec(text)?.[1] ?? 'x').replace(' ', '').replace(',', '.'));
  const sizes = [200, 60] as const;
  const before = wh(shown(state, sizes), 'Mois');
  const grown = costOf({
    periods: [
      { period: 'HN', key: 'HN', wh: 9412, cost: euros(1.5) },
      { period: 'PM', key: 'HPM', wh: 0, cost: 0n },
    ],
    total: { wh: 9412, cost: euros(1.5) },
    injected: { wh: 0, revenue: 0n, estimated: false, isKnown: true },
  });
  assert.equal(Math.round((wh(shown({ ...state, today: grown }, sizes), 'Mois') - before) * 1000), 1000);
  // On the first day of all, nothing is known of before.
  const empty = afterLogData(state, { costs: page('costsEmpty').state.logData.costs as never });
  assert.equal(wh(shown(empty, sizes), 'Mois'), 8.412);
});

test('rows of EJP are for EJP; Tempo has its own year', () => {
  assert.doesNotMatch(shown(page('liveBase').state, [200, 60]).replace(/\n[^\n]*$/, ''), /EJP|saison/i);
  assert.match(shown(page('liveCosts').state, [200, 60]), /Saison EJP +\d/);
  assert.match(shown(page('liveTempo').state, [200, 60]), /An\. Tempo +\d/);
});

test('BASE is said once in the header', () => {
  assert.match(shown(page('liveBase').state, [120, 40]).split('\n')[0] ?? '', /^ BASE {2}● en direct /);
});

test('three phases have a bar each and their voltages, where the meter sends them', () => {
  const state = situations['phases'] as State;
  assert.match(shown(state, [120, 40]), /Phase 1 █+░+ +12 A[\s\S]*Tension +236 \/ 231 \/ 229 V/);
  assert.match(shown(state, [80, 24]), /Phases +12 \/ 3 \/ 4 A[\s\S]*U +236 \/ 231 \/ 229 V/);
  assert.doesNotMatch(shown(liveWith({}), [120, 40]), /Tension/);
});

test('a large screen has the hours of today, the weeks and the month with what it comes to', () => {
  const text = shown(page('liveCosts').state, [200, 60]);
  assert.match(text, /Heures les plus chères d’aujourd’hui[\s\S]*3h–4h +2,713 kWh +0,48 € +pic 2 780 VA/);
  assert.match(text, /S47 2026 +100,0 kWh +19,18 € █+▒+/);
  assert.match(text, /Fin du mois, à ce rythme +~\d+,\d{3} kWh {2}\d+,\d\d €/);
  assert.match(text, /Mois d’avant \(oct\. 2026\) +313,477 kWh {2}55,83 €/);
  assert.doesNotMatch(shown(page('liveCosts').state, [120, 40]), /Semaine par semaine/);
});

test('frames are counted once the daemon has counted some', () => {
  const state = liveWith({});
  const status = state.status?.message;
  assert.ok(status);
  assert.match(shown(state, [120, 40]), /Trames +1 042/);
  assert.doesNotMatch(shown(afterMessage(state, { ...status, frames: 1 }, NOW), [120, 40]), /Trames/);
});
