import type { Frame } from '../tic/frame.js';
import { CONTRACTS, groupsOf, historiqueTariff, standardTariff, type Tariff } from './contract.js';
import { ejpAfter, NO_EJP } from './ejp.js';
import { IndexGuard } from './plausibility.js';
import { powerOf } from './power.js';
import type { EjpState, Indexes, Reading } from './reading.js';

/** Frames in a row that must agree before another serial number or contract is believed. */
const AGREEING_FRAMES = 3;

/**
 * The meter behind the frames: remembers what only long or undamaged frames carry, and gives a Reading
 * for each complete frame.
 */
export class Meter {
  readonly #guard = new IndexGuard();
  readonly #injectionGuard = new IndexGuard();
  #tariff: Tariff | undefined;
  #indexes: Indexes = {};
  #injectionIndex: number | undefined;
  #subscribed: number | undefined;
  #ejp: EjpState = NO_EJP;
  #quietFrames = 0;
  #serial = new Agreed(AGREEING_FRAMES);
  #contract = new Agreed(AGREEING_FRAMES);

  /** Values held back because no meter can count so. */
  get implausible(): number {
    return this.#guard.implausible + this.#injectionGuard.implausible;
  }

  /**
   * Takes one frame.
   * @param at instant of its end, ms
   * @returns what the meter says now, or undefined while contract or indexes are unknown and for frames
   * that are not complete
   */
  take(frame: Frame, at: number): Reading | undefined {
    const groups = groupsOf(frame);
    const identity = groups.get('ADCO') ?? groups.get('ADSC');
    if (identity !== undefined && this.#serial.take(identity)) this.#restart();
    const tariff = frame.mode === 'historique' ? historiqueTariff(groups) : standardTariff(groups);
    if (tariff) this.#takeTariff(tariff, groups.get('EAIT'));
    const power = powerOf(groups);
    this.#subscribed = power.subscribed ?? this.#subscribed;
    if (groups.has('PEJP')) this.#quietFrames = 0;
    else if (frame.complete && groups.has('PTEC')) this.#quietFrames++;
    if (this.#tariff?.contract === 'EJP') this.#ejp = ejpAfter(this.#ejp, frame, groups, at, this.#quietFrames);
    else this.#ejp = NO_EJP;
    if (!frame.complete || !this.#tariff?.periodCode || !this.#hasAllIndexes()) return undefined;
    return {
      ...power,
      at,
      mode: frame.mode,
      contract: this.#tariff.contract,
      period: this.#tariff.period ?? this.#tariff.periodCode,
      periodCode: this.#tariff.periodCode,
      indexes: this.#indexes,
      injectionIndex: this.#injectionIndex,
      subscribed: this.#subscribed,
      ejp: this.#ejp,
      serial: this.#serial.value,
    };
  }

  #takeTariff(tariff: Tariff, eait: string | undefined): void {
    if (this.#contract.take(tariff.contract)) this.#restart();
    if (tariff.contract !== this.#contract.value) return;
    this.#tariff = {
      ...tariff,
      period: tariff.period ?? this.#tariff?.period,
      periodCode: tariff.periodCode ?? this.#tariff?.periodCode,
    };
    const indexes: Record<string, number> = { ...this.#indexes };
    for (const [key, value] of Object.entries(tariff.indexes)) indexes[key] = this.#guard.accept(key, value);
    this.#indexes = indexes;
    if (eait !== undefined) this.#injectionIndex = this.#injectionGuard.accept('EAIT', Number(eait));
  }

  /** A damaged index at the start is waited for: a line of the log without it would not be one. */
  #hasAllIndexes(): boolean {
    const known = CONTRACTS.find(({ name }) => name === this.#tariff?.contract);
    return known ? known.keys.every((key) => key in this.#indexes) : Object.keys(this.#indexes).length > 0;
  }

  #restart(): void {
    this.#guard.restart();
    this.#injectionGuard.restart();
    this.#tariff = undefined;
    this.#indexes = {};
    this.#injectionIndex = undefined;
    this.#ejp = NO_EJP;
    this.#quietFrames = 0;
  }
}

/** A text that is believed at once when it is the first, and changes only when several frames agree. */
class Agreed {
  readonly #needed: number;
  value: string | undefined;
  #other: string | undefined;
  #count = 0;

  constructor(needed: number) {
    this.#needed = needed;
  }

  /** @returns true when the text has just changed from one value to another */
  take(text: string): boolean {
    if (this.value === undefined) this.value = text;
    if (text === this.value) {
      this.#count = 0;
      return false;
    }
    this.#count = text === this.#other ? this.#count + 1 : 1;
    this.#other = text;
    if (this.#count < this.#needed) return false;
    this.value = text;
    this.#count = 0;
    return true;
  }
}
