import type { Lacking } from '../meter/label-watch.ts';
import type { Reading } from '../meter/reading.ts';

/** What the panel shows, at one moment. */
export interface PanelView {
  /** Undefined while no frame has come. */
  readonly reading: Reading | undefined;
  /** The labels that the meter's frames lack for good, the worst first. */
  readonly lacking: readonly Lacking[];
  /** The relay keeps its load off. */
  readonly isRelayOpen?: boolean;
  readonly link: 'live' | 'silent' | 'stopped';
  /** Time since the last complete frame, or since the start, ms. */
  readonly silentMs: number;
  /** Wall time, ms since 1970. */
  readonly now: number;
}

/** A part that follows what it is shown. `show` never throws and never waits. */
export interface Part<V> {
  show(view: V): void;
  /** Leaves the part dark and gives back its bus or pin. */
  stop(): Promise<void>;
  /** Switches the part off before it returns, for a process that is ending. May throw. */
  turnOffSync(): void;
}

export type PanelPart = Part<PanelView>;

/** A part that is replaced by a new one when its settings change. */
export class ReloadingPart<S, V> implements Part<V> {
  readonly #settings: () => S;
  readonly #create: (settings: S) => Part<V>;
  /** What the part was created from, as a text to compare. */
  #createdFrom = '';
  #part: Part<V> | undefined;
  #replacing: Promise<void> | undefined;
  #stopped = false;

  /** @param create never throws */
  constructor(settings: () => S, create: (settings: S) => Part<V>) {
    this.#settings = settings;
    this.#create = create;
  }

  show(view: V): void {
    if (this.#stopped || this.#replacing) return;
    const settings = this.#settings();
    const createFrom = JSON.stringify(settings);
    if (this.#part && createFrom !== this.#createdFrom) {
      this.#replacing = this.#replace(this.#part, view);
      return;
    }
    this.#createdFrom = createFrom;
    this.#part ??= this.#create(settings);
    this.#part.show(view);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#replacing;
    await this.#part?.stop();
  }

  turnOffSync(): void {
    this.#part?.turnOffSync();
  }

  async #replace(old: Part<V>, view: V): Promise<void> {
    this.#part = undefined;
    // The new part may need the pin or the bus of the old one.
    await old.stop().catch(() => undefined);
    this.#replacing = undefined;
    this.show(view);
  }
}
