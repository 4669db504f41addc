/** Legal time in France, computed here: a simulated meter sends the same bytes in any time zone of the machine. */
export interface LegalTime {
  /** Legal calendar day, counted from 1970-01-01. */
  readonly day: number;
  /** Seconds since legal midnight, 0 to 86399 (the clock's reading, not elapsed time). */
  readonly second: number;
  readonly summer: boolean;
}

export const DAY_MS = 86_400_000;

/** The second of the legal day at which the clock shows this. */
export const hours = (hour: number, minute = 0): number => hour * 3600 + minute * 60;

/** The clocks change at 01:00 UTC on the last Sunday of March and of October. @param month from 0, of 31 days */
function clockChange(year: number, month: number): number {
  const last = Date.UTC(year, month, 31, 1);
  return last - new Date(last).getUTCDay() * DAY_MS;
}

/** The year asked for last, and its summer time: ms since 1970 UTC. */
let lastYear = { from: 0, to: 0, spring: 0, autumn: 0 };

function yearAround(at: number): typeof lastYear {
  if (at < lastYear.from || at >= lastYear.to) {
    const year = new Date(at).getUTCFullYear();
    const [spring, autumn] = [clockChange(year, 2), clockChange(year, 9)];
    lastYear = { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0), spring, autumn };
  }
  return lastYear;
}

/** @param at ms since 1970 UTC */
export function legalTimeOf(at: number): LegalTime {
  const { spring, autumn } = yearAround(at);
  const summer = at >= spring && at < autumn;
  const local = at + (summer ? 2 : 1) * 3_600_000;
  const day = Math.floor(local / DAY_MS);
  return { day, second: Math.floor((local - day * DAY_MS) / 1000), summer };
}

/** `SAAMMJJhhmmss`; without `summer` the season is blank, as for announced peaks (54E §6.2.1.1). */
export function horodateOf({ day, second, summer }: Omit<LegalTime, 'summer'> & { summer?: boolean }): string {
  const season = summer === undefined ? ' ' : summer ? 'E' : 'H';
  const date = new Date(day * DAY_MS + second * 1000);
  const yymmdd = ((date.getUTCFullYear() % 100) * 100 + date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  const hhmmss = (date.getUTCHours() * 100 + date.getUTCMinutes()) * 100 + date.getUTCSeconds();
  return season + String(yymmdd * 1_000_000 + hhmmss).padStart(12, '0');
}

/** Number of the slot of `step` seconds that the moment falls into; a step divides the day. */
export function slotOf({ day, second }: LegalTime, step: number): number {
  return Math.floor((day * 86_400 + second) / step);
}

/** When the slot of `step` seconds began that the moment falls into. */
export function slotStart(time: LegalTime, step: number): LegalTime {
  return { ...time, second: time.second - (time.second % step) };
}
