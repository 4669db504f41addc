import { parseStatus } from '../tic/stge.ts';
import type { DataByLabel } from './groups.ts';

export type Colour = 'blue' | 'white' | 'red';

/** The colours of a Tempo contract; tomorrow's is unknown until about 20:00. */
export interface TempoState {
  readonly today: Colour | undefined;
  readonly tomorrow: Colour | undefined;
}

const REGISTER: readonly (Colour | undefined)[] = [undefined, 'blue', 'white', 'red'];
const PERIODS: Readonly<Record<string, Colour>> = { B: 'blue', W: 'white', R: 'red' };
const DEMAIN: Readonly<Record<string, Colour | undefined>> = {
  '----': undefined,
  BLEU: 'blue',
  BLAN: 'white',
  ROUG: 'red',
};

/** The colours after one more frame: PTEC and DEMAIN, or STGE 24-27. What it does not say stays. */
export function tempoAfter(before: TempoState | undefined, groups: DataByLabel): TempoState {
  const status = parseStatus(groups.get('STGE') ?? '');
  if (status) return { today: REGISTER[status.colourToday], tomorrow: REGISTER[status.colourTomorrow] };
  const period = /^H[CP]J([BWR])$/.exec(groups.get('PTEC') ?? '')?.[1];
  const demain = groups.get('DEMAIN');
  return {
    today: period === undefined ? before?.today : PERIODS[period],
    tomorrow: demain === undefined || !(demain in DEMAIN) ? before?.tomorrow : DEMAIN[demain],
  };
}
