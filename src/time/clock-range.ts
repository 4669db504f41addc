/** A time that comes each day, in minutes since local midnight; over midnight where it ends before it begins. Of equal ends, none. */
export interface ClockRange {
  readonly from: number;
  readonly to: number;
}

/** Minutes of a day of 24 hours. */
export const MINUTES_OF_DAY = 1440;

/** The minute of the day that clocks show at an instant (ms since 1970 UTC). */
export function minuteOf(at: number): number {
  const date = new Date(at);
  return date.getHours() * 60 + date.getMinutes();
}

/** Whether a minute of the day lies in a range. */
export const isInRange = ({ from, to }: ClockRange, minute: number): boolean =>
  from <= to ? from <= minute && minute < to : minute >= from || minute < to;

/** A range as people write it: `22-7`, `22:30-6:45`; undefined for any other text. */
export function parseClockRange(text: string): ClockRange | undefined {
  const [from, to, ...more] = text.split('-').map((time) => {
    const [, hour = '', minute = '0'] = /^(\d{1,2})(?::(\d\d))?$/.exec(time) ?? [];
    const minutes = Number(hour) * 60 + Number(minute);
    return hour !== '' && Number(minute) < 60 && minutes <= MINUTES_OF_DAY ? minutes : undefined;
  });
  return from === undefined || to === undefined || more.length > 0 ? undefined : { from, to };
}

/** `22:30-6:30`. */
export const clockRangeText = ({ from, to }: ClockRange): string => [from, to].map(clockText).join('-');

const clockText = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
