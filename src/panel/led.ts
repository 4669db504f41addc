import { NOTICE_MS } from '../meter/ejp.ts';
import { Backoff } from '../time/backoff.ts';
import type { LedDriver } from './led-driver.ts';
import type { PanelPart, PanelView } from './panel.ts';
import { type FaultListener, Updater } from './updater.ts';

/**
 * The first and the longest pause before a lamp that failed is tried again. A peak lasts 18 hours: another program that
 * holds the pin has time to give it back.
 */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

/** What the lamp says of the mobile peak: off: none; blinking: announced; on: running. */
export type LedState = 'off' | 'blink' | 'on';

/**
 * The lamp of a view: blinking in notice, on in the peak. The last state of a meter
 * that is silent, or no longer says it, holds while it can be true.
 */
export function ledStateOf({ reading, link, silentMs, now }: PanelView): LedState {
  if (!reading || link === 'stopped') return 'off';
  const { active, notice, until } = reading.ejp;
  const hasEnded = active && until !== undefined ? now >= until : silentMs >= NOTICE_MS;
  if ((link === 'silent' || !reading.isPeakKnown) && hasEnded) return 'off';
  return active ? 'on' : notice ? 'blink' : 'off';
}

/** The orange lamp. */
export class Led implements PanelPart {
  readonly #driver: LedDriver;
  readonly #level: Updater<boolean>;
  #state: LedState | undefined;
  #blinkTimer: NodeJS.Timeout | undefined;

  constructor(driver: LedDriver, listener: FaultListener) {
    this.#driver = driver;
    this.#level = new Updater((on) => driver.set(on), listener, new Backoff(FIRST_RETRY_MS, LAST_RETRY_MS));
  }

  show(view: PanelView): void {
    const state = ledStateOf(view);
    if (state === this.#state) return;
    this.#state = state;
    clearInterval(this.#blinkTimer);
    this.#level.want(state !== 'off');
    if (state === 'blink') {
      this.#blinkTimer = setInterval(() => this.#level.want(!this.#level.wanted), this.#driver.blinkMs);
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#blinkTimer);
    await this.#level.stop(false);
    this.#driver.release();
  }

  turnOffSync(): void {
    if (this.#level.applied !== false) this.#driver.offSync();
  }
}
