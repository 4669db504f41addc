import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PriceList } from '../../src/energy/prices.ts';
import type { Report } from '../../src/report/sums/report.ts';
import { addDays, type Day, daysBetween, endOfDay, startOfDay } from '../../src/time/local.ts';
import type { LogText } from './household-faults.ts';
import { type Household, householdOf, isSumKnown, logsOf, writeFiles } from './households.ts';
import { reportOfDays } from './reports.ts';
import { type SlowEnergy, slowEnergy } from './slow-energy.ts';

/*
 * What the program says of the logs of random households, beside what the slow computation says, day by day.
 */

const prices = new PriceList([]);

/** What is compared of a day, as texts. */
type Figures = ReadonlyMap<Day, Readonly<Record<Part, string>>>;

/** Something that is said in two ways. */
interface Difference {
  /** The same for differences that have the same cause, as a rule. */
  readonly kind: string;
  readonly text: string;
}

interface Range {
  readonly from: Day;
  readonly to: Day;
}

/** From the day before the first one to the day after the last one that has a log or a line. */
function rangeOf(files: readonly LogText[], { days }: SlowEnergy): Range {
  const ofNames = files.map(({ name }) => (/\d{4}_\d\d_\d\d/.exec(name)?.[0] ?? '').replaceAll('_', '-') as Day);
  const all = [...ofNames, ...days.keys()].sort();
  return { from: addDays(all[0] as Day, -1), to: addDays(all.at(-1) as Day, 1) };
}

type Part = 'indexes' | 'injected' | 'coverage';

function figures(
  wh: Iterable<readonly [string, number]>,
  injectedWh: number,
  isEstimated: boolean,
  coverage: number,
): Record<Part, string> {
  const indexes = [...wh].filter(([, each]) => each !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    indexes: indexes.map((each) => each.join(' ')).join(', '),
    injected: `${injectedWh.toFixed(1)}${isEstimated ? ' estimated' : ''}`,
    coverage: `${(coverage * 100).toFixed(4)} %`,
  };
}

const EMPTY = figures([], 0, false, 0);

function ofReport({ days }: Report): Figures {
  return new Map(
    days.map(({ day, periods, injectedWh, injectionEstimated, coverage }) => [
      day,
      figures(
        periods.map(({ key, wh }) => [key, wh] as const),
        injectedWh,
        injectionEstimated,
        coverage,
      ),
    ]),
  );
}

function ofSlow({ days }: SlowEnergy): Figures {
  return new Map(
    [...days].map(([day, { wh, measuredWh, estimatedWh, coveredMs }]) => {
      const coverage = coveredMs / (endOfDay(day) - startOfDay(day));
      return [day, figures(wh, measuredWh + estimatedWh, estimatedWh > 0, coverage)];
    }),
  );
}

/** What the report tells of lines and indexes, each as text. */
const toldByReport = ({ warnings }: Report): string[] =>
  warnings.flatMap((warning) => {
    if (warning.kind === 'leap' || warning.kind === 'fall') return `${warning.day} ${warning.kind} ${warning.key}`;
    if (warning.kind === 'contract') return `${warning.day} contract`;
    if (warning.kind === 'falseClock') return `${warning.day} left out ${warning.count}`;
    if (warning.kind === 'damagedLines') return `${warning.day} damaged ${warning.count}`;
    return [];
  });

const toldBySlow = ({ told, damaged, leftOut }: SlowEnergy): string[] => [
  ...told.map(({ kind, day, key }) => (kind === 'contract' ? `${day} contract` : `${day} ${kind} ${key}`)),
  ...[...leftOut].map(([day, count]) => `${day} left out ${count}`),
  ...[...damaged].map(([day, count]) => `${day} damaged ${count}`),
];

/** The report has whole Wh of a day. */
const isSame = (a: string, b: string): boolean =>
  a === b ||
  (a.replace(/^[\d.]+/, '') === b.replace(/^[\d.]+/, '') &&
    Math.abs(Number.parseFloat(a) - Number.parseFloat(b)) < 0.6);

function* unlike(what: string, range: Range, left: Figures, right: Figures): Generator<Difference> {
  for (const part of ['indexes', 'injected', 'coverage'] as const) {
    for (const day of daysBetween(range.from, range.to)) {
      const [a, b] = [(left.get(day) ?? EMPTY)[part], (right.get(day) ?? EMPTY)[part]];
      if (part === 'indexes' ? a !== b : !isSame(a, b))
        yield { kind: `${part} ${what}`, text: `${day} ${part} ${what}: report ${a || 'none'}, other ${b || 'none'}` };
    }
  }
}

function* unlikeList(kind: string, report: readonly string[], other: readonly string[]): Generator<Difference> {
  const only = (a: readonly string[], b: readonly string[]): string =>
    a.filter((each) => !b.includes(each)).join(', ') || 'none';
  if ([...report].sort().join() === [...other].sort().join()) return;
  yield { kind, text: `${kind}: only report ${only(report, other)}; only other ${only(other, report)}` };
}

