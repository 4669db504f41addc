import { PriceList } from '../energy/prices.ts';
import type { ConfigIssue } from './issue.ts';
import { DEFAULTS, loadSettings, type Settings } from './settings.ts';
import { loadTariffs } from './tariffs.ts';
import { WatchedFile } from './watch.ts';

/** Most issues reported at one reading: a file of garbage must not fill the log. */
const MAX_ISSUES = 20;
/** Most issues remembered as reported. */
const MAX_REPORTED = 1000;

/** What is wrong and was not reported yet; of a file with more faults `others` are counted only. */
export interface NewIssues {
  readonly issues: readonly ConfigIssue[];
  readonly others: number;
}

/** LinkyAcq.conf and tariffs.conf in force, and what is wrong in them, each issue reported once. */
export class Configuration {
  readonly #settingsFile: WatchedFile;
  readonly #tariffsFile: WatchedFile;
  readonly #required: boolean;
  readonly #reported = new Set<string>();
  #settingsIssues: readonly ConfigIssue[] = [];
  #tariffsIssues: readonly ConfigIssue[] = [];
  settings: Settings = DEFAULTS;
  prices = new PriceList([]);

  /** @param required the user named the conf file: its absence is an issue */
  constructor(settingsFile: string, tariffsFile: string, required: boolean) {
    this.#settingsFile = new WatchedFile(settingsFile);
    this.#tariffsFile = new WatchedFile(tariffsFile);
    this.#required = required;
  }

  /** What is wrong in the two files as they are now. */
  get issues(): readonly ConfigIssue[] {
    return [...this.#settingsIssues, ...this.#tariffsIssues];
  }

  /** Reads what has changed since the last time, and puts it in force. */
  reload(): NewIssues {
    const issues: ConfigIssue[] = [];
    if (this.#settingsFile.changed()) {
      const read = loadSettings(this.#settingsFile.path, this.settings, this.#required);
      this.settings = read.settings;
      this.#settingsIssues = read.issues;
      issues.push(...read.issues);
    }
    const { TIMEZONE } = this.settings;
    if (process.env['TZ'] !== TIMEZONE) process.env['TZ'] = TIMEZONE;
    // The daemon needs no prices, but it is the one that watches the file all day.
    if (this.#tariffsFile.changed()) {
      const read = loadTariffs(this.#tariffsFile.path);
      this.prices = read.prices;
      this.#tariffsIssues = read.issues;
      issues.push(...read.issues);
    }
    return {
      issues: issues.slice(0, MAX_ISSUES).filter((issue) => this.#isNew(JSON.stringify(issue))),
      others: Math.max(0, issues.length - MAX_ISSUES),
    };
  }

  #isNew(issue: string): boolean {
    if (this.#reported.has(issue) || this.#reported.size > MAX_REPORTED) return false;
    this.#reported.add(issue);
    return true;
  }
}
