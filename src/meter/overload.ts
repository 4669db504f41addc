import type { Frame } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';
import type { DataByLabel } from './groups.ts';

/** What the status register of standard mode tells beside the tariff (54E §6.2.3.14); historique tells none of it. */
export interface MeterStatus {
  /** Why the breaker is open: 1 overpower, 2 overvoltage, 3 load shedding, 4 order, 5 and 6 overheat; 0 closed. */
  readonly breaker: number;
  readonly coverOpen: boolean;
  readonly overvoltage: boolean;
  /** The meter has lost the time: its horodates are not to be trusted. */
  readonly clockDegraded: boolean;
}

export function meterStatusOf(groups: DataByLabel): MeterStatus | undefined {
  const status = parseStatus(groups.get('STGE') ?? '');
  if (!status) return undefined;
  const { breaker, coverOpen, overvoltage, clockDegraded } = status;
  return { breaker, coverOpen, overvoltage, clockDegraded };
}

/** Damaged frames in a row without ADPS after which it is gone. */
const QUIET_FRAMES = 4;

/**
 * The one alarm for all sources: ADPS on one phase, ADIRn in the short frames of three, STGE bit 7.
 * Three-phase meters send 20 short frames and a long one in turn, until a minute after (54E §6.1.2): the long
 * one lacks ADIRn and ends nothing.
 */
export class OverloadTracker {
  #amperes: number | undefined;
  #quiet = 0;

  /**
   * @param iinst the frame's current, A: what STGE, which has no figure, is given as
   * @returns the present current in A while the subscribed power is exceeded
   */
  take(frame: Frame, groups: DataByLabel, iinst: number | undefined): number | undefined {
    const said = ['ADPS', 'ADIR1', 'ADIR2', 'ADIR3'].flatMap((label) => groups.get(label) ?? []);
    const status = parseStatus(groups.get('STGE') ?? '');
    const long = groups.has('PTEC') || groups.has('STGE');
    if (said.length > 0 || status?.overload) {
      this.#quiet = 0;
      this.#amperes = said.length > 0 ? Math.max(...said.map(Number)) : (iinst ?? this.#amperes);
    } else if (status) {
      this.#amperes = undefined;
    } else if (frame.complete && long) {
      this.#quiet++;
      // On one phase every frame has its ADPS, unless damage took it; on three two long ones in a row end the cycle.
      const single = groups.has('IINST');
      if ((single && frame.damaged === 0) || this.#quiet >= (single ? QUIET_FRAMES : 2)) this.#amperes = undefined;
    } else if (!long) {
      // A short frame whose ADIRn was damaged: the cycle goes on.
      this.#quiet = 0;
    }
    return this.#amperes;
  }
}
