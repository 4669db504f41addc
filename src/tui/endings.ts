import { closeSync, fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import { exitCodeOf, onEndingSignal } from '../host/signals.ts';

/** How the screen ends without being asked by a key: by a signal, with its terminal, or by a fault. */
export class Endings {
  readonly #end: (code: number) => void;
  readonly #crash: () => void;
  #ignoreSignals: () => void = () => undefined;

  /**
   * @param end a signal, or a terminal that is gone: the exit code is what a shell says of it
   * @param crash a fault of ours: the terminal is given back first, so that the message is seen
   */
  constructor(end: (code: number) => void, crash: () => void) {
    this.#end = end;
    this.#crash = crash;
  }

  /** blessed gives nothing back by itself. */
  watch(): void {
    this.#ignoreSignals = onEndingSignal((signal) => {
      if (signal === 'SIGHUP') this.hangUp();
      else this.#end(exitCodeOf(signal));
    });
    process.on('uncaughtException', this.fail);
  }

  ignore(): void {
    this.#ignoreSignals();
    process.removeListener('uncaughtException', this.fail);
  }

  readonly hangUp = (): void => {
    process.once('exit', closeDeadTerminal);
    this.#end(exitCodeOf('SIGHUP'));
  };

  /** Ends the process with an error that nobody handled, thrown or rejected. */
  readonly fail = (error: unknown): void => {
    this.#crash();
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`linky-monitor: ${text}\n`);
    process.exit(1);
  };
}

/** On exit Node sets the terminal as it was, and aborts where that is gone: dead descriptors are closed before. */
function closeDeadTerminal(): void {
  for (const fd of [0, 1, 2]) {
    try {
      if (!isatty(fd) && fstatSync(fd).isCharacterDevice()) closeSync(fd);
    } catch {
      // It is closed already.
    }
  }
}
