import { EventEmitter } from 'node:events';
import type { FaultMessage, FaultPart } from '../feed/messages.ts';
import { isoOf } from '../time/local.ts';
import { RateLimiter } from '../time/rate-limiter.ts';
import type { EventLog } from './event-log.ts';

/** A part that fails again and again is logged at most once in this time. */
const LOG_INTERVAL_MS = 600_000;

interface PartFault {
  /** Monotonic clock, ms. */
  readonly beganAt: number;
  readonly isLogged: boolean;
  detail: string;
}

/**
 * Which parts fail, and since when; the others go on. Logs a fault once when it begins and once when it ends. Emits
 * `changed` when another part fails, or for another reason.
 */
export class PartFaults extends EventEmitter<{ changed: [] }> {
  readonly #monotonic: () => number;
  readonly #log: EventLog;
  readonly #faults = new Map<FaultPart, PartFault>();
  readonly #limiter = new RateLimiter(1, LOG_INTERVAL_MS);

  constructor(monotonic: () => number, log: EventLog) {
    super();
    this.#monotonic = monotonic;
    this.#log = log;
  }

  fails(part: FaultPart): boolean {
    return this.#faults.has(part);
  }

  /** @param text what the log is to say; undefined where the caller has logged it */
  failed(part: FaultPart, detail: string, text?: string): void {
    const known = this.#faults.get(part);
    if (known?.detail === detail) return;
    if (known) known.detail = detail;
    else {
      const beganAt = this.#monotonic();
      const isLogged = text !== undefined && this.#limiter.tryAcquire(part, beganAt) !== undefined;
      this.#faults.set(part, { beganAt, isLogged, detail });
      if (isLogged) this.#log.log('WARN', text);
    }
    this.emit('changed');
  }

  /** @param text what the log is to say, where it has said that the part failed @returns whether it was logged */
  recovered(part: FaultPart, text?: string): boolean {
    const fault = this.#faults.get(part);
    if (!fault) return false;
    this.#faults.delete(part);
    const isLogged = fault.isLogged && text !== undefined;
    if (isLogged) this.#log.log('INFO', text);
    this.emit('changed');
    return isLogged;
  }

  /** @param now ms since 1970: what began under a false clock is dated by the right one */
  list(now: number): FaultMessage[] {
    const ahead = now - this.#monotonic();
    return [...this.#faults].map(([part, { beganAt, detail }]) => ({ part, since: isoOf(beganAt + ahead), detail }));
  }
}
