import { statSync } from 'node:fs';
import { type DayFiles, loadEjpDays } from '../../config/day-kinds.ts';
import { loadTariffs } from '../../config/tariffs.ts';
import type { PriceList } from '../../energy/prices.ts';
import { codeOf } from '../../host/files.ts';
import { OpenLogs } from '../../journal/open-logs.ts';
import { Summaries } from '../../journal/summaries.ts';
import type { GivenEjpDays } from '../../report/days/season.ts';
import type { ClockRange } from '../../time/clock-range.ts';
import type { Day } from '../../time/local.ts';

/** The directory of the logs, and the file of the prices that go with them. */
export interface LogPaths {
  readonly logs: string;
  readonly tariffsFile: string;
  /** Absent where nobody has named them: nothing is known of days then. */
  readonly contracts?: ContractSources | undefined;
}

/** What other contracts are known by, besides their prices. */
export interface ContractSources {
  /** The off-peak hours of the contract HC. */
  readonly offPeak: readonly ClockRange[];
  readonly dayFiles: DayFiles;
}

/** The logs and the prices as one refresh of the screen sees them: opened once, by the first page that needs them. */
export class LogSource {
  readonly paths: LogPaths;
  readonly #open: OpenLogs;
  readonly #onReading: (bytes: number) => void;
  #summaries: Summaries | undefined;
  #prices: PriceList | undefined;
  #givenEjpDays: GivenEjpDays | undefined;

  /**
   * @param open what earlier refreshes have read of the running day
   * @param onReading told how many bytes the logs have that are read, those of the cache not
   */
  constructor(paths: LogPaths, open = new OpenLogs(), onReading: (bytes: number) => void = () => undefined) {
    this.paths = paths;
    this.#open = open;
    this.#onReading = onReading;
  }

  /** @throws JournalError when the directory cannot be read */
  get logs(): Summaries {
    this.#summaries ??= new Summaries(this.paths.logs, { onReading: this.#onReading, open: this.#open });
    return this.#summaries;
  }

  get prices(): PriceList {
    this.#prices ??= loadTariffs(this.paths.tariffsFile).prices;
    return this.#prices;
  }

  /** Whether days are EJP days, out of the file of them. */
  readonly givenEjpDays = (): GivenEjpDays => {
    const { contracts } = this.paths;
    this.#givenEjpDays ??= contracts ? loadEjpDays(contracts.dayFiles.ejp).kinds : new Map();
    return this.#givenEjpDays;
  };

  /** The days that have a log; none where the logs cannot be read. */
  get days(): readonly Day[] {
    try {
      return this.logs.list;
    } catch {
      return [];
    }
  }

  /** The same text as long as neither the logs of these days nor the prices have changed. @throws JournalError */
  versionOf(days: readonly Day[]): string {
    const { logs, tariffsFile } = this.paths;
    return JSON.stringify([logs, ...days.flatMap((day) => this.logs.changesOf(day)), changedAt(tariffsFile)]);
  }

  /** Why the logs could not be read: errno and path. */
  faultOf(error: unknown): string {
    return `${codeOf(error)} ${(error as NodeJS.ErrnoException).path ?? this.paths.logs}`;
  }
}

/** When a file changed last, ms; undefined where it is not there, or not to be seen. */
export function changedAt(file: string): number | undefined {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}
