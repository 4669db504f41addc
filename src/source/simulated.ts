import { CONTRACTS } from '../meter/contract.js';
import { encodeGroup } from '../tic/encoder.js';
import { ETX, STX } from '../tic/group.js';
import { BAUD, type TicMode } from '../tic/labels.js';
import { Counters, House, type Maximum, type Measures } from './house.js';
import * as calendars from './scenario.js';
import { CALENDARS, type Calendar, horodateOf, type Moment, momentOf, type Signals, signalsAt } from './scenario.js';

export interface MeterOptions {
  /** `producer`: a house with panels whose meter is in producer mode, on BASE, or on EJP in the scenario `ejp-day`. */
  readonly contract: 'base' | 'hc' | 'ejp' | 'tempo' | 'producer';
  readonly mode: TicMode;
  readonly phases: 1 | 3;
  readonly scenario: calendars.Scenario;
  readonly seed: number;
  /** Instant at which the meter begins, ms since 1970 UTC. */
  readonly start: number;
  /** The meter is in producer mode: SINSTI and EAIT in standard mode; historique says nothing of it. */
  readonly producer: boolean;
  /** Subscribed power in kVA; 9 for EJP, else 6. */
  readonly subscribed?: number;
}

/** What the simulated meter counts and measures at one moment. */
export interface MeterState {
  /** ms since 1970 UTC. */
  readonly at: number;
  /** As PTEC says it: `HN..`, `PM..`, `TH..`, `HCJB`. */
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
  readonly bytes: Uint8Array;
}

/** Silence between two frames, ms: 16.7 to 33.4 (54E §5.3). */
const GAP = 30;
/** Longest step of the integration, ms. */
const COARSE_STEP = 20_000;
/** A Linky as its line hears it: whole valid frames at the pace of the line, of a house that lives its simulated days. */
export class SimulatedMeter {
  readonly #options: MeterOptions;
  readonly #calendar: Calendar;
  readonly #producer: boolean;
  readonly #subscribed: number;
  readonly #house: House;
  readonly #said = new Telegram();
  #at: number;
  #moment: Moment;
  #signals: Signals;
  #line: Measures;
  readonly #counters: Counters;

