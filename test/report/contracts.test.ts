process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { parseSettings } from '../../src/config/settings.ts';
import { parseTariffs } from '../../src/config/tariffs.ts';
import { inCents, toCent } from '../../src/energy/euros.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import type { Colour } from '../../src/meter/tempo.ts';
import { COMPARED_CONTRACTS, type ComparedContract } from '../../src/report/contracts/choices.ts';
import type { ContractComparison, ContractRow } from '../../src/report/contracts/comparison.ts';
import { contractsJson } from '../../src/report/contracts/json.ts';
import { contractsSteps } from '../../src/report/contracts/steps.ts';
import { renderContracts } from '../../src/report/contracts/table.ts';
import { buildSteps } from '../../src/report/sums/build.ts';
import type { Grouping } from '../../src/report/sums/grouping.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import type { Report } from '../../src/report/sums/report.ts';
import type { MeterState } from '../../src/simulator/meter.ts';
import { addDays, type Day, daysBetween, endOfDay, instantOf, startOfDay } from '../../src/time/local.ts';
import { logsOpened } from '../support/cached-reports.ts';
import { asBase, livesOf, writeHouse } from '../support/contract-houses.ts';
import { type LoadLine, type SlowRules, slowPeriods } from '../support/slow-contracts.ts';

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-contracts-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

/** Prices that no sum of kWh can confuse, of two dates. */
const PRICES = [
  '2000-01-01 BASE 0.2001',
  '2000-01-01 HC 0.1103',
  '2000-01-01 HP 0.2207',
  '2000-01-01 HN 0.1009',
  '2000-01-01 HPM 1.0111',
  ...['HCJB 0.11', 'HPJB 0.12', 'HCJW 0.13', 'HPJW 0.17', 'HCJR 0.19', 'HPJR 0.71'].map((each) => `2000-01-01 ${each}`),
  '2025-03-30 BASE 0.3001',
  '2025-03-30 HP 0.3307',
  '2000-01-01 KVA 9',
  '2000-01-01 ABO_BASE 6:10 9:12',
  '2000-01-01 ABO_HC 6:11 9:13.5',
  '2000-01-01 ABO_TEMPO 9:14',
  '2000-01-01 ABO_EJP 9:15.25',
];
const pricesOf = (lines: readonly string[]): PriceList => new PriceList(parseTariffs(lines.join('\n'), 'f').prices);
const prices = pricesOf(PRICES);

interface Asked {
  readonly from: Day;
  readonly to: Day;
  readonly contracts?: readonly ComparedContract[];
  readonly offPeak?: string;
  readonly colours?: ReadonlyMap<Day, Colour>;
  readonly ejpDays?: ReadonlyMap<Day, boolean>;
  readonly prices?: PriceList;
  readonly by?: Grouping;
}

const offPeakOf = (text: string) => parseSettings(`HC_HOURS ${text}`, 'f').settings.HC_HOURS;

function compared({ from, to, offPeak = '22:30-6:30', colours, ejpDays, ...asked }: Asked): {
  readonly report: Report;
  readonly comparison: ContractComparison;
  row(contract: ComparedContract): ContractRow;
  table(): string;
  /** With ordinary spaces, and lines that were broken put together. */
  plainTable(): string;
} {
  const all = { logs: new Summaries(logs), from, to, prices: asked.prices ?? prices };
  const report = finish(buildSteps(all));
  const comparison = finish(
    contractsSteps({
      ...{ ...all, report, by: asked.by, contracts: asked.contracts ?? COMPARED_CONTRACTS },
      offPeak: offPeakOf(offPeak),
      given: { colours: colours ?? new Map(), ejpDays: ejpDays ?? new Map() },
    }),
  );
  return {
    ...{ report, comparison },
    row: (contract) => comparison.rows.find((each) => each.contract === contract) as ContractRow,
    table: () => renderContracts({ report, comparison, offPeak: offPeakOf(offPeak), lang: 'fr' }, asked.by),
    plainTable() {
      return this.table()
        .replace(/[\u00a0\u202f]/g, ' ')
        .replace(/\n {2}(?=\S)/g, ' ');
    },
  };
}

const whOf = ({ periods }: ContractRow): Record<string, number> =>
  Object.fromEntries(periods.flatMap(({ key, wh }) => (wh === 0 ? [] : [[key, wh]])));

