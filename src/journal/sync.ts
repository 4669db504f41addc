import { close, fdatasync, open } from 'node:fs';
import { dirname } from 'node:path';
import type { Written } from './writer.ts';

/** In the long run the card is asked to take what was written once in this time at most, ms: a series takes longer. */
const EVERY_MS = 10_000;
/** So many times it may be asked at once: an event and a series often come together. */
const BURST = 5;

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
  /** How often the card may be asked now, and since when that is so, ms. */
  #allowed = BURST;
  #countedAt: number;
  #running: Promise<void> | undefined;

  constructor(events: SyncEvents) {
    this.#events = events;
    this.#countedAt = events.monotonic();
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
    const now = this.#events.monotonic();
    this.#allowed = Math.min(BURST, this.#allowed + (now - this.#countedAt) / EVERY_MS);
    this.#countedAt = now;
    if (this.#allowed < 1) return;
    this.#allowed--;
    void this.#run();
  }

  /** Syncs all that was written, and waits for it. */
  async stop(): Promise<void> {
    // One that ends begins the next, where something was written meanwhile.
    while (this.#running || this.#dirty.size > 0) await (this.#running ?? this.#run());
  }

  #run(): Promise<void> {
    const paths = [...this.#dirty];
    this.#dirty.clear();
    this.#running = Promise.all(paths.map(syncPath)).then((codes) => {
      this.#running = undefined;
      // What was written meanwhile does not wait for the next line.
      this.tick();
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
