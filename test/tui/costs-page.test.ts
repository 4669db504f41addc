process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportOf } from '../../src/tui/export.ts';
import { type Line, widthOf } from '../../src/tui/layout/lines.ts';
import { costBars } from '../../src/tui/model/cost-bars.ts';
import { afterKey } from '../../src/tui/model/keys.ts';
import type { Selection } from '../../src/tui/model/selection.ts';
import { keyAt, view } from '../../src/tui/view.ts';
import { barWidth, stackedBars } from '../../src/tui/views/bars.ts';
import { viewModelOf } from '../../src/tui/views/view-model.ts';
import { pages } from '../support/screen-pages.ts';
import { NOW } from '../support/screen-situations.ts';

/** A page of the costs that keys are pressed on. */
function opened(name: string) {
  const { state, selection: first } = pages()[name] as ReturnType<typeof pages>[string];
  let selection = first;
  const lines = (width = 120, height = 40): readonly Line[] =>
    view(state, { width, height, lang: 'fr', now: NOW, selection });
  return {
    press(...keys: readonly string[]): Selection {
      for (const key of keys) ({ selection } = afterKey(selection, key, { state, now: NOW, today: '2026-11-24' }));
      return selection;
    },
    lines,
    text: (width?: number, height?: number): string =>
      lines(width, height)
        .map((line) => line.map(({ text }) => text).join(''))
        .join('\n')
        .replace(/[\u202f\u00a0]/g, ' '),
    model: () => viewModelOf(state, NOW, 'fr', selection),
    bars: () => costBars(state.logData.costs, selection),
  };
}

test('bars: [ and ] move the cursor a day, { and } ten, over the ends of the month', () => {
  const { press } = opened('costsMonth');
  assert.equal(press('[').costBar, '2026-11-24', 'the first press shows the newest bar');
  assert.equal(press('[').costBar, '2026-11-23');
  assert.equal(press('{').costBar, '2026-11-13');
  assert.equal(press(']').costBar, '2026-11-14');
  assert.equal(press('}', '}').costBar, '2026-11-24', 'there is none after today');
  const back = press('{', '{', '{');
  assert.deepEqual([back.costBar, back.costRow], ['2026-10-25', 1], 'the row of that month is chosen');
  assert.equal(press('escape').costBar, undefined);
  assert.equal(press('escape').grouping, 'year', 'Esc without a cursor goes to coarser rows');
});

test('bars: M and S-m find the dearest day, Enter opens it, Esc comes back to it', () => {
  for (const key of ['M', 'S-m']) {
    const { press, text } = opened('costsMonth');
    assert.equal(press(key).costBar, '2026-11-03');
    assert.match(
      text(),
      /─ mar\. 03\/11\/2026 · 16,626 kWh {2}4,31 € · jour EJP · HN 8,481 kWh 1,51 € · PM 8,145 kWh 2,80 €/,
    );
    const day = press('enter');
    assert.deepEqual([day.view, day.day], ['day', '2026-11-03']);
    assert.deepEqual([press('escape').view, press().costBar], ['costs', '2026-11-03']);
  }
});

test('bars of a year are weeks, and Enter leads to the list of weeks', () => {
  const { press, bars } = opened('costsYear');
  assert.equal(bars()?.unit, 'week');
  assert.equal(press('[', '[').costBar, '2026-11-16');
  const weeks = press('enter');
  assert.deepEqual([weeks.grouping, weeks.costRow, weeks.costBar], ['week', 1, undefined]);
  assert.equal(bars()?.unit, 'day');
});

test('bars of a day are those of its month, and the cursor is the row', () => {
  const { press, bars } = opened('costsDay');
  const day = (): string | undefined => bars()?.bars[bars()?.cursor ?? -1]?.from;
  assert.equal(day(), '2026-10-15');
  press('[');
  assert.equal(day(), '2026-10-14');
  assert.equal(press('enter').day, '2026-10-14');
});

