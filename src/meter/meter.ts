import { type DataByLabel, dataByLabel, type Frame } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';
import { knownContract } from './contract.ts';
import { Debounced } from './debounced.ts';
import { NO_EJP } from './ejp.ts';
import { EjpTracker } from './ejp-tracker.ts';
import { ExpectedLabels } from './expected.ts';
import { isLong, isUndamaged, saysPeak } from './frame-kind.ts';
import { Fresh, MAX_AGE_MS } from './fresh.ts';
import { IndexFilter } from './index-filter.ts';
import { LabelWatch, type Lacking } from './label-watch.ts';
import { OverloadTracker } from './overload.ts';
import type { Power } from './power.ts';
import { PowerTracker } from './power-tracker.ts';
import { type Reading, saysAnything } from './reading.ts';
import { TariffTracker } from './tariff.ts';
import { TempoTracker } from './tempo.ts';

/** Without a complete frame for this long, what comes of frames counts as all that the meter sends, ms. */
const INCOMPLETE_MS = 10_000;
/** Noise gives a valid group now and then: one alone says nothing of the present. */
const MIN_GROUPS = 2;

/** The meter behind the frames: remembers what only some frames carry, and gives a Reading for each complete one. */
export class Meter {
  readonly #tariff = new TariffTracker();
  readonly #labels = new LabelWatch();
  readonly #expected = new ExpectedLabels();
  readonly #injectionFilter = new IndexFilter();
  readonly #serial = new Debounced<string>();
  readonly #power = new PowerTracker();
  readonly #overload = new OverloadTracker();
  #ejp = new EjpTracker();
  readonly #peak = new Fresh<true>();
  #tempo = new TempoTracker();
  readonly #injectionIndex = new Fresh<number>();
  readonly #register = new Fresh<NonNullable<Reading['register']>>();
  /** Instants of the last frame, and of the last complete one or of the first, ms. */
  #at: number | undefined;
  #completeAt = 0;

  /** Index values held back as implausible since the start. */
  get implausible(): number {
    return this.#tariff.implausible + this.#injectionFilter.implausible;
  }

  /** The labels that frames should have and lack for good, the worst first. */
  get lacking(): readonly Lacking[] {
    return this.#labels.lacking;
  }

  /** Those that any of the last frames lacked, the worst first. */
  get lostLabels(): readonly Lacking[] {
    return this.#labels.lost;
  }

  /**
   * Takes one frame.
   * @param at instant of its end, ms
   * @returns what the meter says now; undefined where that is nothing, and for an incomplete frame among complete ones
   */
  take(frame: Frame, at: number): Reading | undefined {
    const groups = dataByLabel(frame);
    const judged = this.#judged(frame, at);
    this.#takeKind(frame, groups, at);
    const power = this.#power.take(frame, groups, at);
    const identity = groups.get('ADCO') ?? groups.get('ADSC');
    // Indexes under a serial number that is not believed yet may be another meter's: they wait for it.
    if (identity === undefined || identity === this.#serial.value) this.#takeTariff(frame, groups, at, power);
    this.#register.take(registerOf(groups), at);
    const overload = this.#overload.take(judged, groups, at, power.iinst);
    const { contract, period, indexes } = this.#tariff;
    const isEjp = contract === 'EJP';
    this.#peak.take(saysPeak(frame, groups) || undefined, at);
    const isAlone = at - this.#completeAt > INCOMPLETE_MS;
    if (isLong(frame, groups) && (frame.complete || isAlone)) this.#watch(judged, groups, at);
    // What is spread comes last: behind it, each new name would make V8 a shape of this one object alone, 8 kB that stay
    // until a full collection, hours later.
    const reading: Reading = {
      at,
      mode: frame.mode,
      isPartial: this.#tariff.isAwaited(at) || this.#power.isAwaited(power),
      contract,
      calendar: knownContract(contract) ? undefined : contract,
      indexNames: this.#tariff.names,
      indexes,
      injectionIndex: this.#injectionIndex.value,
      ejp: isEjp ? this.#ejp.take(judged, groups, at) : NO_EJP,
      isPeakKnown: isEjp ? this.#peak.value === true : contract !== undefined,
      tempo: contract === 'TEMPO' ? this.#tempo.take(groups, at) : undefined,
      overload,
      register: frame.mode === 'historique' ? undefined : this.#register.value,
      serial: this.#serial.value,
      ...power,
      ...period,
    };
    const isPresent = groups.size >= MIN_GROUPS && (frame.complete || isAlone);
    return isPresent && saysAnything(reading) ? reading : undefined;
  }

  /** The clock was set: forgets or moves the instants that were worked out by the old one. @param ms how far forward */
  clockSet(ms: number): void {
    this.#ejp.clockSet(ms);
  }

  /** The frame as what it lacks is judged: where none is complete for long, it is as whole as any, though damaged. */
  #judged(frame: Frame, at: number): Frame {
    if (this.#at === undefined || at < this.#completeAt) this.#completeAt = at;
    if (this.#at !== undefined && at - this.#at > MAX_AGE_MS) this.#waitAnew(at);
    this.#at = at;
    if (frame.complete) this.#completeAt = at;
    const isAlone = at - this.#completeAt > INCOMPLETE_MS;
    return isAlone ? { ...frame, complete: true, damaged: frame.damaged + 1 } : frame;
  }

  /** Which meter it is: its serial number, its phases, whether it counts what is injected. */
  #takeKind(frame: Frame, groups: DataByLabel, at: number): void {
    const identity = groups.get('ADCO') ?? groups.get('ADSC');
    if (identity !== undefined && this.#serial.take(identity)) {
      this.#tariff.forget();
      this.#restart();
      this.#labels.forget();
      this.#power.forgetMeter();
    }
    this.#power.takeKind(frame, groups, at);
    if (this.#power.isInjectionUnsent) this.#forgetInjection();
  }

  #takeTariff(frame: Frame, groups: DataByLabel, at: number, { subscribed }: Power): void {
    if (this.#tariff.take(frame, groups, at, subscribed)) this.#restart();
    const eait = groups.get('EAIT');
    // Panels may be larger than the supply.
    const wh = eait === undefined ? undefined : this.#injectionFilter.accept('EAIT', Number(eait), at, undefined);
    this.#injectionIndex.take(wh, at);
  }

  #watch(frame: Frame, groups: DataByLabel, at: number): void {
    const { contract, foreign } = this.#tariff;
    const expected = this.#expected.of({ mode: frame.mode, contract, ...this.#power.kind });
    this.#labels.take(groups, expected, foreign, !isUndamaged(frame), at);
  }

  /** No frame has come for long: what the next ones lack may be damage of the moment. */
  #waitAnew(at: number): void {
    this.#completeAt = at;
    this.#tariff.waitAnew();
    this.#power.waitAnew();
  }

  /** The meter counts no injection (any more): its mode was changed, or its contract to sell ended. */
  #forgetInjection(): void {
    this.#injectionFilter.restart();
    this.#injectionIndex.forget();
    this.#power.forgetInjection();
  }

  /** Another meter or another contract counts now. */
  #restart(): void {
    this.#forgetInjection();
    this.#ejp = new EjpTracker();
    this.#tempo = new TempoTracker();
  }
}

function registerOf(groups: DataByLabel): Reading['register'] {
  const status = parseStatus(groups.get('STGE'));
  if (!status) return undefined;
  const { breaker, coverOpen, overvoltage, clockDegraded } = status;
  return { breaker, coverOpen, overvoltage, clockDegraded };
}
