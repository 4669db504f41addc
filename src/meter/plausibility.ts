/** Index steps up to this pass at once, Wh: more than 36 kVA draws through a quarter of an hour of lost frames. */
const BIGGEST_STEP = 10_000;
/** Frames in a row that must agree before an index that fell or leapt is believed. */
const AGREEING_FRAMES = 3;
/** The same for an index that fell although serial and contract are unchanged: nothing but an error explains it. */
const STUBBORN_FRAMES = 20;

interface Register {
  accepted: number;
  /** Frames that confirmed the accepted value; a first value is on probation until two did. */
  confirmed: number;
  held: number | undefined;
  agreeing: number;
}

/**
 * The second net behind the 6-bit checksum (facts/tic.md 1.2, 8.6): an index that falls, or leaps further
 * than a home can draw, is held back until several frames agree. A rule without a clock: replays and
 * simulations run faster than time.
 */
export class IndexGuard {
  #registers = new Map<string, Register>();
  /** Values held back since the start. */
  implausible = 0;

  /** Forgets everything: another meter or another contract counts now. */
  restart(): void {
    this.#registers.clear();
  }

  /** The value to believe, in Wh, for an index that the meter says is `value`. */
  accept(key: string, value: number): number {
    const register = this.#registers.get(key);
    if (!register) {
      this.#registers.set(key, { accepted: value, confirmed: 0, held: undefined, agreeing: 0 });
      return value;
    }
    if (near(register.accepted, value)) {
      register.accepted = value;
      register.confirmed++;
      register.held = undefined;
      return value;
    }
    register.agreeing = register.held !== undefined && near(register.held, value) ? register.agreeing + 1 : 1;
    register.held = value;
    const proven = register.confirmed >= 2 && value < register.accepted;
    if (register.agreeing >= (proven ? STUBBORN_FRAMES : AGREEING_FRAMES)) {
      this.#registers.set(key, { accepted: value, confirmed: AGREEING_FRAMES, held: undefined, agreeing: 0 });
      return value;
    }
    this.implausible++;
    return register.accepted;
  }
}

const near = (before: number, after: number): boolean => after >= before && after - before <= BIGGEST_STEP;
