import type { ConfigIssue } from '../config/issue.ts';
import { DEFAULTS, loadSettings, type Settings } from '../config/settings.ts';
import { loadTariffs } from '../config/tariffs.ts';
import { WatchedFile } from '../config/watch.ts';

/** Faults told of one configuration at most: a file of garbage fills no log. */
const MOST_FAULTS = 20;

/** LinkyAcq.conf in force, and what is wrong in it and in tariffs.conf, each fault told once. */
export class Configuration {
  readonly #settingsFile: WatchedFile;
  readonly #tariffsFile: WatchedFile;
  readonly #needed: boolean;
  #told = new Set<string>();
  #settingsFaults: readonly ConfigIssue[] = [];
  #tariffsFaults: readonly ConfigIssue[] = [];
  settings: Settings = DEFAULTS;

  /** @param needed the user named the conf file: its absence is a fault */
  constructor(settingsFile: string, tariffsFile: string, needed: boolean) {
    this.#settingsFile = new WatchedFile(settingsFile);
    this.#tariffsFile = new WatchedFile(tariffsFile);
    this.#needed = needed;
  }

  /** What is wrong in the two files as they are now. */
  get faults(): readonly ConfigIssue[] {
    return [...this.#settingsFaults, ...this.#tariffsFaults];
  }

  /** Reads what has changed since the last time; gives the faults not told yet. */
  reload(): ConfigIssue[] {
    const faults: ConfigIssue[] = [];
    if (this.#settingsFile.changed()) {
      const read = loadSettings(this.#settingsFile.path, this.settings, this.#needed);
      this.settings = read.settings;
      this.#settingsFaults = read.issues;
      faults.push(...read.issues);
    }
    // The daemon prices nothing, but it is the one that looks at the file all day.
    if (this.#tariffsFile.changed()) {
      this.#tariffsFaults = loadTariffs(this.#tariffsFile.path).issues;
      faults.push(...this.#tariffsFaults);
    }
    return faults.slice(0, MOST_FAULTS).filter((fault) => {
      const name = JSON.stringify(fault);
      if (this.#told.has(name) || this.#told.size > 1000) return false;
      this.#told.add(name);
      return true;
    });
  }
}
