import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hash32 } from '../../src/simulator/random.ts';
import { FAULT_KINDS, type Fault, filesOf, HARMLESS, type LogText, sentAs, withFaults } from './household-faults.ts';
import { Chance, type Truth, truthOf } from './household-truth.ts';

/** A random household: its meter, and what happened to its logs. */
export interface Household {
  readonly seed: number;
  readonly truth: Truth;
  readonly faults: readonly Fault[];
}

/** The household of a seed. Every second one has only faults that change no sum. */
export function householdOf(seed: number): Household {
  const truth = truthOf(seed);
  const chance = new Chance(hash32(seed ^ 0x5eed));
  const kinds = seed % 2 === 0 ? HARMLESS : FAULT_KINDS;
  const faults = Array.from({ length: chance.int(0, 6) }, () => ({
    kind: chance.pick(kinds),
    seed: chance.int(0, 2 ** 31),
  }));
  return { seed, truth, faults };
}

/**
 * Whether the days must add up to what the meter counted. An index that begins anew loses what ran between two lines, and
 * what the other one has passed already.
 */
export const isSumKnown = ({ truth, faults }: Household): boolean =>
  faults.every(({ kind }) => HARMLESS.includes(kind)) && truth.lines.at(-1)?.segment === 0;

export const logsOf = ({ truth, faults }: Pick<Household, 'truth' | 'faults'>): LogText[] =>
  filesOf(withFaults(truth.lines.map(sentAs), faults));

/** A time of change that no report takes for a log that is still being written. */
const LONG_AGO = new Date('2026-06-01');

/** Writes logs into a directory that holds nothing else; some are compressed. */
export function writeFiles(logs: string, files: readonly LogText[]): void {
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs);
  for (const { name, text } of files) {
    const isCompressed = text.endsWith('\n') && hash32(text.length) % 4 === 0;
    const path = join(logs, isCompressed ? `${name}.gz` : name);
    writeFileSync(path, isCompressed ? gzipSync(text) : text);
    utimesSync(path, LONG_AGO, LONG_AGO);
  }
}
