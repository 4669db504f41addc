import { appendFileSync } from 'node:fs';
import type { TestContext } from 'node:test';

/** What a trial has found. */
export interface Trial {
  readonly trial: string;
  /** How often it was done. */
  readonly count: number;
  /** Things that were promised and are not there; things that are there and spoilt. */
  readonly lost: number;
  readonly damaged: number;
  /** The longest time from the end of the trouble to everything being right again, ms; undefined where there is none. */
  readonly worstMs?: number | undefined;
}

/** Names the file that `run.ts` gathers the trials of all test files in. */
export const TABLE_FILE = 'TRIALS';

/** Puts a trial into the table at the end of `npm run test:stress`, and beside the test that made it. */
export function tell(t: TestContext, trial: Trial): void {
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
