import { type ExecFileException, execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { Pin } from './gpio.ts';

/** Switches the lamp. One call at a time: the next begins when the last one has ended. */
export interface LedDriver {
  /** Half a period of blinking, ms. */
  readonly blinkMs: number;
  /** Resolves when the lamp is on or off; rejects with a `code` or a message. */
  set(on: boolean): Promise<void>;
  /** Switches off before it returns, for a process that is ending. May throw. */
  offSync(): void;
  /** Gives back the pin. May throw. */
  release(): void;
}

/** A lamp on a GPIO. The pin is taken at the first `set`, and again after a fault: another program may hold it for a while. */
export function gpioLed(open: () => Pin): LedDriver {
  let pin: Pin | undefined;
  const release = (): void => {
    const held = pin;
    pin = undefined;
    held?.unexport();
  };
  return {
    blinkMs: 500,
    async set(on) {
      try {
        pin ??= open();
        pin.writeSync(on ? 1 : 0);
      } catch (error) {
        try {
          release();
        } catch {
          // The first error is the one to report.
        }
        throw error;
      }
    },
    offSync: () => pin?.writeSync(0),
    release,
  };
}

/** A program and its arguments. */
export type Command = readonly string[];

/** A command that takes longer is killed; the one at the end of the process, even sooner. */
const COMMAND_TIMEOUT_MS = 5000;
const LAST_COMMAND_TIMEOUT_MS = 1000;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** The commands get nothing of the daemon's own environment. */
const PROCESS_OPTIONS = { env: { PATH, LANG: 'C.UTF-8' }, cwd: '/', killSignal: 'SIGKILL' } as const;

/**
 * A lamp switched by the owner's commands, without a shell; `init` is run once, before the first of them. It blinks at
 * half the pace, since each change starts a process.
 */
export function commandLed(commands: { init: Command | undefined; on: Command; off: Command }): LedDriver {
  let { init } = commands;
  return {
    blinkMs: 1000,
    async set(on) {
      if (init) await run(init);
      init = undefined;
      await run(on ? commands.on : commands.off);
    },
    offSync() {
      const [program = '', ...args] = commands.off;
      spawnSync(program, args, { ...PROCESS_OPTIONS, timeout: LAST_COMMAND_TIMEOUT_MS });
    },
    release: () => undefined,
  };
}

async function run([program = '', ...args]: Command): Promise<void> {
  try {
    await promisify(execFile)(program, args, { ...PROCESS_OPTIONS, timeout: COMMAND_TIMEOUT_MS, maxBuffer: 65_536 });
  } catch (error) {
    const { killed, code, signal } = error as ExecFileException;
    throw new Error(`${program}: ${killed ? `> ${COMMAND_TIMEOUT_MS / 1000} s` : (code ?? signal)}`);
  }
}
