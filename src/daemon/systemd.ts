import { spawn } from 'node:child_process';

/** Signs of life sent in the time that systemd waits for one: two may be lost. */
const SIGNS_PER_TIMEOUT = 3;
/** The first sign is sent at the latest after this: by then there is a state to show. */
const FIRST_SIGN_MS = 15_000;

export interface SystemdNotifierOptions {
  /** $NOTIFY_SOCKET, $WATCHDOG_USEC and $WATCHDOG_PID as systemd sets them; without them nothing is done. */
  readonly env: NodeJS.ProcessEnv;
  /** False when the daemon hangs. */
  alive(): boolean;
  /** One word or two for `systemctl status`. */
  state(): string;
  /** Called once, when a message cannot be sent. */
  failed(code: string): void;
}

/**
 * Tells systemd that the daemon is ready, and then regularly that it lives, so that systemd restarts one that hangs
 * (sd_notify(3), WatchdogSec=). Node has no Unix datagram socket: the messages go through systemd-notify, which takes
 * 29 ms of CPU on a slow x86 core, once in 100 s with the unit that `service install` writes.
 */
export class SystemdNotifier {
  readonly #options: SystemdNotifierOptions;
  #timer: NodeJS.Timeout | undefined;
  #failureReported = false;

  constructor(options: SystemdNotifierOptions) {
    this.#options = options;
  }

  /** The daemon serves. */
  ready(): void {
    const { env } = this.#options;
    if (!env['NOTIFY_SOCKET']) return;
    this.#send('READY=1');
    const isOurs = Number(env['WATCHDOG_PID'] ?? process.pid) === process.pid;
    const intervalMs = Number(env['WATCHDOG_USEC'] ?? 0) / 1000 / SIGNS_PER_TIMEOUT;
    if (!isOurs || !(intervalMs > 0)) return;
    const sign = (): void => {
      if (this.#options.alive()) this.#send('WATCHDOG=1');
      this.#timer = setTimeout(sign, intervalMs);
    };
    this.#timer = setTimeout(sign, Math.min(FIRST_SIGN_MS, intervalMs));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #send(message: string): void {
    const args = [message, `STATUS=${this.#options.state()}`];
    const failed = (error: NodeJS.ErrnoException): void => {
      if (!this.#failureReported) this.#options.failed(error.code ?? error.message);
      this.#failureReported = true;
    };
    try {
      const child = spawn('systemd-notify', args, { stdio: 'ignore', env: this.#options.env, timeout: 10_000 });
      child.on('error', failed);
    } catch (error) {
      // Out of memory, `spawn` itself throws.
      failed(error as NodeJS.ErrnoException);
    }
  }
}
