process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PriceList } from '../../src/energy/prices.ts';
import { seasonOf } from '../../src/report/days/season.ts';
import { forecastOf, meanPeakOf, outlookOf } from '../../src/report/outlook/ejp-outlook.ts';
import type { EjpDayReport } from '../../src/report/sums/ejp-days.ts';
import { dayOf } from '../../src/time/local.ts';
import { type Line, type Segment, widthOf } from '../../src/tui/layout/lines.ts';
import { afterKey } from '../../src/tui/model/keys.ts';
import { type Selection, viewsOf } from '../../src/tui/model/selection.ts';
import { defaultDisplayOptions, terminalOf } from '../../src/tui/terminal/capabilities.ts';
import { Screen } from '../../src/tui/terminal/screen.ts';
import { keyAt, view } from '../../src/tui/view.ts';
import { lastKnownPeriod } from '../../src/tui/views/last-known.ts';
import { viewModelOf } from '../../src/tui/views/view-model.ts';
import { ejpScreens, type TimedPage } from '../support/ejp-screens.ts';
import { euros } from '../support/euros.ts';
import { FakeTerminal, golden } from '../support/screen-cells.ts';

const all = Object.entries(ejpScreens());
const page = (name: string): TimedPage => ejpScreens()[name] as TimedPage;

