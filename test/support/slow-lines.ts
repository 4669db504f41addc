import { type Day, dayOf, startOfDay } from '../../src/time/local.ts';
import type { LogText } from './household-faults.ts';

/*
 * Section 1 of src/energy/README.md, written a second time, from its text alone: which lines count, in which order.
 */

export interface Line {
  /** ms since 1970 UTC. */
  readonly at: number;
  readonly code: string;
  /** Wh by key; that of the injection has the key INJECTION. */
  readonly values: ReadonlyMap<string, number>;
  /** VA, A, VA */
  readonly papp: number | undefined;
  readonly iinst: number | undefined;
  readonly pinj: number | undefined;
}

export interface SlowDay {
  readonly day: Day;
  readonly lines: readonly Line[];
  /** Time before a line, ms, that its clock does not show (1.5). */
  readonly more: ReadonlyMap<Line, number>;
  /** Lines left out because their clock was false. */
  readonly leftOut: number;
}

export interface SlowLogs {
  /** In their order; those with lines. */
  readonly days: readonly SlowDay[];
  /** Damaged lines by the day of the file. */
  readonly damaged: ReadonlyMap<Day, number>;
}

const HOUR = 3_600_000;

/** A line of the form of DATA; `damaged` for what should be one. */
function parsed(text: string): Line | 'damaged' | 'event' {
  if (/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (INFO|WARN|ERR) /.test(text)) return 'event';
  const match =
    /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) DATA Periode=([^,]{1,16})((?:, [A-Za-z0-9]+=(?:\d{1,10}|-{1,10}))+)$/.exec(
      text,
    );
  if (!match) return 'damaged';
  const [year, month, date, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59) return 'damaged';
  const time = new Date(year, month - 1, date, hour, minute, second);
  if (time.getDate() !== date || time.getMonth() !== month - 1) return 'damaged';
  const fields = new Map<string, number>();
  const names = new Set<string>();
  for (const field of (match[8] as string).slice(2).split(', ')) {
    const [name = '', value = ''] = field.split('=');
    names.add(name);
    // Dashes are what is not known.
    if (value.startsWith('-')) fields.delete(name);
    else fields.set(name, Number(value));
  }
  // A line without one of these has lost its end.
  if (!names.has('PuissConsommee') || !names.has('IConsommee')) return 'damaged';
  const values = new Map<string, number>();
  for (const [name, wh] of fields) {
    const key = /^Index(\w+)$/.exec(name)?.[1];
    if (key === 'Base') values.set('BASE', wh);
    else if (key === 'Injection') values.set('INJECTION', wh);
    else if (key && /^\d\d$/.test(key)) values.set(`INDEX${key}`, wh);
    else if (key && /^[A-Z]{2,4}$/.test(key)) values.set(key, wh);
  }
  return {
    at: time.getTime(),
    code: (match[7] as string).trim(),
    values,
    papp: fields.get('PuissConsommee'),
    iinst: fields.get('IConsommee'),
    pinj: fields.get('PuissInjectee'),
  };
}

/** Rule 2.1. */
export const follows = (fromAt: number, fromWh: number, at: number, wh: number): boolean =>
  wh >= fromWh && wh - fromWh <= (36_000 * ((at - fromAt) / 1000 + 2)) / 3600;

const common = (a: Line, b: Line): [number, number][] =>
  [...a.values].flatMap(([key, wh]) => (b.values.has(key) ? [[wh, b.values.get(key) as number]] : []));

const lineFollows = (before: Line, line: Line, at = line.at): boolean =>
  common(before, line).every(([from, to]) => follows(before.at, from, at, to));

const noIndexFalls = (before: Line, line: Line): boolean => common(before, line).every(([from, to]) => to >= from);

/** What two lines have in common that are the same one: time and indexes. */
const identity = ({ at, values }: Line): string => [at, ...[...values].sort().flat()].join(' ');

/** Whether the time is shown twice that day: this instant, and an hour later. */
const isDoubled = (at: number): boolean => new Date(at).getHours() === new Date(at + HOUR).getHours();

/** Rules 1.3 and 1.4: the lines as they were written, with the instants that they have. */
function dated(written: readonly Line[]): Line[] {
  const all: Line[] = [];
  let isSecondHour = false;
  /** The first line of the second hour. */
  let second: Line | undefined;
  for (const line of written) {
    const before = all.at(-1);
    if (!isDoubled(line.at)) {
      isSecondHour = false;
      second = undefined;
    } else if (second && noIndexFalls(second, line)) isSecondHour = true;
    else if (before) {
      const falls = before.at - line.at >= 60_000 && noIndexFalls(before, line);
      const needsHour = line.at >= before.at && !lineFollows(before, line) && lineFollows(before, line, line.at + HOUR);
      isSecondHour = falls || needsHour;
    }
    const at = isSecondHour ? line.at + HOUR : line.at;
    if (isSecondHour) second ??= line;
    const isCorrected = before && at < before.at && before.at - at < 60_000 && noIndexFalls(before, line);
    all.push({ ...line, at: isCorrected ? before.at : at });
  }
  return all;
}

