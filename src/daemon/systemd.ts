import { spawn } from 'node:child_process';

/** Signs of life in the time that systemd waits for one: two may be lost. */
const SIGNS = 3;
/** The first one comes soon: by then there is a state worth telling, ms. */
const FIRST_MS = 15_000;

export interface SystemdNotifierOptions {
  /** $NOTIFY_SOCKET, $WATCHDOG_USEC and $WATCHDOG_PID as systemd sets them; without them nothing is done. */
  readonly env: NodeJS.ProcessEnv;
  readonly pid: number;
  /** The daemon does what it is there for. */
  alive(): boolean;
  /** One word or two for `systemctl status`. */
  state(): string;
  /** The message cannot be sent: told once. */
  failed(code: string): void;
}

/**
 * Tells systemd that the daemon is ready, and from then on that it lives: only while it does, so that one that hangs is
 * restarted (sd_notify(3), WatchdogSec=). Node has no Unix datagram socket: the message goes through systemd-notify,
 * 29 ms of CPU on a slow x86 core, once in 100 s with the unit that `service install` writes.
 */
export class SystemdNotifier {
  readonly #options: SystemdNotifierOptions;
  #timer: NodeJS.Timeout | undefined;
  #told = false;

  constructor(options: SystemdNotifierOptions) {
    this.#options = options;
  }

  /** The daemon serves. */
  ready(): void {
    const { env } = this.#options;
    if (!env['NOTIFY_SOCKET']) return;
    this.#send('READY=1');
    const every = this.#everyMs();
    if (every === undefined) return;
    const sign = (): void => {
      if (this.#options.alive()) this.#send('WATCHDOG=1');
      this.#timer = setTimeout(sign, every);
    };
    this.#timer = setTimeout(sign, Math.min(FIRST_MS, every));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #everyMs(): number | undefined {
    const { env, pid } = this.#options;
    const us = Number(env['WATCHDOG_USEC'] ?? Number.NaN);
    const ours = env['WATCHDOG_PID'] === undefined || Number(env['WATCHDOG_PID']) === pid;
    return us > 0 && ours ? us / 1000 / SIGNS : undefined;
  }

  #send(message: string): void {
    const words = [message, `STATUS=${this.#options.state()}`];
    const failed = (error: NodeJS.ErrnoException): void => {
      if (!this.#told) this.#options.failed(error.code ?? error.message);
      this.#told = true;
    };
    try {
      const child = spawn('systemd-notify', words, { stdio: 'ignore', env: this.#options.env, timeout: 10_000 });
      child.on('error', failed);
    } catch (error) {
      // Short of memory, it throws at once.
      failed(error as NodeJS.ErrnoException);
    }
  }
}
