import type { Colour } from '../../meter/tempo.ts';
import type { DaySign } from './calendar.ts';

/** What a day or an hour of each colour is drawn with. */
export const TEMPO_SIGNS: Readonly<Record<Colour, DaySign>> = {
  blue: { sign: '░', style: 'power' },
  white: { sign: '▒', style: 'plain' },
  red: { sign: '█', style: 'alarm' },
};
