import { hash32, seededRandom } from '../../src/simulator/random.ts';
import { addDays, type Day, dayOf, startOfDay } from '../../src/time/local.ts';

/*
 * What the meter of a random household counts: no log yet, and nothing wrong.
 */

/** Numbers that a seed determines. */
export class Chance {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = seededRandom(seed);
  }
  /** In [from, to). */
  real(from: number, to: number): number {
    return from + (to - from) * this.#next();
  }
  /** From `from` to `to`, both included. */
  int(from: number, to: number): number {
    return Math.floor(this.real(from, to + 1));
  }
  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)] as T;
  }
  /** True with this probability. */
  is(probability: number): boolean {
    return this.#next() < probability;
  }
}

const CONTRACTS = ['BASE', 'HC', 'EJP', 'TEMPO', 'SUPPLIER'] as const;
type Contract = (typeof CONTRACTS)[number];
/** What a household injects: nothing, measured by an index, only its power, or seen by the current alone. */
type Producer = 'none' | 'index' | 'power' | 'current';

/** What the meter said at a moment. Wh, VA, A. */
export interface TrueLine {
  readonly at: number;
  readonly code: string;
  readonly indexes: Readonly<Record<string, number>>;
  readonly papp: number;
  readonly iinst: number;
  readonly injectionIndex: number | undefined;
  readonly pinj: number | undefined;
  /** Another number: another meter or contract, whose indexes have nothing to do with those before. */
  readonly segment: number;
}

export interface Truth {
  readonly lines: readonly TrueLine[];
  /** Wh by index key, from the first line to the last. */
  readonly wh: ReadonlyMap<string, number>;
  /** Wh; undefined where no index measures it. */
  readonly injectedWh: number | undefined;
}

const KEYS: Readonly<Record<Contract, readonly string[]>> = {
  BASE: ['BASE'],
  HC: ['HC', 'HP'],
  EJP: ['HN', 'HPM'],
  TEMPO: ['HCJB', 'HPJB', 'HCJW', 'HPJW', 'HCJR', 'HPJR'],
  SUPPLIER: Array.from({ length: 10 }, (_, i) => `INDEX${String(i + 1).padStart(2, '0')}`),
};

/** First days of households: around both changes of the hour, a year's end, and two plain ones. */
const FIRST_DAYS = [
  '2026-10-25',
  '2026-10-24',
  '2026-10-22',
  '2026-03-28',
  '2026-03-29',
  '2025-12-30',
  '2026-01-12',
  '2026-11-16',
] as const;

/** Which index runs, and its code. */
function running(contract: Contract, at: number, seed: number): { readonly key: string; readonly code: string } {
  const hour = new Date(at).getHours();
  const chosen = (day: Day, of: number): number => hash32(seed ^ startOfDay(day)) % of;
  switch (contract) {
    case 'BASE':
      return { key: 'BASE', code: 'TH..' };
    case 'HC': {
      const low = hour >= 22 || hour < 6;
      return low ? { key: 'HC', code: 'HC..' } : { key: 'HP', code: 'HP..' };
    }
    case 'EJP': {
      const day = hour < 7 ? addDays(dayOf(at), -1) : dayOf(at);
      const peak = chosen(day, 3) === 0 && (hour >= 7 || hour < 1);
      return peak ? { key: 'HPM', code: 'PM..' } : { key: 'HN', code: 'HN..' };
    }
    case 'TEMPO': {
      const day = hour < 6 ? addDays(dayOf(at), -1) : dayOf(at);
      const key = `${hour >= 22 || hour < 6 ? 'HC' : 'HP'}J${'BWR'[chosen(day, 3)]}`;
      return { key, code: key };
    }
    case 'SUPPLIER': {
      const count = 1 + (hash32(seed ^ 77) % 10);
      const number = 1 + ((hash32(seed ^ Math.floor(hour / 4)) + chosen(dayOf(at), 2)) % count);
      const two = String(number).padStart(2, '0');
      return { key: `INDEX${two}`, code: `T${two}` };
    }
  }
}

/** W: drawn when above 0, injected when below. It changes every ten minutes. */
function powerAt(at: number, seed: number, producer: Producer): number {
  const dice = hash32(seed ^ Math.floor(at / 600_000));
  const hour = new Date(at).getHours();
  if (producer !== 'none' && hour >= 10 && hour < 17 && dice % 3 > 0) return -(dice % 3000);
  return dice % 7 === 0 ? 0 : dice % (hour < 6 ? 600 : 7000);
}

