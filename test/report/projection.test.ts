process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { inCents } from '../../src/energy/euros.ts';
import type { PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { isProjected, type NoProjection, type Projection, projectionsOf } from '../../src/report/outlook/projection.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { renderTable } from '../../src/report/output/table.ts';
import { billOf } from '../../src/report/sums/bill.ts';
import { type Report, reportOf } from '../../src/report/sums/report.ts';
import { addDays, type Day, dayOf, daysBetween, endOfDay, instantOf, startOfDay } from '../../src/time/local.ts';
import { type EvenDay, evenPrices, evenRecords } from '../support/even-days.ts';

const PRICES = evenPrices({ HN: 0.2, HPM: 0.5, INJECTION: 0.1, ABO: 30 });
const words = (text: string): string => text.replace(/[ \u00a0\u202f]+/g, ' ');

/** The report from a day up to the present, of days that are as `of` says. */
function seen(from: Day, local: string, of: (day: Day) => EvenDay | undefined, prices: PriceList = PRICES): Asked {
  const now = instantOf(local);
  const today = dayOf(now);
  const report = reportOf(evenRecords(from, daysBetween(from, today).map(of), now), { from, to: today, prices, now });
  return { report, projections: projectionsOf(report, { prices, now }) };
}

interface Asked {
  readonly report: Report;
  readonly projections: readonly (Projection | NoProjection)[];
}

const of = (each: Projection | NoProjection | undefined) => {
  assert.ok(
    each && isProjected(each),
    JSON.stringify(each, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
  );
  return { ...each, wh: each.totals.wh, net: inCents(billOf(each.totals).net ?? 0n) };
};

const even = (): EvenDay => ({ hn: 24_000, injected: 2400 });

describe('a running month', () => {
  test('days left are like the mean of those seen: kWh, and net of the whole month', () => {
    // 9 days of 24 and 1 of 48 kWh: a mean of 26.4; 20 days left, with the whole 11th
    const { report, projections } = seen('2026-06-01', '2026-06-11T00:00:00', (day) => ({
      hn: day === '2026-06-10' ? 48_000 : 24_000,
    }));
    const month = of(projections[0]);
    assert.equal(projections.length, 1);
    assert.deepEqual([month.unit, month.seen, month.unseen, month.wh], ['month', 10, 0, 264_000 + 20 * 26_400]);
    // 792 kWh × 0.2 + 30
    assert.equal(month.net, 188.4);
    const table = words(renderTable(report, 'fr', { projections }));
    assert.ok(table.includes('\nProjection du mois ~792 kWh ~188 € net au 30/06/2026\n'), table);
    assert.ok(table.includes('\n si les jours à venir ressemblent à la moyenne des 10 jours vus\n'));
    assert.ok(words(renderTable(report, 'en', { projections })).includes('~792 kWh ~€188 net, to 2026-06-30'));
    const json = JSON.parse(renderJson(report, undefined, { outlook: { yearBefore: undefined, projections } }));
    assert.deepEqual(json.projections, [
      { unit: 'month', from: '2026-06-01', to: '2026-06-30', kwh: 792, net: 188.4, seenDays: 10 },
    ]);
    assert.equal(json.yearBefore, null);
  });

  test('not before seven whole days are seen; it says from when on', () => {
    for (const [local, days] of [
      ['2026-06-01T10:00:00', 0],
      ['2026-06-07T23:59:00', 6],
    ] as const) {
      const { report, projections } = seen('2026-06-01', local, even);
      assert.deepEqual(projections, [{ unit: 'month', why: 'days', seen: days }]);
      const told = `Projection du mois à partir de 7 jours entiers vus (${days} pour l’instant)`;
      assert.ok(words(renderTable(report, 'fr', { projections })).includes(told));
      const json = JSON.parse(renderJson(report, undefined, { outlook: { yearBefore: undefined, projections } }));
      assert.deepEqual(json.projections, [{ unit: 'month', kwh: null, net: null, seenDays: days }]);
    }
    assert.equal(of(seen('2026-06-01', '2026-06-08T00:00:00', even).projections[0]).seen, 7);
  });

  test('up to its last minute, when nothing is left to project', () => {
    const { report, projections } = seen('2026-06-01', '2026-06-30T23:59:59', even);
    const { wh, net, totals } = of(projections[0]);
    assert.ok(Math.abs(wh - report.total.wh) <= 1, `${wh}`);
    // 720 kWh × 0.2 + 30 − 72 × 0.1
    assert.ok(Math.abs(net - 166.8) <= 0.01, `${net}`);
    assert.ok(Math.abs(totals.injectedWh - 72_000) <= 1);
    assert.deepEqual(seen('2026-06-01', '2026-07-01T00:00:00', even).projections, []);
  });

  test('days without records count at the mean, and are told', () => {
    const missing = (day: Day): boolean => day >= '2026-06-03' && day <= '2026-06-05';
    const { report, projections } = seen('2026-06-01', '2026-06-15T00:00:00', (day) =>
      missing(day) ? undefined : even(),
    );
    const month = of(projections[0]);
    assert.deepEqual([month.seen, month.unseen, month.wh], [11, 3, 720_000]);
    const table = words(renderTable(report, 'fr', { projections }).replaceAll('\n', ' '));
    assert.ok(
      table.includes('si les jours à venir et 3 sans relevés ressemblent à la moyenne des 11 jours vus'),
      table,
    );
  });

  test('only for a report that begins with the month and goes up to now', () => {
    assert.deepEqual(seen('2026-06-02', '2026-06-20T12:00:00', even).projections, []);
    const now = instantOf('2026-06-20T12:00:00');
    const records = evenRecords('2026-06-01', daysBetween('2026-06-01', '2026-06-20').map(even), now);
    const upTo = (to: Day) =>
      projectionsOf(reportOf(records, { from: '2026-06-01', to, prices: PRICES, now }), { prices: PRICES, now });
    assert.deepEqual(upTo('2026-06-19'), []);
    assert.equal(of(upTo('2026-06-30')[0]).wh, 720_000);
  });

  test('a price to come holds from its day on; a missing one makes it one in part', () => {
    const dearer = evenPrices({ HN: 0.2, ABO: 30 }, { day: '2026-06-21', key: 'HN', price: 0.3 });
    // 20 days × 24 kWh × 0.2 + 10 × 24 × 0.3 + 30
    const day = (): EvenDay => ({ hn: 24_000 });
    assert.equal(of(seen('2026-06-01', '2026-06-11T00:00:00', day, dearer).projections[0]).net, 198);
    const { report, projections } = seen('2026-06-01', '2026-06-11T00:00:00', day, evenPrices({ HN: 0.2 }));
    const table = words(renderTable(report, 'fr', { projections }));
    assert.ok(table.includes('Projection du mois ~720 kWh ~144 € en partie, au 30/06/2026'), table);
  });

  test('even days come to their sum whenever it is asked, on months with a change of the clock too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Day>('2026-02-01', '2026-03-01', '2026-10-01', '2028-02-01', '2026-06-01'),
        fc.integer({ min: 7 * 24 * 60, max: 28 * 24 * 60 - 1 }),
        fc.integer({ min: 0, max: 90_000 }),
        (from, minutes, hn) => {
          const now = startOfDay(from) + minutes * 60_000;
          const days = daysBetween(from, dayOf(now)).map(() => ({ hn }));
          const report = reportOf(evenRecords(from, days, now), { from, to: dayOf(now), prices: PRICES, now });
          const month = projectionsOf(report, { prices: PRICES, now })[0];
          // Few records of an hour each are holes.
          fc.pre((report.days.at(-1)?.coverage ?? 0) > 0.8);
          const { span, totals } = of(month);
          const whole = daysBetween(span.from, span.to).length * hn;
          // What flows between the last record and now is half known only.
          const hourly = (hn * 3_600_000) / (endOfDay(dayOf(now)) - startOfDay(dayOf(now)));
          assert.ok(Math.abs(totals.wh - whole) <= hourly + 60, `${totals.wh} of ${whole}`);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a running season of EJP, and a year', () => {
  const EJP = ['2026-11-05', '2026-11-19', '2026-12-03'];
  const winter = (day: Day): EvenDay => (EJP.includes(day) ? { hn: 10_000, pm: 20_000 } : { hn: 30_000 });

  test('EJP days left at the mean of those seen, normal days at that of normal ones', () => {
    const { report, projections } = seen('2026-11-01', '2026-12-11T00:00:00', winter);
    const season = of(projections[0]);
    // 40 days seen, 3 of them EJP: 19 left on 111 days, before 07:00 of one
    assert.deepEqual([season.unit, season.seen, season.ejp], ['season', 40, { seen: 3, left: 19 }]);
    const hpm = season.totals.periods.find(({ key }) => key === 'HPM')?.wh ?? 0;
    const hn = season.totals.periods.find(({ key }) => key === 'HN')?.wh ?? 0;
    // Each day's mean is rounded to the Wh.
    assert.ok(Math.abs(hpm - 22 * 20_000) < 111, `${hpm}`);
    assert.ok(Math.abs(hn - (22 * 10_000 + 129 * 30_000)) < 111, `${hn}`);
    // 4090 kWh × 0.2 + 440 × 0.5 + 5 × 30
    assert.ok(Math.abs(season.net - 1188) < 0.1, `${season.net}`);
    const table = words(renderTable(report, 'fr', { projections }).replaceAll('\n', ' '));
    const basis = 'si les jours à venir ressemblent à la moyenne des 37 jours normaux et 3 EJP vus (19 EJP à venir)';
    assert.ok(table.includes(basis), table);
    for (const lang of ['fr', 'en'] as const)
      for (const line of renderTable(report, lang, { projections }).split('\n')) assert.ok(line.length <= 80, line);
  });

  test('logs that begin within the season: some of the peaks may have been before them', () => {
    const since: Day = '2026-12-01';
    const now = '2027-01-10T00:00:00';
    const asked = seen('2026-11-01', now, (day) =>
      day < since
        ? undefined
        : day === '2026-12-03' || day === '2026-12-17'
          ? { hn: 10_000, pm: 20_000 }
          : { hn: 30_000 },
    );
    const ejpSeason = {
      from: '2026-11-01',
      to: '2027-03-31',
      days: asked.report.ejpDays,
      indexOnly: [],
      since,
    } as const;
    const options = { prices: PRICES, now: instantOf(now) };
    const season = of(projectionsOf({ ...asked.report, ejpSeason }, options)[0]);
    // 20 peaks on 30 days before the logs and 81 to come: 20 × 81 / 111 are to come.
    assert.equal(season.ejp?.left, 15);
    const hpm = season.totals.periods.find(({ key }) => key === 'HPM')?.wh ?? 0;
    assert.ok(Math.abs(hpm - 22 * 20_000) < 111, `${hpm}`);
    // A file that has the days before: one of them, so that 19 are to come.
    const given = { ...ejpSeason, days: ['2026-11-10', ...ejpSeason.days] as Day[], since: undefined };
    const { since: _, ...whole } = given;
    assert.equal(of(projectionsOf({ ...asked.report, ejpSeason: whole }, options)[0]).ejp?.left, 19);
  });

  test('at first only the month is told of, then the season too', () => {
    const units = (local: string): string[] =>
      seen('2026-11-01', local, winter).projections.map((each) => `${each.unit} ${isProjected(each)}`);
    assert.deepEqual(units('2026-11-03T12:00:00'), ['month false']);
    assert.deepEqual(units('2026-11-12T12:00:00'), ['month true']);
    assert.deepEqual(units('2026-11-30T12:00:00'), ['month true', 'season true']);
  });

  test('not without an EJP day seen, as long as some may come; after the last of the 22 there are none', () => {
    const none = seen('2026-11-01', '2026-12-11T00:00:00', () => ({ hn: 1000, pm: 0 }));
    assert.deepEqual(none.projections, [{ unit: 'season', why: 'ejpDays', seen: 0 }]);
    assert.ok(
      words(renderTable(none.report, 'fr', none)).includes('Projection de la saison à partir d’un jour EJP vu'),
    );
    const all = seen('2026-11-01', '2027-03-25T00:00:00', (day) =>
      day > '2026-11-22' ? { hn: 30_000 } : { hn: 10_000, pm: 20_000 },
    );
    const season = of(all.projections[0]);
    assert.deepEqual(season.ejp, { seen: 22, left: 0 });
    assert.equal(season.wh, 151 * 30_000);
  });

  test('on the last day of March nothing is left but the day', () => {
    const { projections, report } = seen('2026-11-01', '2027-03-31T12:00:00', winter);
    const season = of(projections[0]);
    assert.equal(season.ejp?.left, 0, 'it is past 07:00');
    assert.ok(Math.abs(season.wh - report.total.wh - 15_000) < 5, `${season.wh - report.total.wh}`);
    assert.deepEqual(seen('2026-11-01', '2027-04-01T12:00:00', winter).projections, []);
  });

  test('the year: none in summer, the next season has its 22 evenly', () => {
    const peaks = daysBetween('2026-01-05', '2026-01-14');
    const { projections } = seen('2026-01-01', '2026-07-01T00:00:00', (day) =>
      peaks.includes(day) ? { hn: 10_000, pm: 20_000 } : { hn: 30_000 },
    );
    const year = of(projections.find(({ unit }) => unit === 'year'));
    // 61 days of November and December, 22 peaks on 151 days
    assert.deepEqual([year.ejp, year.wh], [{ seen: 10, left: Math.round((61 * 22) / 151) }, 365 * 30_000]);
    const hpm = year.totals.periods.find(({ key }) => key === 'HPM')?.wh ?? 0;
    assert.ok(Math.abs(hpm - (10 + (61 * 22) / 151) * 20_000) < 61, `${hpm}`);
    assert.equal(
      of(
        seen('2028-01-01', '2028-03-01T00:00:00', (day) =>
          day < '2028-01-03' ? { hn: 1, pm: 1 } : { hn: 2 },
        ).projections.at(-1),
      ).wh,
      732,
    );
  });

  test('the hour after midnight of a peak belongs to its EJP day', () => {
    const from: Day = '2026-11-01';
    const now = startOfDay('2026-12-11');
    const list = daysBetween(from, '2026-12-10');
    // 17 kWh up to midnight, one in the hour after it, which lies on a normal day.
    const morning = (day: Day): boolean => EJP.includes(addDays(day, -1));
    const drawn = list.map((day) => ({ hn: 24_000, pm: EJP.includes(day) ? 17_000 : morning(day) ? 1000 : 0 }));
    const records = evenRecords(from, drawn).map((record) => {
      const day = dayOf(record.at);
      if (!morning(day)) return record;
      const before = EJP.filter((peak) => peak < day).length;
      const isOver = record.at > startOfDay(day);
      const indexes = { ...record.indexes, HPM: 2_000_000 + before * 18_000 - (isOver ? 0 : 1000) };
      return { ...record, indexes, periodCode: isOver ? 'HN..' : 'PM..' };
    });
    const report = reportOf(records, { from, to: '2026-12-11', prices: PRICES, now });
    assert.deepEqual(report.ejpDays, EJP);
    const season = of(projectionsOf(report, { prices: PRICES, now })[0]);
    const hpm = season.totals.periods.find(({ key }) => key === 'HPM')?.wh ?? 0;
    assert.ok(Math.abs(hpm - 22 * 18_000) < 111, `${hpm}`);
  });

  test('a house that draws 1 kW always comes to 24 kWh a day, wherever the peaks fall', () => {
    const list = daysBetween('2026-11-01', '2026-12-10');
    const now = startOfDay('2026-12-11');
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...list), { minLength: 1, maxLength: 20 }), (peaks) => {
        const hasPeak = (day: Day): boolean => peaks.includes(day);
        const sums = { HN: 0, HPM: 0 };
        const records: EnergyRecord[] = [];
        for (let at = startOfDay('2026-11-01'); at <= now; at += 3_600_000) {
          const day = dayOf(at);
          const hour = (at - startOfDay(day)) / 3_600_000;
          const inPeak = (hour >= 7 && hasPeak(day)) || (hour < 1 && hasPeak(addDays(day, -1)));
          const still = { papp: 1000, iinst: 4, injectionIndex: undefined, pinj: undefined };
          records.push({ at, indexes: { ...sums }, periodCode: inPeak ? 'PM..' : 'HN..', ...still });
          sums[inPeak ? 'HPM' : 'HN'] += 1000;
        }
        const report = reportOf(records, { from: '2026-11-01', to: '2026-12-11', prices: PRICES, now });
        assert.deepEqual(report.ejpDays, [...peaks].sort());
        const season = of(projectionsOf(report, { prices: PRICES, now })[0]);
        assert.ok(Math.abs(season.wh - 151 * 24_000) <= 2 * 111, `${season.wh - 151 * 24_000}`);
        const hpm = season.totals.periods.find(({ key }) => key === 'HPM')?.wh ?? 0;
        // The hour after the last midnight is still to come.
        assert.ok(Math.abs(hpm - 22 * 18_000) <= 1000 + 111, `${hpm}`);
      }),
      { numRuns: 20 },
    );
  });
});
