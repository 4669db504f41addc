import type { Pin } from './gpio.ts';

/** A lamp, a relay: something that is on or off. One call at a time: the next begins when the last one has ended. */
export interface Switch {
  /** Resolves when it is on or off; rejects with a `code` or a message. */
  set(on: boolean): Promise<void>;
  /** Switches off before it returns, for a process that is ending. May throw. */
  offSync(): void;
  /** Gives back the pin. May throw. */
  release(): void;
}

/**
 * A switch on a GPIO. The pin is taken at the first `set`, with the level that this one wants, and again after a fault:
 * another program may hold it for a while.
 * @param open takes the pin as an output of this level
 * @param activeLow the low level is on
 */
export function gpioSwitch(open: (level: 0 | 1) => Pin | Promise<Pin>, activeLow = false): Switch {
  const levelOf = (on: boolean): 0 | 1 => (on !== activeLow ? 1 : 0);
  let pin: Pin | undefined;
  const release = (): void => {
    const held = pin;
    pin = undefined;
    held?.unexport();
  };
  return {
    async set(on) {
      try {
        pin ??= await open(levelOf(on));
        pin.writeSync(levelOf(on));
      } catch (error) {
        try {
          release();
        } catch {
          // The first error is the one to report.
        }
        throw error;
      }
    },
    offSync: () => pin?.writeSync(levelOf(false)),
    release,
  };
}
