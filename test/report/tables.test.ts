process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { parseProduction } from '../../src/config/production.ts';
import { loadTariffs } from '../../src/config/tariffs.ts';
import { PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { renderTable } from '../../src/report/output/table.ts';
import type { Grouping } from '../../src/report/sums/grouping.ts';
import { withOwnConsumption } from '../../src/report/sums/own-consumption.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { type Report, reportOf } from '../../src/report/sums/report.ts';
import { addDays, type Day, daysBetween, instantOf, startOfDay } from '../../src/time/local.ts';
import { buildReport } from '../support/reports.ts';
import { golden } from '../support/screen-cells.ts';
import { Home } from '../support/screen-logs.ts';

/*
 * The tables as they are printed, in both languages: of simulated houses, a line a minute, that were not logged from
 * 18/11 09:41 to 13:20.
 */

const homes: Home[] = [];
after(() => {
  for (const home of homes) home.remove();
});

type Contract = Parameters<Home['simulate']>[0];
const made = new Map<string, Home>();
function homeOf(contract: Contract, ...spans: Parameters<Home['simulate']>[1][]): Home {
  const name = `${contract} ${JSON.stringify(spans)}`;
  let home = made.get(name);
  if (!home) {
    home = new Home().simulate(contract, ...spans);
    made.set(name, home);
    homes.push(home);
  }
  return home;
}

interface Asked {
  readonly from: Day;
  readonly to: Day;
  readonly by?: Grouping;
  readonly prices?: PriceList;
}

const reportOn = ({ paths }: Home, { from, to, prices }: Asked): Report =>
  buildReport({ logs: paths.logs, from, to, prices: prices ?? loadTariffs(paths.tariffsFile).prices });

function showsGolden(name: string, report: () => Report, by?: Grouping): void {
  test(name, () => {
    for (const lang of ['fr', 'en'] as const) {
      const text = renderTable(report(), lang, { by }).trimEnd();
      const long = text.split('\n').filter((line) => line.length > 80);
      assert.deepEqual(long, []);
      golden(`report/${name}-${lang}`, text);
    }
  });
}

const priced = (...keys: readonly string[]): PriceList =>
  new PriceList(keys.map((key, i) => ({ day: '2020-01-01', key, price: key === 'ABO' ? 15 : 0.1 + i / 100 })));

describe('the tables of the report', () => {
  const WEEK: Asked = { from: '2026-11-14', to: '2026-11-21' };
  const NOVEMBER: Asked = { from: '2026-11-01', to: '2026-11-24' };
  const ejp = (): Home => homeOf('ejp');
  showsGolden('ejp', () => reportOn(ejp(), WEEK));
  showsGolden('ejp-by-day', () => reportOn(ejp(), WEEK), 'day');
  showsGolden('ejp-one-price', () => reportOn(ejp(), { ...WEEK, prices: priced('HN') }), 'day');
  showsGolden('ejp-no-logs', () => reportOn(ejp(), { from: '2026-10-20', to: '2026-11-03' }));
  const SEASON = [{ from: instantOf('2025-11-01T00:00:00'), to: instantOf('2026-04-01T00:00:00') }];
  const season = (): Report => reportOn(homeOf('ejp', SEASON), { from: '2025-11-01', to: '2026-03-31' });
  showsGolden('ejp-season', season, 'month');
  test('a season of 151 days has a row each', () => {
    const rows = renderTable(season(), 'fr').split('\n');
    assert.equal(rows.filter((row) => /^\d\d\/\d\d\/\d{4}/.test(row)).length, 151);
    assert.equal(rows.filter((row) => /^\d\d\/\d\d\/\d{4} █/.test(row)).length, 22);
  });

  showsGolden('tempo', () => reportOn(homeOf('tempo'), WEEK));
  showsGolden('tempo-by-day', () => reportOn(homeOf('tempo'), WEEK), 'day');
  showsGolden('tempo-by-month', () => reportOn(homeOf('tempo'), NOVEMBER), 'month');
  showsGolden('hc', () => reportOn(homeOf('hc'), { ...WEEK, prices: priced('HC', 'HP', 'ABO', 'INJECTION') }));
  showsGolden(
    'hc-by-week',
    () => reportOn(homeOf('hc'), { ...NOVEMBER, prices: priced('HC', 'HP', 'ABO', 'INJECTION') }),
    'week',
  );
  showsGolden('base', () => reportOn(homeOf('base'), { ...WEEK, prices: priced('BASE', 'ABO') }));
  showsGolden('base-by-day', () => reportOn(homeOf('base'), { ...WEEK, prices: priced('BASE', 'ABO') }), 'day');

  /** Panels make 2 kW from 10:00 to 16:00; what they made on the last three days is not known. */
  const withPanels = (): Report => {
    const rows = daysBetween(WEEK.from, '2026-11-18').flatMap((day) =>
      Array.from(
        { length: 24 },
        (_, hour) => `${day}T${String(hour).padStart(2, '0')}:00,${hour >= 10 && hour < 16 ? 2000 : 0}`,
      ),
    );
    const { production, issues } = parseProduction(`time,Wh\n${rows.join('\n')}`, 'production.csv');
    assert.deepEqual(issues, []);
    const { paths } = ejp();
    const now = startOfDay('2026-11-24');
    return finish(withOwnConsumption(reportOn(ejp(), WEEK), { logs: new Summaries(paths.logs), production, now }));
  };
  showsGolden('self-consumption', withPanels, 'day');

  /** A supplier's calendar of ten indexes, each of which draws more than the one before. */
  const ten = (): Report => {
    const [from, to] = ['2026-11-10', '2026-11-12'] as const;
    const keys = Array.from({ length: 10 }, (_, i) => `INDEX${String(i + 1).padStart(2, '0')}`);
    const indexNames = Object.fromEntries(
      keys.map((key, i) => [key, i === 0 ? 'HEURE CREUSE' : i === 1 ? 'HEURE PLEINE' : `SAISON ${i} POINTE`]),
    );
    const records: EnergyRecord[] = [];
    for (let at = startOfDay(from); at < startOfDay(addDays(to, 1)); at += 60_000) {
      const hours = (at - startOfDay(from)) / 3_600_000;
      records.push({
        ...{ at, periodCode: 'T01', papp: 700, iinst: 3, pinj: undefined, injectionIndex: Math.round(5 * hours) },
        indexes: Object.fromEntries(keys.map((key, i) => [key, 1_000_000 + Math.round(hours * 10 * (i + 1))])),
      });
    }
    const calendar = { name: 'OFFRE 10', indexNames };
    const calendars = new Map(daysBetween(from, to).map((day) => [day, calendar]));
    const keysWithPrice = keys.slice(0, 9);
    return reportOf(records, { from, to, calendars, prices: priced(...keysWithPrice, 'INJECTION', 'ABO') });
  };
  showsGolden('calendar', ten);
  showsGolden('calendar-by-day', ten, 'day');
});