/** Lines on BASE. */
const write = (lines: readonly LoadLine[]): void => {
  for (const name of readdirSync(logs)) unlinkSync(join(logs, name));
  const states = lines.map(({ at, wh }) => ({ at, indexes: { BASE: wh } }) as unknown as MeterState);
  writeHouse(logs, states, (state) => ({ periodCode: 'TH..', indexes: state.indexes }));
};

const allDays = <T>(from: Day, to: Day, kind: (day: Day, i: number) => T): Map<Day, T> =>
  new Map(daysBetween(addDays(from, -1), to).map((day, i) => [day, kind(day, i)]));

const LETTERS: Readonly<Record<Colour, string>> = { blue: 'B', white: 'W', red: 'R' };

/** When clocks show 02:00 for the second time. */
const DOUBLED = Date.parse('2024-10-27T02:00:00+01:00');
const HOUR_MS = 3_600_000;

/** Whether a log tells, by a time that falls, that a line is of the second one of October's two hours. */
const isTold = (before: number, at: number): boolean =>
  at < DOUBLED ||
  at >= DOUBLED + HOUR_MS ||
  before >= DOUBLED ||
  (before >= DOUBLED - HOUR_MS && before > at - HOUR_MS);

describe('a household under other contracts', () => {
  /** A household whose power changes now and then, and a log with lines as they come: often, seldom, none for days. */
  const household = fc.record({
    from: fc.constantFrom<Day>('2025-03-28', '2024-10-26', '2025-01-30', '2024-12-31'),
    days: fc.integer({ min: 1, max: 4 }),
    first: fc.integer({ min: 0, max: 86_000 }),
    steps: fc.array(
      fc.record({
        seconds: fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: 5, max: 1800 }) },
          { weight: 2, arbitrary: fc.integer({ min: 1800, max: 20_000 }) },
          { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 200_000 }) },
        ),
        watts: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9000 })),
      }),
      { minLength: 4, maxLength: 60 },
    ),
    offPeak: fc.constantFrom('22:30-6:30', '2:00-7:00,14:00-17:00', '22:38-6:38', '1:17-2:41,23:59-0:01', '2:30-3:30'),
    kinds: fc.infiniteStream(fc.constantFrom<Colour | undefined>('blue', 'white', 'red', 'red', undefined)),
    peaks: fc.infiniteStream(fc.constantFrom<boolean | undefined>(true, false, true, undefined)),
  });

  test('each day has what a slow computation of its own finds, minute by minute', () => {
    fc.assert(
      fc.property(household, ({ from, days, first, steps, offPeak, kinds, peaks }) => {
        const lines: LoadLine[] = [{ at: startOfDay(from) + first * 1000, wh: 1_000_000 }];
        let [at, joules] = [startOfDay(from) + first * 1000, 3_600_000_000];
        const end = endOfDay(addDays(from, days - 1));
        for (const { seconds, watts } of steps) {
          at += seconds * 1000;
          joules += seconds * watts;
          if (at < end && isTold(lines.at(-1)?.at ?? 0, at)) lines.push({ at, wh: Math.floor(joules / 3600) });
        }
        if (lines.length < 2) return;
        write(lines);
        const to = addDays(from, days - 1);
        const colours = allDays<Colour | undefined>(from, to, () => kinds.next().value);
        const ejpDays = allDays<boolean | undefined>(from, to, () => peaks.next().value);
        const known = <T>(map: ReadonlyMap<Day, T | undefined>) =>
          new Map([...map].flatMap(([day, kind]) => (kind === undefined ? [] : [[day, kind] as const])));
        const rules: SlowRules = {
          offPeak,
          colours: Object.fromEntries([...known<Colour>(colours)].map(([day, colour]) => [day, LETTERS[colour]])),
          ejpDays: Object.fromEntries(known(ejpDays)),
        };
        for (const contract of COMPARED_CONTRACTS) {
          const slow = slowPeriods(lines, contract, rules);
          for (const day of daysBetween(from, to)) {
            const given = { colours: known(colours), ejpDays: known(ejpDays) };
            const { comparison, report } = compared({ from: day, to: day, offPeak, contracts: [contract], ...given });
            const expected = slow.get(day) ?? new Map<string, number>();
            const row = comparison.rows.find((each) => each.contract === contract);
            // Whole Wh are shared: a period of a day may have one more or less for each time that it begins or ends.
            const unknownWh = expected.get('?') ?? 0;
            if (!row) {
              assert.ok(unknownWh > 0 || report.days.length === 0, `${contract} ${day}`);
              continue;
            }
            assert.ok(unknownWh < 2, `${contract} ${day}: ${unknownWh} Wh are of no known period`);
            const own = report.days[0]?.wh ?? 0;
            assert.equal(
              row.periods.reduce((sum, { wh }) => sum + wh, 0),
              own,
              `${contract} ${day}: all of the energy, to the Wh`,
            );
            for (const { key, wh } of row.periods) {
              const slowWh = expected.get(key) ?? 0;
              assert.ok(Math.abs(wh - slowWh) <= 8, `${contract} ${day} ${key}: ${wh} Wh, slowly ${slowWh}`);
            }
            let euros = 0;
            for (const { key, wh } of row.periods) euros += (wh / 1000) * (prices.priceOn(key, day) ?? Number.NaN);
            assert.ok(Math.abs(inCents(row.energy.euros ?? 0n) - euros) < 0.0051, `${contract} ${day}: ${euros} €`);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a simulated household, as two meters see it', () => {
  const houses = [
    { contract: 'hc', from: '2025-03-29', to: '2025-03-31' },
    { contract: 'hc', from: '2024-10-26', to: '2024-10-28' },
    { contract: 'tempo', from: '2025-01-06', to: '2025-01-10' },
    { contract: 'tempo', from: '2025-03-29', to: '2025-03-31' },
    { contract: 'ejp', from: '2025-01-06', to: '2025-01-12' },
  ] as const;
  for (const { contract, from, to } of houses) {
    test(`the log of a BASE meter, put into the periods of ${contract}, has what the ${contract} meter counts: ${from}`, () => {
      const scenario = contract === 'ejp' ? 'ejp-season' : 'day';
      const states = [...livesOf({ contract, from, to, scenario, stepMs: 20_000 })];
      writeHouse(logs, states, asBase);
      const [first, last] = [states[0], states.at(-1)] as [MeterState, MeterState];
      const peaks = new Set(states.flatMap(({ at, periodCode }) => (periodCode === 'PM..' ? [at] : [])));
      const colourOn = (day: Day): Colour => {
        const noon = states.find(({ at }) => at >= instantOf(`${day}T12:00:00`))?.periodCode.at(-1);
        return noon === 'W' ? 'white' : noon === 'R' ? 'red' : 'blue';
      };
      const { row, comparison } = compared({
        ...{ from, to, contracts: [contract] },
        // The simulator's colours: white on Tuesdays and red on Wednesdays of winter.
        colours: allDays(from, to, (day) => (day < from ? 'blue' : colourOn(day))),
        ejpDays: allDays(from, to, (day) => peaks.has(instantOf(`${day}T12:00:00`))),
      });
      assert.equal(comparison.days.length, daysBetween(from, to).length);
      const found = whOf(row(contract));
      for (const [key, wh] of Object.entries(last.indexes)) {
        const counted = wh - (first.indexes[key] ?? 0);
        // A line of 20 s lies over each time at which the period changes: 9 kW for 10 s is 25 Wh.
        assert.ok(
          Math.abs((found[key] ?? 0) - counted) <= 60,
          `${key}: ${found[key]} Wh, the meter counted ${counted}`,
        );
        if (contract === 'hc') assert.ok(counted > 1000, key);
      }
      const dear = { hc: 'HP', tempo: 'HPJB', ejp: 'HPM' }[contract];
      assert.ok((found[dear] ?? 0) > 1000, `${contract} ${dear}`);
    });
  }
});

describe('what is not known', () => {
  /** 1 kWh an hour, a line every ten minutes; none between some instants. */
  const steady = (from: Day, to: Day, isLost: (at: number) => boolean = () => false): void => {
    const lines: LoadLine[] = [];
    for (let at = startOfDay(from); at <= endOfDay(to); at += 600_000)
      if (!isLost(at)) lines.push({ at, wh: 5000 + Math.floor((at - startOfDay(from)) / 3600) });
    write(lines);
  };
  const blue = (from: Day, to: Day) => allDays<Colour>(from, to, () => 'blue');

  test('a day without a colour is left out of all contracts alike, and named', () => {
    steady('2025-01-06', '2025-01-10');
    const colours = blue('2025-01-06', '2025-01-10');
    colours.delete('2025-01-08');
    const { comparison, row, ...asked } = compared({
      from: '2025-01-06',
      to: '2025-01-10',
      contracts: ['base', 'tempo'],
      colours,
    });
    // Its colour counts until 06:00 of the 9th.
    assert.deepEqual(
      comparison.days.map(({ day }) => day),
      ['2025-01-06', '2025-01-07', '2025-01-10'],
    );
    assert.deepEqual(comparison.leftOut, [{ contract: 'tempo', days: ['2025-01-08', '2025-01-09'] }]);
    assert.deepEqual(whOf(row('base')), { BASE: 72_000 });
    assert.deepEqual(whOf(row('tempo')), { HCJB: 24_000, HPJB: 48_000 });
    const own = comparison.rows[0] as ContractRow;
    assert.deepEqual([own.energy, own.subscription], [row('base').energy, row('base').subscription]);
    assert.equal(row('tempo').knownDays, 3);
    assert.match(
      asked.plainTable(),
      /TEMPO : 2 jours inconnus, laissés de côté pour tous les contrats : 08–09\/01\/2025\./,
    );
  });

  test('a contract that no day is known of is said to be, and leaves the others their days', () => {
    steady('2025-01-06', '2025-01-07');
    const { comparison, ...asked } = compared({ from: '2025-01-06', to: '2025-01-07' });
    assert.deepEqual(comparison.unknown, ['tempo', 'ejp']);
    assert.equal(comparison.days.length, 2);
    assert.match(asked.plainTable(), /TEMPO : aucune couleur connue/);
    assert.match(asked.plainTable(), /EJP : aucun de ces jours n’est connu/);
  });

  test('no EJP day is needed from April to October; the peak of 31 March ends at 01:00 of 1 April', () => {
    steady('2025-04-01', '2025-04-02');
    const unknown = compared({ from: '2025-04-01', to: '2025-04-02', contracts: ['ejp'] });
    assert.deepEqual(unknown.comparison.leftOut, [{ contract: 'ejp', days: ['2025-04-01'] }]);
    const ejpDays = new Map<Day, boolean>([['2025-03-31', true]]);
    assert.deepEqual(whOf(compared({ from: '2025-04-01', to: '2025-04-02', contracts: ['ejp'], ejpDays }).row('ejp')), {
      HN: 47_000,
      HPM: 1000,
    });
  });

  test('energy of a hole over a change of period is shared by time, and told; of one within a period it is not', () => {
    const lost = (from: string, to: string) => (at: number) => at > instantOf(from) && at < instantOf(to);
    steady('2025-01-06', '2025-01-08', lost('2025-01-06T20:00:00', '2025-01-07T08:00:00'));
    const { row, ...asked } = compared({ from: '2025-01-06', to: '2025-01-08', contracts: ['base', 'hc'] });
    assert.deepEqual(whOf(row('hc')), { HC: 24_000, HP: 48_000 });
    assert.deepEqual([row('hc').apportionedWh, row('base').apportionedWh], [12_000, 0]);
    assert.match(asked.plainTable(), /^HC : 12,0 kWh répartis par le temps entre ses périodes : relevés absents\.$/m);

    steady('2025-01-06', '2025-01-08', lost('2025-01-07T08:00:00', '2025-01-07T20:00:00'));
    assert.equal(compared({ from: '2025-01-06', to: '2025-01-08' }).row('hc').apportionedWh, 0);
    // The part of a hole that lies on a day outside the report is not counted.
    steady('2025-01-06', '2025-01-08', lost('2025-01-06T20:00:00', '2025-01-07T08:00:00'));
    assert.equal(compared({ from: '2025-01-07', to: '2025-01-08' }).row('hc').apportionedWh, 8000);
  });

  test('a missing price leaves a part, with a sign, no difference, and its name once', () => {
    steady('2025-01-06', '2025-01-08');
    const some = pricesOf(PRICES.filter((line) => !line.includes(' HP ')));
    const { row, comparison, ...asked } = compared({
      from: '2025-01-06',
      to: '2025-01-08',
      contracts: ['hc'],
      prices: some,
    });
    const { energy, total, difference } = row('hc');
    assert.deepEqual(
      [inCents(energy.euros ?? 0n), energy.isPart, total.isPart, difference.euros],
      [2.65, true, true, undefined],
    );
    assert.deepEqual(comparison.missing, [{ kind: 'noPrice', key: 'HP', from: '2025-01-06', to: '2025-01-08' }]);
    assert.equal(asked.plainTable().match(/Prix manquant/g)?.length, 1);
    assert.match(asked.plainTable(), /^HC +2,65\* +1,31 +3,96\* +— +3$/m);
  });

  test('without the subscribed power it is asked for, once; a subscription is never 0', () => {
    steady('2025-01-06', '2025-01-08');
    const some = pricesOf(PRICES.filter((line) => !line.includes(' KVA ')));
    const { row, comparison, ...asked } = compared({
      from: '2025-01-06',
      to: '2025-01-08',
      contracts: ['hc', 'base'],
      prices: some,
    });
    assert.deepEqual(row('hc').subscription, { euros: undefined, isPart: true });
    assert.deepEqual(
      comparison.missing.map(({ key }) => key),
      ['KVA'],
    );
    // The energy is known of both, and so is by how much it differs.
    const [own, hc] = [comparison.rows[0] as ContractRow, row('hc')];
    const [drawn, other] = [own, hc].map(({ energy }) => toCent(energy.euros ?? 0n)) as [bigint, bigint];
    assert.deepEqual([hc.difference, hc.share], [{ euros: other - drawn, isPart: true }, undefined]);
    assert.match(asked.plainTable(), /^HC .* −1,17\* +3$/m);
    assert.match(asked.plainTable(), /Puissance souscrite inconnue du 06\/01\/2025 au 08\/01\/2025/);
  });

  test('a winter with another number of EJP days than 22 is named', () => {
    steady('2024-01-08', '2024-01-08');
    const winter = new Map(daysBetween('2023-11-01', '2024-03-31').map((day, i) => [day, i < 23]));
    const { comparison } = compared({ from: '2024-01-08', to: '2024-01-08', ejpDays: winter });
    assert.deepEqual(comparison.oddWinters, [{ from: '2023-11-01', to: '2024-03-31', count: 23 }]);
    winter.set('2023-11-01', false);
    assert.deepEqual(compared({ from: '2024-01-08', to: '2024-01-08', ejpDays: winter }).comparison.oddWinters, []);
  });

  test('logs without a line of the days say so', () => {
    steady('2025-01-06', '2025-01-06');
    assert.match(
      compared({ from: '2025-02-06', to: '2025-02-07' }).plainTable(),
      /Aucun relevé du 06\/02\/2025 au 07\/02\/2025/,
    );
  });
});

describe('what the own logs know', () => {
  test('a Tempo log says its colours, from the night before on, against the file', () => {
    const [from, to] = ['2025-01-07', '2025-01-09'] as const;
    const states = [
      ...livesOf({ contract: 'tempo', from: '2025-01-06', to: '2025-01-10', scenario: 'day', stepMs: 60_000 }),
    ];
    writeHouse(logs, states);
    const wrong = allDays<Colour>(from, to, () => 'red');
    const { row, comparison } = compared({ from, to, contracts: ['tempo'], colours: wrong });
    // White on Tuesday 7, red on Wednesday 8.
    const own = comparison.rows[0] as ContractRow;
    for (const { key, wh } of own.periods)
      assert.ok(Math.abs(wh - (whOf(row('tempo'))[key] ?? 0)) < 150, `${key}: ${wh} ${whOf(row('tempo'))[key]}`);
    assert.ok((whOf(row('tempo'))['HPJR'] ?? 0) > 1000 && (whOf(row('tempo'))['HCJB'] ?? 0) > 1000);
  });

  test('an EJP log says its days, the day before the first one too, and pays its own subscription', () => {
    const states = [
      ...livesOf({ contract: 'ejp', from: '2025-01-06', to: '2025-01-10', scenario: 'ejp-day', stepMs: 60_000 }),
    ];
    writeHouse(logs, states);
    const [from, to] = ['2025-01-07', '2025-01-09'] as const;
    const { row, comparison } = compared({
      from,
      to,
      contracts: ['ejp'],
      prices: pricesOf([...PRICES, '2025-01-01 ABO 20']),
    });
    const own = comparison.rows[0] as ContractRow;
    for (const { key, wh } of own.periods) assert.ok(Math.abs(wh - (whOf(row('ejp'))[key] ?? 0)) < 150, key);
    assert.equal(row('ejp').subscription.euros, own.subscription.euros);
    assert.equal(inCents(own.subscription.euros ?? 0n), 1.94);
    assert.equal(comparison.days.length, 3);
  });
});

describe('reading and showing', () => {
  const [from, to] = ['2025-01-28', '2025-02-03'] as const;
  const house = (): void => writeHouse(logs, livesOf({ contract: 'base', from, to, stepMs: 60_000 }));
  const asked: Asked = {
    from,
    to,
    colours: allDays<Colour>(from, to, (_, i) => (i % 2 ? 'white' : 'blue')),
    ejpDays: allDays(from, to, (_, i) => i % 3 === 0),
  };

  test('closed days are read once; other off-peak hours need them once more', () => {
    house();
    const first = compared(asked).comparison;
    assert.deepEqual(
      readdirSync(logs).filter((name) => name.startsWith('.periods')),
      ['.periods-2025-01', '.periods-2025-02'],
    );
    assert.equal(
      logsOpened(() => assert.deepEqual(compared(asked).comparison, first)),
      0,
    );
    const other = { ...asked, offPeak: '12:17-14:17' };
    assert.ok(logsOpened(() => compared(other)) >= 7);
    assert.equal(
      logsOpened(() => compared(other)),
      0,
    );
  });

  test('the months add up to the whole, and a day is worth the same in any span', () => {
    house();
    const { comparison, row } = compared({ ...asked, by: 'month' });
    assert.deepEqual(
      comparison.groups.map(({ days }) => days),
      [4, 3],
    );
    for (const [i, whole] of comparison.rows.entries())
      for (const part of ['energy', 'subscription'] as const)
        assert.equal(
          comparison.groups.reduce((sum, { costs }) => sum + (costs[i]?.[part].euros ?? 0n), 0n),
          whole[part].euros,
        );
    const alone = daysBetween(from, to).map((day) => compared({ ...asked, from: day, to: day }).row('tempo'));
    for (const { key, wh } of row('tempo').periods)
      assert.equal(
        alone.reduce((sum, each) => sum + (whOf(each)[key] ?? 0), 0),
        wh,
        key,
      );
  });

  test('the own row is what the report and its bill say; what is shown adds up', () => {
    house();
    const { report, comparison } = compared(asked);
    for (const { energy, subscription, total } of comparison.rows)
      assert.equal(total.euros, toCent(energy.euros ?? 0n) + toCent(subscription.euros ?? 0n));
    const own = comparison.rows[0] as ContractRow;
    assert.deepEqual([own.energy.euros, own.subscription.euros], [report.total.cost, report.subscription]);
    const base = comparison.rows.find(({ contract }) => contract === 'base');
    assert.deepEqual([base?.energy, base?.difference.euros, base?.share], [own.energy, 0n, 0]);
  });

  test('the table keeps to 80 columns, the JSON has a row for each contract', () => {
    house();
    const whole = compared({ ...asked, by: 'month', offPeak: '2:00-7:00,14:00-17:00' });
    for (const line of whole.table().split('\n')) assert.ok(line.length <= 80, line);
    const json = JSON.parse(
      JSON.stringify(contractsJson(whole.report, whole.comparison, offPeakOf('2:00-7:00,14:00-17:00'))),
    );
    assert.deepEqual(
      json.compare.map(({ contract, own, groups }: { contract: string; own: boolean; groups: object[] }) => [
        contract,
        own,
        groups.length,
      ]),
      [
        ['BASE', true, 2],
        ['BASE', false, 2],
        ['HC', false, 2],
        ['TEMPO', false, 2],
        ['EJP', false, 2],
      ],
    );
    assert.deepEqual(json.compare[2].hours, ['2:00-7:00', '14:00-17:00']);
    assert.equal(json.compare[0].difference, null);
    assert.equal(typeof json.compare[4].differenceShare, 'number');
  });
});
