/*
 * Logs for the screens: of a simulated EJP house, the same on every machine, a line a minute. What lies between two
 * spans was not written: the monitor was off.
 */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULTS } from '../../src/config/settings.ts';
import { loadTariffs } from '../../src/config/tariffs.ts';
import type { PriceList } from '../../src/energy/prices.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { type MeterOptions, SimulatedMeter } from '../../src/simulator/meter.ts';
import { type Day, dayOf } from '../../src/time/local.ts';
import { readContracts } from '../../src/tui/loader/contracts.ts';
import { readCostsPage, readTodayHours } from '../../src/tui/loader/costs.ts';
import { readCurve, readSpan } from '../../src/tui/loader/curve.ts';
import { readDayPage, readToday } from '../../src/tui/loader/day.ts';
import { readEjpPage } from '../../src/tui/loader/ejp-days.ts';
import { readLastRecord } from '../../src/tui/loader/last-record.ts';
import { type LogPaths, LogSource } from '../../src/tui/loader/log-source.ts';
import { shownGroup } from '../../src/tui/model/cost-bars.ts';
import { comparedSpan, shownNeeds, shownSpan } from '../../src/tui/model/curve/shown.ts';
import type { CostsPage, DayCost, LogData } from '../../src/tui/model/log-data.ts';
import { initialSelection, type Selection } from '../../src/tui/model/selection.ts';
import { initialState } from '../../src/tui/model/state.ts';

/** Prices with a change in the middle of a season, an injection and a subscription. */
export const PRICES = `
2024-02-01 HN 0.1758
2024-02-01 HPM 1.5197
2025-08-01 HN 0.1418
2025-08-01 HPM 1.0867
2026-02-01 HN 0.1781
2026-02-01 HPM 0.3440
2022-02-01 INJECTION 0.16
2025-08-01 ABO 19.32
2026-02-01 ABO 19.20
2025-08-01 HCJB 0.1325
2025-08-01 HPJB 0.1612
2025-08-01 HCJW 0.1499
2025-08-01 HPJW 0.1871
2025-08-01 HCJR 0.1575
2025-08-01 HPJR 0.7060
2025-08-01 BASE 0.1927
2025-08-01 HC 0.1579
2025-08-01 HP 0.2065
2025-08-01 ABO_BASE 19.56
2025-08-01 ABO_HC 19.56
`;

/** Colours from 17 November 2026 on; none before. */
const COLOURS = `
2026-11-16 2026-11-24 bleu
2026-11-17 blanc
2026-11-18 rouge
2026-11-24 blanc
`;

/** When the logs were written last, s since 1970 UTC. */
const WRITTEN_S = 1_790_000_000;

/** What the house drew on the mean while nobody wrote it down, W. */
const UNLOGGED_W = 400;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** With its offset: what is loaded first does not know the tests' time zone yet. */
const at = (local: string): number => Date.parse(local);

/** A season's end, both changes of the clock, and the season that runs on 24 November 2026 at 14:02. */
export const SPANS: readonly Span[] = [
  { from: at('2026-01-12T00:00+01:00'), to: at('2026-02-04T00:00+01:00') },
  { from: at('2026-03-28T00:00+01:00'), to: at('2026-03-31T00:00+02:00') },
  { from: at('2026-10-24T00:00+02:00'), to: at('2026-10-27T00:00+01:00') },
  { from: at('2026-11-01T00:00+01:00'), to: at('2026-11-18T09:41+01:00') },
  { from: at('2026-11-18T13:20+01:00'), to: at('2026-11-24T14:02:33+01:00') },
];

/** A home of its own with logs and prices; `remove` takes it away. */
export class Home {
  readonly directory = mkdtempSync(join(tmpdir(), 'linky-screens-'));
  readonly paths: LogPaths = {
    logs: join(this.directory, 'logs'),
    tariffsFile: join(this.directory, 'tariffs.conf'),
    contracts: {
      offPeak: DEFAULTS.HC_HOURS,
      dayFiles: {
        tempo: join(this.directory, 'tempo-days.conf'),
        ejp: join(this.directory, 'ejp-days.conf'),
      },
    },
  };

