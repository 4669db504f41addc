import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** timedatectl is asked at most once in this time. */
const ASK_INTERVAL_MS = 10_000;
/** How far a clock chip may differ from the machine's clock that it confirms. */
const CHIP_SLACK_S = 60;

/**
 * Whether the system says that the machine's clock is right. The kernel knows (adjtimex), but cannot be asked without
 * native code.
 */
export class ClockSync {
  readonly #monotonic: () => number;
  readonly #root: string;
  /** Monotonic clock, ms. */
  #askedAt = Number.NEGATIVE_INFINITY;
  #answer: boolean | undefined = false;

  /** @param monotonic monotonic clock, ms @param root the root of the file system */
  constructor(monotonic: () => number, root = '/') {
    this.#monotonic = monotonic;
    this.#root = root;
  }

  /** @returns undefined where nothing tells */
  isSynchronised(): boolean | undefined {
    // systemd-timesyncd, the service of Raspberry Pi OS, makes this file when a time server first answers.
    if (this.#has('run/systemd/timesync/synchronized') || this.#chipConfirms()) return true;
    if (this.#has('run/systemd/timesync')) return false;
    return this.#has('run/systemd/system') ? this.#timedatectl() : undefined;
  }

  #has(path: string): boolean {
    return existsSync(join(this.#root, path));
  }

  /** A clock chip with a battery runs while the power is off; one without says 1970. */
  #chipConfirms(): boolean {
    try {
      const chip = Number(readFileSync(join(this.#root, 'sys/class/rtc/rtc0/since_epoch'), 'utf8'));
      return Math.abs(chip - Date.now() / 1000) <= CHIP_SLACK_S;
    } catch {
      return false;
    }
  }

  /** For any other service (chrony, ntpd): asks systemd, which asks the kernel. Gives the answer of the last time. */
  #timedatectl(): boolean | undefined {
    const askedAt = this.#monotonic();
    if (askedAt - this.#askedAt < ASK_INTERVAL_MS) return this.#answer;
    this.#askedAt = askedAt;
    const args = ['show', '--property=NTPSynchronized', '--value'];
    try {
      execFile('timedatectl', args, { timeout: 5000 }, (error, stdout) => {
        // An earlier question may be answered after this one.
        if (askedAt === this.#askedAt) this.#answer = error ? undefined : stdout.trim() === 'yes';
      });
    } catch {
      // Out of memory: no program can be started now.
      this.#answer = undefined;
    }
    return this.#answer;
  }
}
