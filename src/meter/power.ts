import type { Groups } from './contract.js';
import { estimatedInjection } from './reading.js';

/** Powers (VA) and currents (A) of one frame; what it does not carry is undefined. */
export interface Power {
  readonly papp: number | undefined;
  readonly iinst: number | undefined;
  readonly phases: readonly number[] | undefined;
  readonly pinj: number | undefined;
  readonly pinjEstimated: boolean;
  readonly subscribed: number | undefined;
}

/** Reads the powers of a frame of either mode (54E §6.1, §6.2.3). */
export function powerOf(groups: Groups): Power {
  const number = (label: string): number | undefined => {
    const data = groups.get(label);
    return data === undefined ? undefined : Number(data);
  };
  const papp = number('PAPP') ?? number('SINSTS');
  const phases = currents(number, 'IINST') ?? currents(number, 'IRMS');
  // IINST, or IRMS1 alone, is the current of a single-phase meter.
  const iinst = phases ? phases.reduce((sum, amperes) => sum + amperes, 0) : (number('IINST') ?? number('IRMS1'));
  const measured = number('SINSTI');
  const estimated = papp === undefined || iinst === undefined ? undefined : estimatedInjection(papp, iinst);
  const isousc = number('ISOUSC');
  const pref = number('PREF');
  return {
    papp,
    iinst,
    phases,
    pinj: measured ?? estimated,
    pinjEstimated: measured === undefined,
    subscribed: isousc !== undefined ? isousc * 200 * (phases ? 3 : 1) : pref !== undefined ? pref * 1000 : undefined,
  };
}

function currents(number: (label: string) => number | undefined, label: string): number[] | undefined {
  const three = [1, 2, 3].map((phase) => number(label + phase));
  return three.every((amperes) => amperes !== undefined) ? three : undefined;
}