test('a click on a bar puts the cursor there, a second one opens the day; so does a click on a row', () => {
  const { press, lines } = opened('costsMonth');
  const keyOf = (wanted: RegExp): string => {
    const shown = lines();
    for (const [y, line] of shown.entries())
      for (let x = 0; x < widthOf(line); x++) {
        const key = keyAt(shown, x, y);
        if (key !== undefined && wanted.test(key)) return key;
      }
    throw new Error(`no ${wanted}`);
  };
  assert.equal(press(keyOf(/^bar:2026-11-10/)).costBar, '2026-11-10');
  assert.equal(press(keyOf(/^bar:2026-11-10/)).day, '2026-11-10');
  press('escape', 'escape');
  const rows = press(keyOf(/^row:0$/));
  assert.deepEqual([rows.costRow, rows.costBar], [10, undefined], 'the oldest row is the first');
  assert.equal(press(keyOf(/^row:0$/)).grouping, 'day', 'the chosen row is opened');
  assert.deepEqual(press('row:999', 'bar:x', 'bar:2031-01-01').view, 'costs', 'a key of nothing does nothing');
});

test('the chosen row is marked over all of the width, its bar too', () => {
  const line = opened('costsMonth')
    .lines()
    .find((each) => each.some(({ text }) => text.startsWith('▶')));
  const inner = line?.slice(1, -1) ?? [];
  assert.equal(widthOf(inner), 118);
  assert.deepEqual([...new Set(inner.map(({ style }) => style))], ['chosen']);
});

test('bars have the colours of their prices', () => {
  const stylesOf = (name: string, keys: readonly string[] = []): Set<string> => {
    const page = opened(name);
    page.press(...keys);
    return new Set(
      page.lines().flatMap((line) => line.filter(({ key }) => key?.startsWith('bar:')).map((s) => s.style)),
    );
  };
  const ejp = stylesOf('costsMonth');
  assert.ok(ejp.has('peak') && ejp.has('power'));
  const tempo = stylesOf('costsTempo');
  for (const style of ['blueDay', 'whiteDay', 'redDay']) assert.ok(tempo.has(style), style);
});

test('E groups by the seasons of the contract, and does nothing where there are none', () => {
  assert.equal(opened('costsMonth').press('S-e').grouping, 'season');
  const tempo = opened('costsTempo');
  assert.equal(tempo.press('E').grouping, 'season');
  assert.match(tempo.text(), /▶Tempo 2026-27/);
  const base = opened('costsBase');
  assert.equal(base.press('E').grouping, 'month');
  // The last row has the names of the views.
  assert.doesNotMatch(base.text().replace(/\n[^\n]*$/, ''), /EJP|[Ss]aison/);
  assert.equal(base.press('e').grouping, 'month', 'e is another key now');
});

test('the scale of the bars has four to seven round values', () => {
  for (const [name, size] of [
    ['costsMonth', [120, 40]],
    ['costsMonth', [200, 60]],
    ['costsDay', [120, 40]],
    ['costsYear', [120, 40]],
  ] as const) {
    const [width, height] = size;
    const labels = [
      ...opened(name)
        .text(width, height)
        .matchAll(/^│ *([\d,]+)┤/gm),
    ].map(([, label]) => label);
    assert.ok(labels.length >= 2 && labels.length <= 7, `${name} ${size}: ${labels}`);
    assert.ok(
      labels.every((label) => /^\d+(,[05]0|,[27]5)?$/.test(label ?? '')),
      `${name}: ${labels}`,
    );
  }
});

test('a large screen shows each day of the year by its cost, and the prices with their dates', () => {
  const text = opened('costsBar').text(200, 60);
  assert.match(text, /Coût de chaque jour · 12\/01\/2026 → 17\/11\/2026/);
  assert.match(text, /mar +(░|▒|▓|█)+.*\[\]/, 'the day under the cursor');
  assert.match(text, /HN +0,1781 €\/kWh +01\/02\/2026 +0,1418 depuis le 01\/08\/2025/);
});

