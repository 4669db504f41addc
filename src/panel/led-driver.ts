import { execFile, spawnSync } from 'node:child_process';
import type { Pin } from './gpio.ts';

/** What lights up. One call at a time: the next begins when the last one has ended. */
export interface LedDriver {
  /** Half a period of blinking, ms. */
  readonly blinkMs: number;
  /** Resolves when the lamp is so; rejects with a `code` or a message. */
  set(on: boolean): Promise<void>;
  /** Off at once, for a process that is ending. May throw. */
  off(): void;
  /** Gives back what it holds. May throw. */
  release(): void;
}

/** A lamp on a GPIO, taken when it is first set and again after a fault: another may hold it for a while. */
export function gpioLed(open: () => Pin): LedDriver {
  let pin: Pin | undefined;
  const drop = (): void => {
    const dropped = pin;
    pin = undefined;
    dropped?.unexport();
  };
  return {
    blinkMs: 500,
    async set(on) {
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
    off: () => pin?.writeSync(0),
    release: drop,
  };
}

/** A command as its words. */
export type Command = readonly string[];

/** What a command may take, ms, and the last one at the end of the process. */
const COMMAND_MS = 5000;
const LAST_COMMAND_MS = 1000;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Nothing of the daemon's own environment goes to the commands. */
const surroundings = { env: { PATH, LANG: 'C.UTF-8' }, cwd: '/', killSignal: 'SIGKILL' } as const;

/**
 * A lamp switched by the owner's commands, without a shell; `init` is run once, before the first of them.
 * It blinks slowly: each half of it is a process.
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
    off: () =>
      void spawnSync(commands.off[0] ?? '', commands.off.slice(1), { ...surroundings, timeout: LAST_COMMAND_MS }),
    release: () => undefined,
  };
}

function run([program = '', ...words]: Command): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { ...surroundings, timeout: COMMAND_MS, maxBuffer: 65_536 }, (error) => {
      if (!error) resolve();
      else reject(new Error(`${program}: ${error.killed ? `> ${COMMAND_MS / 1000} s` : (error.code ?? error.signal)}`));
    });
  });
}
