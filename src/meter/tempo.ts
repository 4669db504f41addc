import type { DataByLabel } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';

export type Colour = 'blue' | 'white' | 'red';

/** The colours of a Tempo contract; tomorrow's is unknown until about 20:00. */
export interface TempoState {
  readonly today: Colour | undefined;
  readonly tomorrow: Colour | undefined;
}

/** The colours by their number in STGE; DEMAIN has a text for each. */
const COLOURS: readonly (Colour | undefined)[] = [undefined, 'blue', 'white', 'red'];
export const DEMAIN = ['----', 'BLEU', 'BLAN', 'ROUG'];
const PERIODS: Readonly<Record<string, Colour>> = { B: 'blue', W: 'white', R: 'red' };

/** The colours after one more frame: PTEC and DEMAIN, or STGE 24-27. What the frame does not carry stays. */
export function tempoAfter(before: TempoState | undefined, groups: DataByLabel): TempoState {
  const status = parseStatus(groups.get('STGE'));
  if (status) return { today: COLOURS[status.colourToday], tomorrow: COLOURS[status.colourTomorrow] };
  const period = /^H[CP]J([BWR])$/.exec(groups.get('PTEC') ?? '')?.[1];
  const tomorrow = DEMAIN.indexOf(groups.get('DEMAIN') ?? '');
  return {
    today: period === undefined ? before?.today : PERIODS[period],
    tomorrow: tomorrow < 0 ? before?.tomorrow : COLOURS[tomorrow],
  };
}
