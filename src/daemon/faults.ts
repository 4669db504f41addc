import type { FaultMessage, FaultPart } from '../feed/messages.ts';
import { isoOf } from '../time/local.ts';

/** A part that fails again and again is told at most so often, ms. */
const TELL_EVERY_MS = 600_000;

export interface FaultEvents {
  readonly monotonic: () => number;
  /** What fails has changed. */
  readonly changed: () => void;
  readonly say: (level: 'INFO' | 'WARN', text: string) => void;
}

interface Fault {
  readonly began: number;
  readonly told: boolean;
  detail: string;
}

/** Which parts fail, and since when: each alone, the others go on. Told once when it begins and once when it ends. */
export class FaultRegistry {
  readonly #events: FaultEvents;
  readonly #faults = new Map<FaultPart, Fault>();
  readonly #toldAt = new Map<FaultPart, number>();

  constructor(events: FaultEvents) {
    this.#events = events;
  }

  fails(part: FaultPart): boolean {
    return this.#faults.has(part);
  }

  /** @param words what the log says of it; undefined where another voice does */
  failed(part: FaultPart, detail: string, words?: string): void {
    const known = this.#faults.get(part);
    if (known) {
      if (known.detail === detail) return;
      known.detail = detail;
    } else {
      const now = this.#events.monotonic();
      const told = words !== undefined && now - (this.#toldAt.get(part) ?? Number.NEGATIVE_INFINITY) >= TELL_EVERY_MS;
      if (told) this.#toldAt.set(part, now);
      this.#faults.set(part, { began: now, told, detail });
      if (told) this.#events.say('WARN', words);
    }
    this.#events.changed();
  }

  /**
   * @param words what the log says of it, where it has said that it failed
   * @returns whether it was said
   */
  recovered(part: FaultPart, words?: string): boolean {
    const fault = this.#faults.get(part);
    if (!fault) return false;
    this.#faults.delete(part);
    const told = fault.told && words !== undefined;
    if (told) this.#events.say('INFO', words);
    this.#events.changed();
    return told;
  }

  /** @param now ms since 1970: what began under a false clock is dated by the right one */
  list(now: number): FaultMessage[] {
    const monotonic = this.#events.monotonic();
    return [...this.#faults].map(([part, { began, detail }]) => ({
      part,
      since: isoOf(now - (monotonic - began)),
      detail,
    }));
  }
}
