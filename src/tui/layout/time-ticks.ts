import { axis } from '../../text/axis.ts';
import type { Lang } from '../../text/format.ts';
import { clockOf, dayOf, type Stretch } from '../../time/local.ts';

/** A round local time on an axis. */
export interface Tick {
  /** ms since 1970 UTC. */
  readonly at: number;
  /** The column that holds it. */
  readonly column: number;
  readonly label: string;
  /** Where the label begins, columns; it may lie at the left of the first one. */
  readonly start: number;
}

/** A time axis, ms since 1970 UTC. */
export interface TickOptions extends Stretch {
  readonly lang: Lang;
  readonly columns: number;
  /** Columns at the left of the first one that a label may reach into. */
  readonly margin: number;
}

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'month';
interface Step {
  readonly unit: Unit;
  readonly count: number;
  /** Columns of a usual label. */
  readonly label: number;
}

const MS: Readonly<Record<Unit, number>> = {
  ...{ second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000, month: 30.4 * 86_400_000 },
};
const steps = (unit: Unit, label: number, counts: readonly number[]): Step[] =>
  counts.map((count) => ({ unit, count, label }));
/** All that is round, from the shortest to the longest. Labels of hours alternate with dates, which are longer. */
const STEPS: readonly Step[] = [
  ...steps('second', 8, [1, 2, 5, 10, 15, 30]),
  ...steps('minute', 5, [1, 2, 5, 10, 15, 30]),
  ...steps('hour', 5, [1, 2, 3, 6, 12]),
  ...steps('day', 6, [1, 2, 7, 14]),
  ...steps('month', 5, [1, 2, 3, 6, 12, 24, 60, 120]),
];
/** Most labels that are wanted; with fewer than the least, the next shorter step is taken where it has room. */
const MOST = 10;
const LEAST = 2;
/** Blanks between two labels: wanted, and least. */
const APART = 3;

/** The round local times from one instant up to another, with labels that do not touch each other. */
export function ticksOf(options: TickOptions): Tick[] {
  const { from, to, columns } = options;
  if (columns < 1 || to <= from) return [];
  const column = (to - from) / columns;
  const fits = ({ unit, count, label }: Step, apart: number): boolean =>
    (MS[unit] * count) / column >= Math.max(label + apart, apart === APART ? columns / MOST : 0);
  const found = STEPS.findIndex((step) => fits(step, APART));
  const at = found < 0 ? STEPS.length - 1 : found;
  const ticks = placed(STEPS[at] as Step, options);
  const shorter = STEPS[at - 1];
  return ticks.length < LEAST && shorter && fits(shorter, 1) ? placed(shorter, options) : ticks;
}

/** The ticks of one step. A label that has no room between its neighbours is left out with its tick. */
function placed(step: Step, { from, to, columns, lang, margin }: TickOptions): Tick[] {
  const width = (to - from) / columns;
  const room = (MS[step.unit] * step.count) / width;
  const label = labelOf(step, { from, to, lang, room });
  const ticks: Tick[] = [];
  let free = -margin;
  for (const at of instantsOf(step, from, to)) {
    // A hair more than nothing: a beginning of a column divides to just below it.
    const column = Math.floor((at - from) / width + 1e-6);
    const text = label(at);
    const centred = column - Math.floor(text.length / 2);
    const start = Math.max(-margin, Math.min(centred, columns - text.length));
    if (column >= columns || start < free) continue;
    ticks.push({ at, column, label: text, start });
    free = start + text.length + 1;
  }
  return ticks;
}

/** The instants of a step in [from, to[. */
function instantsOf({ unit, count }: Step, from: number, to: number): number[] {
  if (unit === 'hour') return hoursOf(count, from, to);
  if (unit === 'day' || unit === 'month') return datesOf(unit, count, from, to);
  // Offsets of legal time are whole half hours: a round local time under an hour is one of the epoch.
  const length = MS[unit] * count;
  const out: number[] = [];
  for (let at = Math.ceil(from / length) * length; at < to; at += length) out.push(at);
  return out;
}

/** Hours that local clocks show, each once: one that the clock skips is not there, of a doubled one the first. */
function hoursOf(count: number, from: number, to: number): number[] {
  const start = new Date(from);
  start.setMinutes(0, 0, 0);
  const out: number[] = [];
  let before = -1;
  for (let at = start.getTime(); at < to; at += MS.hour) {
    const hour = new Date(at).getHours();
    if (at >= from && hour !== before && hour % count === 0) out.push(at);
    before = hour;
  }
  return out;
}

/** Midnights: each day, every second one, Mondays; or those that begin a month. */
function datesOf(unit: 'day' | 'month', count: number, from: number, to: number): number[] {
  const first = new Date(from);
  const date = new Date(first.getFullYear(), first.getMonth(), unit === 'day' ? first.getDate() : 1);
  const out: number[] = [];
  while (date.getTime() < to) {
    const isOne = unit === 'day' ? isRoundDay(date, count) : isRoundMonth(date, count);
    if (isOne && date.getTime() >= from) out.push(date.getTime());
    if (unit === 'day') date.setDate(date.getDate() + 1);
    else date.setMonth(date.getMonth() + 1);
  }
  return out;
}

function isRoundDay(date: Date, count: number): boolean {
  const number = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / MS.day;
  // Day 4 of the epoch, 5 January 1970, was a Monday.
  return count < 7 ? number % count === 0 : (number - 4) % count === 0;
}

const isRoundMonth = (date: Date, count: number): boolean => (date.getFullYear() * 12 + date.getMonth()) % count === 0;

/** What ticks are labelled with. @param room columns from one to the next */
function labelOf({ unit, count }: Step, axisOf: Stretch & { lang: Lang; room: number }): (at: number) => string {
  const { from, to, lang, room } = axisOf;
  const text = axis[lang];
  if (unit === 'second') return clockOf;
  if (unit === 'minute') return (at) => clockOf(at).slice(0, 5);
  if (unit === 'month') {
    return (at) => (count >= 12 || dayOf(at).slice(5, 7) === '01' ? dayOf(at).slice(0, 4) : text.month(dayOf(at)));
  }
  if (unit === 'day') {
    // With its weekday where the longest has room.
    const longest = text.day('2026-09-30').length;
    return (at) => (room >= longest + 2 ? text.day(dayOf(at)) : text.shortDay(dayOf(at)));
  }
  // One day from its beginning to its end is known by its name elsewhere: its midnight is just an hour.
  const isOneDay = clockOf(from) === '00:00:00' && to - from <= 25 * MS.hour;
  return (at) => {
    const hour = new Date(at).getHours();
    return hour === 0 && !isOneDay ? text.day(dayOf(at)) : text.hour(hour);
  };
}
