import { type DataByLabel, dataByLabel, type Frame } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';
import { type ActiveTariff, CONTRACTS, historiqueTariff, standardTariff } from './contract.ts';
import { Debounced } from './debounced.ts';
import { NO_EJP } from './ejp.ts';
import { EjpTracker } from './ejp-tracker.ts';
import { IndexFilter } from './index-filter.ts';
import { OverloadTracker } from './overload.ts';
import { countsInjection, isThreePhase, type Power, powerOf } from './power.ts';
import { type Indexes, NOMINAL_VOLTS, type Reading } from './reading.ts';
import { type TempoState, tempoAfter } from './tempo.ts';

/** The meter behind the frames: remembers what only some frames carry, and gives a Reading for each complete one. */
export class Meter {
  readonly #indexFilter = new IndexFilter();
  readonly #injectionFilter = new IndexFilter();
  readonly #serial = new Debounced<string>();
  readonly #contract = new Debounced<string>();
  /** The meter never sends its power (CBEMM, before 2010). */
  readonly #lacksPower = new Debounced<boolean>({ initial: false });
  /** The meter does not count what is injected (any more). */
  readonly #lacksInjection = new Debounced<boolean>({ initial: false });
  readonly #overload = new OverloadTracker();
  #ejp = new EjpTracker();
  #tempo: TempoState | undefined;
  #tariff: ActiveTariff | undefined;
  #indexes: Indexes = {};
  #injectionIndex: number | undefined;
  #subscribed: number | undefined;
  /** Seen in any frame so far: a single one may lack groups by damage. */
  #threePhase = false;
  #measuresInjection = false;
  #register: Reading['register'];

  /** Index values held back as implausible since the start. */
  get implausible(): number {
    return this.#indexFilter.implausible + this.#injectionFilter.implausible;
  }

  /**
   * Takes one frame.
   * @param at instant of its end, ms
   * @returns what the meter says now; undefined while contract or indexes are unknown, and for an incomplete frame
   */
  take(frame: Frame, at: number): Reading | undefined {
    const groups = dataByLabel(frame);
    const identity = groups.get('ADCO') ?? groups.get('ADSC');
    if (identity !== undefined && this.#serial.take(identity)) {
      this.#restart();
      this.#threePhase = false;
    }
    this.#threePhase ||= isThreePhase(groups);
    this.#measuresInjection ||= countsInjection(groups);
    if (this.#measuresInjection) {
      takePresence(this.#lacksInjection, frame, groups, countsInjection(groups));
      if (this.#lacksInjection.value) this.#forgetInjection();
    }
    const power = powerOf(groups, this.#threePhase, this.#measuresInjection);
    this.#subscribed = power.subscribed ?? this.#subscribed;
    const tariff = frame.mode === 'historique' ? historiqueTariff(groups) : standardTariff(groups, isUndamaged(frame));
    // Indexes under a serial number that is not believed yet may be another meter's: they wait for it.
    const isKnown = identity === undefined || identity === this.#serial.value;
    if (tariff && isKnown) this.#takeTariff(tariff, groups.get('EAIT'), at);
    this.#register = registerOf(groups) ?? (frame.mode === 'historique' ? undefined : this.#register);
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
      register: this.#register,
      serial: this.#serial.value,
    };
  }

  /** The clock was set: forgets or moves the instants that were worked out by the old one. @param ms how far forward */
  clockSet(ms: number): void {
    this.#ejp.clockSet(ms);
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
      indexes[key] = this.#indexFilter.accept(key, value, at, this.#subscribed);
    }
    // In the meter's order, not in that of arrival: the first index may have come damaged.
    const order = CONTRACTS.find(({ name }) => name === tariff.contract)?.keys ?? Object.keys(indexes).sort();
    this.#indexes = Object.fromEntries(order.flatMap((key) => (key in indexes ? [[key, indexes[key] as number]] : [])));
    // Panels may be larger than the supply.
    if (eait !== undefined) this.#injectionIndex = this.#injectionFilter.accept('EAIT', Number(eait), at, undefined);
  }

  /** Power in VA of a meter that never sends it (CBEMM, before 2010), from its current. */
  #estimatedPower(frame: Frame, groups: DataByLabel, { papp, iinst }: Power): number | undefined {
    takePresence(this.#lacksPower, frame, groups, papp !== undefined);
    const estimates = this.#lacksPower.value && groups.has('PTEC') && iinst !== undefined;
    return estimates ? iinst * NOMINAL_VOLTS : undefined;
  }

  /** Whether every index of the contract is known: a log line needs them all. */
  #hasAllIndexes(): boolean {
    const known = CONTRACTS.find(({ name }) => name === this.#tariff?.contract);
    return known ? known.keys.every((key) => key in this.#indexes) : Object.keys(this.#indexes).length > 0;
  }

  /** The meter counts no injection (any more): its mode was changed, or its contract to sell ended. */
  #forgetInjection(): void {
    this.#injectionFilter.restart();
    this.#injectionIndex = undefined;
    this.#measuresInjection = false;
  }

  #restart(): void {
    this.#indexFilter.restart();
    this.#forgetInjection();
    this.#tariff = undefined;
    this.#indexes = {};
    this.#ejp = new EjpTracker();
  }
}

function registerOf(groups: DataByLabel): Reading['register'] {
  const status = parseStatus(groups.get('STGE'));
  if (!status) return undefined;
  const { breaker, coverOpen, overvoltage, clockDegraded } = status;
  return { breaker, coverOpen, overvoltage, clockDegraded };
}

const isUndamaged = ({ complete, damaged }: Frame): boolean => complete && damaged === 0;

/** Tells `lacks` whether a frame has what it would carry: only an undamaged long frame shows that it is never sent. */
function takePresence(lacks: Debounced<boolean>, frame: Frame, groups: DataByLabel, isPresent: boolean): void {
  const isLong = frame.mode === 'standard' || groups.has('PTEC');
  if (isPresent) lacks.take(false, 1);
  else if (isUndamaged(frame) && isLong) lacks.take(true);
}
