import type { DataByLabel } from '../tic/frame.ts';
import { estimatedInjection, type Reading } from './reading.ts';

/** Powers (VA) and currents (A) of one frame; what it does not carry is undefined. */
export type Power = Pick<Reading, 'papp' | 'iinst' | 'phases' | 'pinj' | 'pinjEstimated' | 'subscribed'>;

/** Whether the meter counts what is injected: producer mode, in standard mode only. */
export const countsInjection = (groups: DataByLabel): boolean => groups.has('SINSTI') || groups.has('EAIT');

/** Whether the frame has groups that only a meter with three phases sends. */
export const isThreePhase = (groups: DataByLabel): boolean =>
  ['IINST2', 'IINST3', 'IRMS2', 'IRMS3'].some((label) => groups.has(label));

/**
 * Reads the powers of a frame of either mode (54E §6.1, §6.2.3).
 * @param measuresInjection the meter counts what is injected, so that nothing is estimated
 */
export function powerOf(groups: DataByLabel, threePhase: boolean, measuresInjection: boolean): Power {
  const number = (label: string): number | undefined => {
    const data = groups.get(label);
    return data === undefined ? undefined : Number(data);
  };
  const currents = (label: string): number[] | undefined => {
    const three = [1, 2, 3].map((phase) => number(label + phase));
    return three.every((amperes) => amperes !== undefined) ? three : undefined;
  };
  const papp = number('PAPP') ?? number('SINSTS');
  const phases = currents('IINST') ?? currents('IRMS');
  const single = threePhase ? undefined : (number('IINST') ?? number('IRMS1'));
  const iinst = phases ? phases.reduce((sum, amperes) => sum + amperes, 0) : single;
  const measured = number('SINSTI');
  const estimated = papp === undefined || iinst === undefined ? undefined : estimatedInjection(papp, iinst);
  const isousc = number('ISOUSC');
  const pref = number('PREF');
  return {
    papp,
    iinst,
    phases,
    pinj: measuresInjection ? measured : estimated,
    pinjEstimated: !measuresInjection,
    subscribed:
      isousc !== undefined ? isousc * 200 * (threePhase ? 3 : 1) : pref !== undefined ? pref * 1000 : undefined,
  };
}
