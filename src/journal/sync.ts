import { close, fdatasync, open } from 'node:fs';
import { codeOf } from '../host/files.ts';

/** In the long run the card is synced at most once in this time, which is shorter than a series. */
const SYNC_INTERVAL_MS = 10_000;
/** Syncs allowed at once: an event and a series often come together. */
const BURST = 5;

/**
 * Brings what was written onto the disk, where a power cut does not reach it: left to itself, the kernel keeps a line
 * for half a minute. Works in the background: a card that cleans up takes seconds, one that dies never answers.
 */
export class DiskSync {
  readonly #monotonic: () => number;
  readonly #onResult: (code: string | undefined) => void;
  readonly #dirty = new Set<string>();
  /** Syncs allowed now, as counted at `#countedAt` (monotonic clock, ms). */
  #allowed = BURST;
  #countedAt: number;
  #running: Promise<void> | undefined;

  /** @param onResult takes the system's code (EIO…), or undefined when all is on the disk */
  constructor(monotonic: () => number, onResult: (code: string | undefined) => void) {
    this.#monotonic = monotonic;
    this.#onResult = onResult;
    this.#countedAt = monotonic();
  }

  /** @param paths a file that was written; its directory too where it is new: else a power cut takes it away */
  written(paths: readonly string[]): void {
    for (const path of paths) this.#dirty.add(path);
    this.tick();
  }

  /** Syncs what was written, as soon as another sync is allowed. */
  tick(): void {
    if (this.#running || this.#dirty.size === 0) return;
    const now = this.#monotonic();
    this.#allowed = Math.min(BURST, this.#allowed + (now - this.#countedAt) / SYNC_INTERVAL_MS);
    this.#countedAt = now;
    if (this.#allowed < 1) return;
    this.#allowed--;
    void this.#run();
  }

  /** Syncs all that was written, and waits for it. */
  async stop(): Promise<void> {
    // The end of one sync begins the next, if something was written meanwhile.
    while (this.#running || this.#dirty.size > 0) await (this.#running ?? this.#run());
  }

  #run(): Promise<void> {
    const paths = [...this.#dirty];
    this.#dirty.clear();
    this.#running = Promise.all(paths.map(syncPath)).then((codes) => {
      this.#running = undefined;
      // What was written meanwhile does not wait for the next line.
      this.tick();
      this.#onResult(codes.find((code) => code !== undefined));
    });
    return this.#running;
  }
}

/** Resolves to the system's code when it failed. A file that was moved or deleted meanwhile is no failure. */
function syncPath(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    open(path, 'r', (openError, fd) => {
      if (openError) {
        resolve(openError.code === 'ENOENT' ? undefined : openError.code);
        return;
      }
      fdatasync(fd, (syncError) => {
        // Some file systems do not sync directories (EINVAL), and need not.
        close(fd, () => resolve(syncError && syncError.code !== 'EINVAL' ? codeOf(syncError) : undefined));
      });
    });
  });
}
