import { addDays, clockOf, type Day, dayOf } from '../../src/time/local.ts';
import { Chance, type TrueLine } from './household-truth.ts';

/*
 * What happens to the lines of a household on their way into the logs.
 */

/** A line on its way: fields that it lacks are undefined. */
export interface Sent {
  /** The time that the clock shows, ms since 1970 UTC. */
  readonly shown: number;
  readonly code: string;
  readonly indexes: Readonly<Record<string, number>>;
  readonly papp: number | undefined;
  readonly iinst: number | undefined;
  readonly injectionIndex: number | undefined;
  readonly pinj: number | undefined;
  /** The day of the log it stands in, where that is not the day shown. */
  readonly fileDay?: Day;
  /** It stands in a second file of the day. */
  readonly isLater?: boolean;
  /** What is written instead of it. */
  readonly text?: string;
  /** No newline ends it: it is the last of its file. */
  readonly isTorn?: boolean;
}

export interface LogText {
  readonly name: string;
  readonly text: string;
}

/** A kind of fault with its own seed, so that the others stay as they are when one is left out. */
export interface Fault {
  readonly kind: FaultKind;
  readonly seed: number;
}

export const sentAs = (line: TrueLine): Sent => ({ ...line, shown: line.at });

const index = (key: string, wh: number): string =>
  `Index${key === 'BASE' ? 'Base' : key.replace('INDEX', '')}=${String(wh).padStart(9, '0')}`;

/** The line as the daemon writes it. */
function textOf(line: Sent): string {
  if (line.text !== undefined) return line.text;
  const { papp, iinst, injectionIndex, pinj } = line;
  const fields = [
    `Periode=${line.code}`,
    ...Object.entries(line.indexes).map(([key, wh]) => index(key, wh)),
    `PuissConsommee=${papp === undefined ? '-----' : String(papp).padStart(5, '0')}`,
    `IConsommee=${iinst === undefined ? '---' : String(iinst).padStart(3, '0')}`,
    ...(injectionIndex === undefined ? [] : [index('Injection', injectionIndex)]),
    ...(pinj === undefined ? [] : [`PuissInjectee=${String(pinj).padStart(5, '0')}`]),
  ];
  return `${dayOf(line.shown).replaceAll('-', '/')} ${clockOf(line.shown)} DATA ${fields.join(', ')}`;
}