for (const [columns, rows] of [
  [60, 15],
  [80, 24],
  [120, 40],
  [200, 60],
] as const) {
  for (const lang of ['fr', 'en'] as const) {
    test(`golden EJP pages ${columns}x${rows} ${lang}`, async () => {
      const terminal = new FakeTerminal(columns, rows);
      let now = 0;
      const screen = new Screen({
        ...{ input: terminal.input, output: terminal.output, lang },
        terminal: terminalOf({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8' }, defaultDisplayOptions),
        now: () => now,
        onKey: () => undefined,
        onGone: () => undefined,
      });
      for (const [name, shown] of all) {
        now = shown.now;
        screen.show(shown.state, shown.selection);
        golden(`${name}-${columns}x${rows}-${lang}`, await terminal.text());
      }
      screen.close();
    });
  }
}

const linesOf = (
  shown: TimedPage,
  [width, height]: readonly [number, number],
  lang: 'fr' | 'en' = 'fr',
): readonly Line[] => view(shown.state, { width, height, lang, now: shown.now, selection: shown.selection });

/** The screen as text, without no-break spaces. */
const textOf = (shown: TimedPage, size: readonly [number, number], lang: 'fr' | 'en' = 'fr'): string =>
  linesOf(shown, size, lang)
    .map((line) => line.map(({ text }) => text).join(''))
    .join('\n')
    .replace(/[\u202f\u00a0]/g, ' ');

const anySize = fc.record({
  width: fc.oneof(fc.constantFrom(40, 59, 60, 79, 80, 109, 110, 200), fc.integer({ min: 40, max: 210 })),
  height: fc.oneof(fc.constantFrom(10, 12, 19, 20, 24, 34, 60), fc.integer({ min: 10, max: 60 })),
  lang: fc.constantFrom('fr' as const, 'en' as const),
});

for (const [name, shown] of all) {
  test(`${name} fills the screen exactly, and cuts no word, at any size`, () => {
    fc.assert(
      fc.property(anySize, ({ width, height, lang }) => {
        const lines = linesOf(shown, [width, height], lang);
        assert.equal(lines.length, height);
        for (const line of lines) assert.equal(widthOf(line), width);
        const text = textOf(shown, [width, height], lang).replace(/0215…7718|…[\w]*(?=\/)/g, '');
        assert.doesNotMatch(text, /undefined|NaN|…|\bnull (?!;)[^e]/);
      }),
      { numRuns: 16 },
    );
  });
}

test('a notice counts down, at every size, and marks its day', () => {
  const countdown = page('ejpCountdown');
  for (const width of [40, 60, 80, 120]) {
    const [header = ''] = textOf(countdown, [width, 24]).split('\n');
    assert.match(header, width < 60 ? /^ EJP à 07:00 \(20 min\) / : /^ EJP à 07:00 \(dans 20 min\) /);
  }
  const later = { ...countdown, now: countdown.now + 15 * 60_000 };
  assert.match(textOf(later, [80, 24]), /EJP à 07:00 \(dans 5 min\)/, 'without a new sample too');
  assert.match(textOf(countdown, [80, 24]), /nov\. 2026 .*\[!\][\s\S]*! préavis/);
  assert.doesNotMatch(textOf(page('ejpLate'), [80, 24]), /! préavis/, 'the legend names only marks that occur');
});

test('a peak: how long it lasts, what it has cost and will have cost, what a kWh costs', () => {
  const text = textOf(page('ejpTonight'), [120, 40]);
  assert.match(text, /^ EJP OUI fin 01:00 /);
  // 7.664 kWh from 07:00 to 19:00 at 0.3440 €: 2.64 €; a half more until 01:00.
  assert.match(text, /EJP OUI {2}encore 5 h 30 · 2,64 € déjà · ~3,95 € au rythme moyen · 1 kWh = 0,3440 €, 1,9 × HN/);
  const midnight = textOf(page('ejpMidnight'), [80, 24]);
  assert.match(midnight, /encore 40 min · 4,10 € déjà/, 'with what it cost before midnight');
  assert.match(midnight, /5 \/ 22 jours EJP/, 'it is the peak of the day before');
  const unpriced = textOf(page('ejpPeakUnpriced'), [80, 24]);
  assert.match(unpriced, /7,664 kWh déjà/);
  assert.match(unpriced, /Pointes : 53,415 kWh · prix manquant : HPM \(tariffs\.conf\)/);
});

test('all prices of a season with their dates', () => {
  assert.match(
    textOf(page('ejpTwoPrices'), [120, 40]),
    /HN 0,1418 puis 0,1781 au 01\/02\/2026 · PM 1,0867 puis 0,3440 au 01\/02\/2026/,
  );
  assert.match(textOf(page('ejpTwoPrices'), [60, 15]), /PM 1,0867 puis 0,3440 au 01\/02/);
});

test('what is left of the season, and what it rests on', () => {
  assert.match(textOf(page('ejpLate'), [80, 24]), /Restent 5 pointes .*~4,4 € chacune, ~22 € .*\(moyenne de 17\)/);
  assert.match(textOf(page('ejpFirst'), [120, 40]), /Restent 22 .*\(moyenne de 22, saison d’avant\)/);
});

test('a low screen shows all peaks, today, and no sign for what is to come', () => {
  const rows = textOf(page('ejpTonight'), [60, 15]).split('\n');
  for (const date of ['05/11', '12/11', '17/11', '19/11', '24/11']) {
    assert.equal(rows.filter((row) => new RegExp(`[ ▶]${date} +\\d`).test(row)).length, 1, date);
  }
  assert.ok(rows.some((row) => row.startsWith(' nov. ····█······█····█·█····● ')));
  assert.ok(rows.some((row) => row.startsWith(' déc.            ')));
});

/** Keys one after the other on a page. */
function after(name: string, keys: string, from: Partial<Selection> = {}): Selection {
  const { state, selection, now } = page(name);
  const context = { state, now, today: dayOf(now) };
  return keys.split(' ').reduce((shown, key) => afterKey(shown, key, context).selection, { ...selection, ...from });
}

test('the cursor goes over days and peaks, to the dearest peak, and opens its day', () => {
  assert.equal(after('ejpLate', '[').ejpDay, '2027-01-11');
  assert.equal(after('ejpLate', '] ] }').ejpDay, '2027-01-24');
  assert.equal(after('ejpLate', '{ { { { { { { { { { {').ejpDay, '2026-11-01', 'to the first day of the season');
  assert.equal(after('ejpLate', 'up').ejpDay, '2027-01-07');
  assert.equal(after('ejpLate', 'down').ejpDay, '2027-01-14');
  assert.equal(after('ejpOrdinaryDay', 'up').ejpDay, '2027-01-19', 'from a day between two');
  assert.equal(after('ejpOrdinaryDay', 'down').ejpDay, '2027-01-21');
  assert.equal(after('ejpLate', 'g').ejpDay, '2026-11-05');
  assert.equal(after('ejpLate', 'S-g').ejpDay, '2027-02-02');
  assert.equal(after('ejpLate', 'm').ejpDay, '2027-01-07');
  assert.equal(after('ejpLate', 'escape').ejpDay, undefined);
  assert.deepEqual(after('ejpLate', 'w'), page('ejpLate').selection, 'a key that means nothing changes nothing');
  const opened = after('ejpOrdinaryDay', 'enter');
  assert.deepEqual([opened.view, opened.day, opened.returnTo], ['day', '2027-01-20', 'ejp']);
  assert.equal(after('ejpLate', 'enter', { ejpDay: '2027-03-01' }).view, 'ejp', 'a day to come has nothing to open');
  assert.equal(after('tempoDay', 'm').ejpDay, '2026-11-04', 'of Tempo the dearest day');
  assert.equal(after('tempoDay', ']').ejpDay, '2026-11-18');
});

test('the day of the cursor is read out; an EJP day keeps its colour under it', () => {
  assert.match(
    textOf(page('ejpLate'), [120, 40]),
    /mar\. 12\/01\/2027 EJP · PM 13,570 kWh 4,67 € · surcoût 2,25 € · HN 4,625 kWh · max 3 318 VA · 07:00–01:00/,
  );
  assert.match(textOf(page('ejpOrdinaryDay'), [80, 24]), /mer\. 20\/01\/2027 · 23,290 kWh 4,25 €/);
  assert.match(
    textOf({ ...page('ejpLate'), selection: after('ejpLate', '}', { ejpDay: '2027-03-01' }) }, [80, 24]),
    /à venir/,
  );
  assert.match(textOf(page('tempoDay'), [80, 24]), /mar\. 17\/11\/2026 blanc · 15,708 kWh 2,72 €/);
  const isChosen = ({ key, text }: Segment): boolean => key === 'day:2027-01-12' && text === '█';
  assert.equal(linesOf(page('ejpLate'), [80, 24]).flat().find(isChosen)?.style, 'peak');
  assert.equal(linesOf(page('ejpLate'), [60, 15]).flat().find(isChosen)?.style, 'ejpOn');
});

test('a click on a day of the calendar, or on a row of the list, is the key of that day', () => {
  const lines = linesOf(page('ejpLate'), [80, 24]);
  const rows = lines.map((line) => line.map(({ text }) => text).join(''));
  const clicked = (row: RegExp, x: number): string | undefined =>
    keyAt(
      lines,
      x,
      rows.findIndex((each) => row.test(each)),
    );
  // The third day of a month: eleven columns of its name, two a day, within the frame.
  assert.equal(clicked(/déc\. 2026/, 1 + 11 + 2 * 2), 'day:2026-12-03');
  assert.equal(clicked(/jeu\. 14\/01\/2027/, 30), 'day:2027-01-14');
  assert.equal(after('ejpLate', 'day:2026-12-03').ejpDay, '2026-12-03');
  assert.deepEqual(after('ejpLate', 'day:nonsense'), page('ejpLate').selection);
});

test('only EJP and Tempo have a view of their days; other homes have three views', () => {
  const names = (contract: string | undefined, hasEjpDays = false): string[] =>
    viewsOf(contract, hasEjpDays).map(({ name }) => name);
  assert.deepEqual(names('EJP'), ['live', 'day', 'costs', 'ejp']);
  assert.deepEqual(names(undefined), ['live', 'day', 'costs', 'ejp'], 'as long as nobody knows');
  assert.deepEqual(names('TEMPO'), ['live', 'day', 'costs', 'tempo']);
  assert.deepEqual(names('BASE'), ['live', 'day', 'costs']);
  assert.deepEqual(names('HC', true), ['live', 'day', 'costs', 'ejp'], 'with EJP days in the logs');
  assert.match(textOf(page('baseLive'), [80, 24]), /\n 1 Live {2}2 Jour {2}3 Coûts │/);
  assert.match(textOf(page('tempoDay'), [80, 24]), /3 Coûts {2}4 Tempo │ \[\] jour/);
  assert.equal(after('baseLive', '4').view, 'live', 'the key does nothing');
  assert.equal(after('baseLive', 'tab tab tab').view, 'live');
  assert.equal(after('baseLive', 'S-tab').view, 'costs');
  const help = textOf(page('baseHelp'), [80, 24]);
  assert.doesNotMatch(help, /4 (EJP|Tempo)|^.[ ▶]?(EJP|Tempo) /m);
  assert.match(textOf(page('tempoHelp'), [80, 24]), /▶Tempo[\s\S]*4 Tempo/);
});

test('without a daemon the last line of recent logs says the period, marked as uncertain', () => {
  const lost = page('ejpLastKnown');
  const periodAt = (now: number): string | undefined => lastKnownPeriod(viewModelOf(lost.state, now, 'fr'))?.period;
  assert.match(textOf(lost, [80, 24]), /^ EJP OUI fin 01:00 \? {2}Pointe Mobile {3}✕ démon absent/);
  assert.equal(periodAt(lost.now), 'PM');
  assert.equal(periodAt(lost.now + 3_600_000), undefined, 'an old line says nothing');
  assert.equal(lastKnownPeriod(viewModelOf(page('ejpTonight').state, lost.now, 'fr')), undefined, 'a sample says more');
});

test('a supplier’s calendar is no EJP contract, also where only logs say it', () => {
  const lost = page('ejpLastKnown');
  const { hello: _hello, ...state } = lost.state;
  const selection = { ...lost.selection, view: 'live' } as const;
  const { lastRecord, costs } = lost.state.logData;
  if (!lastRecord || !costs?.report) throw new Error('the logs were not read');
  const record = { ...lastRecord, period: 'T01', indexes: { INDEX01: 1_151_316, INDEX02: 1_387_023 } };
  const byLine = textOf(
    { ...lost, selection, state: { ...state, logData: { days: [], lastRecord: record } } },
    [80, 24],
  );
  assert.match(byLine, /^ INDEX {2}T01 {3}✕/);
  assert.doesNotMatch(byLine, /EJP/);
  const calendar = { name: 'HC-22H30', indexNames: { INDEX01: 'HEURE CREUSE' } };
  const report = { ...costs.report, contract: undefined, ejpDays: [], calendar };
  const byReport = { ...state, logData: { days: [], lastRecord: record, costs: { ...costs, report } } };
  const named = textOf({ ...lost, selection, state: byReport }, [80, 24]);
  assert.match(named, /^ HC-22H30 {2}T01 {3}✕/);
  assert.doesNotMatch(named, /EJP/);
});

const PEAK: EjpDayReport = {
  ...{ day: '2026-11-24', from: Date.parse('2026-11-24T07:00:00+01:00'), to: Date.parse('2026-11-24T16:00:00+01:00') },
  ...{ peakWh: 6000, normalWh: 0, cost: euros(3), normalCost: euros(1), maximumVa: 4000 },
};

test('a forecast goes on at the rate so far; early, or with its beginning missing, like the peaks before', () => {
  const mean = { wh: 9000, count: 4, isOld: false };
  const to = (clock: string) => ({ ...PEAK, to: Date.parse(`2026-11-24T${clock}:00+01:00`) });
  assert.deepEqual(forecastOf(PEAK, mean, 0.5), { total: euros(6), isOwnRate: true });
  assert.deepEqual(forecastOf(to('07:30'), undefined, 0.5), undefined, 'half an hour says nothing');
  assert.deepEqual(forecastOf(to('07:00'), mean, 0.5), { total: euros(3 + 4.5), isOwnRate: false });
  const late = { ...PEAK, from: Date.parse('2026-11-24T12:00:00+01:00') };
  assert.deepEqual(forecastOf(late, mean, 0.5), { total: euros(3 + 2.25), isOwnRate: false });
  assert.equal(forecastOf({ ...PEAK, cost: undefined }, mean, 0.5), undefined);
});

test('the outlook: days that can still be EJP, at the price of today', () => {
  const season = seasonOf('2026-11-24');
  const prices = new PriceList([{ day: '2026-01-01', key: 'HPM', price: 0.5 }]);
  const mean = meanPeakOf([PEAK, { ...PEAK, peakWh: 12_000 }, { ...PEAK, peakWh: 0 }], undefined, season);
  assert.deepEqual(mean, { wh: 9000, count: 2, isOld: false }, 'a peak of nothing is one without an index');
  const cut = { ...PEAK, peakWh: 300, from: Date.parse('2026-11-24T23:00:00+01:00') };
  assert.equal(meanPeakOf([PEAK, cut], undefined, season)?.wh, 6000, 'without one that begins in the middle');
  assert.equal(meanPeakOf([cut], undefined, season)?.wh, 300, 'but where there is no other');
  const at = (local: string, used: number) => outlookOf({ season, used, at: Date.parse(local), mean }, prices);
  assert.deepEqual(at('2026-11-24T06:00:00+01:00', 6), { left: 16, days: 128, each: euros(4.5), all: euros(72) });
  assert.equal(at('2026-11-24T08:00:00+01:00', 6).days, 127, 'today can no longer be one');
  assert.equal(at('2027-03-30T08:00:00+02:00', 6).left, 1, 'no more peaks than days');
  assert.equal(at('2027-03-31T08:00:00+02:00', 6).left, 0);
});
