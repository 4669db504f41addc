import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The program cannot run before it was written, ms. */
export const WRITTEN = Date.UTC(2026, 10, 1);

/** timedatectl is asked at most this often, ms. */
const ASK_EVERY_MS = 10_000;
/** A clock chip agrees with the machine's clock to this, s. */
const CHIP_SLACK_S = 60;

/**
 * Whether the machine's clock is right, by what the system says of it. The kernel's own word (adjtimex) is out of reach
 * without native code.
 */
export class ClockSync {
  readonly #monotonic: () => number;
  readonly #root: string;
  #asked = Number.NEGATIVE_INFINITY;
  #answer: boolean | undefined = false;

  /**
   * @param monotonic ms of a clock that no one sets
   * @param root where the system's own files lie
   */
  constructor(monotonic: () => number, root = '/') {
    this.#monotonic = monotonic;
    this.#root = root;
  }

  /** True or false where that is known; undefined where nothing tells. */
  isSynchronised(): boolean | undefined {
    // systemd-timesyncd, which Raspberry Pi OS has, makes the file with the first answer of a time server.
    if (this.#has('run/systemd/timesync/synchronized') || this.#chipAgrees()) return true;
    if (this.#has('run/systemd/timesync')) return false;
    return this.#has('run/systemd/system') ? this.#timedatectl() : undefined;
  }

  #has(path: string): boolean {
    return existsSync(join(this.#root, path));
  }

  /** A clock chip with a battery goes on while the power is off; one without says 1970. */
  #chipAgrees(): boolean {
    try {
      const chip = Number(readFileSync(join(this.#root, 'sys/class/rtc/rtc0/since_epoch'), 'utf8'));
      return Math.abs(chip - Date.now() / 1000) <= CHIP_SLACK_S;
    } catch {
      return false;
    }
  }

  /** Any other service (chrony, ntpd): systemd knows the kernel's word. The answer is there at the next look. */
  #timedatectl(): boolean | undefined {
    const asked = this.#monotonic();
    if (asked - this.#asked < ASK_EVERY_MS) return this.#answer;
    this.#asked = asked;
    const words = ['show', '--property=NTPSynchronized', '--value'];
    try {
      execFile('timedatectl', words, { timeout: 5000 }, (error, stdout) => {
        // One that was asked before may answer after it.
        if (asked === this.#asked) this.#answer = error ? undefined : stdout.trim() === 'yes';
      });
    } catch {
      // Out of memory: nothing can be begun now.
      this.#answer = undefined;
    }
    return this.#answer;
  }
}