test('stacked bars: the dear part is on top, the cursor over its bar, every row exactly as wide', () => {
  const part = (amount: number, sign: string) => ({ amount, sign, style: 'power' as const });
  const bars = [
    { name: 'a', parts: [part(4, '█'), part(4, '▒')] },
    { name: 'b', parts: undefined },
    { name: 'c', parts: [part(1, '█')] },
  ];
  const rows = stackedBars(bars, {
    ...{ width: 43, height: 9, cursor: 2, cursorName: 'third' },
    label: (value) => String(value),
  }).map((line) => line.map(({ text }) => text).join(''));
  for (const row of rows) assert.equal(row.length, 43);
  assert.equal(barWidth(3, 43), 12);
  const column = (x: number): string => rows.map((row) => row[7 + x]).join('');
  assert.match(column(0), /^ ?▒▒▒▒████a?$|^▒▒▒▒████/);
  assert.equal(column(12).at(-2), '·', 'what is not known is not 0');
  assert.match(rows.join('\n'), /▼/);
  assert.match(rows.at(-1) ?? '', /└a.* third /);
});

test('x shows what the chosen row, or the bar under the cursor, would have cost under other contracts; x and Esc end it', () => {
  const { press, text } = opened('costsContracts');
  assert.match(text(), /─ S47 2026 · sous d’autres contrats · jours 6 sur 7 /);
  assert.match(text(), /HC +15,64 +3,91 +19,55 +−0,78 +−3,8 % +7/);
  assert.match(text(), /TEMPO : 1 jour inconnu, laissé de côté pour tous les contrats : 16\/11\/2026\./);
  // Another row was not read yet: nothing of this one stands under its name.
  assert.equal(press('up').isUnderContracts, true);
  assert.match(text(), /─ S46 2026 · sous d’autres contrats ─/);
  assert.doesNotMatch(text(), /le vôtre/);
  assert.equal(press('escape').isUnderContracts, false);
  assert.match(text(), /Prix en vigueur/);
  assert.equal(press('escape').grouping, 'month', 'then Esc goes to coarser rows as before');
  assert.equal(press('x').isUnderContracts, true);
  assert.equal(press('x').isUnderContracts, false);
});

test('e writes the comparison of contracts while that is shown, of the row that it is of', () => {
  const { press, model } = opened('costsContracts');
  const csv = exportOf(model(), 'csv', '');
  assert.equal(csv?.name, 'linky-contrats-2026-11-16_2026-11-22.csv');
  const [head, own, base, hc] = csv.text.split('\n');
  assert.match(head ?? '', /^contrat;jours;/);
  assert.match(own ?? '', /^EJP \(le votre\);6;16,49;3,84;20,33;$/);
  assert.match(base ?? '', /^BASE;6;16,35;3,91;20,26;-0,07$/);
  assert.match(hc ?? '', /^HC;6;15,64;3,91;19,55;-0,78$/);
  const json: unknown = JSON.parse(exportOf(model(), 'json', '')?.text ?? '');
  const { from, compare } = json as { from: string; compare: { contract: string; cost?: unknown }[] };
  assert.deepEqual([from, compare.map(({ contract }) => contract)], ['2026-11-16', ['EJP', 'BASE', 'HC', 'TEMPO']]);
  assert.equal(exportOf(model(), 'txt', 'the screen')?.text, 'the screen');
  press('up');
  assert.equal(exportOf(model(), 'csv', ''), undefined, 'the other row is not read yet');
  press('x');
  assert.match(exportOf(model(), 'csv', '')?.name ?? '', /^linky-couts-/);
});

test('the bill: net and projection of the running month have rows where there is room, else a place beside the subscription', () => {
  const { press, text } = opened('costsMonth');
  // 70.74 + 15.36 − 8.24
  assert.match(
    text(120, 40),
    /│ Abonnement +15,36 .*\n│ Net à payer +77,86 .*\n│ Projection +~445 +~99 .*net, moy\. 22 j vus/,
  );
  assert.match(text(80, 24), /Abonnement +15,36 +19,20 €\/mois +01\/02\/2026 +net 77,86 €/);
  const rows = (page: string): number => page.split('\n').filter((line) => / 2026 {2,}/.test(line)).length;
  assert.equal(rows(text(80, 24)), 11, 'all months stay in the list');
  press('up');
  assert.doesNotMatch(text(120, 40), /Projection/, 'a month that has ended has none');
});
