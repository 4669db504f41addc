import type { DataByLabel } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';

export type Colour = 'blue' | 'white' | 'red';

/** The colours of a Tempo contract; tomorrow's is unknown until about 20:00. */
export interface TempoState {
  readonly today: Colour | undefined;
  readonly tomorrow: Colour | undefined;
}

const STGE_COLOURS: readonly (Colour | undefined)[] = [undefined, 'blue', 'white', 'red'];
const PERIODS: Readonly<Record<string, Colour>> = { B: 'blue', W: 'white', R: 'red' };
const DEMAIN: Readonly<Record<string, Colour | undefined>> = {
  '----': undefined,
  BLEU: 'blue',
  BLAN: 'white',
  ROUG: 'red',
};

/** The colours after one more frame: PTEC and DEMAIN, or STGE 24-27. What the frame does not carry stays. */
export function tempoAfter(before: TempoState | undefined, groups: DataByLabel): TempoState {
  const status = parseStatus(groups.get('STGE') ?? '');
  if (status) return { today: STGE_COLOURS[status.colourToday], tomorrow: STGE_COLOURS[status.colourTomorrow] };
  const period = /^H[CP]J([BWR])$/.exec(groups.get('PTEC') ?? '')?.[1];
  const demain = groups.get('DEMAIN');
  return {
    today: period === undefined ? before?.today : PERIODS[period],
    tomorrow: demain === undefined || !(demain in DEMAIN) ? before?.tomorrow : DEMAIN[demain],
  };
}