  #source: LogSource | undefined;
  #costs: CostsPage | undefined;

  constructor(prices = PRICES) {
    mkdirSync(this.paths.logs);
    writeFileSync(this.paths.tariffsFile, prices);
    writeFileSync(join(this.directory, 'tempo-days.conf'), COLOURS);
  }

  /** Writes what a meter would have had logged, a line a minute; between two spans it counted on, unlogged. */
  simulate(contract: MeterOptions['contract'], spans: readonly Span[] = SPANS): this {
    const logs = new Map<Day, string[]>();
    let last: { readonly at: number; readonly indexes: Readonly<Record<string, number>> } | undefined;
    for (const { from, to } of spans) {
      const meter = new SimulatedMeter({
        ...{ contract, mode: 'historique', phases: 1, seed: 1, start: from, producer: false },
        scenario: 'ejp-season',
      });
      const first = meter.state().indexes;
      const unlogged = last ? Math.round(((from - last.at) / 3_600_000) * UNLOGGED_W) : 0;
      const ahead = (key: string, n: number): number =>
        last ? (last.indexes[key] as number) - (first[key] as number) + (n === 0 ? unlogged : 0) : 0;
      const start = Object.fromEntries(Object.keys(first).map((key, n) => [key, ahead(key, n)]));
      for (let now = from; now < to; now += 60_000) {
        meter.advanceTo(now);
        const state = meter.state();
        const indexes = Object.fromEntries(
          Object.entries(state.indexes).map(([key, wh]) => [key, wh + (start[key] as number)]),
        );
        const { periodCode, papp, iinst, injectionIndex } = state;
        const line = formatData({ at: now, periodCode, papp, iinst, injectionIndex, indexes, pinj: undefined });
        const day = dayOf(now);
        const lines = logs.get(day);
        if (lines) lines.push(line);
        else logs.set(day, [line]);
        last = { at: now, indexes };
      }
    }
    for (const [day, lines] of logs) {
      const log = logFile(this.paths.logs, day);
      writeFileSync(log, `${lines.join('\n')}\n`);
      // A log that has just changed may change again, and is not remembered.
      utimesSync(log, WRITTEN_S, WRITTEN_S);
    }
    return this;
  }

  /** All that the views would read at this time, looking like this; the logs and the time stay the same. */
  logData(now: number, selection: Selection = initialSelection): LogData {
    const { day, seasonsBack } = selection;
    this.#source ??= new LogSource(this.paths);
    const source = this.#source;
    const today = dayOf(now);
    this.#costs ??= finish(readCostsPage(source, { now, before: undefined }));
    const group = selection.isUnderContracts ? shownGroup(this.#costs, selection) : undefined;
    return {
      days: source.days,
      day: finish(readDayPage(source, day ?? today, now)),
      costs: this.#costs,
      contracts: group && finish(readContracts(source, group, now)),
      hours: finish(readTodayHours(source, now)),
      ejp: finish(readEjpPage(source, { today, seasonsBack, before: undefined })),
      lastRecord: finish(readLastRecord(source)),
      ...this.#curveOf(source, now, selection),
      progress: undefined,
    };
  }

  /** What curves of any width need, and the sums of several days. */
  #curveOf(source: LogSource, now: number, selection: Selection): Partial<LogData> {
    const today = dayOf(now);
    const state = initialState(now);
    const needs = [44, 190].map((columns) => shownNeeds({ state, selection, at: now, today, columns }));
    const [records, steps] = (['records', 'steps'] as const).map((kind) => needs.flatMap((each) => each[kind]));
    const span = shownSpan(selection, today);
    const before = comparedSpan(selection, today);
    return {
      curve: finish(readCurve(source, { records: records ?? [], steps: steps ?? [], today, before: undefined })),
      range: span.from === span.to ? undefined : finish(readSpan(source, { ...span, now })),
      compared: before && finish(readSpan(source, { ...before, now })),
    };
  }

  /** The running day as the live view has it. */
  today(now: number): DayCost {
    this.#source ??= new LogSource(this.paths);
    return finish(readToday(this.#source, now));
  }

  get prices(): PriceList {
    return loadTariffs(this.paths.tariffsFile).prices;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
