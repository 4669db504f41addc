import { codeOf } from '../host/files.ts';
import { Backoff } from '../time/backoff.ts';
import type { LedDriver } from './led-driver.ts';
import type { LedState, PanelPart, PanelView } from './panel.ts';

/** The first and the longest pause before a lamp that failed is tried again. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;
/** Mode historique announces a peak 30 minutes before it: the notice of a meter that was silent for longer has ended. */
const NOTICE_MS = 1_800_000;

/** The lamp of a view: blinking in notice, on in the peak. A silent meter's last state holds while it can be true. */
export function ledStateOf({ reading, link, silentMs, now }: PanelView): LedState {
  if (!reading || link === 'stopped') return 'off';
  const { active, notice, until } = reading.ejp;
  const hasEnded = active && until !== undefined ? now >= until : silentMs >= NOTICE_MS;
  if (link === 'silent' && hasEnded) return 'off';
  return active ? 'on' : notice ? 'blink' : 'off';
}

export interface LedOptions {
  readonly driver: LedDriver;
  /** Called once while a fault lasts. */
  failed(detail: string): void;
  recovered(): void;
}

/** The orange lamp. However slow its driver is, only the newest level waits to be set. */
export class Led implements PanelPart {
  readonly #options: LedOptions;
  readonly #backoff = new Backoff(FIRST_RETRY_MS, LAST_RETRY_MS);
  #state: LedState | undefined;
  /** Wanted and actual level; actual is undefined while unknown. */
  #wanted = false;
  #actual: boolean | undefined;
  #setting: Promise<void> | undefined;
  #blinkTimer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #failed = false;

  constructor(options: LedOptions) {
    this.#options = options;
  }

  show(view: PanelView): void {
    const state = ledStateOf(view);
    if (state === this.#state) return;
    this.#state = state;
    clearInterval(this.#blinkTimer);
    this.#want(state !== 'off');
    if (state === 'blink') {
      this.#blinkTimer = setInterval(() => this.#want(!this.#wanted), this.#options.driver.blinkMs);
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#blinkTimer);
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#want(false);
    await this.#setting;
    clearTimeout(this.#retryTimer);
    this.#options.driver.release();
  }

  turnOffSync(): void {
    try {
      if (this.#actual !== false) this.#options.driver.offSync();
    } catch {
      // The process is ending: nobody can do anything about it.
    }
  }

  #want(on: boolean): void {
    this.#wanted = on;
    if (this.#setting || this.#retryTimer) return;
    this.#setting = this.#setWanted().finally(() => {
      this.#setting = undefined;
    });
  }

  /** Sets the newest wanted level, also where that changes meanwhile. Never rejects. */
  async #setWanted(): Promise<void> {
    try {
      while (this.#actual !== this.#wanted) {
        const on = this.#wanted;
        this.#actual = undefined;
        await this.#options.driver.set(on);
        this.#actual = on;
      }
      if (this.#failed) this.#options.recovered();
      this.#failed = false;
      this.#backoff.reset();
    } catch (error) {
      this.#onError(codeOf(error));
    }
  }

  #onError(detail: string): void {
    if (!this.#failed) this.#options.failed(detail);
    this.#failed = true;
    // A peak lasts 18 hours: another program that holds the pin has time to give it back.
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined;
      this.#want(this.#wanted);
    }, this.#backoff.next());
  }
}
