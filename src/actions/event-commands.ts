import { type RunningCommand, startCommand } from '../host/command.ts';
import { codeOf } from '../host/files.ts';
import { withTimeout } from '../host/with-timeout.ts';
import { COMMAND_KEYS, type CommandKey, type CommandSettings, type HouseEvent, type Subject } from './events.ts';

/** A command that takes longer is ended. */
const TIMEOUT_MS = 30_000;
/** The pauses before a command that failed is tried again: a Pi has its Wi-Fi half a minute after its start. */
const RETRY_MS = [10_000, 60_000] as const;
/** When the daemon ends, a command may run on for so long, ms. */
const LAST_MS = 500;

/** A command that has failed. */
export interface CommandFailure {
  readonly subject: Subject;
  readonly key: CommandKey;
  readonly reason: string;
  /** How often it was tried. */
  readonly tries: number;
  /** Another event has taken the place of its own. */
  readonly isOvertaken: boolean;
}

export interface CommandListener {
  failed(failure: CommandFailure): void;
  done(subject: Subject, key: CommandKey): void;
}

/** An event on its way to its command. */
interface Pending {
  readonly event: HouseEvent;
  /** How often it was tried. */
  tries: number;
  /** The command that was run for it, as a text to compare; undefined before the first try. */
  ranAs: string | undefined;
}

/**
 * Runs the owner's commands, one at a time, and has nobody wait for them. Of each subject only the newest event counts: one
 * that is overtaken before its command runs, or is tried again, is left out.
 */
export class EventCommands {
  readonly #settings: () => CommandSettings;
  readonly #listener: CommandListener;
  /** The newest event of each subject. */
  readonly #newest = new Map<Subject, Pending>();
  readonly #queue = new Set<Subject>();
  readonly #timers = new Map<Subject, NodeJS.Timeout>();
  #running: RunningCommand | undefined;
  #isWorking = false;
  #isStopped = false;

  constructor(settings: () => CommandSettings, listener: CommandListener) {
    this.#settings = settings;
    this.#listener = listener;
  }

  /** @param event undefined: what was told is over, and needs no command */
  tell(subject: Subject, event: HouseEvent | undefined): void {
    this.#clearTimer(subject);
    this.#queue.delete(subject);
    this.#newest.delete(subject);
    if (!event) return;
    this.#newest.set(subject, { event, tries: 0, ranAs: undefined });
    this.#enqueue(subject);
  }

  /** The conf may have changed: a command that is new for what is true now is run. @returns the subjects of those */
  settingsChanged(): Subject[] {
    const changed = [...this.#newest].filter(
      ([subject, pending]) => !this.#queue.has(subject) && this.#textOf(pending) !== pending.ranAs,
    );
    for (const [subject, pending] of changed) {
      this.#clearTimer(subject);
      pending.tries = 0;
      this.#enqueue(subject);
    }
    return changed.map(([subject]) => subject);
  }

  /** Lets the command that runs end, but not for long, and starts no more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    if (this.#running) await withTimeout(this.#running.ended, LAST_MS, undefined);
    this.killSync();
  }

  killSync(): void {
    this.#running?.kill();
  }

  #enqueue(subject: Subject): void {
    this.#queue.add(subject);
    if (!this.#isWorking) void this.#work();
  }

  /** Runs what waits, in its order. Never rejects. */
  async #work(): Promise<void> {
    this.#isWorking = true;
    for (const subject of this.#queue) {
      this.#queue.delete(subject);
      const pending = this.#newest.get(subject);
      if (pending && !this.#isStopped) await this.#run(subject, pending);
    }
    this.#isWorking = false;
  }

  async #run(subject: Subject, pending: Pending): Promise<void> {
    const { name, env } = pending.event;
    const key = COMMAND_KEYS[name];
    const command = this.#settings()[key];
    pending.ranAs = this.#textOf(pending);
    if (!command) return;
    pending.tries++;
    this.#running = startCommand(command, { timeoutMs: TIMEOUT_MS, env });
    try {
      await this.#running.ended;
      this.#listener.done(subject, key);
    } catch (error) {
      if (this.#isStopped) return;
      const isOvertaken = this.#newest.get(subject) !== pending;
      this.#listener.failed({ subject, key, reason: codeOf(error), tries: pending.tries, isOvertaken });
      if (!isOvertaken) this.#tryAgain(subject, pending.tries);
    } finally {
      this.#running = undefined;
    }
  }

  #tryAgain(subject: Subject, tries: number): void {
    const pause = RETRY_MS[tries - 1];
    if (pause === undefined || this.#queue.has(subject)) return;
    this.#timers.set(
      subject,
      setTimeout(() => this.#enqueue(subject), pause),
    );
  }

  #clearTimer(subject: Subject): void {
    clearTimeout(this.#timers.get(subject));
    this.#timers.delete(subject);
  }

  #textOf({ event }: Pending): string {
    return JSON.stringify(this.#settings()[COMMAND_KEYS[event.name]] ?? null);
  }
}