/** Whether each line of two lists follows where, by time, it stands right after one of the other list. */
function fitTogether(there: readonly Line[], rest: readonly Line[]): boolean {
  const isNew = new Set(rest);
  const all = byTime([...there, ...rest]);
  return all.every((line, i) => {
    const before = all[i - 1];
    return !before || isNew.has(before) === isNew.has(line) || lineFollows(before, line);
  });
}

/** From the first to the last, ms. */
const spanOf = (lines: readonly Line[]): number => (lines.at(-1)?.at ?? 0) - (lines[0]?.at ?? 0);

/** Of equal times, what was first stays first. */
const byTime = (lines: readonly Line[]): Line[] => [...lines].sort((a, b) => a.at - b.at);

/** The last of the lines left out at another time, where it follows from the line there with the time that they give. */
function standIn(there: Line, out: Line, at: number, all: readonly Line[], more: Map<Line, number>): Line[] {
  const ms = spanOf(all) + 600_000;
  const line = { ...out, at };
  if (!lineFollows(there, line, at + ms)) return [];
  more.set(line, ms);
  return [line];
}

/** Rule 1.5. */
function inOrder(written: readonly Line[]): Omit<SlowDay, 'day'> {
  const pieces: Line[][] = [];
  written.forEach((line, i) => {
    if (i === 0 || line.at < (written[i - 1] as Line).at) pieces.push([]);
    pieces.at(-1)?.push(line);
  });
  let lines: Line[] = pieces[0] ?? [];
  let leftOut = 0;
  const more = new Map<Line, number>();
  const leave = (out: readonly Line[], after: Line | undefined): void => {
    if (out.length === 0) return;
    leftOut += out.length;
    if (after) more.set(after, (more.get(after) ?? 0) + spanOf(out) + 600_000);
  };
  // Those that were left out are known too: a second copy of them is nothing new.
  const there = new Set(lines.map(identity));
  for (const piece of pieces.slice(1)) {
    const rest = piece.filter((line) => !there.has(identity(line)));
    for (const line of rest) there.add(identity(line));
    const [first, last] = [rest[0], lines.at(-1)];
    if (!first || !last) continue;
    if (fitTogether(lines, rest)) {
      lines = byTime([...lines, ...rest]);
      continue;
    }
    const inside = rest.filter(({ at }) => at <= last.at);
    const notEarlier = lines.filter(({ at }) => at >= first.at);
    const writtenBefore = written[written.indexOf(first) - 1] as Line;
    const isAll = inside.length === rest.length;
    const isOfOldClock =
      isAll && spanOf(inside) <= HOUR && common(writtenBefore, first).some(([from, to]) => to - from > 6000);
    if (isOfOldClock || spanOf(inside) <= spanOf(notEarlier)) {
      const later = rest.filter(({ at }) => at > last.at);
      leave(inside, later[0]);
      lines = [...lines, ...(later.length > 0 ? later : standIn(last, inside.at(-1) as Line, last.at, inside, more))];
    } else {
      leave(notEarlier, first);
      const earlier = lines.filter(({ at }) => at < first.at);
      const start = { ...(notEarlier[0] as Line), at: first.at };
      const starts = earlier.length === 0 && lineFollows(start, first, first.at + spanOf(notEarlier) + 600_000);
      lines = [...earlier, ...(starts ? [start] : []), ...rest];
    }
  }
  return { lines, more, leftOut };
}

/** Rules 1.1 and 1.2. */
export function slowLogs(files: readonly LogText[]): SlowLogs {
  const fileDay = (name: string): Day => (/\d{4}_\d\d_\d\d/.exec(name)?.[0] ?? '').replaceAll('_', '-') as Day;
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const logDays = [...new Set(sorted.map(({ name }) => fileDay(name)))].sort();
  const damaged = new Map<Day, number>();
  const lines = new Map<Day, Line[]>();
  const add = (map: Map<Day, Line[]>, day: Day, line: Line): void => {
    const lines = map.get(day) ?? [];
    lines.push(line);
    map.set(day, lines);
  };
  const isNear = (day: Day, inFile: Day): boolean =>
    Math.abs(startOfDay(day) - startOfDay(inFile)) <= 400 * 24 * HOUR &&
    (logDays
      .filter((each) => each < day)
      .slice(-7)
      .includes(inFile) ||
      logDays.find((each) => each > day) === inFile);
  for (const file of sorted.sort((a, b) => (fileDay(a.name) < fileDay(b.name) ? -1 : 1))) {
    const inFile = fileDay(file.name);
    const texts = file.text.split('\n');
    // A last line without its end may still be being written.
    texts.pop();
    const parsedLines = texts.filter((text) => text !== '').map(parsed);
    let bad = parsedLines.filter((line) => line === 'damaged').length;
    for (const line of parsedLines) {
      if (typeof line === 'string') continue;
      const day = dayOf(line.at);
      if (day === inFile || isNear(day, inFile)) add(lines, day, line);
      else bad++;
    }
    if (bad > 0) damaged.set(inFile, (damaged.get(inFile) ?? 0) + bad);
  }
  const days = [...lines.keys()].sort().map((day) => {
    const written = dated(lines.get(day) ?? []);
    return { day, ...inOrder(written) };
  });
  return { days: days.filter(({ lines }) => lines.length > 0), damaged };
}
