import { AGREEING_FRAMES } from './debounced.ts';

/** Names of indexes by their keys: what the meter calls each (LTARF). */
export type IndexNames = Readonly<Record<string, string>>;

/** Learns what a supplier's calendar calls its indexes: LTARF, while the index runs. Several frames must agree. */
export class IndexNamer {
  #names: IndexNames = {};
  #last = '';
  #agreeing = 0;

  get names(): IndexNames {
    return this.#names;
  }

  /** @param key the index that runs by NTARF */
  take(key: string, text: string): void {
    const pair = `${key} ${text}`;
    this.#agreeing = pair === this.#last ? this.#agreeing + 1 : 1;
    this.#last = pair;
    if (text === '' || this.#agreeing < AGREEING_FRAMES || this.#names[key] === text) return;
    const names = { ...this.#names, [key]: text };
    this.#names = Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  forget(): void {
    this.#names = {};
    this.#agreeing = 0;
  }
}
