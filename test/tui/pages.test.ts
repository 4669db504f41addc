process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { PriceList } from '../../src/energy/prices.ts';
import type { SampleMessage } from '../../src/feed/messages.ts';
import { logFile } from '../../src/journal/writer.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { ejpTexts } from '../../src/text/ejp.ts';
import { help } from '../../src/text/help.ts';
import { views } from '../../src/text/views.ts';
import type { Day } from '../../src/time/local.ts';
import { type Line, widthOf } from '../../src/tui/layout/lines.ts';
import { readCostsPage } from '../../src/tui/loader/costs.ts';
import { readEjpPage } from '../../src/tui/loader/ejp-days.ts';
import { LogSource } from '../../src/tui/loader/log-source.ts';
import { afterKey } from '../../src/tui/model/keys.ts';
import { initialSelection, type Selection } from '../../src/tui/model/selection.ts';
import { afterLogData, afterLost, initialState, type State } from '../../src/tui/model/state.ts';
import { defaultDisplayOptions, terminalOf } from '../../src/tui/terminal/capabilities.ts';
import { Screen } from '../../src/tui/terminal/screen.ts';
import { lastHelpRow, view } from '../../src/tui/view.ts';
import { euros } from '../support/euros.ts';
import { FakeTerminal, golden } from '../support/screen-cells.ts';
import { Home } from '../support/screen-logs.ts';
import { type Page, pages } from '../support/screen-pages.ts';
import { costOf, liveWith, NOW, situations } from '../support/screen-situations.ts';

const all = Object.entries(pages());
const page = (name: string): Page => pages()[name] as Page;

