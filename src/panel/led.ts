import { Backoff } from '../time/backoff.ts';
import type { LedDriver } from './led-driver.ts';
import type { LedState, PanelPart, PanelView } from './panel.ts';

/** The first and the longest pause before a lamp that failed is tried again. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;
/** A notice in mode historique comes so long before its peak, ms: of a meter that is silent no longer than that. */
const NOTICE_MS = 1_800_000;

/** What the lamp says: blinking in notice, on in the mobile peak. A silent meter's last word holds while it can be true. */
export function ledStateOf({ reading, link, quietMs, now }: PanelView): LedState {
  if (!reading || link === 'stopped') return 'off';
  const { active, notice, until } = reading.ejp;
  const past = link === 'silent' && (active && until !== undefined ? now >= until : quietMs >= NOTICE_MS);
  if (past) return 'off';
  return active ? 'on' : notice ? 'blink' : 'off';
}

export interface LedOptions {
  readonly driver: LedDriver;
  /** Told once for as long as a fault lasts. */
  failed(detail: string): void;
  recovered(): void;
}

/** The orange lamp. However slow it is, only the newest level waits to be set. */
export class Led implements PanelPart {
  readonly #options: LedOptions;
  #lit: LedState | undefined;
  /** The level wanted and the one that is; undefined while that is not known. */
  #wanted = false;
  #is: boolean | undefined;
  #setting: Promise<void> | undefined;
  #blink: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  readonly #backoff = new Backoff(FIRST_RETRY_MS, LAST_RETRY_MS);
  #failed = false;

  constructor(options: LedOptions) {
    this.#options = options;
  }

  show(view: PanelView): void {
    const lit = ledStateOf(view);
    if (lit === this.#lit) return;
    this.#lit = lit;
    clearInterval(this.#blink);
    this.#want(lit !== 'off');
    if (lit === 'blink') this.#blink = setInterval(() => this.#want(!this.#wanted), this.#options.driver.blinkMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#blink);
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#want(false);
    await this.#setting;
    clearTimeout(this.#retry);
    this.#options.driver.release();
  }

  turnOffSync(): void {
    try {
      if (this.#is !== false) this.#options.driver.off();
    } catch {
      // The process is ending, and nobody is left to be told.
    }
  }

  #want(on: boolean): void {
    this.#wanted = on;
    if (this.#setting || this.#retry) return;
    this.#setting = this.#settle().finally(() => {
      this.#setting = undefined;
    });
  }

  async #settle(): Promise<void> {
    try {
      while (this.#is !== this.#wanted) {
        const on = this.#wanted;
        this.#is = undefined;
        await this.#options.driver.set(on);
        this.#is = on;
      }
      if (this.#failed) this.#options.recovered();
      this.#failed = false;
      this.#backoff.reset();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (!this.#failed) this.#options.failed(code ?? message);
      this.#failed = true;
      // A peak is 18 hours long: there is time for whoever holds the pin to give it back.
      this.#retry = setTimeout(() => {
        this.#retry = undefined;
        this.#want(this.#wanted);
      }, this.#backoff.next());
    }
  }
}
