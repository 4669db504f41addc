import type { DataByLabel } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';
import { Fresh } from './fresh.ts';

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

/** The colours of a Tempo contract, by PTEC and DEMAIN or STGE 24-27; a colour that is not told again for a minute is unknown. */
export class TempoTracker {
  readonly #today = new Fresh<Colour | 'none'>();
  readonly #tomorrow = new Fresh<Colour | 'none'>();

  /** Takes one frame of a meter with the Tempo contract. @param at instant of its end, ms */
  take(groups: DataByLabel, at: number): TempoState {
    const status = parseStatus(groups.get('STGE'));
    const period = /^H[CP]J([BWR])$/.exec(groups.get('PTEC') ?? '')?.[1];
    const tomorrow = DEMAIN.indexOf(groups.get('DEMAIN') ?? '');
    this.#today.take(status ? (COLOURS[status.colourToday] ?? 'none') : PERIODS[period ?? ''], at);
    const sent = status?.colourTomorrow ?? (tomorrow < 0 ? undefined : tomorrow);
    this.#tomorrow.take(sent === undefined ? undefined : (COLOURS[sent] ?? 'none'), at);
    return { today: colourOf(this.#today.value), tomorrow: colourOf(this.#tomorrow.value) };
  }
}

const colourOf = (value: Colour | 'none' | undefined): Colour | undefined => (value === 'none' ? undefined : value);
