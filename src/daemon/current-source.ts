import { MODE_OF_LETTER } from '../config/settings.ts';
import { hasSpeed, openSource } from '../source/open.ts';
import type { Source, SourceEvents, SourceSettings } from '../source/source.ts';
import { SpeedSearch } from '../source/speed-search.ts';
import { BAUD, type TicMode } from '../tic/labels.ts';
import { ModeMemory } from './mode-memory.ts';
import type { DaemonOptions } from './options.ts';

/** A source that reports nothing for this much longer than it may wait (ms) hangs. */
const STUCK_MS = 60_000;

/** What is read and how, the clock, and the `logs`, beside which the mode of the meter is remembered. */
export interface SourceOptions extends Pick<DaemonOptions, 'input' | 'mode' | 'logs' | 'monotonic' | 'open'> {
  readonly configuration: Pick<DaemonOptions['configuration'], 'settings'>;
}

/** The source that the settings name, replaced when they name another; in automatic mode it looks for its speed. */
export class CurrentSource {
  readonly #options: SourceOptions;
  readonly #memory: ModeMemory;
  readonly #search = new SpeedSearch();
  #events: SourceEvents | undefined;
  #source: Source | undefined;
  #input = '';
  /** The mode of the settings that the source was opened with. */
  #mode: TicMode | 'auto' | undefined;
  #isOpen = false;
  /** When the source last reported anything; monotonic clock, ms. */
  #lastActivity = 0;
  /** The input that was tried last: one that cannot be read is not tried again. */
  #triedInput = '';
  #isChangingInput = false;
  #isStopped = false;

  constructor(options: SourceOptions) {
    this.#options = options;
    this.#memory = new ModeMemory(options.logs);
  }

  get input(): string {
    return this.#input;
  }

  /** Automatic mode, and the input has a speed that must be found by trying. */
  get isSearching(): boolean {
    return this.#wantedMode === 'auto' && hasSpeed(this.#input);
  }

  /** Makes ready to read what the settings name. @throws InputError when that cannot be read at all */
  async prepare(): Promise<void> {
    this.#search.mode = this.#memory.load() ?? this.#search.mode;
    await this.#open(this.#wantedInput);
  }

  start(events: SourceEvents): void {
    this.#events = events;
    this.#activity(false);
    this.#source?.start({
      opened: () => {
        this.#search.opened(this.#activity(true));
        events.opened();
      },
      bytes: (chunk) => {
        this.#activity(true);
        events.bytes(chunk);
      },
      lost: (error) => {
        this.#activity(false);
        events.lost(error);
        if (error.kind === 'quiet' && this.isSearching) this.#search.tryOther(this.#lastActivity);
      },
      ended: events.ended,
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const source = this.#source;
    this.#source = undefined;
    await source?.stop();
  }

  /** Tries the other speed where it is looked for and no valid group comes. @param validGroups counted since the start */
  tick(validGroups: number): void {
    const now = this.#options.monotonic();
    // A closed port says nothing about the speed.
    if (!this.#search.isMute(validGroups, now) || !this.#isOpen || !this.isSearching) return;
    this.#search.tryOther(now);
    this.#source?.reopen?.();
  }

  /** A good frame of this mode has come. */
  modeFound(mode: TicMode): void {
    if (this.isSearching) this.#memory.save(mode);
  }

  /** Follows another input or mode. @throws InputError, once, for an input that cannot be read; the old one is kept */
  async applySettings(): Promise<void> {
    const [input, mode] = [this.#wantedInput, this.#wantedMode];
    if (this.#isChangingInput || this.#isStopped) return;
    const isTried = input === this.#triedInput;
    this.#triedInput = input;
    if (input !== this.#input) {
      if (!isTried) await this.#changeInput(input);
    } else if (mode !== this.#mode) {
      this.#mode = mode;
      this.#source?.reopen?.();
    }
  }

  /** False when the source has reported nothing for much longer than the settings let it wait: it hangs. */
  isAlive(): boolean {
    const { readTimeout, waitAfterFailure } = this.#settings();
    return this.#options.monotonic() - this.#lastActivity < (readTimeout + waitAfterFailure) * 1000 + STUCK_MS;
  }

  async #open(input: string): Promise<void> {
    const { open = openSource } = this.#options;
    this.#source = await open(input, this.#settings);
    this.#input = input;
    this.#mode = this.#wantedMode;
  }

  async #changeInput(input: string): Promise<void> {
    const old = this.#source;
    this.#isChangingInput = true;
    try {
      await this.#open(input);
      // The old source must be closed first: both may be on one port.
      await old?.stop();
    } finally {
      this.#isChangingInput = false;
    }
    if (!this.#isStopped && this.#events) this.start(this.#events);
  }

  get #wantedInput(): string {
    return this.#options.input ?? this.#options.configuration.settings.INPUT_DEV;
  }

  get #wantedMode(): TicMode | 'auto' {
    return this.#options.mode ?? MODE_OF_LETTER[this.#options.configuration.settings.LINKY_MODE];
  }

  readonly #settings = (): SourceSettings => {
    const { READ_TIMEOUT, WAIT_BETWEEN_READ_FAILURE } = this.#options.configuration.settings;
    const mode = this.#wantedMode === 'auto' ? this.#search.mode : this.#wantedMode;
    return { readTimeout: READ_TIMEOUT, waitAfterFailure: WAIT_BETWEEN_READ_FAILURE, baud: BAUD[mode] };
  };

  /** @returns the monotonic clock, ms */
  #activity(isOpen: boolean): number {
    this.#isOpen = isOpen;
    this.#lastActivity = this.#options.monotonic();
    return this.#lastActivity;
  }
}
