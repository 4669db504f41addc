import type { SampleMessage } from '../../feed/messages.ts';
import { knownContract } from '../../meter/contract.ts';

/** The instant of a sample in whole seconds, `2026-11-23T21:03:54+01:00`. */
export const inSeconds = (iso: string): string => iso.replace(/\.\d+(?=[-+Z])/, '');

/** Wh of each index that the contract has, null where one is not known now. */
export function indexesOf({ contract, indexes }: Pick<SampleMessage, 'contract' | 'indexes'>) {
  const keys = knownContract(contract)?.keys ?? Object.keys(indexes);
  return Object.fromEntries(keys.map((key) => [key, indexes[key] ?? null]));
}

/**
 * The topic `live`.
 * @param mean W, where it is known
 * @param threePhase of such a meter each current is sent, null where one lacks
 * @param hasVoltages whether this meter sends voltages
 */
export function liveOf(
  sample: SampleMessage,
  mean: number | undefined,
  { threePhase, hasVoltages }: { readonly threePhase: boolean; readonly hasVoltages: boolean },
): object {
  const { at, papp, pappEstimated, pinj, pinjEstimated, iinst, phases, voltages } = sample;
  return {
    at: inSeconds(at),
    papp: papp ?? null,
    ...(pappEstimated ? { pappEstimated } : {}),
    pinj: pinj ?? null,
    pinjEstimated,
    iinst: iinst ?? null,
    ...(threePhase ? { phases: phases ?? null } : {}),
    ...(hasVoltages ? { voltages: voltages ?? null } : {}),
    mean: mean ?? null,
  };
}

/**
 * The topic `index`, Wh.
 * @param estimated what was injected by estimate, in all, where the meter does not count it
 */
export function indexOf(sample: SampleMessage, { injection, estimated }: InjectedEnergy): object {
  return {
    ...indexesOf(sample),
    ...(injection === 'measured' ? { injection: sample.injectionIndex ?? null } : {}),
    ...(injection === 'estimated' ? { injectionEstimated: estimated ?? null } : {}),
  };
}

/** How the injected energy of a home is known; undefined where none was ever injected. */
export type Injection = 'measured' | 'estimated' | undefined;

interface InjectedEnergy {
  readonly injection: Injection;
  readonly estimated: number | undefined;
}
