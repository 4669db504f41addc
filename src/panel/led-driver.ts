import { type Command, runCommandSync, startCommand } from '../host/command.ts';
import type { Pin } from './gpio.ts';
import { gpioSwitch, type Switch } from './gpio-switch.ts';

/** Switches the lamp. */
export interface LedDriver extends Switch {
  /** Half a period of blinking, ms. */
  readonly blinkMs: number;
}

/** A lamp on a GPIO. */
export const gpioLed = (open: (level: 0 | 1) => Pin): LedDriver => ({ ...gpioSwitch(open), blinkMs: 500 });

/** A command that takes longer is killed; the one at the end of the process, even sooner. */
const COMMAND_TIMEOUT_MS = 5000;
const LAST_COMMAND_TIMEOUT_MS = 1000;

/**
 * A lamp switched by the owner's commands, without a shell; `init` is run once, before the first of them. It blinks at
 * half the pace, since each change starts a process.
 */
export function commandLed(commands: { init: Command | undefined; on: Command; off: Command }): LedDriver {
  let { init } = commands;
  const run = (command: Command): Promise<void> => startCommand(command, { timeoutMs: COMMAND_TIMEOUT_MS }).ended;
  return {
    blinkMs: 1000,
    async set(on) {
      if (init) await run(init);
      init = undefined;
      await run(on ? commands.on : commands.off);
    },
    offSync: () => runCommandSync(commands.off, LAST_COMMAND_TIMEOUT_MS),
    release: () => undefined,
  };
}
