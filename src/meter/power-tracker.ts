import type { DataByLabel, Frame } from '../tic/frame.ts';
import { Absence } from './absence.ts';
import type { MeterKind } from './expected.ts';
import { countsInjection, isThreePhase, type Power, powerOf } from './power.ts';

/** The powers from frame to frame: which of them the meter sends, and which have to be estimated. */
export class PowerTracker {
  readonly #power = new Absence();
  readonly #current = new Absence();
  readonly #volts = new Absence();
  /** Of what counts injection, and of the power that it measures. */
  readonly #injection = new Absence();
  readonly #injectedPower = new Absence();
  /** Seen in any frame so far: a single one may lack groups by damage. */
  #threePhase = false;
  #measuresInjection = false;
  #subscribed: number | undefined;

  get kind(): Pick<MeterKind, 'threePhase' | 'measuresInjection'> {
    return { threePhase: this.#threePhase, measuresInjection: this.#measuresInjection };
  }

  /** The meter sends nothing any more by which it counted injection: its mode was changed, or its contract to sell ended. */
  get isInjectionUnsent(): boolean {
    return this.#measuresInjection && this.#injection.isUnsent;
  }

  /** Takes what a frame shows of the meter: its phases, whether it counts what is injected. @param at its instant, ms */
  takeKind(frame: Frame, groups: DataByLabel, at: number): void {
    this.#threePhase ||= isThreePhase(groups);
    this.#measuresInjection ||= countsInjection(groups);
    if (!this.#measuresInjection) return;
    this.#injection.take(frame, groups, countsInjection(groups), at);
    this.#injectedPower.take(frame, groups, groups.has('SINSTI'), at);
  }

  /** The powers of a frame whose kind was taken. @param at its instant, ms */
  take(frame: Frame, groups: DataByLabel, at: number): Power {
    // Historique has no voltage at all.
    const isWithoutVolts = frame.mode === 'historique';
    const sent = powerOf(groups, {
      lacksPower: false,
      lacksInjection: false,
      lacksVolts: isWithoutVolts,
      ...this.kind,
    });
    this.#power.take(frame, groups, sent.papp !== undefined, at);
    this.#current.take(frame, groups, sent.iinst !== undefined, at);
    const phases = this.#threePhase ? ['1', '2', '3'] : ['1'];
    const hasVolts = phases.every((n) => groups.has(`URMS${n}`));
    this.#volts.take(frame, groups, hasVolts, at);
    this.#subscribed = sent.subscribed ?? this.#subscribed;
    const lacksPower = this.#power.isLost;
    const lacksInjection = this.#injectedPower.isLost;
    const lacksVolts = isWithoutVolts || this.#volts.isLost;
    const isAsSent = !lacksPower && !lacksInjection && lacksVolts === isWithoutVolts;
    const power = isAsSent ? sent : powerOf(groups, { lacksPower, lacksInjection, lacksVolts, ...this.kind });
    return { ...power, subscribed: this.#subscribed };
  }

  /** Whether a power or a current that these lack may still come. */
  isAwaited({ papp, iinst }: Power): boolean {
    return (papp === undefined && !this.#power.isLost) || (iinst === undefined && !this.#current.isLost);
  }

  /** Waits anew for what did not come. */
  waitAnew(): void {
    for (const each of [this.#power, this.#current, this.#volts, this.#injectedPower]) each.forget();
  }

  /** Another meter: it may have fewer phases, and another subscribed power. */
  forgetMeter(): void {
    this.#threePhase = false;
    this.#subscribed = undefined;
  }

  /** The meter counts no injection (any more). */
  forgetInjection(): void {
    this.#measuresInjection = false;
  }
}