/** The files of a directory of logs. */
export function filesOf(lines: readonly Sent[]): LogText[] {
  const files = new Map<string, string[]>();
  const torn = new Set<string>();
  for (const line of lines) {
    const day = line.fileDay ?? dayOf(line.shown);
    const name = `LinkyMonitor_${day.replaceAll('-', '_')}${line.isLater ? '_b' : ''}.log`;
    const pieces = files.get(name) ?? [];
    files.set(name, pieces);
    // Who finds a torn line ends it before writing the next.
    pieces.push(torn.has(name) ? ' ~\n' : '', textOf(line), line.isTorn ? '' : '\n');
    torn.delete(name);
    if (line.isTorn) torn.add(name);
  }
  return [...files]
    .map(([name, pieces]) => ({ name, text: pieces.join('') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A place among the lines that leaves some before and after it alone. */
const inner = (chance: Chance, lines: readonly Sent[]): number =>
  Math.max(0, Math.min(lines.length - 1, Math.floor(lines.length * chance.real(0.05, 0.95))));

const replaced = (lines: readonly Sent[], at: number, by: Partial<Sent>): Sent[] =>
  lines.map((line, i) => (i === at ? { ...line, ...by } : line));

/** Lines whose clock is wrong, from a place on, for some lines. */
const shifted = (lines: readonly Sent[], from: number, many: number, seconds: number): Sent[] =>
  lines.map((line, i) => (i >= from && i < from + many ? { ...line, shown: line.shown + seconds * 1000 } : line));

const without = (lines: readonly Sent[], from: number, many: number): Sent[] =>
  lines.filter((_, i) => i < from || i >= from + many);

/** One of its digits is another one. */
function otherDigit(chance: Chance, wh: number): number {
  const digits = [...String(wh).padStart(9, '0')];
  digits[chance.int(2, 8)] = String(chance.int(0, 9));
  return Number(digits.join(''));
}

/** The text with a character replaced or with its end missing, so that it is no line of the log any more. */
function garbled(chance: Chance, line: Sent): string {
  const text = textOf(line);
  const how = chance.int(0, 2);
  if (how === 0) return text.slice(0, chance.int(21, 34));
  if (how === 1) return '\0'.repeat(chance.int(1, 80));
  const place = text.indexOf('=', chance.int(24, text.length - 8));
  return `${text.slice(0, place)}#${text.slice(place + 1)}`;
}

const FAULTS = {
  /** The daemon is off, for minutes to days. */
  off: (lines, chance) => {
    const from = inner(chance, lines);
    const until = (lines[from] as Sent).shown + chance.pick([200, 2000, 20_000, 40_000, 100_000, 250_000]) * 1000;
    return lines.filter((line, i) => i < from || line.shown > until || i === lines.length - 1);
  },
  /** The clock is wrong by less than a minute for a while, then it is set right. */
  corrected: (lines, chance) => shifted(lines, inner(chance, lines), chance.int(1, 40), chance.int(-55, 55)),
  /** The clock is ahead for a while, then it is set right. */
  ahead: (lines, chance) =>
    shifted(lines, inner(chance, lines), chance.int(1, 40), chance.pick([90, 600, 3600, 7200, 46_800])),
  /** The clock is behind for a while, then it is set right. */
  behind: (lines, chance) =>
    shifted(lines, inner(chance, lines), chance.int(1, 40), -chance.pick([90, 600, 3600, 7200, 46_800])),
  /** The clock is set a little, now and then. */
  drift: (lines, chance) => {
    const places = Array.from({ length: chance.int(1, 5) }, () => inner(chance, lines));
    return lines.map((line, i) => ({
      ...line,
      shown: line.shown - 1000 * places.filter((place) => place === i).length * chance.int(1, 50),
    }));
  },
  /** Ahead by days: what is written stands in the log of a day to come. */
  daysAhead: (lines, chance) =>
    shifted(lines, inner(chance, lines), chance.int(2, 30), chance.pick([86_400, 172_800, 100_000])),
  /** After a stop the clock goes on from where it stopped, until it is set. */
  stale: (lines, chance) => {
    const from = inner(chance, lines);
    const before = lines[from - 1];
    const off = chance.pick([3, 30, 100, 300]);
    const stopped = without(lines, from, Math.min(off, Math.max(0, lines.length - from - 8)));
    const restarted = stopped[from];
    if (!before || !restarted) return [...lines];
    return shifted(stopped, from, chance.int(1, 12), (before.shown - restarted.shown) / 1000 + chance.int(5, 40));
  },
  /** A digit of an index is another one. */
  digit: (lines, chance) => {
    const at = inner(chance, lines);
    const { indexes, injectionIndex } = lines[at] as Sent;
    if (injectionIndex !== undefined && chance.is(0.3)) {
      return replaced(lines, at, { injectionIndex: otherDigit(chance, injectionIndex) });
    }
    const key = chance.pick(Object.keys(indexes));
    if (key === undefined) return [...lines];
    return replaced(lines, at, { indexes: { ...indexes, [key]: otherDigit(chance, indexes[key] as number) } });
  },
  /** Two lines or more in a row have the same wrong digit. */
  digits: (lines, chance) => {
    const [from, many, more] = [inner(chance, lines), chance.int(2, 4), chance.pick([100_000, 5000, 900_000, -3000])];
    return lines.map((line, i) => {
      const key = Object.keys(line.indexes)[0];
      if (i < from || i >= from + many || key === undefined) return line;
      return { ...line, indexes: { ...line.indexes, [key]: Math.max(0, (line.indexes[key] as number) + more) } };
    });
  },
  /** A period that is not the one that runs. */
  period: (lines, chance) =>
    replaced(lines, inner(chance, lines), { code: chance.pick(['PM..', 'HN..', 'HX..', '----', 'P..']) }),
  /** Lines that are none. */
  garbage: (lines, chance) => {
    const at = inner(chance, lines);
    return replaced(lines, at, { text: garbled(chance, lines[at] as Sent) });
  },
  /** A power cut tears a line; the next one ends it first. */
  torn: (lines, chance) => {
    const at = inner(chance, lines);
    const text = textOf(lines[at] as Sent);
    return replaced(lines, at, { text: text.slice(0, chance.int(1, text.length)), isTorn: true });
  },
  /** The last line has a wrong index, or no end. */
  end: (lines, chance) => {
    const last = lines.length - 1;
    const { indexes } = lines[last] as Sent;
    const key = chance.pick(Object.keys(indexes));
    if (key === undefined || chance.is(0.5)) return replaced(lines, last, { isTorn: true });
    return replaced(lines, last, { indexes: { ...indexes, [key]: otherDigit(chance, indexes[key] as number) } });
  },
  /** The digit of a line's time is another one. */
  time: (lines, chance) => {
    const at = inner(chance, lines);
    const shift = chance.pick([1, 10, 60, 600, 3600, 36_000]) * chance.int(-9, 9);
    return replaced(lines, at, {
      shown: (lines[at] as Sent).shown + shift * 1000,
      fileDay: dayOf((lines[at] as Sent).shown),
    });
  },
  /** A part is there twice. */
  twice: (lines, chance) => {
    const [from, many, later] = [inner(chance, lines), chance.int(1, 60), chance.pick([0, 0, 5, 100])];
    const block = lines.slice(from, from + many);
    const at = Math.min(lines.length - 1, from + many + later);
    return [...lines.slice(0, at), ...block, ...lines.slice(at)];
  },
  /** Two lines have changed places. */
  swap: (lines, chance) => {
    const at = inner(chance, lines);
    const other = Math.max(at, Math.min(lines.length - 2, at + chance.int(1, 3)));
    return lines.map((line, i) => (i === at ? lines[other] : i === other ? lines[at] : line) as Sent);
  },
  /** The first lines of a day stand at the end of the log of the day before. */
  stray: (lines, chance) => {
    const day = dayOf((lines[inner(chance, lines)] as Sent).shown);
    const own = lines.filter((line) => dayOf(line.shown) === day);
    const late = new Set(own.slice(0, chance.int(1, 30)));
    return lines.map((line) => (late.has(line) ? { ...line, fileDay: addDays(day, -1) } : line));
  },
  /** The rest of a day stands in a file of its own. */
  files: (lines, chance) => {
    const from = inner(chance, lines);
    const day = dayOf((lines[from] as Sent).shown);
    return lines.map((line, i) => (i >= from && dayOf(line.shown) === day ? { ...line, isLater: true } : line));
  },
  /** What the meter sent did not come whole. */
  lacking: (lines, chance) => {
    const [from, many] = [inner(chance, lines), chance.pick([1, 1, 5, 60, 400])];
    const what = chance.pick(['papp', 'iinst', 'injectionIndex', 'index', 'code'] as const);
    return lines.map((line, i) => {
      if (i < from || i >= from + many || i === lines.length - 1 || line.text !== undefined) return line;
      if (what === 'code') return { ...line, code: '----' };
      if (what !== 'index') return { ...line, [what]: undefined };
      return { ...line, indexes: Object.fromEntries(Object.entries(line.indexes).slice(0, -1)) };
    });
  },
  /** Two lines in one second. */
  second: (lines, chance) => {
    const at = inner(chance, lines);
    const before = lines[at - 1];
    return before ? replaced(lines, at, { shown: before.shown }) : [...lines];
  },
} satisfies Record<string, (lines: readonly Sent[], chance: Chance) => Sent[]>;

export type FaultKind = keyof typeof FAULTS;
export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[];

/** Those after which the sum of all days is still what the meter counted, where each is alone. */
export const HARMLESS: readonly FaultKind[] = [
  'off',
  'corrected',
  'ahead',
  'drift',
  'digit',
  'period',
  'garbage',
  'torn',
  'twice',
  'swap',
  'stray',
  'files',
  'lacking',
];

export const withFaults = (lines: readonly Sent[], faults: readonly Fault[]): Sent[] =>
  faults.reduce<Sent[]>((all, { kind, seed }) => FAULTS[kind](all, new Chance(seed)), [...lines]);
