import type { DataByLabel, Frame } from '../tic/frame.ts';
import {
  type ActiveTariff,
  contractOfCalendar,
  contractOfLabels,
  contractOfOption,
  historiqueTariff,
  knownContract,
  registersOf,
  SUPPLIERS_CALENDAR,
  standardTariff,
} from './contract.ts';
import { AGREEING_FRAMES, Debounced } from './debounced.ts';
import { isUndamaged } from './frame-kind.ts';
import { Fresh } from './fresh.ts';
import { IndexFilter } from './index-filter.ts';
import { IndexNamer, type IndexNames } from './index-names.ts';
import type { Indexes, Reading } from './reading.ts';

/** Contract, running period and indexes from the frames so far: what one frame lacks, the last ones had. */
export class TariffTracker {
  readonly #filter = new IndexFilter();
  readonly #contract = new Debounced<string>();
  /** The contract that its labels tell, while no frame names it: several must agree. */
  readonly #told = new Debounced<string>({ initial: '' });
  /** The contract, as far as it is waited for. */
  readonly #wait = new Fresh<string>();
  readonly #namer = new IndexNamer();
  readonly #code = new Fresh<string>();
  readonly #text = new Fresh<string>();
  readonly #indexes = new Map<string, Fresh<number>>();
  readonly #registersSeen = new Set<string>();
  readonly #allSeen = new Fresh<true>();
  #foreign: ActiveTariff['foreign'];
  /** Frames in a row with such a period: one alone is damage. */
  #foreignRow = 0;

  get contract(): string | undefined {
    return this.#contract.value;
  }

  get implausible(): number {
    return this.#filter.implausible;
  }

  get names(): IndexNames {
    return this.#namer.names;
  }

  /** PTEC or NTARF of the last frame, where the contract does not have it. */
  get foreign(): ActiveTariff['foreign'] {
    return this.#foreign;
  }

  /** Code of the running period and its name, where they are known. */
  get period(): Pick<Reading, 'period' | 'periodCode'> {
    const periodCode = this.#code.value;
    const known = knownContract(this.contract);
    const period = known ? known.periods[known.codes.indexOf(periodCode ?? '')] : (this.#text.value ?? periodCode);
    return { period, periodCode };
  }

  /** The indexes that are known, in the meter's order. */
  get indexes(): Indexes {
    const order = knownContract(this.contract)?.keys ?? [...this.#indexes.keys()].sort();
    const known: Record<string, number> = {};
    for (const key of order) {
      const wh = this.#indexes.get(key)?.value;
      if (wh !== undefined) known[key] = wh;
    }
    return known;
  }

  /** Contract, period or an index is not known but may still come. */
  isAwaited(at: number): boolean {
    const isSaid = this.#foreignRow >= AGREEING_FRAMES;
    if (this.#wait.isAwaited(at) || this.#allSeen.isAwaited(at) || (!isSaid && this.#code.isAwaited(at))) return true;
    for (const index of this.#indexes.values()) if (index.isAwaited(at)) return true;
    return false;
  }

  /**
   * Takes one frame.
   * @param at instant of its end, ms
   * @param subscribed subscribed power, VA
   * @returns true when the contract has changed to another
   */
  take(frame: Frame, groups: DataByLabel, at: number, subscribed: number | undefined): boolean {
    const named = this.#named(frame, groups);
    const before = this.contract;
    const hasChanged = named !== undefined && this.#contract.take(named);
    if (this.contract !== before) this.forget();
    this.#wait.take(this.contract, at);
    this.#foreign = undefined;
    // Another contract that is not believed yet may count with the same labels.
    if (named !== undefined && named !== this.contract) return false;
    const tariff = (frame.mode === 'historique' ? historiqueTariff : standardTariff)(groups, this.contract);
    this.#foreign = tariff.foreign;
    this.#foreignRow = tariff.foreign ? this.#foreignRow + 1 : 0;
    if (this.#foreignRow === AGREEING_FRAMES) this.#code.forget();
    this.#code.take(tariff.code, at);
    this.#text.take(tariff.text, at);
    this.#takeIndexes(tariff.indexes, at, subscribed);
    this.#takeRegisters(frame, groups, at);
    const isSuppliers = this.contract !== undefined && knownContract(this.contract) === undefined;
    if (isSuppliers && tariff.code !== undefined && tariff.text !== undefined) {
      this.#namer.take(`INDEX${tariff.code.slice(1)}`, tariff.text);
    }
    return hasChanged;
  }

  /** Period and indexes are waited for anew: no frame has come for long. */
  waitAnew(): void {
    for (const each of [this.#wait, this.#code, this.#text, this.#allSeen, ...this.#indexes.values()]) each.forget();
  }

  /** Another meter, or another contract. */
  forget(): void {
    this.#filter.restart();
    this.#namer.forget();
    this.#indexes.clear();
    this.#registersSeen.clear();
    this.#allSeen.forget();
    this.#code.forget();
    this.#text.forget();
  }

  /** The contract that a frame names, or that its labels tell. */
  #named(frame: Frame, groups: DataByLabel): string | undefined {
    if (frame.mode === 'standard') {
      return contractOfCalendar(groups) ?? (isUndamaged(frame) ? SUPPLIERS_CALENDAR : undefined);
    }
    const named = contractOfOption(groups.get('OPTARIF'));
    if (named !== undefined) return named;
    const told = contractOfLabels(groups);
    if (told === undefined || told === this.contract) return told;
    this.#told.take(told);
    return this.#told.value === told ? told : undefined;
  }

  #takeIndexes(sent: Indexes, at: number, subscribed: number | undefined): void {
    for (const key of [...(knownContract(this.contract)?.keys ?? []), ...Object.keys(sent)]) {
      if (!this.#indexes.has(key)) this.#indexes.set(key, new Fresh());
    }
    for (const [key, index] of this.#indexes) {
      const wh = sent[key];
      index.take(wh === undefined ? undefined : this.#filter.accept(key, wh, at, subscribed), at);
    }
  }

  /** Whether each register has come: on a supplier's calendar only its value tells whether it is used. */
  #takeRegisters(frame: Frame, groups: DataByLabel, at: number): void {
    const registers = frame.mode === 'standard' ? registersOf(this.contract) : [];
    for (const label of registers) if (groups.has(label)) this.#registersSeen.add(label);
    this.#allSeen.take(registers.every((label) => this.#registersSeen.has(label)) ? true : undefined, at);
  }
}