for (const [columns, rows] of [
  [60, 15],
  [80, 24],
  [120, 40],
  [200, 60],
] as const) {
  for (const lang of ['fr', 'en'] as const) {
    test(`golden pages ${columns}x${rows} ${lang}`, async () => {
      const terminal = new FakeTerminal(columns, rows);
      const screen = new Screen({
        ...{ input: terminal.input, output: terminal.output, lang },
        terminal: terminalOf({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8' }, defaultDisplayOptions),
        now: () => NOW,
        onKey: () => undefined,
        onGone: () => undefined,
      });
      for (const [name, { state, selection }] of all) {
        screen.show(state, { ...selection, language: lang });
        golden(`${name}-${columns}x${rows}-${lang}`, await terminal.text());
      }
      screen.close();
    });
  }
}

const textOf = (lines: readonly Line[]): string[] =>
  lines.map((line) =>
    line
      .map(({ text }) => text)
      .join('')
      .replace(/[\u202f\u00a0]/g, ' '),
  );

const shown = (
  { state, selection }: Page,
  [width, height]: readonly [number, number],
  lang: 'fr' | 'en' = 'fr',
): string[] => textOf(view(state, { width, height, lang, now: NOW, selection }));

/** What ends with an ellipsis by itself, the sign of a connection under way, what is masked, or a path shown from its end. */
const ENDS_SO = /0215…7718|Lecture des journaux…|Reading the logs…|…[\w]*(?=\/)|(… +)?(connexion|connecting)…|— {2,}…/g;

const live = Object.entries(situations).map(([name, state]) => [name, { state, selection: initialSelection }] as const);
/** Both sides of each size from which on a view has another form, and any other. */
const anySize = fc.record({
  width: fc.oneof(fc.constantFrom(40, 59, 60, 79, 80, 109, 110, 200), fc.integer({ min: 40, max: 210 })),
  height: fc.oneof(fc.constantFrom(10, 19, 20, 24, 34, 60), fc.integer({ min: 10, max: 60 })),
  lang: fc.constantFrom('fr' as const, 'en' as const),
});

for (const [name, { state, selection }] of [...all, ...live]) {
  test(`${name} fills the screen exactly, and cuts no word, at any size`, () => {
    fc.assert(
      fc.property(anySize, (size) => {
        const lines = view(state, { ...size, now: NOW, selection });
        assert.equal(lines.length, size.height);
        for (const line of lines) assert.equal(widthOf(line), size.width);
        const text = textOf(lines).join('\n');
        assert.doesNotMatch(text, /undefined|NaN|\bnull\b/);
        assert.doesNotMatch(text.replace(ENDS_SO, ''), /…/);
      }),
      { numRuns: 16 },
    );
  });
}

test('lists: the chosen row is marked and in sight, and the title says which rows of how many are shown', () => {
  const rows = shown(page('costsDay'), [80, 24]);
  assert.match(rows[1] ?? '', /Coûts par jour · \d+–\d+ sur 317/);
  assert.equal(rows.filter((row) => row.includes('▶')).length, 1);
  let { selection } = page('costsDay');
  const press = (key: string): string[] => {
    ({ selection } = afterKey(selection, key, { state: page('costsDay').state, now: NOW, today: '2026-11-24' }));
    return shown({ state: page('costsDay').state, selection }, [80, 24]);
  };
  const chosen = (lines: string[]): string => /▶(.*?\d{4})/.exec(lines.join('\n'))?.[1] ?? '';
  assert.equal(chosen(press('home')), 'lun. 12/01/2026');
  assert.equal(chosen(press('end')), 'mar. 24/11/2026');
  assert.equal(chosen(press('up')), 'lun. 23/11/2026');
  assert.equal(chosen(press('pageup')), 'ven. 13/11/2026');
  assert.equal(chosen(press('backspace')), 'nov. 2026', 'coarser keeps the place');
  assert.equal(chosen(press('a')), '2026');
  assert.equal(chosen(press('enter')), 'nov. 2026', 'finer begins at the end of the row');
  press('up');
  assert.equal(chosen(press('enter')), 'sam. 31/10/2026');
  press('enter');
  assert.deepEqual([selection.view, selection.day, selection.returnTo], ['day', '2026-10-31', 'costs']);
  press('escape');
  assert.deepEqual([selection.view, selection.grouping], ['costs', 'day'], 'Esc goes back to where the day was chosen');
});

test('EJP: seasons one after the other, and a day of them opened', () => {
  let selection: Selection = { ...initialSelection, view: 'ejp' };
  const { state } = page('ejpNow');
  const press = (key: string): Selection => {
    ({ selection } = afterKey(selection, key, { state, now: NOW, today: '2026-11-24' }));
    return selection;
  };
  assert.equal(press('left').seasonsBack, 1);
  assert.equal(press('left').seasonsBack, 1, 'there is no log of an older one');
  assert.equal(press('right').seasonsBack, 0);
  assert.equal(press('right').seasonsBack, 0);
  assert.equal(press('up').ejpDay, '2026-11-13');
  const opened = press('enter');
  assert.deepEqual([opened.view, opened.day], ['day', '2026-11-13']);
  assert.equal(press('escape').view, 'ejp');
});

test('the day: peak hours are marked, with the tail of the day before', () => {
  const marks = (name: string): string => shown(page(name), [120, 40]).find((row) => /^│ *PM│/.test(row)) ?? '';
  const ejp = marks('dayEjp').slice(8, -1);
  const share = (from: number, to: number): string =>
    ejp.slice(Math.ceil(from * ejp.length), Math.floor(to * ejp.length));
  assert.match(share(0, 7 / 24), /^ +$/);
  assert.match(share(7 / 24 + 0.01, 1), /^▒+$/);
  const tail = marks('dayHole').slice(8, -1);
  assert.match(tail, /^▒{4,5} +$/, 'the hour after midnight');
  assert.equal(marks('dayRunning'), '');
});

test('days of 23 and 25 hours: hours stand where they are', () => {
  const axis = (name: string): string => shown(page(name), [200, 60]).find((row) => /^.?\s+0h\s/.test(row)) ?? '';
  const between = (row: string, from: string, to: string): number => row.indexOf(to) - row.indexOf(from);
  const [short, long] = [axis('dayShort'), axis('dayLong')];
  // Before 6:00 the short day has five hours, the long one seven.
  assert.ok(between(short, ' 0h', ' 6h') * 6 < between(short, ' 6h', '12h') * 5.3);
  assert.ok(between(long, ' 0h', ' 6h') * 6 > between(long, ' 6h', '12h') * 6.7);
});

test('what is missing is said, with its cure', () => {
  assert.match(shown(page('costsUnpriced'), [60, 15]).join('\n'), /Prix manquant : HN, INJECTION/);
  assert.match(shown(page('dayUnpriced'), [80, 24]).join('\n'), /12,\d{3} kWh {2}— €/);
  assert.match(
    shown(page('dayNone'), [40, 10]).join('\n'),
    /Aucune mesure le 06\/06\/2026[\s\S]*← {2}lun. 30\/03\/2026[\s\S]*→ {2}sam. 24/,
  );
  for (const name of ['dayFault', 'costsFault', 'ejpFault']) {
    assert.match(
      shown(page(name), [80, 24]).join('\n'),
      /EACCES \/var\/lib\/linky-monitor\/logs[\s\S]*groupe du dossier/,
    );
  }
  assert.match(shown(page('costsReading'), [40, 10]).join('\n'), /312 jours sur\s+1 095/);
  assert.match(shown(page('faults'), [80, 24]).join('\n'), /! journal, écran OLED[\s\S]*! journal ENOSPC/);
  assert.match(shown(page('relay'), [80, 24]).join('\n'), /en direct {3}relais ouvert[\s\S]*relais ouvert \(pointe\)/);
  assert.match(shown(page('relay'), [60, 15]).join('\n'), /relais ouvert \(pointe\) depuis 07:00/);
});

test('a contract that is not EJP is named; Tempo shows its colours', () => {
  assert.match(shown(page('ejpBase'), [80, 24]).join('\n'), /Le contrat de ce compteur est BASE, pas EJP/);
  const tempo = shown(page('ejpTempo'), [80, 24]).join('\n');
  assert.match(tempo, /nov\. 2026 +░ ░ ▒ █ ░ ░ ░ \?/);
  assert.match(tempo, /restent au plus 40 blancs, 20 rouges/, 'some days have no log');
  assert.match(tempo, /█ rouge +2 \/ 22 +20 [\s\S]*▒ blanc +3 \/ 43 +40 /);
});

test('the help can be scrolled through at any size, and then has every key, in both languages', () => {
  for (const lang of ['fr', 'en'] as const) {
    for (const [width, height] of [
      [40, 10],
      [60, 15],
      [80, 24],
      [120, 40],
    ] as const) {
      let selection: Selection = { ...initialSelection, view: 'day', help: true };
      const { state } = page('helpDay');
      const seen: string[] = [];
      for (let i = 0; i < 100; i++) {
        seen.push(...shown({ state, selection }, [width, height], lang).slice(2, -2));
        const last = lastHelpRow(lang, state, selection, { width, height });
        const context = { state, now: NOW, today: '2026-11-24', lastHelpRow: () => last } as const;
        selection = afterKey(selection, 'C-d', context).selection;
      }
      const text = seen.join(' ').replace(/[│▶]/g, ' ');
      const { go, views: own, common, signs, curves } = help[lang];
      // This home has EJP days, and none of Tempo.
      const { tempo, ...others } = own;
      for (const { items } of [go, ...Object.values(others), common, signs, curves]) {
        for (const [key, words] of items.filter((item) => item[1] !== tempo.name)) {
          const item = `${key} ${words}`.replace(/[\u202f\u00a0]/g, ' ').split(' ');
          for (const word of item) assert.ok(text.includes(word), `${lang} ${width}x${height}: ${word}`);
        }
      }
    }
  }
});

test("the help begins with the view's own keys, and G shows its end", () => {
  assert.match(shown(page('helpEjp'), [60, 15])[2] ?? '', /▶EJP/);
  assert.match(shown(page('helpEjp'), [60, 15])[1] ?? '', /Aide · 1–11 sur \d+/);
  assert.match(shown(page('helpEnd'), [60, 15])[1] ?? '', /Aide · (\d+)–(\d+) sur \2 /);
});

test('both languages have every text of the views', () => {
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, inner]) => [key, shape(inner)])
      : typeof value;
  assert.deepEqual(shape(views.en), shape(views.fr));
  assert.deepEqual(shape(ejpTexts.en), shape(ejpTexts.fr));
});

