import { BAUD, type TicMode } from '../tic/labels.ts';
import { CALENDARS, type Calendar } from './calendar.ts';
import { Counters } from './counters.ts';
import { FrameBuilder } from './frame-builder.ts';
import { addHistoriqueGroups, addShortGroups } from './historique.ts';
import { Household, type Measures } from './household.ts';
import { type LegalTime, legalTimeOf } from './legal-time.ts';
import { nextChange, type Scenario } from './scenario.ts';
import { type Signals, signalsAt } from './signals.ts';
import { historiqueIndex, knownContract, type MeterSnapshot, nearestTen, phasesInExcess } from './snapshot.ts';
import { addStandardGroups } from './standard.ts';

export interface MeterOptions {
  /** `producer`: a house with panels whose meter is in producer mode, on BASE, or on EJP in the EJP scenarios. */
  readonly contract: 'base' | 'hc' | 'ejp' | 'tempo' | 'producer';
  readonly mode: TicMode;
  readonly phases: 1 | 3;
  readonly scenario: Scenario;
  readonly seed: number;
  /** Instant at which the meter begins, ms since 1970 UTC. */
  readonly start: number;
  /** The meter is in producer mode: it sends SINSTI and EAIT in standard mode; historique does not show it. */
  readonly producer: boolean;
  /** Subscribed power in kVA; by default 12 with three phases, else 9 for EJP and 6 for the others. */
  readonly subscribed?: number;
}

/** What the simulated meter counts and measures. */
export interface MeterState {
  /** ms since 1970 UTC. */
  readonly at: number;
  /** As PTEC sends it: `HN..`, `PM..`, `TH..`, `HCJB`. */
  readonly periodCode: string;
  /** VA drawn, VA injected, A summed over the phases. */
  readonly papp: number;
  readonly pinj: number;
  readonly iinst: number;
  /** Wh by key, as meter/contract.ts names them: HN, HPM… */
  readonly indexes: Readonly<Record<string, number>>;
  /** Total injected energy in Wh; undefined unless the meter is in producer mode. */
  readonly injectionIndex: number | undefined;
}

/** One whole frame and the instant of its last byte, ms since 1970 UTC. */
export interface SimulatedFrame {
  readonly at: number;
  /** Gives the speed at which the bytes are sent: BAUD[mode]. */
  readonly mode: TicMode;
  readonly bytes: Uint8Array;
}

/** Pause between two frames: 16.7 to 33.4 ms (54E §5.3). */
const GAP_MS = 30;
/** Longest step in which energy is counted. */
const MAX_STEP_MS = 20_000;
/** Short frames of a three-phase meter for each long one, and how long they go on after the excess (54E §6.1.2). */
const SHORT_FRAMES = 20;
const SHORT_AFTER_MS = 60_000;

/** A Linky and its household: whole valid frames at the pace of the wire, out of simulated days. */
export class SimulatedMeter {
  readonly #options: MeterOptions;
  readonly #initialContract: Calendar;
  readonly #producer: boolean;
  readonly #subscribed: number;
  readonly #household: Household;
  readonly #frames = { historique: new FrameBuilder('historique'), standard: new FrameBuilder('standard') };
  readonly #counters: Counters;
  /** Instant at which contract or mode changes, in the scenarios where one does. */
  readonly #change: number;
  #at: number;
  #time: LegalTime;
  #signals: Signals;
  #measures: Measures;
  /** Short frames are sent until this instant; how many are left before the next long one. */
  #shortUntil = Number.NEGATIVE_INFINITY;
  #shortFrames = SHORT_FRAMES;

