import type { DataByLabel } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';
import { NOMINAL_VOLTS, type Reading, VA_PER_AMPERE } from './reading.ts';

/** Powers (VA) and currents (A) of one frame; what it does not carry is undefined. */
export type Power = Pick<
  Reading,
  'papp' | 'pappEstimated' | 'iinst' | 'phases' | 'voltages' | 'pinj' | 'pinjEstimated' | 'subscribed'
>;

/** What earlier frames have shown of the meter. */
interface PowerKind {
  readonly threePhase: boolean;
  /** It counts what is injected: that is measured. */
  readonly measuresInjection: boolean;
  /** It sends no drawn power, or none that arrives sound: that is estimated. The same for SINSTI. */
  readonly lacksPower: boolean;
  readonly lacksInjection: boolean;
  /** It sends no voltage, or none that arrives sound: the nominal one serves. */
  readonly lacksVolts: boolean;
}

/** Whether the meter counts what is injected: producer mode, in standard mode only. */
export const countsInjection = (groups: DataByLabel): boolean => groups.has('SINSTI') || groups.has('EAIT');

/** Whether the frame has groups that only a meter with three phases sends. */
export const isThreePhase = (groups: DataByLabel): boolean =>
  ['IINST2', 'IINST3', 'IRMS2', 'IRMS3'].some((label) => groups.has(label));

/** Reads the powers of a frame of either mode (54E §6.1, §6.2.3). */
export function powerOf(groups: DataByLabel, kind: PowerKind): Power {
  const { threePhase, measuresInjection, lacksInjection } = kind;
  const number = numberIn(groups);
  const phases = threePhase ? (threeOf(number, 'IINST') ?? threeOf(number, 'IRMS')) : undefined;
  const single = threePhase ? undefined : (number('IINST') ?? number('IRMS1'));
  const currents = phases ?? (single === undefined ? undefined : [single]);
  const sent = number('PAPP') ?? number('SINSTS') ?? pilotPower(number, threePhase);
  const pappEstimated = sent === undefined && kind.lacksPower && currents !== undefined;
  const status = parseStatus(groups.get('STGE'));
  const injects = status && (status.injecting || (number('SINSTI') ?? 0) > 0);
  const papp = pappEstimated ? (injects ? 0 : Math.round(drawnBy(currents, number))) : sent;
  const pinjEstimated = !measuresInjection || lacksInjection;
  // Where the power is estimated itself, it does not tell in which direction the current flows.
  const draws = pappEstimated ? injects === false : papp !== undefined && papp > 0;
  const isKnown = papp === 0 || draws;
  const hasVolts = kind.lacksVolts || currents?.every((amperes, i) => amperes === 0 || groups.has(`URMS${i + 1}`));
  const estimate = draws ? 0 : currents && isKnown && hasVolts ? Math.round(injectedBy(currents, number)) : undefined;
  const volts = number('URMS1');
  const isousc = number('ISOUSC');
  const pref = number('PREF');
  return {
    papp,
    pappEstimated,
    iinst: currents && sum(currents),
    phases,
    voltages: threePhase ? threeOf(number, 'URMS') : volts === undefined ? undefined : [volts],
    pinj: pinjEstimated ? estimate : number('SINSTI'),
    pinjEstimated,
    subscribed:
      isousc !== undefined ? isousc * 200 * (threePhase ? 3 : 1) : pref !== undefined ? pref * 1000 : undefined,
  };
}

/** The number that a label carries; undefined where it was not sent. */
type NumberOf = (label: string) => number | undefined;

function numberIn(groups: DataByLabel): NumberOf {
  return (label) => {
    const data = groups.get(label);
    return data === undefined ? undefined : Number(data);
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The values of three phases, where all three came. */
function threeOf(number: NumberOf, label: string): number[] | undefined {
  const three = [1, 2, 3].map((phase) => number(label + phase));
  return three.every((value) => value !== undefined) ? three : undefined;
}

/** SINST1…: what the pilot meters of 2016 call the drawn power. */
const pilotPower = (number: NumberOf, threePhase: boolean): number | undefined => {
  if (!threePhase) return number('SINST1');
  const three = threeOf(number, 'SINST');
  return three && sum(three);
};

/** What currents are worth in VA, at the voltage of each phase where it is sent, else at the nominal one. */
const drawnBy = (currents: readonly number[], number: NumberOf): number =>
  sum(currents.map((amperes, i) => amperes * (number(`URMS${i + 1}`) || NOMINAL_VOLTS)));

/** What flows back while the phases together draw nothing, VA: one that draws (SINSTSn) lessens it. */
function injectedBy(currents: readonly number[], number: NumberOf): number {
  const byPhase = currents.map((amperes, i) => {
    const drawn = currents.length === 1 ? 0 : (number(`SINSTS${i + 1}`) ?? 0);
    // A voltage of 0 is none: no current flows back without one.
    return drawn > 0 ? -drawn : amperes * (number(`URMS${i + 1}`) || VA_PER_AMPERE);
  });
  return Math.max(0, sum(byPhase));
}
