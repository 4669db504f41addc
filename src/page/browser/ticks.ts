import type { LocalTime } from './local-time.ts';

/** A round local time on the axis, s since 1970 UTC. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface TickNames {
  /** January first. */
  readonly months: readonly string[];
  /** Sunday first. */
  readonly weekdays: readonly string[];
}

export interface TickOptions {
  readonly from: number;
  readonly to: number;
  /** CSS pixels. */
  readonly width: number;
  readonly time: LocalTime;
  readonly names: TickNames;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Round steps under a day, s. */
const SHORT = [5, 10, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE].concat(
  [1, 2, 3, 4, 6, 12].map((hours) => hours * HOUR),
);
const DAYS = [1, 2, 7, 14];
/** CSS pixels of a label with the blanks beside it. */
const ROOM = { seconds: 80, clock: 62, weekday: 96, date: 72, month: 56 };
const MONTHS = [1, 2, 3, 6, 12, 24, 60];

/** The round local times of a stretch: as many as have room. A doubled hour has its label twice, a skipped one none. */
export function ticksOf(options: TickOptions): Tick[] {
  const { from, to, width } = options;
  const fits = (length: number, room: number): boolean => (length / (to - from)) * width >= room;
  const short = SHORT.find((step) =>
    fits(step, step < MINUTE ? ROOM.seconds : isDay(options) ? ROOM.clock : ROOM.weekday),
  );
  if (short !== undefined) return clockTicks(short, options);
  const days = DAYS.find((count) => fits(count * DAY, count === 1 ? ROOM.weekday : ROOM.date));
  if (days !== undefined) return dayTicks(days, options);
  return monthTicks(MONTHS.find((count) => fits(count * 30.4 * DAY, ROOM.month)) ?? 120, options);
}

/** Within a day its midnights are hours; among several they begin days. */
const isDay = ({ from, to }: Pick<TickOptions, 'from' | 'to'>): boolean => to - from <= 25 * HOUR;

function clockTicks(step: number, options: TickOptions): Tick[] {
  const { from, to, time, names } = options;
  const ticks: Tick[] = [];
  const isOne = isDay(options);
  // A local day begins at a whole number of steps of the shifted clock.
  // The clock of an end may be an hour behind what it has shown before.
  const last = time.shifted(to) + HOUR;
  for (let local = Math.ceil((time.shifted(from) - HOUR) / step) * step; local <= last; local += step) {
    for (const at of time.instantsOf(local)) {
      const isMidnight = local % DAY === 0;
      const clock = step < MINUTE ? time.clock(at) : time.minutes(at);
      const label = !isMidnight ? clock : !isOne ? dayLabel(at, time, names) : at === to ? '24:00' : clock;
      if (at >= from && (isOne ? at <= to : at < to)) ticks.push({ at, label });
    }
  }
  return ticks.sort((a, b) => a.at - b.at);
}

function dayLabel(at: number, time: LocalTime, { weekdays, months }: TickNames): string {
  const { weekday, date, month } = time.fields(at);
  return `${weekdays[weekday]} ${date} ${months[month]}`;
}

function dayTicks(count: number, { from, to, time, names }: TickOptions): Tick[] {
  const ticks: Tick[] = [];
  for (let local = Math.floor(time.shifted(from) / DAY) * DAY; local <= time.shifted(to); local += DAY) {
    // Day 4 of the epoch, 5 January 1970, was a Monday.
    if ((local / DAY - 4) % count !== 0) continue;
    const [at] = time.instantsOf(local);
    // A date at the very end is that of the day after.
    if (at === undefined || at < from || at >= to) continue;
    const { date, month } = time.fields(at);
    ticks.push({ at, label: count === 1 ? dayLabel(at, time, names) : `${date} ${names.months[month]}` });
  }
  return ticks;
}

function monthTicks(count: number, { from, to, time, names }: TickOptions): Tick[] {
  const ticks: Tick[] = [];
  const { year, month } = time.fields(from);
  for (let n = year * 12 + month; ; n++) {
    const [at] = time.instantsOf(Date.UTC(Math.floor(n / 12), n % 12) / 1000);
    if (at === undefined || at >= to) return ticks;
    if (at < from || n % count !== 0) continue;
    ticks.push({ at, label: n % 12 === 0 ? String(n / 12) : (names.months[n % 12] ?? '') });
  }
}
