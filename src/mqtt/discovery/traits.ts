import type { SampleMessage, StatusMessage } from '../../feed/messages.ts';
import { knownContract } from '../../meter/contract.ts';
import type { Injection } from '../payloads/measures.ts';

/** What a home has to show, by which its entities are chosen. */
export interface Traits {
  readonly contract: string;
  readonly mode: string | null;
  /** Index keys, in the meter's order. */
  readonly keys: readonly string[];
  /** What a supplier's calendar calls them. */
  readonly names: Readonly<Record<string, string>>;
  readonly threePhase: boolean;
  readonly hasVoltages: boolean;
  readonly hasFacts: boolean;
  readonly injection: Injection;
}

/**
 * Learns the traits of a home from its samples. While contract and mode stay, it only learns more: a value that a frame
 * lacks takes no entity away.
 */
export class TraitWatch {
  #traits: Traits | undefined;
  #hasInjected: boolean;

  /** @param hasInjected energy was injected before, by estimate */
  constructor(hasInjected: boolean) {
    this.#hasInjected = hasInjected;
  }

  /** Undefined until the contract is known. */
  get traits(): Traits | undefined {
    return this.#traits;
  }

  take(sample: SampleMessage, status: StatusMessage | undefined): void {
    const { contract, indexes, indexNames, phases, voltages, facts, pinj, pinjEstimated, injectionIndex } = sample;
    if (contract === undefined) return;
    const mode = status?.mode ?? this.#traits?.mode ?? null;
    const before = this.#traits;
    const isSame = before?.contract === contract && (before.mode ?? mode) === mode;
    const known = isSame ? before : undefined;
    if (pinjEstimated && (pinj ?? 0) > 0) this.#hasInjected = true;
    const isMeasured = injectionIndex !== undefined || known?.injection === 'measured';
    this.#traits = {
      contract,
      mode,
      keys: knownContract(contract)?.keys ?? [...new Set([...(known?.keys ?? []), ...Object.keys(indexes)])].sort(),
      names: { ...known?.names, ...indexNames },
      threePhase: phases !== undefined || known?.threePhase === true,
      hasVoltages: voltages !== undefined || known?.hasVoltages === true,
      hasFacts: facts !== undefined || known?.hasFacts === true,
      injection: isMeasured ? 'measured' : this.#hasInjected ? 'estimated' : undefined,
    };
  }

  /** Energy was injected, by estimate: the logs say so. */
  injected(): void {
    this.#hasInjected = true;
    if (this.#traits && this.#traits.injection === undefined)
      this.#traits = { ...this.#traits, injection: 'estimated' };
  }
}
