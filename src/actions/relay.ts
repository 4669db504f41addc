import { type OpenPin, pinOpener } from '../panel/gpio.ts';
import { gpioSwitch, type Switch } from '../panel/gpio-switch.ts';
import { type Part, ReloadingPart } from '../panel/panel.ts';
import { type FaultListener, Updater } from '../panel/updater.ts';
import { Backoff } from '../time/backoff.ts';

/** The first and the longest pause before a pin that failed is tried again, ms. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

/** The relay's keys of the conf. */
export interface RelaySettings {
  readonly RELAY_GPIO: number | undefined;
  readonly RELAY_ACTIVE_LOW: boolean;
}

export interface RelayListener extends FaultListener {
  /** The pin has been set so, or nobody knows how it is. */
  changed(isOpen: boolean | undefined): void;
}

/**
 * The relay, wired so that its coil opens the load's circuit: without current, as without a daemon and without a Pi, the
 * load is on.
 */
export class Relay implements Part<boolean> {
  readonly #pin: Switch;
  readonly #level: Updater<boolean>;

  constructor(pin: Switch, listener: RelayListener) {
    this.#pin = pin;
    const set = async (isOpen: boolean): Promise<void> => {
      try {
        await pin.set(isOpen);
      } catch (error) {
        listener.changed(undefined);
        throw error;
      }
      listener.changed(isOpen);
    };
    this.#level = new Updater(set, listener, new Backoff(FIRST_RETRY_MS, LAST_RETRY_MS));
  }

  /** @param isOpen the load is to be off */
  show(isOpen: boolean): void {
    this.#level.want(isOpen);
  }

  async stop(): Promise<void> {
    await this.#level.stop(false);
    this.#pin.release();
  }

  turnOffSync(): void {
    if (this.#level.applied !== false) this.#pin.offSync();
  }
}

/**
 * The relay of the conf in force, which may change: without RELAY_GPIO there is none.
 * @param pins how pins are taken, once there is one to take
 */
export function relayOf(
  settings: () => RelaySettings,
  listener: RelayListener,
  pins: () => Promise<OpenPin> = pinOpener,
): Part<boolean> {
  const wanted = () => ({ gpio: settings().RELAY_GPIO, activeLow: settings().RELAY_ACTIVE_LOW });
  return new ReloadingPart(wanted, ({ gpio, activeLow }) =>
    gpio === undefined
      ? NO_RELAY
      : new Relay(
          gpioSwitch(async (level) => (await pins())(gpio, level), activeLow),
          listener,
        ),
  );
}

const NO_RELAY: Part<boolean> = { show: () => undefined, stop: async () => undefined, turnOffSync: () => undefined };