  constructor(options: MeterOptions) {
    const { contract, scenario, seed, start } = options;
    this.#options = options;
    if (contract === 'producer') this.#calendar = scenario === 'ejp-day' ? 'EJP' : 'BASE';
    else this.#calendar = contract.toUpperCase() as Calendar;
    this.#producer = options.producer || contract === 'producer';
    this.#subscribed = options.subscribed ?? (this.#calendar === 'EJP' ? 9 : 6);
    const { heaterFrom, ltarf } = CALENDARS[this.#calendar];
    this.#house = new House({ seed, panels: this.#producer || contract === 'ejp', heaterFrom });
    this.#counters = new Counters(ltarf.length, start);
    this.#at = start;
    this.#moment = momentOf(start);
    this.#signals = this.#signalsNow();
    this.#line = this.#house.measuresAt(this.#moment, options.phases);
  }

  /** The next frame of the line. Its values are those of its first byte. */
  next(): SimulatedFrame {
    this.advanceTo(this.#at + GAP);
    if (this.#options.mode === 'historique') this.#sayHistorique();
    else this.#sayStandard();
    const bytes = this.#said.frame();
    this.advanceTo(this.#at + Math.round((bytes.length * 10_000) / BAUD[this.#options.mode]));
    return { at: this.#at, bytes };
  }

  /** Lives on to an instant (ms) without a word, integrating in steps of 20 s at most; one that has passed does nothing. */
  advanceTo(at: number): void {
    while (this.#at < at) {
      const step = Math.min(COARSE_STEP, at - this.#at);
      const before = this.#moment;
      this.#at += step;
      this.#moment = momentOf(this.#at);
      this.#signals = this.#signalsNow();
      this.#line = this.#house.measuresAt(this.#moment, this.#options.phases);
      this.#counters.take(this.#line, { running: this.#signals.running, before, now: this.#moment, ms: step });
    }
  }

  state(): MeterState {
    const { keys, codes } = knownContract(this.#calendar);
    return {
      at: this.#at,
      periodCode: codes[this.#signals.running] as string,
      papp: nearestTen(this.#line.drawn),
      pinj: Math.floor(this.#line.injected),
      iinst: this.#line.amperes.reduce((sum, amperes) => sum + amperes, 0),
      indexes: Object.fromEntries(keys.map((key, i) => [key, Math.floor(this.#counters.supplier[i] as number)])),
      injectionIndex: this.#producer ? Math.floor(this.#counters.injection) : undefined,
    };
  }

  #signalsNow(): Signals {
    return signalsAt(this.#calendar, this.#options.scenario, this.#options.mode, this.#moment);
  }

  /** The groups of facts/tic.md 2.1, in their order. */
  #sayHistorique(): void {
    const say = this.#said;
    const known = knownContract(this.#calendar);
    const { amperes, drawn } = this.#line;
    const three = amperes.length === 3;
    const numbers = three ? ['1', '2', '3'] : [''];
    const set = (this.#subscribed * 5) / amperes.length;
    say.historique('ADCO', three ? '041876000003' : '041876000001');
    say.historique('OPTARIF', CALENDARS[this.#calendar].optarif);
    say.historique('ISOUSC', set);
    known.historique.forEach((label, i) => {
      say.historique(label, this.#counters.supplier[i] as number);
    });
    if (this.#signals.pejp) say.historique('PEJP', 30);
    say.historique('PTEC', known.codes[this.#signals.running] as string);
    if (this.#calendar === 'TEMPO') say.historique('DEMAIN', calendars.DEMAIN[this.#signals.tomorrow] as string);
    numbers.forEach((n, i) => {
      say.historique(`IINST${n}`, amperes[i] as number);
    });
    if (!three && (amperes[0] as number) > set) say.historique('ADPS', amperes[0] as number);
    for (const n of numbers) say.historique(`IMAX${n}`, three ? 60 : 90);
    if (three) say.historique('PMAX', (this.#counters.yesterday[0] as Maximum).va);
    say.historique('PAPP', nearestTen(drawn));
    say.historique('HHPHC', 'A');
    say.historique('MOTDETAT', '000000');
    if (three) say.historique('PPOT', '00');
  }

  /** The groups of facts/tic.md 2.2, in their order. */
  #sayStandard(): void {
    const say = this.#said;
    const { running, notice, peaks } = this.#signals;
    const { powers, volts, amperes, drawn, injected } = this.#line;
    const { ngtf, ltarf, pjourf } = CALENDARS[this.#calendar];
    const three = powers.length === 3;
    const phases = three ? ['1', '2', '3'] : ['1'];
    const totalAndPhases = three ? ['', '1', '2', '3'] : [''];
    const each = (names: readonly string[], values: readonly number[]): void =>
      names.forEach((name, i) => {
        say.standard(name, values[i] ?? 0);
      });
    const maximum = (label: string, { va, when }: Maximum): void => say.standard(label, va, when);
    say.standard('ADSC', three ? '041876000003' : '041876000001');
    say.standard('VTIC', '02');
    say.standard('DATE', '', horodateOf(this.#moment));
    say.standard('NGTF', centred(ngtf));
    say.standard('LTARF', centred(ltarf[running] as string));
    say.standard(
      'EAST',
      this.#counters.supplier.reduce((sum, wh) => sum + Math.floor(wh), 0),
    );
    each(SUPPLIER_LABELS, this.#counters.supplier);
    each(['EASD01', 'EASD02', 'EASD03', 'EASD04'], this.#counters.distributor);
    if (this.#producer)
      each(['EAIT', 'ERQ1', 'ERQ2', 'ERQ3', 'ERQ4'], [this.#counters.injection, 74_421, 21_342, 1_083, 3_925]);
    each(
      phases.map((n) => `IRMS${n}`),
      amperes,
    );
    each(
      phases.map((n) => `URMS${n}`),
      volts,
    );
    each(['PREF', 'PCOUP', 'SINSTS'], [this.#subscribed, this.#subscribed, drawn]);
    if (three)
      each(
        ['SINSTS1', 'SINSTS2', 'SINSTS3'],
        powers.map((va) => Math.max(0, va)),
      );
    totalAndPhases.forEach((n, i) => {
      maximum(`SMAXSN${n}`, this.#counters.today[i] as Maximum);
    });
    totalAndPhases.forEach((n, i) => {
      maximum(`SMAXSN${n}-1`, this.#counters.yesterday[i] as Maximum);
    });
    if (this.#producer) {
      say.standard('SINSTI', injected);
      maximum('SMAXIN', this.#counters.today[4] as Maximum);
      maximum('SMAXIN-1', this.#counters.yesterday[4] as Maximum);
    }
    const [last, previous] = this.#counters.curve;
    say.standard('CCASN', last.drawn, last.when);
    say.standard('CCASN-1', previous.drawn, previous.when);
    if (this.#producer) {
      say.standard('CCAIN', last.injected, last.when);
      say.standard('CCAIN-1', previous.injected, previous.when);
    }
    const { second } = this.#moment;
    const tenMinutes = horodateOf({ ...this.#moment, second: second - (second % 600) });
    for (const n of phases) say.standard(`UMOY${n}`, 235, tenMinutes);
    say.standard('STGE', this.#status());
    for (const { number, from, to } of peaks) {
      say.standard(`DPM${number}`, '00', from);
      say.standard(`FPM${number}`, '00', to);
    }
    say.standard('MSG1', 'PAS DE          MESSAGE');
    say.standard('PRM', '00000000000042');
    say.standard('RELAIS', this.#contactClosed ? 1 : 0);
    each(['NTARF', 'NJOURF', 'NJOURF+1'], [running + 1, 0, 0]);
    say.standard('PJOURF+1', pjourf);
    // Only from the announcement to the start; the next peak may be announced while one still runs.
    if (this.#calendar === 'EJP' && notice > 0) say.standard('PPOINTE', calendars.EJP_PEAK_PROFILE);
  }

  /** The relay that drives the water heater: closed in off-peak hours, and on EJP in the peak (facts/tic.md 4.2). */
  get #contactClosed(): boolean {
    const { running, peak } = this.#signals;
    if (this.#calendar === 'EJP') return peak > 0;
    return this.#calendar !== 'BASE' && running % 2 === 0;
  }

  /** STGE, bit by bit as facts/tic.md 3 lists them; clock good, Euridis secured, PLC locked. */
  #status(): string {
    const { running, today, tomorrow, notice, peak } = this.#signals;
    const { drawn, injected } = this.#line;
    const high = (peak << 30) | (notice << 28) | (tomorrow << 26) | (today << 24) | 0x3a0000;
    const low =
      (running << 10) |
      (injected > 0 ? 1 << 9 : 0) |
      (this.#producer ? 1 << 8 : 0) |
      (drawn > this.#subscribed * 1000 ? 1 << 7 : 0) |
      (this.#contactClosed ? 0 : 1);
    return ((high | low) >>> 0).toString(16).toUpperCase().padStart(8, '0');
  }
}

const SUPPLIER_LABELS = Array.from({ length: 10 }, (_, i) => `EASF${String(i + 1).padStart(2, '0')}`);

type KnownContract = (typeof CONTRACTS)[number];
const KNOWN = new Map(CONTRACTS.map((contract) => [contract.name, contract]));
const knownContract = (calendar: Calendar): KnownContract => KNOWN.get(calendar) as KnownContract;

/** PAPP is told to the nearest 10 VA (54E §6.1). */
const nearestTen = (va: number): number => Math.round(va / 10) * 10;

/** NGTF and LTARF stand in the middle of their 16 characters. */
const centred = (text: string): string => text.padStart(Math.ceil((16 + text.length) / 2)).padEnd(16);

/** Collects the lines of a frame; one that says what it said last is not encoded again. */
class Telegram {
  readonly #encoded = new Map<string, { data: string; horodate: string | undefined; line: Uint8Array }>();
  #lines: Uint8Array[] = [];

  /** Numbers lose their fraction, as the meter's registers show whole units. */
  historique(label: string, value: string | number): void {
    this.#say('historique', label, value, undefined);
  }

  standard(label: string, value: string | number, horodate?: string): void {
    this.#say('standard', label, value, horodate);
  }

  /** The frame, from STX to ETX; the next one begins empty. */
  frame(): Uint8Array {
    const bytes = new Uint8Array(this.#lines.reduce((length, line) => length + line.length, 2));
    bytes[0] = STX;
    let at = 1;
    for (const line of this.#lines) {
      bytes.set(line, at);
      at += line.length;
    }
    bytes[at] = ETX;
    this.#lines = [];
    return bytes;
  }

  #say(mode: TicMode, label: string, value: string | number, horodate: string | undefined): void {
    const data = typeof value === 'number' ? String(Math.floor(value)) : value;
    let known = this.#encoded.get(label);
    if (known?.data !== data || known.horodate !== horodate) {
      const group = { mode, label, data, ...(horodate === undefined ? {} : { horodate }) };
      known = { data, horodate, line: encodeGroup(group) };
      this.#encoded.set(label, known);
    }
    this.#lines.push(known.line);
  }
}
