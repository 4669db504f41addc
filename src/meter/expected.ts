import type { TicMode } from '../tic/labels.ts';
import { knownContract, registersOf } from './contract.ts';
import type { Expected } from './label-watch.ts';

/** What is known of a meter, as far as its labels depend on it. */
export interface MeterKind {
  readonly mode: TicMode;
  readonly contract: string | undefined;
  readonly threePhase: boolean;
  /** It counts what is injected. */
  readonly measuresInjection: boolean;
}

/** What is expected of a meter: worked out again only when another kind is asked for, as each frame asks. */
export class ExpectedLabels {
  #kind: MeterKind | undefined;
  #labels: readonly Expected[] = [];

  of(kind: MeterKind): readonly Expected[] {
    const { mode, contract, threePhase, measuresInjection } = kind;
    const last = this.#kind;
    const isSame =
      last?.mode === mode &&
      last.contract === contract &&
      last.threePhase === threePhase &&
      last.measuresInjection === measuresInjection;
    if (!isSame) this.#labels = expectedLabels(kind);
    this.#kind = kind;
    return this.#labels;
  }
}

/** The labels that the outputs are made of, in a long frame of such a meter (54E §6.1, §6.2.2). */
export function expectedLabels({ mode, contract, threePhase, measuresInjection }: MeterKind): readonly Expected[] {
  const phases = (label: string): string[] =>
    threePhase ? [1, 2, 3].map((n) => label + n) : [mode === 'standard' ? `${label}1` : label];
  const all = (names: readonly string[], isUsual = false): Expected[] =>
    names.map((name) => ({ names: [name], isUsual }));
  if (mode === 'historique') {
    const indexes = knownContract(contract)?.historique ?? [];
    return [
      ...all(['ADCO', 'OPTARIF', 'ISOUSC', ...indexes, 'PTEC']),
      ...all(contract === 'TEMPO' ? ['DEMAIN'] : []),
      ...all(phases('IINST')),
      // Meters before 2010 send no power.
      ...all(['PAPP'], true),
    ];
  }
  return [
    ...all(['ADSC']),
    // A meter without a calendar sends neither; on a known contract NTARF says it all.
    ...all(knownContract(contract) ? ['NGTF'] : ['NGTF', 'LTARF'], true),
    ...all(contract === undefined ? [] : registersOf(contract)),
    ...all(measuresInjection ? ['EAIT', 'SINSTI'] : []),
    ...all(phases('IRMS')),
    ...all(phases('URMS')),
    ...all(['PREF']),
    { names: ['SINSTS', 'SINST1'] },
    ...all(['STGE', 'NTARF']),
  ];
}
