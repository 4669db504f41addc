import { clockOf } from '../time/local.ts';
import type { Brightness } from './oled.ts';
import type { PanelView } from './panel.ts';

/** When the display is dimmed, or dark where `dark` is set: minutes of the local day, from (included) to (excluded); equal: never. */
export interface Night {
  readonly from: number;
  readonly to: number;
  readonly dark: boolean;
}

/** How bright the display is now. A peak, its notice and an overload are shown in a dark night too. */
export function brightnessAt({ from, to, dark }: Night, { now, reading, link }: PanelView): Brightness {
  const [hours = 0, minutes = 0] = clockOf(now).split(':').map(Number);
  const minute = hours * 60 + minutes;
  const isNight = from <= to ? from <= minute && minute < to : minute >= from || minute < to;
  if (!isNight) return 'bright';
  const urgent = reading?.ejp.active || reading?.ejp.notice || reading?.overload !== undefined;
  return dark && !(urgent && link === 'live') ? 'dark' : 'dim';
}
