import { type CommandFailure, EventCommands } from '../actions/event-commands.ts';
import { type CommandKey, EventFinder, type Subject } from '../actions/events.ts';
import { HouseState, type Reason } from '../actions/house-state.ts';
import { relayOf } from '../actions/relay.ts';
import type { Settings } from '../config/settings.ts';
import type { RelayMessage } from '../feed/messages.ts';
import type { PanelView, Part } from '../panel/panel.ts';
import { isoOf } from '../time/local.ts';
import type { DaemonJournal } from './journal.ts';
import type { DaemonOptions } from './options.ts';
import type { StateFile } from './state-file.ts';

/** How the relay is, and since when (monotonic clock, ms); `isOpen` undefined where its pin cannot be set. */
interface RelayNow {
  readonly isOpen: boolean | undefined;
  readonly since: number;
}

/**
 * What the daemon does to the house: the owner's commands, and the relay. Like any part it may fail, and nothing waits for
 * it.
 */
export class Actions {
  readonly #options: DaemonOptions;
  readonly #journal: DaemonJournal;
  readonly #state: StateFile;
  readonly #changed: () => void;
  readonly #commands: EventCommands;
  readonly #events = new EventFinder();
  readonly #relay: Part<boolean>;
  /** What has failed for what is true now. */
  readonly #failing = new Map<Subject, string>();
  #house: HouseState | undefined;
  /** Why the relay is open, or was last. */
  #why: readonly Reason[] = [];
  #now: RelayNow | undefined;
  /** The conf that was in force last. */
  #settings: Settings | undefined;
  /** Where an exception ends the process without `stop`: the load is on again, nothing runs on. */
  readonly #endSync = (): void => {
    this.#commands.killSync();
    try {
      this.#relay.turnOffSync();
    } catch {
      // The process is ending: nobody can do anything about it.
    }
  };

  /** @param changed called when the relay is switched */
  constructor(options: DaemonOptions, journal: DaemonJournal, state: StateFile, changed: () => void) {
    this.#options = options;
    this.#journal = journal;
    this.#state = state;
    this.#changed = changed;
    const settings = () => options.configuration.settings;
    const { faults } = journal;
    this.#commands = new EventCommands(settings, {
      failed: (failure) => this.#commandFailed(failure),
      done: (subject, key) => this.#commandDone(subject, key),
    });
    const texts = options.texts.actions;
    const listener = {
      failed: (detail: string) => faults.failed('relay', detail, texts.relayFailed(detail)),
      recovered: () => faults.recovered('relay', texts.relayBack),
      changed: (isOpen: boolean | undefined) => this.#relayChanged(isOpen),
    };
    this.#relay = relayOf(settings, listener, options.pins);
  }

  /** The relay as the feed tells it; undefined where there is none. */
  get relay(): RelayMessage | undefined {
    const { RELAY_GPIO } = this.#options.configuration.settings;
    if (RELAY_GPIO === undefined || !this.#now) return undefined;
    const { isOpen, since } = this.#now;
    const at = this.#journal.clock.now() - (this.#journal.monotonic() - since);
    return { open: isOpen ?? null, why: isOpen ? this.#why : [], since: isoOf(at) };
  }

  start(): void {
    process.on('exit', this.#endSync);
    const { RELAY_GPIO } = this.#options.configuration.settings;
    const memory = RELAY_GPIO === undefined ? undefined : this.#state.load().house;
    const known = memory && { ...memory, until: memory.until };
    this.#house = new HouseState(known, this.#journal.monotonic());
  }

  show(view: PanelView): void {
    const house = this.#house;
    if (!house || view.link === 'stopped') return;
    const { settings } = this.#options.configuration;
    const monotonic = this.#journal.monotonic();
    house.take(view, monotonic);
    const reasons = house.reasons(settings.RELAY_OFF_WHEN, monotonic);
    if (reasons.length > 0) this.#why = reasons;
    this.#relay.show(reasons.length > 0);
    const isClockKnown = this.#journal.clock.known;
    if (settings.RELAY_GPIO !== undefined) this.#state.set({ house: house.memory(isClockKnown) });
    for (const [subject, event] of this.#events.take(house, view.reading, isClockKnown)) {
      this.#failing.delete(subject);
      this.#commands.tell(subject, event);
    }
    if (settings !== this.#settings) this.#settingsChanged(settings);
    this.#tellFailing();
  }

  async stop(): Promise<void> {
    await Promise.allSettled([this.#relay.stop(), this.#commands.stop()]);
    process.off('exit', this.#endSync);
  }

  #settingsChanged(settings: Settings): void {
    this.#settings = settings;
    for (const subject of this.#commands.settingsChanged()) this.#failing.delete(subject);
    if (settings.RELAY_GPIO !== undefined) return;
    this.#now = undefined;
    this.#journal.faults.recovered('relay');
  }

  #relayChanged(isOpen: boolean | undefined): void {
    const before = this.#now;
    if (before && before.isOpen === isOpen) return;
    this.#now = { isOpen, since: this.#journal.monotonic() };
    const { texts } = this.#options;
    const { events } = this.#journal;
    if (isOpen) events.logLimited('relay', 'INFO', texts.actions.relayOpen(this.#why));
    else if (isOpen === false && before?.isOpen) events.logLimited('relay', 'INFO', texts.actions.relayClosed);
    this.#changed();
  }

  #commandFailed({ subject, key, reason, tries, isOvertaken }: CommandFailure): void {
    const text = this.#options.texts.actions.commandFailed(key, reason);
    if (tries === 1) this.#journal.events.logLimited(`${key} failed`, 'WARN', text);
    if (isOvertaken) return;
    this.#failing.set(subject, `${key} ${reason}`);
    this.#tellFailing();
  }

  #commandDone(subject: Subject, key: CommandKey): void {
    this.#journal.events.logLimited(key, 'INFO', this.#options.texts.actions.commandDone(key));
    this.#failing.delete(subject);
    this.#tellFailing();
  }

  #tellFailing(): void {
    const { faults } = this.#journal;
    if (this.#failing.size === 0) faults.recovered('commands');
    else faults.failed('commands', [...this.#failing.values()].join(', '));
  }
}
