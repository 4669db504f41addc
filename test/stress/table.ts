import { appendFileSync } from 'node:fs';
import type { TestContext } from 'node:test';

/** The result of a trial. */
export interface Trial {
  readonly trial: string;
  /** How many times it was done, or for how long. */
  readonly count: number;
  /** Lines or frames that are missing. */
  readonly lost: number;
  /** Lines or files that are there but damaged. */
  readonly damaged: number;
  /** The longest time from the end of the trouble until all was well again, ms; undefined where none was measured. */
  readonly worstMs?: number | undefined;
}

/** The environment variable with the file in which `run.ts` collects the results of all trials. */
export const TABLE_FILE = 'TRIALS';

/** Adds a result to the table at the end of `npm run test:stress`, and to the output of its test. */
export function addResult(t: TestContext, trial: Trial): void {
  const file = process.env[TABLE_FILE];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(trial)}\n`);
  t.diagnostic(rowOf(trial).join(' · '));
}

const HEAD = ['trial', 'count', 'lost', 'damaged', 'worst recovery time'];

const rowOf = ({ trial, count, lost, damaged, worstMs }: Trial): string[] => [
  trial,
  String(count),
  String(lost),
  String(damaged),
  worstMs === undefined ? '—' : `${(worstMs / 1000).toFixed(2)} s`,
];

/** The trials as lines of columns. */
export function tableOf(trials: readonly Trial[]): string {
  const rows = [HEAD, ...trials.map(rowOf)];
  const widths = HEAD.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))))
    .map((cells) => cells.join(' | '))
    .join('\n');
}
