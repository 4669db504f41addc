import { execFile } from 'node:child_process';
import type { PanelPart, PanelView } from './panel.js';

const BLINK_MS = 500;
const COMMAND_MS = 5000;

/** Switches the lamp; may throw. */
export type Switch = (on: boolean) => void;

/** The orange lamp: off, blinking in notice, on in the mobile peak. */
export class Led implements PanelPart {
  readonly #switch: Switch;
  readonly #release: () => void;
  readonly #problem: (detail: string) => void;
  #wanted: 'off' | 'blink' | 'on' | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failed = false;

  constructor(lamp: { switch: Switch; release(): void }, problem: (detail: string) => void) {
    this.#switch = lamp.switch;
    this.#release = lamp.release;
    this.#problem = problem;
  }

  show({ ejp, link }: PanelView): void {
    const wanted = link === 'stopped' ? 'off' : ejp.active ? 'on' : ejp.notice ? 'blink' : 'off';
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
    this.#release();
  }

  #set(on: boolean): void {
    try {
      this.#switch(on);
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) this.#problem((error as NodeJS.ErrnoException).code ?? String(error));
      this.#failed = true;
    }
  }
}

/** A lamp switched by the owner's commands: words split at spaces, no shell, ended after five seconds. */
export function commandLamp(
  commands: { init: string | undefined; on: string; off: string },
  problem: (detail: string) => void,
): { switch: Switch; release(): void } {
  const run = (command: string): void => {
    const [program = '', ...words] = command.split(/\s+/).filter(Boolean);
    execFile(program, words, { timeout: COMMAND_MS }, (error) => {
      if (error) problem(`${command}: ${error.message.split('\n')[0]}`);
    });
  };
  if (commands.init) run(commands.init);
  return { switch: (on) => run(on ? commands.on : commands.off), release: () => undefined };
}
