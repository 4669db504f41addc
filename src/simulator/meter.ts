import { BAUD, type TicMode } from '../tic/labels.ts';
import { CALENDARS, type Calendar } from './calendar.ts';
import type { Scenario, SIMULATED_CONTRACTS } from './choices.ts';
import { Counters } from './counters.ts';
import { FrameBuilder } from './frame-builder.ts';
import { addHistoriqueGroups, addShortGroups } from './historique.ts';
import { Household } from './household.ts';
import { legalTimeOf } from './legal-time.ts';
import { isEjpDay, nextChange, tempoColour } from './scenario.ts';
import { type DayChoices, signalsAt } from './signals.ts';
import { contractOf, historiqueIndexes, type MeterSnapshot, nearestTen, phasesInExcess } from './snapshot.ts';
import { addStandardGroups } from './standard.ts';

export interface MeterOptions {
  /** `producer`: a house with panels whose meter is in producer mode, on BASE, or on EJP in the EJP scenarios. */
  readonly contract: (typeof SIMULATED_CONTRACTS)[number];
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
  /** What its supplier indexes begin with, Wh, in the order of the contract's keys; by default values of its own. */
  readonly indexes?: readonly number[] | undefined;
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
/** VA for each kVA subscribed above which a house that is heated switches heating off. */
const HEATING_SHARE = 850;
/** Short frames of a three-phase meter for each long one, and how long they go on after the excess (54E §6.1.2). */
const SHORT_FRAMES = 20;
const SHORT_AFTER_MS = 60_000;

/** The number of the peak in which a household saves: the mobile one, a red day. */
const DEAREST: Readonly<Partial<Record<Calendar, number>>> = { EJP: 1, TEMPO: 2 };

const OTHER_MODE = { historique: 'standard', standard: 'historique' } as const;

/** A Linky and its household: whole valid frames at the pace of the wire, out of simulated days. */
export class SimulatedMeter {
  readonly #options: MeterOptions;
  readonly #calendar: Calendar;
  readonly #producer: boolean;
  readonly #subscribed: number;
  readonly #household: Household;
  readonly #frames = { historique: new FrameBuilder('historique'), standard: new FrameBuilder('standard') };
  readonly #counters: Counters;
  readonly #choices: DayChoices;
  /** Instant at which contract or mode changes, in the scenarios where one does. */
  readonly #change: number;
  #at: number;
  #now: MeterSnapshot;
  /** Short frames are sent until this instant; how many are left before the next long one. */
  #shortUntil = Number.NEGATIVE_INFINITY;
  #shortFrames = SHORT_FRAMES;

  constructor(options: MeterOptions) {
    const { contract, scenario, seed, start, phases } = options;
    this.#options = options;
    if (contract === 'producer') this.#calendar = scenario.startsWith('ejp') ? 'EJP' : 'BASE';
    else this.#calendar = contract.toUpperCase() as Calendar;
    this.#producer = options.producer || contract === 'producer';
    this.#subscribed = options.subscribed ?? (phases === 3 ? 12 : this.#calendar === 'EJP' ? 9 : 6);
    const { heaterFrom, ltarf } = CALENDARS[this.#calendar];
    const panels = this.#producer || contract === 'ejp';
    const surge = scenario === 'overload' ? this.#subscribed * 1400 : 0;
    const lively = scenario === 'weather';
    const limit = this.#subscribed * HEATING_SHARE;
    this.#household = new Household({ seed, phases, panels, heaterFrom, surge, lively, limit });
    this.#counters = new Counters(ltarf.length, start, options.indexes);
    this.#choices = {
      isEjpDay: (day) => isEjpDay(scenario, seed, day),
      tempoColour: (day) => tempoColour(scenario, seed, day),
    };
    this.#change = nextChange(start);
    this.#at = start;
    this.#now = this.#snapshot();
  }

  /** The next frame. Its values are those at its first byte. */
  next(): SimulatedFrame {
    this.advanceTo(this.#at + GAP_MS);
    const { mode } = this.#now;
    const frame = this.#frames[mode];
    if (mode === 'standard') addStandardGroups(frame, this.#now);
    else if (this.#isShort()) addShortGroups(frame, this.#now);
    else addHistoriqueGroups(frame, this.#now);
    const bytes = frame.build();
    this.advanceTo(this.#at + Math.round((bytes.length * 10_000) / BAUD[mode]));
    return { at: this.#at, mode, bytes };
  }

  /**
   * Lives on to an instant (ms) without sending anything; a past instant does nothing.
   * @param maxStepMs longest time for which a power is taken to stay the same: long ones make years in no time
   */
  advanceTo(at: number, maxStepMs = MAX_STEP_MS): void {
    while (this.#at < at) {
      const ms = Math.min(maxStepMs, at - this.#at);
      const { time: before, signals: past } = this.#now;
      this.#at += ms;
      this.#now = this.#snapshot();
      const { measures, signals, time, threePhase } = this.#now;
      // A long step that ends with a period is all of that period; in a short one the difference does not count.
      const { running } = ms > MAX_STEP_MS ? past : signals;
      this.#counters.take(measures, { running, before, now: time, ms });
      if (threePhase && phasesInExcess(this.#now).length > 0) this.#shortUntil = this.#at + SHORT_AFTER_MS;
    }
  }

  state(): MeterState {
    const { mode, signals, measures, counters, producer } = this.#now;
    const { keys, codes } = contractOf(this.#now);
    const indexes = mode === 'historique' ? historiqueIndexes(this.#now) : counters.supplier;
    return {
      at: this.#at,
      periodCode: codes[signals.running] as string,
      papp: nearestTen(measures.drawn),
      pinj: Math.floor(measures.injected),
      iinst: measures.amperes.reduce((sum, amperes) => sum + amperes, 0),
      indexes: Object.fromEntries(keys.map((key, i) => [key, Math.floor(indexes[i] as number)])),
      injectionIndex: producer ? Math.floor(counters.injection) : undefined,
    };
  }

  #snapshot(): MeterSnapshot {
    const { scenario, phases } = this.#options;
    const time = legalTimeOf(this.#at);
    const hasChanged = this.#at >= this.#change;
    const calendar = scenario === 'contract-change' && hasChanged ? 'BASE' : this.#calendar;
    const signals = signalsAt(calendar, time, this.#choices);
    return {
      time,
      mode: scenario === 'mode-flip' && hasChanged ? OTHER_MODE[this.#options.mode] : this.#options.mode,
      calendar,
      signals,
      measures: this.#household.measuresAt(time, signals.peak === DEAREST[calendar]),
      counters: this.#counters,
      threePhase: phases === 3,
      subscribed: this.#subscribed,
      producer: this.#producer,
    };
  }

  /** Whether the next frame is a short one: 20 of them, then a long one, and so on while the excess counts. */
  #isShort(): boolean {
    if (this.#at > this.#shortUntil || this.#shortFrames === 0) {
      this.#shortFrames = SHORT_FRAMES;
      return false;
    }
    this.#shortFrames--;
    return true;
  }
}