/** Where the report and the slow computation say different things of the logs in a directory, or the report contradicts itself. */
function* differences(logs: string, files: readonly LogText[]): Generator<Difference> {
  const slow = slowEnergy(files);
  const range = rangeOf(files, slow);
  writeFiles(logs, files);
  const report = reportOfDays({ logs, ...range, prices });
  const found = ofReport(report);
  yield* unlike('counted from the text', range, found, ofSlow(slow));
  yield* unlikeList('EJP days', report.ejpDays, slow.ejpDays);
  yield* unlikeList('EJP days by index', report.ejpDaysByIndex, slow.ejpByIndex);
  yield* unlikeList('told', toldByReport(report), toldBySlow(slow));

  yield* unlike('out of the cache', range, found, ofReport(reportOfDays({ logs, ...range, prices })));
  const alone = daysBetween(range.from, range.to).map((day) => reportOfDays({ logs, from: day, to: day, prices }));
  yield* unlike('of days asked alone', range, found, new Map(alone.flatMap((each) => [...ofReport(each)])));
  const peaks = alone.flatMap(({ ejpDays }) => ejpDays);
  yield* unlikeList('EJP days of days asked alone', report.ejpDays, peaks);
  const sum = report.days.reduce((all, { wh }) => all + wh, 0);
  if (report.total.wh !== sum)
    yield { kind: 'sum', text: `the whole range has ${report.total.wh} Wh, its days ${sum}` };
}

/** Where the days do not add up to what the meter counted. With a clock that is ahead by hours, less is allowed, more is not. */
export function* untrue(household: Household, logs: string): Generator<string> {
  if (!isSumKnown(household)) return;
  const files = logsOf(household);
  writeFiles(logs, files);
  const { days } = reportOfDays({ logs, ...rangeOf(files, slowEnergy(files)), prices });
  const isLessAllowed = household.faults.some(({ kind }) => kind === 'ahead');
  const { truth } = household;
  for (const [key, wh] of truth.wh) {
    const sum = days.flatMap(({ periods }) => periods).reduce((all, each) => all + (each.key === key ? each.wh : 0), 0);
    if (isLessAllowed ? sum > wh : sum !== wh) yield `${key}: the meter counted ${wh} Wh, the days have ${sum}`;
  }
  if (truth.injectedWh === undefined) return;
  const injected = days.reduce((all, each) => all + each.injectedWh, 0);
  if (isLessAllowed ? injected > truth.injectedWh : injected !== truth.injectedWh) {
    yield `injected: the meter counted ${truth.injectedWh} Wh, the days have ${injected}`;
  }
}

/** Attempts to make a case smaller. */
const MAX_ATTEMPTS = 600;

/** The same case with as few lines as possible. */
function smallest(files: readonly LogText[], isStill: (files: readonly LogText[]) => boolean): readonly LogText[] {
  let lines = files.flatMap(({ name, text }) => text.split(/(?<=\n)/).map((line) => ({ name, line })));
  const asFiles = (some: typeof lines): LogText[] =>
    [...new Set(some.map(({ name }) => name))].map((name) => ({
      name,
      text: some.flatMap((each) => (each.name === name ? each.line : [])).join(''),
    }));
  let attempts = 0;
  for (let size = Math.ceil(lines.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < lines.length && attempts < MAX_ATTEMPTS; ) {
      const fewer = [...lines.slice(0, from), ...lines.slice(from + size)];
      attempts++;
      if (fewer.length > 0 && isStill(asFiles(fewer))) lines = fewer;
      else from += size;
    }
  }
  return asFiles(lines);
}

/** What a household shows that is wrong: with the faults that it needs, and with its logs made small. */
function described(household: Household, logs: string): string {
  const kindOf = (files: readonly LogText[]): string | undefined => {
    const first = differences(logs, files).next();
    return first.done ? undefined : first.value.kind;
  };
  const kind = kindOf(logsOf(household));
  const isStill = (one: Household): boolean =>
    kind === undefined ? !untrue(one, logs).next().done : kindOf(logsOf(one)) === kind;
  let least = household;
  for (let i = 0; i < least.faults.length; ) {
    const fewer = { ...least, faults: least.faults.filter((_, place) => place !== i) };
    if (isStill(fewer)) least = fewer;
    else i++;
  }
  const faults = least.faults.map((each) => `${each.kind} (${each.seed})`).join(', ');
  const texts = [`household ${household.seed}: ${faults || 'no fault'}`, ...untrue(least, logs)];
  if (kind !== undefined) {
    const files = smallest(logsOf(least), (fewer) => kindOf(fewer) === kind);
    texts.push(...[...differences(logs, files)].map(({ text }) => text));
    texts.push(...files.map(({ name, text }) => `${name}\n${text}`));
  }
  return texts.join('\n  ');
}

/**
 * Asks the program and the slow computation about households.
 * @returns those on which they differ, each with the smallest logs that show it
 */
export function disagreements(seeds: Iterable<number>, most = 5): string[] {
  const logs = mkdtempSync(join(tmpdir(), 'linky-households-'));
  const all: string[] = [];
  try {
    for (const seed of seeds) {
      const household = householdOf(seed);
      const files = logsOf(household);
      if (differences(logs, files).next().done && untrue(household, logs).next().done) continue;
      all.push(all.length < most ? described(household, logs) : `household ${seed}`);
    }
  } finally {
    rmSync(logs, { recursive: true, force: true });
  }
  return all;
}
