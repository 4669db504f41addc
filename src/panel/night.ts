import { clockOf } from '../meter/time.js';
import type { Level } from './oled.js';
import type { PanelView } from './panel.js';

/** When the display is dimmed or dark: minutes of the local day, `from` included, `to` not; never when they are equal. */
export interface Night {
  readonly from: number;
  readonly to: number;
  readonly dark: boolean;
}

/** How bright the display is now. What must be seen, a peak, its notice, an overload, is seen in a dark night as well. */
export function levelAt({ from, to, dark }: Night, { now, reading, link }: PanelView): Level {
  const [hours = 0, minutes = 0] = clockOf(now).split(':').map(Number);
  const minute = hours * 60 + minutes;
  const night = from <= to ? from <= minute && minute < to : minute >= from || minute < to;
  if (!night) return 'bright';
  const urgent = reading?.ejp.active || reading?.ejp.notice || reading?.overload !== undefined;
  return dark && !(urgent && link === 'live') ? 'dark' : 'dim';
}
