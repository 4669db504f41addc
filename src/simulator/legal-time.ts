/** Legal time in France, computed here: a simulated meter sends the same bytes in any time zone of the machine. */
export interface LegalTime {
  /** Legal calendar day, counted from 1970-01-01. */
  readonly day: number;
  /** Seconds since legal midnight, 0 to 86399 (the clock's reading, not elapsed time). */
  readonly second: number;
  readonly summer: boolean;
}

export const DAY_MS = 86_400_000;

/** The clocks change at 01:00 UTC on the last Sunday of March and of October. @param month from 0, of 31 days */
function clockChange(year: number, month: number): number {
  const last = Date.UTC(year, month, 31, 1);
  return last - new Date(last).getUTCDay() * DAY_MS;
}

/** @param at ms since 1970 UTC */
export function legalTimeOf(at: number): LegalTime {
  const year = new Date(at).getUTCFullYear();
  const summer = at >= clockChange(year, 2) && at < clockChange(year, 9);
  const local = at + (summer ? 2 : 1) * 3_600_000;
  const day = Math.floor(local / DAY_MS);
  return { day, second: Math.floor((local - day * DAY_MS) / 1000), summer };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `SAAMMJJhhmmss`; the season is left blank for announced peaks (54E §6.2.1.1). */
export function horodateOf({ day, second, summer }: LegalTime, season = summer ? 'E' : 'H'): string {
  const date = new Date(day * DAY_MS);
  const time = two(Math.floor(second / 3600)) + two(Math.floor(second / 60) % 60) + two(second % 60);
  return season + two(date.getUTCFullYear() % 100) + two(date.getUTCMonth() + 1) + two(date.getUTCDate()) + time;
}

/** Number of the slot of `step` seconds that the moment falls into; a step divides the day. */
export function slotOf({ day, second }: LegalTime, step: number): number {
  return Math.floor((day * 86_400 + second) / step);
}
