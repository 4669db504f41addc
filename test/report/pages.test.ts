process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { loadTariffs } from '../../src/config/tariffs.ts';
import { energyCost } from '../../src/energy/euros.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { ejpDayOf, ejpDaysTotal, readEjpDay } from '../../src/report/sums/ejp-days.ts';
import { groupDays } from '../../src/report/sums/grouping.ts';
import { profileOf } from '../../src/report/sums/profile.ts';
import { concatReports } from '../../src/report/sums/report.ts';
import { addDays, clockOf, type Day, instantOf, startOfDay } from '../../src/time/local.ts';
import { reportOfDays } from '../support/reports.ts';
import { Home, SPANS } from '../support/screen-logs.ts';

/** The last seven days at most of each span that the screens have. */
const spans = SPANS.map(({ from: start, to: end }) => ({ from: Math.max(start, end - 7 * 86_400_000), to: end }));
const home = new Home().simulate('ejp', spans);
after(() => home.remove());
const { logs, tariffsFile } = home.paths;
const summaries = new Summaries(logs);
const { prices } = loadTariffs(tariffsFile);
const [from, to] = ['2026-01-28', '2026-11-24'] as const;
const whole = reportOfDays({ logs, from, to, prices });

for (const cut of ['2026-01-29', '2026-02-03', '2026-06-01', '2026-10-25', '2026-11-23'] as const) {
  test(`reports up to ${cut} and from the day after, joined, are the report on all of it`, () => {
    const parts = [
      reportOfDays({ logs, from, to: cut, prices }),
      reportOfDays({ logs, from: addDays(cut, 1), to, prices }),
    ];
    const joined = concatReports(parts);
    assert.deepEqual(joined.days, whole.days);
    assert.deepEqual(joined.missingDays, whole.missingDays);
    assert.deepEqual(joined.ejpDays, whole.ejpDays);
    assert.equal(joined.total.wh, whole.total.wh);
    assert.equal(joined.total.cost, whole.total.cost);
    assert.equal(joined.injected.revenue, whole.injected.revenue);
    for (const [i, part] of joined.periods.entries()) {
      assert.equal(part.wh, whole.periods[i]?.wh);
      assert.equal(part.cost, whole.periods[i]?.cost);
    }
    assert.deepEqual(
      groupDays(joined, 'week').map(({ name, wh }) => [name, wh]),
      groupDays(whole, 'week').map(({ name, wh }) => [name, wh]),
    );
  });
}

test('the EJP days of a season have drawn what their index has counted, to the Wh', () => {
  const days = whole.ejpDays.filter((day) => day >= '2026-11-01');
  const peaks = days.map((day) => readEjpDay(summaries, day, prices));
  const first = summaries.read('2026-11-11').records[0]?.indexes['HPM'] as number;
  const last = summaries.read('2026-11-24').records.at(-1)?.indexes['HPM'] as number;
  assert.ok(days.length >= 3 && last > first);
  assert.equal(ejpDaysTotal(peaks).peakWh, last - first);
  for (const { from: start, to: end, peakWh, cost, normalCost } of peaks) {
    assert.deepEqual([clockOf(start ?? 0).slice(0, 5), clockOf(end ?? 0).slice(0, 5)], ['07:00', '01:00']);
    assert.equal(cost, energyCost(peakWh, 0.344));
    assert.equal(normalCost, energyCost(peakWh, 0.1781));
  }
});

test('what a price change finds in a peak is priced on each side of midnight', () => {
  const peak = readEjpDay(summaries, '2026-01-30', prices);
  assert.equal(peak.cost, energyCost(peak.peakWh, 1.0867));
  assert.equal(readEjpDay(summaries, '2026-06-01', prices).peakWh, 0);
});

test('a peak whose first hours no record knows has drawn what its index counted in them; the normal hours before it are not its own', () => {
  const day = whole.ejpDays.find((each) => !whole.ejpDays.includes(addDays(each, -1))) as Day;
  const { records } = summaries.read(day);
  const next = summaries.read(addDays(day, 1)).records;
  const at = (time: string): number => Date.parse(`${day}T${time}:00+01:00`);
  const full = ejpDayOf([...records, ...next], day, prices);
  for (const [off, on] of [
    ['01:10', '09:00'],
    ['00:05', '09:00'],
    ['05:00', '06:59'],
  ] as const) {
    const known = records.filter((record) => record.at < at(off) || record.at > at(on));
    const { peakWh, normalWh } = ejpDayOf([...known, ...next], day, prices);
    assert.deepEqual([peakWh, normalWh], [full.peakWh, full.normalWh], `${off} to ${on}`);
  }
});

test('a line that does not know the period opens no peak: HPM may have risen by then', () => {
  const line = (clock: string, HPM: number, periodCode: string): EnergyRecord => ({
    at: instantOf(`2026-01-14T${clock}`),
    ...{ indexes: { HN: 1000, HPM }, periodCode, papp: 500, iinst: 2, injectionIndex: undefined, pinj: undefined },
  });
  const records = [line('06:30:00', 5000, 'HN..'), line('06:59:50', 5003, '----'), line('08:00:00', 5900, 'PM..')];
  assert.equal(ejpDayOf(records, '2026-01-14', prices).peakWh, 900);
});

test('the profile of a day: indexes, peak, base load, periods, holes', () => {
  const day: Day = '2026-11-18';
  const { records } = summaries.read(day);
  const profile = profileOf(records, { from: startOfDay(day), to: startOfDay(addDays(day, 1)) });
  const clocks = ({ from: a, to: b }: { from: number; to: number }): string[] => [clockOf(a), clockOf(b)];
  assert.deepEqual(profile.holes.map(clocks), [['09:40:00', '13:20:00']]);
  assert.deepEqual(
    profile.periods.slice(0, 2).map(({ period }) => period),
    ['PM', 'HN'],
  );
  assert.equal(clockOf(profile.periods[0]?.to ?? 0), '01:00:00');
  const most = Math.max(...records.map(({ papp = 0 }) => papp));
  assert.equal(profile.maximum?.va, most);
  const drawn = records.map(({ papp = 0 }) => papp).filter((papp) => papp > 0);
  const below = drawn.filter((papp) => papp < (profile.baseVa ?? 0)).length;
  assert.ok(below <= drawn.length * 0.05);
  for (const { key, first, last } of profile.indexes) {
    assert.deepEqual([first.wh, last.wh], [records[0]?.indexes[key], records.at(-1)?.indexes[key]]);
  }
  assert.deepEqual(profileOf([], { from: 0, to: 120_000 }).holes, [{ from: 0, to: 120_000 }]);
});
