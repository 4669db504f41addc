process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import fs, { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { logFile } from '../../src/journal/writer.ts';
import { addDays, type Day } from '../../src/time/local.ts';
import { LogLoader } from '../../src/tui/loader/loader.ts';
import { type ContractSources, type LogPaths, LogSource } from '../../src/tui/loader/log-source.ts';
import { initialSelection, type Selection } from '../../src/tui/model/selection.ts';
import type { State } from '../../src/tui/model/state.ts';
import { view } from '../../src/tui/view.ts';
import { ejpSeason } from '../support/reports.ts';
import { Home, SPANS } from '../support/screen-logs.ts';
import { greeted, NOW } from '../support/screen-situations.ts';

const home = new Home().simulate('ejp', SPANS.slice(-2));
after(() => home.remove());

const at = (local: string): number => Date.parse(local);

/** A loader beside its screen: what was read changes the state, and is scheduled again, as long as anything is due. */
class Reader {
  state: State = greeted;
  /** Monotonic clock, ms. */
  now = 0;
  readonly progress: number[] = [];
  readonly #loader: LogLoader;
  #changed = false;

  constructor(t: TestContext, paths: LogPaths = home.paths, contracts?: ContractSources) {
    this.#loader = new LogLoader({
      ...{ logs: paths.logs, home: '/nowhere', tariffsFile: paths.tariffsFile, contracts },
      monotonic: () => this.now,
      changed: (change) => {
        this.state = change(this.state);
        this.progress.push(this.state.logData.progress?.of ?? 0);
        this.#changed = true;
      },
    });
    t.after(() => this.#loader.stop());
  }

  async refresh(selection: Partial<Selection>): Promise<void> {
    do {
      this.#changed = false;
      this.#loader.schedule(this.state, { ...initialSelection, ...selection }, NOW, 75);
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    } while (this.#changed);
  }

  reload(): void {
    this.#loader.invalidate();
  }
}

/** How often the directory of the logs is listed, and how often files are opened, during some work. */
async function counted(t: TestContext, work: () => Promise<void>): Promise<{ lists: number; opens: number }> {
  const [lists, opens] = [t.mock.method(fs, 'readdirSync'), t.mock.method(fs, 'openSync')];
  syncBuiltinESMExports();
  await work();
  const count = { lists: lists.mock.callCount(), opens: opens.mock.callCount() };
  t.mock.restoreAll();
  syncBuiltinESMExports();
  return count;
}

for (const view of ['live', 'day', 'costs', 'ejp'] as const) {
  test(`a refresh of the view ${view} lists the directory of the logs once`, async (t) => {
    const reader = new Reader(t);
    await reader.refresh({ view });
    reader.reload();
    const { lists, opens } = await counted(t, () => reader.refresh({ view }));
    t.diagnostic(`${opens} files opened`);
    assert.equal(lists, 1);
  });
}

test('what was read is read again when it is old, when a log has grown, and when the user asks for it', async (t) => {
  const own = new Home().simulate('ejp', SPANS.slice(-1));
  t.after(() => own.remove());
  const reader = new Reader(t, own.paths);
  await reader.refresh({});
  const { today, logData } = reader.state;
  assert.ok(today?.report && logData.costs?.report && reader.state.season?.logged);
  await reader.refresh({});
  assert.equal(reader.state.today, today, 'nothing is due');
  reader.now = 61_000;
  await reader.refresh({});
  assert.notEqual(reader.state.today, today, 'after a minute');
  assert.equal(reader.state.logData.costs, logData.costs, 'the costs have two');
  reader.reload();
  await reader.refresh({});
  assert.notEqual(reader.state.logData.costs, logData.costs);

  const known = reader.state.today?.report?.total.wh ?? 0;
  const log = logFile(own.paths.logs, '2026-11-24');
  const last = readFileSync(log, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  const grown = last.replace('14:02:', '14:03:').replace(/IndexHN=\d+/, (index) => indexAfter(index, 500));
  appendFileSync(log, `${grown}\n`);
  fs.utimesSync(log, 1_800_000_000, 1_800_000_000);
  await reader.refresh({});
  assert.equal(reader.state.today?.report?.total.wh, known + 500);
});

const indexAfter = (index: string, wh: number): string =>
  `IndexHN=${String(Number(index.slice(8)) + wh).padStart(9, '0')}`;

test('the season is counted, with the peak that ends in the first log', async (t) => {
  const own = new Home().simulate('ejp', [{ from: at('2026-11-14T00:00+01:00'), to: NOW }]);
  t.after(() => own.remove());
  const reader = new Reader(t, own.paths);
  await reader.refresh({});
  const { days } = ejpSeason(own.paths.logs, '2026-11-24');
  assert.deepEqual(reader.state.season, { days, logged: true, since: '2026-11-14' });
  assert.equal(days[0], '2026-11-13');

  // What a file knows of the days before is counted, shown in the calendar, and is no row of the list.
  const ejp = join(own.directory, 'ejp-days.conf');
  const contracts = { offPeak: [], dayFiles: { ejp, tempo: '/nowhere' } };
  const titleWith = async (text: string): Promise<string> => {
    writeFileSync(ejp, text);
    const other = new Reader(t, own.paths, contracts);
    const selection: Selection = { ...initialSelection, view: 'ejp', ejpDay: '2026-11-05' };
    await other.refresh({ view: 'ejp' });
    assert.deepEqual(other.state.season?.days, ['2026-11-05', ...days]);
    assert.equal(other.state.logData.ejp?.ejpDays.length, days.length);
    const size = { width: 120, height: 40, lang: 'fr', now: NOW, selection } as const;
    const lines = view(other.state, size).map((line) => line.map((each) => each.text).join(''));
    const rows = lines.map((line) => line.replace(/[\u202f\u00a0]/g, ' '));
    assert.ok(rows.some((row) => /05\/11\/2026 EJP · sans journal/.test(row)));
    return rows.find((row) => row.includes('Saison EJP')) ?? '';
  };
  const count = days.length + 1;
  const whole = await titleWith('2026-11-01 2026-11-12 non\n2026-11-05\n2026-11-13\n');
  assert.match(whole, new RegExp(` · ${count} / 22 jours EJP · restent ${22 - count} ─`));
  const part = await titleWith('2026-11-05\n');
  assert.match(part, new RegExp(` · au moins ${count} / 22 jours EJP · restent au plus ${22 - count} · 12 jours sans`));
});

test('logs that cannot be read are a fault of each page, and nothing is known of the season', async (t) => {
  const reader = new Reader(t, { ...home.paths, logs: '/nowhere' });
  for (const view of ['day', 'costs', 'ejp'] as const) await reader.refresh({ view });
  const { today, season, logData } = reader.state;
  const faults = [today, logData.day, logData.costs, logData.ejp].map((page) => page?.fault);
  assert.deepEqual(faults, Array(4).fill('ENOENT /nowhere'));
  assert.equal(season, undefined);
});

test('many logs are read one at a time, and their progress is shown; a few are not worth it', async (t) => {
  const reader = new Reader(t);
  await reader.refresh({});
  const days = new LogSource(home.paths).days.filter((day) => day < '2026-11-24');
  const shown = reader.progress.filter((of) => of > 0);
  assert.equal(shown.length, days.length);
  assert.ok(days.length > 20 && shown.every((of) => of === days.length));
  assert.equal(addDays(days.at(-1) as Day, 1), '2026-11-24');
});

test('other contracts are read when they are asked for, of the row that is chosen, and of another one when that is', async (t) => {
  const reader = new Reader(t);
  const costs = { view: 'costs', grouping: 'week' } as const;
  await reader.refresh(costs);
  const read = () => reader.state.logData.contracts;
  assert.equal(read(), undefined);
  const shown = { ...costs, isUnderContracts: true };
  await reader.refresh({ ...shown, costRow: 1 });
  const page = read();
  assert.deepEqual([page?.from, page?.to, page?.fault], ['2026-11-16', '2026-11-22', undefined]);
  assert.deepEqual(
    page?.comparison?.rows.map(({ contract }) => contract),
    [undefined, 'base', 'hc'],
  );
  assert.equal((await counted(t, () => reader.refresh({ ...shown, costRow: 1 }))).opens, 0);
  await reader.refresh({ ...shown, costRow: 2 });
  assert.equal(read()?.from, '2026-11-09');
});
