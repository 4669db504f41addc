import type { Frame } from '../tic/frame.ts';
import { type ActiveTariff, CONTRACTS, historiqueTariff, standardTariff } from './contract.ts';
import { EjpTracker, NO_EJP } from './ejp.ts';
import { type DataByLabel, dataByLabel } from './groups.ts';
import { IndexFilter } from './index-filter.ts';
import { type MeterStatus, meterStatusOf, OverloadTracker } from './overload.ts';
import { countsInjection, type Power, powerOf, UNKNOWN_WIRING, type Wiring, wiringAfter } from './power.ts';
import { type Indexes, NOMINAL_VOLTS, type Reading } from './reading.ts';
import { type TempoState, tempoAfter } from './tempo.ts';

/** Frames in a row that must agree before another serial number or contract is believed. */
const AGREEING_FRAMES = 3;

/**
 * The meter behind the frames: remembers what only long or undamaged frames carry, and gives a Reading
 * for each complete frame.
 */
export class Meter {
  readonly #guard = new IndexFilter();
  readonly #injectionGuard = new IndexFilter();
  readonly #serial = new Debounced(AGREEING_FRAMES);
  readonly #contract = new Debounced(AGREEING_FRAMES);
  readonly #overload = new OverloadTracker();
  #ejp = new EjpTracker();
  #tempo: TempoState | undefined;
  #tariff: ActiveTariff | undefined;
  #indexes: Indexes = {};
  #injectionIndex: number | undefined;
  #subscribed: number | undefined;
  #wiring: Wiring = UNKNOWN_WIRING;
  #facts: MeterStatus | undefined;
  readonly #powerless = new Absence(AGREEING_FRAMES);
  readonly #uncounted = new Absence(AGREEING_FRAMES);

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
    const groups = dataByLabel(frame);
    const identity = groups.get('ADCO') ?? groups.get('ADSC');
    if (identity !== undefined && this.#serial.take(identity)) {
      this.#restart();
      this.#wiring = UNKNOWN_WIRING;
    }
    this.#wiring = wiringAfter(this.#wiring, groups);
    if (this.#wiring.measuresInjection && this.#uncounted.take(frame, groups, countsInjection(groups)))
      this.#forgetInjection();
    const power = powerOf(groups, this.#wiring);
    this.#subscribed = power.subscribed ?? this.#subscribed;
    const tariff =
      frame.mode === 'historique'
        ? historiqueTariff(groups)
        : standardTariff(groups, frame.complete && frame.damaged === 0);
    // Indexes under a serial number that is not believed yet may be another meter's: they wait for it.
    const isKnown = identity === undefined || identity === this.#serial.value;
    if (tariff && isKnown) this.#takeTariff(tariff, groups.get('EAIT'), at);
    this.#facts = meterStatusOf(groups) ?? (frame.mode === 'historique' ? undefined : this.#facts);
    const overload = this.#overload.take(frame, groups, power.iinst);
    const contract = this.#tariff?.contract;
    const ejp = contract === 'EJP' ? this.#ejp.take(frame, groups, at) : NO_EJP;
    this.#tempo = contract === 'TEMPO' ? tempoAfter(this.#tempo, groups) : undefined;
    const estimated = this.#estimatedPower(frame, groups, power);
    if (!frame.complete || !this.#tariff?.periodCode || !this.#hasAllIndexes()) return undefined;
    return {
      ...power,
      papp: power.papp ?? estimated,
      pappEstimated: estimated !== undefined,
      at,
      mode: frame.mode,
      contract: this.#tariff.contract,
      period: this.#tariff.period ?? this.#tariff.periodCode,
      periodCode: this.#tariff.periodCode,
      indexes: this.#indexes,
      injectionIndex: this.#injectionIndex,
      subscribed: this.#subscribed,
      ejp,
      tempo: this.#tempo,
      overload,
      status: this.#facts,
      serial: this.#serial.value,
    };
  }

  /** The clock was set: instants that were worked out by the old one are not true. */
  clockSet(): void {
    this.#ejp.clockSet();
  }

  #takeTariff(tariff: ActiveTariff, eait: string | undefined, at: number): void {
    if (this.#contract.take(tariff.contract)) this.#restart();
    if (tariff.contract !== this.#contract.value) return;
    this.#tariff = {
      ...tariff,
      period: tariff.period ?? this.#tariff?.period,
      periodCode: tariff.periodCode ?? this.#tariff?.periodCode,
    };
    const indexes: Record<string, number> = { ...this.#indexes };
    for (const [key, value] of Object.entries(tariff.indexes)) {
      indexes[key] = this.#guard.accept(key, value, at, this.#subscribed);
    }
    // In the meter's order, not in that of arrival: the first one may have come damaged.
    const order = CONTRACTS.find(({ name }) => name === tariff.contract)?.keys ?? Object.keys(indexes).sort();
    this.#indexes = Object.fromEntries(order.flatMap((key) => (key in indexes ? [[key, indexes[key] as number]] : [])));
    // Panels may be larger than the supply.
    if (eait !== undefined) this.#injectionIndex = this.#injectionGuard.accept('EAIT', Number(eait), at, undefined);
  }

  /** Power in VA of a meter that never sends it (CBEMM, before 2010), from its current. */
  #estimatedPower(frame: Frame, groups: DataByLabel, { papp, iinst }: Power): number | undefined {
    const missing = this.#powerless.take(frame, groups, papp !== undefined) && groups.has('PTEC');
    return missing && iinst !== undefined ? iinst * NOMINAL_VOLTS : undefined;
  }

  /** A damaged index at the start is waited for: a line of the log without it would not be one. */
  #hasAllIndexes(): boolean {
    const known = CONTRACTS.find(({ name }) => name === this.#tariff?.contract);
    return known ? known.keys.every((key) => key in this.#indexes) : Object.keys(this.#indexes).length > 0;
  }

  /** The meter does not count what is injected, or no longer: its mode was changed, or its contract to sell ended. */
  #forgetInjection(): void {
    this.#injectionGuard.restart();
    this.#injectionIndex = undefined;
    this.#wiring = { ...this.#wiring, measuresInjection: false };
  }

  #restart(): void {
    this.#guard.restart();
    this.#forgetInjection();
    this.#tariff = undefined;
    this.#indexes = {};
    this.#ejp = new EjpTracker();
  }
}

/** Whether the meter sends something at all. A frame may lack it by damage: several whole long ones must. */
class Absence {
  readonly #needed: number;
  #frames = 0;

  constructor(needed: number) {
    this.#needed = needed;
  }

  /** @returns true when it is not sent */
  take(frame: Frame, groups: DataByLabel, sent: boolean): boolean {
    const long = frame.mode === 'standard' || groups.has('PTEC');
    if (sent) this.#frames = 0;
    else if (frame.complete && frame.damaged === 0 && long) this.#frames++;
    return this.#frames >= this.#needed;
  }
}

/** A text that is believed at once when it is the first, and changes only when several frames agree. */
class Debounced {
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