/** Instants of the lines: some days at one step, of which dense ones are awake for a part only, to stay small. */
function instants(chance: Chance): number[] {
  const first = chance.pick(FIRST_DAYS);
  const dense = chance.is(0.5);
  const days = dense ? chance.int(1, 3) : chance.int(2, 12);
  const step = dense ? chance.int(20, 70) : chance.pick([70, 180, 300, 600, 900, 1800, 3600, 5400, 7200]);
  const least = dense ? 0 : Math.floor(days / 12);
  const end = startOfDay(addDays(first, days)) - chance.int(0, 3600) * 1000;
  let at = startOfDay(first) + chance.int(0, dense ? 10 : 5 + least) * 3_600_000;
  const all: number[] = [];
  const awake = dense ? [1, 2, 3, 0, 23, 22, 7, 6, 12, 13] : undefined;
  while (at < end && all.length < 4000) {
    const hour = new Date(at).getHours();
    if (!awake || days === 1 || awake.includes(hour)) all.push(at);
    at += (step + (chance.is(0.3) ? chance.int(-1, 2) : 0)) * 1000;
  }
  return all;
}

/** Runs the meter over the instants; its indexes, or its contract too, may be other ones from some line on. */
function count(chance: Chance, seed: number, at: readonly number[]): TrueLine[] {
  let contract = chance.pick([...CONTRACTS, 'EJP'] as const);
  const producer = chance.pick(['none', 'none', 'index', 'power', 'current'] as const);
  const change = chance.is(0.25) ? chance.pick(['meter', 'contract', 'leap'] as const) : undefined;
  const changeAt = at[Math.floor(at.length * chance.real(0.2, 0.8))];
  const fresh = (least: number): Map<string, number> =>
    new Map(
      KEYS[contract].map((key) => [key, contract === 'SUPPLIER' && chance.is(0.5) ? 0 : chance.int(least, least * 2)]),
    );
  let indexes = fresh(4_000_000);
  let [injection, segment] = [chance.is(0.5) ? 0 : chance.int(1, 3_000_000), 0];
  const lines: TrueLine[] = [];
  let time = at[0] ?? 0;
  for (const now of at) {
    for (; time < now; ) {
      // A step ends where a quarter of an hour does: no period changes within it.
      const next = Math.min(now, (Math.floor(time / 900_000) + 1) * 900_000);
      const watts = powerAt(time, seed, producer);
      const wh = (Math.abs(watts) * (next - time)) / 3_600_000;
      const { key } = running(contract, time, seed);
      if (watts > 0) indexes.set(key, (indexes.get(key) ?? 0) + wh);
      else injection += wh;
      time = next;
    }
    if (now === changeAt && change) {
      segment++;
      if (change === 'contract') contract = chance.pick(CONTRACTS.filter((other) => other !== contract));
      if (change === 'leap') for (const [key, wh] of indexes) indexes.set(key, wh + (wh > 0 ? 777_000 : 0));
      else indexes = fresh(change === 'meter' ? 10 : 2_000_000);
    }
    const watts = powerAt(now, seed, producer);
    const { key, code } = running(contract, now, seed);
    const shown = [...indexes].filter(([each, wh]) => contract !== 'SUPPLIER' || each === key || Math.floor(wh) > 0);
    lines.push({
      at: now,
      code,
      indexes: Object.fromEntries(shown.map(([each, wh]) => [each, Math.floor(wh)])),
      papp: Math.max(0, watts),
      iinst: Math.round(Math.abs(watts) / 220),
      injectionIndex: producer === 'index' ? Math.floor(injection) : undefined,
      pinj: watts < 0 && (producer === 'index' || producer === 'power') ? -watts : undefined,
      segment,
    });
  }
  return lines;
}

/** What each index rose by; an index that is left out stood at 0. */
export function counted(lines: readonly TrueLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    if (!before || before.segment !== line.segment) return;
    for (const [key, wh] of Object.entries(line.indexes)) {
      sums.set(key, (sums.get(key) ?? 0) + wh - (before.indexes[key] ?? 0));
    }
  });
  return sums;
}

/** A household's meter, over one to twelve days. */
export function truthOf(seed: number): Truth {
  const chance = new Chance(seed);
  const lines = count(chance, seed, instants(chance));
  const [first, last] = [lines[0]?.injectionIndex, lines.at(-1)?.injectionIndex];
  return {
    lines,
    wh: counted(lines),
    injectedWh: first === undefined || last === undefined ? undefined : last - first,
  };
}