  constructor(options: MeterOptions) {
    const { contract, scenario, seed, start, phases } = options;
    this.#options = options;
    if (contract === 'producer') this.#initialContract = scenario.startsWith('ejp') ? 'EJP' : 'BASE';
    else this.#initialContract = contract.toUpperCase() as Calendar;
    this.#producer = options.producer || contract === 'producer';
    this.#subscribed = options.subscribed ?? (phases === 3 ? 12 : this.#initialContract === 'EJP' ? 9 : 6);
    const { heaterFrom, ltarf } = CALENDARS[this.#initialContract];
    const panels = this.#producer || contract === 'ejp';
    const surge = scenario === 'overload' ? this.#subscribed * 1400 : 0;
    this.#household = new Household({ seed, panels, heaterFrom, surge });
    this.#counters = new Counters(ltarf.length, start);
    this.#change = nextChange(start);
    this.#at = start;
    this.#time = legalTimeOf(start);
    this.#signals = this.#signalsNow();
    this.#measures = this.#household.measuresAt(this.#time, phases);
  }

  /** The next frame. Its values are those at its first byte. */
  next(): SimulatedFrame {
    this.advanceTo(this.#at + GAP_MS);
    const mode = this.#mode;
    const frame = this.#frames[mode];
    if (mode === 'standard') addStandardGroups(frame, this.#snapshot());
    else if (this.#isShort()) addShortGroups(frame, this.#snapshot());
    else addHistoriqueGroups(frame, this.#snapshot());
    const bytes = frame.build();
    this.advanceTo(this.#at + Math.round((bytes.length * 10_000) / BAUD[mode]));
    return { at: this.#at, mode, bytes };
  }

  /** Lives on to an instant (ms) without sending anything, in steps of 20 s at most; a past instant does nothing. */
  advanceTo(at: number): void {
    while (this.#at < at) {
      const step = Math.min(MAX_STEP_MS, at - this.#at);
      const before = this.#time;
      this.#at += step;
      this.#time = legalTimeOf(this.#at);
      this.#signals = this.#signalsNow();
      this.#measures = this.#household.measuresAt(this.#time, this.#options.phases);
      this.#counters.take(this.#measures, { running: this.#signals.running, before, now: this.#time, ms: step });
      if (
        this.#options.phases === 3 &&
        phasesInExcess({ subscribed: this.#subscribed, measures: this.#measures }).length > 0
      )
        this.#shortUntil = this.#at + SHORT_AFTER_MS;
    }
  }

  state(): MeterState {
    const calendar = this.#calendar;
    const { keys, codes } = knownContract(calendar);
    const index = (i: number): number =>
      this.#mode === 'historique'
        ? historiqueIndex({ calendar, counters: this.#counters }, i)
        : Math.floor(this.#counters.supplier[i] as number);
    return {
      at: this.#at,
      periodCode: codes[this.#signals.running] as string,
      papp: nearestTen(this.#measures.drawn),
      pinj: Math.floor(this.#measures.injected),
      iinst: this.#measures.amperes.reduce((sum, amperes) => sum + amperes, 0),
      indexes: Object.fromEntries(keys.map((key, i) => [key, index(i)])),
      injectionIndex: this.#producer ? Math.floor(this.#counters.injection) : undefined,
    };
  }

  get #calendar(): Calendar {
    return this.#options.scenario === 'contract-change' && this.#at >= this.#change ? 'BASE' : this.#initialContract;
  }

  get #mode(): TicMode {
    const { scenario, mode } = this.#options;
    if (scenario !== 'mode-flip' || this.#at < this.#change) return mode;
    return mode === 'historique' ? 'standard' : 'historique';
  }

  #signalsNow(): Signals {
    const { scenario, seed } = this.#options;
    return signalsAt(this.#calendar, { scenario, seed, mode: this.#mode }, this.#time);
  }

  #snapshot(): MeterSnapshot {
    return {
      time: this.#time,
      calendar: this.#calendar,
      signals: this.#signals,
      measures: this.#measures,
      counters: this.#counters,
      subscribed: this.#subscribed,
      producer: this.#producer,
    };
  }

  /** Whether the next frame is a short one: 20 of them, then a long one, and so on while the excess counts. */
  #isShort(): boolean {
    if (this.#at > this.#shortUntil) {
      this.#shortFrames = SHORT_FRAMES;
      return false;
    }
    if (this.#shortFrames-- > 0) return true;
    this.#shortFrames = SHORT_FRAMES;
    return false;
  }
}
