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
  /** Labels that have room. */
  readonly most: number;
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
const MONTHS = [1, 2, 3, 6, 12, 24, 60];

/** The round local times of a stretch: as many as have room. A doubled hour has its label twice, a skipped one none. */
export function ticksOf(options: TickOptions): Tick[] {
  const { from, to, most } = options;
  const least = (to - from) / Math.max(1, most);
  const short = SHORT.find((step) => step >= least);
  if (short !== undefined) return clockTicks(short, options);
  const days = DAYS.find((count) => count * DAY >= least);
  if (days !== undefined) return dayTicks(days, options);
  return monthTicks(MONTHS.find((count) => count * 30.4 * DAY >= least) ?? 120, options);
}

function clockTicks(step: number, { from, to, time, names }: TickOptions): Tick[] {
  const ticks: Tick[] = [];
  const isDay = to - from <= 25 * HOUR;
  // A local day begins at a whole number of steps of the shifted clock.
  // The clock of an end may be an hour behind what it has shown before.
  const last = time.shifted(to) + HOUR;
  for (let local = Math.ceil((time.shifted(from) - HOUR) / step) * step; local <= last; local += step) {
    for (const at of time.instantsOf(local)) {
      const isMidnight = local % DAY === 0;
      const clock = step < MINUTE ? time.clock(at) : time.minutes(at);
      const label = !isMidnight ? clock : !isDay ? dayLabel(at, time, names) : at === to ? '24:00' : clock;
      if (at >= from && (isDay ? at <= to : at < to)) ticks.push({ at, label });
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
