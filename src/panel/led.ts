import { execFile } from 'node:child_process';
import type { PanelPart, PanelView } from './panel.js';

const BLINK_MS = 500;
const COMMAND_MS = 5000;
/** A lamp that failed is tried again this often, ms. */
const RETRY_MS = 30_000;

/** What lights up: `set` may throw, `release` gives back what it holds. */
export interface Lamp {
  set(on: boolean): void;
  release(): void;
}

/** The orange lamp: off, blinking in notice, on in the mobile peak. */
export class Led implements PanelPart {
  readonly #lamp: Lamp;
  readonly #problem: (detail: string) => void;
  #wanted: 'off' | 'blink' | 'on' | undefined;
  #timer: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #told: string | undefined;

  constructor(lamp: Lamp, problem: (detail: string) => void) {
    this.#lamp = lamp;
    this.#problem = problem;
  }

  show({ ejp, link }: PanelView): void {
    const wanted = link === 'stopped' || !ejp ? 'off' : ejp.active ? 'on' : ejp.notice ? 'blink' : 'off';
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    clearInterval(this.#timer);
    this.#set(wanted !== 'off');
    if (wanted !== 'blink') return;
    let on = true;
    this.#timer = setInterval(() => {
      on = !on;
      this.#set(on);
    }, BLINK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#set(false);
    clearTimeout(this.#retry);
    this.#lamp.release();
  }

  #set(on: boolean): void {
    try {
      this.#lamp.set(on);
      this.#told = undefined;
    } catch (error) {
      const detail = (error as NodeJS.ErrnoException).code ?? String(error);
      // Told once while it lasts, and tried again: a peak is 18 hours long.
      if (detail !== this.#told) this.#problem(detail);
      this.#told = detail;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#set(this.#wanted === 'on'), RETRY_MS);
    }
  }
}

/** What of onoff a GPIO lamp uses. */
export interface Pin {
  writeSync(value: 0 | 1): void;
  unexport(): void;
}

/** A lamp on a GPIO, taken when it is first set and again after a fault: another may hold it for a while. */
export function gpioLamp(open: () => Pin): Lamp {
  let pin: Pin | undefined;
  const drop = (): void => {
    const dropped = pin;
    pin = undefined;
    dropped?.unexport();
  };
  return {
    set(on) {
      try {
        pin ??= open();
        pin.writeSync(on ? 1 : 0);
      } catch (error) {
        try {
          drop();
        } catch {
          // What failed to be written may fail to be given back, too.
        }
        throw error;
      }
    },
    release: drop,
  };
}

/** A lamp switched by the owner's commands: words split at spaces, no shell, ended after five seconds. */
export function commandLamp(
  commands: { init: string | undefined; on: string; off: string },
  problem: (detail: string) => void,
): Lamp {
  const run = (command: string): void => {
    const [program = '', ...words] = command.split(/\s+/).filter(Boolean);
    execFile(program, words, { timeout: COMMAND_MS }, (error) => {
      if (error) problem(`${command}: ${error.message.split('\n')[0]}`);
    });
  };
  if (commands.init) run(commands.init);
  return { set: (on) => run(on ? commands.on : commands.off), release: () => undefined };
}
