import { close, fdatasync, open } from 'node:fs';
import { dirname } from 'node:path';
import type { Written } from './writer.js';

/** The card is asked to take what was written at most this often, ms: a series takes longer than that. */
export const SYNC_EVERY_MS = 10_000;

export interface SyncEvents {
  readonly monotonic: () => number;
  /** What the disk said: a code (EIO…), or undefined when all is on it. */
  readonly result: (code: string | undefined) => void;
}

/**
 * Brings what was written onto the disk, where a power cut does not reach it: left to itself, the kernel keeps a line
 * for half a minute. Waits for the disk in the background: a card that cleans up takes seconds, and one that dies
 * for ever.
 */
export class DiskSync {
  readonly #events: SyncEvents;
  readonly #dirty = new Set<string>();
  #last = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;

  constructor(events: SyncEvents) {
    this.#events = events;
  }

  written({ file, first }: Written): void {
    this.#dirty.add(file);
    // A new file is only there when its directory is.
    if (first) this.#dirty.add(dirname(file));
    this.tick();
  }

  /** Syncs what waits, when its time has come. */
  tick(): void {
    if (this.#running || this.#dirty.size === 0) return;
    if (this.#events.monotonic() - this.#last >= SYNC_EVERY_MS) void this.#run();
  }

  /** Syncs all that was written, and waits for it. */
  async stop(): Promise<void> {
    await this.#running;
    if (this.#dirty.size > 0) await this.#run();
  }

  #run(): Promise<void> {
    this.#last = this.#events.monotonic();
    const paths = [...this.#dirty];
    this.#dirty.clear();
    this.#running = Promise.all(paths.map(syncPath)).then((codes) => {
      this.#running = undefined;
      this.#events.result(codes.find((code) => code !== undefined));
    });
    return this.#running;
  }
}

/** Gives the code of what went wrong. A file that was moved or deleted meanwhile is no fault. */
function syncPath(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    open(path, 'r', (missing, fd) => {
      if (missing) {
        resolve(missing.code === 'ENOENT' ? undefined : missing.code);
        return;
      }
      fdatasync(fd, (failed) => {
        // Some file systems sync no directory, and need not.
        close(fd, () => resolve(failed && failed.code !== 'EINVAL' ? (failed.code ?? String(failed)) : undefined));
      });
    });
  });
}
