import type { DaySign } from './calendar.ts';

/** The colours of a Tempo contract's days. */
export type Colour = 'blue' | 'white' | 'red';

/** What a day or an hour of each colour is drawn with. */
export const TEMPO_SIGNS: Readonly<Record<Colour, DaySign>> = {
  blue: { sign: '░', style: 'power' },
  white: { sign: '▒', style: 'plain' },
  red: { sign: '█', style: 'alarm' },
};