test('EJP: a notice of today is marked in the calendar, that of an older daemon, which tells no time, too', () => {
  const season = page('ejpNoticeToday');
  const marked = (notice: SampleMessage['ejp']['notice']): boolean => {
    const { logData } = season.state;
    const state = { ...liveWith({ ejp: { active: false, notice } }), logData };
    return /\[!\]|!/.test(
      shown({ ...season, state }, [80, 24])
        .slice(1, 12)
        .join('\n')
        .replace(/! préavis/, ''),
    );
  };
  assert.equal(marked(null), false);
  assert.equal(marked({ startsInMinutes: 20, from: '2026-11-24T14:22:30+01:00' }), true);
  assert.equal(marked({ startsInMinutes: 30 }), true);
});

test('EJP: days without a log are unknown, not days without EJP', () => {
  const text = (each: Page): string => shown(each, [80, 24]).join('\n');
  const now = page('ejpNow');
  const running = liveWith({ ejp: { active: true, notice: null, since: '2026-11-24T07:00:02.000+01:00' } });
  const season = (days: readonly Day[], logged: boolean): Page => ({
    state: { ...running, season: { days, logged } },
    selection: initialSelection,
  });
  assert.match(text(season(['2026-11-17'], true)), /Jours EJP +2 \/ 22/, 'the day that runs is not in the log yet');
  assert.match(text(season(['2026-11-17', '2026-11-24'], true)), /Jours EJP +2 \/ 22/);
  const quiet = (logged: boolean): Page => ({
    state: { ...liveWith({}), season: { days: [], logged } },
    selection: initialSelection,
  });
  assert.match(text(quiet(false)), /Jours EJP +— \/ 22/);
  assert.match(text(quiet(true)), /Jours EJP +0 \/ 22/);
  const begun: Page = {
    state: { ...liveWith({}), season: { days: ['2026-11-17'], logged: true, since: '2026-11-16' } },
    selection: initialSelection,
  };
  for (const size of [
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const)
    assert.match(shown(begun, size).join('\n'), /Jours EJP +min\. 1 \/ 22/, `${size}`);
  assert.match(text(page('ejpEmpty')), /— \/ 22 jours EJP[\s\S]*Aucun journal de cette saison\./);

  // A log that begins within a peak knows only its end; a daemon that is gone does not know that one still runs.
  const { ejp } = now.state.logData;
  const [last] = ejp?.ejpDays.slice(-1) ?? [];
  assert.ok(ejp && last);
  const day = '2026-11-24';
  const at = (local: string): number => Date.parse(local);
  const listed = (state: State, from: string): string =>
    text({
      state: afterLogData(state, {
        ejp: { ...ejp, ejpDays: [{ ...last, day, from: at(from), to: at('2026-11-24T14:00+01:00') }] },
      }),
      selection: { ...initialSelection, view: 'ejp' },
    });
  assert.match(listed(running, '2026-11-24T07:00+01:00'), /07:00–en cours/);
  const lost = { code: 'EOF', path: '/x', attempt: 1, retryAt: NOW };
  assert.match(listed(afterLost(running, lost, NOW), '2026-11-24T07:00+01:00'), /07:00–14:00/);
  assert.match(listed(running, '2026-11-25T00:00+01:00'), /jusqu’à 14:00/);
});

test('half a cent goes away from zero on the screen too', () => {
  const today = costOf({
    periods: [{ period: 'BASE', key: 'BASE', wh: 1000, cost: euros(1.005) }],
    total: { wh: 1000, cost: euros(1.005) },
    injected: { wh: 1000, revenue: euros(0.285), estimated: false, isKnown: true },
  });
  const text = shown({ state: liveWith({}, today), selection: initialSelection }, [120, 40]).join('\n');
  assert.match(text, /Aujourd’hui +1,000 +1,01 +1,000 +0,29/);
});

test('a day without a record is not one of 0 kWh', () => {
  const total = { wh: 0, cost: 0n };
  const today = costOf({
    periods: [],
    total,
    injected: { wh: 0, revenue: undefined, estimated: false, isKnown: true },
  });
  const state = afterLost(liveWith({}, today), { code: 'ENOENT', path: '/x', attempt: 1, retryAt: NOW }, NOW);
  const text = shown({ state, selection: initialSelection }, [80, 24]).join('\n');
  assert.match(text, /Aujourd’hui \(journaux\) +— │/);
});

test('Coûts and EJP: a log of a past day that has changed in place is read again', (t) => {
  const home = new Home().simulate('ejp', [
    { from: Date.parse('2026-11-16T00:00+01:00'), to: Date.parse('2026-11-24T14:02:33+01:00') },
  ]);
  t.after(() => home.remove());
  const { costs, ejp } = home.logData(NOW);
  const coverage = (page: typeof costs): number | undefined =>
    page?.groups.day.find(({ from }) => from === '2026-11-17')?.coverage;
  const begin = (page: typeof ejp): number | undefined => page?.ejpDays.find(({ day }) => day === '2026-11-17')?.from;
  const again = () => [
    coverage(finish(readCostsPage(new LogSource(home.paths), { now: NOW, before: costs }))),
    begin(finish(readEjpPage(new LogSource(home.paths), { today: '2026-11-24', seasonsBack: 0, before: ejp }))),
  ];
  assert.deepEqual(again(), [coverage(costs), begin(ejp)]);
  assert.equal(coverage(costs), 1);
  // All from 06:40 on is lost, the beginning of the peak with it.
  const log = logFile(home.paths.logs, '2026-11-17');
  const lines = readFileSync(log, 'utf8').split('\n');
  writeFileSync(log, `${lines.slice(0, 400).join('\n')}\n`);
  utimesSync(log, 1_800_000_000, 1_800_000_000);
  const [covered, begun] = again();
  assert.ok(covered !== undefined && covered < 0.5, String(covered));
  assert.ok(begun !== undefined && begun > (begin(ejp) ?? 0));
});

/** A home whose logs have these lines, each in the log of its day. */
function homeOf(lines: readonly string[], prices?: string): Home {
  const home = new Home(prices);
  for (const line of lines) {
    appendFileSync(logFile(home.paths.logs, line.slice(0, 10).replaceAll('/', '-') as Day), `${line}\n`);
  }
  return home;
}

/** A page of the logs of a home on 24 November 2026, no daemon near. */
function pageOf(t: TestContext, home: Home, look: Partial<Selection>): Page {
  t.after(() => home.remove());
  const selection = { ...initialSelection, ...look };
  const lost = { code: 'ENOENT', path: '/x', attempt: 1, retryAt: NOW };
  return { state: afterLogData(afterLost(initialState(NOW), lost, NOW), home.logData(NOW, selection)), selection };
}

/** An hour's lines of a day: HN counts 100 Wh in each. */
const hourly = (date: string, from = 0, base = 1_000_000): string[] =>
  Array.from({ length: 24 - from }, (_, i) => {
    const hour = String(from + i).padStart(2, '0');
    const wh = String(base + 100 * (from + i)).padStart(9, '0');
    return `2026/11/${date} ${hour}:00:00 DATA Periode=HN.., IndexHN=${wh}, IndexHPM=000500000, PuissConsommee=00100, IConsommee=001`;
  });

for (const [what, damage, words] of [
  [
    'damaged lines',
    ['2026/11/20 12:30:00 DATA Periode=HN.., Ind', '2026/11/20 garbage'],
    /2 lignes illisibles ignorées : 20\/11\/2026\./,
  ],
  ['an index that fell', hourly('21', 0, 40_000).slice(0, 5), /21\/11\/2026 : l’index HN a baissé \(−962,300 kWh\)/],
] as const) {
  test(`${what}: Jour and Coûts say it as the table does, or count it`, (t) => {
    const day = what === 'damaged lines' ? '2026-11-20' : '2026-11-21';
    const home = homeOf([...hourly('20'), ...damage]);
    for (const look of [
      { view: 'day', day },
      { view: 'costs', grouping: 'day', costRow: 0 },
    ] as const) {
      const each = pageOf(t, home, look);
      assert.match(shown(each, [120, 40]).join('\n'), words, look.view);
      assert.match(shown(each, [60, 15]).join('\n'), new RegExp(`${words.source}|1 avertissement`), look.view);
    }
    const costs = shown(pageOf(t, home, { view: 'costs', grouping: 'day' }), [80, 24]).join('\n');
    assert.match(costs, new RegExp(`${day.slice(8)}/11/2026 !`));
    assert.match(costs, words);
  });
}

test('a day without any line that can be read: Jour says how many there were', (t) => {
  const home = homeOf([...hourly('20'), '2026/11/21 garbage']);
  assert.match(
    shown(pageOf(t, home, { view: 'day', day: '2026-11-21' }), [80, 24]).join('\n'),
    /Aucune mesure le 21\/11\/2026\.[\s\S]*1 ligne illisible ignorée : 21\/11\/2026\./,
  );
});

/** The peak of 17 November 2026 lies in a hole from 05:00 on: HPM counts 12 kWh in it. */
const inHole = (until: string, hpm: number): string[] => [
  ...hourly('17').slice(0, 6),
  `2026/11/${until} DATA Periode=HN.., IndexHN=001020000, IndexHPM=${String(hpm).padStart(9, '0')}, PuissConsommee=00100, IConsommee=001`,
];

for (const until of ['18 05:00:00', '18 09:00:00', '19 18:00:00']) {
  test(`an EJP day in a hole until ${until}: counted, marked, with its energy`, (t) => {
    const home = homeOf(inHole(until, 512_000), '2024-01-01 HN 0.1\n2024-01-01 HPM 0.5\n');
    const rows = shown(pageOf(t, home, { view: 'ejp' }), [80, 24]);
    const text = rows.join('\n');
    assert.match(text, /· au moins 1 \/ 22 jours EJP/);
    assert.match(text, /nov\. 2026 +(?:\S ){15}\S<\*>/);
    assert.match(text, /\* index seul +\[ \] aujourd’hui|\* index seul +\? sans journal/);
    assert.match(text, /▶mar\. 17\/11\/2026\* +index seul +\d,\d{3} +12,000 +6,00 +1,20/);
    const small = shown(pageOf(t, home, { view: 'ejp' }), [60, 15]).join('\n');
    assert.match(small, /▶17\/11\*/);
    const jour = shown(pageOf(t, home, { view: 'day', day: '2026-11-17' }), [120, 40]).join('\n');
    assert.match(jour, /EJP OUI\*[\s\S]*our EJP connu par son index seul/);
  });
}

test('a calendar with names: Jour and Coûts show them, and the prices that they lead to', (t) => {
  const at = (day: number, hour: number): string => `2026/11/${day} ${String(hour).padStart(2, '0')}:00:00`;
  const lines = [20, 21].flatMap((day) => [
    `${at(day, 0)} INFO Calendrier=HC-12H30, Index01=HEURE CREUSE, Index02=HEURE PLEINE`,
    ...Array.from({ length: 24 }, (_, hour) => {
      const wh = String(1_000_000 + 100 * (24 * day + hour)).padStart(9, '0');
      return `${at(day, hour)} DATA Periode=T01, Index01=${wh}, Index02=${wh}, PuissConsommee=00200, IConsommee=001`;
    }),
  ]);
  const home = homeOf(lines, '2024-01-01 HC 0.1\n2024-01-01 HP 0.2\n');
  const day = shown(pageOf(t, home, { view: 'day', day: '2026-11-20' }), [80, 24]).join('\n');
  assert.match(day, /HC-12H30 +4,800 kWh +0,72 €[\s\S]*HEURE CREUSE .*2,400 +0,24[\s\S]*HEURE PLEINE .*2,400 +0,48/);
  const costs = shown(pageOf(t, home, { view: 'costs', grouping: 'day', costRow: 1 }), [120, 40]).join('\n');
  assert.match(costs, /HEURE CREUSE kWh[\s\S]*HEURE PLEINE +2,400 +0,48 +0,2000 €\/kWh/);
});

test('Live: the price of the period that runs, found by its name in a supplier’s calendar', () => {
  const periods = [
    { period: 'INDEX01', key: 'INDEX01', wh: 1000, cost: euros(0.1) },
    { period: 'INDEX02', key: 'INDEX02', wh: 1000, cost: undefined },
  ];
  const today = costOf({ periods, calendar: { name: 'A', indexNames: { INDEX01: 'HEURE CREUSE', INDEX02: 'P' } } });
  const prices = new PriceList([{ day: '2024-01-01', key: 'HC', price: 0.1 }]);
  const text = (period: string): string =>
    shown(
      { state: liveWith({ contract: 'A', period }, { ...today, prices }), selection: initialSelection },
      [120, 40],
    ).join('\n');
  assert.match(text('HEURE CREUSE'), /HEURE CREUSE +0,1000 €/);
  assert.doesNotMatch(text('P'), /Période +P +\d/);
});
