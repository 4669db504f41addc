import type { SampleMessage } from '../../feed/messages.ts';

/** The instant of a sample in whole seconds, `2026-11-23T21:03:54+01:00`. */
export const inSeconds = (iso: string): string => iso.replace(/\.\d+(?=[-+Z])/, '');

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

/** How the injected energy of a home is known; undefined where none was ever injected. */
export type Injection = 'measured' | 'estimated' | undefined;

/**
 * The topic `index`, Wh; null where one is not known now.
 * @param keys of the indexes that the home has
 * @param estimated what was injected by estimate, in all, where the meter does not count it
 */
export function indexOf(
  { indexes, injectionIndex }: SampleMessage,
  keys: readonly string[],
  { injection, estimated }: { readonly injection: Injection; readonly estimated: number | undefined },
): object {
  return {
    ...Object.fromEntries(keys.map((key) => [key, indexes[key] ?? null])),
    ...(injection === 'measured' ? { injection: injectionIndex ?? null } : {}),
    ...(injection === 'estimated' ? { injectionEstimated: estimated ?? null } : {}),
  };
}
